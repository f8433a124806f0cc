//! The rows that a model is trained on.

use ndarray::{Array2, ArrayRef2, ArrayView1};

use super::{FitError, Mlp};

/// Rows of finite numbers and their labels, at least one.
#[derive(Clone, Debug)]
pub(super) struct TrainingRows {
    /// `(n_samples, n_features)`, the numbers of a row side by side.
    features: Array2<f32>,
    labels: Vec<bool>,
    n_rows: u32,
}

impl TrainingRows {
    /// Rows that `network` can be trained on.
    ///
    /// # Errors
    /// All of [`FitError`] that is about rows.
    pub fn new(features: Array2<f32>, labels: Vec<bool>, network: &Mlp) -> Result<Self, FitError> {
        let n_rows = check(&features, &labels, network)?;
        let features = if features.is_standard_layout() {
            features
        } else {
            features.as_standard_layout().into_owned()
        };
        Ok(Self {
            features,
            labels,
            n_rows,
        })
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// The numbers of a row.
    pub fn features(&self, row: u32) -> &[f32] {
        let width = self.features.ncols();
        let values = self.features.as_slice().unwrap_or_default();
        &values[row as usize * width..][..width]
    }

    /// The label of a row.
    pub fn label(&self, row: u32) -> bool {
        self.labels[row as usize]
    }
}

/// How many rows there are, if `network` can be trained on them.
fn check(features: &Array2<f32>, labels: &[bool], network: &Mlp) -> Result<u32, FitError> {
    let n_rows = check_rows(features, labels)?;
    let n_features = features.ncols();
    if n_features != network.n_features() {
        return Err(FitError::FeatureCount {
            n_features,
            n_inputs: network.n_features(),
        });
    }
    Ok(n_rows)
}

/// How many rows there are, if something can be learnt from them.
///
/// # Errors
/// All of [`FitError`] that is about rows of any model.
pub fn check_rows(features: &ArrayRef2<f32>, labels: &[bool]) -> Result<u32, FitError> {
    let n_rows = check_labels(features, labels)?;
    if let Some((row, column)) = first_not_finite(features) {
        return Err(FitError::NotFinite { row, column });
    }
    Ok(n_rows)
}

/// How many rows there are, if each has a label; numbers may be any.
///
/// # Errors
/// All of [`FitError`] that is about rows of any model, but for numbers that aren't finite.
fn check_labels(features: &ArrayRef2<f32>, labels: &[bool]) -> Result<u32, FitError> {
    let n_rows = features.nrows();
    if n_rows == 0 {
        return Err(FitError::NoRows);
    }
    if n_rows != labels.len() {
        return Err(FitError::LabelCount {
            n_rows,
            n_labels: labels.len(),
        });
    }
    u32::try_from(n_rows).map_err(|_| FitError::TooManyRows { n_rows })
}

/// The rows of each class, if there are some of both and something can be learnt from them.
///
/// # Errors
/// As [`check_rows`], and [`FitError::OneClass`].
pub fn check_both_classes(
    features: &ArrayRef2<f32>,
    labels: &[bool],
) -> Result<[usize; 2], FitError> {
    check_rows(features, labels)?;
    check_classes(features, labels)
}

/// The rows of each class, if there are some of both; numbers may be any.
///
/// # Errors
/// As [`check_both_classes`], but for numbers that aren't finite.
pub fn check_classes(features: &ArrayRef2<f32>, labels: &[bool]) -> Result<[usize; 2], FitError> {
    let n_rows = check_labels(features, labels)? as usize;
    let n_positives = labels.iter().filter(|label| **label).count();
    let n_negatives = n_rows - n_positives;
    if n_positives == 0 || n_negatives == 0 {
        return Err(FitError::OneClass {
            n_negatives,
            n_positives,
        });
    }
    Ok([n_negatives, n_positives])
}

/// Row and column of the first number that is NaN or infinite.
fn first_not_finite(features: &ArrayRef2<f32>) -> Option<(usize, usize)> {
    // Whole rows are looked at in one go, which is several times as fast as number by number.
    let is_broken = |row: ArrayView1<'_, f32>| row.fold(false, |is, value| is | !value.is_finite());
    let row = features.outer_iter().position(is_broken)?;
    let column = features
        .row(row)
        .iter()
        .position(|value| !value.is_finite())?;
    Some((row, column))
}
