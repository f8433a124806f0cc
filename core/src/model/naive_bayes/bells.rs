//! What Gaussian naive Bayes has learnt.

use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};

use crate::model::{Classifier, Says};

/// A normal distribution of each column in each class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NaiveBayes {
    /// The weighted share of the negatives and of the positives among the rows.
    pub priors: [f64; 2],
    /// The mean of each column among the negatives and among the positives, `(n_features,)` each.
    pub means: [Vec<f64>; 2],
    /// The variance of each column among the negatives and among the positives, smoothed.
    pub variances: [Vec<f64>; 2],
    /// The log-odds before any column is looked at, with what no value changes.
    start: f64,
}

impl NaiveBayes {
    /// Variances are above 0.
    pub(super) fn of(priors: [f64; 2], means: [Vec<f64>; 2], variances: [Vec<f64>; 2]) -> Self {
        let widths = variances[0].iter().zip(&variances[1]);
        let widths = widths.map(|(negative, positive)| libm::log(*negative) - libm::log(*positive));
        let start = libm::log(priors[1]) - libm::log(priors[0]) + 0.5 * widths.sum::<f64>();
        Self {
            priors,
            means,
            variances,
            start,
        }
    }

    /// Both classes alike, and nothing known of so many columns.
    pub(super) fn nothing(n_features: usize) -> Self {
        let all = |value| [vec![value; n_features], vec![value; n_features]];
        Self::of([0.5; 2], all(0.0), all(1.0))
    }

    /// The log-odds of a row: the difference of the logarithms of both classes' joint likelihoods.
    #[must_use]
    pub fn log_odds(&self, row: &ArrayRef1<f32>) -> f64 {
        let [negative, positive] = [0, 1].map(|class| {
            let bells = self.means[class].iter().zip(&self.variances[class]);
            let squares = row.iter().zip(bells).map(|(value, (mean, variance))| {
                let apart = f64::from(*value) - mean;
                apart * apart / variance
            });
            squares.sum::<f64>()
        });
        self.start + 0.5 * (negative - positive)
    }
}

impl Classifier for NaiveBayes {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let rows = rows.outer_iter();
        scores.extend(rows.map(|row| narrow(self.log_odds(&row))));
    }

    fn says(&self) -> Says {
        Says::LogOdds
    }

    fn rows_at_once(&self) -> usize {
        ((1 << 19) / self.means[0].len().max(1)).max(1)
    }
}

/// Small variances make log-odds that singles don't reach: such count as the largest there is.
#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(log_odds: f64) -> f32 {
    log_odds.clamp(-(f32::MAX as f64), f32::MAX as f64) as f32
}
