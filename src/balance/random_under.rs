//! Rows of the more frequent class left out.

use serde::{Deserialize, Serialize};

use super::ratio::Counts;
use super::{RemedyError, Resample, TrainingSet};
use crate::data::Dataset;
use crate::random::NumpyRandom;

/// Random under-sampling, as imbalanced-learn 0.14's `RandomUnderSampler` does it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RandomUnderSpec {
    /// Rows of the minority over rows of the majority afterwards, in (0, 1].
    pub sampling_strategy: f64,
    /// Whether rows of the majority are drawn with replacement.
    pub replacement: bool,
    /// Seed.
    pub random_state: u32,
}

impl Default for RandomUnderSpec {
    fn default() -> Self {
        Self {
            sampling_strategy: 1.0,
            replacement: false,
            random_state: 42,
        }
    }
}

impl Resample for RandomUnderSpec {
    /// Rows of those that don't default, then of those that do, as imbalanced-learn orders them.
    fn resample(&self, real: &Dataset) -> Result<TrainingSet, RemedyError> {
        let counts = Counts::new(real.class_counts(), self.sampling_strategy)?;
        let n_kept = counts.to_keep(self.sampling_strategy)?;
        let mut random = NumpyRandom::new(self.random_state);
        let frequent = real.rows_of(!counts.minority);
        let drawn = if self.replacement {
            random.choice_with_replacement(frequent.len(), n_kept)
        } else {
            random.choice(frequent.len(), n_kept)
        };
        let drawn: Vec<_> = drawn.into_iter().map(|place| frequent[place]).collect();
        let rare = real.rows_of(counts.minority);
        let kept = if counts.minority {
            [drawn, rare].concat()
        } else {
            [rare, drawn].concat()
        };
        Ok(TrainingSet::subset(real, &kept))
    }
}
