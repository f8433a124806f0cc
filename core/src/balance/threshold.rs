//! A threshold that is moved instead of anything else.

use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Cutting, Remedy};
use crate::metrics::{Goal, Metric};
use crate::setting::{Setting, at, choice, place};

/// Threshold moving: the model learns from the rows as they are, and rejects from another score on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThresholdSpec {
    /// Where to.
    pub rule: ThresholdRule,
}

/// Where a threshold is moved to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThresholdRule {
    /// Where calibrated scores cost least.
    #[default]
    Elkan,
    /// Where the validation rows cost least.
    MinCost,
    /// Where F1 is highest on the validation rows.
    F1,
    /// Where Youden's J is highest on the validation rows.
    Youden,
    /// Where Matthews' correlation is highest on the validation rows.
    Mcc,
    /// To the default rate of the training rows.
    Prevalence,
}

const RULES: [ThresholdRule; 6] = [
    ThresholdRule::Elkan,
    ThresholdRule::MinCost,
    ThresholdRule::F1,
    ThresholdRule::Youden,
    ThresholdRule::Mcc,
    ThresholdRule::Prevalence,
];

impl Remedy for ThresholdSpec {
    const KEY: &'static str = "threshold";
    const NAME: &'static str = "moved threshold";
    const ASPECT: Aspect = Aspect::Threshold;
    const SETTINGS: &'static [Setting<Self>] = &[choice(
        "rule",
        "Threshold at",
        &[
            ("elkan", "Elkan's, by cost"),
            ("cost", "Min cost, validation rows"),
            ("f1", "Max F1, validation rows"),
            ("youden", "Youden's J, validation rows"),
            ("mcc", "Max MCC, validation rows"),
            ("prevalence", "Training default rate"),
        ],
        |s| place(&RULES, &s.rule),
        |s, v| s.rule = at(&RULES, v),
    )];

    fn cutting(&self) -> Option<Cutting> {
        Some(match self.rule {
            ThresholdRule::Elkan => Cutting::Elkan,
            ThresholdRule::MinCost => Cutting::Chosen(Goal::MinCost),
            ThresholdRule::F1 => Cutting::Chosen(Goal::Max(Metric::F1)),
            ThresholdRule::Youden => Cutting::Chosen(Goal::Max(Metric::Informedness)),
            ThresholdRule::Mcc => Cutting::Chosen(Goal::Max(Metric::Mcc)),
            ThresholdRule::Prevalence => Cutting::Chosen(Goal::Prevalence),
        })
    }
}
