//! Calibration in numbers.

use serde::{Deserialize, Serialize};

use super::Binning;
use crate::metrics::Ranking;
use crate::metrics::logistic::Logistic;
use crate::metrics::scale::log_odds;

/// How scores and outcomes agree, rows counted with the weights of their classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The mean score.
    pub mean_score: f64,
    /// The share of rows that default.
    pub observed_rate: f64,
    /// Mean score over default rate: 1 is right.
    pub expected_over_observed: f64,
    /// Σ weight of the bin · |default rate − mean score| over the bins.
    pub expected_calibration_error: f64,
    /// The largest |default rate − mean score| of a bin.
    pub maximum_calibration_error: f64,
    /// The mean of (score − outcome)², reliability − resolution + uncertainty + what is within bins.
    pub brier_score: f64,
    /// Σ weight of the bin · (mean score − default rate)² over the bins (Murphy 1973, "A new vector partition of
    /// the probability score").
    pub reliability: f64,
    /// Σ weight of the bin · (default rate of the bin − default rate)².
    pub resolution: f64,
    /// Default rate · (1 − default rate).
    pub uncertainty: f64,
    /// The remainder, since scores differ within bins: their variance there, less twice their covariance with the
    /// outcomes (Stephenson, Coelho and Jolliffe 2008, "Two extra components in the Brier score decomposition").
    pub within_bins: f64,
    /// The Brier score of the good customers alone.
    pub brier_of_good: f64,
    /// The Brier score of the defaults alone.
    pub brier_of_default: f64,
    /// [`Ranking::log_loss`].
    pub log_loss: f64,
}

/// A logistic curve through the outcomes against the scores: logit P(default) = a + b · logit(score),
/// scores kept between 2⁻⁵² and 1 − 2⁻⁵² (Cox 1958, "Two further applications of a model for binary
/// regression"). `None` where no curve fits best, as where scores separate the classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recalibration {
    /// a; 0 is right.
    pub intercept: Option<f64>,
    /// b; below 1 scores are too extreme.
    pub slope: Option<f64>,
    /// a where b is fixed at 1: above 0 risks are understated.
    pub in_the_large: Option<f64>,
}

/// What the squares add up to.
#[derive(Default)]
struct Squares {
    scores: f64,
    good: f64,
    default: f64,
}

impl Ranking {
    /// Calibration with its errors counted in bins. `None` where a score isn't in `0..=1`, since such
    /// scores are no probabilities.
    #[must_use]
    pub fn calibration(&self, binning: Binning) -> Option<Calibration> {
        let bins = self.reliability(binning)?;
        let (brier_score, log_loss) = (self.brier_score()?, self.log_loss()?);
        let gap = |bin: &super::ReliabilityBin| (bin.observed_rate - bin.mean_score).abs();
        let (n, rate) = (self.n_samples() as f64, self.prevalence());
        let squares = self.squares();
        let mean_score = squares.scores / n;
        let over_bins = |square: fn(&super::ReliabilityBin, f64) -> f64| -> f64 {
            bins.iter().map(|bin| bin.weight * square(bin, rate)).sum()
        };
        let reliability = over_bins(|bin, _| (bin.mean_score - bin.observed_rate).powi(2));
        let resolution = over_bins(|bin, rate| (bin.observed_rate - rate).powi(2));
        let uncertainty = rate * (1.0 - rate);
        Some(Calibration {
            mean_score,
            observed_rate: rate,
            expected_over_observed: mean_score / rate,
            expected_calibration_error: bins.iter().map(|bin| bin.weight * gap(bin)).sum(),
            maximum_calibration_error: bins.iter().map(gap).fold(0.0, f64::max),
            brier_score,
            reliability,
            resolution,
            uncertainty,
            within_bins: brier_score - (reliability - resolution + uncertainty),
            brier_of_good: squares.good / self.n_negatives() as f64,
            brier_of_default: squares.default / self.n_positives() as f64,
            log_loss,
        })
    }

    /// The logistic recalibration, apart since its fit takes some ten passes over the rows. `None`
    /// where a score isn't in `0..=1`.
    #[must_use]
    pub fn recalibration(&self) -> Option<Recalibration> {
        if !self.are_probabilities() {
            return None;
        }
        let outcomes = self.outcomes(log_odds);
        let curve = Logistic::fit(&outcomes);
        Some(Recalibration {
            intercept: curve.map(|curve| curve.intercept),
            slope: curve.map(|curve| curve.slope),
            in_the_large: Logistic::fit_intercept(&outcomes),
        })
    }

    fn squares(&self) -> Squares {
        let weights = self.weights();
        let mut squares = Squares::default();
        for (score, _, [good, default]) in self.ties() {
            let (n_good, n_default) = (good as f64, default as f64);
            squares.scores += (weights.default * n_default + weights.good * n_good) * score;
            squares.good += n_good * score * score;
            squares.default += n_default * (1.0 - score) * (1.0 - score);
        }
        squares
    }
}
