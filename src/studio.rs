//! What people do: the page's state as plain values, each with verbs.
//!
//! A [`Studio`] holds four parts: the [`Lab`] (what is asked for, and the way back), the [`Sources`]
//! (files and what was read from them), the runs (a [`RunRecord`]) and the [`Study`] (how results are
//! looked at). A hand, a link and a lesson change it by a [`Verb`]; workers by what they say. Both ways
//! end in [`Ask`]s: what workers are to be asked, which the page passes on.
//!
//! What follows from the parts, such as each arm's [`Standing`] at its threshold, is computed once a
//! change and kept on the [`Board`].

mod agreement;
mod applicant_form;
mod applicants;
mod arm_change;
mod arms;
mod asking;
mod balance;
mod calibration;
mod classes;
mod curves;
mod cuts;
mod digits;
mod doubt;
mod effort;
mod groups;
mod hearing;
mod honesty;
mod lab;
mod learnt;
mod ledger;
mod link;
mod look;
mod money;
mod perform;
mod pool;
mod published;
mod queue;
mod queued;
mod race;
mod raw_score;
mod read_as;
mod repeats;
mod replay;
mod score_scale;
mod scoring;
mod search;
mod sentence;
pub mod setting;
mod sources;
mod standing;
mod step_change;
mod store;
mod study;
mod suggestion;
mod taking;
mod tracked;
mod verb;
mod why;

use std::cell::OnceCell;
use std::sync::Arc;

use crate::data::TableSummary;
use crate::experiment::message::Complaint;
use crate::experiment::{
    ArmId, Input, LabSpec, MOST_ARMS, Preview, Reading, RunRecord, Section, Source, Uncertainty,
    UploadSpec,
};
use crate::metrics::{Books, Cut, Goal, GoalError};

pub use agreement::{DisputedRow, TwoArms};
pub use applicant_form::ApplicantField;
pub use applicants::{Decision, Explained, Scoring, ScoringArm, Typed};
pub use arm_change::{ArmChange, ChangedArms};
pub use curves::{cells_along, widest_gap};
pub use cuts::{PlacedCut, cuts_along};
pub use doubt::{BandPoints, auc_sentences};
pub use groups::{ArmGroups, GroupStanding, Groups};
pub use honesty::Stale;
pub use lab::Lab;
pub use learnt::learnt_table;
pub use ledger::entry::{Kept, KeptArm, KeptScores, LedgerEntry};
pub use ledger::ghost::{Ghost, MOST_PINS, Pin};
pub use ledger::runs::{Ledger, MOST_BYTES, MOST_RUNS};
pub use link::{Link, LinkError, Opened};
pub use look::{Layers, Look, Tab};
pub use money::{Accounts, books_of, keep_accounts};
pub use race::{RaceBy, Racer};
pub use read_as::ReadAs;
pub use repeats::ranked::RankedArms;
pub use repeats::trials::Repeats;
pub use replay::ShownRound;
pub use score_scale::{ScoreAxis, ScoreScale};
pub use search::tried::{FOLDS, Search, SearchAsked, TRIED, Tried};
pub use sentence::{Piece, sentence};
pub use sources::{KnownAmounts, OfColumn, Previewed, Sources, Upload, UploadState, kept_choice};
pub use standing::{ArmView, Board, Standing, Views};
pub use step_change::StepChange;
pub use store::{Store, Stored};
pub use study::{MoneyMode, MoneySpec, Study};
pub use suggestion::{Suggested, Suggestion};
pub use taking::{metrics_table, report_notes, report_tables, sentence_text};
pub use tracked::Tracked;
pub use verb::{Ask, Due, Enclosed, Post, Verb};
pub use why::{ArmEffect, ArmWorths, Worths};

use self::calibration::known::KnownCalibration;
use self::groups::rows::GroupedRows;
use self::pool::Pool;
use self::standing::Basis;

/// What a goal found: its threshold and the value reached, or why there is none.
pub type Found = Result<Cut, GoalError>;

/// The numbers of the questions that are open, by what was asked; an answer to any other is dropped.
#[derive(Clone, Debug, Default, PartialEq)]
struct Open {
    table: Option<u64>,
    scores: Option<u64>,
    preview: Option<(u64, LabSpec)>,
    amounts: Option<(u64, Input, String)>,
    grouping: Option<(u64, Input, String)>,
    doubt: Option<u64>,
    calibration: Option<u64>,
    /// Rows on their way: the job that hands them over, and the training that waits for them.
    handing: Vec<(u64, u64)>,
    link: Option<u64>,
}

/// Parts of a studio that a page shows anew when they change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The experiment.
    pub lab: u64,
    /// Files, tables and rows to look at.
    pub sources: u64,
    /// Runs.
    pub runs: u64,
    /// How results are looked at, but for the threshold.
    pub study: u64,
    /// Arms and their rankings.
    pub views: u64,
    /// The threshold, and what is at it.
    pub standings: u64,
    /// What money makes of it.
    pub money: u64,
    /// How sure numbers are.
    pub uncertainty: u64,
    /// What scales make of scores.
    pub calibration: u64,
    /// Repeats over seeds, and a search.
    pub repeats: u64,
    /// What is kept of runs, and what of it is pinned.
    pub ledger: u64,
    /// What happened.
    pub notices: u64,
}

/// Everything that changes.
#[derive(Clone, Debug, Default)]
pub struct Studio {
    /// The experiment as it is set.
    lab: Tracked<Lab>,
    /// Files, and what was read from them or made.
    sources: Tracked<Sources>,
    /// The current run.
    runs: Tracked<RunRecord>,
    /// How results are looked at.
    study: Tracked<Study>,
    /// How sure the numbers are.
    uncertainty: Tracked<Option<Uncertainty>>,
    /// What scales make of scores.
    calibration: Tracked<KnownCalibration>,
    /// The experiment over again with other seeds.
    repeats: Tracked<Option<Repeats>>,
    /// A search for settings.
    search: Tracked<Option<Search>>,
    /// Finished runs that are kept.
    ledger: Tracked<Ledger>,
    /// What happened that isn't an error of the settings.
    notices: Tracked<Vec<String>>,
    /// What follows.
    board: Board,
    /// The arms' test rows by group, once they were asked for.
    grouped: OnceCell<GroupedRows>,
    n_views: u64,
    n_standings: u64,
    n_money: u64,
    /// The arm that is dragged, and where it is held.
    held: Option<(ArmId, f64)>,
    /// The workers that train.
    pool: Pool,
    /// The file whose rows each of them has.
    holds: Vec<(usize, UploadSpec)>,
    /// Whether everything is made that a report holds, seen or not.
    is_gathering: bool,
    open: Open,
    last_id: u64,
}

impl Studio {
    /// A studio with what a link holds, or the tutorial.
    #[must_use]
    pub fn new(link: Link) -> Self {
        let mut studio = Self {
            lab: Tracked::new(Lab::new(link.spec)),
            study: Tracked::new(link.study),
            ..Self::default()
        };
        studio.follow();
        studio
    }

    /// The experiment as it is set.
    #[must_use]
    pub fn lab(&self) -> &Lab {
        &self.lab
    }

    /// The experiment as it is set.
    #[must_use]
    pub fn spec(&self) -> &LabSpec {
        self.lab.spec()
    }

    /// Files, and what was read from them.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The current run.
    #[must_use]
    pub fn runs(&self) -> &RunRecord {
        &self.runs
    }

    /// How results are looked at.
    #[must_use]
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// What happened that isn't an error of the settings.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// How sure the numbers are, as far as it is known.
    #[must_use]
    pub fn uncertainty(&self) -> Option<&Uncertainty> {
        self.uncertainty.as_ref()
    }

    /// What a link to all this holds.
    #[must_use]
    pub fn link(&self) -> Link {
        Link {
            spec: self.spec().clone(),
            study: Study::clone(&self.study),
        }
    }

    /// The arms with a place on the page, and their rankings.
    #[must_use]
    pub fn views(&self) -> &Views {
        &self.board.views
    }

    /// One of the arms that have scores.
    #[must_use]
    pub fn view(&self, arm: ArmId) -> Option<&ArmView> {
        self.board.views.arms.iter().find(|view| view.arm == arm)
    }

    /// The arm with scores at a place on the page.
    #[must_use]
    pub fn view_at(&self, place: usize) -> Option<&ArmView> {
        let mut views = self.board.views.arms.iter();
        views.find(|view| view.arm.index() == place)
    }

    /// What people call an arm.
    #[must_use]
    pub fn name_of(&self, arm: ArmId) -> String {
        let view = self.view(arm);
        let set = || {
            let views = &self.board.views;
            let place = views.shown.iter().position(|shown| *shown == arm);
            let name = place.and_then(|place| views.names.get(place));
            name.cloned().unwrap_or_default()
        };
        view.map_or_else(set, |view| view.name().to_owned())
    }

    /// The money of the test rows as another reading reads them, or why it can't be told.
    ///
    /// # Errors
    ///
    /// As [`keep_accounts`].
    pub fn books_of(&self, reading: &Reading) -> Result<Books, String> {
        books_of(reading, &self.study.money, self.sources.amounts.as_ref())
    }

    /// How each arm with scores does at its threshold.
    #[must_use]
    pub fn standings(&self) -> &[Standing] {
        &self.board.standings
    }

    /// How an arm does; `None` before it has scores.
    #[must_use]
    pub fn standing(&self, arm: ArmId) -> Option<&Standing> {
        self.board
            .standings
            .iter()
            .find(|standing| standing.arm == arm)
    }

    /// Places on the axis of scores.
    #[must_use]
    pub fn scale(&self) -> &ScoreScale {
        &self.board.scale
    }

    /// Whether scores are looked at that were made elsewhere, so that there is nothing to train.
    #[must_use]
    pub fn has_scores_source(&self) -> bool {
        self.spec().data.source == Source::Scores
    }

    /// Rows to look at of the data that are set.
    #[must_use]
    pub fn preview(&self) -> Option<&Preview> {
        let spec = self.spec();
        let is_at_hand = self.sources.absence(spec).is_none();
        self.sources.preview(spec).filter(|_| is_at_hand)
    }

    /// The money of an arm's rows, or why it can't be told; `None` without scores.
    #[must_use]
    pub fn accounts(&self, arm: ArmId) -> Option<Result<&Accounts, &str>> {
        let place = self
            .board
            .views
            .arms
            .iter()
            .position(|view| view.arm == arm)?;
        let all = self
            .board
            .accounts(&self.study.money, self.sources.amounts.as_ref());
        Some(all.get(place)?.as_ref().map_err(String::as_str))
    }

    /// The money of what is drawn, an arm or a ghost, as far as it is known. What was lent to a ghost's rows isn't.
    #[must_use]
    pub fn accounts_of(&self, view: &ArmView) -> Option<Accounts> {
        if view.arm.index() >= MOST_ARMS {
            return keep_accounts(&view.reading, &self.study.money, None).ok();
        }
        self.accounts(view.arm)?.ok().cloned()
    }

    /// The slope of the lines of equal cost in the ROC plane, by the first arm's money.
    #[must_use]
    pub fn iso_cost_slope(&self) -> Option<f64> {
        let first = self.board.leader()?.arm;
        self.accounts(first)?.ok()?.test.iso_profit_slope()
    }

    /// The arm for which thresholds are looked for.
    #[must_use]
    pub fn chooser(&self) -> Option<&ArmView> {
        let chosen = self.view_at(self.study.chooser);
        chosen.or(self.board.views.arms.first())
    }

    /// The threshold that a goal chooses for the arm that thresholds are looked for; `None` without
    /// scores.
    #[must_use]
    pub fn found(&self, goal: &Goal) -> Option<Found> {
        let view = self.chooser()?;
        let books = &self.accounts(view.arm)?.ok()?.choosing;
        Some(goal.choose(view.reading.choosing(), books, view.training_prevalence()))
    }

    /// What is wrong in a part of the settings.
    #[must_use]
    pub fn complaint(&self, section: Section) -> Option<String> {
        if let Some(error) = self.lab.complaint()
            && error.section() == section
        {
            return Some(self.say(&error.to_string()));
        }
        let spec = self.spec();
        let failed = self.runs.arms().iter();
        let failed = failed.filter(|arm| arm.learns_as(spec, arm.arm()));
        let failed = failed.filter_map(|arm| {
            let complaint = arm.complaint()?.clone();
            // Of a list of one's own it says which.
            let is_own = spec.preset().is_none() && complaint.section != Section::Data;
            let sentence = if is_own {
                format!("{}: {}", arm.name(), complaint.sentence)
            } else {
                complaint.sentence
            };
            Some(Complaint {
                sentence,
                ..complaint
            })
        });
        let of_data = self.sources.complaint(spec).cloned().into_iter();
        let mut all = of_data.chain(failed);
        let found = all.find(|complaint| complaint.section == section);
        found.map(|complaint| {
            // What is wrong with a file names its columns and values as they stand there.
            if section == Section::Data && spec.data.file().is_some() {
                complaint.sentence
            } else {
                self.say(&complaint.sentence)
            }
        })
    }

    /// Why nothing can be trained now.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        if self.has_scores_source() {
            return Some("Uploaded scores need no training.".into());
        }
        let impossible = || {
            let error = self.lab.complaint()?;
            Some(self.say(&error.to_string()))
        };
        self.sources.absence(self.spec()).or_else(impossible)
    }

    /// How often each part has changed.
    #[must_use]
    pub const fn changes(&self) -> Changes {
        Changes {
            lab: self.lab.n_changes(),
            sources: self.sources.n_changes(),
            runs: self.runs.n_changes(),
            study: self.study.n_changes(),
            views: self.n_views,
            standings: self.n_standings,
            money: self.n_money,
            uncertainty: self.uncertainty.n_changes(),
            calibration: self.calibration.n_changes(),
            repeats: self.repeats.n_changes() + self.search.n_changes(),
            ledger: self.ledger.n_changes(),
            notices: self.notices.n_changes(),
        }
    }

    /// Brings what follows up to date.
    fn follow(&mut self) {
        let pins = self.ledger.pins_with_names(|pin| self.ghost_name(pin));
        let basis = Basis {
            spec: self.lab.spec(),
            has_scores_source: self.spec().data.source == Source::Scores,
            record: &self.runs,
            round: self.study.round,
            scored: self.sources.scored.as_ref().map(|(_, scored)| scored),
            pins: &pins,
        };
        let views = self.board.look(&basis, &self.study);
        let has_other_views = views != self.board.views;
        if has_other_views {
            self.board.views = views;
            self.board.close_accounts();
            self.grouped.take();
            self.n_views += 1;
            self.n_money += 1;
        }
        let rankings = self.board.views.arms.iter().map(ArmView::test);
        let asked = self.study.axis;
        if has_other_views || asked != self.board.scale.asked() {
            let arms = &self.board.views.arms;
            let are_of_default =
                !arms.is_empty() && arms.iter().all(|view| view.reading.is_probability());
            let scale = ScoreScale::new(asked, &rankings.collect::<Vec<_>>());
            self.board.scale = scale.of_default(are_of_default);
            if !has_other_views {
                self.n_views += 1;
            }
        }
        let classes = self.named_classes();
        if classes != self.board.classes {
            self.board.classes = classes;
            self.n_views += 1;
            self.n_standings += 1;
            self.n_money += 1;
        }
        let amounts = self.sources.amounts.as_ref();
        let standings = self.board.stand(&self.study, amounts, self.held);
        if standings != self.board.standings {
            self.board.standings = standings;
            self.n_standings += 1;
        }
    }

    /// A number that no question has had.
    const fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// Takes in how many cores there are: so many arms are trained at a time. Before anything is trained.
    pub fn count_cores(&mut self, n_cores: usize) {
        if !self.runs.is_running() {
            self.pool = Pool::new(n_cores);
        }
    }

    /// Says what happened, once.
    pub fn notify(&mut self, sentence: String) {
        if !self.notices.contains(&sentence) {
            self.notices.push(sentence);
        }
    }

    /// The table of the file of the current source, once it is read.
    #[must_use]
    pub fn table(&self) -> Option<&Arc<TableSummary>> {
        match &self.sources.upload(self.spec().data.source).state {
            UploadState::Loaded { table, .. } => Some(table),
            _ => None,
        }
    }
}
