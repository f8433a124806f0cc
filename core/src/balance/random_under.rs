//! Rows of the more frequent class left out.

use serde::{Deserialize, Serialize};

use super::ratio::Counts;
use super::remedy::{Aspect, Remedy, Resample};
use super::settings::{ratio, seed};
use super::{RemedyError, Resampling, TrainingSet};
use crate::data::Dataset;
use crate::random::NumpyRandom;
use crate::setting::{Setting, flag};

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

impl Remedy for RandomUnderSpec {
    const KEY: &'static str = "under";
    const NAME: &'static str = "random under-sampling";
    const ASPECT: Aspect = Aspect::Rows;
    const SETTINGS: &'static [Setting<Self>] = &[
        ratio!(sampling_strategy),
        flag(
            "replacement",
            "With replacement",
            |s| s.replacement,
            |s, v| s.replacement = v,
        ),
        seed!(random_state),
    ];

    fn resampler(&self) -> Option<&dyn Resample> {
        Some(self)
    }
}

impl Resample for RandomUnderSpec {
    /// Rows of those that don't default, then of those that do, as imbalanced-learn orders them.
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError> {
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
        Ok(Resampling::Done(TrainingSet::subset(&real, &kept)))
    }

    fn counts(&self, before: [usize; 2]) -> Option<Result<[usize; 2], RemedyError>> {
        let after = || {
            let counts = Counts::new(before, self.sampling_strategy)?;
            let mut after = before;
            after[usize::from(!counts.minority)] = counts.to_keep(self.sampling_strategy)?;
            Ok(after)
        };
        Some(after())
    }
}
