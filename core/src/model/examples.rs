//! What a model learns from.

use ndarray::Array2;

use super::ColumnUnit;

/// Rows that a model learns from, their labels, and what their columns were before they were scaled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    /// `(n_samples, n_features)`, scaled.
    pub features: Array2<f32>,
    /// True for a positive.
    pub labels: Vec<bool>,
    /// Name and unit of each column, `(n_features,)`.
    pub columns: Vec<ColumnUnit>,
}
