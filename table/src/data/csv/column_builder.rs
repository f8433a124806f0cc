//! A column while it is read, when nobody knows yet whether it will be numbers or texts.

use std::collections::HashMap;

use super::marks::{DecimalMark, Marks, number};
use crate::data::table::{Cells, FirstText, MISSING};
use crate::sorting::sort_by_key;

/// Texts that stand for a missing cell, whatever their case; so does a cell of nothing but spaces.
pub const MISSING_WORDS: [&str; 9] = ["NA", "N/A", "#N/A", "<NA>", "NaN", "null", "?", ".", "-"];

/// A column that grows cell by cell.
///
/// As long as all its cells are numbers, their texts are kept one after another, as many bytes as
/// the file has for them, and become numbers when the file has ended. So a column that turns to
/// text in its last row still has the exact texts of all rows above, and the memory that is needed
/// is never much more than the larger of the file's text and 8 bytes a cell. From the first other
/// text on, each distinct text is kept once and a cell is a code of 4 bytes.
#[derive(Debug)]
pub(super) enum ColumnBuilder {
    /// Numbers as written, each ended by a line feed, which no number holds; missing = nothing.
    Numbers {
        written: String,
        marks: Marks,
    },
    Texts(Interned),
}

impl ColumnBuilder {
    pub(super) const fn new() -> Self {
        Self::Numbers {
            written: String::new(),
            marks: Marks::ANY,
        }
    }

    /// Adds a cell without spaces around it; `row` is as a spreadsheet counts.
    ///
    /// A column keeps to one decimal mark: next to `1,5`, `1.250` is over a thousand.
    pub(super) fn push(&mut self, cell: &str, row: usize, is_missing: bool) {
        match self {
            Self::Numbers { written, .. } if is_missing => written.push('\n'),
            Self::Numbers { written, marks } => {
                let both = marks.and(Marks::of(cell));
                if both.is_none() {
                    *self = Self::Texts(Interned::new(written, cell, row));
                } else {
                    *marks = both;
                    written.push_str(cell);
                    written.push('\n');
                }
            }
            Self::Texts(texts) if is_missing => texts.codes.push(MISSING),
            Self::Texts(texts) => texts.push(cell),
        }
    }

    /// The marks by which all its cells are numbers; `None` where they aren't.
    pub(super) const fn marks(&self) -> Option<Marks> {
        match self {
            Self::Numbers { marks, .. } => Some(*marks),
            Self::Texts(_) => None,
        }
    }

    /// The first number in which a point or a comma stands.
    pub(super) fn marked(&self) -> Option<&str> {
        match self {
            Self::Numbers { written, .. } => written
                .split_terminator('\n')
                .find(|cell| cell.contains(['.', ','])),
            Self::Texts(_) => None,
        }
    }

    /// Its cells; `mark` is taken where both are possible. Numbers among `missing` are missing.
    pub(super) fn finish(self, n_rows: usize, mark: DecimalMark, missing: &[f64]) -> Cells {
        match self {
            Self::Numbers { written, marks } => {
                if written.len() == n_rows {
                    return Cells::Empty(n_rows);
                }
                let mark = match marks {
                    Marks {
                        point: true,
                        comma: true,
                        ..
                    } => mark,
                    Marks { comma: true, .. } => DecimalMark::Comma,
                    _ => DecimalMark::Point,
                };
                let mut values = Vec::with_capacity(n_rows);
                let cells = written.split_terminator('\n');
                values.extend(cells.map(|cell| number(cell, mark).unwrap_or(f64::NAN)));
                if !missing.is_empty() {
                    let stand_for_none = values.iter_mut().filter(|value| missing.contains(value));
                    stand_for_none.for_each(|value| *value = f64::NAN);
                }
                if values.iter().all(|value| value.is_nan()) {
                    return Cells::Empty(n_rows);
                }
                Cells::Numbers(values)
            }
            Self::Texts(texts) => texts.finish(),
        }
    }
}

/// Whether a cell without spaces around it holds nothing, or a word for it.
pub(super) fn is_missing(cell: &str) -> bool {
    match cell.as_bytes() {
        [] => true,
        // Most cells of most tables; no word begins with a digit.
        [b'0'..=b'9', ..] => false,
        bytes => {
            bytes.len() <= 4
                && MISSING_WORDS
                    .iter()
                    .any(|word| cell.eq_ignore_ascii_case(word))
        }
    }
}

/// Texts of which each distinct one is kept once.
#[derive(Debug)]
pub(super) struct Interned {
    codes: Vec<u32>,
    code_of: HashMap<Box<str>, u32>,
    first: FirstText,
}

impl Interned {
    /// All that was written so far, then the cell that is not a number.
    fn new(written: &str, cell: &str, row: usize) -> Self {
        let first = FirstText { row, code: MISSING };
        let mut texts = Self {
            codes: Vec::new(),
            code_of: HashMap::new(),
            first,
        };
        for earlier in written.split_terminator('\n') {
            if earlier.is_empty() {
                texts.codes.push(MISSING);
            } else {
                texts.push(earlier);
            }
        }
        texts.push(cell);
        texts.first.code = texts.codes.last().copied().unwrap_or(MISSING);
        texts
    }

    fn push(&mut self, cell: &str) {
        let code = self.code_of.get(cell).copied().unwrap_or_else(|| {
            // A table has fewer rows than there are codes, so there is always one.
            let code = u32::try_from(self.code_of.len()).unwrap_or(MISSING);
            self.code_of.insert(cell.into(), code);
            code
        });
        self.codes.push(code);
    }

    fn finish(self) -> Cells {
        let mut texts: Vec<(Box<str>, u32)> = self.code_of.into_iter().collect();
        sort_by_key(&mut texts, |&(_, code)| code);
        let dictionary = texts
            .into_iter()
            .map(|(text, _)| text.into_string())
            .collect();
        Cells::Texts {
            codes: self.codes,
            dictionary,
            first: self.first,
        }
    }
}
