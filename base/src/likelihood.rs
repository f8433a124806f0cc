//! The likelihood of outcomes under log-odds: what every logistic regression adds up, whichever its columns are.

/// What outcomes add to a loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihood {
    /// Their cross-entropy in nats: minus the logarithm of how likely they are.
    pub loss: f64,
    /// Its derivative by the log-odds: positives that are expected less those that there are.
    pub slope: f64,
    /// Its second derivative.
    pub bend: f64,
}

impl Likelihood {
    /// So many negatives and positives, as they count, where the log-odds of a positive are `z`. Finite at any finite `z`.
    #[must_use]
    pub fn of(z: f64, [negatives, positives]: [f64; 2]) -> Self {
        // One exponential and one logarithm are what a fit takes its time for.
        let odds = libm::exp(-z.abs());
        let (p, beyond) = (share(z, odds), libm::log1p(odds));
        let weight = negatives + positives;
        // ln(1 + exp(z)) is max(z, 0) + ln(1 + exp(−|z|)).
        let (of_positive, of_negative) = ((-z).max(0.0) + beyond, z.max(0.0) + beyond);
        Self {
            loss: positives * of_positive + negatives * of_negative,
            slope: weight * p - positives,
            bend: weight * p * (1.0 - p),
        }
    }
}

/// The probability `1 / (1 + exp(−z))` of log-odds, without overflow.
#[must_use]
pub fn probability(z: f64) -> f64 {
    share(z, libm::exp(-z.abs()))
}

/// The same where `exp(−|z|)` is known.
fn share(z: f64, odds: f64) -> f64 {
    if z >= 0.0 {
        1.0 / (1.0 + odds)
    } else {
        odds / (1.0 + odds)
    }
}
