//! Rows that the trained models score, as far as they are heard: those of a file, and one that is typed.

use serde::de::DeserializeOwned;

use crate::experiment::message::{Parcel, decode};
use crate::experiment::{Applicant, ArmId, Other, ScoredFile, TypedCells, Why, WhyAsked};

/// A file whose rows are scored, by each arm that is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scoring {
    /// The file's name.
    pub file: String,
    /// What each arm says, as far as it is heard.
    pub arms: Vec<ScoringArm>,
}

/// An applicant whose cells are typed, scored by each arm that is trained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// What is typed.
    pub cells: TypedCells,
    /// What each arm says, as far as it is heard.
    pub arms: Vec<ScoringArm>,
}

/// What the trained models were asked about themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The question.
    pub asked: WhyAsked,
    /// What each arm says, as far as it is heard.
    pub arms: Vec<ScoringArm>,
}

/// An arm that is asked once it is trained.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoringArm {
    /// The arm.
    pub arm: ArmId,
    /// What people call it.
    pub name: String,
    /// The job that trained it.
    pub run: u64,
    /// The job that answers.
    pub(crate) job: u64,
    /// What it says: a `Result<T, String>` as [`encode`](crate::experiment::message::encode) writes it.
    pub(crate) said: Option<Parcel>,
}

impl ScoringArm {
    /// What it says of a file; `None` before it is heard.
    #[must_use]
    pub fn scored(&self) -> Option<Result<ScoredFile, String>> {
        self.said()
    }

    /// What it says of an applicant; `None` before it is heard.
    #[must_use]
    pub fn applicant(&self) -> Option<Result<Applicant, String>> {
        self.said()
    }

    /// What it says of its model; `None` before it is heard.
    #[must_use]
    pub fn why(&self) -> Option<Result<Why, String>> {
        self.said()
    }

    fn said<T: DeserializeOwned>(&self) -> Option<Result<T, String>> {
        let said = self.said.as_ref()?;
        Some(decode(&said.bytes).unwrap_or_else(|error| Err(error.to_string())))
    }
}

/// What an arm decides of an applicant.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<'a> {
    /// The score on the scale on which the arm is read.
    pub score: f64,
    /// Whether it is at or above the arm's threshold.
    pub is_flagged: bool,
    /// Values of one column that change the decision, the nearest of each column, by rising distance.
    pub changes: Vec<&'a Other>,
}
