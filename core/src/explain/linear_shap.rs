//! What each column adds to a score that is linear in them.

use std::borrow::Cow;

use ndarray::{ArrayRef1, ArrayRef2};

use super::{ExplainError, Explainer, Explanation};
use crate::model::Says;

/// Shapley values of a linear score, columns taken as independent: coefficient times how far the column is from its mean
/// over background rows, as shap 0.51's `LinearExplainer`.
#[derive(Clone, Debug)]
pub struct LinearShap<'a> {
    coefficients: Cow<'a, [f64]>,
    /// `(n_features,)`.
    means: Vec<f64>,
    base: f64,
    says: Says,
    row: Option<Vec<f32>>,
}

impl<'a> LinearShap<'a> {
    /// Compares with background rows, `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`ExplainError`] where there are none, or where there isn't one coefficient for each of their columns.
    pub fn new(
        intercept: f64,
        coefficients: impl Into<Cow<'a, [f64]>>,
        says: Says,
        background: &ArrayRef2<f32>,
    ) -> Result<Self, ExplainError> {
        let coefficients = coefficients.into();
        ExplainError::check_columns(background.ncols(), coefficients.len())?;
        if background.nrows() == 0 {
            return Err(ExplainError::NoBackground);
        }
        let mut means = vec![0.0; coefficients.len()];
        for row in background.outer_iter() {
            for (mean, value) in means.iter_mut().zip(&row) {
                *mean += f64::from(*value);
            }
        }
        for mean in &mut means {
            *mean /= background.nrows() as f64;
        }
        let products = means.iter().zip(&coefficients[..]);
        Ok(Self {
            base: intercept + products.map(|(mean, w)| mean * w).sum::<f64>(),
            coefficients,
            means,
            says,
            row: None,
        })
    }
}

impl Explainer for LinearShap<'_> {
    fn begin(&mut self, row: &ArrayRef1<f32>) -> Result<(), ExplainError> {
        ExplainError::check_columns(row.len(), self.coefficients.len())?;
        self.row = Some(row.to_vec());
        Ok(())
    }

    fn advance(&mut self) -> Option<Explanation> {
        let row = self.row.take()?;
        let columns = row.iter().zip(&self.means).zip(&self.coefficients[..]);
        Some(Explanation {
            base: self.base,
            values: columns
                .map(|((x, mean), w)| w * (f64::from(*x) - mean))
                .collect(),
            errors: None,
            says: self.says,
        })
    }
}
