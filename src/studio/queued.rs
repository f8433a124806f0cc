//! What workers do that no training needs: repeats over seeds first, then what a search tries.
//!
//! Training goes first. While arms wait for a worker, what is at work of these is put back one by one, to be done again
//! from its beginning; whatever worker is free otherwise takes up the next one.

use super::Studio;
use super::queue::Queue;
use super::verb::Ask;
use crate::experiment::message::Complaint;
use crate::experiment::{LabSpec, RepeatSpec, Repeated};

impl Studio {
    /// Has workers that have nothing else to do take up what waits.
    pub(super) fn begin_queued(&mut self) -> Vec<Ask> {
        let mut asks = Vec::new();
        while self.pool.has_room() {
            let id = self.next_id();
            let is_of_repeats = self.queue_of_repeats().is_some_and(Queue::is_waiting);
            if is_of_repeats {
                self.change_repeats(true, |repeats| repeats.queue_mut().begin(id));
            } else if self.queue_of_search().is_some_and(Queue::is_waiting) {
                self.change_search(|search| search.queue_mut().begin(id));
            } else {
                break;
            }
            let begun = self.pool.take(id);
            asks.extend(self.begin_to_train(begun));
        }
        asks
    }

    /// Puts back what is at work until no training waits that could have its worker; what began last, first.
    pub(super) fn give_way(&mut self) -> Vec<Ask> {
        let mut asks = Vec::new();
        while self.pool.is_waited_for() {
            let of_search = self.queue_of_search().and_then(Queue::last_at_work);
            let of_repeats = self.queue_of_repeats().and_then(Queue::last_at_work);
            let id = match (of_search, of_repeats) {
                (Some(id), _) => {
                    self.change_search(|search| search.queue_mut().put_back(id));
                    id
                }
                (None, Some(id)) => {
                    self.change_repeats(true, |repeats| repeats.queue_mut().put_back(id));
                    id
                }
                (None, None) => break,
            };
            asks.extend(self.drop_jobs(&[id]));
        }
        asks
    }

    /// Takes in what came of a training. Of others nothing changes.
    pub(super) fn take_repeated(
        &mut self,
        id: u64,
        repeated: Result<Repeated, Complaint>,
    ) -> Vec<Ask> {
        let next = self.pool.end(id);
        let is_at_work = |queue: &Queue| queue.place_of(id).is_some();
        let is_of_repeats = self.queue_of_repeats().is_some_and(is_at_work);
        let is_of_search = self.queue_of_search().is_some_and(is_at_work);
        let repeated = repeated.map_err(|complaint| complaint.sentence);
        if is_of_search {
            self.change_search(|search| search.queue_mut().end(id, repeated));
        } else {
            self.change_repeats(is_of_repeats, |repeats| repeats.end(id, repeated));
        }
        let mut asks: Vec<_> = self.begin_to_train(next).into_iter().collect();
        if is_of_repeats {
            asks.extend(self.keep_repeats());
        }
        asks
    }

    /// Whether a job is one of these.
    pub(super) fn is_queued(&self, id: u64) -> bool {
        self.queued(id).is_some()
    }

    /// What a job is, where it is one of these.
    pub(super) fn queued(&self, id: u64) -> Option<RepeatSpec> {
        let of_repeats = self.repeats().and_then(|repeats| repeats.job(id));
        of_repeats.or_else(|| self.search()?.job(id))
    }

    /// The experiment whose rows a job needs, where it is one of these.
    pub(super) fn spec_of_queued(&self, id: u64) -> Option<&LabSpec> {
        let is_at_work = |queue: &Queue| queue.place_of(id).is_some();
        let of_repeats = self.repeats().filter(|of| is_at_work(of.queue()));
        let of_search = || self.search().filter(|of| is_at_work(of.queue()));
        of_repeats
            .map(super::Repeats::spec)
            .or_else(|| of_search().map(super::Search::spec))
    }

    fn queue_of_repeats(&self) -> Option<&Queue> {
        self.repeats().map(super::Repeats::queue)
    }

    fn queue_of_search(&self) -> Option<&Queue> {
        self.search().map(super::Search::queue)
    }
}
