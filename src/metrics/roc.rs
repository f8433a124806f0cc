//! The ROC curve.

use std::iter;

use super::Ranking;

/// A point of the ROC curve and the cut that it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RocPoint {
    /// The distinct score at which rows begin to be flagged; infinite at the curve's start, where
    /// none are.
    pub threshold: f64,
    /// FP / (FP + TN), in `0..=1`.
    pub fpr: f64,
    /// TP / (TP + FN), in `0..=1`.
    pub tpr: f64,
}

impl Ranking {
    /// The ROC curve from (0, 0), where nothing is flagged, to (1, 1): one point more than there
    /// are distinct scores. As scikit-learn's `roc_curve(drop_intermediate=False)`.
    pub fn roc(&self) -> impl Iterator<Item = RocPoint> {
        let thresholds = iter::once(f64::INFINITY).chain(self.thresholds().iter().copied());
        thresholds
            .zip(self.flagged())
            .map(|(threshold, flagged)| RocPoint {
                threshold,
                fpr: flagged.negatives as f64 / self.n_negatives() as f64,
                tpr: flagged.positives as f64 / self.n_positives() as f64,
            })
    }
}
