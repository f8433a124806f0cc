//! What a logistic regression has learnt.

use nalgebra::DVector;
use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};

use crate::model::{Classifier, Says, Structure};

/// What was learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Logistic {
    /// The log-odds of a row of zeros.
    pub intercept: f64,
    /// What one more in a column adds to the log-odds, `(n_features,)`.
    pub coefficients: Vec<f64>,
}

impl Logistic {
    /// Every coefficient is 0.
    pub(super) fn nothing(n_features: usize) -> Self {
        Self {
            intercept: 0.0,
            coefficients: vec![0.0; n_features],
        }
    }

    /// Takes other coefficients, the intercept last.
    pub(super) fn set(&mut self, at: &DVector<f64>) {
        for (to, from) in self
            .coefficients
            .iter_mut()
            .chain([&mut self.intercept])
            .zip(at.iter())
        {
            *to = *from;
        }
    }

    /// The log-odds of a row.
    #[must_use]
    pub fn log_odds(&self, row: &ArrayRef1<f32>) -> f64 {
        let products = row.iter().zip(&self.coefficients);
        self.intercept + products.map(|(x, w)| f64::from(*x) * w).sum::<f64>()
    }
}

impl Classifier for Logistic {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let rows = rows.outer_iter();
        scores.extend(rows.map(|row| narrow(self.log_odds(&row))));
    }

    fn says(&self) -> Says {
        Says::LogOdds
    }

    fn rows_at_once(&self) -> usize {
        (1 << 20) / self.coefficients.len().max(1)
    }

    fn structure(&self) -> Structure<'_> {
        Structure::Linear {
            intercept: self.intercept,
            coefficients: &self.coefficients,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(log_odds: f64) -> f32 {
    log_odds as f32
}
