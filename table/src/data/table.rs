//! A table as it was read: named columns of numbers or of texts, nothing interpreted yet.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::counted::counted;
use super::{Format, RowNumbers};
use crate::numbers::read_number;

/// The code of a missing cell in [`Cells::Texts`].
pub(super) const MISSING: u32 = u32::MAX;

/// Named columns of one length, in the order of the file.
///
/// Names are unique; see [`Renamed`] for what becomes of those that were not.
#[derive(Clone, Debug, PartialEq)]
pub struct RawTable {
    columns: Vec<Column>,
    n_rows: usize,
    row_numbers: RowNumbers,
    notes: Vec<Note>,
    format: Format,
}

impl RawTable {
    pub(super) const fn new(
        columns: Vec<Column>,
        n_rows: usize,
        row_numbers: RowNumbers,
        notes: Vec<Note>,
        format: Format,
    ) -> Self {
        Self {
            columns,
            n_rows,
            row_numbers,
            notes,
            format,
        }
    }

    /// How the file is written.
    pub const fn format(&self) -> &Format {
        &self.format
    }

    /// The rows as a spreadsheet counts them.
    pub fn row_numbers(&self) -> &RowNumbers {
        &self.row_numbers
    }

    /// The row in which a spreadsheet shows the row at a place, counted from 0.
    pub(super) fn row_number(&self, place: usize) -> usize {
        self.row_numbers.number(place).unwrap_or(place)
    }

    /// The columns, in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of this name, if there is one.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Rows below the header.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// What a reader of the file should know about how its header was understood.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// Something about the header that was mended or looks odd; its `Display` is a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// A column without a name, or with one that an earlier column has, got another.
    Renamed(Renamed),
    /// All names are numbers, as in a file whose first row is already data.
    NumbersAsNames,
    /// The first row is data.
    NoNames,
    /// So many rows go on behind the last column, with empty cells.
    Trailing(usize),
    /// The mark in the numbers of a column may be a decimal one, or part thousands.
    OpenMark {
        /// The column.
        column: String,
        /// A number as written.
        written: String,
        /// What it is read as.
        value: String,
    },
}

/// A column whose name was given here, as pandas would: `Unnamed: 3` (counted from 0) where there
/// was none, `age.1` where `age` was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// Which column of the file, counted from 1.
    pub position: usize,
    /// The name in the file.
    pub from: String,
    /// The name in the table.
    pub to: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Renamed(Renamed { position, from, to }) if from.is_empty() => {
                write!(f, "Column {position} has no name; it is called {to}.")
            }
            Self::Renamed(Renamed { position, from, to }) => {
                write!(
                    f,
                    "Column {position} is a second {from}; it is called {to}."
                )
            }
            Self::NoNames => f.write_str(
                "The first row holds numbers as those below: it is taken for data, and columns are numbered.",
            ),
            Self::Trailing(n_rows) => write!(
                f,
                "{} with empty cells behind the last column: these are left out.",
                counted(*n_rows, "row")
            ),
            Self::OpenMark {
                column,
                written,
                value,
            } => write!(f, "{column}: {written} is read as {value}; it may be meant otherwise."),
            Self::NumbersAsNames => write!(
                f,
                "The first row was read as the header, but holds only numbers; if it is data, add a header."
            ),
        }
    }
}

/// A named column of a [`RawTable`].
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    name: String,
    cells: Cells,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnKind {
    /// Every cell that is not missing is a finite number.
    Number,
    /// At least one cell is something else.
    Text,
    /// Every cell is missing.
    Empty,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cells {
    /// A missing cell is NaN; all others are finite.
    Numbers(Vec<f64>),
    /// A cell is a code: its place in the dictionary, or [`MISSING`].
    Texts {
        codes: Vec<u32>,
        dictionary: Vec<String>,
        first: FirstText,
    },
    /// This many missing cells.
    Empty(usize),
}

/// The first cell of a text column that is not a finite number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FirstText {
    /// Its row in the file.
    pub row: usize,
    pub code: u32,
}

impl Column {
    pub(super) fn new(name: String, cells: Cells) -> Self {
        Self { name, cells }
    }

    pub(super) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// The name, unique in its table.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Numbers, texts, or nothing at all.
    pub fn kind(&self) -> ColumnKind {
        match self.cells {
            Cells::Numbers(_) => ColumnKind::Number,
            Cells::Texts { .. } => ColumnKind::Text,
            Cells::Empty(_) => ColumnKind::Empty,
        }
    }

    /// The numbers, NaN where a cell is missing; `None` unless the kind is [`ColumnKind::Number`].
    pub fn numbers(&self) -> Option<&[f64]> {
        match &self.cells {
            Cells::Numbers(values) => Some(values),
            _ => None,
        }
    }

    /// How many cells are missing.
    pub fn n_missing(&self) -> usize {
        match &self.cells {
            Cells::Numbers(values) => values.iter().filter(|value| value.is_nan()).count(),
            Cells::Texts { codes, .. } => codes.iter().filter(|&&code| code == MISSING).count(),
            Cells::Empty(n_rows) => *n_rows,
        }
    }

    /// The cell in this row (from 0, header not counted) as text, or `None` if it is missing.
    /// Texts are as in the file, numbers as [`number_text`] writes them.
    pub fn cell(&self, row: usize) -> Option<Cow<'_, str>> {
        match &self.cells {
            Cells::Numbers(values) => {
                let value = values.get(row).copied().filter(|value| !value.is_nan())?;
                Some(Cow::Owned(number_text(value)))
            }
            Cells::Texts {
                codes, dictionary, ..
            } => text_of(dictionary, *codes.get(row)?).map(Cow::Borrowed),
            Cells::Empty(_) => None,
        }
    }

    /// Whether two rows hold the same value; missing cells are equal to none.
    pub(super) fn is_same(&self, row: usize, other: usize) -> bool {
        match &self.cells {
            Cells::Numbers(values) => values.get(row) == values.get(other),
            Cells::Texts { codes, .. } => codes.get(row) == codes.get(other),
            Cells::Empty(_) => false,
        }
    }

    /// In a text column, the first cell that is no finite number: its row in the file, and its text.
    pub fn first_text(&self) -> Option<(usize, &str)> {
        match &self.cells {
            Cells::Texts {
                dictionary, first, ..
            } => text_of(dictionary, first.code).map(|text| (first.row, text)),
            _ => None,
        }
    }

    /// In a text column that is mostly numbers, the first cell that is none (or not finite): its row
    /// in the file, and its text.
    ///
    /// Mostly means at least half of the distinct texts.
    pub fn stray_text(&self) -> Option<(usize, &str)> {
        let (n_numbers, n_others) = self.n_distinct_texts();
        self.first_text().filter(|_| n_numbers >= n_others)
    }

    /// Whether a text column looks like one of numbers with a fault: mostly numbers, and of its
    /// distinct texts one, or at most one in ten, is none.
    pub(super) fn is_nearly_numbers(&self) -> bool {
        let (n_numbers, n_others) = self.n_distinct_texts();
        n_numbers >= n_others && (n_others <= 1 || n_numbers >= 9 * n_others)
    }

    /// In a text column, how many distinct texts are numbers, with whatever decimal mark, and how
    /// many are none.
    fn n_distinct_texts(&self) -> (usize, usize) {
        let Cells::Texts { dictionary, .. } = &self.cells else {
            return (0, 0);
        };
        let is_number = |text: &&String| read_number(&text.replacen(',', ".", 1)).is_some();
        let n_numbers = dictionary.iter().filter(is_number).count();
        (n_numbers, dictionary.len() - n_numbers)
    }
}

fn text_of(dictionary: &[String], code: u32) -> Option<&str> {
    dictionary
        .get(usize::try_from(code).ok()?)
        .map(String::as_str)
}

/// The shortest text that reads back as this number: `0.1`, `120000`, `1e-7`, `2.5e20`.
pub fn number_text(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if (1e-5..1e16).contains(&size) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}
