//! What SMOTE is asked for, and what it refuses.

use serde::{Deserialize, Serialize};
use thiserror::Error;

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

/// Why no synthetic rows can be made.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum SmoteError {
    /// `k_neighbors` is 0.
    #[error("k = 0 neighbours leave nothing to step towards; at least 1 is needed")]
    NoNeighbors,
    /// The ratio lies outside (0, 1].
    #[error("the ratio after resampling is {ratio}; it must be more than 0 and at most 1")]
    Ratio {
        /// The ratio asked for.
        ratio: f64,
    },
    /// The training rows hold one class, or none.
    #[error(
        "the training rows hold {n_negatives} non-defaults and {n_positives} defaults; \
         SMOTE needs both classes"
    )]
    OneClass {
        /// Rows that didn't default.
        n_negatives: usize,
        /// Rows that did.
        n_positives: usize,
    },
    /// The ratio asks for no more rows than there are.
    #[error(
        "the training rows hold {n_minority} {} to {n_majority} {} already; \
         a ratio of {ratio} adds no row", rows_of(*minority, *n_minority), rows_of(!*minority, *n_majority)
    )]
    NothingToAdd {
        /// The label of the rarer class.
        minority: bool,
        /// Its rows.
        n_minority: usize,
        /// Rows of the other class.
        n_majority: usize,
        /// The ratio asked for.
        ratio: f64,
    },
    /// The minority has no `k_neighbors` other rows.
    #[error(
        "the training rows hold {n_minority} {}; k = {k_neighbors} neighbours need at least {}",
        rows_of(*minority, *n_minority), k_neighbors.saturating_add(1)
    )]
    TooFewMinority {
        /// The label of the rarer class.
        minority: bool,
        /// Its rows.
        n_minority: usize,
        /// Neighbours asked for.
        k_neighbors: usize,
    },
}

impl SmoteSpec {
    /// Rows of each class after resampling rows of these counts: those that don't default, those that do.
    ///
    /// # Errors
    /// As [`smote`](super::smote).
    pub fn counts(&self, before: [usize; 2]) -> Result<[usize; 2], SmoteError> {
        let (rarer, n_synthetic) = self.check(before)?;
        let mut after = before;
        after[usize::from(rarer)] += n_synthetic;
        Ok(after)
    }

    /// The label of the rarer class and the number of rows to add to it.
    pub(super) fn check(
        &self,
        [n_negatives, n_positives]: [usize; 2],
    ) -> Result<(bool, usize), SmoteError> {
        let (ratio, k_neighbors) = (self.sampling_strategy, self.k_neighbors);
        if k_neighbors == 0 {
            return Err(SmoteError::NoNeighbors);
        }
        if !(ratio > 0.0 && ratio <= 1.0) {
            return Err(SmoteError::Ratio { ratio });
        }
        if n_negatives == 0 || n_positives == 0 {
            return Err(SmoteError::OneClass {
                n_negatives,
                n_positives,
            });
        }
        let minority = n_positives <= n_negatives;
        let n_minority = n_positives.min(n_negatives);
        let n_majority = n_positives.max(n_negatives);
        let n_synthetic = whole(ratio * n_majority as f64 - n_minority as f64);
        if n_synthetic == 0 {
            return Err(SmoteError::NothingToAdd {
                minority,
                n_minority,
                n_majority,
                ratio,
            });
        }
        if n_minority <= k_neighbors {
            return Err(SmoteError::TooFewMinority {
                minority,
                n_minority,
                k_neighbors,
            });
        }
        Ok((minority, n_synthetic))
    }
}

/// The whole part of a count, 0 where it is negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates at 0"
)]
fn whole(count: f64) -> usize {
    count as usize
}

fn rows_of(class: bool, n: usize) -> &'static str {
    match (class, n) {
        (true, 1) => "default",
        (true, _) => "defaults",
        (false, 1) => "non-default",
        (false, _) => "non-defaults",
    }
}
