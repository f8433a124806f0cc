//! What the metrics come to.

use super::super::{Confusion, Count, HPrior, Ranking};
use super::Metric;

impl Metric {
    /// Its value for a ranking and the confusion matrix at some threshold of that ranking; `None`
    /// where it is undefined. O(1), except at the first call for a ranking, which is O(n).
    #[must_use]
    pub fn value<T: Count>(self, ranking: &Ranking, confusion: &Confusion<T>) -> Option<f64> {
        match self {
            Self::RocAuc => Some(ranking.roc_auc()),
            Self::Gini => Some(ranking.gini()),
            Self::Ks => Some(ranking.ks().value),
            Self::HullAuc => Some(ranking.hull_auc()),
            Self::PartialAuc => ranking.standardized_partial_auc(0.1),
            Self::AveragePrecision => Some(ranking.average_precision()),
            Self::AveragePrecisionOverPrevalence => {
                Some(ranking.average_precision_over_prevalence())
            }
            Self::PrGain => Some(ranking.precision_recall_gain_auc()),
            Self::HMeasure => Some(ranking.h_measure(HPrior::ClassShares)),
            Self::HMeasureBeta22 => Some(ranking.h_measure(HPrior::Beta22)),
            Self::HMeasurePackage => Some(ranking.h_measure(HPrior::PackageDefault)),
            Self::ExpectedMaximumProfit => {
                let emp = ranking.expected_maximum_profit(&super::super::EmpSpec::default());
                emp.map(|emp| emp.profit)
            }
            Self::BrierScore => ranking.brier_score(),
            Self::BrierSkillScore => ranking.brier_skill_score(),
            Self::LogLoss => ranking.log_loss(),
            of_cut => of_cut.value_at(confusion),
        }
    }

    /// Its value where the four cells alone make it; `None` where it is undefined, and for what
    /// ignores the threshold.
    pub(super) fn value_at<T: Count>(self, confusion: &Confusion<T>) -> Option<f64> {
        match self {
            Self::Precision => confusion.precision(),
            Self::Recall => confusion.recall(),
            Self::F1 => confusion.f1(),
            Self::Specificity => confusion.specificity(),
            Self::BalancedAccuracy => confusion.balanced_accuracy(),
            Self::GMean => confusion.g_mean(),
            Self::Informedness => confusion.youden_j(),
            Self::Markedness => confusion.markedness(),
            Self::Mcc => confusion.matthews_correlation(),
            Self::CohensKappa => confusion.cohens_kappa(),
            Self::DiagnosticOddsRatio => confusion.diagnostic_odds_ratio(),
            Self::Accuracy => confusion.accuracy(),
            Self::ShareFlagged => confusion.share_flagged(),
            _ => None,
        }
    }
}
