//! Reading a CSV file into a [`RawTable`], a record at a time.

use std::io::Read;

use self::column_builder::ColumnBuilder;
pub use self::column_builder::MISSING_WORDS;
pub use self::delimiter::Delimiter;
use self::delimiter::head;
pub use self::error::{CsvError, MAX_COLUMNS};
use self::header::column_names;
use self::records::Records;
use super::RowNumbers;
use super::table::{Column, RawTable};

mod column_builder;
mod delimiter;
mod error;
mod header;
mod line_ends;
mod records;

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
/// let table = imbalance_table::data::read_csv("age;income\n31;1200,5\n44;NA\n".as_bytes())?;
/// assert_eq!(table.n_rows(), 2);
/// assert_eq!(table.columns()[1].numbers().map(|income| income[0]), Some(1200.5));
/// # Ok::<(), imbalance_table::data::CsvError>(())
/// ```
pub fn read_csv<R: Read>(mut reader: R) -> Result<RawTable, CsvError> {
    let start = head(&mut reader).map_err(|error| CsvError::Unreadable {
        row: 1,
        cause: error.to_string(),
    })?;
    let delimiter = Delimiter::of_header(&start);
    let mut records = Records::new(start.as_slice().chain(reader), delimiter);
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
    Ok(RawTable::new(columns.collect(), n_rows, row_numbers, notes))
}
