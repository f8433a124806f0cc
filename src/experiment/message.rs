//! What crosses between the page and a worker, and how it becomes bytes.
//!
//! A page asks for a job under a number that it gives to no other; everything that is said of the job
//! bears that number, so that an answer to an older question is known as such and dropped.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{
    AmountError, Amounts, ArmId, CalibrationSpec, CalibrationTable, EpochLoss, Grouping, LabSpec,
    NewRows, Preview, RepeatSpec, Repeated, Restored, Round, RowsPerClass, Scores, Section, Source,
    SpecError, TypedCells, Uncertainty, UncertaintySpec, UploadedScores, WhyAsked, packed,
};
use crate::data::{FormatChoice, TableSummary};
use crate::model::FitError;

/// Names the build by what it is made of. A page and its workers have to be of the same one.
pub const BUILD: &str = env!("BUILD");

/// The page's word to a worker. A file, where one is needed, travels beside it by handle.
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time, and passed on at once"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Do a job. An older one of the same kind is dropped; others are done in their turn.
    Do {
        /// Names the job in every answer.
        id: u64,
        /// What is to be done.
        job: Job,
    },
    /// End a job after the small piece of work at hand.
    Stop {
        /// The job that is meant.
        id: u64,
    },
    /// The last report is on the screen: the next one may come. So a page on a slow machine gets as
    /// many reports as it can draw, and no more.
    Seen,
}

/// What a worker can be asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Job {
    /// Train one arm.
    Train {
        /// The arm to train.
        arm: ArmId,
        /// The experiment.
        spec: LabSpec,
        /// Whether it goes at a pace that eyes can follow.
        is_slow: bool,
    },
    /// Train one arm of a repeat to its end, and judge it.
    Repeat(RepeatSpec),
    /// Read the file that comes with this message and say what is in it.
    Inspect {
        /// What the file is for.
        source: Source,
        /// What someone says of how it is written.
        format: FormatChoice,
    },
    /// Make the rows of an experiment and show some of them; of uploaded scores, rank all of them.
    Preview {
        /// The experiment.
        spec: LabSpec,
        /// The arm whose training rows are shown.
        arm: ArmId,
    },
    /// Read a column that says how much is lent to each applicant.
    Amounts {
        /// The experiment.
        spec: LabSpec,
        /// The name of the column.
        column: String,
    },
    /// Tell groups of applicants apart by a column.
    Group {
        /// The experiment.
        spec: LabSpec,
        /// The name of the column.
        column: String,
    },
    /// Hand over the rows of an uploaded file, for the workers that train on them: so it is read and parsed once.
    Hand {
        /// The experiment.
        spec: LabSpec,
    },
    /// Say how sure the numbers are.
    Doubt(UncertaintySpec),
    /// Say what each scale makes of each arm's scores.
    Calibrate(CalibrationSpec),
    /// Read a link of the first form.
    OpenLink(String),
    /// Read the file that comes with this message, and score its rows with the model that was trained in a job of this
    /// worker.
    ScoreFile {
        /// The job that trained it.
        run: u64,
        /// How the file is written, as far as that is known from the file of the run.
        format: FormatChoice,
    },
    /// Score an applicant whose cells were typed, with the model that was trained in a job of this worker.
    ScoreApplicant {
        /// The job that trained it.
        run: u64,
        /// The cells.
        cells: TypedCells,
        /// Texts that stand for nothing.
        missing: Vec<String>,
    },
    /// Say why the model that was trained in a job of this worker decides as it does.
    Explain {
        /// The job that trained it.
        run: u64,
        /// What is asked.
        asked: WhyAsked,
    },
    /// Score rows that weren't in the run with the model that was trained in a job of this worker.
    Score {
        /// The job that trained it.
        run: u64,
        /// The rows.
        rows: NewRows,
    },
}

impl Job {
    /// The experiment that it is part of.
    #[must_use]
    pub const fn spec(&self) -> Option<&LabSpec> {
        match self {
            Self::Train { spec, .. }
            | Self::Preview { spec, .. }
            | Self::Amounts { spec, .. }
            | Self::Group { spec, .. }
            | Self::Hand { spec } => Some(spec),
            Self::Repeat(repeat) => Some(&repeat.lab),
            Self::Inspect { .. }
            | Self::Doubt(_)
            | Self::Calibrate(_)
            | Self::OpenLink(_)
            | Self::ScoreFile { .. }
            | Self::ScoreApplicant { .. }
            | Self::Explain { .. }
            | Self::Score { .. } => None,
        }
    }
}

/// A worker's word to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// It listens. Always the first.
    Ready {
        /// The build that it comes from; the page needs one of its own build.
        build: String,
    },
    /// A job arrived and is being done.
    Heard {
        /// The job.
        id: u64,
    },
    /// There is nothing to report, and the worker is at work.
    Alive,
    /// A job is not done: another of its kind has taken its place.
    Dropped {
        /// The job.
        id: u64,
    },
    /// A part of what was asked for.
    News {
        /// The job.
        id: u64,
        /// What is known so far.
        news: News,
    },
    /// A job is over.
    Done {
        /// The job.
        id: u64,
        /// What came of it.
        done: Done,
    },
}

impl Event {
    /// Whether it brings curves of a run that goes on.
    #[must_use]
    pub const fn is_of_epochs(&self) -> bool {
        matches!(
            self,
            Self::News {
                news: News::Epochs { .. },
                ..
            }
        )
    }
}

/// What a job tells before it is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum News {
    /// How much of the file is read.
    Reading(ReadShare),
    /// How much of a run's resampling is done, 0..=1.
    Resampling(f64),
    /// A run has its rows and its network.
    Prepared(Facts),
    /// A run finished some epochs.
    Epochs {
        /// The losses of every epoch since the last report.
        losses: Vec<EpochLoss>,
        /// Those of them that are kept, by rising epoch; the last is there in any case.
        rounds: Vec<Round>,
        /// Milliseconds of training so far, preparation and rests excluded.
        elapsed_ms: f64,
    },
    /// What a run's model has learnt, told when the run is over: a [`Learnt`](crate::model::Learnt) as [`encode`] writes
    /// it, to be read where it is looked at.
    Learnt(Parcel),
    /// The SHA-256 of a run's [scores](Scores::sha256), told when the run is over.
    Hashed(String),
    /// Scores of an uploaded file; they come before the rows to look at.
    Scored(UploadedScores),
    /// How sure the numbers are, as far as it is known.
    Doubted(Uncertainty),
}

/// How much of a file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadShare {
    /// Of its bytes, 0..=1.
    pub share: f64,
    /// Rows below the header.
    pub n_rows: usize,
    /// Millions of bytes a second.
    pub mb_per_s: f64,
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Done {
    /// How a run ended.
    Trained(Ending),
    /// How an arm does in a repeat, or why that can't be told.
    Repeated(Result<Repeated, Complaint>),
    /// What is in the file, or the sentence that says what is wrong, where and what to do.
    Inspected(Result<Inspection, String>),
    /// Rows to look at, or the sentence that says why there are none.
    Previewed(Result<Preview, Complaint>),
    /// The rows of a file, or why there are none.
    Handed(Result<Parcel, Complaint>),
    /// A number for each row of the source, or why there is none.
    Amounts(Result<Amounts, AmountError>),
    /// The group of each row of the source, or why there are none.
    Grouped(Result<Grouping, AmountError>),
    /// How sure the numbers are.
    Doubted(Uncertainty),
    /// What each scale makes of each arm's scores.
    Calibrated(CalibrationTable),
    /// The same link in the form of today, or why there is none.
    Opened(Result<String, String>),
    /// What a model says of the rows of a file, or why that can't be told: a `Result<ScoredFile, String>` as [`encode`]
    /// writes it.
    ScoredFile(Parcel),
    /// What a model says of an applicant, or why that can't be told: a `Result<Applicant, String>` as [`encode`] writes it.
    ScoredApplicant(Parcel),
    /// Why a model decides as it does, or why that can't be told: a `Result<Why, String>` as [`encode`] writes it.
    Explained(Parcel),
    /// What a model says of rows that weren't in its run: a `Result<NewScores, ScoringError>` as [`encode`] writes it.
    Scored(Parcel),
}

/// Bytes that the page passes on without looking: rows on their way from one worker to another, as
/// [`HandedRows`](super::HandedRows) packs them, travel beside the event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Its bytes; empty once they were taken out to travel by themselves.
    pub bytes: Vec<u8>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ending {
    /// Every epoch is done.
    Finished,
    /// It ended by itself, with its last epoch or before, and went back to an epoch that did better.
    Restored(Restored),
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
    #[serde(with = "packed::flags")]
    pub validation: Vec<bool>,
    /// Labels of the test rows.
    #[serde(with = "packed::flags")]
    pub test: Vec<bool>,
    /// The rows of the validation part, as the source counts them.
    #[serde(with = "packed::places")]
    pub validation_rows: Vec<usize>,
    /// The rows of the test part, as the source counts them.
    #[serde(with = "packed::places")]
    pub test_rows: Vec<usize>,
}

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// What was said of how it is written.
    pub format: FormatChoice,
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
