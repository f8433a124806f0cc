//! What each column adds to a score.

use serde::{Deserialize, Serialize};

use crate::model::Says;

/// What each column adds to the score of a row: `base + Σ values` is the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The score that is expected before anything is known of the row.
    pub base: f64,
    /// What each column adds to it, `(n_features,)`, in the unit of the scores.
    pub values: Vec<f64>,
    /// The standard error of each value, `(n_features,)`; `None` where values are exact.
    pub errors: Option<Vec<f64>>,
    /// What the scores are.
    pub says: Says,
}

impl Explanation {
    /// The score of the row that is explained.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.base + self.values.iter().sum::<f64>()
    }

    /// The same for groups of columns: values of a group are added. `groups`, `(n_features,)`, has the group of each
    /// column; a column whose group isn't below `n_groups` is left out, and one without a group too.
    ///
    /// Errors are added as if those of a group went together wholly, so that they are never too small.
    #[must_use]
    pub fn grouped(&self, groups: &[usize], n_groups: usize) -> Self {
        Self {
            values: sums(&self.values, groups, n_groups),
            errors: self
                .errors
                .as_ref()
                .map(|errors| sums(errors, groups, n_groups)),
            ..*self
        }
    }
}

fn sums(values: &[f64], groups: &[usize], n_groups: usize) -> Vec<f64> {
    let mut sums = vec![0.0; n_groups];
    for (value, &group) in values.iter().zip(groups) {
        if let Some(sum) = sums.get_mut(group) {
            *sum += value;
        }
    }
    sums
}
