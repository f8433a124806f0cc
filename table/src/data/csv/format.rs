//! How a file is written: as it was found, and as someone says it is.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Delimiter, Encoding};
use crate::data::counted::counted;

/// How many rows hold the names of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Header {
    /// None: the first row is data.
    None,
    /// The first.
    #[default]
    One,
    /// The second; the first holds others.
    Two,
}

impl Header {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::None, Self::One, Self::Two];
}

/// What someone says of a file; the rest is found by looking at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormatChoice {
    /// What separates its cells.
    pub delimiter: Option<Delimiter>,
    /// How letters are written as bytes.
    pub encoding: Option<Encoding>,
    /// How many rows hold names.
    pub header: Option<Header>,
    /// Which sheet of a workbook; the first where none is named.
    pub sheet: String,
    /// What else stands for a missing cell: `-999`. Numbers are compared as numbers.
    pub missing: Vec<String>,
}

/// What a table is packed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Packing {
    /// Nothing.
    #[default]
    None,
    /// gzip.
    Gzip,
    /// A zip archive, under a name.
    Zip(String),
    /// A workbook, as one of its sheets.
    Sheet {
        /// Its name.
        name: String,
        /// Sheets that can be seen.
        n_sheets: usize,
    },
}

/// How a file is written. Its `Display` is a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// What it is packed in.
    pub packing: Packing,
    /// How letters are written as bytes.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// Whether `'` stands around texts in place of `"`.
    pub has_single_quotes: bool,
    /// Whether each line as a whole stands in quotes.
    pub is_wrapped: bool,
    /// How many rows hold names.
    pub header: Header,
    /// Columns of numbers with a decimal comma.
    pub n_comma_columns: usize,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let commas = |of: &str| {
            format!(
                "Read as {of}{}, {}s between cells",
                self.encoding, self.delimiter
            )
        };
        let beginning = match &self.packing {
            Packing::None => commas(""),
            Packing::Gzip => commas("gzip, "),
            Packing::Zip(name) => commas(&format!("{name} in a zip archive, ")),
            Packing::Sheet { name, n_sheets: 1 } => format!("Read as a workbook, its sheet {name}"),
            Packing::Sheet { name, n_sheets } => {
                format!("Read as a workbook of {n_sheets} sheets, of which {name}")
            }
        };
        f.write_str(&beginning)?;
        if self.is_wrapped {
            f.write_str(", whole lines in quotes")?;
        }
        if self.has_single_quotes {
            f.write_str(", texts in single quotes")?;
        }
        if self.n_comma_columns > 0 {
            let columns = counted(self.n_comma_columns, "column");
            write!(f, ", decimal commas in {columns}")?;
        }
        f.write_str(match self.header {
            Header::None => ", no row of names.",
            Header::One => ", names in the first row.",
            Header::Two => ", names in the second row.",
        })
    }
}
