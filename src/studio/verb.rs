//! What people can do, and what workers are then asked.

use serde::{Deserialize, Serialize};

use super::Link;
use super::search::tried::SearchAsked;
use super::store::Store;
use crate::data::LabelChoice;
use crate::data::prepare::WrittenStep;
use crate::experiment::message::Job;
use crate::experiment::{ArmId, ArmSpec, Preset, Source, TypedCells, WhyAsked};
use crate::metrics::{Goal, ScaleKind};

/// Something that a hand, a link or a lesson can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Verb {
    /// Writes a setting by its name in links.
    Set {
        /// The name.
        key: String,
        /// What is written, as a field shows it.
        text: String,
    },
    /// Starts from a prepared experiment; uploaded files stay at hand.
    Start(Preset),
    /// Takes back the last change of the experiment.
    Undo,
    /// Does it again.
    Redo,
    /// Takes over what a link holds.
    Open(Box<Link>),
    /// Takes over the text of a link, of this or an earlier form.
    OpenText(String),
    /// Has a file read. Its bytes are the page's concern.
    ChooseFile {
        /// What it is for.
        source: Source,
        /// Its name.
        name: String,
    },
    /// Has the trained models score the rows of a file. Its bytes are the page's concern.
    ScoreFile(String),
    /// Has the trained models score an applicant whose cells are typed.
    ScoreApplicant(TypedCells),
    /// Asks the trained models why they decide as they do.
    Explain(WhyAsked),
    /// Reads a column of the source whose values tell groups of applicants apart.
    GroupBy(String),
    /// Ends the reading of the file of the current source.
    CancelReading,
    /// Says how the file of the current source is read.
    Choose(LabelChoice),
    /// Takes another list of steps that make numbers of columns; [`StepChange`](super::StepChange) makes one.
    Prepare(Vec<WrittenStep>),
    /// Turns a column of scores so that higher ones mean a higher risk, or back.
    Turn {
        /// The name of the column in the file.
        column: String,
    },
    /// Takes another list of arms; [`ArmChange`](super::ArmChange) makes one.
    Arms {
        /// The arms.
        arms: Vec<ArmSpec>,
        /// Where each of them stood before; a new one nowhere.
        came_from: Vec<Option<usize>>,
    },
    /// Trains every arm.
    Train,
    /// Ends training; what was learned so far stays.
    Stop,
    /// Trains every arm over again with other seeds, as often as the study says.
    Repeat,
    /// Ends repeating; the repeats that are done stay.
    CancelRepeats,
    /// Searches the settings of an arm's model.
    Search(SearchAsked),
    /// Ends searching; what was tried stays.
    CancelSearch,
    /// Gives the arm the settings at a place among what was tried.
    UseFound(usize),
    /// Shows an arm of a kept run behind the others, or no longer.
    Pin {
        /// The run, by when it was [finished](super::LedgerEntry::when).
        run: u64,
        /// The arm's place in it.
        place: usize,
    },
    /// Sets up what a kept run, or kept repeats, are of.
    UseAgain(u64),
    /// Forgets a kept run.
    Forget(u64),
    /// Forgets all of them.
    ForgetAll,
    /// Shows what the networks said after so many epochs; `None` for the latest.
    ShowRound(Option<usize>),
    /// Shows round after round, or no longer.
    Play(bool),
    /// Moves the threshold of the first arm.
    Threshold(f64),
    /// Moves the threshold of an arm; the others follow as the study says.
    ThresholdOf {
        /// The arm.
        arm: ArmId,
        /// Its threshold.
        threshold: f64,
    },
    /// Moves the threshold of an arm that stays in the hand: it keeps its own until it is let go.
    Drag {
        /// The arm.
        arm: ArmId,
        /// Its threshold.
        threshold: f64,
    },
    /// Lets go of what is dragged.
    LetGo,
    /// Moves the threshold to the next distinct score of any arm: the higher one, or the lower.
    Step {
        /// Whether to the higher one.
        up: bool,
    },
    /// Moves the threshold by a part of the axis.
    Move {
        /// The part, negative to the left.
        parts: f64,
    },
    /// Moves the threshold to an end of the axis of scores.
    End {
        /// Whether to the upper one.
        upper: bool,
    },
    /// Moves the threshold to where a goal is reached best.
    Pursue(Goal),
    /// Reads the scores of an arm on another scale.
    Read {
        /// The arm's place.
        place: usize,
        /// The scale.
        kind: ScaleKind,
    },
    /// Keeps a copy of the payoff matrix in use.
    DuplicatePayoff,
    /// Takes the payoff matrix in use away.
    RemovePayoff,
    /// Moves a cut of the policy.
    Cut {
        /// Whether the cut between approving and reviewing.
        is_low: bool,
        /// The score.
        threshold: f64,
    },
    /// Has everything made that a report holds, whether it is seen or not; or no longer.
    Gather(bool),
    /// Takes a notice away.
    Dismiss(String),
}

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Post {
    /// One of the workers that train, by its place among them.
    Trainer(usize),
    /// The one that reads files and makes rows to look at.
    Data,
    /// The one that says how sure numbers are, and what scales make of scores.
    Doubt,
}

/// What goes with a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosed {
    /// Nothing.
    Nothing,
    /// The file of a source.
    File(Source),
    /// The file whose rows are to be scored.
    Applicants,
    /// What the job of this number has handed over.
    Parcel(u64),
}

impl Enclosed {
    /// The file of a source, where it is one of a file.
    #[must_use]
    pub const fn file_of(source: Source) -> Self {
        match source {
            Source::Generate => Self::Nothing,
            Source::Upload | Source::Scores => Self::File(source),
        }
    }
}

/// What a page has to do after something was done.
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time, and passed on at once"
)]
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Have a worker do a job.
    Do {
        /// The worker.
        to: Post,
        /// The job's number.
        id: u64,
        /// The job.
        job: Job,
        /// What goes with it.
        with: Enclosed,
    },
    /// Have a worker end a job.
    Stop {
        /// The worker.
        to: Post,
        /// The job's number.
        id: u64,
    },
    /// Something of the store of kept runs.
    Store(Store),
    /// Come back after a while. A later one of the same kind takes its place, unless it
    /// [waits no longer](Due::waits_no_longer).
    Later(Due),
}

/// What is done once things have rested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Settings that changed are trained, where that is quick.
    Train,
    /// The next round is shown.
    Play,
    /// Rows of the settings are made to be looked at.
    Preview,
    /// It is asked how sure the numbers are.
    Doubt,
    /// It is asked what scales make of scores.
    Calibrate,
    /// A finished run is kept, once it is on the screen.
    Keep,
    /// Workers that still run what was to be stopped are replaced.
    Insist,
}

impl Due {
    /// Whether it comes so long after the first call, however many follow, as when a setting is dragged.
    #[must_use]
    pub const fn waits_no_longer(self) -> bool {
        matches!(self, Self::Train | Self::Preview | Self::Keep)
    }

    /// How long things rest before, in milliseconds.
    #[must_use]
    pub const fn rest_ms(self) -> u32 {
        match self {
            Self::Train => 50,
            Self::Play => 100,
            Self::Preview => 200,
            Self::Doubt => 350,
            Self::Calibrate => 30,
            Self::Keep => 20,
            Self::Insist => 90,
        }
    }
}
