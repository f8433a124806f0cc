//! A step that has learnt what it needs.

use std::collections::{HashMap, HashSet};

use super::{Frame, FrameColumn, PrepareError};

/// The rows that steps learn from.
#[derive(Clone, Copy, Debug)]
pub struct TrainingRows<'a> {
    /// Their places in the frame.
    pub rows: &'a [usize],
    /// The label of every row of the frame; those of other rows aren't looked at.
    pub labels: &'a [bool],
    /// Seed of what is drawn among them.
    pub seed: u32,
}

/// What came of a step that was fitted on the training rows of a frame.
pub trait Fitted {
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

    /// Training rows that nothing behind it learns from, by their places in the frame that it was fitted on. Others
    /// are never left out: what is judged is judged on all of them.
    fn left_out(&self) -> &[usize] {
        &[]
    }

    /// What it has learnt, a sentence each.
    fn learnt(&self) -> Vec<String>;
}

/// A frame in which other columns stand in the place of those that were learnt from; the rest stays.
pub(super) fn treated<'a, K: Copy>(
    frame: Frame,
    learnt_from: impl Iterator<Item = (&'a String, K)>,
    mut treat: impl FnMut(FrameColumn, K) -> Result<Vec<FrameColumn>, PrepareError>,
) -> Result<Frame, PrepareError> {
    let names: HashSet<&str> = frame.columns().iter().map(|of| of.name.as_str()).collect();
    let mut known: HashMap<&str, K> = HashMap::new();
    for (name, learnt) in learnt_from {
        if !names.contains(name.as_str()) {
            return Err(PrepareError::NoColumn(name.clone()));
        }
        known.insert(name, learnt);
    }
    let mut columns = Vec::new();
    for column in frame.into_columns() {
        match known.get(column.name.as_str()) {
            Some(&learnt) => columns.extend(treat(column, learnt)?),
            None => columns.push(column),
        }
    }
    Frame::new(columns)
}

pub(super) fn other_kind(column: &FrameColumn, found: &str, wanted: &str) -> PrepareError {
    PrepareError::OtherKind {
        column: column.name.clone(),
        found: found.to_owned(),
        wanted: wanted.to_owned(),
    }
}
