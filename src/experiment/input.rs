//! What numbers were made from.

use serde::{Deserialize, Serialize};

use super::{LabSpec, UploadSpec};
use crate::data::ClassificationSpec;

/// Digits of a SHA-256 that a person reads.
const SHOWN_DIGITS: usize = 8;

/// Where rows come from: settings of the generator, or a file by its name and its contents.
///
/// Every table, preview, result and amount carries it, so that a number can't stand under the name
/// of data that it did not come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// Made by [`make_classification`](crate::data::make_classification).
    Generated(Box<ClassificationSpec>),
    /// Read from a file of the user's.
    File {
        /// Its name.
        name: String,
        /// The beginning of the SHA-256 of its bytes, in hexadecimal, as it was read.
        hash: String,
    },
}

impl Input {
    /// A file that was read.
    #[must_use]
    pub fn file(name: &str, hash: &str) -> Self {
        Self::File {
            name: name.to_owned(),
            hash: hash.to_owned(),
        }
    }

    /// What people call it: "generated rows, seed 42", or "loans.csv (SHA-256 1f2e3d4c…)".
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Generated(spec) => format!("generated rows, seed {}", spec.random_state),
            Self::File { name, hash } => {
                let shown = hash.get(..SHOWN_DIGITS).unwrap_or(hash);
                format!("{name} (SHA-256 {shown}…)")
            }
        }
    }

    /// The same as a part of a file's name, without an ending.
    #[must_use]
    pub fn short_name(&self) -> String {
        match self {
            Self::Generated(spec) => format!("generated seed {}", spec.random_state),
            Self::File { name, .. } => {
                let stem = name.rsplit_once('.').map(|(stem, _)| stem);
                stem.unwrap_or(name).to_owned()
            }
        }
    }
}

impl UploadSpec {
    /// Whether a file was ever chosen.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        !self.file_name.is_empty()
    }

    /// The file that is meant.
    #[must_use]
    pub fn input(&self) -> Input {
        Input::file(&self.file_name, &self.file_hash)
    }
}

impl LabSpec {
    /// Where the rows of this experiment come from.
    #[must_use]
    pub fn input(&self) -> Input {
        match self.data.file() {
            None => Input::Generated(Box::new(self.data.generate.clone())),
            Some(file) => file.input(),
        }
    }
}
