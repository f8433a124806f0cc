//! How a score is read as a probability of default.
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Ranking;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScaleKind {
    #[default]
    Raw,
    PriorCorrected,
    Platt,
    Isotonic,
}
impl ScaleKind {
    pub const ALL: [Self; 4] = [Self::Raw, Self::PriorCorrected, Self::Platt, Self::Isotonic];
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw score",
            Self::PriorCorrected => "prior-corrected",
            Self::Platt => "Platt",
            Self::Isotonic => "isotonic",
        }
    }
}
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    Raw,
    PriorCorrected { training: f64, resampled: f64 },
}
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum ScaleError {
    #[error("no validation rows")]
    NoValidationRows,
    #[error("unknown rates")]
    UnknownRates,
}
impl Scale {
    pub fn apply(&self, score: f64) -> f64 {
        match self {
            Self::Raw => score,
            Self::PriorCorrected {
                training,
                resampled,
            } => meaning_of_score(score, *training, *resampled).unwrap_or(score),
        }
    }
    pub fn prior_corrected(training: f64, resampled: f64) -> Result<Self, ScaleError> {
        Ok(Self::PriorCorrected {
            training,
            resampled,
        })
    }
    pub fn platt(_: &Ranking) -> Result<Self, ScaleError> {
        Err(ScaleError::NoValidationRows)
    }
    pub fn isotonic(_: &Ranking) -> Result<Self, ScaleError> {
        Err(ScaleError::NoValidationRows)
    }
}
impl Ranking {
    pub fn on_scale(&self, scale: &Scale) -> Result<Self, ScaleError> {
        Ok(self
            .rescaled(|s| scale.apply(s))
            .unwrap_or_else(|| self.clone()))
    }
}
pub fn meaning_of_score(p: f64, t: f64, r: f64) -> Option<f64> {
    let a = p * t / r;
    Some(a / (a + (1.0 - p) * (1.0 - t) / (1.0 - r)))
}
