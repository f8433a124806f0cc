//! The table of metrics: all that is known of each stands in its row.

use serde::{Deserialize, Serialize};

use super::row::{Better, Computed, Row};
use crate::metrics::{Confusion, EmpSpec, HPrior, Ranking};

/// Makes the enum and its rows of one table, so that a new metric is one row.
macro_rules! metrics {
    ($($key:ident {
        name: $name:literal, noun: $noun:literal,
        meaning: $meaning:literal,
        formula: $formula:literal,
        better: $better:ident, computed: $group:ident($value:expr),
    })*) => {
        /// A number that says how good scores, or a cut through them, are. In the formulas TP, FP, TN
        /// and FN are the four cells, π₁ is the share of defaults and π₀ that of good customers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Metric {
            $(
                #[doc = concat!($name, ", `", $formula, "`: ", $meaning, ".")]
                $key,
            )*
        }

        impl Metric {
            /// Every metric, in the order of the table, group by group.
            pub const ALL: [Self; ROWS.len()] = [$(Self::$key),*];
        }

        /// A row for each of [`Metric::ALL`].
        pub(super) const ROWS: &[Row] = &[$(Row {
            name: $name,
            noun: $noun,
            meaning: $meaning,
            formula: $formula,
            better: Better::$better,
            computed: Computed::$group($value),
        }),*];
    };
}

metrics! {
    Precision {
        name: "Precision", noun: "precision",
        meaning: "of the applicants flagged, how many are defaults",
        formula: "TP / (TP + FP)",
        better: Higher, computed: Cut(Confusion::precision),
    }
    Recall {
        name: "Recall", noun: "recall",
        meaning: "of the defaults, how many are caught",
        formula: "TP / (TP + FN)",
        better: Higher, computed: Cut(Confusion::recall),
    }
    F1 {
        name: "F1", noun: "F1",
        meaning: "precision and recall in one number, pulled towards the lower of the two",
        formula: "2 · TP / (2 · TP + FP + FN)",
        better: Higher, computed: Cut(Confusion::f1),
    }
    Specificity {
        name: "Specificity", noun: "specificity",
        meaning: "of the good customers, how many are correctly approved",
        formula: "TN / (TN + FP)",
        better: Higher, computed: Cut(Confusion::specificity),
    }
    BalancedAccuracy {
        name: "Balanced accuracy", noun: "balanced accuracy",
        meaning: "the plain average of recall and specificity",
        formula: "(TP / (TP + FN) + TN / (TN + FP)) / 2",
        better: Higher, computed: Cut(Confusion::balanced_accuracy),
    }
    GMean {
        name: "G-mean", noun: "G-mean",
        meaning: "the square root of recall times specificity; 0 if either is 0",
        formula: "√(TP / (TP + FN) · TN / (TN + FP))",
        better: Higher, computed: Cut(Confusion::g_mean),
    }
    Informedness {
        name: "Informedness", noun: "informedness",
        meaning: "recall + specificity − 1; 0 is chance",
        formula: "TP / (TP + FN) − FP / (TN + FP)",
        better: Higher, computed: Cut(Confusion::youden_j),
    }
    Markedness {
        name: "Markedness", noun: "markedness",
        meaning: "default rate of the flagged minus default rate of the rest; 0 is chance",
        formula: "TP / (TP + FP) − FN / (TN + FN)",
        better: Higher, computed: Cut(Confusion::markedness),
    }
    Mcc {
        name: "MCC", noun: "MCC",
        meaning: "the correlation of decisions and outcomes, −1 to 1; 0 is chance",
        formula: "(TP · TN − FP · FN) / √((TP + FP) · (TP + FN) · (TN + FP) · (TN + FN))",
        better: Higher, computed: Cut(Confusion::matthews_correlation),
    }
    CohensKappa {
        name: "Cohen's kappa", noun: "Cohen's kappa",
        meaning: "agreement of decisions and outcomes beyond chance, at most 1",
        formula: "2 · (TP · TN − FP · FN) / ((TP + FN) · (TN + FN) + (TN + FP) · (TP + FP))",
        better: Higher, computed: Cut(Confusion::cohens_kappa),
    }
    DiagnosticOddsRatio {
        name: "Diagnostic odds ratio", noun: "diagnostic odds ratio",
        meaning: "the odds that a default is flagged over those of a good customer; 1 is chance",
        formula: "TP · TN / (FP · FN)",
        better: Higher, computed: Cut(Confusion::diagnostic_odds_ratio),
    }
    Accuracy {
        name: "Accuracy", noun: "accuracy",
        meaning: "of all applicants, how many are classified correctly",
        formula: "(TP + TN) / (TP + FP + TN + FN)",
        better: Higher, computed: Cut(Confusion::accuracy),
    }
    ShareFlagged {
        name: "Share flagged", noun: "share flagged",
        meaning: "of all applicants, how many are turned away",
        formula: "(TP + FP) / (TP + FP + TN + FN)",
        better: Neither, computed: Cut(Confusion::share_flagged),
    }
    RocAuc {
        name: "ROC AUC", noun: "ROC AUC",
        meaning: "how often a default scores above a good customer; 0.5 is chance",
        formula: "P(default scores higher) + ½ P(both score the same)",
        better: Higher, computed: Ranking(|rows| Some(rows.roc_auc())),
    }
    Gini {
        name: "Gini", noun: "Gini",
        meaning: "the AUC on a scale from −1 to 1; 0 is chance",
        formula: "2 · AUC − 1",
        better: Higher, computed: Ranking(|rows| Some(rows.gini())),
    }
    Ks {
        name: "KS", noun: "KS",
        meaning: "the widest gap between the shares of defaults and of good customers flagged",
        formula: "max (tpr − fpr)",
        better: Higher, computed: Ranking(|rows| Some(rows.ks().value)),
    }
    HullAuc {
        name: "AUC of the hull", noun: "AUC of the hull",
        meaning: "the AUC of the best cuts alone, without the curve's dents",
        formula: "area under the upper convex hull of the ROC curve",
        better: Higher, computed: Ranking(|rows| Some(rows.hull_auc())),
    }
    PartialAuc {
        name: "Partial AUC, false-positive rate up to 10 %", noun: "partial AUC",
        meaning: "the AUC where few good customers are turned away (McClish); 0.5 is chance",
        formula: "½ (1 + (A − m²/2) / (m − m²/2)), A the area up to fpr m = 0.1",
        better: Higher, computed: Ranking(|rows| rows.standardized_partial_auc(0.1)),
    }
    AveragePrecision {
        name: "Average precision", noun: "average precision",
        meaning: "precision averaged over the defaults, from the highest score down",
        formula: "Σ (recallᵢ − recallᵢ₋₁) · precisionᵢ",
        better: Higher, computed: Ranking(|rows| Some(rows.average_precision())),
    }
    AveragePrecisionOverPrevalence {
        name: "Average precision over prevalence", noun: "average precision over prevalence",
        meaning: "average precision as a multiple of the share of defaults; 1 is chance",
        formula: "average precision / π₁",
        better: Higher, computed: Ranking(|rows| Some(rows.average_precision_over_prevalence())),
    }
    PrGain {
        name: "PR gain", noun: "PR gain",
        meaning: "the area under precision and recall, each as a gain over flagging all; 0 is \
            chance",
        formula: "area under 1 − fpr / tpr over 1 − π₁ (1 − tpr) / (π₀ tpr), from 0 to 1",
        better: Higher, computed: Ranking(|rows| Some(rows.precision_recall_gain_auc())),
    }
    BrierScore {
        name: "Brier score", noun: "Brier score",
        meaning: "the squared distance of the scores from the outcomes, on average",
        formula: "mean of (score − outcome)²",
        better: Lower, computed: Probability(Ranking::brier_score),
    }
    BrierSkillScore {
        name: "Brier skill score", noun: "Brier skill score",
        meaning: "how far the Brier score improves on giving everybody the default rate; 0 is not \
            at all",
        formula: "1 − Brier score / (π₁ · π₀)",
        better: Higher, computed: Probability(Ranking::brier_skill_score),
    }
    LogLoss {
        name: "Log loss", noun: "log loss",
        meaning: "how surprised the scores are by the outcomes, on average",
        formula: "mean of −ln(score) of defaults and −ln(1 − score) of good customers",
        better: Lower, computed: Probability(Ranking::log_loss),
    }
    HMeasure {
        name: "H-measure", noun: "H-measure",
        meaning: "the loss avoided, averaged over what mistakes may cost; prior Beta(1 + π₁, 1 + \
            π₀), from the shares of defaults and of good customers",
        formula: "1 − L / L_max, costs ~ Beta(1 + π₁, 1 + π₀)",
        better: Higher, computed: Costs(|rows| Some(rows.h_measure(HPrior::ClassShares))),
    }
    HMeasureBeta22 {
        name: "H-measure, Beta(2, 2)", noun: "H-measure, Beta(2, 2)",
        meaning: "the loss avoided, averaged over costs with the prior Beta(2, 2) of 2009, \
            whatever the share of defaults",
        formula: "1 − L / L_max, costs ~ Beta(2, 2)",
        better: Higher, computed: Costs(|rows| Some(rows.h_measure(HPrior::Beta22))),
    }
    HMeasurePackage {
        name: "H-measure, package prior", noun: "H-measure, package prior",
        meaning: "the loss avoided, averaged over costs with the prior Beta(2, 1 + π₀/π₁), as the \
            packages for R and Python take it",
        formula: "1 − L / L_max, costs ~ Beta(2, 1 + π₀/π₁)",
        better: Higher, computed: Costs(|rows| Some(rows.h_measure(HPrior::PackageDefault))),
    }
    ExpectedMaximumProfit {
        name: "Expected maximum profit", noun: "expected maximum profit",
        meaning: "the profit of rejecting at the best cuts, as a share of what is lent; 55 % of the \
            defaults lose nothing, 10 % all, a good customer earns 26.44 %",
        formula: "∫ max (λ · π₁ · tpr − roi · π₀ · fpr) h(λ) dλ",
        better: Higher, computed: Costs(usual_profit),
    }
}

/// The expected maximum profit with the parameters of the paper.
fn usual_profit(rows: &Ranking) -> Option<f64> {
    let emp = rows.expected_maximum_profit(&EmpSpec::default());
    emp.map(|emp| emp.profit)
}
