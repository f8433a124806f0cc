//! Why a table makes no labelled rows.

use serde::{Deserialize, Serialize};

use super::counted::{counted, thousands};
use super::prepare::PrepareError;

/// Why a table and a [`LabelChoice`](super::LabelChoice) make no labelled rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TableError {
    /// No label column is chosen.
    #[error("Choose the label column: the one that says who defaulted.")]
    NoLabelChosen,
    /// A column that is to be the label, or to be left out, is not in the table.
    #[error("The table has no column {column}; choose one of its {}.", counted(*n_columns, "column"))]
    NoSuchColumn {
        /// The name that was looked for.
        column: String,
        /// Columns in the table.
        n_columns: usize,
    },
    /// The label column has no values.
    #[error("Column {column} is empty; choose another label column.")]
    LabelEmpty {
        /// The label column.
        column: String,
    },
    /// No row has the value that means default.
    #[error(
        "No row of column {column} is \"{value}\"; choose a default value that occurs, such as {}.",
        found.join(" or ")
    )]
    DefaultValueAbsent {
        /// The label column.
        column: String,
        /// The value that was looked for.
        value: String,
        /// Up to five values that do occur, in the order of the file.
        found: Vec<String>,
    },
    /// Nothing is left to learn from.
    #[error(
        "No column is left besides the label (empty: {n_empty}, left out by hand: {n_by_hand}); at least 1 is needed."
    )]
    NoColumn {
        /// Columns without any value.
        n_empty: usize,
        /// Columns that the user left out.
        n_by_hand: usize,
    },
    /// All rows that are left have the same label.
    #[error(
        "Of the {} rows with a label {} have {value} in column {column}; both classes are needed, so \
         choose another label.",
        thousands(*n_samples), if *n_positives == 0 { "none" } else { "all" }
    )]
    OneClass {
        /// The label column.
        column: String,
        /// The value that means default.
        value: String,
        /// Rows that are left.
        n_samples: usize,
        /// Rows that are left and default: all or none.
        n_positives: usize,
    },
    /// Its columns make no frame.
    #[error(transparent)]
    Frame(#[from] PrepareError),
}
