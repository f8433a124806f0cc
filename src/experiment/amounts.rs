//! A number for each applicant that isn't learned from, such as the money that is lent.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{CheckedSpec, Input, Source, SpecError, packed};
use crate::data::{Column, RawTable, RowNumbers, make_classification};

/// The numbers of a column of the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amounts {
    /// What they were read from.
    pub input: Input,
    /// The name of the column.
    pub column: String,
    /// The rows of the source as people count them.
    pub row_numbers: RowNumbers,
    /// One for each of them, NaN where a cell is missing.
    #[serde(with = "packed::doubles")]
    pub numbers: Vec<f64>,
}

/// The cells of a column of a source.
pub(super) enum Cells<'a> {
    /// Numbers that were made.
    Numbers(Vec<f64>),
    /// As they were read.
    Column(&'a Column),
}

/// Why a column gives no amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum AmountError {
    /// There are no rows.
    #[error("{0}")]
    NoRows(String),
    /// There is no such column of numbers.
    #[error("There is no column of numbers called {column}; choose another one for the exposure.")]
    NoColumn {
        /// The name that was looked for.
        column: String,
    },
    /// A row has no amount.
    #[error("Row {row}, column {column} is empty; every applicant needs an exposure.")]
    Missing {
        /// The row as the source counts it.
        row: usize,
        /// The name of the column.
        column: String,
    },
}

impl From<SpecError> for AmountError {
    fn from(error: SpecError) -> Self {
        Self::NoRows(error.to_string())
    }
}

impl Amounts {
    /// Those of some rows, by their numbers in the source.
    ///
    /// # Errors
    ///
    /// [`AmountError::Missing`] at the first row that has none.
    pub fn of_rows(&self, rows: &[usize]) -> Result<Vec<f64>, AmountError> {
        let number = |&row: &usize| {
            let place = self.row_numbers.place(row);
            let number = place.and_then(|place| self.numbers.get(place).copied());
            let missing = || AmountError::Missing {
                row,
                column: self.column.clone(),
            };
            number
                .filter(|number| number.is_finite())
                .ok_or_else(missing)
        };
        rows.iter().map(number).collect()
    }
}

impl CheckedSpec {
    /// The numbers of a column, one for each row of the source; NaN where a cell is missing.
    ///
    /// # Errors
    ///
    /// [`AmountError::NoRows`] where the source can't be read or made, [`AmountError::NoColumn`]
    /// where it has no numeric column of that name.
    pub fn amounts(&self, table: Option<&RawTable>, column: &str) -> Result<Amounts, AmountError> {
        let (row_numbers, cells) = self.source_column(table, column)?;
        let numbers = match cells {
            Cells::Numbers(numbers) => Some(numbers),
            Cells::Column(column) => column.numbers().map(<[f64]>::to_vec),
        };
        let missing = || AmountError::NoColumn {
            column: column.to_owned(),
        };
        Ok(Amounts {
            input: self.spec().input(),
            column: column.to_owned(),
            row_numbers,
            numbers: numbers.ok_or_else(missing)?,
        })
    }

    /// A column of the source, and the numbers of its rows.
    pub(super) fn source_column<'a>(
        &self,
        table: Option<&'a RawTable>,
        column: &str,
    ) -> Result<(RowNumbers, Cells<'a>), AmountError> {
        let data = &self.spec().data;
        let missing = || AmountError::NoColumn {
            column: column.to_owned(),
        };
        match (data.source, table) {
            (Source::Generate, _) => {
                let rows = make_classification(&data.generate).map_err(SpecError::from)?;
                let mut names = rows.names().iter();
                let place = names.position(|name| name == column).ok_or_else(missing)?;
                let numbers = rows.features().column(place).to_vec();
                let row_numbers = RowNumbers::from(1, numbers.len());
                Ok((row_numbers, Cells::Numbers(numbers)))
            }
            (Source::Upload | Source::Scores, Some(table)) => {
                let column = table.column(column).ok_or_else(missing)?;
                Ok((table.row_numbers().clone(), Cells::Column(column)))
            }
            (Source::Upload | Source::Scores, None) => {
                let name = data.file().map(|file| file.file_name.clone());
                Err(SpecError::NoFile(name.unwrap_or_default()).into())
            }
        }
    }
}
