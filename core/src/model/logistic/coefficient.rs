//! A coefficient, and how sure it is.

use serde::{Deserialize, Serialize};

/// The two-sided 95 % point of the normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// A coefficient of a regression.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// What one more in its column adds to the log-odds.
    pub value: f64,
    /// Its standard error after Wald: the root of its place on the diagonal of the inverse of the Hessian. `None` with a
    /// penalty, with which there is none, and before the last iteration.
    pub error: Option<f64>,
}

impl Coefficient {
    /// The 95 % interval of the coefficient.
    #[must_use]
    pub fn interval(&self) -> Option<(f64, f64)> {
        let half = NORMAL_95 * self.error?;
        Some((self.value - half, self.value + half))
    }

    /// The ratio of the odds where the column is larger by one.
    #[must_use]
    pub fn odds_ratio(&self) -> f64 {
        libm::exp(self.value)
    }

    /// The 95 % interval of that ratio.
    #[must_use]
    pub fn odds_interval(&self) -> Option<(f64, f64)> {
        let (low, high) = self.interval()?;
        Some((libm::exp(low), libm::exp(high)))
    }
}
