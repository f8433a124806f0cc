//! A row that someone types.

use super::column_builder::{ColumnBuilder, is_missing};
use super::marks::{DecimalMark, number};
use super::{Delimiter, Encoding, Format, Header, Packing};
use crate::data::RowNumbers;
use crate::data::table::{Column, RawTable};

/// A table of one row that was typed: names of columns, and the texts of its cells, which are read as those of a file are.
/// `missing` are texts that stand for nothing besides [`MISSING_WORDS`](super::MISSING_WORDS).
#[must_use]
pub fn typed_row(cells: &[(String, String)], missing: &[String]) -> RawTable {
    let value = |text: &str| number(text.trim(), DecimalMark::Point);
    let columns = cells.iter().map(|(name, text)| {
        let text = text.trim();
        let stands_for_none =
            |of: &String| of.trim() == text || value(of).is_some_and(|of| value(text) == Some(of));
        let mut column = ColumnBuilder::new();
        column.push(
            text,
            1,
            is_missing(text) || missing.iter().any(stands_for_none),
        );
        Column::new(name.clone(), column.finish(1, DecimalMark::Point, &[]))
    });
    let mut rows = RowNumbers::default();
    rows.push(1);
    let format = Format {
        packing: Packing::None,
        encoding: Encoding::Utf8,
        delimiter: Delimiter::Comma,
        has_single_quotes: false,
        is_wrapped: false,
        header: Header::One,
        n_comma_columns: 0,
    };
    RawTable::new(columns.collect(), 1, rows, Vec::new(), format)
}
