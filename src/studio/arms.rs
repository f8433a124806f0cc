//! The list of arms as people change it.

use super::Studio;
use super::arm_change::ArmChange;
use super::pool::Begun;
use super::verb::{Ask, Post};
use crate::balance::RemedySpec;
use crate::experiment::message::Job;
use crate::experiment::{ArmId, ArmSpec, LabSpec, MOST_ARMS};
use crate::metrics::ScaleKind;
use crate::model::ModelSpec;

impl Studio {
    /// Changes the list of arms.
    ///
    /// # Errors
    ///
    /// What is wanted, in a sentence, where a setting can't be read or the list is full.
    pub(super) fn change_arm(&mut self, arm: ArmId, change: ArmChange) -> Result<(), String> {
        let mut spec = self.spec().clone();
        let place = arm.index();
        let n_arms = spec.arms.len();
        let is_adding = matches!(change, ArmChange::Add(_) | ArmChange::Duplicate);
        if is_adding && n_arms >= MOST_ARMS {
            return Err(format!("{MOST_ARMS} arms are compared at most."));
        }
        // Where each arm of the new list stood before; a new one nowhere.
        let mut came_from: Vec<_> = (0..n_arms).map(Some).collect();
        match change {
            ArmChange::Add(key) => {
                let remedy = RemedySpec::of_key(&key);
                spec.arms.push(ArmSpec {
                    remedies: remedy.into_iter().collect(),
                    ..ArmSpec::default()
                });
                came_from.push(None);
            }
            ArmChange::Duplicate => {
                if let Some(copy) = spec.arms.get(place).cloned() {
                    spec.arms.insert(place + 1, copy);
                    came_from.insert(place + 1, None);
                }
            }
            ArmChange::Up if place > 0 && place < n_arms => {
                spec.arms.swap(place - 1, place);
                came_from.swap(place - 1, place);
            }
            ArmChange::Down if place + 1 < n_arms => {
                spec.arms.swap(place, place + 1);
                came_from.swap(place, place + 1);
            }
            ArmChange::Remove if n_arms > 1 && place < n_arms => {
                spec.arms.remove(place);
                came_from.remove(place);
            }
            ArmChange::Up | ArmChange::Down | ArmChange::Remove => {}
            change => change_one(&mut spec, arm, change)?,
        }
        self.lab.take(spec);
        self.follow_arms(&came_from);
        Ok(())
    }

    /// Has what is kept by place go with the arms.
    fn follow_arms(&mut self, came_from: &[Option<usize>]) {
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
        let mut gone: Vec<_> = gone
            .filter(|arm| arm.is_running() && !is_kept(arm.id()))
            .map(|arm| arm.id())
            .collect();
        gone.sort_by_key(|id| self.pool.place_of(*id).is_some());
        *self.runs = aligned;
        gone.into_iter().flat_map(|id| self.drop_job(id)).collect()
    }

    /// Ends a job that nobody waits for any more.
    pub(super) fn drop_job(&mut self, id: u64) -> Vec<Ask> {
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

/// Changes one arm and not its place.
fn change_one(spec: &mut LabSpec, arm: ArmId, change: ArmChange) -> Result<(), String> {
    let shared = ModelSpec::Network(spec.model.clone());
    let Some(arm) = spec.arms.get_mut(arm.index()) else {
        return Ok(());
    };
    match change {
        ArmChange::Hide(is_hidden) => arm.is_hidden = is_hidden,
        ArmChange::Rename(name) => name.trim().clone_into(&mut arm.name),
        ArmChange::Order(order) => arm.order = order,
        ArmChange::Remedy { place, key } => {
            let remedy = RemedySpec::of_key(&key);
            match (arm.remedies.get_mut(place), remedy) {
                (Some(before), Some(remedy)) => *before = remedy,
                (Some(_), None) => {
                    arm.remedies.remove(place);
                }
                (None, remedy) => arm.remedies.extend(remedy),
            }
        }
        ArmChange::RemedySetting { place, key, text } => {
            if let Some(remedy) = arm.remedies.get_mut(place) {
                remedy.set(&key, &text)?;
            }
        }
        ArmChange::Model(key) => {
            // A network of its own begins as the shared one.
            let model = ModelSpec::of_key(&key);
            arm.model = model.map(|model| {
                if model.key() == shared.key() {
                    shared
                } else {
                    model
                }
            });
        }
        ArmChange::ModelSetting { key, text } => {
            if let Some(model) = &mut arm.model {
                model.set(&key, &text)?;
            }
        }
        ArmChange::Add(_)
        | ArmChange::Duplicate
        | ArmChange::Up
        | ArmChange::Down
        | ArmChange::Remove => {}
    }
    Ok(())
}
