//! What is known of an arm of a run so far.

use std::sync::Arc;

use super::message::{Complaint, Ending, Facts, Parcel, decode};
use super::{
    ArmId, EpochLoss, LabSpec, Restored, Round, RoundPlan, SLOW_EPOCHS_PER_SECOND, Scores,
};
use crate::model::Learnt;

/// One arm of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmRecord {
    pub(super) arm: ArmId,
    pub(super) name: String,
    pub(super) id: u64,
    spec: Arc<LabSpec>,
    /// The arm's place in those settings.
    of: ArmId,
    n_rounds: usize,
    facts: Option<Arc<Facts>>,
    losses: Vec<EpochLoss>,
    pub(super) elapsed_ms: f64,
    pub(super) status: Status,
    pub(super) shown: Rounds,
    /// Whether what an epoch makes of the rows is shown at once, and not kept in `coming` until the end.
    pub(super) is_watched: bool,
    coming: Rounds,
    pub(super) is_slow: bool,
    pub(super) learnt: Option<Arc<Parcel>>,
    pub(super) sha256: Option<String>,
}

/// What is known of a run's rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rounds {
    /// Those that are kept, by rising epoch.
    pub(super) kept: Vec<Arc<ArmResult>>,
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

impl ArmRecord {
    /// A run of an arm that shows what came of the one before until it has more.
    pub(super) fn new(arm: ArmId, id: u64, spec: &Arc<LabSpec>, shown: Rounds) -> Self {
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
            sha256: None,
        }
    }

    /// The same at another place of a list, under its name there where it still learns the same.
    pub(super) fn moved(&self, arm: ArmId, spec: &LabSpec) -> Self {
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

    /// The SHA-256 of its [scores](Scores::sha256), once the run is over.
    #[must_use]
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    /// Whether it came to its end, by itself.
    #[must_use]
    pub const fn is_finished(&self) -> bool {
        matches!(self.status, Status::Finished | Status::Restored { .. })
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

    pub(super) fn prepare(&mut self, facts: Facts) {
        self.facts = Some(Arc::new(facts));
        self.status = Status::Training;
    }

    pub(super) fn report(&mut self, losses: Vec<EpochLoss>, rounds: Vec<Round>) {
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

    pub(super) fn end(&mut self, ending: Ending) {
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
