//! A logistic curve through outcomes.

use serde::{Deserialize, Serialize};

use super::error::ScaleError;
use crate::metrics::logistic::{Logistic, Outcomes};
use crate::metrics::{Ranking, fewest_digits};

/// Probabilities 1 / (1 + exp(−(a + b·x))) of what a score says.
///
/// `x` is the log-odds of the score where all scores of the fitted rows are in `0..=1`, else the score
/// itself. Unlike Platt's, the fit has no smoothed targets: it is the plain maximum of the likelihood.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Platt {
    curve: Logistic,
    reads_log_odds: bool,
}

impl Platt {
    pub(super) fn fit(rows: &Ranking) -> Result<Self, ScaleError> {
        let reads_log_odds = rows.are_probabilities();
        let outcomes = rows.outcomes(|score| read(score, reads_log_odds));
        let curve = Logistic::fit(&outcomes).ok_or(ScaleError::NoCurve)?;
        if curve.slope <= 0.0 {
            let slope = fewest_digits(curve.slope, 4, |_| true);
            return Err(ScaleError::Falling { slope });
        }
        Ok(Self {
            curve,
            reads_log_odds,
        })
    }

    /// a, the log-odds of default where `x` is 0.
    #[must_use]
    pub const fn intercept(&self) -> f64 {
        self.curve.intercept
    }

    /// b, above 0.
    #[must_use]
    pub const fn slope(&self) -> f64 {
        self.curve.slope
    }

    pub(super) fn apply(&self, score: f64) -> f64 {
        self.curve.probability(read(score, self.reads_log_odds))
    }
}

fn read(score: f64, as_log_odds: bool) -> f64 {
    if as_log_odds { log_odds(score) } else { score }
}

/// ln(p / (1 − p)) of a probability that is kept between 2⁻⁵² and 1 − 2⁻⁵².
pub(in crate::metrics) fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    libm::log(p / (1.0 - p))
}

impl Ranking {
    /// Weighted outcomes at each distinct score, `x` being what `read` makes of it. Neighbours that a
    /// scale or `read` made equal are one.
    pub(in crate::metrics) fn outcomes(&self, read: impl Fn(f64) -> f64) -> Vec<Outcomes> {
        let weights = self.weights();
        let mut all: Vec<Outcomes> = Vec::new();
        for (score, _, [good, default]) in self.ties() {
            let x = read(score);
            let (defaults, good) = (weights.default * default as f64, weights.good * good as f64);
            match all.last_mut().filter(|last| last.x == x) {
                Some(last) => {
                    last.defaults += defaults;
                    last.good += good;
                }
                None => all.push(Outcomes { x, defaults, good }),
            }
        }
        all
    }
}
