//! The rows of the table "At this threshold".

mod formula;
mod text;
mod value;

use serde::{Deserialize, Serialize};

/// A number that says how good scores, or a cut through them, are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// [`Confusion::precision`](super::Confusion::precision).
    Precision,
    /// [`Confusion::recall`](super::Confusion::recall).
    Recall,
    /// [`Confusion::f1`](super::Confusion::f1).
    F1,
    /// [`Confusion::specificity`](super::Confusion::specificity).
    Specificity,
    /// [`Confusion::balanced_accuracy`](super::Confusion::balanced_accuracy).
    BalancedAccuracy,
    /// [`Confusion::g_mean`](super::Confusion::g_mean).
    GMean,
    /// [`Confusion::youden_j`](super::Confusion::youden_j).
    Informedness,
    /// [`Confusion::markedness`](super::Confusion::markedness).
    Markedness,
    /// [`Confusion::matthews_correlation`](super::Confusion::matthews_correlation).
    Mcc,
    /// [`Confusion::cohens_kappa`](super::Confusion::cohens_kappa).
    CohensKappa,
    /// [`Confusion::diagnostic_odds_ratio`](super::Confusion::diagnostic_odds_ratio).
    DiagnosticOddsRatio,
    /// [`Confusion::accuracy`](super::Confusion::accuracy).
    Accuracy,
    /// [`Confusion::share_flagged`](super::Confusion::share_flagged).
    ShareFlagged,
    /// [`Ranking::roc_auc`](super::Ranking::roc_auc).
    RocAuc,
    /// [`Ranking::gini`](super::Ranking::gini).
    Gini,
    /// [`Ranking::ks`](super::Ranking::ks).
    Ks,
    /// [`Ranking::hull_auc`](super::Ranking::hull_auc).
    HullAuc,
    /// [`Ranking::standardized_partial_auc`](super::Ranking::standardized_partial_auc) of 0.1.
    PartialAuc,
    /// [`Ranking::average_precision`](super::Ranking::average_precision).
    AveragePrecision,
    /// [`Ranking::average_precision_over_prevalence`](super::Ranking::average_precision_over_prevalence).
    AveragePrecisionOverPrevalence,
    /// [`Ranking::precision_recall_gain_auc`](super::Ranking::precision_recall_gain_auc).
    PrGain,
    /// [`Ranking::h_measure`](super::Ranking::h_measure) with
    /// [`HPrior::ClassShares`](super::HPrior::ClassShares).
    HMeasure,
    /// [`Ranking::h_measure`](super::Ranking::h_measure) with
    /// [`HPrior::Beta22`](super::HPrior::Beta22).
    HMeasureBeta22,
    /// [`Ranking::h_measure`](super::Ranking::h_measure) with
    /// [`HPrior::PackageDefault`](super::HPrior::PackageDefault).
    HMeasurePackage,
    /// The profit of [`Ranking::expected_maximum_profit`](super::Ranking::expected_maximum_profit)
    /// with the paper's [`EmpSpec`](super::EmpSpec).
    ExpectedMaximumProfit,
    /// [`Ranking::brier_score`](super::Ranking::brier_score).
    BrierScore,
    /// [`Ranking::brier_skill_score`](super::Ranking::brier_skill_score).
    BrierSkillScore,
    /// [`Ranking::log_loss`](super::Ranking::log_loss).
    LogLoss,
}

/// What a metric judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MetricGroup {
    /// The decisions that a threshold makes.
    Cut,
    /// The order of the rows, whatever the threshold.
    Ranking,
    /// The scores as probabilities, whatever the threshold.
    Probability,
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
    /// Every metric, in the order of the table, group by group.
    pub const ALL: [Self; 28] = [
        Self::Precision,
        Self::Recall,
        Self::F1,
        Self::Specificity,
        Self::BalancedAccuracy,
        Self::GMean,
        Self::Informedness,
        Self::Markedness,
        Self::Mcc,
        Self::CohensKappa,
        Self::DiagnosticOddsRatio,
        Self::Accuracy,
        Self::ShareFlagged,
        Self::RocAuc,
        Self::Gini,
        Self::Ks,
        Self::HullAuc,
        Self::PartialAuc,
        Self::AveragePrecision,
        Self::AveragePrecisionOverPrevalence,
        Self::PrGain,
        Self::HMeasure,
        Self::HMeasureBeta22,
        Self::HMeasurePackage,
        Self::ExpectedMaximumProfit,
        Self::BrierScore,
        Self::BrierSkillScore,
        Self::LogLoss,
    ];

    /// What it judges.
    #[must_use]
    pub const fn group(self) -> MetricGroup {
        match self {
            Self::Precision
            | Self::Recall
            | Self::F1
            | Self::Specificity
            | Self::BalancedAccuracy
            | Self::GMean
            | Self::Informedness
            | Self::Markedness
            | Self::Mcc
            | Self::CohensKappa
            | Self::DiagnosticOddsRatio
            | Self::Accuracy
            | Self::ShareFlagged => MetricGroup::Cut,
            Self::BrierScore | Self::BrierSkillScore | Self::LogLoss => MetricGroup::Probability,
            _ => MetricGroup::Ranking,
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

    /// Whether it judges the scores as a whole, so that it stays while the threshold moves.
    #[must_use]
    pub const fn ignores_threshold(self) -> bool {
        !matches!(self.group(), MetricGroup::Cut)
    }
}

impl MetricGroup {
    /// Every group, in the order of the table.
    pub const ALL: [Self; 3] = [Self::Cut, Self::Ranking, Self::Probability];

    /// The heading above its metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cut => "Of the decisions at this threshold",
            Self::Ranking => "Of the ranking, at any threshold",
            Self::Probability => "Of the scores as probabilities",
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
