//! What of a table didn't become part of a data set, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::counted::counted;

/// How many columns of scores are looked at together: one for each colour of the figures.
pub const MAX_SCORE_COLUMNS: usize = 8;

/// What of a [`RawTable`](super::RawTable) did not become part of labelled rows, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Columns, in the order of the file.
    pub columns: Vec<ColumnLeftOut>,
    /// Rows without a label, or with one that is left out.
    pub rows: Vec<RowsLeftOut>,
    /// How values of the label were understood, a sentence each.
    pub label: Vec<String>,
}

/// A column that is not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnLeftOut {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a column is not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOutReason {
    /// The user left it out.
    ByHand,
    /// Its name is that of an identifier or of an amount.
    NoScoreByName,
    /// Its values number the rows.
    NumbersRows,
    /// Others before it are as many as can be compared.
    Surplus,
    /// It holds text.
    Text,
    /// It holds numbers mostly, but not only.
    TextAmongNumbers {
        /// The first row of the file that holds no finite number there.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// It holds nothing.
    Empty,
}

/// Rows that are not used because of their cell of this column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsLeftOut {
    /// Name of the column.
    pub column: String,
    /// Whether that holds a value to be left out; else it is empty.
    pub has_value: bool,
    /// How many rows.
    pub n_rows: usize,
}

impl LeftOut {
    /// All rows that are not used.
    pub fn n_rows(&self) -> usize {
        self.rows.iter().map(|rows| rows.n_rows).sum()
    }

    /// One line for each entry: "12 rows left out: empty bad", "column note left out: empty".
    pub fn sentences(&self) -> Vec<String> {
        let rows = self.rows.iter().map(RowsLeftOut::to_string);
        let columns = self.columns.iter().map(ColumnLeftOut::to_string);
        self.label
            .iter()
            .cloned()
            .chain(rows)
            .chain(columns)
            .collect()
    }
}

impl fmt::Display for RowsLeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = counted(self.n_rows, "row");
        if self.has_value {
            write!(f, "{rows} left out by their {}", self.column)
        } else {
            write!(f, "{rows} left out: empty {}", self.column)
        }
    }
}

impl fmt::Display for ColumnLeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {} left out: {}", self.name, self.reason)
    }
}

impl fmt::Display for LeftOutReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByHand => f.write_str("by hand"),
            Self::NoScoreByName => f.write_str("its name says that it is no score"),
            Self::NumbersRows => f.write_str("its values number the rows"),
            Self::Surplus => write!(f, "{MAX_SCORE_COLUMNS} columns are compared at most"),
            Self::Text => f.write_str("text"),
            Self::TextAmongNumbers { row, cell } => {
                write!(
                    f,
                    "text (\"{}\" in row {row} is not a finite number)",
                    clipped(cell)
                )
            }
            Self::Empty => f.write_str("empty"),
        }
    }
}

/// At most 40 characters of a text.
fn clipped(text: &str) -> String {
    let mut clipped: String = text.chars().take(40).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}
