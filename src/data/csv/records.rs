//! The records of a CSV file, each with the row that a spreadsheet would show it in.

use std::io::Read;
use std::mem;

use csv::{ByteRecord, StringRecord};

use super::{CsvError, Delimiter};

/// Put behind the file to see how it ends: a record of its own after a whole file, the end of the
/// last cell when a quote is open. No text in UTF-8 holds this byte.
const END: &[u8] = b"\n\xff";

/// The same behind a file whose lines end so, for the sake of the count of lines.
const END_CRLF: &[u8] = b"\r\n\xff";

/// Records of a CSV file, read one by one into the same memory.
///
/// In a file that mixes `\r\n` and `\n`, rows are counted one too high from each change on from the
/// former to the latter.
pub(super) struct Records<R> {
    reader: csv::Reader<R>,
    delimiter: Delimiter,
    names: Vec<String>,
    record: StringRecord,
    row: usize,
    line: u64,
}

impl<R: Read> Records<std::io::Chain<R, &'static [u8]>> {
    pub(super) fn new(reader: R, delimiter: Delimiter, is_crlf: bool) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(reader.chain(if is_crlf { END_CRLF } else { END }));
        Self {
            reader,
            delimiter,
            names: Vec::new(),
            record: StringRecord::new(),
            row: 0,
            // A record ends at `\r`: the reader meets the `\n` of a line before the next one.
            line: u64::from(!is_crlf),
        }
    }
}

impl<R: Read> Records<R> {
    /// Names the columns, for errors in the rows that follow.
    pub(super) fn name_columns(&mut self, names: Vec<String>) {
        self.names = names;
    }

    pub(super) fn into_names(self) -> Vec<String> {
        self.names
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

    /// The reader counts line feeds. Those inside cells are no rows, those of blank lines are.
    fn count_row(&mut self, bytes: &ByteRecord) {
        let line = self.reader.position().line();
        let mut lines = usize::try_from(line - self.line).unwrap_or(1);
        if lines > 1 {
            let inside = bytes
                .as_slice()
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            lines = lines.saturating_sub(inside);
        }
        self.row += lines.max(1);
        self.line = line;
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

    /// Refuses a record that is not as long as the header.
    pub(super) fn check_length(&self) -> Result<(), CsvError> {
        let (row, found, expected) = (self.row, self.record.len(), self.names.len());
        let delimiter = self.delimiter;
        match found.cmp(&expected) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => Err(CsvError::ShortRow {
                row,
                found,
                expected,
                column: self.column(found),
            }),
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
