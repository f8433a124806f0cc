//! Correcting scores for a share of defaults that resampling has changed.

/// What a score means as a probability where the share of defaults is `training`, while the model
/// learned from rows where it was `resampled`: p·π/πs ÷ (p·π/πs + (1−p)(1−π)/(1−πs)).
///
/// Exact for class weights and for drawing rows at random, only near for SMOTE (Saerens, Latinne and
/// Decaestecker 2002, "Adjusting the outputs of a classifier to new a priori probabilities", equation
/// 2.4). `None` unless the score is in `0..=1` and both shares are between 0 and 1.
///
/// ```
/// use imbalance_base::metrics::meaning_of_score;
///
/// // After balancing 2.475 % defaults to a half, 0.15 is a probability of 0.45 %.
/// let meaning = meaning_of_score(0.15, 0.02475, 0.5);
/// assert!(meaning.is_some_and(|p| (p - 0.00446).abs() < 1e-5));
/// ```
#[must_use]
pub fn meaning_of_score(score: f64, training: f64, resampled: f64) -> Option<f64> {
    let is_between = |share: f64| share > 0.0 && share < 1.0;
    let is_known = (0.0..=1.0).contains(&score) && is_between(training) && is_between(resampled);
    is_known.then(|| corrected(score, training, resampled))
}

pub(super) fn corrected(score: f64, training: f64, resampled: f64) -> f64 {
    if training == resampled {
        return score;
    }
    let default = score * training / resampled;
    let good = (1.0 - score) * (1.0 - training) / (1.0 - resampled);
    default / (default + good)
}
