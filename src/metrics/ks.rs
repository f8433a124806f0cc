//! The distance of Kolmogorov and Smirnov.

use super::ranking::Flagged;
use super::{Cut, Ranking};

impl Ranking {
    /// KS, the largest tpr − fpr on the ROC curve, in `0..=1`, and the distinct score where it is
    /// reached, of equals the highest: the distance of Kolmogorov and Smirnov between the scores of
    /// defaults and of good customers, towards higher scores of defaults. 0 where the ranking is
    /// inverted.
    ///
    /// It belongs to the order alone. Where a scale made scores equal
    /// ([`rescaled`](Self::rescaled)), no threshold may reach it; [`youden_j`](Self::youden_j) is the
    /// best that one can. O(n) at the first call.
    #[must_use]
    pub fn ks(&self) -> Cut {
        self.measures().ks
    }

    /// Distances are compared in pairs of rows, without rounding.
    pub(super) fn max_distance(&self) -> Cut {
        let (positives, negatives) = (self.n_positives(), self.n_negatives());
        let distance = |flagged: &Flagged| {
            let caught = flagged.positives as i128 * negatives as i128;
            caught - flagged.negatives as i128 * positives as i128
        };
        let points = self.thresholds().iter().zip(&self.flagged()[1..]);
        // The lowest score flags all rows, so its distance is 0 and none below is the largest.
        let lowest = (f64::NAN, -1);
        let (threshold, most) = points.fold(lowest, |best, (&threshold, flagged)| {
            let distance = distance(flagged);
            if distance > best.1 {
                (threshold, distance)
            } else {
                best
            }
        });
        Cut {
            threshold,
            value: most as f64 / (positives as f64 * negatives as f64),
        }
    }
}
