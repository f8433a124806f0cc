//! Precision and recall as gains over flagging every row.

use super::Ranking;

/// A point of the precision-recall-gain curve.
#[derive(Clone, Copy)]
struct Gain {
    recall: f64,
    precision: f64,
}

impl Ranking {
    /// The area under the precision-recall-gain curve, at most 1; 0 is about flagging every row, below
    /// 0 is worse than that.
    ///
    /// With π the share of defaults, precision gain = (precision − π) / ((1 − π) precision) and recall
    /// gain = (recall − π) / ((1 − π) recall); straight lines between its points, from recall gain 0
    /// (recall π) to 1. Where the curve dips below 0 its area counts negatively. O(n) at the first
    /// call.
    ///
    /// Flach & Kull 2015, "Precision-recall-gain curves: PR analysis done right", NIPS 28; as
    /// `calc_auprg(create_prg_curve(…))` in the authors' pyprg 0.1.1b7.
    #[must_use]
    pub fn precision_recall_gain_auc(&self) -> f64 {
        let cell = &self.measures().of_scores.precision_recall_gain_auc;
        *cell.get_or_init(|| self.area_of_gains())
    }

    fn area_of_gains(&self) -> f64 {
        let prevalence = self.prevalence();
        let odds = prevalence / (1.0 - prevalence);
        let gain = |fpr: f64, tpr: f64| Gain {
            recall: 1.0 - odds * (1.0 - tpr) / tpr,
            precision: 1.0 - fpr / tpr,
        };
        let edges = self.roc().zip(self.roc().skip(1));
        let areas = edges
            .filter(|(_, to)| to.tpr > prevalence)
            .map(|(from, to)| {
                // The curve begins where recall is π, on the line between two cuts.
                let start = if from.tpr < prevalence {
                    let share = (prevalence - from.tpr) / (to.tpr - from.tpr);
                    gain(from.fpr + share * (to.fpr - from.fpr), prevalence)
                } else {
                    gain(from.fpr, from.tpr)
                };
                let end = gain(to.fpr, to.tpr);
                (end.recall - start.recall) * f64::midpoint(start.precision, end.precision)
            });
        areas.sum()
    }
}
