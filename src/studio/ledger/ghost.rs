//! A kept arm behind the curves of today.

use std::sync::Arc;

use super::entry::KeptScores;
use crate::data::SplitSpec;
use crate::experiment::{EpochLoss, Input, Judged, ScoredRows, UploadedScores};
use crate::metrics::{Ranking, RankingError};

/// Arms that can be pinned at a time.
pub const MOST_PINS: usize = 2;

/// A kept arm that is shown behind the others.
#[derive(Clone, Debug)]
pub struct Pin {
    /// When its run was finished: the [entry](super::LedgerEntry::when) that it is of.
    pub run: u64,
    /// Its place among the arms of that run.
    pub place: usize,
    /// What is written at its curves.
    pub name: String,
    /// What its rows come from.
    pub input: Input,
    /// How they were divided.
    pub split: SplitSpec,
    /// Where its scores are in the store.
    pub key: String,
    /// Its scores, once they are there.
    pub ghost: Option<Ghost>,
}

/// What of a kept arm is drawn.
#[derive(Clone, Debug)]
pub struct Ghost {
    /// Its test rows.
    pub judged: Arc<Judged>,
    /// The losses of every round.
    pub losses: Vec<EpochLoss>,
}

impl Ghost {
    /// Ranks kept scores as scores that were made elsewhere.
    ///
    /// # Errors
    ///
    /// [`RankingError`] where they can't be ranked.
    pub fn new(name: &str, input: Input, kept: KeptScores) -> Result<Self, RankingError> {
        let scores = kept.scores.of_test();
        let ranking = Ranking::new(&scores, &kept.labels)?;
        let test = ScoredRows {
            rows: (0..scores.len()).collect(),
            labels: kept.labels,
            scores: vec![scores],
            rankings: vec![Ok(ranking)],
        };
        let upload = UploadedScores {
            input,
            names: vec![name.to_owned()],
            validation: ScoredRows::default(),
            test,
            left_out: Vec::new(),
            warnings: Vec::new(),
        };
        Ok(Self {
            judged: Arc::new(Judged::of_column(&Arc::new(upload), 0)?),
            losses: kept.losses,
        })
    }
}
