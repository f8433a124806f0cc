//! Why rows cannot be ranked.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why [`Ranking::new`](super::Ranking::new) refused its rows. Rows are counted from 0 in the
/// fields and from 1 in the sentences.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum RankingError {
    /// Scores and labels are not of the same length.
    #[error(
        "there are {n_scores} scores and {n_labels} labels, so row {} has no {}; \
         each row needs one of each",
        .n_scores.min(.n_labels) + 1,
        if .n_scores < .n_labels { "score" } else { "label" }
    )]
    LengthsDiffer {
        /// How many scores were given.
        n_scores: usize,
        /// How many labels were given.
        n_labels: usize,
    },
    /// There is not a single row.
    #[error("there are no rows; a ranking needs at least one default and one good customer")]
    NoRows,
    /// A score is NaN.
    #[error("the score of row {} is not a number; every row needs a score", .row + 1)]
    NotANumber {
        /// The first such row.
        row: usize,
    },
    /// A score is plus or minus infinity.
    #[error("the score of row {} is infinite; scores have to be finite", .row + 1)]
    Infinite {
        /// The first such row.
        row: usize,
    },
    /// Every row has the same label, so there is nothing to tell apart: the ROC curve and its
    /// area are undefined.
    #[error(
        "{} of the {n_samples} rows is a default; a ranking needs at least one default and one \
         good customer",
        if *.label { "each" } else { "none" }
    )]
    OneClass {
        /// How many rows there are.
        n_samples: usize,
        /// The label that all of them have; `true` is a default.
        label: bool,
    },
}
