//! The rows of the table "At this threshold".

use serde::{Deserialize, Serialize};

use super::{Confusion, Count, Ranking};

/// A number that says how good scores, or a cut through them, are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// [`Confusion::precision`].
    Precision,
    /// [`Confusion::recall`].
    Recall,
    /// [`Confusion::f1`].
    F1,
    /// [`Confusion::specificity`].
    Specificity,
    /// [`Confusion::balanced_accuracy`].
    BalancedAccuracy,
    /// [`Confusion::g_mean`].
    GMean,
    /// [`Confusion::matthews_correlation`].
    Mcc,
    /// [`Confusion::cohens_kappa`].
    CohensKappa,
    /// [`Confusion::accuracy`].
    Accuracy,
    /// [`Confusion::share_flagged`].
    ShareFlagged,
    /// [`Ranking::roc_auc`], whatever the threshold.
    RocAuc,
    /// [`Ranking::average_precision`], whatever the threshold.
    AveragePrecision,
    /// [`Ranking::brier_score`], whatever the threshold.
    BrierScore,
    /// [`Ranking::log_loss`], whatever the threshold.
    LogLoss,
}

/// Which way a metric is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: it describes a choice, it does not judge it.
    Neither,
}

impl Metric {
    /// Every metric, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::Precision,
        Self::Recall,
        Self::F1,
        Self::Specificity,
        Self::BalancedAccuracy,
        Self::GMean,
        Self::Mcc,
        Self::CohensKappa,
        Self::Accuracy,
        Self::ShareFlagged,
        Self::RocAuc,
        Self::AveragePrecision,
        Self::BrierScore,
        Self::LogLoss,
    ];

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
            Self::Mcc => "MCC",
            Self::CohensKappa => "Cohen's kappa",
            Self::Accuracy => "Accuracy",
            Self::ShareFlagged => "Share flagged",
            Self::RocAuc => "ROC AUC",
            Self::AveragePrecision => "Average precision",
            Self::BrierScore => "Brier score",
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
            Self::Mcc => "how far decisions and outcomes go together, −1 to 1; 0 is chance",
            Self::CohensKappa => "agreement of decisions and outcomes beyond chance, at most 1",
            Self::Accuracy => "of all applicants, how many are judged rightly",
            Self::ShareFlagged => "of all applicants, how many are turned away",
            Self::RocAuc => "how often a default scores above a good customer; 0.5 is chance",
            Self::AveragePrecision => {
                "precision averaged over the defaults, from the highest score down"
            }
            Self::BrierScore => "how far the scores lie from the outcomes, squared, on average",
            Self::LogLoss => "how surprised the scores are by the outcomes, on average",
        }
    }

    /// Whether a higher or a lower value is better.
    #[must_use]
    pub const fn better(self) -> Better {
        match self {
            Self::ShareFlagged => Better::Neither,
            Self::BrierScore | Self::LogLoss => Better::Lower,
            _ => Better::Higher,
        }
    }

    /// Whether it judges the ranking as a whole, so that it stays while the threshold moves.
    #[must_use]
    pub const fn ignores_threshold(self) -> bool {
        matches!(
            self,
            Self::RocAuc | Self::AveragePrecision | Self::BrierScore | Self::LogLoss
        )
    }

    /// Its value for a ranking and the confusion matrix at some threshold of that ranking; `None`
    /// where it is undefined. O(1).
    #[must_use]
    pub fn value<T: Count>(self, ranking: &Ranking, confusion: &Confusion<T>) -> Option<f64> {
        match self {
            Self::Precision => confusion.precision(),
            Self::Recall => confusion.recall(),
            Self::F1 => confusion.f1(),
            Self::Specificity => confusion.specificity(),
            Self::BalancedAccuracy => confusion.balanced_accuracy(),
            Self::GMean => confusion.g_mean(),
            Self::Mcc => confusion.matthews_correlation(),
            Self::CohensKappa => confusion.cohens_kappa(),
            Self::Accuracy => confusion.accuracy(),
            Self::ShareFlagged => confusion.share_flagged(),
            Self::RocAuc => Some(ranking.roc_auc()),
            Self::AveragePrecision => Some(ranking.average_precision()),
            Self::BrierScore => ranking.brier_score(),
            Self::LogLoss => ranking.log_loss(),
        }
    }
}

impl Better {
    /// Whether `a` is better than `b`, as the table marks the better arm.
    #[must_use]
    pub fn prefers(self, a: f64, b: f64) -> bool {
        match self {
            Self::Higher => a > b,
            Self::Lower => a < b,
            Self::Neither => false,
        }
    }
}
