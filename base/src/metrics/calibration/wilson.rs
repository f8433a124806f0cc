//! How far a share is known.

/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share of which `successes` of `n` were seen (Wilson 1927, "Probable
/// inference, the law of succession, and statistical inference"), in `0..=1`. `None` unless `n > 0` and
/// `0 <= successes <= n`.
///
/// ```
/// use imbalance_base::metrics::wilson_interval;
///
/// let interval = wilson_interval(14.0, 48.0).map(|(low, high)| ((1e3 * low).round(), (1e3 * high).round()));
/// assert_eq!(interval, Some((182.0, 432.0)));
/// ```
#[must_use]
pub fn wilson_interval(successes: f64, n: f64) -> Option<(f64, f64)> {
    let is_possible = n > 0.0 && (0.0..=n).contains(&successes);
    is_possible.then(|| {
        let share = successes / n;
        let square = Z * Z / n;
        let middle = share + square / 2.0;
        let half = Z * libm::sqrt(share * (1.0 - share) / n + square / (4.0 * n));
        let end = |value: f64| (value / (1.0 + square)).clamp(0.0, 1.0);
        (end(middle - half), end(middle + half))
    })
}

/// How far recall is known either way: half of its 95 % interval by [`wilson_interval`]. `None` without
/// defaults.
#[must_use]
pub fn recall_margin(true_positives: usize, n_positives: usize) -> Option<f64> {
    let (low, high) = wilson_interval(true_positives as f64, n_positives as f64)?;
    Some((high - low) / 2.0)
}
