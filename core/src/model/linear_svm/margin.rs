//! What a linear support vector machine has learnt.

use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};

use crate::model::{Classifier, Says, Structure};

/// What was learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearSvm {
    /// The margin of a row of zeros.
    pub intercept: f64,
    /// What one more in a column adds to the margin, `(n_features,)`.
    pub coefficients: Vec<f64>,
}

impl LinearSvm {
    /// Of numbers of which the intercept comes last.
    pub(super) fn of(at: &[f64]) -> Self {
        let (intercept, coefficients) = at.split_last().unwrap_or((&0.0, &[]));
        Self {
            intercept: *intercept,
            coefficients: coefficients.to_vec(),
        }
    }

    /// The margin of a row: above 0 on the side of the positives, and ±1 where a row begins to count nothing.
    #[must_use]
    pub fn margin(&self, row: &ArrayRef1<f32>) -> f64 {
        let products = row.iter().zip(&self.coefficients);
        self.intercept + products.map(|(x, w)| f64::from(*x) * w).sum::<f64>()
    }
}

impl Classifier for LinearSvm {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let rows = rows.outer_iter();
        scores.extend(rows.map(|row| narrow(self.margin(&row))));
    }

    fn says(&self) -> Says {
        Says::Margin
    }

    fn rows_at_once(&self) -> usize {
        ((1 << 20) / self.coefficients.len().max(1)).max(1)
    }

    fn structure(&self) -> Structure<'_> {
        Structure::Linear {
            intercept: self.intercept,
            coefficients: &self.coefficients,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(margin: f64) -> f32 {
    margin as f32
}
