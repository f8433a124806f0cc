//! What every trained model can do.

use ndarray::ArrayRef2;
use serde::{Deserialize, Serialize};

use super::{Mlp, Structure};

/// What a score is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Says {
    /// The log-odds of a positive.
    #[default]
    LogOdds,
    /// The probability of a positive, in `[0, 1]`.
    Probability,
    /// A distance from the border between the classes, positive on the side of the positives.
    Margin,
}

impl Says {
    /// The unit of a score.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::LogOdds => "log-odds",
            Self::Probability => "probability",
            Self::Margin => "margin",
        }
    }
}

/// A model that was trained: it scores rows.
pub trait Classifier {
    /// Adds a score for each of some rows, `(n_samples, n_features)`, higher for a higher risk.
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>);

    /// What its scores are.
    fn says(&self) -> Says;

    /// So many rows that scoring them takes a few milliseconds.
    fn rows_at_once(&self) -> usize;

    /// How it is built, where it can be explained exactly by that.
    fn structure(&self) -> Structure<'_> {
        Structure::Unknown
    }
}

impl Classifier for Mlp {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        self.score_rows(rows, 0..rows.nrows(), scores);
    }

    fn says(&self) -> Says {
        Says::LogOdds
    }

    fn rows_at_once(&self) -> usize {
        Self::rows_at_once(self)
    }
}
