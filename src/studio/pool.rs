//! The workers that train, and what waits for one of them.

use std::collections::VecDeque;

/// Workers that train, at most.
const MOST_WORKERS: usize = 8;

/// Jobs whose workers are remembered.
const REMEMBERED: usize = 5_000;

/// A few workers that do one job each, and the jobs that wait for one of them, first come, first served. Jobs go by
/// their numbers, workers by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// The job of each worker.
    at_work: Vec<Option<u64>>,
    waiting: Vec<u64>,
    /// The latest jobs, and the workers that did them.
    done_at: VecDeque<Begun>,
}

/// A worker that begins a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The job.
    pub id: u64,
    /// The worker.
    pub place: usize,
}

impl Default for Pool {
    fn default() -> Self {
        Self::new(2)
    }
}

impl Pool {
    /// As many workers as there are cores, within reason.
    #[must_use]
    pub fn new(n_cores: usize) -> Self {
        Self {
            at_work: vec![None; n_cores.clamp(1, MOST_WORKERS)],
            waiting: Vec::new(),
            done_at: VecDeque::new(),
        }
    }

    /// How many workers it has.
    #[must_use]
    pub const fn n_workers(&self) -> usize {
        self.at_work.len()
    }

    /// Has a job done: at once where a worker is free, else it waits.
    pub fn take(&mut self, id: u64) -> Option<Begun> {
        self.waiting.push(id);
        self.begin()
    }

    /// Whether a worker has nothing to do.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.at_work.contains(&None)
    }

    /// Whether a job waits for a worker.
    #[must_use]
    pub const fn is_waited_for(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The worker that does a job.
    #[must_use]
    pub fn place_of(&self, id: u64) -> Option<usize> {
        self.at_work.iter().position(|job| *job == Some(id))
    }

    /// The worker that did a job, or does it.
    #[must_use]
    pub fn trainer_of(&self, id: u64) -> Option<usize> {
        let begun = self.done_at.iter().find(|begun| begun.id == id);
        begun.map(|begun| begun.place)
    }

    /// The job of a worker.
    #[must_use]
    pub fn job_of(&self, place: usize) -> Option<u64> {
        self.at_work.get(place).copied().flatten()
    }

    /// Takes in that a job is over, or is wanted no more. The worker that did it turns to what waits longest.
    pub fn end(&mut self, id: u64) -> Option<Begun> {
        self.waiting.retain(|waiting| *waiting != id);
        let place = self.place_of(id)?;
        self.at_work[place] = None;
        self.begin()
    }

    /// Forgets what waits, and says which jobs that were.
    pub fn clear(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.waiting)
    }

    fn begin(&mut self) -> Option<Begun> {
        let place = self.at_work.iter().position(Option::is_none)?;
        if self.waiting.is_empty() {
            return None;
        }
        let id = self.waiting.remove(0);
        self.at_work[place] = Some(id);
        let begun = Begun { id, place };
        self.done_at.push_back(begun);
        if self.done_at.len() > REMEMBERED {
            self.done_at.pop_front();
        }
        Some(begun)
    }
}
