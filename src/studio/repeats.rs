//! Repeats over seeds: asked for, done by the workers that no training needs, and cancelled.
//!
//! Training goes first. While arms wait for a worker, repeats that are at work are put back one by one, to be done
//! again from their beginning; whatever worker is free otherwise takes up the next one.

pub(super) mod ranked;
mod reading;
pub(super) mod trials;

use super::Studio;
use super::verb::Ask;
use super::{MoneyMode, Repeats};
use crate::experiment::message::Complaint;
use crate::experiment::{FEWEST_REPEATS, MOST_REPEATS, MoneyTerms, Repeated};

/// A difference that chance alone makes this rarely is told as one.
const LEVEL: f64 = 0.05;

impl Studio {
    /// The repeats that were asked for last.
    #[must_use]
    pub fn repeats(&self) -> Option<&Repeats> {
        self.repeats.as_ref()
    }

    /// Repeats the experiment as it is set; what was repeated before is forgotten.
    pub(super) fn repeat(&mut self) -> Vec<Ask> {
        if self.refusal().is_some() {
            return Vec::new();
        }
        let asks = self.cancel_repeats();
        let n_repeats = self.study.n_repeats.clamp(FEWEST_REPEATS, MOST_REPEATS);
        let asked = Repeats::new(
            self.spec().clone(),
            self.money_of_loans(),
            n_repeats,
            self.study.n_folds,
        );
        *self.repeats = Some(asked);
        asks
    }

    /// Ends what isn't done yet; what is done stays.
    pub(super) fn cancel_repeats(&mut self) -> Vec<Ask> {
        let is_running = self.repeats().is_some_and(Repeats::is_running);
        let at_work = self.change_repeats(is_running, Repeats::cancel);
        let mut asks = self.drop_jobs(&at_work.unwrap_or_default());
        if is_running {
            asks.extend(self.keep_repeats());
        }
        asks
    }

    /// Has workers that have nothing else to do take up repeats that wait.
    pub(super) fn begin_repeats(&mut self) -> Vec<Ask> {
        let mut asks = Vec::new();
        while self.pool.has_room() && self.repeats().is_some_and(Repeats::is_waiting) {
            let id = self.next_id();
            self.change_repeats(true, |repeats| repeats.begin(id));
            let begun = self.pool.take(id);
            asks.extend(self.begin_to_train(begun));
        }
        asks
    }

    /// Puts repeats back until no training waits that could have their worker.
    pub(super) fn give_way(&mut self) -> Vec<Ask> {
        let mut asks = Vec::new();
        while self.pool.is_waited_for()
            && let Some(id) = self.repeats().and_then(Repeats::last_at_work)
        {
            self.change_repeats(true, |repeats| repeats.put_back(id));
            asks.extend(self.drop_jobs(&[id]));
        }
        asks
    }

    /// Takes in what came of an arm of a repeat. Others change nothing.
    pub(super) fn take_repeated(
        &mut self,
        id: u64,
        repeated: Result<Repeated, Complaint>,
    ) -> Vec<Ask> {
        let next = self.pool.end(id);
        let is_of_these = self.is_repeating(id);
        let repeated = repeated.map_err(|complaint| complaint.sentence);
        self.change_repeats(is_of_these, |repeats| repeats.end(id, repeated));
        let mut asks: Vec<_> = self.begin_to_train(next).into_iter().collect();
        if is_of_these {
            asks.extend(self.keep_repeats());
        }
        asks
    }

    /// Whether a job is an arm of a repeat.
    pub(super) fn is_repeating(&self, id: u64) -> bool {
        self.repeats()
            .is_some_and(|repeats| repeats.job(id).is_some())
    }

    /// Money where each loan counts alike.
    pub(super) fn money_of_loans(&self) -> MoneyTerms {
        let money = &self.study.money;
        match money.mode {
            MoneyMode::Payoff => MoneyTerms::Payoff(money.chosen()),
            MoneyMode::Credit => MoneyTerms::Credit(money.credit),
        }
    }

    fn change_repeats<T>(
        &mut self,
        is_change: bool,
        change: impl FnOnce(&mut Repeats) -> T,
    ) -> Option<T> {
        // Whoever asks for them to be changed has changed them.
        if !is_change {
            return None;
        }
        self.repeats.as_mut().map(change)
    }
}
