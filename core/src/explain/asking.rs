//! A model asked about rows that are made up.

use ndarray::Array2;

use crate::model::{Classifier, Says};

/// Rows that one part of the work asks about at most: they are made up first.
const MOST_ROWS: usize = 1 << 12;

/// Rows that a model is asked about in one part of the work.
pub(super) fn rows_at_once(model: &dyn Classifier) -> usize {
    model.rows_at_once().clamp(1, MOST_ROWS)
}

/// The scores of rows that lie one after another, each of so many columns.
pub(super) fn scores(model: &dyn Classifier, n_features: usize, values: Vec<f32>) -> Vec<f32> {
    let n_rows = values.len() / n_features.max(1);
    let mut scores = Vec::with_capacity(n_rows);
    if let Ok(rows) = Array2::from_shape_vec((n_rows, n_features), values) {
        model.score(&rows, &mut scores);
    }
    scores
}

/// The probability that a score stands for; a margin stays as it is.
pub(super) fn answer(says: Says, score: f32) -> f64 {
    let score = f64::from(score);
    match says {
        Says::LogOdds => 1.0 / (1.0 + libm::exp(-score)),
        Says::Probability | Says::Margin => score,
    }
}

/// What answers to a model are: probabilities, or margins.
pub(super) const fn answers_are(says: Says) -> Says {
    match says {
        Says::LogOdds | Says::Probability => Says::Probability,
        Says::Margin => Says::Margin,
    }
}
