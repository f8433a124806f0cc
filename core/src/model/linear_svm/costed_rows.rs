//! Rows, and what each costs where it is on the wrong side.

use ndarray::Array2;

/// Rows of both classes, and C times the weight of each class.
#[derive(Clone, Debug)]
pub(super) struct CostedRows {
    /// `(n_samples, n_features)`, the numbers of a row side by side.
    features: Array2<f32>,
    labels: Vec<bool>,
    costs: [f64; 2],
}

impl CostedRows {
    pub(super) fn new(features: Array2<f32>, labels: Vec<bool>, costs: [f64; 2]) -> Self {
        let features = if features.is_standard_layout() {
            features
        } else {
            features.as_standard_layout().into_owned()
        };
        Self {
            features,
            labels,
            costs,
        }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.labels.len()
    }

    /// Columns, that of ones included.
    pub(super) fn width(&self) -> usize {
        self.features.ncols() + 1
    }

    /// The numbers of a row, without the 1.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        let n_features = self.features.ncols();
        let values = self.features.as_slice().unwrap_or_default();
        &values[row * n_features..][..n_features]
    }

    /// 1 for a positive, −1 for a negative.
    pub(super) fn sign(&self, row: usize) -> f64 {
        if self.labels[row] { 1.0 } else { -1.0 }
    }

    pub(super) fn cost(&self, row: usize) -> f64 {
        self.costs[usize::from(self.labels[row])]
    }

    /// The share of the rarer class.
    pub(super) fn rarer_share(&self) -> f64 {
        let n_positives = self.labels.iter().filter(|label| **label).count();
        let rarer = n_positives.min(self.labels.len() - n_positives);
        rarer as f64 / self.labels.len() as f64
    }
}
