//! How much a row of each class counts.

use serde::{Deserialize, Serialize};

/// The weight of a row by its class; 1 for both where rows are counted as they are.
///
/// A model is trained and judged where defaults have one share, and used where they may have
/// another. Its recall and specificity then stay, while all that depends on the mix of classes moves:
/// precision, cost, calibration (Elkan 2001, "The foundations of cost-sensitive learning", theorem 2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassWeights {
    /// Of a good customer.
    pub good: f64,
    /// Of a default.
    pub default: f64,
}

impl Default for ClassWeights {
    fn default() -> Self {
        Self {
            good: 1.0,
            default: 1.0,
        }
    }
}

impl ClassWeights {
    /// The weights with which `n_positives` defaults among `n_positives + n_negatives` rows become
    /// the share `prevalence`, while the weights of all rows still add up to their number.
    ///
    /// `None` unless `0 < prevalence < 1` and there are rows of both classes.
    #[must_use]
    pub fn at(prevalence: f64, n_positives: usize, n_negatives: usize) -> Option<Self> {
        let is_share = prevalence > 0.0 && prevalence < 1.0;
        if !is_share || n_positives == 0 || n_negatives == 0 {
            return None;
        }
        let (positives, negatives) = (n_positives as f64, n_negatives as f64);
        let all = positives + negatives;
        Some(Self {
            good: (1.0 - prevalence) * all / negatives,
            default: prevalence * all / positives,
        })
    }
}
