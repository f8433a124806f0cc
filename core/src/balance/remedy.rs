//! What every remedy has in common.

use serde::{Deserialize, Serialize};

use super::{RemedyError, Resampling, TrainingSet};
use crate::data::Dataset;
use crate::metrics::Goal;
use crate::setting::Setting;

/// What a remedy acts on. An arm may have several remedies, each of which acts on something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aspect {
    /// The training rows.
    Rows,
    /// How much a row of each class counts.
    Weights,
    /// The loss that is made small.
    Loss,
    /// The threshold.
    Threshold,
}

impl Aspect {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rows => "the training rows",
            Self::Weights => "the class weights",
            Self::Loss => "the loss",
            Self::Threshold => "the threshold",
        }
    }
}

/// How a threshold is moved.
#[derive(Clone, Debug, PartialEq)]
pub enum Cutting {
    /// To where calibrated scores earn most. Elkan, "The Foundations of Cost-Sensitive Learning" (2001), equation 2.
    Elkan,
    /// To where a goal is reached best on the validation rows.
    Chosen(Goal),
}

/// Something that is done about the imbalance. A new one is a file, and a line in
/// [`RemedySpec`](super::RemedySpec).
pub trait Remedy: Clone + Default + PartialEq + 'static {
    /// Its name in links: small letters, digits and hyphens.
    const KEY: &'static str;
    /// What people call it.
    const NAME: &'static str;
    /// What it acts on.
    const ASPECT: Aspect;
    /// What can be set.
    const SETTINGS: &'static [Setting<Self>];

    /// The setting at a place.
    #[must_use]
    fn setting(place: usize) -> Option<&'static Setting<Self>> {
        Self::SETTINGS.get(place)
    }

    /// How training rows are resampled; where it acts on [`Aspect::Rows`].
    fn resampler(&self) -> Option<&dyn Resample> {
        None
    }

    /// What a row of the negatives and what one of the positives counts, given how many of each there are to learn
    /// from; where it acts on [`Aspect::Weights`].
    fn weights(&self, _counts: [usize; 2]) -> Option<[f64; 2]> {
        None
    }

    /// γ and α of a focal loss; where it acts on [`Aspect::Loss`].
    fn focus(&self) -> Option<(f64, Option<f64>)> {
        None
    }

    /// How the threshold is moved; where it acts on [`Aspect::Threshold`].
    fn cutting(&self) -> Option<Cutting> {
        None
    }
}

/// A way to resample training rows.
///
/// Real rows that stay keep their numbers; where each row comes from is told by
/// [`TrainingSet::lineage`].
pub trait Resample {
    /// Begins to make the rows to fit on instead of `real`. What takes no longer than to copy them is done at once;
    /// what takes long, such as a search for neighbours, is under way, and done in parts.
    ///
    /// # Errors
    /// [`RemedyError`] where it can't be done with these rows.
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError>;

    /// The same in one go.
    ///
    /// # Errors
    /// [`RemedyError`] where it can't be done with these rows.
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError> {
        self.begin(real.clone())?.finish()
    }

    /// Rows of each class afterwards: those that don't default, those that do. `None` where that depends on more
    /// than how many there were.
    fn counts(&self, _before: [usize; 2]) -> Option<Result<[usize; 2], RemedyError>> {
        None
    }
}
