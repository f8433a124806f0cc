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
    /// The columns that hold numbers of categories, from 0 up to 254, or NaN; none for models that take no categories.
    pub categories: Vec<usize>,
}

impl Examples {
    /// The same columns, and no rows.
    #[must_use]
    pub fn without_rows(&self) -> Self {
        Self {
            columns: self.columns.clone(),
            categories: self.categories.clone(),
            ..Self::default()
        }
    }
}
