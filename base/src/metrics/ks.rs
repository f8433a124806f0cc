//! The distance of Kolmogorov and Smirnov.

use super::counts::Flagged;
use super::{Cut, Ranking};

impl Ranking {
    /// KS: the largest tpr − fpr on the ROC curve, in `0..=1`, and the highest distinct score at
    /// which it is reached. It is the one-sided distance of Kolmogorov and Smirnov between the
    /// scores of good customers and of defaults; 0 where no cut catches a larger share of the
    /// defaults than of the good customers.
    ///
    /// It depends on the order alone. Where a scale has made scores equal
    /// ([`rescaled`](Self::rescaled)), there may be no threshold that reaches it;
    /// [`youden_j`](Self::youden_j) is the largest that a threshold reaches. O(n) at the first
    /// call.
    #[must_use]
    pub fn ks(&self) -> Cut {
        let cell = &self.measures().of_order.ks;
        let &(place, value) = cell.get_or_init(|| self.largest_distance());
        Cut {
            threshold: self.thresholds()[place - 1],
            value,
        }
    }

    /// The place in the cumulative counts where it is reached, at least 1, and the distance. Distances
    /// are compared in pairs of rows, without rounding.
    fn largest_distance(&self) -> (usize, f64) {
        let (positives, negatives) = (self.n_positives(), self.n_negatives());
        let distance = |flagged: &Flagged| {
            let caught = flagged.positives as i128 * negatives as i128;
            caught - flagged.negatives as i128 * positives as i128
        };
        // The lowest score flags all rows, so its distance is 0 and none below is the largest.
        let (mut place, mut most) = (1, -1);
        for (next, flagged) in self.flagged().iter().enumerate().skip(1) {
            let distance = distance(flagged);
            if distance > most {
                (place, most) = (next, distance);
            }
        }
        (place, most as f64 / (positives as f64 * negatives as f64))
    }
}
