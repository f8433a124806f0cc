//! Named columns of numbers and texts, before they are all numbers.

use std::collections::HashMap;
use std::sync::Arc;

use ndarray::Array2;

use super::PrepareError;

/// The code of a missing text.
pub(super) const MISSING: u32 = u32::MAX;

/// Columns of one length with names of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    columns: Vec<FrameColumn>,
    n_rows: usize,
}

/// A named column of a [`Frame`].
#[derive(Clone, Debug, PartialEq)]
pub struct FrameColumn {
    /// What it is called: `employment = self-employed`.
    pub name: String,
    /// The column of the table that it comes from: `employment`.
    pub origin: String,
    /// What it holds; frames share columns that a step leaves as they are.
    pub cells: Arc<Cells>,
}

/// The cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Numbers; NaN where one is missing.
    Numbers(Vec<f64>),
    /// Texts.
    Texts {
        /// The place of each cell among the levels; `u32::MAX` where it is missing.
        codes: Vec<u32>,
        /// The distinct texts.
        levels: Vec<String>,
    },
}

impl Cells {
    /// How many cells.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the cell in a row is missing, or there is no such row.
    #[must_use]
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Numbers(values) => values.get(row).is_none_or(|value| value.is_nan()),
            Self::Texts { codes, levels } => codes
                .get(row)
                .is_none_or(|&code| text_of(levels, code).is_none()),
        }
    }

    /// Texts in their order; equal ones get one level, `None` is missing.
    #[must_use]
    pub fn texts<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut levels: Vec<String> = Vec::new();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut code = |text: &'a str| {
            *known.entry(text).or_insert_with(|| {
                levels.push(text.to_owned());
                u32::try_from(levels.len() - 1).unwrap_or(MISSING)
            })
        };
        let texts = texts.into_iter();
        let codes = texts.map(|text| text.map_or(MISSING, &mut code)).collect();
        Self::Texts { codes, levels }
    }
}

pub(super) fn text_of(levels: &[String], code: u32) -> Option<&str> {
    levels.get(usize::try_from(code).ok()?).map(String::as_str)
}

impl Frame {
    /// A frame of columns.
    ///
    /// # Errors
    ///
    /// [`PrepareError::Lengths`] where they aren't of one length, [`PrepareError::SameName`] where two have one name.
    pub fn new(columns: Vec<FrameColumn>) -> Result<Self, PrepareError> {
        let n_rows = columns.first().map_or(0, |column| column.cells.len());
        let mut names = std::collections::HashSet::new();
        for column in &columns {
            if column.cells.len() != n_rows {
                return Err(PrepareError::Lengths {
                    column: column.name.clone(),
                    n_cells: column.cells.len(),
                    n_rows,
                });
            }
            if !names.insert(column.name.as_str()) {
                return Err(PrepareError::SameName(column.name.clone()));
            }
        }
        Ok(Self { columns, n_rows })
    }

    /// Its columns.
    #[must_use]
    pub fn columns(&self) -> &[FrameColumn] {
        &self.columns
    }

    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&FrameColumn> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Rows.
    #[must_use]
    pub const fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The columns themselves.
    #[must_use]
    pub fn into_columns(self) -> Vec<FrameColumn> {
        self.columns
    }

    /// All columns as numbers, `(n_rows, n_columns)`.
    ///
    /// # Errors
    ///
    /// [`PrepareError::NotNumbers`] and [`PrepareError::NotFinite`] name the first column that isn't numbers, or lacks
    /// some.
    pub fn matrix(&self) -> Result<Array2<f64>, PrepareError> {
        let mut matrix = Array2::zeros((self.n_rows, self.columns.len()));
        for (mut to, column) in matrix.columns_mut().into_iter().zip(&self.columns) {
            let Cells::Numbers(values) = &*column.cells else {
                return Err(PrepareError::NotNumbers(column.name.clone()));
            };
            if let Some(row) = values.iter().position(|value| !value.is_finite()) {
                return Err(PrepareError::NotFinite {
                    column: column.name.clone(),
                    row,
                });
            }
            to.iter_mut()
                .zip(values)
                .for_each(|(to, &value)| *to = value);
        }
        Ok(matrix)
    }
}

impl FrameColumn {
    /// A column of the table itself.
    #[must_use]
    pub fn new(name: &str, cells: Cells) -> Self {
        Self {
            name: name.to_owned(),
            origin: name.to_owned(),
            cells: Arc::new(cells),
        }
    }

    /// The same column with other cells.
    #[must_use]
    pub fn with(self, cells: Cells) -> Self {
        let cells = Arc::new(cells);
        Self { cells, ..self }
    }

    /// Another column that is made from this one.
    #[must_use]
    pub fn derived(&self, name: String, values: Vec<f64>) -> Self {
        Self {
            name,
            origin: self.origin.clone(),
            cells: Arc::new(Cells::Numbers(values)),
        }
    }
}
