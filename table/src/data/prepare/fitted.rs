//! A step that has learnt what it needs.

use std::fmt;

use super::{Frame, FrameColumn, PrepareError};

/// The rows that steps learn from.
#[derive(Clone, Copy, Debug)]
pub struct TrainingRows<'a> {
    /// Their places in the frame.
    pub rows: &'a [usize],
    /// The label of every row of the frame; those of other rows aren't looked at.
    pub labels: &'a [bool],
}

/// What came of a step that was fitted on the training rows of a frame.
pub trait Fitted: fmt::Debug {
    /// Treats rows, as those that come later: every row alike.
    ///
    /// # Errors
    ///
    /// [`PrepareError::NoColumn`] and [`PrepareError::OtherKind`] where the columns aren't those that it was fitted with.
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError>;

    /// Treats the very frame that it was fitted on. Where a value of a training row would otherwise know the row's own
    /// label, it is made without it.
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply).
    fn apply_to_own(&self, frame: Frame) -> Result<Frame, PrepareError> {
        self.apply(frame)
    }

    /// What it has learnt, a sentence each.
    fn learnt(&self) -> Vec<String>;
}

/// The columns of a frame after each is replaced by others, by its name.
pub(super) fn replaced(
    frame: Frame,
    mut replace: impl FnMut(FrameColumn) -> Result<Vec<FrameColumn>, PrepareError>,
) -> Result<Frame, PrepareError> {
    let mut columns = Vec::new();
    for column in frame.into_columns() {
        columns.extend(replace(column)?);
    }
    Frame::new(columns)
}

/// Fails where a column that was learnt from isn't there.
pub(super) fn check_names<'a>(
    frame: &Frame,
    names: impl IntoIterator<Item = &'a String>,
) -> Result<(), PrepareError> {
    let missing = names.into_iter().find(|name| frame.column(name).is_none());
    missing.map_or(Ok(()), |name| Err(PrepareError::NoColumn(name.clone())))
}

pub(super) fn other_kind(column: &FrameColumn, found: &str, wanted: &str) -> PrepareError {
    PrepareError::OtherKind {
        column: column.name.clone(),
        found: found.to_owned(),
        wanted: wanted.to_owned(),
    }
}
