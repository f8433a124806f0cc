//! What every fitting has in common: rounds, each in parts of a few milliseconds.

use ndarray::ArrayRef2;

use super::{Classifier, Fit, FitError, Learnt, Step, Watch, Watched};

/// A model being fitted.
pub trait Fitting {
    /// Does a few milliseconds' part of the work, or the rest of a round.
    ///
    /// # Errors
    /// [`FitError`] where it can't go on, from then on at every call; the model of the last round stays good.
    fn step(&mut self) -> Result<Step, FitError>;

    /// Rounds at most.
    fn rounds(&self) -> usize;

    /// Whether no round would change anything any more.
    fn is_over(&self) -> bool {
        false
    }

    /// Takes in what the validation rows say of [`model`](Self::model) after a round, before the next
    /// begins. Test rows have no part in it.
    fn heed(&mut self, _watched: &Watched) {}

    /// Whether it wants to know the area under the ROC curve, which takes sorting.
    fn needs_auc(&self) -> bool {
        false
    }

    /// The best round so far, from 1, by what it was told; `None` where it looks for none. Once it is
    /// over, [`model`](Self::model) is that of this round.
    fn best_round(&self) -> Option<usize> {
        None
    }

    /// The model as it stood when the last round was finished.
    fn model(&self) -> &dyn Classifier;

    /// Adds the scores that [`model`](Self::model) gives to some of the held-out rows, `(n_samples, n_features)`, of which
    /// the first stands at the place `from` among all of them. All are scored after each round, in this order: a model
    /// that grows by parts can keep what its earlier parts said of them.
    fn score_held_out(&mut self, rows: &ArrayRef2<f32>, _from: usize, scores: &mut Vec<f32>) {
        self.model().score(rows, scores);
    }

    /// The same model without the rows that it learnt from.
    fn into_model(self: Box<Self>) -> Box<dyn Classifier>;

    /// Numbers that it has learned so far.
    fn n_parameters(&self) -> usize;

    /// What it has learned so far, where people can read it.
    fn learnt(&self) -> Option<Learnt> {
        None
    }
}

impl Fitting for Fit {
    fn step(&mut self) -> Result<Step, FitError> {
        Self::step(self)
    }

    fn rounds(&self) -> usize {
        self.n_epochs()
    }

    fn is_over(&self) -> bool {
        self.has_stopped()
    }

    fn heed(&mut self, watched: &Watched) {
        Self::heed(self, watched);
    }

    fn needs_auc(&self) -> bool {
        let early = self.spec().early_stopping;
        early.is_some_and(|early| early.watch == Watch::Auc)
    }

    fn best_round(&self) -> Option<usize> {
        self.best_epoch()
    }

    fn model(&self) -> &dyn Classifier {
        self.network()
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(Self::into_network(*self))
    }

    fn n_parameters(&self) -> usize {
        self.network().n_parameters()
    }
}
