//! Rows taken from a matrix, compiled once for each kind of number.

use ndarray::{Array2, ArrayRef2};

/// The given rows of a matrix, in the given order; rows that it doesn't have are left out.
#[must_use]
pub fn some_rows<T: Copy + Default>(matrix: &ArrayRef2<T>, rows: &[usize]) -> Array2<T> {
    let n_columns = matrix.ncols();
    let mut values = Vec::with_capacity(rows.len() * n_columns);
    let mut n_rows = 0;
    for &row in rows {
        if row < matrix.nrows() {
            values.extend(matrix.row(row));
            n_rows += 1;
        }
    }
    Array2::from_shape_vec((n_rows, n_columns), values).unwrap_or_default()
}
