//! How the metrics are made of the four cells.

use super::super::Confusion;
use super::Metric;

impl Metric {
    /// How it is computed, in one line: of the four cells TP, FP, TN and FN where a cut makes it; for
    /// the others what defines it, with π₁ the share of defaults and π₀ that of good customers.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Precision => "TP / (TP + FP)",
            Self::Recall => "TP / (TP + FN)",
            Self::F1 => "2 · TP / (2 · TP + FP + FN)",
            Self::Specificity => "TN / (TN + FP)",
            Self::BalancedAccuracy => "(TP / (TP + FN) + TN / (TN + FP)) / 2",
            Self::GMean => "√(TP / (TP + FN) · TN / (TN + FP))",
            Self::Informedness => "TP / (TP + FN) − FP / (TN + FP)",
            Self::Markedness => "TP / (TP + FP) − FN / (TN + FN)",
            Self::Mcc => "(TP · TN − FP · FN) / √((TP + FP) · (TP + FN) · (TN + FP) · (TN + FN))",
            Self::CohensKappa => {
                "2 · (TP · TN − FP · FN) / ((TP + FN) · (TN + FN) + (TN + FP) · (TP + FP))"
            }
            Self::DiagnosticOddsRatio => "TP · TN / (FP · FN)",
            Self::Accuracy => "(TP + TN) / (TP + FP + TN + FN)",
            Self::ShareFlagged => "(TP + FP) / (TP + FP + TN + FN)",
            Self::RocAuc => "P(default scores higher) + ½ P(both score the same)",
            Self::Gini => "2 · AUC − 1",
            Self::Ks => "max (tpr − fpr)",
            Self::HullAuc => "area under the upper convex hull of the ROC curve",
            Self::PartialAuc => "½ (1 + (A − m²/2) / (m − m²/2)), A the area up to fpr m = 0.1",
            Self::AveragePrecision => "Σ (recallᵢ − recallᵢ₋₁) · precisionᵢ",
            Self::AveragePrecisionOverPrevalence => "average precision / π₁",
            Self::PrGain => {
                "area under 1 − fpr / tpr over 1 − π₁ (1 − tpr) / (π₀ tpr), from 0 to 1"
            }
            Self::HMeasure => "1 − L / L_max, costs ~ Beta(1 + π₁, 1 + π₀)",
            Self::HMeasureBeta22 => "1 − L / L_max, costs ~ Beta(2, 2)",
            Self::HMeasurePackage => "1 − L / L_max, costs ~ Beta(2, 1 + π₀/π₁)",
            Self::ExpectedMaximumProfit => "∫ max (λ · π₁ · tpr − roi · π₀ · fpr) h(λ) dλ",
            Self::BrierScore => "mean of (score − outcome)²",
            Self::BrierSkillScore => "1 − Brier score / (π₁ · π₀)",
            Self::LogLoss => "mean of −ln(score) of defaults and −ln(1 − score) of good customers",
        }
    }

    /// The formula with the counts of a cut in it, and what it comes to; a dash where that is
    /// undefined. `None` for what ignores the threshold.
    ///
    /// ```
    /// use imbalance_lab::metrics::{Confusion, Metric};
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
