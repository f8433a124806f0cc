//! Which repeats were asked for, and what came of each of their arms.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::experiment::message::decode;
use crate::experiment::{ArmId, FoldScores, LabSpec, MoneyTerms, RepeatSpec, Repeated};
use crate::metrics::Metric;
use crate::studio::queue::{Queue, Trial};

/// Repeats without the settings that they are of, as they are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptRepeats {
    money: MoneyTerms,
    n_folds: u32,
    /// Which repeat each of them was.
    places: Vec<usize>,
    trials: Vec<Result<Repeated, String>>,
}

/// An experiment that is repeated over seeds, and what is known of it so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeats {
    spec: Arc<LabSpec>,
    money: MoneyTerms,
    n_folds: u32,
    arms: Vec<ArmId>,
    /// Which repeat each is, counted from 0.
    places: Vec<usize>,
    /// The arms of the first repeat, those of the second, and so on.
    queue: Queue,
}

/// Whether all arms of a repeat are trained, or can't be.
fn is_over(repeat: &[Trial]) -> bool {
    repeat.iter().all(Trial::is_over)
}

impl Repeats {
    /// So many repeats, of which nothing is done yet; with folds as many more as make whole rounds of them.
    #[must_use]
    pub fn new(spec: LabSpec, money: MoneyTerms, n_repeats: usize, n_folds: u32) -> Self {
        let arms: Vec<_> = spec.shown_arms().collect();
        let of_round = usize::try_from(n_folds.max(1)).unwrap_or(1);
        let n_repeats = n_repeats.next_multiple_of(of_round);
        Self {
            queue: Queue::new(n_repeats * arms.len()),
            spec: Arc::new(spec),
            money,
            n_folds,
            arms,
            places: (0..n_repeats).collect(),
        }
    }

    /// As they are kept: the repeats that are done.
    #[must_use]
    pub fn to_keep(&self) -> KeptRepeats {
        let known = |trial: &Trial| match trial {
            Trial::Done(repeated) => Some(Ok(Repeated {
                held_out: None,
                ..repeated.clone()
            })),
            Trial::Failed(sentence) => Some(Err(sentence.clone())),
            Trial::Waiting | Trial::AtWork(_) | Trial::Cancelled => None,
        };
        KeptRepeats {
            money: self.money,
            n_folds: self.n_folds,
            places: self.places_done(),
            trials: self.done().flatten().filter_map(known).collect(),
        }
    }

    /// Repeats of an experiment that were kept; `None` where the bytes are something else.
    #[must_use]
    pub fn kept(spec: LabSpec, bytes: &[u8]) -> Option<Self> {
        let KeptRepeats {
            money,
            n_folds,
            places,
            trials,
        } = decode(bytes).ok()?;
        let arms: Vec<_> = spec.shown_arms().collect();
        let are_whole = !trials.is_empty() && trials.len().is_multiple_of(arms.len().max(1));
        let of = |trial: Result<Repeated, String>| trial.map_or_else(Trial::Failed, Trial::Done);
        are_whole.then(|| Self {
            spec: Arc::new(spec),
            money,
            n_folds,
            arms,
            places,
            queue: Queue::of(trials.into_iter().map(of).collect()),
        })
    }

    /// Seconds that the arms took that are done, one after the other.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.trials().iter().filter_map(Trial::seconds).sum()
    }

    /// The arms of the repeats as they are done.
    #[must_use]
    pub const fn queue(&self) -> &Queue {
        &self.queue
    }

    /// The same, to be changed.
    pub const fn queue_mut(&mut self) -> &mut Queue {
        &mut self.queue
    }

    fn trials(&self) -> &[Trial] {
        self.queue.trials()
    }

    /// The experiment that is repeated.
    #[must_use]
    pub fn spec(&self) -> &LabSpec {
        &self.spec
    }

    /// What money was when they were asked for.
    #[must_use]
    pub const fn money(&self) -> &MoneyTerms {
        &self.money
    }

    /// Its arms.
    #[must_use]
    pub fn arms(&self) -> &[ArmId] {
        &self.arms
    }

    /// What people called each of its arms.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let name = |arm: &ArmId| self.spec.name_of(*arm);
        self.arms.iter().map(name).collect()
    }

    /// Repeats that were asked for.
    #[must_use]
    pub fn n_asked(&self) -> usize {
        self.repeats().count()
    }

    /// Repeats all of whose arms are trained, or can't be.
    #[must_use]
    pub fn n_done(&self) -> usize {
        self.done().count()
    }

    /// Seconds until all are done by so many workers, at the pace of each arm so far; `None` before the first is done.
    #[must_use]
    pub fn seconds_left(&self, n_workers: usize) -> Option<f64> {
        let mean = |seconds: &mut dyn Iterator<Item = f64>| {
            let seconds: Vec<_> = seconds.collect();
            (!seconds.is_empty()).then(|| seconds.iter().sum::<f64>() / seconds.len() as f64)
        };
        let of_all = mean(&mut self.trials().iter().filter_map(Trial::seconds))?;
        let of_arm = |place| {
            let trials = self.trials().iter().skip(place).step_by(self.arms.len());
            let n_open = trials.clone().filter(|trial| trial.is_open()).count();
            let each = mean(&mut trials.filter_map(Trial::seconds));
            n_open as f64 * each.unwrap_or(of_all)
        };
        let all: f64 = (0..self.arms.len()).map(of_arm).sum();
        let n_open = self.trials().iter().filter(|trial| trial.is_open()).count();
        Some(all / n_open.min(n_workers).max(1) as f64)
    }

    /// What an arm reaches by a metric, repeat by repeat; only those that are done, so that all arms have as many.
    #[must_use]
    pub fn values(&self, place: usize, metric: Metric) -> Vec<Option<f64>> {
        let of_metric = Metric::ALL.iter().position(|of| *of == metric);
        let value = |repeat: &[Trial]| match repeat.get(place)? {
            Trial::Done(repeated) => *repeated.values.get(of_metric?)?,
            _ => None,
        };
        self.done().map(value).collect()
    }

    /// In how many repeats an arm has no values at all, and why in the first of them.
    #[must_use]
    pub fn failures(&self, place: usize) -> Option<(usize, &str)> {
        let failed = self.done().filter_map(|repeat| match repeat.get(place)? {
            Trial::Failed(sentence) => Some(sentence.as_str()),
            _ => None,
        });
        let first = failed.clone().next()?;
        Some((failed.count(), first))
    }

    fn repeats(&self) -> impl Iterator<Item = &[Trial]> + Clone {
        self.trials().chunks(self.arms.len().max(1))
    }

    fn done(&self) -> impl Iterator<Item = &[Trial]> + Clone {
        self.repeats().filter(|repeat| is_over(repeat))
    }

    /// What a job is.
    #[must_use]
    pub fn job(&self, id: u64) -> Option<RepeatSpec> {
        let place = self.queue.place_of(id)?;
        let (nth, arm) = (place / self.arms.len(), place % self.arms.len());
        Some(RepeatSpec {
            lab: LabSpec::clone(&self.spec),
            arm: *self.arms.get(arm)?,
            nth: u32::try_from(nth).ok()?,
            money: self.money,
            n_folds: self.n_folds,
            is_within: false,
        })
    }

    /// Takes in what came of a job; nothing of one that isn't at work.
    pub fn end(&mut self, id: u64, repeated: Result<Repeated, String>) {
        if let Some(place) = self.queue.end(id, repeated) {
            self.pool(place);
        }
    }

    /// Pools the folds of a round, once all of them are done for the arm at this place among the trials.
    fn pool(&mut self, place: usize) {
        let n_arms = self.arms.len();
        let Some(n_folds) = usize::try_from(self.n_folds).ok().filter(|n| *n > 0) else {
            return;
        };
        let first = place / (n_arms * n_folds) * n_arms * n_folds + place % n_arms;
        let folds = self
            .trials()
            .iter()
            .skip(first)
            .step_by(n_arms)
            .take(n_folds);
        let done: Vec<&FoldScores> = folds
            .filter_map(|trial| match trial {
                Trial::Done(repeated) => repeated.held_out.as_ref(),
                _ => None,
            })
            .collect();
        if done.len() < n_folds {
            return;
        }
        let pooled = FoldScores::pooled(done.iter().copied());
        let folds = self
            .queue
            .trials_mut()
            .iter_mut()
            .skip(first)
            .step_by(n_arms);
        for (nth, trial) in folds.take(n_folds).enumerate() {
            if let Trial::Done(repeated) = trial {
                repeated.held_out = None;
                repeated.pooled = (nth == 0).then(|| pooled.clone());
            }
        }
    }

    /// Which repeats are done, counted from 0 in the order in which they were asked for.
    #[must_use]
    pub fn places_done(&self) -> Vec<usize> {
        let repeats = self.repeats().zip(&self.places);
        let done = repeats.filter(|(repeat, _)| is_over(repeat));
        done.map(|(_, place)| *place).collect()
    }

    /// Folds of a round; 0 where each repeat has other seeds.
    #[must_use]
    pub const fn n_folds(&self) -> u32 {
        self.n_folds
    }

    /// What an arm reaches by a metric on the rows of all folds together, round by round of those that are whole.
    #[must_use]
    pub fn pooled(&self, place: usize, metric: Metric) -> Vec<Option<f64>> {
        let of_metric = Metric::ALL.iter().position(|of| *of == metric);
        let value = |repeat: &[Trial]| match repeat.get(place)? {
            Trial::Done(repeated) => Some(*repeated.pooled.as_ref()?.get(of_metric?)?),
            _ => None,
        };
        self.repeats().filter_map(value).collect()
    }
}
