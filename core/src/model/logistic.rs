//! Logistic regression.

mod coefficient;
mod fit;
mod linear;
mod spec;

pub use coefficient::Coefficient;
pub use fit::LogisticFit;
pub use linear::Logistic;
pub use spec::{LogisticSpec, Penalty};

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span, at, choice, place, real, size, whole};

type Of = Setting<LogisticSpec>;

static PENALTY: Of = choice(
    "penalty",
    "Penalty",
    &[("l2", "L2"), ("l1", "L1"), ("none", "None")],
    |s| place(&Penalty::ALL, &s.penalty),
    |s, v| s.penalty = at(&Penalty::ALL, v),
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
    (1, 1_000),
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

static ALL: [&Of; 4] = [&PENALTY, &C, &ITERATIONS, &TOLERANCE];

impl Model for LogisticSpec {
    const KEY: &'static str = "logistic";
    const NAME: &'static str = "logistic regression";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[("c", Span::Log(0.001, 1000.0))]
    }

    fn rounds(&self) -> usize {
        self.max_iter
    }

    fn n_parameters(&self, n_features: usize) -> usize {
        n_features + 1
    }

    /// The Hessian, and its factors.
    fn bytes(&self, _n_rows: f64, n_features: usize) -> f64 {
        16.0 * (n_features as f64 + 1.0) * (n_features as f64 + 1.0)
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Iterations until the optimum, usually.
        const USUAL: f64 = 8.0;
        let width = n_features as f64 + 1.0;
        USUAL * n_rows * width * width
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(LogisticFit::new(features, labels, spec)?))
    }
}
