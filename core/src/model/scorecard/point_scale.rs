//! Points and log-odds.

use core::f64::consts::LN_2;

use serde::{Deserialize, Serialize};

use super::ScorecardSpec;

/// A straight line between the log-odds of a positive and points: the lower the risk, the more points.
///
/// `points = offset − factor · log-odds`, `factor = pdo / ln 2`, `offset = base_points − factor · ln(base_odds)`.
/// Siddiqi 2006, chapter 6, "scaling"; its odds are good to bad, so its log-odds have the opposite sign.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PointScale {
    /// Points where good and bad are equally likely.
    pub offset: f64,
    /// Points by which the log-odds fall by 1, above 0.
    pub factor: f64,
}

impl PointScale {
    /// The scale that a spec asks for.
    #[must_use]
    pub fn new(spec: &ScorecardSpec) -> Self {
        let factor = spec.pdo / LN_2;
        Self {
            offset: spec.base_points - factor * libm::log(spec.base_odds),
            factor,
        }
    }

    /// Points, not rounded, of somebody with these log-odds of a positive.
    #[must_use]
    pub fn points(&self, log_odds: f64) -> f64 {
        self.offset - self.factor * log_odds
    }

    /// The log-odds of a positive that points stand for.
    #[must_use]
    pub fn log_odds(&self, points: f64) -> f64 {
        (self.offset - points) / self.factor
    }
}
