//! The ROC curve.

use super::Ranking;
use super::counts::Flagged;

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
    /// The detection error trade-off (DET): false-positive rate and miss rate FN / (FN + TP), which is
    /// 1 − recall, at each point of [`Ranking::roc`]; from (0, 1) to (1, 0). The points of
    /// scikit-learn's `det_curve`, and those that it leaves out at either end.
    #[must_use]
    pub fn det(&self) -> Vec<(f64, f64)> {
        let n_positives = self.n_positives();
        let missed = |flagged: &Flagged| (n_positives - flagged.positives) as f64;
        let rates = self.roc().zip(self.flagged());
        rates
            .map(|(point, flagged)| (point.fpr, missed(flagged) / n_positives as f64))
            .collect()
    }

    /// The ROC curve from (0, 0), where nothing is flagged, to (1, 1): one point more than there
    /// are distinct scores. As scikit-learn's `roc_curve(drop_intermediate=False)`.
    pub fn roc(&self) -> impl Iterator<Item = RocPoint> {
        (0..self.flagged().len()).map(|place| self.roc_point(place))
    }

    /// The points at these places in the cumulative counts.
    pub(super) fn roc_points(&self, places: &[usize]) -> impl DoubleEndedIterator<Item = RocPoint> {
        places.iter().map(|&place| self.roc_point(place))
    }

    /// The point where the `place` highest distinct scores are flagged.
    pub(super) fn roc_point(&self, place: usize) -> RocPoint {
        let flagged = self.flagged()[place];
        let last = place.checked_sub(1);
        RocPoint {
            threshold: last.map_or(f64::INFINITY, |last| self.thresholds()[last]),
            fpr: flagged.negatives as f64 / self.n_negatives() as f64,
            tpr: flagged.positives as f64 / self.n_positives() as f64,
        }
    }
}
