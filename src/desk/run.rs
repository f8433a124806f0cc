//! A training run under way, and what of it wasn't told yet.

use super::pace::{Due, Pace};
use crate::experiment::message::{Complaint, Ending, Event, News, Parcel, encode};
use crate::experiment::{
    EpochLoss, Progress, Restored, Round, RoundPlan, SLOW_EPOCHS_PER_SECOND, Scores, Snapshot,
    Trained, Training,
};

/// A training run and what of it wasn't reported yet.
pub(super) struct Run {
    training: Training,
    plan: RoundPlan,
    is_slow: bool,
    pace: Pace,
    /// When the next epoch of a slow run may begin.
    next_epoch: f64,
    /// When it was last told how long it has worked, and how long that was.
    counted: f64,
    worked: f64,
    /// The scores of the last epoch.
    last: Scores,
    losses: Vec<EpochLoss>,
    rounds: Vec<Round>,
}

impl Run {
    pub(super) fn new(training: Training, plan: RoundPlan, is_slow: bool, now: f64) -> Self {
        let n_held_out = training.held_out().features().nrows();
        Self {
            training,
            plan,
            is_slow,
            pace: Pace::new(n_held_out, now),
            next_epoch: now,
            counted: now,
            worked: 0.0,
            last: Scores::default(),
            losses: Vec::new(),
            rounds: Vec::new(),
        }
    }

    /// How the run ended, once it has, by itself or by hand.
    pub(super) fn end_or_advance(
        &mut self,
        is_stopping: bool,
        clock: &dyn Fn() -> f64,
    ) -> Option<Ending> {
        if !is_stopping {
            return self.advance(clock);
        }
        let best = self.training.best();
        Some(Ending::Stopped(
            best.map(|best| (best.loss.epoch, best.scores.clone())),
        ))
    }

    fn advance(&mut self, clock: &dyn Fn() -> f64) -> Option<Ending> {
        match self.training.advance() {
            Ok(Progress::Working) => None,
            Ok(Progress::Epoch(Snapshot { loss, scores })) => {
                let epoch = loss.epoch;
                self.losses.push(loss);
                self.rounds.pop_if(|last| !self.plan.keeps(last.epoch));
                self.last.clone_from(&scores);
                self.rounds.push(Round { epoch, scores });
                if self.is_slow {
                    self.put_off(clock());
                }
                None
            }
            Ok(Progress::Restored(restored)) => Some(Ending::Restored(restored)),
            Ok(Progress::Finished) => Some(Ending::Finished),
            Err(error) => Some(Ending::Failed(Complaint::of_model(&error))),
        }
    }

    /// Tells what the model has learnt, where people can read it.
    pub(super) fn tell_learnt(&self, id: u64, say: &mut dyn FnMut(Event)) {
        let learnt = self.training.learnt();
        if let Some(Ok(bytes)) = learnt.map(|learnt| encode(&learnt)) {
            let news = News::Learnt(Parcel { bytes });
            say(Event::News { id, news });
        }
    }

    /// Tells by what the scores can be known that count in the end.
    pub(super) fn tell_hash(&self, id: u64, ending: &Ending, say: &mut dyn FnMut(Event)) {
        let scores = match ending {
            Ending::Failed(_) => return,
            Ending::Restored(Restored { scores, .. }) | Ending::Stopped(Some((_, scores))) => {
                scores
            }
            Ending::Finished | Ending::Stopped(None) => &self.last,
        };
        let news = News::Hashed(scores.sha256());
        say(Event::News { id, news });
    }

    /// Puts the next epoch off.
    fn put_off(&mut self, now: f64) {
        self.count(now);
        self.next_epoch = now.max(self.next_epoch + 1_000.0 / SLOW_EPOCHS_PER_SECOND);
        self.counted = self.next_epoch;
    }

    /// Adds the time up that was worked, rests excluded.
    fn count(&mut self, now: f64) {
        self.worked += (now - self.counted).max(0.0);
        self.counted = self.counted.max(now);
    }

    pub(super) fn report(&mut self, id: u64, now: f64, say: &mut dyn FnMut(Event)) {
        self.count(now);
        if !self.losses.is_empty() {
            let news = News::Epochs {
                losses: std::mem::take(&mut self.losses),
                rounds: std::mem::take(&mut self.rounds),
                elapsed_ms: self.worked,
            };
            say(Event::News { id, news });
        }
    }

    /// Tells what is new if it is time, or that it goes on.
    pub(super) fn report_if_due(
        &mut self,
        id: u64,
        now: f64,
        is_seen: &mut bool,
        say: &mut dyn FnMut(Event),
    ) {
        match self.pace.look(now, !self.losses.is_empty(), *is_seen) {
            Due::Report => {
                *is_seen = false;
                self.report(id, now, say);
            }
            Due::Alive => say(Event::Alive),
            Due::Nothing => {}
        }
    }

    /// Milliseconds until the next epoch of a slow run may begin.
    pub(super) fn rest(&self, now: f64) -> f64 {
        (self.next_epoch - now).max(0.0)
    }

    /// What it has come to.
    pub(super) fn into_trained(self) -> Trained {
        self.training.into_trained()
    }
}
