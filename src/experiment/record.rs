//! What is known of a run so far: a fold of what its workers say.

use std::sync::Arc;

use super::message::{Complaint, Ending, Facts, News};
use super::{Arm, EpochLoss, LabSpec, Scores};

/// The current run, and for each of its arms the last result that can be looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunRecord {
    arms: Vec<ArmRecord>,
}

/// One arm of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmRecord {
    arm: Arm,
    id: u64,
    spec: Arc<LabSpec>,
    facts: Option<Arc<Facts>>,
    losses: Vec<EpochLoss>,
    elapsed_ms: f64,
    status: Status,
    result: Option<Arc<ArmResult>>,
    /// Whether what an epoch makes of the rows is shown at once, and not kept in `latest` until the end.
    is_watched: bool,
    latest: Option<(usize, Scores)>,
}

/// How far an arm is.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// Rows and network are being made.
    Preparing,
    /// Epochs are being done.
    Training,
    /// All epochs are done.
    Finished,
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
    /// Its rows and network.
    pub facts: Arc<Facts>,
    /// The epoch after which the rows were scored.
    pub epoch: usize,
    /// The scores.
    pub scores: Scores,
}

impl RunRecord {
    /// The record of a new run whose arms have the jobs `id`, `id + 1` and so on. An arm that was there
    /// keeps its last result until it has a new one.
    #[must_use]
    pub fn next(&self, spec: LabSpec, id: u64) -> Self {
        let spec = Arc::new(spec);
        let arms = spec.balance.arms.each().iter().zip(id..);
        let arms = arms.map(|(&arm, id)| ArmRecord {
            arm,
            id,
            spec: Arc::clone(&spec),
            facts: None,
            losses: Vec::new(),
            elapsed_ms: 0.0,
            status: Status::Preparing,
            result: self.arm(arm).and_then(|before| before.result.clone()),
            is_watched: true,
            latest: None,
        });
        Self {
            arms: arms.collect(),
        }
    }

    /// Whether each epoch is shown. Else an arm keeps its result of before until it is done; one that has none
    /// shows its epochs all the same.
    pub fn watch(&mut self, is_watched: bool) {
        for arm in &mut self.arms {
            arm.is_watched = is_watched || arm.result.is_none();
        }
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
    pub fn arm(&self, arm: Arm) -> Option<&ArmRecord> {
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
            News::Prepared(facts) => record.prepare(facts),
            News::Epochs {
                losses,
                scores,
                elapsed_ms,
            } => {
                record.elapsed_ms = elapsed_ms;
                record.report(losses, scores);
            }
            News::Reading(_) | News::Scored(_) | News::Doubted(_) => {}
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
    /// Which arm it is.
    #[must_use]
    pub const fn arm(&self) -> Arm {
        self.arm
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
        let left = self.spec.model.epochs.saturating_sub(self.epoch());
        self.epochs_per_second().map(|rate| left as f64 / rate)
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
        matches!(self.status, Status::Preparing | Status::Training)
    }

    /// The last scores: of this run, or of the run before it as long as this one has none.
    #[must_use]
    pub const fn result(&self) -> Option<&Arc<ArmResult>> {
        self.result.as_ref()
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

    fn report(&mut self, losses: Vec<EpochLoss>, scores: Scores) {
        self.losses.extend(losses);
        if self.is_watched {
            self.show(self.epoch(), scores);
        } else {
            self.latest = Some((self.epoch(), scores));
        }
    }

    fn show(&mut self, epoch: usize, scores: Scores) {
        let Some(facts) = self.facts.clone() else {
            return;
        };
        let spec = Arc::clone(&self.spec);
        self.result = Some(Arc::new(ArmResult {
            spec,
            facts,
            epoch,
            scores,
        }));
    }

    fn end(&mut self, ending: Ending) {
        if let Some((epoch, scores)) = self.latest.take() {
            self.show(epoch, scores);
        }
        self.status = match ending {
            Ending::Finished => Status::Finished,
            Ending::Stopped(best) => {
                if let Some((epoch, scores)) = best {
                    self.show(epoch, scores);
                }
                Status::Stopped
            }
            Ending::Failed(complaint) => Status::Failed(complaint),
        };
    }
}
