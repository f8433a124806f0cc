//! Rows that are easy to tell count less.

use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Remedy};
use crate::setting::{Setting, real};

/// The focal loss of Lin, Goyal, Girshick, He and Dollár, "Focal Loss for Dense Object Detection" (2017), as
/// [`LossSpec`](crate::model::LossSpec) computes it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FocalSpec {
    /// γ, 0 or more: how fast rows that are easy to tell lose weight.
    pub gamma: f64,
    /// α in (0, 1), what a row of the positives counts while one of the negatives counts 1 − α; `None` for neither.
    pub alpha: Option<f64>,
}

impl Default for FocalSpec {
    /// Keras' `BinaryFocalCrossentropy`: γ is 2, and classes aren't weighed.
    fn default() -> Self {
        Self {
            gamma: 2.0,
            alpha: None,
        }
    }
}

impl Remedy for FocalSpec {
    const KEY: &'static str = "focal";
    const NAME: &'static str = "focal loss";
    const ASPECT: Aspect = Aspect::Loss;
    const SETTINGS: &'static [Setting<Self>] = &[
        real(
            "gamma",
            "Gamma",
            (0.0, 20.0),
            |s| s.gamma,
            |s, v| s.gamma = v,
        ),
        real(
            "alpha",
            "Alpha (0 for none)",
            (0.0, 0.999_999),
            |s| s.alpha.unwrap_or(0.0),
            |s, v| s.alpha = (v != 0.0).then_some(v),
        ),
    ];

    fn focus(&self) -> Option<(f64, Option<f64>)> {
        Some((self.gamma, self.alpha))
    }
}
