//! Files as far as they are read, and what was read from them or made.

use std::sync::Arc;

use super::applicants::{Explained, Scoring, Typed};
use crate::data::{FormatChoice, LabelChoice, TableSummary};
use crate::experiment::message::{Complaint, ReadShare};
use crate::experiment::{Amounts, Grouping, Input, LabSpec, Preview, Source, UploadedScores};
use crate::sorting::sort_by;

/// A file that the user chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upload {
    /// Its name; empty before one was chosen in this session.
    pub name: String,
    /// What was said of how it is written, when it was read.
    pub format: FormatChoice,
    /// How far it is read.
    pub state: UploadState,
}

/// How far a file is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum UploadState {
    /// There is none.
    #[default]
    None,
    /// Being read; how much is.
    Reading(ReadShare),
    /// Its columns, and the beginning of the SHA-256 of its bytes.
    Loaded {
        /// As it was read.
        hash: String,
        /// Its columns.
        table: Arc<TableSummary>,
    },
    /// What is wrong with it.
    Broken(String),
}

/// Rows to look at, and what they are rows of.
#[derive(Clone, Debug, PartialEq)]
pub struct Previewed {
    /// The settings that they were made with.
    pub spec: LabSpec,
    /// The rows.
    pub preview: Preview,
}

/// What is wrong with data, and with which.
#[derive(Clone, Debug, PartialEq)]
pub struct DataComplaint {
    /// The settings that were tried.
    pub spec: LabSpec,
    /// What is wrong.
    pub complaint: Complaint,
}

/// What was read from a column, or why nothing was.
#[derive(Clone, Debug, PartialEq)]
pub struct OfColumn<T> {
    /// What it was to be read from.
    pub input: Input,
    /// The column.
    pub column: String,
    /// What was read.
    pub read: Result<T, String>,
}

/// The amounts of a column.
pub type KnownAmounts = OfColumn<Amounts>;

impl<T> OfColumn<T> {
    /// Whether it is of this column of these data.
    #[must_use]
    pub fn is_of(&self, input: &Input, column: &str) -> bool {
        self.column == column && self.input == *input
    }
}

/// Everything that was read or made and isn't a result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    /// The file of applicants.
    pub table: Upload,
    /// The file of scores.
    pub scores: Upload,
    /// Uploaded scores, once they are read, with the settings that they were read by.
    pub scored: Option<(LabSpec, Arc<UploadedScores>)>,
    /// Rows to look at.
    pub previewed: Option<Previewed>,
    /// What is wrong with the data of some settings.
    pub complaint: Option<DataComplaint>,
    /// What is lent to each applicant.
    pub amounts: Option<KnownAmounts>,
    /// Which group each applicant is of.
    pub grouping: Option<OfColumn<Grouping>>,
    /// A file whose rows the trained models score.
    pub scoring: Option<Scoring>,
    /// An applicant whose cells are typed.
    pub typed: Option<Typed>,
    /// What the trained models were asked about themselves: the last question of each kind.
    pub explained: Vec<Explained>,
}

impl Sources {
    /// The file of a source; that of applicants where rows are generated.
    #[must_use]
    pub const fn upload(&self, source: Source) -> &Upload {
        match source {
            Source::Scores => &self.scores,
            Source::Generate | Source::Upload => &self.table,
        }
    }

    /// The same, to be changed.
    pub const fn upload_mut(&mut self, source: Source) -> &mut Upload {
        match source {
            Source::Scores => &mut self.scores,
            Source::Generate | Source::Upload => &mut self.table,
        }
    }

    /// Why the data that the settings ask for aren't at hand; `None` where they are.
    #[must_use]
    pub fn absence(&self, spec: &LabSpec) -> Option<String> {
        let asked = spec.data.file()?;
        let upload = self.upload(spec.data.source);
        match &upload.state {
            UploadState::Loaded { hash, .. }
                if *hash == asked.file_hash && upload.format == asked.format =>
            {
                None
            }
            UploadState::Loaded { hash, .. } if *hash == asked.file_hash => {
                Some(format!("{} is to be read otherwise.", upload.name))
            }
            UploadState::Loaded { hash, .. } => Some(format!(
                "These settings are for {}, and {} is loaded: choose the file again.",
                asked.input().name(),
                Input::file(&upload.name, hash).name(),
            )),
            UploadState::Reading(_) => Some(format!("{} is being read.", upload.name)),
            UploadState::Broken(sentence) => Some(sentence.clone()),
            UploadState::None if asked.is_named() => Some(format!(
                "Choose {} again: a link holds the settings and no rows.",
                asked.file_name
            )),
            UploadState::None => Some("Choose a CSV file first.".into()),
        }
    }

    /// Rows to look at of these settings, or of such as differ in no data.
    #[must_use]
    pub fn preview(&self, spec: &LabSpec) -> Option<&Preview> {
        let known = self.previewed.as_ref()?;
        (known.spec.input() == spec.input()).then_some(&known.preview)
    }

    /// What is wrong with the data of these settings.
    #[must_use]
    pub fn complaint(&self, spec: &LabSpec) -> Option<&Complaint> {
        let known = self.complaint.as_ref()?;
        is_of_same_data(&known.spec, spec).then_some(&known.complaint)
    }
}

/// Whether rows, their split and their remedies are the same: models have no part in them.
#[must_use]
pub fn is_of_same_data(a: &LabSpec, b: &LabSpec) -> bool {
    let (a, b) = (a.used(), b.used());
    let remedies = |spec: &LabSpec| {
        let arms = spec.arms.iter();
        let arms = arms.map(|arm| (arm.is_hidden, arm.remedies.clone(), arm.order));
        arms.collect::<Vec<_>>()
    };
    (&a.data, &a.split, &a.prepare, a.scaling, remedies(&a))
        == (&b.data, &b.split, &b.prepare, b.scaling, remedies(&b))
}

/// How a file is to be read that takes the place of one that was read as `before`: what was set by hand
/// stays where the columns are still there, and sentences say what doesn't.
#[must_use]
pub fn kept_choice(
    before: &LabelChoice,
    guess: LabelChoice,
    table: &TableSummary,
) -> (LabelChoice, Vec<String>) {
    let Some(label) = table.column(&before.label_column) else {
        let sentence = format!(
            "There is no column {} any more: {} is the label now.",
            before.label_column, guess.label_column
        );
        return (guess, vec![sentence]);
    };
    let mut said = Vec::new();
    let values = label.values.as_deref().unwrap_or_default();
    let has_value = values
        .iter()
        .any(|value| value.value == before.default_value);
    let default_value = if has_value {
        before.default_value.clone()
    } else {
        let value = LabelChoice::of(label).default_value;
        said.push(format!(
            "Column {} holds no {} any more: {value} is the positive value now.",
            label.name, before.default_value
        ));
        value
    };
    let is_there = |names: &Vec<String>| -> Vec<String> {
        let mut known: Vec<_> = table.columns.iter().map(|column| &column.name).collect();
        sort_by(&mut known, Ord::cmp);
        let is_known = |name: &&String| known.binary_search(name).is_ok();
        names.iter().filter(is_known).cloned().collect()
    };
    let choice = LabelChoice {
        default_value,
        left_out: is_there(&before.left_out),
        turned: is_there(&before.turned),
        ..before.clone()
    };
    (choice, said)
}
