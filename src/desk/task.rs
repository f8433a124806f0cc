//! A job under way.

use std::mem::{Discriminant, discriminant};
use std::rc::Rc;

use serde::Serialize;

use super::pace::{Due, Pace};
use super::readable::Readable;
use super::reading::Reading;
use super::repeating::Repeating;
use super::run::Run;
use super::shelf::Shelf;
use super::unprepared::{Next, Unprepared};
use crate::data::{FormatChoice, RawTable};
use crate::experiment::message::{
    Complaint, Done, Ending, Event, Inspection, Job, News, Parcel, encode,
};
use crate::experiment::{
    AmountError, ArmId, Calibrating, Doubting, Explaining, LabSpec, Preview, ScoredFile, Source,
    SpecError, Uncertainty, UploadedScores, Why, WhyAsked,
};
use crate::studio::Link;

/// Intervals grow while one watches, and are costly to draw: they are told as rarely as so many rows.
const DOUBT_ROWS: usize = 80_000;

/// How much of a file is read is told as rarely as so many rows.
const READ_ROWS: usize = 80_000;

/// Jobs of one kind take each other's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Train,
    Repeat(u64),
    Inspect(Source),
    Preview,
    Amounts,
    Group,
    Hand(u64),
    Doubt,
    Calibrate,
    OpenLink,
    Score,
    ScoreFile(u64),
    ScoreApplicant(u64),
    /// Each question about each model.
    Explain(u64, Discriminant<WhyAsked>),
}

/// A job, its file, and how far it is.
pub(super) struct Task<F: Readable> {
    id: u64,
    kind: Kind,
    file: Option<F>,
    stage: Stage<F::Reader>,
    is_stopping: bool,
}

/// What is to be done next.
enum Stage<R> {
    /// Everything; with the hash of the file that was read for it, if one was.
    Job(Box<Job>, Option<String>),
    /// More of the file that a job needs.
    Reading(Box<Reading<R>>, Box<Job>, Pace),
    /// More rows of a run.
    Preparing(Box<Unprepared>),
    /// More epochs.
    Training(Box<Run>),
    /// More epochs of a repeat.
    Repeating(Box<Repeating>, Pace),
    /// More resamples.
    Doubting(Box<Doubting>, Pace),
    /// More scales.
    Calibrating(Box<Calibrating>),
    /// More of why a model decides as it does.
    Explaining(Explaining, Pace),
    /// Nothing.
    Over,
}

impl<F: Readable> Task<F> {
    pub(super) fn new(id: u64, job: Job, file: Option<F>) -> Self {
        let kind = match &job {
            Job::Train { .. } => Kind::Train,
            // Each is of another arm or another seed.
            Job::Repeat(_) => Kind::Repeat(id),
            Job::Inspect { source, .. } => Kind::Inspect(*source),
            Job::Preview { .. } => Kind::Preview,
            Job::Amounts { .. } => Kind::Amounts,
            Job::Group { .. } => Kind::Group,
            // Each goes to another worker.
            Job::Hand { .. } => Kind::Hand(id),
            Job::Doubt(_) => Kind::Doubt,
            Job::Calibrate(_) => Kind::Calibrate,
            Job::OpenLink(_) => Kind::OpenLink,
            Job::Score { .. } => Kind::Score,
            // Each is of another model.
            Job::ScoreFile { run, .. } => Kind::ScoreFile(*run),
            Job::ScoreApplicant { run, .. } => Kind::ScoreApplicant(*run),
            Job::Explain { run, asked } => Kind::Explain(*run, discriminant(asked)),
        };
        Self {
            id,
            kind,
            file,
            stage: Stage::Job(Box::new(job), None),
            is_stopping: false,
        }
    }

    pub(super) const fn id(&self) -> u64 {
        self.id
    }

    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) const fn stop(&mut self) {
        self.is_stopping = true;
    }

    /// Does a small piece of work; false when the job is over.
    pub(super) fn advance(
        &mut self,
        shelf: &mut Shelf,
        clock: &dyn Fn() -> f64,
        say: &mut dyn FnMut(Event),
    ) -> bool {
        let id = self.id;
        match &mut self.stage {
            Stage::Training(run) => {
                let Some(ending) = run.end_or_advance(self.is_stopping, clock) else {
                    return true;
                };
                run.report(id, clock(), say);
                if let Stage::Training(run) = std::mem::replace(&mut self.stage, Stage::Over) {
                    if !matches!(ending, Ending::Failed(_)) {
                        run.tell_learnt(id, say);
                        run.tell_hash(id, &ending, say);
                    }
                    shelf.keep_trained(id, run.into_trained());
                }
                over(id, Done::Trained(ending), say)
            }
            Stage::Job(job, _) | Stage::Reading(_, job, _) if self.is_stopping => {
                let done = stopped(job);
                over(id, done, say)
            }
            Stage::Repeating(..) | Stage::Preparing(_) if self.is_stopping => {
                over(id, Done::Trained(Ending::Stopped(None)), say)
            }
            Stage::Repeating(repeating, _) => match repeating.advance(clock) {
                None => true,
                Some(repeated) => over(id, Done::Repeated(repeated), say),
            },
            Stage::Doubting(doubting, _) => {
                if doubting.advance() {
                    return true;
                }
                over(id, Done::Doubted(doubting.uncertainty()), say);
                self.keep(shelf);
                false
            }
            Stage::Calibrating(calibrating) => {
                calibrating.advance()
                    || over(id, Done::Calibrated(calibrating.table().clone()), say)
            }
            Stage::Explaining(explaining, _) => match explaining.advance() {
                None => true,
                Some(why) => over(id, explained(&why), say),
            },
            Stage::Over => false,
            Stage::Job(..) | Stage::Reading(..) | Stage::Preparing(_) => {
                match std::mem::replace(&mut self.stage, Stage::Over) {
                    Stage::Job(job, read) => self.begin(*job, read.as_deref(), shelf, clock, say),
                    Stage::Reading(reading, job, pace) => self.read(reading, job, pace, shelf, say),
                    Stage::Preparing(unprepared) => self.prepare(*unprepared, clock, say),
                    _ => false,
                }
            }
        }
    }

    /// Milliseconds for which there is nothing to do.
    pub(super) fn rest(&self, now: f64) -> f64 {
        match &self.stage {
            Stage::Training(run) if !self.is_stopping => run.rest(now),
            _ => 0.0,
        }
    }

    /// Leaves what another job of its kind can use.
    pub(super) fn leave(mut self, shelf: &mut Shelf) {
        self.keep(shelf);
    }

    fn keep(&mut self, shelf: &mut Shelf) {
        if let Stage::Doubting(doubting, _) = std::mem::replace(&mut self.stage, Stage::Over) {
            shelf.keep(doubting);
        }
    }

    /// Says what is new, if it is time.
    pub(super) fn report_if_due(
        &mut self,
        now: f64,
        is_seen: &mut bool,
        say: &mut dyn FnMut(Event),
    ) {
        let id = self.id;
        match &mut self.stage {
            Stage::Training(run) => run.report_if_due(id, now, is_seen, say),
            Stage::Repeating(_, pace) | Stage::Explaining(_, pace) => {
                if pace.look(now, false, true) == Due::Alive {
                    say(Event::Alive);
                }
            }
            Stage::Doubting(doubting, pace) => {
                if pace.look(now, true, true) == Due::Report {
                    let news = News::Doubted(doubting.uncertainty());
                    say(Event::News { id, news });
                }
            }
            Stage::Preparing(unprepared) => unprepared.report_if_due(id, now, say),
            Stage::Reading(reading, _, pace) => {
                if pace.look(now, true, true) == Due::Report {
                    let news = News::Reading(reading.share(now));
                    say(Event::News { id, news });
                }
            }
            Stage::Calibrating(_) | Stage::Job(..) | Stage::Over => {}
        }
    }

    /// Makes more of a run's rows, or begins to train on them.
    fn prepare(
        &mut self,
        unprepared: Unprepared,
        clock: &dyn Fn() -> f64,
        say: &mut dyn FnMut(Event),
    ) -> bool {
        let id = self.id;
        let mut tell = |facts| {
            let news = News::Prepared(facts);
            say(Event::News { id, news });
        };
        match unprepared.advance(clock, &mut tell) {
            Ok(next) => {
                self.stage = match next {
                    Next::Rows(unprepared) => Stage::Preparing(unprepared),
                    Next::Run(run) => Stage::Training(run),
                };
                true
            }
            Err(error) => over(id, Done::Trained(Ending::Failed(error.into())), say),
        }
    }

    /// Reads more of the file that a job needs.
    fn read(
        &mut self,
        mut reading: Box<Reading<F::Reader>>,
        job: Box<Job>,
        pace: Pace,
        shelf: &mut Shelf,
        say: &mut dyn FnMut(Event),
    ) -> bool {
        self.stage = match reading.advance() {
            Ok(None) => Stage::Reading(reading, job, pace),
            Ok(Some(read)) => {
                let hash = read.hash.clone();
                shelf.keep_table(read);
                Stage::Job(job, Some(hash))
            }
            Err(sentence) => return over(self.id, unread(&job, sentence), say),
        };
        true
    }

    /// Begins a job, or to read the file that it needs; `read` is the hash of one that was read for it.
    fn begin(
        &mut self,
        job: Job,
        read: Option<&str>,
        shelf: &mut Shelf,
        clock: &dyn Fn() -> f64,
        say: &mut dyn FnMut(Event),
    ) -> bool {
        let id = self.id;
        let needed = match (&job, read) {
            (_, Some(_)) => None,
            (Job::Inspect { format, .. } | Job::ScoreFile { format, .. }, None) => {
                Some(format.clone())
            }
            (job, None) => job.spec().and_then(|spec| shelf.lacks(spec)),
        };
        if let Some(format) = needed
            && let Some(file) = &self.file
        {
            match Reading::new(file, format, clock()) {
                Ok(reading) => {
                    let pace = Pace::new(READ_ROWS, clock());
                    self.stage = Stage::Reading(Box::new(reading), Box::new(job), pace);
                    return true;
                }
                Err(sentence) => return over(id, unread(&job, sentence), say),
            }
        }
        let done = match job {
            Job::Train { arm, spec, is_slow } => {
                let rows = shelf.rows(spec, read);
                let begun = rows.and_then(|rows| Ok(Unprepared::new(rows, arm, is_slow, clock())?));
                match begun {
                    Ok(unprepared) => {
                        self.stage = Stage::Preparing(Box::new(unprepared));
                        return true;
                    }
                    Err(complaint) => Done::Trained(Ending::Failed(complaint)),
                }
            }
            Job::Repeat(spec) => {
                let began = clock();
                let rows = shelf.rows(spec.spec(), read);
                let begun = rows.and_then(|rows| Ok(Repeating::new(spec, rows, began)?));
                match begun {
                    Ok(repeating) => {
                        self.stage = Stage::Repeating(Box::new(repeating), Pace::new(0, clock()));
                        return true;
                    }
                    Err(complaint) => Done::Repeated(Err(complaint)),
                }
            }
            // Rows that can't be ranked are told of where they are ranked for the page.
            Job::Doubt(spec) => match shelf.doubting(spec) {
                Ok(doubting) => {
                    self.stage = Stage::Doubting(doubting, Pace::new(DOUBT_ROWS, clock()));
                    return true;
                }
                Err(_) => Done::Doubted(Uncertainty::default()),
            },
            Job::Calibrate(spec) => {
                self.stage = Stage::Calibrating(Box::new(Calibrating::new(spec)));
                return true;
            }
            Job::Hand { spec } => Done::Handed(shelf.hand(spec, read)),
            Job::Inspect { format, .. } => Done::Inspected(inspect(shelf, read, format)),
            Job::Preview { spec, arm } => match preview(spec, arm, shelf, read) {
                Ok((preview, scores)) => {
                    if let Some(scores) = scores {
                        let news = News::Scored(scores);
                        say(Event::News { id, news });
                    }
                    Done::Previewed(Ok(preview))
                }
                Err(complaint) => Done::Previewed(Err(complaint)),
            },
            Job::Amounts { spec, column } => Done::Amounts(
                source(&spec, shelf, read)
                    .and_then(|table| spec.check()?.amounts(table.as_deref(), &column)),
            ),
            Job::Group { spec, column } => Done::Grouped(
                source(&spec, shelf, read)
                    .and_then(|table| spec.check()?.grouping(table.as_deref(), &column)),
            ),
            Job::OpenLink(text) => {
                let link = Link::from_first_form(&text);
                let text = link.map(|link| link.to_fragment());
                Done::Opened(text.map_err(|error| error.to_string()))
            }
            Job::ScoreFile { run, .. } => scored_file(&shelf.score_file(run, read)),
            Job::ScoreApplicant {
                run,
                cells,
                missing,
            } => Done::ScoredApplicant(parcel(&shelf.score_applicant(run, &cells, &missing))),
            Job::Explain { run, asked } => match shelf.explaining(run, &asked) {
                Ok(explaining) => {
                    self.stage = Stage::Explaining(explaining, Pace::new(0, clock()));
                    return true;
                }
                Err(sentence) => explained(&Err(sentence)),
            },
            Job::Score { run, rows } => Done::Scored(parcel(&shelf.score(run, &rows))),
        };
        over(id, done, say)
    }
}

fn over(id: u64, done: Done, say: &mut dyn FnMut(Event)) -> bool {
    say(Event::Done { id, done });
    false
}

fn scored_file(scored: &Result<ScoredFile, String>) -> Done {
    Done::ScoredFile(parcel(scored))
}

fn explained(why: &Result<Why, String>) -> Done {
    Done::Explained(parcel(why))
}

fn parcel<T: Serialize>(said: &T) -> Parcel {
    Parcel {
        bytes: encode(said).unwrap_or_default(),
    }
}

/// What comes of a job that was ended before it began.
fn stopped(job: &Job) -> Done {
    match job {
        Job::Train { .. } | Job::Repeat(_) => Done::Trained(Ending::Stopped(None)),
        job => unread(
            job,
            "Reading was cancelled: choose the file again.".to_owned(),
        ),
    }
}

/// What comes of a job whose file can't be read.
fn unread(job: &Job, sentence: String) -> Done {
    let complaint = Complaint::of_file(sentence.clone());
    match job {
        Job::Inspect { .. } => Done::Inspected(Err(sentence)),
        Job::ScoreFile { .. } => scored_file(&Err(sentence)),
        Job::Explain { .. } => explained(&Err(sentence)),
        Job::Preview { .. } => Done::Previewed(Err(complaint)),
        Job::Amounts { .. } => Done::Amounts(Err(AmountError::NoRows(sentence))),
        Job::Group { .. } => Done::Grouped(Err(AmountError::NoRows(sentence))),
        Job::Hand { .. } => Done::Handed(Err(complaint)),
        Job::Repeat(_) => Done::Repeated(Err(complaint)),
        _ => Done::Trained(Ending::Failed(complaint)),
    }
}

fn inspect(shelf: &Shelf, read: Option<&str>, format: FormatChoice) -> Result<Inspection, String> {
    let none = || SpecError::NoFile(String::new()).to_string();
    let (hash, table) = read.and(shelf.latest()).ok_or_else(none)?;
    Ok(Inspection {
        format,
        hash: hash.to_owned(),
        table: table.summary(),
    })
}

fn preview(
    spec: LabSpec,
    arm: ArmId,
    shelf: &Shelf,
    read: Option<&str>,
) -> Result<(Preview, Option<UploadedScores>), Complaint> {
    if spec.data.source != Source::Scores {
        return Ok((shelf.rows(spec, read)?.preview(arm), None));
    }
    let table = shelf.of(&spec, read)?;
    let scores = spec.check()?.scores(table.as_deref())?;
    Ok((scores.preview(), Some(scores)))
}

/// The table that a column is read from; `None` where rows are generated.
fn source(
    spec: &LabSpec,
    shelf: &Shelf,
    read: Option<&str>,
) -> Result<Option<Rc<RawTable>>, AmountError> {
    let table = shelf.of(spec, read);
    table.map_err(|complaint| AmountError::NoRows(complaint.sentence))
}
