//! What is known of a run so far: a fold of what its workers say.

use std::sync::Arc;

use super::arm_record::{ArmRecord, Rounds, Status};
use super::message::{Ending, News};
use super::{ArmId, LabSpec};

use crate::sorting::sort_rows;

/// The current run, and for each of its arms the last result that can be looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunRecord {
    arms: Vec<ArmRecord>,
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
        sort_rows(&mut epochs);
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
            News::Hashed(sha256) => record.sha256 = Some(sha256),
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
