//! The area under a part of the ROC curve.

use super::{Ranking, RocPoint};

/// The highest false-positive rate of the partial AUC that a ranking keeps.
const USUAL_MAX_FPR: f64 = 0.1;

impl Ranking {
    /// The area under the ROC curve between two false-positive rates, straight lines between its
    /// points, in `0..=high − low`. `None` unless `0 <= low < high <= 1`. O(n).
    #[must_use]
    pub fn partial_auc(&self, low: f64, high: f64) -> Option<f64> {
        let is_range = 0.0 <= low && low < high && high <= 1.0;
        if !is_range {
            return None;
        }
        let edges = self.roc().zip(self.roc().skip(1));
        Some(edges.map(|(from, to)| strip(from, to, low, high)).sum())
    }

    /// The area up to a false-positive rate, on the scale of an AUC: 0.5 is chance and 1 is perfect,
    /// ½ (1 + (A − m²/2) / (m − m²/2)) with m = `max_fpr`. Below chance it may fall under 0.5, and
    /// under 0. `None` unless `0 < max_fpr <= 1`. O(n), but for `max_fpr` 0.1 at the first call only.
    ///
    /// McClish 1989, "Analyzing a portion of the ROC curve", Medical Decision Making 9; as
    /// `roc_auc_score(max_fpr=…)` in scikit-learn 1.9.1.
    #[must_use]
    pub fn standardized_partial_auc(&self, max_fpr: f64) -> Option<f64> {
        if max_fpr == USUAL_MAX_FPR {
            let cell = &self.measures().of_order.partial_auc;
            return *cell.get_or_init(|| self.standardized(max_fpr));
        }
        self.standardized(max_fpr)
    }

    fn standardized(&self, max_fpr: f64) -> Option<f64> {
        let area = self.partial_auc(0.0, max_fpr)?;
        let by_chance = max_fpr * max_fpr / 2.0;
        Some(0.5 * (1.0 + (area - by_chance) / (max_fpr - by_chance)))
    }
}

/// The area under that part of an edge which lies between two false-positive rates.
fn strip(from: RocPoint, to: RocPoint, low: f64, high: f64) -> f64 {
    let (left, right) = (from.fpr.max(low), to.fpr.min(high));
    if left >= right {
        return 0.0;
    }
    let slope = (to.tpr - from.tpr) / (to.fpr - from.fpr);
    let middle = from.tpr + slope * (f64::midpoint(left, right) - from.fpr);
    (right - left) * middle
}
