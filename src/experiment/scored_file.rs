//! A file that a model has scored.

use serde::{Deserialize, Serialize};

use super::held_out::shown;
use super::packed;
use crate::model::Says;

/// What a model says of the rows of a file that weren't in its run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScoredFile {
    /// What each score is.
    pub says: Says,
    /// One score a row.
    #[serde(with = "packed::singles")]
    pub scores: Vec<f32>,
    /// The rows as a spreadsheet counts them.
    #[serde(with = "packed::places")]
    pub rows: Vec<usize>,
    /// How the file differs from that of the run, a sentence each.
    pub notes: Vec<String>,
}

impl ScoredFile {
    /// The scores as they are ranked: log-odds as the probabilities that they are.
    pub fn shown(&self) -> impl Iterator<Item = f64> + '_ {
        self.scores.iter().map(|score| shown(self.says, *score))
    }
}
