//! What is known of a run so far: a fold of what its workers say.

use std::sync::Arc;

use super::message::{Complaint, Ending, Facts, News, Parcel, decode};
use super::{
    ArmId, EpochLoss, LabSpec, Restored, Round, RoundPlan, SLOW_EPOCHS_PER_SECOND, Scores,
};
use crate::model::Learnt;

/// The current run, and for each of its arms the last result that can be looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunRecord {
    arms: Vec<ArmRecord>,
}

/// One arm of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmRecord {
    arm: ArmId,
    name: String,
    id: u64,
    spec: Arc<LabSpec>,
    /// The arm's place in those settings.
    of: ArmId,
    n_rounds: usize,
    facts: Option<Arc<Facts>>,
    losses: Vec<EpochLoss>,
    elapsed_ms: f64,
    status: Status,
    shown: Rounds,
    /// Whether what an epoch makes of the rows is shown at once, and not kept in `coming` until the end.
    is_watched: bool,
    coming: Rounds,
    is_slow: bool,
    learnt: Option<Arc<Parcel>>,
}

/// What is known of a run's rounds.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rounds {
    /// Those that are kept, by rising epoch.
    kept: Vec<Arc<ArmResult>>,
    /// The one that counts: the last, or the best of a run that was stopped.
    result: Option<Arc<ArmResult>>,
}

/// How far an arm is.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// Other arms are trained first.
    Waiting,
    /// Rows and model are being made; of the resampling about this share, 0..=1, is done.
    Preparing(f64),
    /// Epochs are being done.
    Training,
    /// All epochs are done.
    Finished,
    /// It ended by itself, and went back to an epoch before its last.
    Restored {
        /// The epoch whose scores are shown, from 1.
        best: usize,
    },
    /// Stopped by hand.
    Stopped,
    /// It couldn't start or go on; the last result stays.
    Failed(Complaint),
}

/// Scores of held-out rows with all that is needed to judge them.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmResult {
    /// The experiment that they come from.
    pub spec: Arc<LabSpec>,
    /// The arm's place in that experiment.
    pub arm: ArmId,
    /// Its rows and model.
    pub facts: Arc<Facts>,
    /// The epoch after which the rows were scored.
    pub epoch: usize,
    /// The scores.
    pub scores: Scores,
}

/// In what an arm is like one of before, the closest likeness first.
#[derive(Clone, Copy)]
enum Likeness {
    Everything,
    WhatItLearns,
    Name,
    Place,
}

impl Likeness {
    const ALL: [Self; 4] = [
        Self::Everything,
        Self::WhatItLearns,
        Self::Name,
        Self::Place,
    ];

    fn holds(self, before: &ArmRecord, spec: &LabSpec, arm: ArmId) -> bool {
        let has_its_name = || before.name == spec.name_of(arm);
        match self {
            Self::Everything => has_its_name() && before.learns_as(spec, arm),
            Self::WhatItLearns => before.learns_as(spec, arm),
            Self::Name => has_its_name(),
            Self::Place => before.arm == arm,
        }
    }
}

impl RunRecord {
    /// The record of a new run whose arms have the jobs `id`, `id + 1` and so on. An arm that was there
    /// keeps its last result until it has a new one.
    #[must_use]
    pub fn next(&self, spec: LabSpec, id: u64) -> Self {
        self.renewed(&Arc::new(spec), id, |_| true)
    }

    /// The record of a run in which those arms begin anew of which `is_renewed` holds; the others stay as they are.
    /// Each that begins has the next number, from `id` on.
    #[must_use]
    pub fn renewed(
        &self,
        spec: &Arc<LabSpec>,
        mut id: u64,
        is_renewed: impl Fn(ArmId) -> bool,
    ) -> Self {
        let mut next = Self::default();
        for (arm, before) in self.predecessors(spec) {
            if !is_renewed(arm)
                && let Some(before) = before
            {
                next.arms.push(before.moved(arm, spec));
                continue;
            }
            let shown = before.map_or_else(Rounds::default, |before| before.shown.clone());
            next.arms.push(ArmRecord::new(arm, id, spec, shown));
            id += 1;
        }
        next
    }

    /// The same arms where they stand in a list that has changed, under their names of now. Those that are no longer in
    /// it, or hidden, are gone; new ones come with their first run.
    #[must_use]
    pub fn aligned(&self, spec: &LabSpec) -> Self {
        let arms = self.predecessors(spec).into_iter();
        let arms = arms.filter_map(|(arm, before)| Some(before?.moved(arm, spec)));
        Self {
            arms: arms.collect(),
        }
    }

    /// Each arm of some settings, with the one that it was: the one that learns the same, or else has its name, or its
    /// place.
    fn predecessors(&self, spec: &LabSpec) -> Vec<(ArmId, Option<&ArmRecord>)> {
        let mut arms: Vec<_> = spec.shown_arms().map(|arm| (arm, None)).collect();
        let mut left: Vec<_> = self.arms.iter().collect();
        for likeness in Likeness::ALL {
            for (arm, found) in arms.iter_mut().filter(|(_, found)| found.is_none()) {
                let mut before = left.iter();
                let place = before.position(|before| likeness.holds(before, spec, *arm));
                *found = place.map(|place| left.remove(place));
            }
        }
        arms
    }

    /// Whether each epoch is shown. Else an arm keeps its result of before until it is done; one that has none
    /// shows its epochs all the same.
    pub fn watch(&mut self, is_watched: bool) {
        for arm in self.arms.iter_mut().filter(|arm| arm.is_running()) {
            arm.is_watched = is_watched || arm.result().is_none();
        }
    }

    /// Has it go at a pace that eyes can follow.
    pub fn slow_down(&mut self) {
        for arm in self.arms.iter_mut().filter(|arm| arm.is_running()) {
            arm.is_slow = true;
        }
    }

    /// Takes in that a job waits for others, or no longer.
    pub fn wait(&mut self, id: u64, is_waiting: bool) {
        let Some(record) = self.find(id) else { return };
        match record.status {
            Status::Preparing(_) if is_waiting => record.status = Status::Waiting,
            Status::Waiting if !is_waiting => record.status = Status::Preparing(0.0),
            _ => {}
        }
    }

    /// Epochs that can be shown, rising: those that an arm keeps, and the last.
    #[must_use]
    pub fn rounds(&self) -> Vec<usize> {
        let arms = self.arms.iter();
        let results = arms.flat_map(|arm| arm.shown.kept.iter().chain(arm.result()));
        let mut epochs: Vec<_> = results.map(|result| result.epoch).collect();
        epochs.sort_unstable();
        epochs.dedup();
        epochs
    }

    /// Whether nothing was trained yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.arms.is_empty()
    }

    /// Its arms, in the order in which they are shown.
    #[must_use]
    pub fn arms(&self) -> &[ArmRecord] {
        &self.arms
    }

    /// One of its arms; `None` if the run doesn't have it.
    #[must_use]
    pub fn arm(&self, arm: ArmId) -> Option<&ArmRecord> {
        self.arms.iter().find(|record| record.arm == arm)
    }

    /// Whether an arm is still at work.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.arms.iter().any(ArmRecord::is_running)
    }

    /// Takes in what is known so far of a job. Jobs of other runs change nothing.
    pub fn hear(&mut self, id: u64, news: News) {
        let Some(record) = self.find(id) else { return };
        match news {
            News::Resampling(share) if record.is_running() => {
                record.status = Status::Preparing(share);
            }
            News::Prepared(facts) => record.prepare(facts),
            News::Epochs {
                losses,
                rounds,
                elapsed_ms,
            } => {
                record.elapsed_ms = elapsed_ms;
                record.report(losses, rounds);
            }
            News::Learnt(learnt) => record.learnt = Some(Arc::new(learnt)),
            News::Reading(_) | News::Resampling(_) | News::Scored(_) | News::Doubted(_) => {}
        }
    }

    /// Takes in how a job ended. Jobs of other runs change nothing, nor does one that is over.
    pub fn end(&mut self, id: u64, ending: Ending) {
        if let Some(record) = self.find(id).filter(|record| record.is_running()) {
            record.end(ending);
        }
    }

    fn find(&mut self, id: u64) -> Option<&mut ArmRecord> {
        self.arms.iter_mut().find(|record| record.id == id)
    }
}

impl ArmRecord {
    fn new(arm: ArmId, id: u64, spec: &Arc<LabSpec>, shown: Rounds) -> Self {
        Self {
            arm,
            name: spec.name_of(arm),
            id,
            spec: Arc::clone(spec),
            of: arm,
            n_rounds: spec.model_of(arm).rounds(),
            facts: None,
            losses: Vec::new(),
            elapsed_ms: 0.0,
            status: Status::Preparing(0.0),
            shown,
            is_watched: true,
            coming: Rounds::default(),
            is_slow: false,
            learnt: None,
        }
    }

    /// The same at another place of a list, under its name there where it still learns the same.
    fn moved(&self, arm: ArmId, spec: &LabSpec) -> Self {
        let name = if self.learns_as(spec, arm) {
            spec.name_of(arm)
        } else {
            self.name.clone()
        };
        Self {
            arm,
            name,
            ..self.clone()
        }
    }

    /// Which arm it is.
    #[must_use]
    pub const fn arm(&self) -> ArmId {
        self.arm
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call what is shown of it: a result of before, of an arm that learnt something else, keeps its own.
    #[must_use]
    pub fn name_of(&self, result: &ArmResult) -> String {
        let is_own = Arc::ptr_eq(&result.spec, &self.spec) && result.arm == self.of;
        if is_own || result.spec.learns_as(result.arm, &self.spec, self.of) {
            self.name.clone()
        } else {
            result.spec.name_of(result.arm)
        }
    }

    /// Whether it learns what an arm of some settings does.
    #[must_use]
    pub fn learns_as(&self, spec: &LabSpec, arm: ArmId) -> bool {
        self.spec.learns_as(self.of, spec, arm)
    }

    /// Rounds of the whole run, such as epochs: at most so many while it goes on, and in the end those that it took.
    #[must_use]
    pub const fn n_rounds(&self) -> usize {
        self.n_rounds
    }

    /// The job that its worker was asked to do.
    #[must_use]
    pub const fn id(&self) -> u64 {
        self.id
    }

    /// The experiment that is being run.
    #[must_use]
    pub fn spec(&self) -> &LabSpec {
        &self.spec
    }

    /// The arm's place in that experiment.
    #[must_use]
    pub const fn arm_of_spec(&self) -> ArmId {
        self.of
    }

    /// Whether there is something that its model has learnt, and that people can read.
    #[must_use]
    pub const fn has_learnt(&self) -> bool {
        self.learnt.is_some()
    }

    /// What its model has learnt, once the run is over, where people can read it.
    #[must_use]
    pub fn learnt(&self) -> Option<Learnt> {
        decode(&self.learnt.as_ref()?.bytes).ok()
    }

    /// Whether it goes at a pace that eyes can follow.
    #[must_use]
    pub const fn is_slow(&self) -> bool {
        self.is_slow
    }

    /// Its rows and network, once made.
    #[must_use]
    pub const fn facts(&self) -> Option<&Arc<Facts>> {
        self.facts.as_ref()
    }

    /// Losses of the epochs done.
    #[must_use]
    pub fn losses(&self) -> &[EpochLoss] {
        &self.losses
    }

    /// Epochs done.
    #[must_use]
    pub fn epoch(&self) -> usize {
        self.losses.last().map_or(0, |loss| loss.epoch)
    }

    /// Milliseconds of training, preparation excluded.
    #[must_use]
    pub const fn elapsed_ms(&self) -> f64 {
        self.elapsed_ms
    }

    /// Epochs a second; `None` before the first.
    #[must_use]
    pub fn epochs_per_second(&self) -> Option<f64> {
        let epochs = self.epoch();
        (epochs > 0 && self.elapsed_ms > 0.0).then(|| epochs as f64 * 1_000.0 / self.elapsed_ms)
    }

    /// Seconds until all epochs are done, at the rate so far; `None` before the first.
    #[must_use]
    pub fn seconds_left(&self) -> Option<f64> {
        let left = self.n_rounds.saturating_sub(self.epoch());
        let most = if self.is_slow {
            SLOW_EPOCHS_PER_SECOND
        } else {
            f64::INFINITY
        };
        self.epochs_per_second()
            .map(|rate| left as f64 / rate.min(most))
    }

    /// How far it is.
    #[must_use]
    pub const fn status(&self) -> &Status {
        &self.status
    }

    /// Why it couldn't start or go on.
    #[must_use]
    pub const fn complaint(&self) -> Option<&Complaint> {
        match &self.status {
            Status::Failed(complaint) => Some(complaint),
            _ => None,
        }
    }

    /// Whether it is still at work.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        matches!(
            self.status,
            Status::Waiting | Status::Preparing(_) | Status::Training
        )
    }

    /// The last scores: of this run, or of the run before it as long as this one has none.
    #[must_use]
    pub const fn result(&self) -> Option<&Arc<ArmResult>> {
        self.shown.result.as_ref()
    }

    /// The scores after `round` epochs, or the last that are kept before; [`result`](Self::result) for `None`
    /// and where nothing that early is kept.
    #[must_use]
    pub fn result_at(&self, round: Option<usize>) -> Option<&Arc<ArmResult>> {
        let kept = self.shown.kept.iter();
        let known = round.and_then(|round| kept.rev().find(|result| result.epoch <= round));
        known.or(self.result())
    }

    /// How many rounds are kept of the run whose result is shown, and of how many epochs, where not every one is.
    #[must_use]
    pub fn thinned(&self) -> Option<(usize, usize)> {
        let result = self.result()?;
        let n_held_out = result.facts.validation.len() + result.facts.test.len();
        let (n_kept, n_epochs) = RoundPlan::new(&result.spec, result.arm, n_held_out).share();
        (n_kept < n_epochs).then_some((n_kept, n_epochs))
    }

    /// Whether its epochs are shown.
    #[must_use]
    pub const fn is_watched(&self) -> bool {
        self.is_watched
    }

    fn prepare(&mut self, facts: Facts) {
        self.facts = Some(Arc::new(facts));
        self.status = Status::Training;
    }

    fn report(&mut self, losses: Vec<EpochLoss>, rounds: Vec<Round>) {
        self.losses.extend(losses);
        let Some(facts) = self.facts.clone() else {
            return;
        };
        let is_first = self.coming.result.is_none();
        let plan = RoundPlan::new(
            &self.spec,
            self.of,
            facts.validation.len() + facts.test.len(),
        );
        for round in rounds {
            let is_kept = plan.keeps(round.epoch);
            let result = self.result_of(round, &facts);
            if is_kept {
                self.coming.kept.push(Arc::clone(&result));
            }
            self.coming.result = Some(result);
        }
        if self.is_watched {
            self.show(is_first);
        }
    }

    /// Brings what has come onto the screen, in place of another run's where it is the first.
    fn show(&mut self, is_first: bool) {
        if is_first {
            self.shown.kept.clear();
        }
        self.shown.kept.append(&mut self.coming.kept);
        self.shown.result.clone_from(&self.coming.result);
    }

    fn result_of(&self, round: Round, facts: &Arc<Facts>) -> Arc<ArmResult> {
        Arc::new(ArmResult {
            spec: Arc::clone(&self.spec),
            arm: self.of,
            facts: Arc::clone(facts),
            epoch: round.epoch,
            scores: round.scores,
        })
    }

    fn end(&mut self, ending: Ending) {
        if !self.is_watched && self.coming.result.is_some() {
            self.show(true);
        }
        if matches!(ending, Ending::Finished | Ending::Restored(_)) {
            // What ends by itself may have had more rounds.
            self.n_rounds = self.epoch();
        }
        self.status = match ending {
            Ending::Finished => Status::Finished,
            Ending::Restored(Restored { best, scores, .. }) => {
                self.go_back(best, scores);
                Status::Restored { best }
            }
            Ending::Stopped(best) => {
                if let Some((epoch, scores)) = best {
                    self.go_back(epoch, scores);
                }
                Status::Stopped
            }
            Ending::Failed(complaint) => Status::Failed(complaint),
        };
    }

    /// Ends the run at an epoch before its last, and with it what can be shown again.
    fn go_back(&mut self, epoch: usize, scores: Scores) {
        if let Some(facts) = self.facts.clone() {
            let best = self.result_of(Round { epoch, scores }, &facts);
            self.shown.kept.retain(|round| round.epoch < epoch);
            self.shown.kept.push(Arc::clone(&best));
            self.shown.result = Some(best);
        }
    }
}
