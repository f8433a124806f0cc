//! Reading a CSV file into a [`Table`], a record at a time.

use std::io::Read;

use serde::{Deserialize, Serialize};

use self::column_builder::ColumnBuilder;
pub use self::column_builder::MISSING_WORDS;
pub use self::delimiter::Delimiter;
use self::delimiter::{ends_lines_with_crlf, head};
use self::header::column_names;
use self::records::Records;
use super::RowNumbers;
use super::table::{Column, Table};

mod column_builder;
mod delimiter;
mod header;
mod records;

/// The most columns that a file may have.
pub const MAX_COLUMNS: usize = 10_000;

/// Why a file could not be read as a table: what is wrong, where, and what to do.
///
/// Rows are counted as a spreadsheet counts them: the header is row 1, blank lines count, and a
/// quoted cell that runs over several lines is part of one row. A column is named; in the header,
/// where names are not known yet, it is a number from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CsvError {
    /// Nothing in the file but blank lines.
    #[error("the file is empty; choose a CSV file with a header and rows below it")]
    Empty,
    /// A header and nothing below it.
    #[error("the file has a header of {n_columns} columns in row 1 and no row below it")]
    NoRows {
        /// Names in the header.
        n_columns: usize,
    },
    /// More columns than [`MAX_COLUMNS`].
    #[error(
        "row 1 has {n_columns} cells; at most {MAX_COLUMNS} columns can be read, so remove some"
    )]
    TooManyColumns {
        /// Names in the header.
        n_columns: usize,
    },
    /// More rows than a column can number.
    #[error("the file goes on after row {row}, the last that can be read; upload a part of it")]
    TooManyRows {
        /// The last row that fits.
        row: usize,
    },
    /// A row with fewer cells than the header.
    #[error(
        "row {row} has {found} cells where the header has {expected}: there is none for column \
         {column}; add what is missing, or quote the cell that holds a line break"
    )]
    ShortRow {
        /// The row, the header being row 1.
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
        "row {row} has {found} cells where the header has {expected}: they go on after column \
         {column}; remove what is too much, or quote the cell that holds a {delimiter}"
    )]
    LongRow {
        /// The row, the header being row 1.
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
        "row {row}, column {column} is not text in UTF-8; save the file as \"CSV UTF-8\" and \
         choose it again"
    )]
    NotUtf8 {
        /// The row, the header being row 1.
        row: usize,
        /// The column, by name or (in the header) by number.
        column: String,
    },
    /// The file ends inside a quoted cell.
    #[error(
        "the quote that opens row {row}, column {column} is never closed; close it, or double a \
         quote that is part of the text"
    )]
    UnclosedQuote {
        /// The row in which the quote opens, the header being row 1.
        row: usize,
        /// The column, by name or (in the header) by number.
        column: String,
    },
    /// The reader failed.
    #[error("reading the file failed in row {row}: {cause}; choose the file again")]
    Unreadable {
        /// The row, the header being row 1.
        row: usize,
        /// What the reader said.
        cause: String,
    },
}

/// Reads a table from comma, semicolon or tab separated text in UTF-8, with or without a byte order
/// mark, whose first row holds the names of the columns.
///
/// The delimiter is the one of the three that the header has most of, outside quotes. Spaces
/// around names and cells are dropped. A cell is missing if nothing is left, or one of
/// [`MISSING_WORDS`] in whatever case. A column is numeric if
/// all its other cells are finite numbers as `f64::from_str` reads them; in a file with semicolons
/// `1,5` is a number too. All other columns are text, exactly as written.
///
/// # Errors
/// See [`CsvError`]; the first thing that is wrong ends the reading.
///
/// ```
/// let table = imbalance_lab::data::read_csv("age;income\n31;1200,5\n44;NA\n".as_bytes())?;
/// assert_eq!(table.n_rows(), 2);
/// assert_eq!(table.columns()[1].numbers().map(|income| income[0]), Some(1200.5));
/// # Ok::<(), imbalance_lab::data::CsvError>(())
/// ```
pub fn read_csv<R: Read>(mut reader: R) -> Result<Table, CsvError> {
    let start = head(&mut reader).map_err(|error| CsvError::Unreadable {
        row: 1,
        cause: error.to_string(),
    })?;
    let delimiter = Delimiter::of_header(&start);
    let is_crlf = ends_lines_with_crlf(&start);
    let mut records = Records::new(start.as_slice().chain(reader), delimiter, is_crlf);
    if !records.advance()? {
        return Err(CsvError::Empty);
    }
    let n_columns = records.cells().len();
    if n_columns > MAX_COLUMNS {
        return Err(CsvError::TooManyColumns { n_columns });
    }
    let (names, notes) = column_names(records.cells());
    records.name_columns(names);

    let mut builders: Vec<_> = (0..n_columns).map(|_| ColumnBuilder::new()).collect();
    let mut n_rows = 0;
    let mut row_numbers = RowNumbers::default();
    while records.advance()? {
        records.check_length()?;
        if u32::try_from(n_rows).is_ok_and(|n_rows| n_rows == u32::MAX) {
            return Err(CsvError::TooManyRows {
                row: records.row() - 1,
            });
        }
        for (builder, cell) in builders.iter_mut().zip(records.cells()) {
            builder.push(
                cell.trim(),
                records.row(),
                delimiter == Delimiter::Semicolon,
            );
        }
        row_numbers.push(records.row());
        n_rows += 1;
    }
    if n_rows == 0 {
        return Err(CsvError::NoRows { n_columns });
    }
    let columns = records.into_names().into_iter().zip(builders);
    // One after another, so that the texts of a column are gone before the next becomes numbers.
    let columns = columns.map(|(name, builder)| Column::new(name, builder.finish(n_rows)));
    Ok(Table::new(columns.collect(), n_rows, row_numbers, notes))
}
