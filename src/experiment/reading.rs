//! A judged arm as it is read.

use std::sync::Arc;

use super::Judged;
use crate::metrics::{Ranking, Scale, ScaleKind};

/// An arm's rankings on a scale of scores, and for the share of defaults where the model is used.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The scores as they are.
    pub judged: Arc<Judged>,
    /// The scale that was asked for.
    pub asked: ScaleKind,
    /// The scale that is used: the raw one where the other can't be had.
    pub scale: Scale,
    /// Why the scale that was asked for can't be had.
    pub refusal: Option<String>,
    /// The test rows on that scale.
    pub test: Ranking,
    /// The validation rows on that scale.
    pub validation: Option<Ranking>,
    prevalence: Option<f64>,
}

impl Reading {
    /// Reads `judged` on a scale of the kind asked for, as if defaults had the share `prevalence`.
    #[must_use]
    pub fn new(judged: Arc<Judged>, asked: ScaleKind, prevalence: Option<f64>) -> Self {
        let (scaled, refusal) = match judged.unscaled().on(asked, prevalence) {
            Ok(scaled) => (scaled, None),
            Err(error) => (judged.unscaled().raw(prevalence), Some(error.to_string())),
        };
        Self {
            test: scaled.test,
            validation: scaled.validation,
            scale: scaled.scale,
            asked,
            refusal,
            prevalence,
            judged,
        }
    }

    /// Whether it reads these scores in this way.
    #[must_use]
    pub fn reads(&self, judged: &Judged, asked: ScaleKind, prevalence: Option<f64>) -> bool {
        *self.judged == *judged && (self.asked, self.prevalence) == (asked, prevalence)
    }

    /// Whether its scores are probabilities of default: raw ones of a model that was trained on rows as they are,
    /// or corrected ones. Whether uploaded scores are, nobody knows.
    #[must_use]
    pub fn is_probability(&self) -> bool {
        if self.refusal.is_some() || !self.test.are_probabilities() {
            return false;
        }
        let is_as_is = || {
            self.judged
                .rates()
                .is_some_and(|(real, resampled)| real == resampled)
        };
        self.asked != ScaleKind::Raw || is_as_is()
    }

    /// The rows on which a threshold is chosen: validation rows, or else the very rows that it is
    /// then judged on.
    #[must_use]
    pub fn choosing(&self) -> &Ranking {
        self.validation.as_ref().unwrap_or(&self.test)
    }
}

/// Two readings are the same if they read the same scores in the same way.
impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        other.reads(&self.judged, self.asked, self.prevalence)
    }
}
