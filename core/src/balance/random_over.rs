//! Rows of the rarer class drawn again.

use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};

use super::ratio::Counts;
use super::remedy::{Aspect, Remedy, Resample};
use super::settings::{ratio, seed};
use super::{Origin, RemedyError, Resampling, TrainingSet};
use crate::data::Dataset;
use crate::data::some_rows;
use crate::random::NumpyRandom;
use crate::setting::{Setting, real};

/// Random over-sampling, as imbalanced-learn 0.14's `RandomOverSampler` does it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RandomOverSpec {
    /// Rows of the minority over rows of the majority afterwards, in (0, 1].
    pub sampling_strategy: f64,
    /// How far drawn rows are moved, 0 or more, in multiples of a smoothed bootstrap's width; `None` leaves them as
    /// they are. Menardi and Torelli, "Training and assessing classification rules with imbalanced data" (2014).
    pub shrinkage: Option<f64>,
    /// Seed.
    pub random_state: u32,
}

impl Default for RandomOverSpec {
    fn default() -> Self {
        Self {
            sampling_strategy: 1.0,
            shrinkage: None,
            random_state: 42,
        }
    }
}

impl Remedy for RandomOverSpec {
    const KEY: &'static str = "over";
    const NAME: &'static str = "random over-sampling";
    const ASPECT: Aspect = Aspect::Rows;
    const SETTINGS: &'static [Setting<Self>] = &[
        ratio!(sampling_strategy),
        real(
            "shrinkage",
            "Shrinkage (0 for copies)",
            (0.0, 1e6),
            |s| s.shrinkage.unwrap_or(0.0),
            |s, v| s.shrinkage = (v != 0.0).then_some(v),
        ),
        seed!(random_state),
    ];

    fn resampler(&self) -> Option<&dyn Resample> {
        Some(self)
    }
}

impl Resample for RandomOverSpec {
    /// The real rows, and after them rows of the rarer class drawn with replacement.
    fn begin(&self, real: Dataset) -> Result<Resampling, RemedyError> {
        if let Some(shrinkage) = self
            .shrinkage
            .filter(|shrinkage| shrinkage.is_nan() || *shrinkage < 0.0)
        {
            return Err(RemedyError::Shrinkage { shrinkage });
        }
        let counts = Counts::new(real.class_counts(), self.sampling_strategy)?;
        let n_drawn = counts.to_add(self.sampling_strategy)?;
        let rows = real.rows_of(counts.minority);
        let mut random = NumpyRandom::new(self.random_state);
        let drawn = random.choice_with_replacement(rows.len(), n_drawn);
        let drawn: Vec<_> = drawn.into_iter().map(|place| rows[place]).collect();
        let features = real.features();
        let mut made = some_rows(&features, &drawn);
        if let Some(shrinkage) = self.shrinkage {
            let scale = some_rows(&features, &rows).std_axis(Axis(0), 0.0);
            let width = shrinkage * smoothing(real.n_samples(), real.n_features());
            let noise = Array2::from_shape_simple_fn(made.dim(), || random.standard_normal());
            made += &(noise * (scale * width));
        }
        let origin = |&row: &usize| match self.shrinkage {
            Some(_) => Origin::Moved(row),
            None => Origin::Kept(row),
        };
        let origins = drawn.iter().map(origin);
        let made = TrainingSet::grown(&real, counts.minority, &made, origins);
        Ok(Resampling::Done(made))
    }

    fn counts(&self, before: [usize; 2]) -> Option<Result<[usize; 2], RemedyError>> {
        let after = || {
            let counts = Counts::new(before, self.sampling_strategy)?;
            let mut after = before;
            after[usize::from(counts.minority)] += counts.to_add(self.sampling_strategy)?;
            Ok(after)
        };
        Some(after())
    }
}

/// The width of a kernel for so many rows in so many dimensions, as imbalanced-learn takes it.
fn smoothing(n_samples: usize, n_features: usize) -> f64 {
    let (n, p) = (n_samples as f64, n_features as f64);
    (4.0 / ((p + 2.0) * n)).powf(1.0 / (p + 4.0))
}
