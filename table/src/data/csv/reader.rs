//! A table that is read piece by piece.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use super::by_line::{ByLine, tabulate, unwrap};
use super::column_builder::{ColumnBuilder, is_missing};
use super::encoding::Decoded;
use super::header::{column_names, numbered_names};
use super::marks::{DecimalMark, number};
use super::packing::unpacked;
use super::records::Records;
use super::sniff::Sniffed;
use super::{
    CsvError, Delimiter, Encoding, Format, FormatChoice, Header, MAX_CELLS, MAX_COLUMNS, Packing,
};
use crate::data::RowNumbers;
use crate::data::table::{Column, Note, RawTable};

/// Bytes of text that are looked at before the first row is read, and at most where two rows are longer.
const HEAD: usize = 1 << 16;
const LONGEST_HEAD: usize = 1 << 20;
/// Cells that are read at once: a fraction of a millisecond.
const CELLS: usize = 4_000;

/// A table under way, read row by row and then made a column at a time.
pub struct TableReader<'a> {
    records: Records<Box<dyn Read + 'a>>,
    encoding: Rc<Cell<Encoding>>,
    format: Format,
    missing: Vec<String>,
    missing_numbers: Vec<f64>,
    builders: Vec<ColumnBuilder>,
    finished: Vec<Column>,
    has_all_rows: bool,
    mark: DecimalMark,
    n_rows: usize,
    /// Rows behind whose last cell there are more, all of them empty.
    n_trailing: usize,
    row_numbers: RowNumbers,
    notes: Vec<Note>,
}

impl<'a> TableReader<'a> {
    /// Looks at the beginning of a file to see how it is written, where nobody has said so, and reads the names of its
    /// columns.
    ///
    /// # Errors
    ///
    /// See [`CsvError`].
    pub fn new(reader: impl Read + 'a, choice: &FormatChoice) -> Result<Self, CsvError> {
        let (bytes, packing) = unpacked(reader, &choice.sheet)?;
        let mut choice = choice.clone();
        if matches!(packing, Packing::Sheet { .. }) {
            // As it is written here.
            choice.delimiter = Some(Delimiter::Comma);
            choice.encoding = Some(Encoding::Utf8);
        }
        let mut text = Decoded::new(bytes, choice.encoding);
        let encoding = text.encoding();
        let (head, is_whole) = head(&mut text).map_err(|error| CsvError::unreadable(&error))?;
        if head.contains(&0) {
            return Err(CsvError::NoText("no text".to_owned()));
        }
        let found = Sniffed::of(&head, is_whole, &choice);
        let mut whole: Box<dyn Read + 'a> = Box::new(Cursor::new(head).chain(text));
        if found.is_wrapped {
            whole = Box::new(ByLine::new(whole, unwrap));
        }
        if found.delimiter == Delimiter::Spaces {
            whole = Box::new(ByLine::new(whole, tabulate));
        }
        let mut table = Self {
            records: Records::new(whole, found.delimiter, found.has_single_quotes),
            encoding,
            format: Format {
                packing,
                encoding: Encoding::Utf8,
                delimiter: found.delimiter,
                has_single_quotes: found.has_single_quotes,
                is_wrapped: found.is_wrapped,
                header: found.header,
                n_comma_columns: 0,
            },
            missing_numbers: choice
                .missing
                .iter()
                .filter_map(|text| number(text, DecimalMark::Point))
                .collect(),
            missing: choice
                .missing
                .iter()
                .map(|text| text.trim().to_owned())
                .collect(),
            builders: Vec::new(),
            finished: Vec::new(),
            has_all_rows: false,
            mark: DecimalMark::Point,
            n_rows: 0,
            n_trailing: 0,
            row_numbers: RowNumbers::default(),
            notes: Vec::new(),
        };
        table.read_names(found.says_delimiter)?;
        Ok(table)
    }

    fn read_names(&mut self, says_delimiter: bool) -> Result<(), CsvError> {
        let mut is_there = self.records.advance()?;
        if says_delimiter && is_there {
            is_there = self.records.advance()?;
        }
        if !is_there {
            return Err(CsvError::Empty);
        }
        let mut n_columns = self.records.cells().len();
        if self.format.header == Header::Two {
            if !self.records.advance()? {
                return Err(CsvError::NoRows { n_columns });
            }
            n_columns = self.records.cells().len();
        }
        if n_columns > MAX_COLUMNS {
            return Err(CsvError::TooManyColumns { n_columns });
        }
        let (names, notes) = match self.format.header {
            Header::None => numbered_names(n_columns),
            Header::One | Header::Two => column_names(self.records.cells()),
        };
        self.records.name_columns(names);
        self.notes = notes;
        self.builders = (0..n_columns).map(|_| ColumnBuilder::new()).collect();
        if self.format.header == Header::None {
            self.take_row()?;
        }
        Ok(())
    }

    /// Reads some rows, or makes a column of what was read; false when the table is whole.
    ///
    /// # Errors
    ///
    /// See [`CsvError`]; the first thing that is wrong ends the reading.
    pub fn advance(&mut self) -> Result<bool, CsvError> {
        if self.has_all_rows {
            self.finish_column();
            return Ok(!self.builders.is_empty());
        }
        for _ in 0..(CELLS / self.builders.len().max(1)).max(1) {
            if !self.records.advance()? {
                return self.end_rows();
            }
            self.take_row()?;
        }
        Ok(true)
    }

    fn take_row(&mut self) -> Result<(), CsvError> {
        self.n_trailing += usize::from(self.records.check_length()?);
        if u32::try_from(self.n_rows).is_ok_and(|n_rows| n_rows == u32::MAX) {
            return Err(CsvError::TooManyRows {
                row: self.records.row() - 1,
            });
        }
        let row = self.records.row();
        if (self.n_rows + 1).saturating_mul(self.builders.len()) > MAX_CELLS {
            return Err(CsvError::TooManyCells { row });
        }
        for (builder, cell) in self.builders.iter_mut().zip(self.records.cells()) {
            let cell = cell.trim();
            let is_missing = is_missing(cell) || self.missing.iter().any(|word| word == cell);
            builder.push(cell, row, is_missing);
        }
        self.row_numbers.push(row);
        self.n_rows += 1;
        Ok(())
    }

    /// All rows are read: which mark stands where either could?
    fn end_rows(&mut self) -> Result<bool, CsvError> {
        let n_columns = self.builders.len();
        if self.n_rows == 0 {
            return Err(CsvError::NoRows { n_columns });
        }
        self.has_all_rows = true;
        self.format.encoding = self.encoding.get();
        let marks = || self.builders.iter().filter_map(ColumnBuilder::marks);
        let n_commas = marks().filter(|marks| marks.comma && !marks.point).count();
        let n_points = marks().filter(|marks| marks.point && !marks.comma).count();
        // Where semicolons part cells, commas are free for numbers.
        let says_nothing = n_commas + n_points == 0;
        if n_commas > n_points
            || says_nothing && self.format.delimiter == Delimiter::Semicolon && self.has_comma()
        {
            self.mark = DecimalMark::Comma;
        }
        self.format.n_comma_columns = n_commas;
        if self.n_trailing > 0 {
            self.notes.push(Note::Trailing(self.n_trailing));
        }
        let names = self.records.names().iter();
        let open = names.zip(&self.builders).filter_map(|(name, builder)| {
            builder.marks().filter(|marks| marks.is_open())?;
            let written = builder.marked()?.to_owned();
            let value = number(&written, self.mark)?;
            Some(Note::OpenMark {
                column: name.clone(),
                written,
                value: crate::data::number_text(value),
            })
        });
        let open: Vec<_> = open.collect();
        self.notes.extend(open);
        // From the back, so that each can be taken; the order is that of the file again at the end.
        self.builders.reverse();
        Ok(true)
    }

    /// Whether a number that could have either mark has a comma.
    fn has_comma(&self) -> bool {
        self.builders.iter().any(|builder| {
            builder.marks().is_some_and(super::marks::Marks::is_open)
                && builder.marked().is_some_and(|cell| cell.contains(','))
        })
    }

    fn finish_column(&mut self) {
        let Some(builder) = self.builders.pop() else {
            return;
        };
        let name = self
            .records
            .names()
            .get(self.finished.len())
            .cloned()
            .unwrap_or_default();
        let cells = builder.finish(self.n_rows, self.mark, &self.missing_numbers);
        self.finished.push(Column::new(name, cells));
    }

    /// The table, once it is whole.
    #[must_use]
    pub fn finish(mut self) -> RawTable {
        while !self.builders.is_empty() && self.has_all_rows {
            self.finish_column();
        }
        RawTable::new(
            self.finished,
            self.n_rows,
            self.row_numbers,
            self.notes,
            self.format,
        )
    }

    /// Rows that were read so far.
    #[must_use]
    pub const fn n_rows(&self) -> usize {
        self.n_rows
    }
}

/// The beginning of a text, and whether it is all of it. It holds some rows, where these aren't very long.
fn head(text: &mut impl Read) -> io::Result<(Vec<u8>, bool)> {
    let mut head = Vec::new();
    loop {
        let n_before = head.len();
        text.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        if head.len() - n_before < HEAD {
            return Ok((head, true));
        }
        let n_ends = head
            .iter()
            .filter(|byte| matches!(byte, b'\n' | b'\r'))
            .take(5)
            .count();
        if n_ends == 5 || head.len() >= LONGEST_HEAD {
            return Ok((head, false));
        }
    }
}
