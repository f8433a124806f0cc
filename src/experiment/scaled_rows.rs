//! Rows as the network takes them.

use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::data::Scaler;

/// All rows of `features`, scaled, `(n_samples, n_features)`.
pub(super) fn scaled(features: &ArrayView2<'_, f64>, scaler: &Scaler) -> Array2<f32> {
    collected(features.rows(), features.dim(), scaler)
}

/// The given rows of `features`, in the given order, scaled: `(rows.len(), n_features)`. No copy of
/// them is made in double precision.
pub(super) fn scaled_rows(
    features: &ArrayView2<'_, f64>,
    rows: &[usize],
    scaler: &Scaler,
) -> Array2<f32> {
    let size = (rows.len(), features.ncols());
    collected(rows.iter().map(|&row| features.row(row)), size, scaler)
}

fn collected<'a>(
    rows: impl IntoIterator<Item = ArrayView1<'a, f64>>,
    size: (usize, usize),
    scaler: &Scaler,
) -> Array2<f32> {
    let mut scaled = Array2::zeros(size);
    for (mut to, from) in scaled.rows_mut().into_iter().zip(rows) {
        for (to, from) in to.iter_mut().zip(scaler.scaled(from)) {
            *to = single(from);
        }
    }
    scaled
}

/// Rows that are scaled already.
pub(super) fn single_precision(features: &ArrayView2<'_, f64>) -> Array2<f32> {
    features.mapv(single)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "scaled features need no more than f32"
)]
fn single(value: f64) -> f32 {
    value as f32
}
