//! A job under way.

use super::pace::{Due, Pace};
use super::readable::Readable;
use super::shelf::Shelf;
use crate::experiment::message::{
    Complaint, Done, Ending, Event, Facts, Inspection, Job, News, Parcel, encode,
};
use crate::experiment::{
    AmountError, Amounts, ArmId, Calibrating, Doubting, EpochLoss, LabSpec, Preparing, Preview,
    Progress, Round, RoundPlan, Rows, SLOW_EPOCHS_PER_SECOND, Snapshot, Source, SpecError,
    Training, Uncertainty, UploadedScores,
};
use crate::studio::Link;

/// Intervals grow while one watches, and are costly to draw: they are told as rarely as so many rows.
const DOUBT_ROWS: usize = 80_000;
/// A share of the resampling is read, not watched: it is told as rarely as so many rows.
const SHARE_ROWS: usize = 80_000;

/// Jobs of one kind take each other's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Train,
    Inspect(Source),
    Preview,
    Amounts,
    Hand(u64),
    Doubt,
    Calibrate,
    OpenLink,
    Score,
}

/// A job, its file, and how far it is.
pub(super) struct Task<F> {
    id: u64,
    kind: Kind,
    file: Option<F>,
    stage: Stage,
    is_stopping: bool,
}

/// What is to be done next.
enum Stage {
    /// Everything.
    Job(Box<Job>),
    /// More rows of a run.
    Preparing(Box<Unprepared>),
    /// More epochs.
    Training(Box<Run>),
    /// More resamples.
    Doubting(Box<Doubting>, Pace),
    /// More scales.
    Calibrating(Box<Calibrating>),
    /// Nothing.
    Over,
}

/// A run whose rows are being made.
struct Unprepared {
    arm: ArmId,
    preparing: Preparing,
    is_slow: bool,
    pace: Pace,
}

/// A training run and what of it wasn't reported yet.
struct Run {
    training: Training,
    plan: RoundPlan,
    is_slow: bool,
    pace: Pace,
    /// When the next epoch of a slow run may begin.
    next_epoch: f64,
    /// When it was last told how long it has worked, and how long that was.
    counted: f64,
    worked: f64,
    losses: Vec<EpochLoss>,
    rounds: Vec<Round>,
}

impl<F: Readable> Task<F> {
    pub(super) fn new(id: u64, job: Job, file: Option<F>) -> Self {
        let kind = match &job {
            Job::Train { .. } => Kind::Train,
            Job::Inspect { source } => Kind::Inspect(*source),
            Job::Preview { .. } => Kind::Preview,
            Job::Amounts { .. } => Kind::Amounts,
            // Each goes to another worker.
            Job::Hand { .. } => Kind::Hand(id),
            Job::Doubt(_) => Kind::Doubt,
            Job::Calibrate(_) => Kind::Calibrate,
            Job::OpenLink(_) => Kind::OpenLink,
            Job::Score { .. } => Kind::Score,
        };
        Self {
            id,
            kind,
            file,
            stage: Stage::Job(Box::new(job)),
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
                    }
                    shelf.keep_trained(id, run.training.into_trained());
                }
                over(id, Done::Trained(ending), say)
            }
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
            Stage::Over => false,
            Stage::Job(_) | Stage::Preparing(_) if self.is_stopping => {
                over(id, Done::Trained(Ending::Stopped(None)), say)
            }
            Stage::Job(_) | Stage::Preparing(_) => {
                match std::mem::replace(&mut self.stage, Stage::Over) {
                    Stage::Job(job) => self.begin(*job, shelf, clock, say),
                    Stage::Preparing(unprepared) => self.prepare(*unprepared, clock, say),
                    _ => false,
                }
            }
        }
    }

    /// Milliseconds for which there is nothing to do.
    pub(super) fn rest(&self, now: f64) -> f64 {
        match &self.stage {
            Stage::Training(run) if !self.is_stopping => (run.next_epoch - now).max(0.0),
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
            Stage::Training(run) => match run.pace.look(now, !run.losses.is_empty(), *is_seen) {
                Due::Report => {
                    *is_seen = false;
                    run.report(id, now, say);
                }
                Due::Alive => say(Event::Alive),
                Due::Nothing => {}
            },
            Stage::Doubting(doubting, pace) => {
                if pace.look(now, true, true) == Due::Report {
                    let news = News::Doubted(doubting.uncertainty());
                    say(Event::News { id, news });
                }
            }
            Stage::Preparing(unprepared) => {
                if unprepared.pace.look(now, true, true) == Due::Report {
                    let news = News::Resampling(unprepared.preparing.share());
                    say(Event::News { id, news });
                }
            }
            Stage::Calibrating(_) | Stage::Job(_) | Stage::Over => {}
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
            Ok(stage) => {
                self.stage = stage;
                true
            }
            Err(error) => over(id, Done::Trained(Ending::Failed(error.into())), say),
        }
    }

    fn begin(
        &mut self,
        job: Job,
        shelf: &mut Shelf,
        clock: &dyn Fn() -> f64,
        say: &mut dyn FnMut(Event),
    ) -> bool {
        let (id, file) = (self.id, self.file.as_ref());
        let mut tell = |share| {
            let news = News::Reading(share);
            say(Event::News { id, news });
        };
        let done = match job {
            Job::Train { arm, spec, is_slow } => {
                let rows = shelf.rows(spec, file, &mut tell);
                match rows.and_then(|rows| Ok(Preparing::new(rows, arm)?)) {
                    Ok(preparing) => {
                        self.stage = Stage::Preparing(Box::new(Unprepared {
                            arm,
                            preparing,
                            is_slow,
                            pace: Pace::new(SHARE_ROWS, clock()),
                        }));
                        return true;
                    }
                    Err(complaint) => Done::Trained(Ending::Failed(complaint)),
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
            Job::Hand { spec } => Done::Handed(shelf.hand(spec, file, &mut tell)),
            Job::Inspect { .. } => Done::Inspected(inspect(shelf, file, &mut tell)),
            Job::Preview { spec, arm } => match preview(spec, arm, shelf, file, &mut tell) {
                Ok((preview, scores)) => {
                    if let Some(scores) = scores {
                        let news = News::Scored(scores);
                        say(Event::News { id, news });
                    }
                    Done::Previewed(Ok(preview))
                }
                Err(complaint) => Done::Previewed(Err(complaint)),
            },
            Job::Amounts { spec, column } => {
                Done::Amounts(amounts(spec, &column, shelf, file, &mut tell))
            }
            Job::OpenLink(text) => {
                let link = Link::from_first_form(&text);
                let text = link.map(|link| link.to_fragment());
                Done::Opened(text.map_err(|error| error.to_string()))
            }
            Job::Score { run, rows } => {
                let bytes = encode(&shelf.score(run, &rows)).unwrap_or_default();
                Done::Scored(Parcel { bytes })
            }
        };
        over(id, done, say)
    }
}

fn over(id: u64, done: Done, say: &mut dyn FnMut(Event)) -> bool {
    say(Event::Done { id, done });
    false
}

impl Run {
    fn new(training: Training, plan: RoundPlan, is_slow: bool, now: f64) -> Self {
        let n_held_out = training.held_out().features().nrows();
        Self {
            training,
            plan,
            is_slow,
            pace: Pace::new(n_held_out, now),
            next_epoch: now,
            counted: now,
            worked: 0.0,
            losses: Vec::new(),
            rounds: Vec::new(),
        }
    }

    /// How the run ended, once it has, by itself or by hand.
    fn end_or_advance(&mut self, is_stopping: bool, clock: &dyn Fn() -> f64) -> Option<Ending> {
        if !is_stopping {
            return self.advance(clock);
        }
        let best = self.training.best();
        Some(Ending::Stopped(
            best.map(|best| (best.loss.epoch, best.scores.clone())),
        ))
    }

    fn advance(&mut self, clock: &dyn Fn() -> f64) -> Option<Ending> {
        match self.training.advance() {
            Ok(Progress::Working) => None,
            Ok(Progress::Epoch(Snapshot { loss, scores })) => {
                let epoch = loss.epoch;
                self.losses.push(loss);
                self.rounds.pop_if(|last| !self.plan.keeps(last.epoch));
                self.rounds.push(Round { epoch, scores });
                if self.is_slow {
                    self.put_off(clock());
                }
                None
            }
            Ok(Progress::Restored(restored)) => Some(Ending::Restored(restored)),
            Ok(Progress::Finished) => Some(Ending::Finished),
            Err(error) => Some(Ending::Failed(Complaint::of_model(&error))),
        }
    }

    /// Tells what the model has learnt, where people can read it.
    fn tell_learnt(&self, id: u64, say: &mut dyn FnMut(Event)) {
        let learnt = self.training.learnt();
        if let Some(Ok(bytes)) = learnt.map(|learnt| encode(&learnt)) {
            let news = News::Learnt(Parcel { bytes });
            say(Event::News { id, news });
        }
    }

    /// Puts the next epoch off.
    fn put_off(&mut self, now: f64) {
        self.count(now);
        self.next_epoch = now.max(self.next_epoch + 1_000.0 / SLOW_EPOCHS_PER_SECOND);
        self.counted = self.next_epoch;
    }

    /// Adds the time up that was worked, rests excluded.
    fn count(&mut self, now: f64) {
        self.worked += (now - self.counted).max(0.0);
        self.counted = self.counted.max(now);
    }

    fn report(&mut self, id: u64, now: f64, say: &mut dyn FnMut(Event)) {
        self.count(now);
        if !self.losses.is_empty() {
            let news = News::Epochs {
                losses: std::mem::take(&mut self.losses),
                rounds: std::mem::take(&mut self.rounds),
                elapsed_ms: self.worked,
            };
            say(Event::News { id, news });
        }
    }
}

impl Unprepared {
    /// What is to be done next: more of the same, or epochs; `tell` hears what is known before the first.
    fn advance(
        self,
        clock: &dyn Fn() -> f64,
        tell: &mut dyn FnMut(Facts),
    ) -> Result<Stage, SpecError> {
        let preparing = self.preparing.advance()?;
        if !preparing.is_done() {
            let unprepared = Self { preparing, ..self };
            return Ok(Stage::Preparing(Box::new(unprepared)));
        }
        let (training, rows) = preparing.training()?;
        tell(facts(&rows, &training));
        let n_held_out = training.held_out().features().nrows();
        let plan = RoundPlan::new(rows.spec(), self.arm, n_held_out);
        let run = Run::new(training, plan, self.is_slow, clock());
        Ok(Stage::Training(Box::new(run)))
    }
}

fn facts(rows: &Rows, training: &Training) -> Facts {
    let numbers = |part: &[usize]| {
        let numbers = rows.all().row_numbers();
        part.iter().map(|&row| numbers[row]).collect()
    };
    Facts {
        names: rows.all().names().to_vec(),
        n_parameters: training.n_parameters(),
        real: rows.real(),
        resampled: training.resampled(),
        validation: training.held_out().validation().to_vec(),
        test: training.held_out().test().to_vec(),
        validation_rows: numbers(&rows.split().validation),
        test_rows: numbers(&rows.split().test),
    }
}

fn inspect<F: Readable>(
    shelf: &mut Shelf,
    file: Option<&F>,
    tell: &mut dyn FnMut(f64),
) -> Result<Inspection, String> {
    let file = file.ok_or_else(|| SpecError::NoFile(String::new()).to_string())?;
    let (hash, table) = shelf.read(file, tell)?;
    Ok(Inspection {
        hash,
        table: table.summary(),
    })
}

fn preview<F: Readable>(
    spec: LabSpec,
    arm: ArmId,
    shelf: &mut Shelf,
    file: Option<&F>,
    tell: &mut dyn FnMut(f64),
) -> Result<(Preview, Option<UploadedScores>), Complaint> {
    if spec.data.source != Source::Scores {
        return Ok((shelf.rows(spec, file, tell)?.preview(arm), None));
    }
    let table = shelf.of(&spec, file, tell)?;
    let scores = spec.check()?.scores(table.as_deref())?;
    Ok((scores.preview(), Some(scores)))
}

fn amounts<F: Readable>(
    spec: LabSpec,
    column: &str,
    shelf: &mut Shelf,
    file: Option<&F>,
    tell: &mut dyn FnMut(f64),
) -> Result<Amounts, AmountError> {
    let table = shelf.of(&spec, file, tell);
    let table = table.map_err(|complaint| AmountError::NoRows(complaint.sentence))?;
    spec.check()?.amounts(table.as_deref(), column)
}
