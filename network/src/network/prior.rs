//! What is known of a row before anything is learnt.

use super::LossSpec;
use super::optimizer::narrow;

/// The log-odds of the labels, each row counted as the loss weighs its class: the logit at which a
/// network that knows no feature has the lowest cross-entropy. `None` without rows of both classes.
pub(super) fn log_odds(labels: &[bool], loss: &LossSpec) -> Option<f32> {
    let n_positive = labels.iter().filter(|&&label| label).count();
    let n_negative = labels.len() - n_positive;
    let [negative, positive] = loss.weights();
    let odds = positive * n_positive as f64 / (negative * n_negative as f64);
    (n_positive > 0 && n_negative > 0).then(|| narrow(libm::log(odds)))
}
