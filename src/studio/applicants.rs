//! A file whose rows the trained models score, as far as they are heard.

use crate::experiment::message::{Parcel, decode};
use crate::experiment::{ArmId, ScoredFile};

/// A file whose rows are scored, by each arm that is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scoring {
    /// The file's name.
    pub file: String,
    /// What each arm says, as far as it is heard.
    pub arms: Vec<ScoringArm>,
}

/// An arm that scores a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoringArm {
    /// The arm.
    pub arm: ArmId,
    /// What people call it.
    pub name: String,
    /// The job that trained it.
    pub run: u64,
    /// The job that scores.
    pub(crate) job: u64,
    /// What it says: a `Result<ScoredFile, String>` as [`encode`](crate::experiment::message::encode) writes it.
    pub(crate) said: Option<Parcel>,
}

impl ScoringArm {
    /// What it says of the file; `None` before it is heard.
    #[must_use]
    pub fn scored(&self) -> Option<Result<ScoredFile, String>> {
        let said = self.said.as_ref()?;
        Some(decode(&said.bytes).unwrap_or_else(|error| Err(error.to_string())))
    }
}
