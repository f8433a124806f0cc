//! What crosses between the page and a worker, and how it becomes bytes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{
    AmountError, Arm, EpochLoss, LabSpec, Preview, RowsPerClass, Scores, Section, SpecError,
    Uncertainty, UncertaintySpec, UploadedScores,
};
use crate::data::TableSummary;
use crate::model::FitError;

/// Names the build by what it is made of. A page and its workers have to be of the same one.
pub const BUILD: &str = env!("BUILD");

/// The page's word to a worker. A file, where one is needed, travels beside it by handle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Train one arm. Whatever the worker did before is dropped.
    Start {
        /// Names the run in every answer.
        run: u64,
        /// The arm to train.
        arm: Arm,
        /// The experiment.
        spec: LabSpec,
    },
    /// End the run after the mini-batch at hand.
    Stop {
        /// The run that is meant.
        run: u64,
    },
    /// The last report is on the screen: the next one may come. So a page on a slow machine gets as
    /// many reports as it can draw, and no more.
    Seen,
    /// Read the file that comes with this message and say what is in it.
    Inspect,
    /// Make the rows of an experiment and show some of them; of uploaded scores, all of them.
    Preview {
        /// The experiment.
        spec: LabSpec,
    },
    /// Say how sure the numbers are. Whatever was being said before is dropped.
    Doubt(UncertaintySpec),
    /// Read a column that says how much is lent to each applicant.
    Amounts {
        /// The experiment.
        spec: LabSpec,
        /// The name of the column.
        column: String,
    },
}

/// A worker's word to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// It listens. Always the first.
    Ready {
        /// The build that it comes from; the page needs one of its own build.
        build: String,
    },
    /// A command arrived and is being carried out.
    Heard,
    /// A run has its rows and its network.
    Prepared {
        /// The run.
        run: u64,
        /// Its rows and size.
        facts: Facts,
    },
    /// A run finished some epochs.
    Epochs {
        /// The run.
        run: u64,
        /// The losses of every epoch since the last report.
        losses: Vec<EpochLoss>,
        /// What the network says after the last of them.
        scores: Scores,
        /// Milliseconds of training so far, preparation excluded.
        elapsed_ms: f64,
    },
    /// A run is over.
    Ended {
        /// The run.
        run: u64,
        /// How.
        ending: Ending,
    },
    /// There is nothing to report, and the worker is training.
    Alive,
    /// How much of the file is read.
    Reading {
        /// Share of its bytes, 0..=1.
        share: f64,
    },
    /// What is in the file, or the sentence that says what is wrong, where and what to do.
    Inspected(Result<Inspection, String>),
    /// Scores of other models; comes before the rows to look at.
    Scored(UploadedScores),
    /// How sure the numbers are, as far as it is known.
    Doubted {
        /// What is known.
        uncertainty: Uncertainty,
        /// Whether that is all.
        is_done: bool,
    },
    /// A number for each row of the source, or why there is none.
    Amounts {
        /// The name of the column.
        column: String,
        /// The numbers, NaN where one is missing.
        amounts: Result<Vec<f64>, AmountError>,
    },
    /// Rows to look at, or the sentence that says why there are none.
    Previewed(Result<Preview, Complaint>),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ending {
    /// Every epoch is done.
    Finished,
    /// Stopped by hand. With validation rows, the epoch that did best on them.
    Stopped(Option<(usize, Scores)>),
    /// It couldn't start or go on.
    Failed(Complaint),
}

/// A sentence about what is wrong, and where it can be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// What is wrong, where and what to do.
    pub sentence: String,
    /// The part of the settings to look at.
    pub section: Section,
}

impl Complaint {
    /// A file that can't be read.
    #[must_use]
    pub const fn of_file(sentence: String) -> Self {
        Self {
            sentence,
            section: Section::Data,
        }
    }

    /// A run that can't go on.
    #[must_use]
    pub fn of_model(error: &FitError) -> Self {
        Self {
            sentence: error.to_string(),
            section: Section::Model,
        }
    }
}

impl From<SpecError> for Complaint {
    fn from(error: SpecError) -> Self {
        Self {
            sentence: error.to_string(),
            section: error.section(),
        }
    }
}

/// What is known of a run before its first epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Names of the columns that the network sees.
    pub names: Vec<String>,
    /// Its weights and biases.
    pub n_parameters: usize,
    /// Real training rows.
    pub real: RowsPerClass,
    /// Training rows after resampling.
    pub resampled: RowsPerClass,
    /// Labels of the validation rows; empty when there is no validation part.
    pub validation: Vec<bool>,
    /// Labels of the test rows.
    pub test: Vec<bool>,
    /// The places of the validation rows in the source, the first being 0.
    pub validation_rows: Vec<usize>,
    /// The places of the test rows in the source.
    pub test_rows: Vec<usize>,
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// The beginning of the SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// Its columns.
    pub table: TableSummary,
}

/// Bytes of a message.
///
/// # Errors
///
/// None that input can cause: every message has a binary form.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(message)
}

/// The message that bytes stand for.
///
/// # Errors
///
/// When the bytes come from another build.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
