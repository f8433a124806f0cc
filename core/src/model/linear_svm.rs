//! Linear support vector machines.

mod costed_rows;
mod dual;
mod fit;
mod margin;
mod primal;
mod spec;

pub use fit::LinearSvmFit;
pub use margin::LinearSvm;
pub use spec::{LinearSvmSpec, SvmLoss};

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span, at, choice, place, real, size, whole};

type Of = Setting<LinearSvmSpec>;

static LOSS: Of = choice(
    "loss",
    "Loss",
    &[("squared-hinge", "Squared hinge"), ("hinge", "Hinge")],
    |s| place(&SvmLoss::ALL, &s.loss),
    |s, v| s.loss = at(&SvmLoss::ALL, v),
);
static C: Of = real(
    "c",
    "C (small: strong penalty)",
    (1e-6, 1e6),
    |s| s.c,
    |s, v| s.c = v,
);
static ITERATIONS: Of = whole(
    "iterations",
    "Iterations at most",
    (1, 10_000),
    |s| s.max_iter as u64,
    |s, v| s.max_iter = size(v),
);
static TOLERANCE: Of = real(
    "tolerance",
    "Tolerance of the gradient",
    (0.0, 1.0),
    |s| s.tol,
    |s, v| s.tol = v,
);
static SEED: Of = whole(
    "svm_seed",
    "Seed of the order of rows",
    (0, u32::MAX as u64),
    |s| u64::from(s.random_state),
    |s, v| s.random_state = u32::try_from(v).unwrap_or(u32::MAX),
);

static ALL: [&Of; 5] = [&LOSS, &C, &ITERATIONS, &TOLERANCE, &SEED];

impl Model for LinearSvmSpec {
    const KEY: &'static str = "svm";
    const NAME: &'static str = "linear SVM";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[("c", Span::Log(0.0001, 100.0)), ("loss", Span::Options)]
    }

    fn rounds(&self) -> usize {
        self.max_iter
    }

    fn n_parameters(&self, n_features: usize) -> usize {
        n_features + 1
    }

    /// What each row counts, and the Hessian with its factors.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        let width = n_features as f64 + 1.0;
        24.0 * n_rows + 16.0 * width * width
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Passes over the rows that an optimum usually takes, in the dual and in the primal problem.
        const USUAL: [usize; 2] = [200, 12];
        /// Of a value: a product and a sum, for the margin and for what follows from it.
        const OF_VALUE: f64 = 4.0;
        let width = n_features as f64 + 1.0;
        let is_primal = self.is_primal(n_rows >= n_features as f64);
        let n_passes = self.max_iter.min(USUAL[usize::from(is_primal)]) as f64;
        // Most rows come into the Hessian once and go once.
        let of_hessian = if is_primal { 2.0 * width * width } else { 0.0 };
        n_rows * (n_passes * OF_VALUE * width + of_hessian)
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(LinearSvmFit::new(features, labels, spec)?))
    }
}
