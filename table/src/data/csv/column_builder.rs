//! A column while it is read, when nobody knows yet whether it will be numbers or texts.

use std::collections::HashMap;

use crate::data::table::{Cells, FirstText, MISSING};

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
        mark: Option<DecimalMark>,
    },
    Texts(Interned),
}

/// What separates the whole from the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalMark {
    Point,
    Comma,
}

impl ColumnBuilder {
    pub(super) fn new() -> Self {
        Self::Numbers {
            written: String::new(),
            mark: None,
        }
    }

    /// Adds a cell without spaces around it; `row` is as a spreadsheet counts.
    ///
    /// `1,5` is a number only where the file allows a decimal comma. A column keeps to the first
    /// decimal mark that it meets: next to `1,5`, is `1.250` a little over one or over a thousand?
    pub(super) fn push(&mut self, cell: &str, row: usize, decimal_comma: bool) {
        let is_missing = is_missing(cell);
        match self {
            Self::Numbers { written, .. } if is_missing => written.push('\n'),
            Self::Numbers { written, mark } => {
                let found = decimal_comma
                    .then(|| decimal_mark(cell))
                    .flatten()
                    .or(*mark);
                if mark.is_none_or(|mark| found == Some(mark)) && number(cell, found).is_some() {
                    *mark = found;
                    written.push_str(cell);
                    written.push('\n');
                } else {
                    *self = Self::Texts(Interned::new(written, cell, row));
                }
            }
            Self::Texts(texts) if is_missing => texts.codes.push(MISSING),
            Self::Texts(texts) => texts.push(cell),
        }
    }

    pub(super) fn finish(self, n_rows: usize) -> Cells {
        match self {
            Self::Numbers { written, mark } => {
                if written.len() == n_rows {
                    return Cells::Empty(n_rows);
                }
                let mut values = Vec::with_capacity(n_rows);
                let cells = written.split_terminator('\n');
                values.extend(cells.map(|cell| number(cell, mark).unwrap_or(f64::NAN)));
                Cells::Numbers(values)
            }
            Self::Texts(texts) => texts.finish(),
        }
    }
}

fn is_missing(cell: &str) -> bool {
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

fn decimal_mark(cell: &str) -> Option<DecimalMark> {
    cell.bytes().find_map(|byte| match byte {
        b'.' => Some(DecimalMark::Point),
        b',' => Some(DecimalMark::Comma),
        _ => None,
    })
}

/// The number that a cell is, if it is a finite one.
fn number(cell: &str, mark: Option<DecimalMark>) -> Option<f64> {
    if let Some(value) = short_integer(cell.as_bytes()) {
        return Some(value);
    }
    let parsed = match mark {
        Some(DecimalMark::Comma) => cell.replacen(',', ".", 1).parse(),
        _ => cell.parse(),
    };
    parsed.ok().filter(|value: &f64| value.is_finite())
}

/// What most cells of most tables are, read several times quicker than by `f64::from_str`: up to
/// 15 digits, which a double holds exactly.
fn short_integer(cell: &[u8]) -> Option<f64> {
    let (sign, digits) = match cell {
        [b'-', digits @ ..] => (-1.0, digits),
        digits => (1.0, digits),
    };
    if digits.is_empty() || digits.len() > 15 {
        return None;
    }
    let mut value = 0_u64;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = 10 * value + u64::from(digit);
    }
    Some(sign * value as f64)
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
        texts.sort_unstable_by_key(|&(_, code)| code);
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
