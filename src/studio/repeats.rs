//! Repeats over seeds: asked for, and cancelled.

pub(super) mod ranked;
mod reading;
pub(super) mod trials;

use super::Studio;
use super::verb::Ask;
use super::{MoneyMode, Repeats};
use crate::experiment::{FEWEST_REPEATS, MOST_REPEATS, MoneyTerms};

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
        let is_running = self
            .repeats()
            .is_some_and(|repeats| repeats.queue().is_running());
        let at_work = self.change_repeats(is_running, |repeats| repeats.queue_mut().cancel());
        let mut asks = self.drop_jobs(&at_work.unwrap_or_default());
        if is_running {
            asks.extend(self.keep_repeats());
        }
        asks
    }

    /// Money where each loan counts alike.
    pub(super) fn money_of_loans(&self) -> MoneyTerms {
        let money = &self.study.money;
        match money.mode {
            MoneyMode::Payoff => MoneyTerms::Payoff(money.chosen()),
            MoneyMode::Credit => MoneyTerms::Credit(money.credit),
        }
    }

    pub(super) fn change_repeats<T>(
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
