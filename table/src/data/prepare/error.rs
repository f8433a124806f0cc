//! Why columns can't be prepared.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::data::counted::counted;

/// Why columns can't be prepared.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum PrepareError {
    /// Columns of different lengths.
    #[error("Column {column} has {}, the first column {n_rows}.", counted(*n_cells, "cell"))]
    Lengths {
        /// The column.
        column: String,
        /// Its cells.
        n_cells: usize,
        /// Those of the first column.
        n_rows: usize,
    },
    /// Two columns of one name.
    #[error("Two columns are called {0}. Rename one of them.")]
    SameName(String),
    /// A column that is still text after the last step.
    #[error("Column {0} holds text that no step turns into numbers. Encode it, or leave it out.")]
    NotNumbers(String),
    /// A column that still lacks numbers after the last step.
    #[error("Column {column} lacks a number in row {}. Fill missing cells, or leave the column out.", row + 1)]
    NotFinite {
        /// The column.
        column: String,
        /// The first row without one, from 0.
        row: usize,
    },
    /// Rows that come later don't have a column that the steps were fitted with.
    #[error("There is no column {0}, which the steps were fitted with.")]
    NoColumn(String),
    /// A column holds texts where there were numbers, or the other way round.
    #[error("Column {column} holds {found}; the steps were fitted with {wanted}.")]
    OtherKind {
        /// The column.
        column: String,
        /// What is there.
        found: String,
        /// What was there.
        wanted: String,
    },
    /// No step has left a column.
    #[error(
        "No column is left to learn from: each has one value, or numbers or names the rows. Choose another file."
    )]
    NothingLeft,
    /// A step can't be done.
    #[error("Step {place}, {name}: {cause}")]
    Step {
        /// Which step it is, from 1.
        place: usize,
        /// What people call it.
        name: String,
        /// What is wrong.
        cause: String,
    },
    /// A step, or one of its settings, that can't be read.
    #[error("{0}")]
    Unreadable(String),
    /// A formula that can't be read.
    #[error("In the formula, {0}")]
    Formula(String),
    /// A fitted step has no row to learn from.
    #[error("There are no training rows to learn from.")]
    NoTrainingRows,
}
