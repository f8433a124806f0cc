//! What every fitting has in common: rounds, each in parts of a few milliseconds.

use super::{Classifier, Fit, FitError, Learnt, Step};

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

    /// The model as it stood when the last round was finished.
    fn model(&self) -> &dyn Classifier;

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

    fn model(&self) -> &dyn Classifier {
        self.network()
    }

    fn n_parameters(&self) -> usize {
        self.network().n_parameters()
    }
}
