//! The records of a CSV file, each with the row that a spreadsheet would show it in.

use std::io::{self, Read};
use std::mem;

use csv::{ByteRecord, StringRecord};

use super::line_ends::{LineEnds, count_line_ends};
use super::{CsvError, Delimiter};

/// Put behind the file to see how it ends: a record of its own after a whole file, the end of the
/// last cell when a quote is open. No text in UTF-8 holds this byte.
const END: &[u8] = b"\n\xff";

/// Records of a CSV file, read one by one into the same memory.
pub(super) struct Records<R> {
    reader: csv::Reader<LineEnds<io::Chain<R, &'static [u8]>>>,
    delimiter: Delimiter,
    names: Vec<String>,
    record: StringRecord,
    row: usize,
    n_line_ends: usize,
}

impl<R: Read> Records<R> {
    pub(super) fn new(reader: R, delimiter: Delimiter, has_single_quotes: bool) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .quote(if has_single_quotes { b'\'' } else { b'"' })
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(LineEnds::new(reader.chain(END)));
        Self {
            reader,
            delimiter,
            names: Vec::new(),
            record: StringRecord::new(),
            row: 0,
            n_line_ends: 0,
        }
    }

    /// Names the columns, for errors in the rows that follow.
    pub(super) fn name_columns(&mut self, names: Vec<String>) {
        self.names = names;
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The cells of the record that was read last.
    pub(super) fn cells(&self) -> &StringRecord {
        &self.record
    }

    /// Its row, the header being row 1.
    pub(super) fn row(&self) -> usize {
        self.row
    }

    /// Reads the next record; false when the file has ended.
    pub(super) fn advance(&mut self) -> Result<bool, CsvError> {
        let mut bytes = mem::take(&mut self.record).into_byte_record();
        self.read(&mut bytes)?;
        self.count_row(&bytes);
        match StringRecord::from_byte_record(bytes) {
            Ok(record) => {
                self.record = record;
                Ok(true)
            }
            Err(error) => {
                let field = error.utf8_error().field();
                self.end(&error.into_byte_record(), field)
            }
        }
    }

    fn read(&mut self, bytes: &mut ByteRecord) -> Result<bool, CsvError> {
        self.reader
            .read_byte_record(bytes)
            .map_err(|error| CsvError::Unreadable {
                row: self.row + 1,
                cause: error.to_string(),
            })
    }

    /// A record is one row, and so is each blank line above it. Line ends within cells end no row.
    fn count_row(&mut self, bytes: &ByteRecord) {
        let n_bytes = self.reader.position().byte();
        let (n_line_ends, is_ended) = self.reader.get_mut().among(n_bytes);
        let n_passed = n_line_ends - self.n_line_ends;
        self.n_line_ends = n_line_ends;
        self.row += 1;
        let n_of_others = n_passed.saturating_sub(usize::from(is_ended));
        if n_of_others > 0 {
            let within: usize = bytes.iter().map(count_line_ends).sum();
            self.row += n_of_others.saturating_sub(within);
        }
    }

    /// What a record that is not UTF-8 means: the end of the file, an open quote, or just that.
    fn end(&mut self, bytes: &ByteRecord, field: usize) -> Result<bool, CsvError> {
        let is_last = !self.read(&mut ByteRecord::new())?;
        if is_last && bytes.len() == 1 && bytes.as_slice() == b"\xff" {
            return Ok(false);
        }
        let row = self.row;
        if is_last && bytes.as_slice().ends_with(END) {
            let column = self.column(bytes.len().saturating_sub(1));
            return Err(CsvError::UnclosedQuote { row, column });
        }
        Err(CsvError::NotUtf8 {
            row,
            column: self.column(field),
        })
    }

    fn column(&self, index: usize) -> String {
        self.names
            .get(index)
            .cloned()
            .unwrap_or_else(|| (index + 1).to_string())
    }

    /// Refuses a record that is not as long as the header, unless it is longer by empty cells alone: of such says true.
    pub(super) fn check_length(&self) -> Result<bool, CsvError> {
        let (row, found, expected) = (self.row, self.record.len(), self.names.len());
        let delimiter = self.delimiter;
        match found.cmp(&expected) {
            std::cmp::Ordering::Equal => Ok(false),
            std::cmp::Ordering::Less => Err(CsvError::ShortRow {
                row,
                found,
                expected,
                column: self.column(found),
            }),
            std::cmp::Ordering::Greater
                if self
                    .record
                    .iter()
                    .skip(expected)
                    .all(|cell| cell.trim().is_empty()) =>
            {
                Ok(true)
            }
            std::cmp::Ordering::Greater => {
                let column = self.column(expected.saturating_sub(1));
                Err(CsvError::LongRow {
                    row,
                    found,
                    expected,
                    column,
                    delimiter,
                })
            }
        }
    }
}
