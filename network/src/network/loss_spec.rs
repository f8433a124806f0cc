//! How much each row counts in the loss.

use serde::{Deserialize, Serialize};

/// Weights of the classes, and of rows that are hard to tell. The default counts every row alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LossSpec {
    /// What a row of the negatives and what one of the positives counts, above 0, as Keras' `class_weight`.
    pub class_weights: [f64; 2],
    /// γ of the focal loss `(1 − p)^γ · −ln p`, with `p` what the network gives to the row's own class: 0 is
    /// cross-entropy, above it rows that the network is sure of count less. Lin, Goyal, Girshick, He and Dollár, "Focal
    /// Loss for Dense Object Detection" (2017).
    pub gamma: f64,
    /// α of the focal loss in (0, 1): positives count α and negatives 1 − α besides; `None` for neither.
    pub alpha: Option<f64>,
}

impl Default for LossSpec {
    fn default() -> Self {
        Self {
            class_weights: [1.0; 2],
            gamma: 0.0,
            alpha: None,
        }
    }
}

impl LossSpec {
    /// Weights at which both classes of so many rows count alike and all rows together as much as before:
    /// `n / (2 · n of the class)`, as scikit-learn's "balanced". 1 for a class without rows.
    ///
    /// ```
    /// use imbalance_network::network::LossSpec;
    /// assert_eq!(LossSpec::balanced([90, 10]).class_weights, [100.0 / 180.0, 5.0]);
    /// ```
    #[must_use]
    pub fn balanced(counts: [usize; 2]) -> Self {
        let total = counts[0] + counts[1];
        let weight = |count: usize| match count {
            0 => 1.0,
            count => total as f64 / (2.0 * count as f64),
        };
        Self {
            class_weights: counts.map(weight),
            ..Self::default()
        }
    }

    /// What a row of the negatives and what one of the positives counts in all.
    #[must_use]
    pub fn weights(&self) -> [f64; 2] {
        let [negative, positive] = self.class_weights;
        self.alpha.map_or([negative, positive], |alpha| {
            [(1.0 - alpha) * negative, alpha * positive]
        })
    }

    /// Whether it is plain cross-entropy.
    pub(super) fn is_plain(&self) -> bool {
        self.weights() == [1.0; 2] && self.gamma == 0.0
    }
}
