//! A training run: an iterator of snapshots that can be stopped every few milliseconds.

use ndarray::{Array2, s};
use serde::{Deserialize, Serialize};

use super::{HeldOut, RowsPerClass, Scores, Trained, Way};
use crate::model::{ColumnUnit, FitError, Fitting, Learnt, Step};

/// Epochs a second in slow motion, a pace that eyes can follow.
pub const SLOW_EPOCHS_PER_SECOND: f64 = 5.0;

/// The model after a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Epoch and losses.
    pub loss: EpochLoss,
    /// What the model says of the held-out rows.
    pub scores: Scores,
}

/// Losses after an epoch, mean binary cross-entropy a row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochLoss {
    /// Epochs done, from 1.
    pub epoch: usize,
    /// Over the training rows, synthetic ones included, while they were being learned from; NaN where scores are no
    /// probabilities.
    pub training: f64,
    /// Over the validation rows, or the test rows where there are no validation rows.
    pub held_out: Option<f64>,
}

/// What one call of [`Training::advance`] did.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// A part of an epoch.
    Working,
    /// The last part of an epoch.
    Epoch(Snapshot),
    /// Nothing: the run is over, and the model of an epoch before its last is kept.
    Restored(Restored),
    /// Nothing: the run is over.
    Finished,
}

/// A run that is over and has gone back to the best of its rounds, as early stopping does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restored {
    /// Epochs done, from 1.
    pub after: usize,
    /// The epoch whose model is kept, before the last that was done.
    pub best: usize,
    /// What that model says of the held-out rows.
    pub scores: Scores,
}

/// One arm being trained.
pub struct Training {
    fit: Box<dyn Fitting>,
    resampled: RowsPerClass,
    held_out: HeldOut,
    epochs: usize,
    epoch: usize,
    phase: Phase,
    best: Option<Snapshot>,
    columns: Vec<ColumnUnit>,
    background: Array2<f32>,
    way: Way,
}

enum Phase {
    Fitting,
    Scoring {
        training_loss: f64,
        logits: Vec<f32>,
    },
}

impl Training {
    /// A run that nothing was done of yet.
    #[must_use]
    pub fn new(fit: Box<dyn Fitting>, resampled: RowsPerClass, held_out: HeldOut) -> Self {
        Self {
            epochs: fit.rounds(),
            fit,
            resampled,
            held_out,
            epoch: 0,
            phase: Phase::Fitting,
            best: None,
            columns: Vec::new(),
            background: Array2::default((0, 0)),
            way: Way::default(),
        }
    }

    /// The same with what its columns were before they were scaled.
    #[must_use]
    pub fn of_columns(self, columns: Vec<ColumnUnit>) -> Self {
        Self { columns, ..self }
    }

    /// The same with training rows, scaled, that others are compared with when the model is explained.
    #[must_use]
    pub fn beside(self, background: Array2<f32>) -> Self {
        Self { background, ..self }
    }

    /// What its columns were before they were scaled.
    #[must_use]
    pub fn columns(&self) -> &[ColumnUnit] {
        &self.columns
    }

    /// The same with how the columns of its file became numbers.
    #[must_use]
    pub fn by_way(self, way: Way) -> Self {
        Self { way, ..self }
    }

    /// What the model has learnt so far, about columns in their own units.
    #[must_use]
    pub fn learnt(&self) -> Option<Learnt> {
        let learnt = self.fit.learnt()?;
        Some(learnt.unscaled(&self.columns))
    }

    /// The rows that it learns from, synthetic ones included.
    #[must_use]
    pub const fn resampled(&self) -> RowsPerClass {
        self.resampled
    }

    /// The rows that judge it.
    #[must_use]
    pub const fn held_out(&self) -> &HeldOut {
        &self.held_out
    }

    /// Numbers that the model has learned: a network's weights and biases.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        self.fit.n_parameters()
    }

    /// The epoch that is best on the validation rows so far, by what early stopping watches or else by
    /// the loss; `None` without validation rows, since choosing by the test rows would flatter the choice.
    #[must_use]
    pub const fn best(&self) -> Option<&Snapshot> {
        self.best.as_ref()
    }

    /// The model of the last round, or of the round that the run went back to.
    #[must_use]
    pub fn into_trained(self) -> Trained {
        Trained::new(self.fit.into_model(), self.columns, self.way)
            .beside(self.background)
            .judged_on(self.held_out)
    }

    /// Epoch and scores of [`best`](Self::best), for a run that is stopped.
    #[must_use]
    pub fn into_best(self) -> Option<(usize, Scores)> {
        self.best
            .map(|snapshot| (snapshot.loss.epoch, snapshot.scores))
    }

    /// Does the next few milliseconds' part of the work: a mini-batch or a part of a large one, or the
    /// scores of some rows.
    ///
    /// # Errors
    ///
    /// [`FitError`] when the loss is no longer a number; the snapshots so far stay good.
    pub fn advance(&mut self) -> Result<Progress, FitError> {
        if self.epoch == self.epochs {
            return Ok(self
                .restored()
                .map_or(Progress::Finished, Progress::Restored));
        }
        match std::mem::replace(&mut self.phase, Phase::Fitting) {
            Phase::Fitting => self.fit_batch(),
            Phase::Scoring {
                training_loss,
                logits,
            } => Ok(self.score(training_loss, logits)),
        }
    }

    fn fit_batch(&mut self) -> Result<Progress, FitError> {
        if let Step::Epoch { training_loss } = self.fit.step()? {
            let logits = Vec::with_capacity(self.held_out.features().nrows());
            self.phase = Phase::Scoring {
                training_loss,
                logits,
            };
        }
        Ok(Progress::Working)
    }

    fn score(&mut self, training_loss: f64, mut logits: Vec<f32>) -> Progress {
        let features = self.held_out.features();
        let from = logits.len();
        let to = features.nrows().min(from + self.fit.model().rows_at_once());
        let rows = features.slice(s![from..to, ..]);
        self.fit.score_held_out(&rows, from, &mut logits);
        if to < features.nrows() {
            self.phase = Phase::Scoring {
                training_loss,
                logits,
            };
            return Progress::Working;
        }
        self.epoch += 1;
        let scores = self.held_out.scores(logits, self.fit.model().says());
        let watched = self.held_out.watched(&scores, self.fit.needs_auc());
        self.fit.heed(&watched);
        if self.fit.is_over() {
            self.epochs = self.epoch;
        }
        let held_out = self.held_out.loss(&scores);
        let loss = EpochLoss {
            epoch: self.epoch,
            training: training_loss,
            held_out,
        };
        let snapshot = Snapshot { loss, scores };
        self.remember(&snapshot);
        Progress::Epoch(snapshot)
    }

    /// The best epoch, where the model of another is the last.
    fn restored(&self) -> Option<Restored> {
        let best = self.fit.best_round().filter(|&best| best < self.epoch)?;
        let snapshot = self.best().filter(|kept| kept.loss.epoch == best)?;
        Some(Restored {
            after: self.epoch,
            best,
            scores: snapshot.scores.clone(),
        })
    }

    fn remember(&mut self, snapshot: &Snapshot) {
        let is_lowest = |best: &Snapshot| snapshot.loss.held_out < best.loss.held_out;
        let is_better = match self.fit.best_round() {
            Some(round) => round == self.epoch,
            None => self.best().is_none_or(is_lowest),
        };
        if is_better && !self.held_out.validation().is_empty() {
            self.best = Some(snapshot.clone());
        }
    }
}

impl Iterator for Training {
    type Item = Result<Snapshot, FitError>;

    /// Runs to the end of the next epoch.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.advance() {
                Ok(Progress::Working) => {}
                Ok(Progress::Epoch(snapshot)) => return Some(Ok(snapshot)),
                Ok(Progress::Restored(_) | Progress::Finished) => return None,
                Err(error) => {
                    self.epoch = self.epochs;
                    return Some(Err(error));
                }
            }
        }
    }
}
