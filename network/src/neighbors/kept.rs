//! Rows in the precision in which they are kept.

use ndarray::{Array2, ArrayView1};

/// Rows, the numbers of each side by side.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Single(Array2<f32>),
    Double(Array2<f64>),
}

impl From<Array2<f32>> for Kept {
    fn from(rows: Array2<f32>) -> Self {
        Self::Single(if rows.is_standard_layout() {
            rows
        } else {
            rows.as_standard_layout().into_owned()
        })
    }
}

impl From<Array2<f64>> for Kept {
    fn from(rows: Array2<f64>) -> Self {
        Self::Double(if rows.is_standard_layout() {
            rows
        } else {
            rows.as_standard_layout().into_owned()
        })
    }
}

impl Kept {
    /// Rows and columns.
    pub(super) fn dim(&self) -> (usize, usize) {
        match self {
            Self::Single(rows) => rows.dim(),
            Self::Double(rows) => rows.dim(),
        }
    }

    /// Copies a row, `(n_features,)`.
    pub(super) fn copy(&self, row: usize, to: &mut [f64]) {
        match self {
            Self::Single(rows) => {
                for (to, value) in to.iter_mut().zip(rows.row(row)) {
                    *to = f64::from(*value);
                }
            }
            Self::Double(rows) => {
                for (to, value) in to.iter_mut().zip(rows.row(row)) {
                    *to = *value;
                }
            }
        }
    }

    /// The squared distance of a row from a place, `(n_features,)`, summed in the order of the columns.
    pub(super) fn squared_distance(&self, from: &[f64], row: usize) -> f64 {
        match self {
            Self::Single(rows) => squared_distance(from, &rows.row(row)),
            Self::Double(rows) => squared_distance(from, &rows.row(row)),
        }
    }
}

fn squared_distance<T: Copy + Into<f64>>(from: &[f64], row: &ArrayView1<'_, T>) -> f64 {
    let pairs = from.iter().zip(row).map(|(a, b)| a - (*b).into());
    pairs.map(|apart| apart * apart).sum()
}
