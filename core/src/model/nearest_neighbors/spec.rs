//! What is asked of nearest neighbours.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::{check_range, check_weights};

/// What the vote of a neighbour counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Votes {
    /// As much as any other.
    #[default]
    Uniform,
    /// One over its distance. Where some are at the very place, nobody else votes.
    Distance,
}

impl Votes {
    /// Every way to vote, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::Uniform, Self::Distance];
}

/// Nearest neighbours: the training rows that lie nearest to a row, by Euclidean distance, vote. Names and meaning are
/// those of scikit-learn 1.9's `KNeighborsClassifier`. Of equally near rows the first are asked. Where there are fewer rows
/// than neighbours all of them vote, which scikit-learn refuses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NeighborsSpec {
    /// How many vote, 1 to 1,000.
    pub n_neighbors: usize,
    /// What each vote counts.
    pub weights: Votes,
    /// What votes of the negatives and of the positives are multiplied by, above 0 to 1e6; scikit-learn has no such weights.
    pub class_weights: [f64; 2],
}

impl Default for NeighborsSpec {
    /// scikit-learn's.
    fn default() -> Self {
        Self {
            n_neighbors: 5,
            weights: Votes::Uniform,
            class_weights: [1.0; 2],
        }
    }
}

impl NeighborsSpec {
    /// Says whether it can be fitted.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let k = self.n_neighbors as f64;
        check_range("the number of neighbours", k, 1.0..=1e3, "from 1 to 1,000")?;
        check_weights(self.class_weights)
    }
}
