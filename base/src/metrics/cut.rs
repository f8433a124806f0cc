//! Thresholds that are best in some sense.

use serde::{Deserialize, Serialize};

use super::{Confusion, Ranking};

/// A threshold, and what is gained by cutting there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// A distinct score of the ranking.
    pub threshold: f64,
    /// The quantity that was maximised, at this threshold.
    pub value: f64,
}

impl Ranking {
    /// The cut with the highest F1. Every distinct score is tried; of equals the highest
    /// threshold wins, the one that flags the fewest.
    #[must_use]
    pub fn max_f1(&self) -> Cut {
        self.best_cut(Confusion::f1)
    }

    /// The cut with the highest Youden's J = tpr − fpr, which is the point of the ROC curve
    /// farthest above the diagonal. Ties as in [`Ranking::max_f1`].
    #[must_use]
    pub fn youden_j(&self) -> Cut {
        self.best_cut(Confusion::youden_j)
    }

    pub(super) fn best_cut(&self, value: impl Fn(&Confusion<f64>) -> Option<f64>) -> Cut {
        let nothing = Cut {
            threshold: self.thresholds()[0],
            value: f64::NEG_INFINITY,
        };
        self.cuts().fold(nothing, |best, (threshold, confusion)| {
            match value(&confusion) {
                Some(value) if value > best.value => Cut { threshold, value },
                _ => best,
            }
        })
    }
}
