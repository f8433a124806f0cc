//! The list of arms as people change it.

use super::Studio;
use super::pool::Begun;
use super::verb::{Ask, Post};
use crate::experiment::message::Job;
use crate::experiment::{ArmId, MOST_ARMS};
use crate::metrics::ScaleKind;

impl Studio {
    /// Has what is kept by place go with the arms.
    pub(super) fn follow_arms(&mut self, came_from: &[Option<usize>]) {
        let is_same = came_from
            .iter()
            .enumerate()
            .all(|(to, from)| *from == Some(to));
        if is_same {
            return;
        }
        let study = &mut *self.study;
        let before = study.scales;
        study.scales = [ScaleKind::Raw; MOST_ARMS];
        for (to, from) in study.scales.iter_mut().zip(came_from) {
            if let Some(kind) = from.and_then(|from| before.get(from)) {
                *to = *kind;
            }
        }
        let now = |place| place_now(place, came_from);
        study.looked_at = study.looked_at.map(now);
        let [reference, compared] = study.pair.map(now);
        study.chooser = place_now(study.chooser, came_from);
        let other = usize::from(reference == 0);
        study.pair = [
            reference,
            if compared == reference {
                other
            } else {
                compared
            },
        ];
    }

    /// Brings the run in line with a list of arms that has changed: the jobs of arms that are gone are ended.
    pub(super) fn align_runs(&mut self) -> Vec<Ask> {
        let aligned = self.runs.aligned(self.spec());
        if aligned == *self.runs {
            return Vec::new();
        }
        let is_kept = |id: u64| aligned.arms().iter().any(|arm| arm.id() == id);
        let gone = self.runs.arms().iter();
        let gone: Vec<_> = gone
            .filter(|arm| arm.is_running() && !is_kept(arm.id()))
            .map(|arm| arm.id())
            .collect();
        *self.runs = aligned;
        self.drop_jobs(&gone)
    }

    /// Ends jobs that nobody waits for any more: first those that wait, so that none of them begins in the place of
    /// another.
    pub(super) fn drop_jobs(&mut self, ids: &[u64]) -> Vec<Ask> {
        let (at_work, waiting): (Vec<u64>, Vec<u64>) = ids
            .iter()
            .partition(|id| self.pool.place_of(**id).is_some());
        let ids = waiting.into_iter().chain(at_work);
        ids.flat_map(|id| self.drop_job(id)).collect()
    }

    fn drop_job(&mut self, id: u64) -> Vec<Ask> {
        let place = self.pool.place_of(id);
        let stop = place.map(|place| Ask::Stop {
            to: Post::Trainer(place),
            id,
        });
        let next = self.pool.end(id);
        stop.into_iter().chain(self.begin_to_train(next)).collect()
    }

    /// Has a worker train that is free for it.
    pub(super) fn begin_to_train(&mut self, begun: Option<Begun>) -> Option<Ask> {
        let Begun { id, place } = begun?;
        self.runs.wait(id, false);
        let mut records = self.runs.arms().iter();
        let record = records.find(|record| record.id() == id)?;
        let spec = record.spec();
        Some(Ask::Do {
            to: Post::Trainer(place),
            id,
            job: Job::Train {
                arm: record.arm_of_spec(),
                spec: spec.clone(),
                is_slow: record.is_slow(),
            },
            file: spec.data.file().map(|_| spec.data.source),
        })
    }

    /// The two arms that are compared, the reference first: those that the study names, or else the first two.
    #[must_use]
    pub fn pair(&self) -> Option<[ArmId; 2]> {
        let shown = &self.views().shown;
        let named = self.study.pair.map(|place| {
            let mut arms = shown.iter().copied();
            arms.find(|arm| arm.index() == place)
        });
        let first =
            named[0].or_else(|| shown.iter().copied().find(|arm| named[1] != Some(*arm)))?;
        let second = named[1].filter(|arm| *arm != first);
        let second = second.or_else(|| shown.iter().copied().find(|arm| *arm != first))?;
        Some([first, second])
    }

    /// The arm whose training rows are looked at: the one that the study names, or else the first whose rows are
    /// resampled, or the first.
    #[must_use]
    pub fn looked_at(&self) -> ArmId {
        let spec = self.spec();
        let shown: Vec<_> = spec.shown_arms().collect();
        let is_resampled = |arm: &ArmId| {
            let arm = spec.arm(*arm);
            arm.is_some_and(|arm| arm.remedy(crate::balance::Aspect::Rows).is_some())
        };
        let named = self.study.looked_at.map(ArmId::at);
        let named = named.filter(|arm| shown.contains(arm));
        let resampled = || shown.iter().copied().find(is_resampled);
        named
            .or_else(resampled)
            .or_else(|| shown.first().copied())
            .unwrap_or_default()
    }
}

/// Where an arm stands now that stood at `place` before; at the first place where it is gone.
fn place_now(place: usize, came_from: &[Option<usize>]) -> usize {
    let mut now = came_from.iter();
    now.position(|from| *from == Some(place)).unwrap_or(0)
}
