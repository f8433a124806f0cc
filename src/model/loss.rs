//! Binary cross-entropy from logits.
//!
//! With `z` the logit and `y` 1 for a positive row: `max(z, 0) - z·y + ln(1 + exp(-|z|))`. No
//! probability is formed on the way, so the loss is finite at any finite logit.

/// The probability `1 / (1 + exp(-z))` of a logit, in `[0, 1]`.
///
/// ```
/// use imbalance_lab::model::loss::probability;
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
/// use imbalance_lab::model::loss::cross_entropy;
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

/// The loss of a row and its derivative with respect to the logit, `probability - y`.
///
/// The exponential is computed once for both, in `f32`: this is the inner loop of training.
pub(super) fn loss_and_slope(logit: f32, label: bool) -> (f32, f32) {
    let tail = libm::expf(-logit.abs());
    let upper = 1.0 / (1.0 + tail);
    let probability = if logit < 0.0 { tail * upper } else { upper };
    let hinge = if logit < 0.0 { 0.0 } else { logit };
    let y = if label { 1.0 } else { 0.0 };
    (hinge - logit * y + libm::log1pf(tail), probability - y)
}
