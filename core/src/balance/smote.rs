//! What SMOTE is asked for.

use serde::{Deserialize, Serialize};

use super::RemedyError;
use super::ratio::Counts;
use super::remedy::{Aspect, Remedy, Resample};
use super::settings::{neighbors, ratio, seed};
use crate::setting::Setting;

/// The parameters of [`smote`], as imbalanced-learn names them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmoteSpec {
    /// Nearest neighbours to choose the second parent from, 1 or more.
    pub k_neighbors: usize,
    /// Rows of the minority over rows of the majority afterwards, in (0, 1].
    pub sampling_strategy: f64,
    /// Seed.
    pub random_state: u32,
}

impl Default for SmoteSpec {
    /// The tutorial's: 5 neighbours, as many rows of either class, seed 42.
    fn default() -> Self {
        Self {
            k_neighbors: 5,
            sampling_strategy: 1.0,
            random_state: 42,
        }
    }
}

impl Remedy for SmoteSpec {
    const KEY: &'static str = "smote";
    const NAME: &'static str = "SMOTE";
    const ASPECT: Aspect = Aspect::Rows;
    const SETTINGS: &'static [Setting<Self>] = &[
        neighbors!("k", "Neighbours (k)", k_neighbors),
        ratio!(sampling_strategy),
        seed!(random_state),
    ];

    fn resampler(&self) -> Option<&dyn Resample> {
        Some(self)
    }
}

impl SmoteSpec {
    /// Rows of each class after resampling rows of these counts: those that don't default, those that do.
    ///
    /// # Errors
    /// As [`smote`](super::smote).
    pub fn after(&self, before: [usize; 2]) -> Result<[usize; 2], RemedyError> {
        let (rarer, n_synthetic) = self.check(before)?;
        let mut after = before;
        after[usize::from(rarer)] += n_synthetic;
        Ok(after)
    }

    /// The label of the rarer class and the number of rows to add to it.
    pub(super) fn check(
        &self,
        [n_negatives, n_positives]: [usize; 2],
    ) -> Result<(bool, usize), RemedyError> {
        let (ratio, k_neighbors) = (self.sampling_strategy, self.k_neighbors);
        if k_neighbors == 0 {
            return Err(RemedyError::NoNeighbors);
        }
        let counts = Counts::new([n_negatives, n_positives], ratio)?;
        let n_synthetic = counts.to_add(ratio)?;
        counts.check_neighbors(k_neighbors)?;
        Ok((counts.minority, n_synthetic))
    }
}
