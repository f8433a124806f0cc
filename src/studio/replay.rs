//! The rounds of a run, shown one after the other.

use std::sync::Arc;

use super::verb::{Ask, Due};
use super::{ArmView, Studio};
use crate::experiment::{ArmRecord, ArmResult, LabSpec};

/// A round that is shown, and of how many epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownRound {
    /// The epoch after which rows were scored.
    pub epoch: usize,
    /// The epochs of the run.
    pub n_epochs: usize,
}

impl ShownRound {
    /// That of a result.
    #[must_use]
    pub fn of(result: &ArmResult) -> Self {
        Self {
            epoch: result.epoch,
            n_epochs: result.spec.model.epochs,
        }
    }

    /// "Epoch 7 of 50".
    #[must_use]
    pub fn name(self) -> String {
        format!("Epoch {} of {}", self.epoch, self.n_epochs)
    }
}

impl Studio {
    /// The round that is looked at; `None` where it is the latest.
    #[must_use]
    pub fn shown_round(&self) -> Option<ShownRound> {
        self.study.round.filter(|_| !self.has_scores_source())?;
        let shown = self.views().arms.iter().filter_map(result);
        let latest = shown.max_by_key(|result| result.epoch);
        latest.map(ShownRound::of)
    }

    /// How many rounds are kept, and of how many epochs, where not every one is.
    #[must_use]
    pub fn thinned_rounds(&self) -> Option<(usize, usize)> {
        self.runs.arms().iter().find_map(ArmRecord::thinned)
    }

    /// Whether round after round is shown.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.study.is_playing
    }

    /// The settings of the run whose rounds can be shown, by where they stand: each run has its own.
    pub(super) fn shown_run(&self) -> Option<*const LabSpec> {
        let first = self.runs.arms().first()?;
        first.result().map(|result| Arc::as_ptr(&result.spec))
    }

    /// Shows a round, and stops playing.
    pub(super) fn show_round(&mut self, epoch: Option<usize>) {
        self.turn_to(epoch, false);
    }

    /// Plays from the round that is shown, or from the first where it is the latest; or stops.
    pub(super) fn play(&mut self, is_playing: bool) -> Vec<Ask> {
        let rounds = self.runs.rounds();
        if !is_playing || rounds.len() < 2 || self.has_scores_source() {
            self.turn_to(self.study.round, false);
            return Vec::new();
        }
        let from = self.study.round.or_else(|| rounds.first().copied());
        self.turn_to(from, true);
        vec![Ask::Later(Due::Play)]
    }

    /// Shows the next round, until the latest is shown.
    pub(super) fn play_on(&mut self) -> Vec<Ask> {
        if !self.is_playing() {
            return Vec::new();
        }
        let rounds = self.runs.rounds();
        let shown = self.study.round.unwrap_or(0);
        let next = rounds.into_iter().find(|epoch| *epoch > shown);
        self.turn_to(next, true);
        self.follow();
        let mut asks = self.doubt_anew();
        asks.extend(self.keep_calibration(true));
        if self.is_playing() {
            asks.push(Ask::Later(Due::Play));
        }
        asks
    }

    /// Back to the latest round, as when a new run begins.
    pub(super) fn end_replay(&mut self) {
        self.turn_to(None, false);
    }

    /// The last round is the latest, with which playing ends.
    fn turn_to(&mut self, epoch: Option<usize>, is_playing: bool) {
        let last = self.runs.rounds().last().copied();
        let round = epoch.filter(|epoch| Some(*epoch) < last);
        let is_playing = is_playing && round.is_some();
        if (self.study.round, self.study.is_playing) != (round, is_playing) {
            let study = &mut *self.study;
            (study.round, study.is_playing) = (round, is_playing);
        }
    }
}

/// What an arm that was trained here shows.
fn result(view: &ArmView) -> Option<&ArmResult> {
    view.reading.judged.result()
}
