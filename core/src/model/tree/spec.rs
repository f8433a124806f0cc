//! What is asked of a tree.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::{check_range, check_weights};

/// How a tree grows. Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees" (1984).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TreeSpec {
    /// The most splits above a leaf; `None` for as many as it takes, [`MOST_LEVELS`](Self::MOST_LEVELS) at most.
    pub max_depth: Option<usize>,
    /// The least rows of a node that is split, 2 or more.
    pub min_samples_split: usize,
    /// The least rows of a leaf, 1 or more.
    pub min_samples_leaf: usize,
    /// What a row of the negatives and what one of the positives counts, above 0 to 1e6.
    pub class_weights: [f64; 2],
}

impl Default for TreeSpec {
    /// scikit-learn's, but for the depth, at which a picture of the tree can be read.
    fn default() -> Self {
        Self {
            max_depth: Some(5),
            min_samples_split: 2,
            min_samples_leaf: 1,
            class_weights: [1.0; 2],
        }
    }
}

impl TreeSpec {
    /// Deeper than this no tree grows.
    pub const MOST_LEVELS: usize = 128;

    /// The most splits above a leaf.
    #[must_use]
    pub fn levels(&self) -> usize {
        let most = self.max_depth.unwrap_or(Self::MOST_LEVELS);
        most.min(Self::MOST_LEVELS)
    }

    /// Says whether a tree can grow so.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let (leaf, split) = (self.min_samples_leaf as f64, self.min_samples_split as f64);
        check_range("the least rows of a leaf", leaf, 1.0.., "at least 1")?;
        check_range("the least rows of a split", split, 2.0.., "at least 2")?;
        check_weights(self.class_weights)
    }
}
