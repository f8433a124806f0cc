//! The precision-recall curve.

use super::Ranking;

/// A point of the precision-recall curve and the cut that it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionRecallPoint {
    /// The distinct score at and above which rows are flagged.
    pub threshold: f64,
    /// TP / (TP + FP), in `0..=1`.
    pub precision: f64,
    /// TP / (TP + FN), in `0..=1`.
    pub recall: f64,
}

impl Ranking {
    /// Precision and recall at each distinct score, highest first, so recall never falls.
    ///
    /// Where nothing is flagged precision is undefined, so there is no point: scikit-learn's
    /// `precision_recall_curve` adds one with precision 1 and recall 0, this does not.
    pub fn precision_recall(&self) -> impl ExactSizeIterator<Item = PrecisionRecallPoint> {
        let points = self.thresholds().iter().zip(&self.flagged()[1..]);
        let weights = self.weights();
        points.map(move |(&threshold, flagged)| {
            let positives = weights.default * flagged.positives as f64;
            PrecisionRecallPoint {
                threshold,
                precision: positives / (positives + weights.good * flagged.negatives as f64),
                recall: flagged.positives as f64 / self.n_positives() as f64,
            }
        })
    }
}
