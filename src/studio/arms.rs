//! The list of arms as people change it.

use super::Studio;
use super::pool::Begun;
use super::verb::{Ask, Enclosed, Post};
use crate::experiment::message::{Complaint, Ending, Job, Parcel};
use crate::experiment::{ArmId, ArmRecord, LabSpec, MOST_ARMS, Source};
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
        if !self.is_queued(id) {
            self.runs.wait(id, false);
        }
        let spec = self.spec_of(id)?;
        let has_rows = spec.data.source != Source::Upload
            || self.holds.contains(&(place, spec.data.upload.clone()));
        if has_rows {
            return self.train_at(id, place, Enclosed::Nothing);
        }
        let spec = spec.clone();
        let hand = self.next_id();
        self.open.handing.push((hand, id));
        Some(Ask::Do {
            to: Post::Data,
            id: hand,
            with: Enclosed::file_of(spec.data.source),
            job: Job::Hand { spec },
        })
    }

    /// The experiment of which a job trains an arm.
    fn spec_of(&self, id: u64) -> Option<&LabSpec> {
        let mut records = self.runs.arms().iter();
        let record = records.find(|record| record.id() == id);
        record
            .map(ArmRecord::spec)
            .or_else(|| self.spec_of_queued(id))
    }

    fn train_at(&self, id: u64, place: usize, with: Enclosed) -> Option<Ask> {
        let mut records = self.runs.arms().iter();
        let record = records.find(|record| record.id() == id);
        let train = record.map(|record| Job::Train {
            arm: record.arm_of_spec(),
            spec: record.spec().clone(),
            is_slow: record.is_slow(),
        });
        let repeat = || self.queued(id).map(Job::Repeat);
        Some(Ask::Do {
            to: Post::Trainer(place),
            id,
            job: train.or_else(repeat)?,
            with,
        })
    }

    /// Passes rows on to the worker that waits for them, or says why there are none.
    pub(super) fn take_rows(&mut self, hand: u64, handed: Result<Parcel, Complaint>) -> Vec<Ask> {
        let open = &mut self.open.handing;
        let Some(place) = open.iter().position(|(id, _)| *id == hand) else {
            return Vec::new();
        };
        let (_, id) = open.remove(place);
        let Some(place) = self.pool.place_of(id) else {
            return Vec::new();
        };
        if let Err(complaint) = handed {
            if self.is_queued(id) {
                return self.take_repeated(id, Err(complaint));
            }
            self.runs.end(id, Ending::Failed(complaint));
            let next = self.pool.end(id);
            return self.begin_to_train(next).into_iter().collect();
        }
        if let Some(spec) = self.spec_of(id) {
            let upload = spec.data.upload.clone();
            self.forget_rows(place);
            self.holds.push((place, upload));
        }
        let ask = self.train_at(id, place, Enclosed::Parcel(hand));
        ask.into_iter().collect()
    }

    /// Whether a training waits for its rows.
    pub(super) fn is_handing(&self, id: u64) -> bool {
        self.open.handing.iter().any(|(_, waiting)| *waiting == id)
    }

    /// Takes in that a worker has no rows any more.
    pub(super) fn forget_rows(&mut self, place: usize) {
        self.holds.retain(|(of, _)| *of != place);
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
