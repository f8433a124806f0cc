//! Why a table gives no scores.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::TableError;
use super::counted::{counted, thousands};
use super::left_out::MAX_SCORE_COLUMNS;

/// Why a table gives no scores to judge. Rows are counted as [`RowNumbers`](super::RowNumbers) counts
/// them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum ScoreError {
    /// The label column can't be used.
    #[error(transparent)]
    Label(#[from] TableError),
    /// One row can't hold both classes.
    #[error("The file has {} of scores; at least 2 are needed, one of each class.", counted(*n_rows, "row"))]
    TooFewRows {
        /// Rows below the header.
        n_rows: usize,
    },
    /// A row says nothing about its outcome.
    #[error(
        "Row {row}, column {column} is empty; every row needs a label: fill it in or delete the row."
    )]
    NoLabel {
        /// The first such row.
        row: usize,
        /// The label column.
        column: String,
    },
    /// The label has more than two values.
    #[error(
        "Row {row}, column {column} is \"{value}\", a third value beside \"{default}\" and \"{good}\"; \
         a label has two values: choose another label column, or mend the file."
    )]
    ThirdLabel {
        /// The first row with a third value.
        row: usize,
        /// The label column.
        column: String,
        /// The third value.
        value: String,
        /// The value that means default.
        default: String,
        /// The other value that came first.
        good: String,
    },
    /// Every row has the same label.
    #[error(
        "Each of the {} rows has \"{value}\" in column {column}; both classes are needed, so \
         choose another label column.",
        thousands(*n_rows)
    )]
    OneClass {
        /// The label column.
        column: String,
        /// The one value.
        value: String,
        /// Rows below the header.
        n_rows: usize,
    },
    /// A cell of a column of scores is empty or NaN.
    #[error(
        "Row {row}, column {column} is empty or NaN; every row needs a score: fill it in, or leave \
         the column out."
    )]
    NoScore {
        /// The first such row.
        row: usize,
        /// The column of scores.
        column: String,
    },
    /// A cell among scores is text or infinite.
    #[error(
        "Row {row}, column {column} is \"{cell}\", which is no finite number; write a number there, \
         or leave the column out."
    )]
    NotFinite {
        /// The first such row.
        row: usize,
        /// The column of scores.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// No column is left that could hold scores.
    #[error(
        "No column of scores is left besides the label {label}{}; a column of numbers is needed.",
        .text.as_ref().map_or_else(String::new, |(column, row, cell)| {
            format!(" (row {row}, column {column} is \"{cell}\")")
        })
    )]
    NoScores {
        /// The label column.
        label: String,
        /// A column of text, with its first row that is no number.
        text: Option<(String, usize, String)>,
    },
    /// More columns are chosen than can be told apart.
    #[error("{} columns of scores are chosen; leave out all but {MAX_SCORE_COLUMNS}.", thousands(*n_columns))]
    TooManyColumns {
        /// Columns chosen.
        n_columns: usize,
    },
}
