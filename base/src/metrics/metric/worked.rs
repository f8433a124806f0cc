//! Formulas with the counts of a cut in them.

use super::Metric;
use crate::metrics::Confusion;

impl Metric {
    /// The formula with the counts of a cut in it, and what it comes to; a dash where that is
    /// undefined. `None` for what ignores the threshold.
    ///
    /// ```
    /// use imbalance_base::metrics::{Confusion, Metric};
    ///
    /// let confusion = Confusion {
    ///     true_positives: 28,
    ///     false_positives: 23,
    ///     true_negatives: 1929,
    ///     false_negatives: 20,
    /// };
    /// let worked = Metric::Precision.worked(&confusion);
    /// assert_eq!(worked.as_deref(), Some("28 / (28 + 23) = 0.549"));
    /// ```
    #[must_use]
    pub fn worked(self, confusion: &Confusion) -> Option<String> {
        if self.ignores_threshold() {
            return None;
        }
        let result = self.value_at(confusion).map_or_else(
            || "–".to_owned(),
            |value| {
                let text = format!("{value:.3}").replace('-', "−");
                if text == "−0.000" {
                    "0.000".to_owned()
                } else {
                    text
                }
            },
        );
        let counts = [
            ("TP", confusion.true_positives),
            ("FP", confusion.false_positives),
            ("TN", confusion.true_negatives),
            ("FN", confusion.false_negatives),
        ];
        let formula = counts
            .iter()
            .fold(self.formula().to_owned(), |text, (cell, count)| {
                text.replace(cell, &count.to_string())
            });
        Some(format!("{formula} = {result}"))
    }

    /// Which of the four cells enter it; none for what ignores the threshold.
    #[must_use]
    pub fn cells(self) -> Confusion<bool> {
        let enters = |cell: &str| !self.ignores_threshold() && self.formula().contains(cell);
        Confusion {
            true_positives: enters("TP"),
            false_positives: enters("FP"),
            true_negatives: enters("TN"),
            false_negatives: enters("FN"),
        }
    }
}
