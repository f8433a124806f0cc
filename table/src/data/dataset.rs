//! Rows of numbers with their labels.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Scaler;
use super::counted::counted;
use super::some_rows;

/// Rows as they were observed (or made by a generator): finite numbers, unless gaps were asked for, and one label a row.
///
/// Features are `(n_samples, n_features)`, labels `n_samples`, names `n_features`. A data set never
/// holds a synthetic row; those live in [`TrainingSet`](crate::balance::TrainingSet).
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    features: Array2<f64>,
    labels: Vec<bool>,
    names: Vec<String>,
    row_numbers: Vec<usize>,
}

/// Why numbers, labels and names don't make a [`Dataset`].
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum DatasetError {
    /// Rows and labels differ in number.
    #[error("{} came with {}.", counted(*n_samples, "row"), counted(*n_labels, "label"))]
    Labels {
        /// Rows of the matrix.
        n_samples: usize,
        /// Labels given.
        n_labels: usize,
    },
    /// Columns and names differ in number.
    #[error("{} came with {}.", counted(*n_features, "column"), counted(*n_names, "name"))]
    Names {
        /// Columns of the matrix.
        n_features: usize,
        /// Names given.
        n_names: usize,
    },
    /// A value is NaN or infinite.
    #[error("Row {}, column {name}: the value is not a finite number.", row + 1)]
    NotFinite {
        /// Index of the row, from 0; the sentence counts from 1.
        row: usize,
        /// Name of the column.
        name: String,
    },
}

impl Dataset {
    /// A data set of `features` `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`DatasetError::Labels`] and [`DatasetError::Names`] where the lengths don't agree,
    /// [`DatasetError::NotFinite`] at the first value that is NaN or infinite.
    pub fn new(
        features: Array2<f64>,
        labels: Vec<bool>,
        names: Vec<String>,
    ) -> Result<Self, DatasetError> {
        let (n_samples, n_features) = features.dim();
        if labels.len() != n_samples {
            return Err(DatasetError::Labels {
                n_samples,
                n_labels: labels.len(),
            });
        }
        if names.len() != n_features {
            return Err(DatasetError::Names {
                n_features,
                n_names: names.len(),
            });
        }
        for (row, values) in features.outer_iter().enumerate() {
            if let Some((_, name)) = values
                .iter()
                .zip(&names)
                .find(|(value, _)| !value.is_finite())
            {
                return Err(DatasetError::NotFinite {
                    row,
                    name: name.clone(),
                });
            }
        }
        Ok(Self {
            features,
            labels,
            names,
            row_numbers: (1..=n_samples).collect(),
        })
    }

    /// The same rows with other columns, in which numbers may be missing (NaN): for models that take gaps. `features` is
    /// `(n_samples, n_features)`; `None` where it has another number of rows, or of columns than there are names.
    #[must_use]
    pub fn with_gaps(&self, features: Array2<f64>, names: Vec<String>) -> Option<Self> {
        let is_whole = features.dim() == (self.n_samples(), names.len());
        is_whole.then(|| Self {
            features,
            labels: self.labels.clone(),
            names,
            row_numbers: self.row_numbers.clone(),
        })
    }

    /// The same rows, each with its number in the source.
    #[must_use]
    pub fn with_row_numbers(self, row_numbers: Vec<usize>) -> Self {
        Self {
            row_numbers,
            ..self
        }
    }

    /// The number of each row as people count the rows of its source: see
    /// [`RowNumbers`](super::RowNumbers).
    pub fn row_numbers(&self) -> &[usize] {
        &self.row_numbers
    }

    /// The numbers, `(n_samples, n_features)`.
    pub fn features(&self) -> ArrayView2<'_, f64> {
        self.features.view()
    }

    /// The label of each row; `true` = default.
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// The name of each column.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Rows.
    pub fn n_samples(&self) -> usize {
        self.labels.len()
    }

    /// Columns.
    pub fn n_features(&self) -> usize {
        self.names.len()
    }

    /// Rows that defaulted.
    pub fn n_positives(&self) -> usize {
        self.labels.iter().filter(|&&label| label).count()
    }

    /// Rows of each class: those that didn't default, those that did.
    pub fn class_counts(&self) -> [usize; 2] {
        [self.n_samples() - self.n_positives(), self.n_positives()]
    }

    /// The places of the rows of a class, rising.
    #[must_use]
    pub fn rows_of(&self, label: bool) -> Vec<usize> {
        let labels = self.labels.iter().enumerate();
        labels
            .filter_map(|(row, &of)| (of == label).then_some(row))
            .collect()
    }

    /// The share of rows that defaulted, in `[0, 1]`; `None` without rows.
    pub fn prevalence(&self) -> Option<f64> {
        let share = self.n_positives() as f64 / self.n_samples() as f64;
        share.is_finite().then_some(share)
    }

    /// The given rows, in the given order.
    ///
    /// # Panics
    /// Where a row isn't there; the parts of a [`Split`](super::Split) of these labels always are.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        Self {
            features: some_rows(&self.features, rows),
            labels: rows.iter().map(|&row| self.labels[row]).collect(),
            names: self.names.clone(),
            row_numbers: rows.iter().map(|&row| self.row_numbers[row]).collect(),
        }
    }

    /// The same rows, each column scaled.
    #[must_use]
    pub fn scaled(mut self, scaler: &Scaler) -> Self {
        scaler.transform_in_place(&mut self.features);
        self
    }
}
