//! What is kept of a run, and how it is written.

use serde::{Deserialize, Serialize};

use crate::experiment::{EpochLoss, LabSpec, Scores, Source, packed};
use crate::studio::link::{Link, Opened};

/// A finished run, or finished repeats: what a line of the ledger tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// When it was finished, in milliseconds since 1970; no two have the same.
    pub when: u64,
    /// What people call it: the first run is 1.
    pub number: u32,
    /// The experiment, as the [text of a link](crate::studio::Link::to_fragment).
    pub settings: String,
    /// What its rows come from.
    pub data: String,
    /// Its seeds.
    pub seeds: String,
    /// Seconds that it took: those of all of its arms.
    pub seconds: f64,
    /// What was run.
    pub kept: Kept,
    /// Bytes that it takes in the store, shared ones included.
    pub n_bytes: usize,
}

/// What a line of the ledger is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kept {
    /// The arms of a run.
    Run(Vec<KeptArm>),
    /// Repeats over seeds.
    Repeats {
        /// Their arms.
        names: Vec<String>,
        /// Repeats that are done.
        n_done: usize,
    },
}

/// An arm of a run that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptArm {
    /// What people called it.
    pub name: String,
    /// Rounds of its model.
    pub n_rounds: usize,
    /// The area under its ROC curve; `None` where that is undefined.
    pub roc_auc: Option<f64>,
    /// Average precision; `None` where that is undefined.
    pub average_precision: Option<f64>,
    /// The SHA-256 of its [scores](Scores::sha256).
    pub sha256: String,
    /// Bytes of its scores.
    pub n_bytes: usize,
}

/// Scores that are kept, with what is needed to judge them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptScores {
    /// Scores of the test rows.
    pub scores: Scores,
    /// Whether each of them defaulted.
    #[serde(with = "packed::flags")]
    pub labels: Vec<bool>,
    /// The losses of every round.
    pub losses: Vec<EpochLoss>,
}

/// How entries are written; one that was written otherwise isn't read.
const FORMAT: &str = "1";

impl LedgerEntry {
    /// Where it is in the store.
    #[must_use]
    pub fn key(&self) -> String {
        format!("run{FORMAT}/{:016}", self.when)
    }

    /// Whether something in the store is an entry.
    #[must_use]
    pub fn is_at(key: &str) -> bool {
        key.strip_prefix("run")
            .is_some_and(|rest| rest.starts_with(FORMAT) && rest[FORMAT.len()..].starts_with('/'))
    }

    /// The arms of a run; none of repeats.
    #[must_use]
    pub fn arms(&self) -> &[KeptArm] {
        match &self.kept {
            Kept::Run(arms) => arms,
            Kept::Repeats { .. } => &[],
        }
    }

    /// Where else in the store there is something of it: scores by their hash, so that the same ones are there once.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        match &self.kept {
            Kept::Run(_) => self.arms().iter().map(KeptArm::key).collect(),
            Kept::Repeats { .. } => vec![format!("repeats{FORMAT}/{:016}", self.when)],
        }
    }

    /// The experiment that it is of; `None` where it is none of this version.
    #[must_use]
    pub fn spec(&self) -> Option<LabSpec> {
        match Link::from_fragment(&self.settings) {
            Ok(Opened::Link(link)) => Some(link.spec),
            _ => None,
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.kept {
            Kept::Run(_) => format!("Run {}", self.number),
            Kept::Repeats { .. } => format!("Repeats {}", self.number),
        }
    }

    /// Whether it says the same of the same settings.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let hashes = |entry: &Self| match &entry.kept {
            Kept::Run(_) => Some(entry.parts()),
            Kept::Repeats { .. } => None,
        };
        self.settings == other.settings && hashes(self).is_some() && hashes(self) == hashes(other)
    }
}

impl KeptArm {
    /// Where its scores are in the store.
    #[must_use]
    pub fn key(&self) -> String {
        format!("scores{FORMAT}/{}", self.sha256)
    }
}

/// An experiment as it is written.
#[must_use]
pub fn settings_of(spec: &LabSpec) -> String {
    let link = Link {
        spec: spec.clone(),
        ..Link::default()
    };
    link.to_fragment()
}

/// The seeds of an experiment: "data 42, split 42, model 42".
#[must_use]
pub fn seeds(spec: &LabSpec) -> String {
    let mut seeds = vec![
        format!("split {}", spec.split.random_state),
        format!("model {}", spec.model.seed),
    ];
    if spec.data.source == Source::Generate {
        seeds.insert(0, format!("data {}", spec.data.generate.random_state));
    }
    seeds.join(", ")
}
