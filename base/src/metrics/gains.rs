//! Gains and lift.

use super::Ranking;
use super::counts::Flagged;

/// A point of the gains curve and of the lift curve: what flagging the riskiest rows finds.
///
/// Gains and lift are two curves over the same axis: gains is the recall, which rises from 0 to 1;
/// lift is how many times more often a flagged row defaults than any row, which ends at 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GainPoint {
    /// The weight of the flagged rows over that of all, in `0..=1`.
    pub share_flagged: f64,
    /// TP / (TP + FN), in `0..=1`; the height of the gains curve.
    pub recall: f64,
    /// Precision / prevalence, at least 0, which is recall / share flagged. `None` where nothing
    /// is flagged.
    pub lift: Option<f64>,
    /// FP / (FP + TN), in `0..=1`.
    pub false_positive_rate: f64,
}

impl Ranking {
    /// The gains curve from nothing flagged to everything: one point more than there are distinct
    /// scores, so that rows of a tie are flagged together. O(distinct scores).
    ///
    /// Rows count with their [`weights`](Self::weights): of a ranking
    /// [`deployed_at`](Self::deployed_at) another share of defaults, share flagged and lift are those
    /// found there, while recall and false-positive rate stay.
    #[must_use]
    pub fn gains(&self) -> Vec<GainPoint> {
        let points = self.flagged().iter();
        points.map(|&flagged| self.gain_point(flagged)).collect()
    }

    fn gain_point(&self, flagged: Flagged) -> GainPoint {
        let weights = self.weights();
        let positives = weights.default * flagged.positives as f64;
        let weight = positives + weights.good * flagged.negatives as f64;
        let all_positives = weights.default * self.n_positives() as f64;
        let all = all_positives + weights.good * self.n_negatives() as f64;
        let is_any = flagged.total() > 0;
        GainPoint {
            share_flagged: weight / all,
            recall: flagged.positives as f64 / self.n_positives() as f64,
            lift: is_any.then(|| (positives / weight) / (all_positives / all)),
            false_positive_rate: flagged.negatives as f64 / self.n_negatives() as f64,
        }
    }
}
