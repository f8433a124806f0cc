//! Nearest neighbours being fitted: their rows are prepared for the search.

use ndarray::Array2;

use super::spec::NeighborsSpec;
use super::voters::NearestNeighbors;
use crate::model::{Classifier, FitError, Fitting, Step};
use crate::network::training_rows::check_rows;

/// Nearest neighbours being fitted: one round, in which rows are only laid out.
#[derive(Clone, Debug)]
pub struct NeighborsFit {
    model: NearestNeighbors,
    is_over: bool,
}

impl NeighborsFit {
    /// Nothing is prepared yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: NeighborsSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        check_rows(&features, &labels)?;
        Ok(Self {
            model: NearestNeighbors::new(features, labels, spec),
            is_over: false,
        })
    }

    /// Prepares some rows. True once all are prepared.
    pub fn advance(&mut self) -> bool {
        self.is_over = self.is_over || !self.model.neighbors.prepare();
        self.is_over
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(mut self) -> NearestNeighbors {
        while !self.advance() {}
        self.model
    }
}

impl Fitting for NeighborsFit {
    /// The loss over the training rows isn't known: a search for the neighbours of each takes longer than all else.
    fn step(&mut self) -> Result<Step, FitError> {
        Ok(if self.advance() {
            Step::Epoch {
                training_loss: f64::NAN,
            }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        1
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn model(&self) -> &dyn Classifier {
        &self.model
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.model)
    }

    fn n_parameters(&self) -> usize {
        0
    }
}
