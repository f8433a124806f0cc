//! What the metrics are called, and what they mean.

use super::Metric;

impl Metric {
    /// What it is called, with which its row in the table begins.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Precision => "Precision",
            Self::Recall => "Recall",
            Self::F1 => "F1",
            Self::Specificity => "Specificity",
            Self::BalancedAccuracy => "Balanced accuracy",
            Self::GMean => "G-mean",
            Self::Informedness => "Informedness",
            Self::Markedness => "Markedness",
            Self::Mcc => "MCC",
            Self::CohensKappa => "Cohen's kappa",
            Self::DiagnosticOddsRatio => "Diagnostic odds ratio",
            Self::Accuracy => "Accuracy",
            Self::ShareFlagged => "Share flagged",
            Self::RocAuc => "ROC AUC",
            Self::Gini => "Gini",
            Self::Ks => "KS",
            Self::HullAuc => "AUC of the hull",
            Self::PartialAuc => "Partial AUC, false-positive rate up to 10 %",
            Self::AveragePrecision => "Average precision",
            Self::AveragePrecisionOverPrevalence => "Average precision over prevalence",
            Self::PrGain => "PR gain",
            Self::HMeasure => "H-measure",
            Self::HMeasureBeta22 => "H-measure, Beta(2, 2)",
            Self::HMeasurePackage => "H-measure, package prior",
            Self::ExpectedMaximumProfit => "Expected maximum profit",
            Self::BrierScore => "Brier score",
            Self::BrierSkillScore => "Brier skill score",
            Self::LogLoss => "Log loss",
        }
    }

    /// What it means, in words that follow its name and a colon.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Precision => "of the applicants flagged, how many default",
            Self::Recall => "of the defaults, how many are caught",
            Self::F1 => "precision and recall in one number, near the worse of the two",
            Self::Specificity => "of the good customers, how many are left alone",
            Self::BalancedAccuracy => "the plain average of recall and specificity",
            Self::GMean => "recall times specificity, square root; zero if either is",
            Self::Informedness => "recall and specificity together, less 1; 0 is chance",
            Self::Markedness => {
                "how much more often the flagged default than the others; 0 is chance"
            }
            Self::Mcc => "how far decisions and outcomes go together, −1 to 1; 0 is chance",
            Self::CohensKappa => "agreement of decisions and outcomes beyond chance, at most 1",
            Self::DiagnosticOddsRatio => {
                "the odds of being flagged, of defaults over good customers; 1 is chance"
            }
            Self::Accuracy => "of all applicants, how many are judged rightly",
            Self::ShareFlagged => "of all applicants, how many are turned away",
            Self::RocAuc => "how often a default scores above a good customer; 0.5 is chance",
            Self::Gini => "the AUC on a scale from −1 to 1; 0 is chance",
            Self::Ks => "the widest gap between the defaults and the good customers flagged",
            Self::HullAuc => "the AUC of the best cuts alone, without the curve's dents",
            Self::PartialAuc => {
                "the AUC where few good customers are turned away (McClish); 0.5 is chance"
            }
            Self::AveragePrecision => {
                "precision averaged over the defaults, from the highest score down"
            }
            Self::AveragePrecisionOverPrevalence => {
                "how many times the share of defaults it is; 1 is chance"
            }
            Self::PrGain => {
                "the area under precision and recall, each as a gain over flagging all; 0 is chance"
            }
            Self::HMeasure => {
                "the loss avoided, averaged over what mistakes may cost; prior Beta(1 + π₁, 1 + π₀), \
                 from the shares of defaults and of good customers"
            }
            Self::HMeasureBeta22 => {
                "the loss avoided, averaged over costs with the prior Beta(2, 2) of 2009, whatever \
                 the share of defaults"
            }
            Self::HMeasurePackage => {
                "the loss avoided, averaged over costs with the prior Beta(2, 1 + π₀/π₁), as the \
                 packages for R and Python take it"
            }
            Self::ExpectedMaximumProfit => {
                "what rejecting the right applicants gains, as a share of a loan; 55 % of the \
                 defaults lose nothing, 10 % all, a good loan earns 26.44 %"
            }
            Self::BrierScore => "how far the scores lie from the outcomes, squared, on average",
            Self::BrierSkillScore => {
                "how much of the Brier score of one score for all is saved; 0 is none"
            }
            Self::LogLoss => "how surprised the scores are by the outcomes, on average",
        }
    }
}
