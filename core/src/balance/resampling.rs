//! Resampling under way, a few milliseconds at a time.

use super::{RemedyError, TrainingSet};

/// How far a resampling is.
///
/// ```
/// # use imbalance_core::balance::{EditedSpec, RemedyError, Resample, Resampling};
/// # use imbalance_core::data::{ClassificationSpec, make_classification};
/// # let rows = make_classification(&ClassificationSpec::default()).unwrap();
/// let edited = EditedSpec::default();
/// let mut resampling = edited.begin(rows.clone())?;
/// while let Resampling::UnderWay(stage) = resampling {
///     assert!((0.0..=1.0).contains(&stage.share()));
///     resampling = stage.advance()?;
/// }
/// assert_eq!(resampling.finish()?, edited.resample(&rows)?);
/// # Ok::<(), RemedyError>(())
/// ```
pub enum Resampling {
    /// The rows to fit on.
    Done(TrainingSet),
    /// There is more to do.
    UnderWay(Box<dyn Stage>),
}

/// A resampling that has more to do.
pub trait Stage {
    /// Does a few milliseconds' part of the work.
    ///
    /// # Errors
    /// [`RemedyError`] where the rows turn out to be such that it can't be done.
    fn advance(self: Box<Self>) -> Result<Resampling, RemedyError>;

    /// About how much of the work is done, 0..=1; it never falls.
    fn share(&self) -> f64;
}

impl Resampling {
    /// Does the rest of the work, if any, and hands over the rows.
    ///
    /// # Errors
    /// As [`Stage::advance`].
    pub fn finish(mut self) -> Result<TrainingSet, RemedyError> {
        loop {
            match self {
                Self::Done(rows) => return Ok(rows),
                Self::UnderWay(stage) => self = stage.advance()?,
            }
        }
    }
}
