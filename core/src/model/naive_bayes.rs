//! Gaussian naive Bayes.

mod bells;
mod fit;
mod spec;

pub use bells::NaiveBayes;
pub use fit::NaiveBayesFit;
pub use spec::NaiveBayesSpec;

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span, real};

type Of = Setting<NaiveBayesSpec>;

static SMOOTHING: Of = real(
    "var_smoothing",
    "Share of the largest variance that is added to each",
    (1e-12, 1.0),
    |s| s.var_smoothing,
    |s, v| s.var_smoothing = v,
);

static ALL: [&Of; 1] = [&SMOOTHING];

impl Model for NaiveBayesSpec {
    const KEY: &'static str = "bayes";
    const NAME: &'static str = "naive Bayes";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[("var_smoothing", Span::Log(0.000000001, 1.0))]
    }

    fn rounds(&self) -> usize {
        1
    }

    /// A mean and a variance of each column in each class, and the share of one class.
    fn n_parameters(&self, n_features: usize) -> usize {
        4 * n_features + 1
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Of a value: for the mean, the variance and the loss.
        const OF_VALUE: f64 = 12.0;
        OF_VALUE * n_rows * n_features as f64
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(NaiveBayesFit::new(features, labels, spec)?))
    }
}
