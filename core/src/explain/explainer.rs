//! What all that explain a row have in common.

use ndarray::ArrayRef1;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Explanation;

/// Explains one row after the other, each in parts of a few milliseconds.
pub trait Explainer {
    /// Begins to explain a row, `(n_features,)`. What was begun before is forgotten.
    ///
    /// # Errors
    /// [`ExplainError::Columns`] where it has other columns than the model.
    fn begin(&mut self, row: &ArrayRef1<f32>) -> Result<(), ExplainError>;

    /// Does a part of the work. The last part gives the explanation; before it, and where no row was begun, there is none.
    fn advance(&mut self) -> Option<Explanation>;
}

impl dyn Explainer + '_ {
    /// Explains a row in one go.
    ///
    /// # Errors
    /// As [`begin`](Explainer::begin).
    pub fn explain(&mut self, row: &ArrayRef1<f32>) -> Result<Explanation, ExplainError> {
        self.begin(row)?;
        loop {
            if let Some(explanation) = self.advance() {
                return Ok(explanation);
            }
        }
    }
}

/// Why nothing can be explained.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExplainError {
    /// The model asks about other columns.
    #[error("the row has {n_features} columns, the model needs {n_needed}")]
    Columns {
        /// Columns of the row.
        n_features: usize,
        /// Columns that the model asks about.
        n_needed: usize,
    },
    /// There is nothing to compare a row with.
    #[error("a model of this kind is explained by comparing with other rows, and there are none")]
    NoBackground,
    /// So many rows to compare with would take too long.
    #[error("{n_rows} rows to compare with are too many; use at most {most}")]
    LargeBackground {
        /// Rows given.
        n_rows: usize,
        /// Rows at most.
        most: usize,
    },
}

impl ExplainError {
    /// Says whether a row has as many columns as are needed.
    pub(super) fn check_columns(n_features: usize, n_needed: usize) -> Result<(), Self> {
        if n_features == n_needed {
            Ok(())
        } else {
            Err(Self::Columns {
                n_features,
                n_needed,
            })
        }
    }
}
