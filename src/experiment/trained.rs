//! A model that was trained, as its worker keeps it.

use std::rc::Rc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{HeldOut, ScoredFile, packed};
use crate::data::RawTable;
use crate::data::prepare::{Alternatives, Frame, NativeColumns, PrepareError, Prepared, Template};
use crate::model::{Classifier, ColumnUnit, Says};

/// A trained model, how rows are scaled for it, and rows to explain it by.
pub struct Trained {
    pub(super) model: Rc<dyn Classifier>,
    pub(super) columns: Vec<ColumnUnit>,
    pub(super) way: Way,
    /// Training rows that others are compared with, scaled, `(n_samples, n_features)`.
    pub(super) background: Array2<f32>,
    pub(super) held_out: Option<HeldOut>,
}

/// How columns become numbers: what they have to look like, and the steps as they were fitted; none of rows that were
/// generated.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// The columns before the first step.
    pub template: Template,
    /// What training rows have in them.
    pub alternatives: Rc<Vec<Alternatives>>,
    /// The steps.
    pub prepared: Rc<Prepared>,
    /// The column that each column of the matrix was made from.
    pub origins: Rc<Vec<String>>,
    /// Which columns the model sees, where it takes them as they stand in the file.
    pub native: Option<Rc<NativeColumns>>,
}

/// Rows in their own units, of the columns that a model was trained on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewRows {
    /// Names of the columns, in the order of `values`.
    pub names: Vec<String>,
    /// Row after row.
    #[serde(with = "packed::doubles")]
    pub values: Vec<f64>,
}

/// What a model says of rows that were not in its run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewScores {
    /// What each score is.
    pub says: Says,
    /// One score a row.
    #[serde(with = "packed::singles")]
    pub scores: Vec<f32>,
}

/// Why rows can't be scored.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum ScoringError {
    /// The worker keeps no model of that run.
    #[error("the model of this run is no longer there; train it again")]
    NoModel,
    /// A column of the model isn't among those of the rows.
    #[error("the rows have no column {0}, which the model was trained on")]
    NoColumn(String),
    /// The values don't make whole rows.
    #[error("{n_values} values make no whole rows of {n_columns} columns")]
    Ragged {
        /// Values given.
        n_values: usize,
        /// Columns named.
        n_columns: usize,
    },
    /// A number is infinite or none.
    #[error("row {row} has no finite number in column {column}")]
    NotFinite {
        /// Row, counted from 1.
        row: usize,
        /// The column's name.
        column: String,
    },
}

impl Way {
    /// Rows as the model sees them, from what they are before the first step.
    ///
    /// # Errors
    /// What steps find wrong, and a number that is missing where the model needs one.
    pub(super) fn rows(&self, before: &Frame) -> Result<NewRows, PrepareError> {
        let after = self.prepared.apply(before.clone())?;
        let names = after.columns().iter().map(|column| column.name.clone());
        let names: Vec<String> = names.collect();
        let matrix = after.matrix()?;
        let Some(native) = &self.native else {
            return Ok(NewRows {
                names,
                values: matrix.into_iter().collect(),
            });
        };
        let values = native.matrix(before, (&names, &matrix));
        Ok(NewRows {
            names: native.names().0,
            values: values.into_iter().collect(),
        })
    }
}

impl Trained {
    /// A model, and the units of the columns that it was trained on.
    #[must_use]
    pub fn new(model: Box<dyn Classifier>, columns: Vec<ColumnUnit>, way: Way) -> Self {
        Self {
            model: model.into(),
            columns,
            way,
            background: Array2::default((0, 0)),
            held_out: None,
        }
    }

    /// The same with training rows, scaled, that others are compared with.
    #[must_use]
    pub fn beside(self, background: Array2<f32>) -> Self {
        Self { background, ..self }
    }

    /// The same with the rows that judge it.
    #[must_use]
    pub fn judged_on(self, held_out: HeldOut) -> Self {
        Self {
            held_out: Some(held_out),
            ..self
        }
    }

    /// Scores every row of a table, whose columns take the way of those of the run.
    ///
    /// # Errors
    /// A sentence where there is no column to go by, or a number is missing.
    pub fn score_table(&self, table: &RawTable) -> Result<ScoredFile, String> {
        let (frame, notes) = self
            .way
            .template
            .frame(table)
            .map_err(|error| error.to_string())?;
        let rows = self.way.rows(&frame).map_err(|error| error.to_string())?;
        let scored = self.score(&rows).map_err(|error| error.to_string())?;
        Ok(ScoredFile {
            says: scored.says,
            scores: scored.scores,
            rows: table.row_numbers().iter().collect(),
            notes,
        })
    }

    /// Scores rows: columns are found by name, wherever they stand, and scaled as the training rows were.
    ///
    /// # Errors
    /// [`ScoringError`] where a column or a number is missing.
    pub fn score(&self, rows: &NewRows) -> Result<NewScores, ScoringError> {
        Ok(self.scores_of(&self.scaled(rows)?))
    }

    /// Scores rows that are scaled.
    pub(super) fn scores_of(&self, features: &Array2<f32>) -> NewScores {
        let mut scores = Vec::with_capacity(features.nrows());
        self.model.score(features, &mut scores);
        NewScores {
            says: self.model.says(),
            scores,
        }
    }

    pub(super) fn scaled(&self, rows: &NewRows) -> Result<Array2<f32>, ScoringError> {
        let (n_values, n_columns) = (rows.values.len(), rows.names.len());
        if n_columns == 0 || n_values % n_columns != 0 {
            return Err(ScoringError::Ragged {
                n_values,
                n_columns,
            });
        }
        let n_rows = n_values / n_columns;
        let mut scaled = Array2::zeros((n_rows, self.columns.len()));
        for (unit, mut to) in self.columns.iter().zip(scaled.columns_mut()) {
            let place = rows.names.iter().position(|name| *name == unit.name);
            let place = place.ok_or_else(|| ScoringError::NoColumn(unit.name.clone()))?;
            let values = rows.values.iter().skip(place).step_by(n_columns);
            for (row, (to, value)) in to.iter_mut().zip(values).enumerate() {
                *to = unit.scaled(*value);
                if !to.is_finite() && self.way.native.is_none() {
                    let (row, column) = (row + 1, unit.name.clone());
                    return Err(ScoringError::NotFinite { row, column });
                }
            }
        }
        Ok(scaled)
    }
}
