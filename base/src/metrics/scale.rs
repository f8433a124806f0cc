//! How a score is read as a probability of default.

mod error;
mod isotonic;
mod platt;
mod prior;

use serde::{Deserialize, Serialize};

use super::Ranking;

pub use error::ScaleError;
pub use isotonic::Isotonic;
pub use platt::Platt;
pub(super) use platt::log_odds;
pub use prior::meaning_of_score;

/// A way to read scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScaleKind {
    /// As they are.
    #[default]
    Raw,
    /// Corrected for the default rate that resampling has changed.
    PriorCorrected,
    /// By a logistic curve through the validation rows.
    Platt,
    /// By isotonic regression of the outcomes of the validation rows.
    Isotonic,
}

/// A rising map from scores to probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scale {
    /// The score itself.
    Raw,
    /// p·π/πs ÷ (p·π/πs + (1−p)(1−π)/(1−πs)).
    PriorCorrected {
        /// π, the share of defaults among the training rows, in (0, 1).
        training: f64,
        /// πs, their share after resampling, in (0, 1).
        resampled: f64,
    },
    /// A logistic curve.
    Platt(Platt),
    /// Rising steps, joined by lines.
    Isotonic(Isotonic),
}

impl ScaleKind {
    /// Every kind, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::Raw, Self::PriorCorrected, Self::Platt, Self::Isotonic];

    /// Its line in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw score",
            Self::PriorCorrected => "prior-corrected",
            Self::Platt => "Platt",
            Self::Isotonic => "isotonic",
        }
    }
}

impl Scale {
    /// What a score means on this scale; it never falls as the score rises.
    #[must_use]
    pub fn apply(&self, score: f64) -> f64 {
        match self {
            Self::Raw => score,
            Self::PriorCorrected {
                training,
                resampled,
            } => prior::corrected(score, *training, *resampled),
            Self::Platt(platt) => platt.apply(score),
            Self::Isotonic(isotonic) => isotonic.apply(score),
        }
    }

    /// The correction for a share of defaults that was `training` and became `resampled`.
    ///
    /// # Errors
    /// [`ScaleError::Rate`] unless both lie between 0 and 1.
    pub fn prior_corrected(training: f64, resampled: f64) -> Result<Self, ScaleError> {
        let is_rate = |rate: &f64| *rate > 0.0 && *rate < 1.0;
        match [training, resampled]
            .into_iter()
            .find(|rate| !is_rate(rate))
        {
            Some(rate) => Err(ScaleError::Rate { rate }),
            None => Ok(Self::PriorCorrected {
                training,
                resampled,
            }),
        }
    }

    /// A logistic curve through the outcomes of `rows` (Platt 1999, "Probabilistic outputs for support
    /// vector machines").
    ///
    /// # Errors
    /// [`ScaleError::NoCurve`] and [`ScaleError::Falling`].
    pub fn platt(rows: &Ranking) -> Result<Self, ScaleError> {
        Platt::fit(rows).map(Self::Platt)
    }

    /// Isotonic regression of the outcomes of `rows`: the best steps that never fall.
    #[must_use]
    pub fn isotonic(rows: &Ranking) -> Self {
        Self::Isotonic(Isotonic::fit(rows))
    }
}

impl Ranking {
    /// The same order read on `scale`.
    ///
    /// # Errors
    /// [`ScaleError::NotAProbability`] where a score that is to be corrected lies outside `0..=1`.
    pub fn on_scale(&self, scale: &Scale) -> Result<Self, ScaleError> {
        if *scale == Scale::Raw {
            return Ok(self.clone());
        }
        let outside = |score: &&f64| !(0.0..=1.0).contains(*score);
        let not_a_probability = self.thresholds().iter().find(outside);
        if let (Scale::PriorCorrected { .. }, Some(&score)) = (scale, not_a_probability) {
            return Err(ScaleError::NotAProbability { score });
        }
        // Every scale gives probabilities, and these are finite.
        let rescaled = self.rescaled(|score| scale.apply(score));
        Ok(rescaled.unwrap_or_else(|| self.clone()))
    }
}
