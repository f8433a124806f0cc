//! Why a scorecard can't be made.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::RuleError;
use crate::model::LogisticError;

/// Why a scorecard can't be learnt, or its settings don't hold.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum ScorecardError {
    /// There is no row of one class.
    #[error("a scorecard needs rows of both classes; there are {n_negatives} and {n_positives}")]
    OneClass {
        /// Rows of the negatives.
        n_negatives: usize,
        /// Rows of the positives.
        n_positives: usize,
    },
    /// Rows and labels differ in number.
    #[error("there are {n_rows} rows and {n_labels} labels")]
    LabelCount {
        /// Rows.
        n_rows: usize,
        /// Labels.
        n_labels: usize,
    },
    /// A number is infinite or none.
    #[error("row {row} has no finite number in column {column}, both counted from 0")]
    NotFinite {
        /// The first such row of the column, counted from 0.
        row: usize,
        /// The column, counted from 0.
        column: usize,
    },
    /// A setting is out of its range.
    #[error("{label}: {wanted}")]
    Setting {
        /// What people call it.
        label: String,
        /// What can stand there, in a sentence.
        wanted: String,
    },
    /// The regression on the weights of evidence can't be fitted.
    #[error(transparent)]
    Regression(#[from] LogisticError),
    /// The rules can't be read.
    #[error(transparent)]
    Rules(#[from] RuleError),
}
