//! Rows of the rarer class that count more.

use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Remedy};
use crate::model::LossSpec;
use crate::setting::{Setting, at, choice, place, real};

/// Class weights, as Keras' `class_weight` or scikit-learn's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WeightsSpec {
    /// Where the weights come from.
    pub rule: WeightRule,
    /// What a row of the negatives counts where weights are typed, above 0.
    pub negative: f64,
    /// What a row of the positives counts where weights are typed, above 0.
    pub positive: f64,
}

/// Where class weights come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeightRule {
    /// From the rows to learn from: both classes count alike, as scikit-learn's `"balanced"`.
    #[default]
    Balanced,
    /// They are given.
    Typed,
}

const RULES: [WeightRule; 2] = [WeightRule::Balanced, WeightRule::Typed];
const WEIGHT: (f64, f64) = (1e-6, 1e6);

impl Default for WeightsSpec {
    fn default() -> Self {
        Self {
            rule: WeightRule::Balanced,
            negative: 1.0,
            positive: 10.0,
        }
    }
}

impl Remedy for WeightsSpec {
    const KEY: &'static str = "weights";
    const NAME: &'static str = "class weights";
    const ASPECT: Aspect = Aspect::Weights;
    const SETTINGS: &'static [Setting<Self>] = &[
        choice(
            "rule",
            "Weights",
            &[("balanced", "Balanced"), ("typed", "Typed")],
            |s| place(&RULES, &s.rule),
            |s, v| s.rule = at(&RULES, v),
        ),
        real(
            "good",
            "Weight of good, if typed",
            WEIGHT,
            |s| s.negative,
            |s, v| s.negative = v,
        ),
        real(
            "default",
            "Weight of default, if typed",
            WEIGHT,
            |s| s.positive,
            |s, v| s.positive = v,
        ),
    ];

    fn weights(&self, counts: [usize; 2]) -> Option<[f64; 2]> {
        Some(match self.rule {
            WeightRule::Balanced => LossSpec::balanced(counts).class_weights,
            WeightRule::Typed => [self.negative, self.positive],
        })
    }
}
