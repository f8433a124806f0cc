//! What is asked for, and whether it can be had.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::arm::{ArmId, ArmSpec, Arms, MOST_ARMS, Order};
use crate::balance::{Aspect, RemedyError, RemedySpec, SmoteSpec};
use crate::data::prepare::{PrepareError, WrittenStep, usual_steps};
use crate::data::{
    ClassificationError, ClassificationSpec, DatasetError, FormatChoice, LabelChoice, Scaling,
    ScoreError, SplitBy, SplitError, SplitSpec, TableError,
};
use crate::model::{FitError, MlpSpec, ModelSpec, ModelSpecError};

/// A whole experiment, seeds included: the same value always gives the same numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabSpec {
    /// Where the rows come from.
    pub data: DataSpec,
    /// Which rows are held out.
    pub split: SplitSpec,
    /// What makes numbers of the columns of a file, in this order.
    pub prepare: Vec<WrittenStep>,
    /// How columns are scaled before models see them, learnt from training rows.
    pub scaling: Scaling,
    /// What is compared: 1 to [`MOST_ARMS`] arms, and at least one that isn't hidden.
    pub arms: Vec<ArmSpec>,
    /// The network that arms share, and how it is fitted.
    pub model: MlpSpec,
}

impl Default for LabSpec {
    /// The tutorial: as is and SMOTE, side by side.
    fn default() -> Self {
        Self {
            data: DataSpec::default(),
            split: SplitSpec::default(),
            prepare: usual_steps(),
            scaling: Scaling::default(),
            arms: Arms::Compare.list(SmoteSpec::default(), Order::default()),
            model: MlpSpec::default(),
        }
    }
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
    /// What is said of how it is written.
    pub format: FormatChoice,
    /// The label column, its value that means default, and the columns left out by hand.
    pub choice: LabelChoice,
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
    /// Its columns can't be made numbers.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
    /// What the steps leave are no rows of numbers.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The uploaded table doesn't give labels and scores.
    #[error(transparent)]
    Scores(#[from] ScoreError),
    /// The source is scores, and a run was asked for.
    #[error("Uploaded scores need no training: they are shown as soon as they are read.")]
    NothingToTrain,
    /// The rows can't be divided so.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// Every arm is hidden, or there is none.
    #[error("There is nothing to train: show an arm.")]
    NoArm,
    /// There are more arms than can be compared.
    #[error("{0} arms are too many; compare at most {MOST_ARMS}.")]
    TooManyArms(usize),
    /// Two remedies of an arm get in each other's way.
    #[error("{arm}: two remedies act on {}; keep one of them.", aspect.name())]
    Contested {
        /// What people call the arm.
        arm: String,
        /// What both act on.
        aspect: Aspect,
    },
    /// A focal loss was asked of a model that has none.
    #[error(
        "{arm}: a {model} has no focal loss, which is for networks; choose class weights instead."
    )]
    NoFocus {
        /// What people call the arm.
        arm: String,
        /// What people call the model.
        model: String,
    },
    /// Rows can't be resampled so.
    #[error(transparent)]
    Resample(#[from] RemedyError),
    /// Such a network can't be fitted.
    #[error(transparent)]
    Model(#[from] ModelSpecError),
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
            | Self::Prepare(_)
            | Self::Dataset(_)
            | Self::Scores(_)
            | Self::NothingToTrain => Section::Data,
            Self::Split(_) => Section::Split,
            Self::NoArm
            | Self::TooManyArms(_)
            | Self::Contested { .. }
            | Self::NoFocus { .. }
            | Self::Resample(_) => Section::Balance,
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
            used.prepare = usual_steps();
            used.split.by = SplitBy::Chance;
            used.split.column.clear();
            used.split.from.clear();
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
        self.check_arms(n_features)?;
        Ok(CheckedSpec(self))
    }

    fn check_arms(&self, n_features: usize) -> Result<(), SpecError> {
        let n_arms = self.arms.len();
        if n_arms > MOST_ARMS {
            return Err(SpecError::TooManyArms(n_arms));
        }
        let mut shown = self.shown_arms().peekable();
        if shown.peek().is_none() {
            return Err(SpecError::NoArm);
        }
        for arm in shown {
            let model = self.model_of(arm);
            model.check(n_features)?;
            let focus = self.arm(arm).and_then(|arm| arm.remedy(Aspect::Loss));
            if focus.is_some() && !model.has_focus() {
                let (arm, model) = (self.name_of(arm), model.name().to_owned());
                return Err(SpecError::NoFocus { arm, model });
            }
            if let Some(listener) = model.listener().filter(|_| !self.has_validation()) {
                let name = listener.to_owned();
                return Err(ModelSpecError::NoValidation { name }.into());
            }
            if let Some(aspect) = self.arm(arm).and_then(ArmSpec::contested) {
                let arm = self.name_of(arm);
                return Err(SpecError::Contested { arm, aspect });
            }
        }
        Ok(())
    }

    fn has_validation(&self) -> bool {
        self.split.validation_share > 0.0
    }

    /// The arms that aren't hidden, in their order.
    pub fn shown_arms(&self) -> impl Iterator<Item = ArmId> {
        let arms = self.arms.iter().enumerate();
        let shown = arms.filter(|(_, arm)| !arm.is_hidden);
        shown.map(|(place, _)| ArmId::at(place))
    }

    /// One of its arms.
    #[must_use]
    pub fn arm(&self, arm: ArmId) -> Option<&ArmSpec> {
        self.arms.get(arm.index())
    }

    /// What people call an arm: its own name, with a number behind it where one before it has the same.
    #[must_use]
    pub fn name_of(&self, arm: ArmId) -> String {
        let Some(spec) = self.arm(arm) else {
            return String::new();
        };
        let name = spec.own_name();
        let before = self.arms[..arm.index()].iter();
        match before.filter(|other| other.own_name() == name).count() {
            0 => name,
            n_same => format!("{name} ({})", n_same + 1),
        }
    }

    /// What learns in an arm: its own model, or the shared network.
    #[must_use]
    pub fn model_of(&self, arm: ArmId) -> ModelSpec {
        let own = self.arm(arm).and_then(|arm| arm.model.clone());
        own.unwrap_or_else(|| ModelSpec::Network(self.model.clone()))
    }

    /// Whether an arm of this experiment learns the same as one of another: the same rows, remedies and model,
    /// whatever they are called and wherever they stand.
    #[must_use]
    pub fn learns_as(&self, arm: ArmId, other: &Self, other_arm: ArmId) -> bool {
        let (Some(own), Some(its)) = (self.arm(arm), other.arm(other_arm)) else {
            return false;
        };
        let (used, other_used) = (self.used(), other.used());
        (used.data, used.split, used.prepare, used.scaling)
            == (
                other_used.data,
                other_used.split,
                other_used.prepare,
                other_used.scaling,
            )
            && own.learnt() == its.learnt()
            && self.model_of(arm) == other.model_of(other_arm)
    }

    /// Which of the lists that one press sets its arms are; `None` where they are none of them.
    #[must_use]
    pub fn preset(&self) -> Option<Arms> {
        let smote = self.smote()?;
        let mut all = Arms::ALL.into_iter();
        all.find(|arms| self.arms == arms.list(*smote, self.order()))
    }

    /// SMOTE's settings in the first arm that has it.
    #[must_use]
    pub fn smote(&self) -> Option<&SmoteSpec> {
        let mut remedies = self.arms.iter().flat_map(|arm| &arm.remedies);
        remedies.find_map(|remedy| match remedy {
            RemedySpec::Smote(smote) => Some(smote),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub fn smote_mut(&mut self) -> Option<&mut SmoteSpec> {
        let mut remedies = self.arms.iter_mut().flat_map(|arm| &mut arm.remedies);
        remedies.find_map(|remedy| match remedy {
            RemedySpec::Smote(smote) => Some(smote),
            _ => None,
        })
    }

    /// What comes first in the first arm with SMOTE.
    #[must_use]
    pub fn order(&self) -> Order {
        let mut arms = self.arms.iter();
        arms.find(|arm| has_smote(arm))
            .map_or_else(Order::default, |arm| arm.order)
    }

    /// Says what comes first in the first arm with SMOTE.
    pub fn set_order(&mut self, order: Order) {
        if let Some(arm) = self.arms.iter_mut().find(|arm| has_smote(arm)) {
            arm.order = order;
        }
    }
}

fn has_smote(arm: &ArmSpec) -> bool {
    let mut remedies = arm.remedies.iter();
    remedies.any(|remedy| matches!(remedy, RemedySpec::Smote(_)))
}
