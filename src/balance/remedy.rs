//! What every way of resampling has in common.

use super::{RemedyError, SmoteSpec, TrainingSet, smote};
use crate::data::Dataset;

/// A way to resample training rows.
///
/// Real rows that stay keep their numbers; where each row comes from is told by
/// [`TrainingSet::lineage`].
pub trait Resample {
    /// The rows to fit on instead of `real`.
    ///
    /// # Errors
    /// [`RemedyError`] where it can't be done with these rows.
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError>;
}

impl Resample for SmoteSpec {
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError> {
        smote(real, self)
    }
}
