//! What is lent, earned and lost.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Exposures;

/// The terms of a loan, of which the expected loss is PD × LGD × EAD.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditTerms {
    /// Loss given default: the share of the exposure that is lost, in `0..=1`.
    pub lgd: f64,
    /// Exposure at default of each applicant where no column says it: money, at least 0.
    pub ead: f64,
    /// What an accepted good customer earns, as a share of the exposure, at least 0.
    pub interest_margin: f64,
}

impl Default for CreditTerms {
    /// 45 % of 1,000 is lost in a default; a good customer earns 5 %.
    fn default() -> Self {
        Self {
            lgd: 0.45,
            ead: 1_000.0,
            interest_margin: 0.05,
        }
    }
}

/// Why money can't be told.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum MoneyError {
    /// The loss given default isn't a share.
    #[error("the loss given default is {lgd}; it has to be between 0 and 1")]
    Lgd {
        /// As set.
        lgd: f64,
    },
    /// The exposure or the margin is negative or no number.
    #[error("the {what} is {value}; it has to be 0 or more")]
    Negative {
        /// What it is.
        what: String,
        /// As set.
        value: f64,
    },
    /// An applicant's exposure is negative.
    #[error(
        "the exposure of an applicant is {value}; choose a column of amounts that are 0 or more"
    )]
    NegativeExposure {
        /// The first such value.
        value: f64,
    },
    /// There are more or fewer exposures than applicants.
    #[error("there are {n_exposures} exposures for {n_samples} applicants; each needs one")]
    LengthsDiffer {
        /// Exposures given.
        n_exposures: usize,
        /// Rows of the ranking.
        n_samples: usize,
    },
}

impl CreditTerms {
    /// The probability of default above which accepting loses money, margin / (margin + LGD).
    /// `None` where nothing is earned or nothing lost.
    #[must_use]
    pub fn best_threshold(&self) -> Option<f64> {
        let earns = self.interest_margin > 0.0 && self.lgd > 0.0;
        earns.then(|| self.interest_margin / (self.interest_margin + self.lgd))
    }

    /// Checks the terms and the exposures of `n_samples` applicants.
    ///
    /// # Errors
    /// See [`MoneyError`].
    pub(super) fn check(
        &self,
        exposures: Option<Exposures>,
        n_samples: usize,
    ) -> Result<(), MoneyError> {
        if !(0.0..=1.0).contains(&self.lgd) {
            return Err(MoneyError::Lgd { lgd: self.lgd });
        }
        let amounts = [
            ("exposure", self.ead),
            ("interest margin", self.interest_margin),
        ];
        let is_wrong = |value: f64| !value.is_finite() || value < 0.0;
        if let Some((what, value)) = amounts.into_iter().find(|(_, value)| is_wrong(*value)) {
            let what = what.to_owned();
            return Err(MoneyError::Negative { what, value });
        }
        let Some(exposures) = exposures else {
            return Ok(());
        };
        let n_exposures = exposures.amounts.len().min(exposures.labels.len());
        if n_exposures != n_samples {
            return Err(MoneyError::LengthsDiffer {
                n_exposures,
                n_samples,
            });
        }
        match exposures.amounts.iter().find(|&&value| is_wrong(value)) {
            Some(&value) => Err(MoneyError::NegativeExposure { value }),
            None => Ok(()),
        }
    }
}
