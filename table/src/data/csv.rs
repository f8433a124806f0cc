//! Reading a CSV file into a [`RawTable`], a record at a time.

mod by_line;
mod column_builder;
mod delimiter;
mod encoding;
mod error;
mod format;
mod gzip;
mod header;
mod line_ends;
mod marks;
mod packing;
mod reader;
mod records;
mod sniff;
mod typed_row;

use std::io::Read;

pub use self::column_builder::MISSING_WORDS;
pub use self::delimiter::Delimiter;
pub use self::encoding::Encoding;
pub use self::error::{CsvError, MAX_CELLS, MAX_COLUMNS};
pub use self::format::{Format, FormatChoice, Header, Packing};
pub use self::reader::TableReader;
pub use self::typed_row::typed_row;
use super::table::RawTable;

/// Reads a table from text, packed by gzip or not, whose first row holds the names of the columns where it holds no
/// numbers above others.
///
/// What separates cells, how letters are written as bytes, what stands around texts and how many rows hold names is
/// seen from the data; [`TableReader`] takes another's word for it. Spaces around names and cells are dropped. A cell
/// is missing if nothing is left, or one of [`MISSING_WORDS`] in whatever case. A column is numeric if all its other
/// cells are finite numbers by the same decimal mark, a point or a comma, thousands parted or not. All other columns
/// are text, exactly as written.
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
pub fn read_csv<R: Read>(reader: R) -> Result<RawTable, CsvError> {
    let mut table = TableReader::new(reader, &FormatChoice::default())?;
    while table.advance()? {}
    Ok(table.finish())
}

/// The number that a text is, with a decimal point or else with a comma.
pub(super) fn number_from(text: &str) -> Option<f64> {
    let marks = marks::Marks::of(text);
    let mark = if marks.point {
        marks::DecimalMark::Point
    } else {
        marks::DecimalMark::Comma
    };
    (!marks.is_none())
        .then(|| marks::number(text, mark))
        .flatten()
}
