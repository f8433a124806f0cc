//! Why training rows can't be resampled.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why training rows can't be resampled so.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum RemedyError {
    /// `k_neighbors` is 0.
    #[error("k = 0 neighbours leave nothing to step towards; at least 1 is needed")]
    NoNeighbors,
    /// The ratio lies outside (0, 1].
    #[error("the ratio after resampling is {ratio}; it must be more than 0 and at most 1")]
    Ratio {
        /// The ratio asked for.
        ratio: f64,
    },
    /// The training rows hold one class, or none.
    #[error(
        "the training rows hold {n_negatives} non-defaults and {n_positives} defaults; \
         both classes are needed"
    )]
    OneClass {
        /// Rows that didn't default.
        n_negatives: usize,
        /// Rows that did.
        n_positives: usize,
    },
    /// The ratio asks for no more rows than there are.
    #[error(
        "the training rows hold {n_minority} {} to {n_majority} {} already; \
         a ratio of {ratio} adds no row", rows_of(*minority, *n_minority), rows_of(!*minority, *n_majority)
    )]
    NothingToAdd {
        /// The label of the rarer class.
        minority: bool,
        /// Its rows.
        n_minority: usize,
        /// Rows of the other class.
        n_majority: usize,
        /// The ratio asked for.
        ratio: f64,
    },
    /// The minority has no `k_neighbors` other rows.
    #[error(
        "the training rows hold {n_minority} {}; k = {k_neighbors} neighbours need at least {}",
        rows_of(*minority, *n_minority), k_neighbors.saturating_add(1)
    )]
    TooFewMinority {
        /// The label of the rarer class.
        minority: bool,
        /// Its rows.
        n_minority: usize,
        /// Neighbours asked for.
        k_neighbors: usize,
    },
    /// The ratio asks for more rows of the more frequent class than there are.
    #[error(
        "the training rows hold {n_minority} {} to {n_majority} {}; a ratio of {ratio} takes no row away",
        rows_of(*minority, *n_minority), rows_of(!*minority, *n_majority)
    )]
    NothingToTake {
        /// The label of the rarer class.
        minority: bool,
        /// Its rows.
        n_minority: usize,
        /// Rows of the other class.
        n_majority: usize,
        /// The ratio asked for.
        ratio: f64,
    },
    /// No row of the rarer class has a neighbour of the other, so that none is hard to tell.
    #[error(
        "no {} has a neighbour of the other class among its {n_neighbors} nearest, so ADASYN finds none \
         that is hard to tell; SMOTE does without", rows_of(*minority, 1)
    )]
    NoneIsHard {
        /// The label of the rarer class.
        minority: bool,
        /// Neighbours asked for.
        n_neighbors: usize,
    },
    /// Cleaning takes every row of a class away.
    #[error("cleaning leaves no {}; ask for fewer neighbours", rows_of(*class, 1))]
    NothingLeft {
        /// The label of that class.
        class: bool,
    },
    /// The shrinkage is negative or no number.
    #[error("the shrinkage is {shrinkage}; it must be 0 or more")]
    Shrinkage {
        /// As asked for.
        shrinkage: f64,
    },
}

fn rows_of(class: bool, n: usize) -> &'static str {
    match (class, n) {
        (true, 1) => "default",
        (true, _) => "defaults",
        (false, 1) => "non-default",
        (false, _) => "non-defaults",
    }
}
