//! Rows to fit on, real and synthetic.

use ndarray::{Array2, ArrayRef2, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::data::some_rows;
use crate::data::{Dataset, Scaler};

/// Rows to fit on: real rows as they were observed, and made ones; [`lineage`](Self::lineage) tells which are which.
///
/// The only type that can hold synthetic rows. Nothing that evaluates accepts it, and there is no
/// way from it back to a [`Dataset`], so a synthetic row can't be scored by mistake:
///
/// ```compile_fail,E0277
/// use imbalance_core::{balance::TrainingSet, data::Dataset};
///
/// fn held_out(rows: TrainingSet) -> Dataset {
///     rows.into()
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingSet {
    features: Array2<f64>,
    labels: Vec<bool>,
    lineage: Vec<Origin>,
}

/// Where a row to fit on comes from. Rows are places among the real rows that it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// A real row as it was observed; the same one may be kept several times.
    Kept(usize),
    /// A row between two real ones.
    Between(Synthetic),
    /// A real row moved at random.
    Moved(usize),
}

/// Where a synthetic row lies between two real ones: `parent + step · (neighbor − parent)`.
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
            lineage: (0..dataset.n_samples()).map(Origin::Kept).collect(),
        }
    }

    /// All real rows, and after them made ones of a class.
    pub(super) fn grown(
        real: &Dataset,
        class: bool,
        made: &ArrayRef2<f64>,
        origins: impl IntoIterator<Item = Origin>,
    ) -> Self {
        // Row after row; ndarray's way to put any arrays together would be a hundredth of what a worker loads.
        let numbers = real.features().iter().chain(made).copied().collect();
        let size = (real.n_samples() + made.nrows(), made.ncols());
        let features = Array2::from_shape_vec(size, numbers).unwrap_or_default();
        let mut labels = real.labels().to_vec();
        labels.resize(labels.len() + made.nrows(), class);
        let kept = (0..real.n_samples()).map(Origin::Kept);
        Self::new(features, labels, kept.chain(origins).collect())
    }

    /// Some of the real rows, in the order given.
    pub(super) fn subset(real: &Dataset, rows: &[usize]) -> Self {
        let labels = rows.iter().map(|&row| real.labels()[row]).collect();
        let lineage = rows.iter().map(|&row| Origin::Kept(row)).collect();
        Self::new(some_rows(&real.features(), rows), labels, lineage)
    }

    /// Rows with their labels, and where each comes from.
    pub(super) fn new(features: Array2<f64>, labels: Vec<bool>, lineage: Vec<Origin>) -> Self {
        Self {
            features,
            labels,
            lineage,
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

    /// Where each row comes from.
    pub fn lineage(&self) -> &[Origin] {
        &self.lineage
    }

    /// Real rows that are kept as they were observed, as often as they are there.
    pub fn n_kept(&self) -> usize {
        let kept = self.lineage.iter();
        kept.filter(|origin| matches!(origin, Origin::Kept(_)))
            .count()
    }

    /// Rows of each class: those that didn't default, those that did.
    pub fn class_counts(&self) -> [usize; 2] {
        let n_positives = self.labels.iter().filter(|&&label| label).count();
        [self.n_samples() - n_positives, n_positives]
    }

    /// The rows between two real ones, in their order.
    pub fn synthetic(&self) -> Vec<Synthetic> {
        let between = self.lineage.iter();
        let between = between.filter_map(|origin| match origin {
            Origin::Between(synthetic) => Some(*synthetic),
            Origin::Kept(_) | Origin::Moved(_) => None,
        });
        between.collect()
    }

    /// The numbers of the rows that weren't observed, in their order.
    pub fn made_features(&self) -> Array2<f64> {
        let rows = self.lineage.iter().enumerate();
        let made = rows.filter(|(_, origin)| !matches!(origin, Origin::Kept(_)));
        let places: Vec<_> = made.map(|(row, _)| row).collect();
        some_rows(&self.features, &places)
    }

    /// The same rows, each column scaled; origins stay, since scaling keeps steps on their lines.
    #[must_use]
    pub fn scaled(mut self, scaler: &Scaler) -> Self {
        scaler.transform_in_place(&mut self.features);
        self
    }
}
