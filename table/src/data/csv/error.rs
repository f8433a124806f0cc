//! Why a file could not be read as a table.

use serde::{Deserialize, Serialize};

use super::Delimiter;
use crate::data::counted::{counted, thousands};

/// The most columns that a file may have.
pub const MAX_COLUMNS: usize = 10_000;

/// The most cells that a file may have: as numbers 1.6 GB of the 4 GB that a page's worker can have, which it fills with
/// the text of them first.
pub const MAX_CELLS: usize = 200_000_000;

/// Why a file could not be read as a table: what is wrong, where, and what to do.
///
/// Rows are counted as [`RowNumbers`](crate::data::RowNumbers) counts them; a quoted cell that runs
/// over several lines is part of one row. A column is named; in the header,
/// where names are not known yet, it is a number from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CsvError {
    /// Nothing in the file but blank lines.
    #[error("The file is empty; choose a CSV file with a header and rows below it.")]
    Empty,
    /// A header and nothing below it.
    #[error("The file has a header of {} and no row below it.", counted(*n_columns, "column"))]
    NoRows {
        /// Names in the header.
        n_columns: usize,
    },
    /// More columns than [`MAX_COLUMNS`].
    #[error(
        "The header has {}; at most {} columns can be read, so remove some.",
        counted(*n_columns, "cell"), thousands(MAX_COLUMNS)
    )]
    TooManyColumns {
        /// Names in the header.
        n_columns: usize,
    },
    /// More rows than a column can number.
    #[error("The file goes on after row {row}, the last that can be read; upload a part of it.")]
    TooManyRows {
        /// The last row that fits.
        row: usize,
    },
    /// More cells than a page has memory for.
    #[error(
        "The file has more than {} cells, which it reaches in row {row}: a page can't hold them. Upload fewer columns, or \
         a part of the rows.",
        thousands(MAX_CELLS)
    )]
    TooManyCells {
        /// The row in which it is too much.
        row: usize,
    },
    /// A row with fewer cells than the header.
    #[error(
        "Row {row} has {}; the header has {expected}. There is none for column {column}: add what is \
         missing, or quote the cell that holds a line break.",
        counted(*found, "cell")
    )]
    ShortRow {
        /// The row of the file.
        row: usize,
        /// Cells in this row.
        found: usize,
        /// Cells in the header.
        expected: usize,
        /// The first column without a cell.
        column: String,
    },
    /// A row with more cells than the header.
    #[error(
        "Row {row} has {}; the header has {expected}. They go on after column {column}: remove what \
         is too much, or quote the cell that holds a {delimiter}.",
        counted(*found, "cell")
    )]
    LongRow {
        /// The row of the file.
        row: usize,
        /// Cells in this row.
        found: usize,
        /// Cells in the header.
        expected: usize,
        /// The last column of the header.
        column: String,
        /// What separates the cells of this file.
        delimiter: Delimiter,
    },
    /// A cell that is not text in UTF-8.
    #[error(
        "Row {row}, column {column} is not text in UTF-8, though rows above are; save the file as \"CSV UTF-8\" and \
         choose it again, or say what it is written in."
    )]
    NotUtf8 {
        /// The row of the file.
        row: usize,
        /// The column, by name or (in the header) by number.
        column: String,
    },
    /// The file holds something else than text.
    #[error("The file is {0}; save the table as CSV (UTF-8) and choose that.")]
    NoText(String),
    /// No table can be had from an archive.
    #[error("{0}")]
    Archive(String),
    /// The file ends inside a quoted cell.
    #[error(
        "The quote that opens row {row}, column {column} is never closed; close it, or double a \
         quote that is part of the text."
    )]
    UnclosedQuote {
        /// The row in which the quote opens.
        row: usize,
        /// The column, by name or (in the header) by number.
        column: String,
    },
    /// The reader failed.
    #[error("Reading the file failed in row {row}: {cause}; choose the file again.")]
    Unreadable {
        /// The row of the file.
        row: usize,
        /// What the reader said.
        cause: String,
    },
}

impl CsvError {
    /// That the beginning of a file can't be read.
    pub(super) fn unreadable(error: &std::io::Error) -> Self {
        Self::Unreadable {
            row: 1,
            cause: error.to_string(),
        }
    }
}
