//! What is asked for, and whether it can be had.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::balance::{RemedyError, SmoteSpec};
use crate::data::{
    ClassificationError, ClassificationSpec, LabelChoice, ScoreError, SplitError, SplitSpec,
    TableError,
};
use crate::model::{FitError, MlpSpec, MlpSpecError};

/// A whole experiment, seeds included: the same value always gives the same numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabSpec {
    /// Where the rows come from.
    pub data: DataSpec,
    /// Which rows are held out.
    pub split: SplitSpec,
    /// What is done about the imbalance.
    pub balance: BalanceSpec,
    /// The network and how it is fitted.
    pub model: MlpSpec,
}

/// Where the rows come from. All settings are kept, so that switching the source loses none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataSpec {
    /// Which of them is used.
    pub source: Source,
    /// The generator's settings.
    pub generate: ClassificationSpec,
    /// The uploaded file and how it is read.
    pub upload: UploadSpec,
    /// The uploaded file of scores and how it is read; columns left out hold none.
    pub scores: UploadSpec,
}

impl DataSpec {
    /// The file that is read for the source, where it is one of a file.
    #[must_use]
    pub const fn file(&self) -> Option<&UploadSpec> {
        match self.source {
            Source::Generate => None,
            Source::Upload => Some(&self.upload),
            Source::Scores => Some(&self.scores),
        }
    }

    /// The same, to be changed.
    pub const fn file_mut(&mut self) -> Option<&mut UploadSpec> {
        match self.source {
            Source::Generate => None,
            Source::Upload => Some(&mut self.upload),
            Source::Scores => Some(&mut self.scores),
        }
    }
}

impl Default for DataSpec {
    /// The tutorial's 10,000 rows, of which 2 % are drawn as defaults.
    fn default() -> Self {
        let generate = ClassificationSpec {
            n_samples: 10_000,
            n_features: 10,
            n_informative: 5,
            weights: Some([0.98, 0.02]),
            random_state: 42,
            ..ClassificationSpec::default()
        };
        Self {
            source: Source::Generate,
            generate,
            upload: UploadSpec::default(),
            scores: UploadSpec::default(),
        }
    }
}

/// A source of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Made by [`make_classification`](crate::data::make_classification).
    #[default]
    Generate,
    /// Read from a file of the user's.
    Upload,
    /// Scores of other models, read from a file of the user's: there is nothing to train.
    Scores,
}

/// A file by name and content, and how it is read. The rows themselves are never part of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadSpec {
    /// Name of the file; empty before one was chosen.
    pub file_name: String,
    /// The beginning of the SHA-256 of its bytes, in hexadecimal; empty before one was chosen.
    pub file_hash: String,
    /// The label column, its value that means default, and the columns left out by hand.
    pub choice: LabelChoice,
}

/// What is done about the imbalance, on training rows only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BalanceSpec {
    /// Which arms are trained.
    pub arms: Arms,
    /// SMOTE's settings.
    pub smote: SmoteSpec,
    /// Whether rows are synthesised before or after scaling.
    pub order: Order,
}

impl Default for BalanceSpec {
    fn default() -> Self {
        let smote = SmoteSpec {
            random_state: 42,
            ..SmoteSpec::default()
        };
        Self {
            arms: Arms::Compare,
            smote,
            order: Order::SmoteThenScale,
        }
    }
}

/// The arms that are trained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arms {
    /// The rows as they are.
    Off,
    /// With SMOTE.
    On,
    /// Both, at the same time.
    #[default]
    Compare,
}

impl Arms {
    /// The arms, in the order in which they are shown.
    #[must_use]
    pub const fn each(self) -> &'static [Arm] {
        match self {
            Self::Off => &[Arm::AsIs],
            Self::On => &[Arm::Smote],
            Self::Compare => &[Arm::AsIs, Arm::Smote],
        }
    }
}

/// One training run of an experiment. Arms differ in what their name says and in nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Arm {
    /// Trained on the training rows as they are.
    AsIs,
    /// Trained on the training rows and SMOTE's synthetic ones.
    Smote,
    /// Not trained here: a column of uploaded scores, counted from 0.
    Column(u8),
}

impl Arm {
    /// Every arm that is trained here, in the order in which they are shown.
    pub const TRAINED: [Self; 2] = [Self::AsIs, Self::Smote];

    /// The name under which people know it. A column of scores has its own: that of its
    /// [`Judged`](super::Judged).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AsIs => "as is",
            Self::Smote => "SMOTE",
            Self::Column(_) => "uploaded scores",
        }
    }

    /// Its place among the arms shown with it, which decides its colour, dash and marker.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::AsIs => 0,
            Self::Smote => 1,
            Self::Column(place) => place as usize,
        }
    }
}

/// What comes first where rows are both synthesised and scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Neighbours are found in the columns' own units; the scaler is fitted on the resampled rows.
    #[default]
    SmoteThenScale,
    /// The scaler is fitted on the real training rows; neighbours are found among scaled rows.
    ScaleThenSmote,
}

/// The part of the settings in which an error can be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Section {
    /// 1 Data.
    Data,
    /// 2 Split.
    Split,
    /// 3 Balance.
    Balance,
    /// 4 Model.
    Model,
}

/// Why an experiment can't be run.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum SpecError {
    /// The generator can't make such rows.
    #[error(transparent)]
    Generate(#[from] ClassificationError),
    /// The source is an upload, and no file is at hand.
    #[error("{}", file_wanted(.0))]
    NoFile(String),
    /// The file has other contents than the one that the settings name.
    #[error(
        "{file_name} has other contents now (SHA-256 {}…) than the file of these settings ({}…): \
         choose it again.",
        shortened(found),
        shortened(asked)
    )]
    OtherContents {
        /// Name of the file.
        file_name: String,
        /// The hash that the settings name.
        asked: String,
        /// The hash of what was read.
        found: String,
    },
    /// The uploaded table doesn't give rows and labels.
    #[error(transparent)]
    RawTable(#[from] TableError),
    /// The uploaded table doesn't give labels and scores.
    #[error(transparent)]
    Scores(#[from] ScoreError),
    /// The source is scores, and a run was asked for.
    #[error("Uploaded scores need no training: they are shown as soon as they are read.")]
    NothingToTrain,
    /// The rows can't be divided so.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// SMOTE isn't possible on these training rows.
    #[error(transparent)]
    Smote(#[from] RemedyError),
    /// Such a network can't be fitted.
    #[error(transparent)]
    Model(#[from] MlpSpecError),
    /// The network can't be fitted to these rows.
    #[error(transparent)]
    Fit(#[from] FitError),
}

fn file_wanted(file_name: &str) -> String {
    if file_name.is_empty() {
        "Choose a CSV file first.".to_owned()
    } else {
        format!("Choose the file {file_name} first.")
    }
}

/// As many digits of a hash as a person compares.
fn shortened(hash: &str) -> &str {
    hash.get(..8).unwrap_or(hash)
}

impl SpecError {
    /// Where it can be mended.
    #[must_use]
    pub const fn section(&self) -> Section {
        match self {
            Self::Generate(_)
            | Self::NoFile(_)
            | Self::OtherContents { .. }
            | Self::RawTable(_)
            | Self::Scores(_)
            | Self::NothingToTrain => Section::Data,
            Self::Split(_) => Section::Split,
            Self::Smote(_) => Section::Balance,
            Self::Model(_) | Self::Fit(_) => Section::Model,
        }
    }
}

/// A spec that passed every check that needs no rows.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedSpec(LabSpec);

impl CheckedSpec {
    /// The settings that were checked.
    #[must_use]
    pub const fn spec(&self) -> &LabSpec {
        &self.0
    }
}

impl LabSpec {
    /// The same experiment without the settings that have no part in it: those of the other sources.
    #[must_use]
    pub fn used(&self) -> Self {
        let mut used = self.clone();
        let unused = DataSpec::default();
        let data = &mut used.data;
        if data.source != Source::Generate {
            data.generate = unused.generate;
        }
        if data.source != Source::Upload {
            data.upload = unused.upload;
        }
        if data.source != Source::Scores {
            data.scores = unused.scores;
        }
        used
    }

    /// Checks all that can be known before there are rows.
    ///
    /// # Errors
    ///
    /// [`SpecError::Generate`] or [`SpecError::Model`]. The rest shows when rows are made.
    pub fn check(self) -> Result<CheckedSpec, SpecError> {
        let n_features = match self.data.source {
            Source::Generate => {
                self.data.generate.check()?;
                self.data.generate.n_features
            }
            // Their number is known when the table is read; the network is checked again then.
            Source::Upload => 1,
            Source::Scores => return Ok(CheckedSpec(self)),
        };
        self.model.check(n_features)?;
        Ok(CheckedSpec(self))
    }
}
