//! Trainings that workers do when nothing else is to be done, and what came of them.

use crate::experiment::Repeated;

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Trial {
    /// Not begun.
    Waiting,
    /// Done under this number.
    AtWork(u64),
    /// What came of it.
    Done(Repeated),
    /// Why it has no values.
    Failed(String),
    /// Not wanted any more.
    Cancelled,
}

impl Trial {
    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::AtWork(_))
    }

    /// Whether it is done, or can't be.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Failed(_))
    }

    /// Seconds that it took.
    #[must_use]
    pub const fn seconds(&self) -> Option<f64> {
        match self {
            Self::Done(repeated) => Some(repeated.seconds),
            _ => None,
        }
    }
}

/// All of them, in the order in which they are begun. A job goes by its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    trials: Vec<Trial>,
}

impl Queue {
    /// So many, of which none is begun.
    #[must_use]
    pub fn new(n_trials: usize) -> Self {
        Self::of(vec![Trial::Waiting; n_trials])
    }

    /// These.
    #[must_use]
    pub const fn of(trials: Vec<Trial>) -> Self {
        Self { trials }
    }

    /// All of them.
    #[must_use]
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// The same, to be changed.
    pub fn trials_mut(&mut self) -> &mut [Trial] {
        &mut self.trials
    }

    /// Those that are over, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let open = self.trials.iter().filter(|trial| trial.is_open());
        let n_trials = self.trials.len();
        (n_trials - open.count(), n_trials)
    }

    /// Seconds until all are done by so many workers, at the pace so far; `None` before the first is done.
    #[must_use]
    pub fn seconds_left(&self, n_workers: usize) -> Option<f64> {
        let done: Vec<f64> = self.trials.iter().filter_map(Trial::seconds).collect();
        let each = done.iter().sum::<f64>() / done.len() as f64;
        let n_open = self.trials.iter().filter(|trial| trial.is_open()).count();
        let at_once = n_open.min(n_workers).max(1);
        (!done.is_empty()).then(|| n_open as f64 * each / at_once as f64)
    }

    /// Whether something is still to be done.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.trials.iter().any(Trial::is_open)
    }

    /// Whether they were cancelled before their end.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.trials.contains(&Trial::Cancelled)
    }

    /// Whether one waits for a worker.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.trials.contains(&Trial::Waiting)
    }

    /// The first that waits is done under this number.
    pub fn begin(&mut self, id: u64) {
        let mut trials = self.trials.iter_mut();
        if let Some(trial) = trials.find(|trial| **trial == Trial::Waiting) {
            *trial = Trial::AtWork(id);
        }
    }

    /// The job that began last of those at work.
    #[must_use]
    pub fn last_at_work(&self) -> Option<u64> {
        self.jobs().max()
    }

    /// A job that is to be done again, later.
    pub fn put_back(&mut self, id: u64) {
        self.set(id, Trial::Waiting);
    }

    /// Takes in what came of a job, and says at which place it stands; nothing of one that isn't at work.
    pub fn end(&mut self, id: u64, repeated: Result<Repeated, String>) -> Option<usize> {
        let place = self.place_of(id);
        self.set(id, repeated.map_or_else(Trial::Failed, Trial::Done));
        place
    }

    /// Forgets what isn't done yet, and says which jobs are at work.
    pub fn cancel(&mut self) -> Vec<u64> {
        let at_work = self.jobs().collect();
        for trial in self.trials.iter_mut().filter(|trial| trial.is_open()) {
            *trial = Trial::Cancelled;
        }
        at_work
    }

    /// The place of a job that is at work.
    #[must_use]
    pub fn place_of(&self, id: u64) -> Option<usize> {
        let mut trials = self.trials.iter();
        trials.position(|trial| *trial == Trial::AtWork(id))
    }

    fn jobs(&self) -> impl Iterator<Item = u64> {
        self.trials.iter().filter_map(|trial| match trial {
            Trial::AtWork(id) => Some(*id),
            _ => None,
        })
    }

    fn set(&mut self, id: u64, to: Trial) {
        let place = self.place_of(id);
        if let Some(trial) = place.and_then(|place| self.trials.get_mut(place)) {
            *trial = to;
        }
    }
}
