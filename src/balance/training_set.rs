//! Training rows, real and synthetic.

use ndarray::{Array2, ArrayView2, Axis, s};
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

impl TrainingSet {
    /// The rows of `dataset` as they are.
    pub fn real(dataset: &Dataset) -> Self {
        Self {
            features: dataset.features().to_owned(),
            labels: dataset.labels().to_vec(),
            synthetic: Vec::new(),
        }
    }

    /// The rows of `dataset` and a row of class `label` for each of `synthetic`, whose parents are
    /// rows of `dataset`.
    pub(super) fn with_synthetic(
        dataset: &Dataset,
        label: bool,
        synthetic: Vec<Synthetic>,
    ) -> Self {
        let n_real = dataset.n_samples();
        let mut features = Array2::zeros((n_real + synthetic.len(), dataset.n_features()));
        let (mut real, mut made) = features.view_mut().split_at(Axis(0), n_real);
        real.assign(&dataset.features());
        for (mut row, origin) in made.rows_mut().into_iter().zip(&synthetic) {
            let parents = real
                .row(origin.parent)
                .into_iter()
                .zip(real.row(origin.neighbor));
            for (value, (from, to)) in row.iter_mut().zip(parents) {
                *value = from + origin.step * (to - from);
            }
        }
        let mut labels = dataset.labels().to_vec();
        labels.resize(features.nrows(), label);
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
