//! A number for each applicant that isn't learned from, such as the money that is lent.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{CheckedSpec, Source, SpecError};
use crate::data::{Table, make_classification};

/// Why a column gives no amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum AmountError {
    /// There are no rows.
    #[error("{0}")]
    NoRows(String),
    /// There is no such column of numbers.
    #[error("there is no column of numbers called {column}; choose another one for the exposure")]
    NoColumn {
        /// The name that was looked for.
        column: String,
    },
}

impl From<SpecError> for AmountError {
    fn from(error: SpecError) -> Self {
        Self::NoRows(error.to_string())
    }
}

impl CheckedSpec {
    /// The numbers of a column, one for each row of the source; NaN where a cell is missing.
    ///
    /// # Errors
    ///
    /// [`AmountError::NoRows`] where the source can't be read or made, [`AmountError::NoColumn`]
    /// where it has no numeric column of that name.
    pub fn amounts(&self, table: Option<&Table>, column: &str) -> Result<Vec<f64>, AmountError> {
        let data = &self.spec().data;
        let missing = || AmountError::NoColumn {
            column: column.to_owned(),
        };
        match (data.source, table) {
            (Source::Generate, _) => {
                let rows = make_classification(&data.generate).map_err(SpecError::from)?;
                let mut names = rows.names().iter();
                let place = names.position(|name| name == column).ok_or_else(missing)?;
                Ok(rows.features().column(place).to_vec())
            }
            (Source::Upload | Source::Scores, Some(table)) => {
                let column = table.column(column).and_then(|column| column.numbers());
                Ok(column.ok_or_else(missing)?.to_vec())
            }
            (Source::Upload | Source::Scores, None) => {
                let name = data.file().map(|file| file.file_name.clone());
                Err(SpecError::NoFile(name.unwrap_or_default()).into())
            }
        }
    }
}
