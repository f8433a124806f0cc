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
    /// What else stands for a missing cell: `-999`. Numbers are compared as numbers.
    pub missing: Vec<String>,
}

/// How a file is written. Its `Display` is a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// Whether it is packed by gzip.
    pub is_packed: bool,
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
        let packed = if self.is_packed { "gzip, " } else { "" };
        write!(
            f,
            "Read as {packed}{}, {}s between cells",
            self.encoding, self.delimiter
        )?;
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
