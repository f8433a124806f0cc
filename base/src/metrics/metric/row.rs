//! What is known of a metric.

use serde::{Deserialize, Serialize};

use crate::metrics::{Confusion, Ranking};

/// All that is known of a metric.
pub(super) struct Row {
    /// What it is called, with which its line begins.
    pub(super) name: &'static str,
    /// What it is called within a sentence.
    pub(super) noun: &'static str,
    /// What it means, in words that follow its name and a colon.
    pub(super) meaning: &'static str,
    /// How it is computed.
    pub(super) formula: &'static str,
    pub(super) better: Better,
    pub(super) computed: Computed,
}

/// How a metric is computed; by what, says its group.
#[derive(Clone, Copy)]
pub(super) enum Computed {
    Cut(fn(&Confusion<f64>) -> Option<f64>),
    Ranking(fn(&Ranking) -> Option<f64>),
    Probability(fn(&Ranking) -> Option<f64>),
    Costs(fn(&Ranking) -> Option<f64>),
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
    /// The best decisions, averaged over what they may cost and earn, whatever the threshold.
    Costs,
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

impl Computed {
    pub(super) const fn group(self) -> MetricGroup {
        match self {
            Self::Cut(_) => MetricGroup::Cut,
            Self::Ranking(_) => MetricGroup::Ranking,
            Self::Probability(_) => MetricGroup::Probability,
            Self::Costs(_) => MetricGroup::Costs,
        }
    }
}

impl MetricGroup {
    /// Every group, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Cut, Self::Ranking, Self::Probability, Self::Costs];

    /// The heading above its metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cut => "Of the decisions at this threshold",
            Self::Ranking => "Of the ranking, at any threshold",
            Self::Probability => "Of the scores as probabilities",
            Self::Costs => "Averaged over costs and benefits",
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
