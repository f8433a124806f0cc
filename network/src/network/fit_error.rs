//! Why a model can't be fitted.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{ModelSpecError, RuleError};

/// Why a model can't be fitted, or not further.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FitError {
    /// The model or its fitting can't be as asked for.
    #[error(transparent)]
    Spec(#[from] ModelSpecError),
    /// There is nothing to train on.
    #[error("there are no training rows")]
    NoRows,
    /// More rows than a `u32` can count.
    #[error("{n_rows} training rows are too many; use at most {}", u32::MAX)]
    TooManyRows {
        /// Rows given.
        n_rows: usize,
    },
    /// Rows and labels don't pair up.
    #[error("{n_labels} labels were given for {n_rows} training rows")]
    LabelCount {
        /// Rows given.
        n_rows: usize,
        /// Labels given.
        n_labels: usize,
    },
    /// The given network takes another number of features than the rows have.
    #[error("the training rows have {n_features} features, the network takes {n_inputs}")]
    FeatureCount {
        /// Features a row.
        n_features: usize,
        /// Features that the network takes.
        n_inputs: usize,
    },
    /// A feature is NaN or infinite.
    #[error("training row {row} has no finite number in feature column {column} (counted from 0)")]
    NotFinite {
        /// Row, counted from 0.
        row: usize,
        /// Column, counted from 0.
        column: usize,
    },
    /// There is no row of one class.
    #[error("rows of both classes are needed; there are {n_negatives} and {n_positives}")]
    OneClass {
        /// Rows of the negatives.
        n_negatives: usize,
        /// Rows of the positives.
        n_positives: usize,
    },
    /// Typed rules can't be read, or are about columns that aren't there.
    #[error(transparent)]
    Rules(#[from] RuleError),
    /// No finite coefficients are best, or columns say the same.
    #[error(
        "no coefficients are best: columns repeat one another, or they tell the classes apart wholly; \
         choose a penalty, or leave a column out"
    )]
    NoBest,
    /// There is nothing to boost.
    #[error(
        "the first tree is wrong about at least half of the rows by weight; there is nothing to boost"
    )]
    NoBetterThanChance,
    /// The loss, or at the end of an epoch a weight or a logit, became NaN or infinite.
    #[error(
        "training broke down in epoch {epoch}, batch {batch} of {n_batches}: the loss or a weight \
         is no longer a finite number; the network of the {} is kept; lower the learning \
         rate, now {learning_rate}, or scale the features",
        if *epoch > 1 { format!("last good epoch, {}", epoch - 1) } else { "start".to_owned() }
    )]
    Diverged {
        /// Epoch, counted from 1.
        epoch: usize,
        /// Mini-batch of the epoch, counted from 1.
        batch: usize,
        /// Mini-batches an epoch.
        n_batches: usize,
        /// The step size that was too large.
        learning_rate: f64,
    },
}
