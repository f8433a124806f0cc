//! A linear support vector machine being fitted.

use ndarray::Array2;

use super::costed_rows::CostedRows;
use super::dual::Dual;
use super::margin::LinearSvm;
use super::primal::Primal;
use super::spec::{LinearSvmSpec, SvmLoss};
use crate::model::{Classifier, FitError, Fitting, Learnt, Step};
use crate::network::dot::dot;
use crate::network::training_rows::check_both_classes;

/// A linear support vector machine being fitted. Where scikit-learn's `LinearSVC(dual="auto")` solves the primal problem
/// it is solved here too, by Newton's method with a Hessian that is kept up to date rather than within a trust region;
/// anything else in the dual problem, where scikit-learn draws another order of the rows. Both end at the same optimum.
#[derive(Clone, Debug)]
pub struct LinearSvmFit {
    rows: CostedRows,
    solver: Solver,
    loss: SvmLoss,
    max_iter: usize,
    n_iterations: usize,
    model: LinearSvm,
}

#[derive(Clone, Debug)]
enum Solver {
    Dual(Box<Dual>),
    Primal(Box<Primal>),
}

impl LinearSvmFit {
    /// Nothing is learnt yet: the coefficients are 0. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: LinearSvmSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        check_both_classes(&features, &labels)?;
        let costs = spec.class_weights.map(|weight| spec.c * weight);
        let rows = CostedRows::new(features, labels, costs);
        let (n_rows, width) = (rows.n_rows(), rows.width());
        let solver = if spec.is_primal(n_rows + 1 >= width) {
            Solver::Primal(Box::new(Primal::new(n_rows, width, spec.tol)))
        } else {
            let n_rows = u32::try_from(n_rows).map_err(|_| FitError::TooManyRows { n_rows })?;
            Solver::Dual(Box::new(Dual::new(n_rows, width, &spec)))
        };
        Ok(Self {
            rows,
            solver,
            loss: spec.loss,
            max_iter: spec.max_iter,
            n_iterations: 0,
            model: LinearSvm::of(&vec![0.0; width]),
        })
    }

    /// Works through some rows. True at the end of an iteration.
    pub fn advance(&mut self) -> bool {
        if self.is_over() {
            return true;
        }
        let is_round = match &mut self.solver {
            Solver::Dual(dual) => dual.advance(&self.rows),
            Solver::Primal(primal) => primal.advance(&self.rows),
        };
        if is_round {
            self.n_iterations += 1;
            self.model = LinearSvm::of(match &self.solver {
                Solver::Dual(dual) => dual.at(),
                Solver::Primal(primal) => primal.at(),
            });
        }
        is_round
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(mut self) -> Self {
        while !self.is_over() {
            self.advance();
        }
        self
    }

    /// Whether it is at its optimum, or all iterations that are asked for are done.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let is_best = match &self.solver {
            Solver::Dual(dual) => dual.is_over(),
            Solver::Primal(primal) => primal.is_over(),
        };
        is_best || self.n_iterations >= self.max_iter
    }

    /// Iterations done: passes over the rows that weren't left out, or steps of Newton's.
    #[must_use]
    pub const fn n_iterations(&self) -> usize {
        self.n_iterations
    }

    /// What is learnt so far.
    #[must_use]
    pub const fn model(&self) -> &LinearSvm {
        &self.model
    }

    /// What is made small, at what is learnt so far: half the squared length of the coefficients, and what rows cost.
    #[must_use]
    pub fn objective(&self) -> f64 {
        let model = &self.model;
        let at: Vec<f64> = model
            .coefficients
            .iter()
            .chain([&model.intercept])
            .copied()
            .collect();
        let costs = (0..self.rows.n_rows()).map(|row| {
            let missing = 1.0 - self.rows.sign(row) * dot(self.rows.row(row), &at);
            self.rows.cost(row) * self.loss.of(missing.max(0.0))
        });
        let square: f64 = at.iter().map(|w| w * w).sum();
        0.5 * square + costs.sum::<f64>()
    }

    /// The dual variable of each row, where the dual problem is solved.
    #[must_use]
    pub fn alphas(&self) -> Option<&[f64]> {
        match &self.solver {
            Solver::Dual(dual) => Some(dual.alphas()),
            Solver::Primal(_) => None,
        }
    }
}

impl Fitting for LinearSvmFit {
    fn step(&mut self) -> Result<Step, FitError> {
        Ok(if self.advance() {
            // Margins are no probabilities.
            Step::Epoch {
                training_loss: f64::NAN,
            }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        self.max_iter
    }

    fn is_over(&self) -> bool {
        self.is_over()
    }

    fn model(&self) -> &dyn Classifier {
        &self.model
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.model)
    }

    fn n_parameters(&self) -> usize {
        self.rows.width()
    }

    fn learnt(&self) -> Option<Learnt> {
        let coefficients = self.model.coefficients.iter();
        let all = coefficients.chain([&self.model.intercept]);
        Some(Learnt::Weights(all.copied().collect()))
    }
}
