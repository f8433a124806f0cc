//! Rows to fit on, real and synthetic.

use ndarray::{Array2, ArrayRef2, ArrayView2, s};
use serde::{Deserialize, Serialize};

use crate::data::{Dataset, StandardScaler};

/// Rows to fit on: real rows first, as they were observed, then synthetic ones.
///
/// The only type that can hold synthetic rows. Nothing that evaluates accepts it, and there is no
/// way from it back to a [`Dataset`], so a synthetic row can't be scored by mistake:
///
/// ```compile_fail,E0277
/// use imbalance_lab::{balance::TrainingSet, data::Dataset};
///
/// fn held_out(rows: TrainingSet) -> Dataset {
///     rows.into()
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingSet {
    features: Array2<f64>,
    labels: Vec<bool>,
    synthetic: Vec<Synthetic>,
}

/// Where a synthetic row comes from: `parent + step · (neighbor − parent)`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Synthetic {
    /// The real row of the training set that it starts from.
    pub parent: usize,
    /// The real row that it steps towards, one of the parent's nearest of its class.
    pub neighbor: usize,
    /// How far it goes, in [0, 1).
    pub step: f64,
}

impl Synthetic {
    /// The numbers of the row, from the real rows of the training set.
    pub(super) fn values(&self, real: &ArrayRef2<f64>) -> impl Iterator<Item = f64> {
        let parents = real
            .row(self.parent)
            .into_iter()
            .zip(real.row(self.neighbor));
        parents.map(|(from, to)| from + self.step * (to - from))
    }
}

impl TrainingSet {
    /// The rows of `dataset` as they are.
    pub fn real(dataset: &Dataset) -> Self {
        Self {
            features: dataset.features().to_owned(),
            labels: dataset.labels().to_vec(),
            synthetic: Vec::new(),
        }
    }

    /// Real rows and, after them, a row for each of `synthetic`, with their labels.
    pub(super) fn new(features: Array2<f64>, labels: Vec<bool>, synthetic: Vec<Synthetic>) -> Self {
        Self {
            features,
            labels,
            synthetic,
        }
    }

    /// The numbers, `(n_samples, n_features)`: real rows, then synthetic ones.
    pub fn features(&self) -> ArrayView2<'_, f64> {
        self.features.view()
    }

    /// The label of each row; `true` = default.
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// Rows, real and synthetic.
    pub fn n_samples(&self) -> usize {
        self.labels.len()
    }

    /// Columns.
    pub fn n_features(&self) -> usize {
        self.features.ncols()
    }

    /// Real rows; they are rows `0..n_real()`.
    pub fn n_real(&self) -> usize {
        self.labels.len() - self.synthetic.len()
    }

    /// Rows of each class: those that didn't default, those that did.
    pub fn class_counts(&self) -> [usize; 2] {
        let n_positives = self.labels.iter().filter(|&&label| label).count();
        [self.n_samples() - n_positives, n_positives]
    }

    /// The origin of each synthetic row; entry `i` belongs to row `n_real() + i`.
    pub fn synthetic(&self) -> &[Synthetic] {
        &self.synthetic
    }

    /// The origin of row `row`; `None` where it is real or not there.
    pub fn origin(&self, row: usize) -> Option<&Synthetic> {
        self.synthetic.get(row.checked_sub(self.n_real())?)
    }

    /// The synthetic rows alone, `(synthetic().len(), n_features)`.
    pub fn synthetic_features(&self) -> ArrayView2<'_, f64> {
        self.features.slice(s![self.n_real().., ..])
    }

    /// The same rows, each column scaled; origins stay, since scaling keeps steps on their lines.
    #[must_use]
    pub fn scaled(mut self, scaler: &StandardScaler) -> Self {
        scaler.transform_in_place(&mut self.features);
        self
    }
}
