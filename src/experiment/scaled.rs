//! Held-out rows read on a scale.

use crate::metrics::{Ranking, Scale, ScaleError, ScaleKind};

/// Held-out rows as they were scored, and what scales are fitted on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unscaled<'a> {
    /// The rows that are reported.
    pub(super) test: &'a Ranking,
    /// The rows that the others are fitted on.
    pub(super) validation: Option<&'a Ranking>,
    /// The class that the validation rows are all of, where they are.
    pub(super) validation_of: Option<bool>,
    /// Default rates of the training rows before and after resampling, where they are known.
    pub(super) rates: Option<(f64, f64)>,
}

/// The same rows on a scale, and for a share of defaults.
#[derive(Clone, Debug)]
pub(super) struct Scaled {
    /// The scale.
    pub(super) scale: Scale,
    /// The rows that are reported.
    pub(super) test: Ranking,
    /// The rows that thresholds are chosen on.
    pub(super) validation: Option<Ranking>,
}

impl Unscaled<'_> {
    /// How scores become probabilities on a scale of some kind: prior correction by the rates, the
    /// others fitted on validation rows.
    ///
    /// # Errors
    ///
    /// [`ScaleError`] where that kind can't be had.
    pub(super) fn scale(&self, kind: ScaleKind) -> Result<Scale, ScaleError> {
        let missing = || match self.validation_of {
            Some(class) => ScaleError::OneClass { class },
            None => ScaleError::NoValidationRows,
        };
        let validation = self.validation.ok_or_else(missing);
        match kind {
            ScaleKind::Raw => Ok(Scale::Raw),
            ScaleKind::PriorCorrected => {
                let (training, resampled) = self.rates.ok_or(ScaleError::UnknownRates)?;
                Scale::prior_corrected(training, resampled)
            }
            ScaleKind::Platt => Scale::platt(validation?),
            ScaleKind::Isotonic => Ok(Scale::isotonic(validation?)),
        }
    }

    /// The rows on a scale of some kind, as if defaults had the share `prevalence`.
    ///
    /// # Errors
    ///
    /// As [`scale`](Self::scale).
    pub(super) fn on(
        &self,
        kind: ScaleKind,
        prevalence: Option<f64>,
    ) -> Result<Scaled, ScaleError> {
        let scale = self.scale(kind)?;
        let validation = self.validation.map(|rows| rows.on_scale(&scale));
        Ok(Scaled {
            test: deployed(self.test.on_scale(&scale)?, prevalence),
            validation: validation
                .transpose()?
                .map(|rows| deployed(rows, prevalence)),
            scale,
        })
    }

    /// The rows as they were scored, as if defaults had the share `prevalence`.
    pub(super) fn raw(&self, prevalence: Option<f64>) -> Scaled {
        Scaled {
            scale: Scale::Raw,
            test: deployed(self.test.clone(), prevalence),
            validation: self
                .validation
                .map(|rows| deployed(rows.clone(), prevalence)),
        }
    }
}

/// The same rows where defaults have another share.
fn deployed(ranking: Ranking, prevalence: Option<f64>) -> Ranking {
    let there = prevalence.and_then(|prevalence| ranking.deployed_at(prevalence));
    there.unwrap_or(ranking)
}
