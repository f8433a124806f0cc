//! Binary cross-entropy from logits.
//!
//! With `z` the logit and `y` 1 for a positive row: `max(z, 0) - z·y + ln(1 + exp(-|z|))`. No
//! probability is formed on the way, so the loss is finite at any finite logit.

use super::exponential::exp_of_negative;

/// The probability `1 / (1 + exp(-z))` of a logit, in `[0, 1]`.
///
/// ```
/// use imbalance_network::network::loss::probability;
/// assert_eq!(probability(0.0), 0.5);
/// assert_eq!(probability(-1000.0), 0.0);
/// assert!((probability(2.0) - 0.880_797_078).abs() < 1e-9);
/// ```
pub fn probability(logit: f32) -> f64 {
    let z = f64::from(logit);
    let tail = libm::exp(-z.abs());
    if z < 0.0 {
        tail / (1.0 + tail)
    } else {
        1.0 / (1.0 + tail)
    }
}

/// The cross-entropy of one row, in nats.
///
/// ```
/// use imbalance_network::network::loss::cross_entropy;
/// assert!((cross_entropy(0.0, true) - 2.0_f64.ln()).abs() < 1e-15);
/// assert_eq!(cross_entropy(1000.0, false), 1000.0);
/// assert_eq!(cross_entropy(1000.0, true), 0.0);
/// ```
pub fn cross_entropy(logit: f32, label: bool) -> f64 {
    let z = f64::from(logit);
    // f64::max would turn NaN into 0.
    let hinge = if z < 0.0 { 0.0 } else { z };
    hinge - if label { z } else { 0.0 } + libm::log1p(libm::exp(-z.abs()))
}

/// The mean cross-entropy of all rows, in nats; `None` where there is no row.
///
/// Logits and labels are paired in order; what one has more than the other is left out.
pub fn mean_cross_entropy(logits: &[f32], labels: &[bool]) -> Option<f64> {
    let n_rows = logits.len().min(labels.len());
    let total: f64 = logits
        .iter()
        .zip(labels)
        .map(|(&z, &y)| cross_entropy(z, y))
        .sum();
    (n_rows > 0).then(|| total / n_rows as f64)
}

/// Fills `losses` with the loss of each row and turns its logit into the derivative of the loss
/// by it, `probability - y`; `y` is 1 for a positive row, 0 for others.
///
/// All of it is `f32` and turns into vector instructions. A loss is within a relative 3e-7 of the
/// true value, or within 5e-18; a slope within 1e-7. NaN stays NaN.
pub(super) fn losses_and_slopes(logits: &mut [f32], labels: &[f32], losses: &mut [f32]) {
    for ((logit, &y), loss) in logits.iter_mut().zip(labels).zip(losses) {
        let z = *logit;
        let tail = exp_of_negative(-z.abs());
        let upper = 1.0 / (1.0 + tail);
        let probability = if z < 0.0 { tail * upper } else { upper };
        let hinge = if z < 0.0 { 0.0 } else { z };
        *loss = hinge - z * y + log_1p(tail);
        *logit = probability - y;
    }
}

/// As [`losses_and_slopes`], each row's multiplied by the weight of its class (of negatives, of positives) and by
/// `q^γ`, with `q` what the network gives to the other class:
///
/// `L = w · q^γ · −ln(1 − q)`, and by the logit of the row's own class `dL/du = −w · q^γ · (γ · (1 − q) · −ln(1 − q) + q)`.
pub(super) fn weighted_losses_and_slopes(
    logits: &mut [f32],
    labels: &[f32],
    losses: &mut [f32],
    (weights, gamma): ([f32; 2], f32),
) {
    for ((logit, &y), loss) in logits.iter_mut().zip(labels).zip(losses) {
        let (sign, weight) = if y > 0.5 {
            (1.0, weights[1])
        } else {
            (-1.0, weights[0])
        };
        let own = sign * *logit;
        let tail = exp_of_negative(-own.abs());
        let upper = 1.0 / (1.0 + tail);
        let (right, wrong) = if own < 0.0 {
            (tail * upper, upper)
        } else {
            (upper, tail * upper)
        };
        let surprise = if own < 0.0 { -own } else { 0.0 } + log_1p(tail);
        let share = if gamma == 0.0 {
            weight
        } else {
            weight * libm::powf(wrong, gamma)
        };
        *loss = share * surprise;
        *logit = -sign * share * (gamma * right * surprise + wrong);
    }
}

/// `ln(1 + x)` for `x` in `[0, 1]`, within a relative 3e-7: `2 artanh(u)` with `u = x / (2 + x)`, by
/// its series.
#[inline]
fn log_1p(x: f32) -> f32 {
    const COEFFICIENTS: [f32; 7] = [
        2.0 / 13.0,
        2.0 / 11.0,
        2.0 / 9.0,
        2.0 / 7.0,
        2.0 / 5.0,
        2.0 / 3.0,
        2.0,
    ];
    let u = x / (2.0 + x);
    u * COEFFICIENTS.iter().fold(0.0, |sum, c| sum * (u * u) + c)
}
