//! Gradient boosting of trees on histograms: each tree mends what the sum of those before it gets wrong.
//!
//! Friedman, "Greedy Function Approximation: A Gradient Boosting Machine" (2001), with the second derivatives of Chen and
//! Guestrin, "XGBoost: A Scalable Tree Boosting System" (2016), and the histograms and the leaf-wise growth of Ke et al.,
//! "LightGBM: A Highly Efficient Gradient Boosting Decision Tree" (2017).

mod bins;
mod candidate;
mod fit;
mod gradients;
mod grow;
mod histogram;
mod node;
mod sample;
mod settings;
mod spec;

pub use fit::BoostingFit;
pub use spec::{BoostingSpec, Growth};

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span};

impl Model for BoostingSpec {
    const KEY: &'static str = "boosting";
    const NAME: &'static str = "gradient boosting";

    fn settings() -> &'static [&'static Setting<Self>] {
        &settings::ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[
            ("rate", Span::Log(0.01, 0.5)),
            ("leaves", Span::Log(4.0, 128.0)),
            ("leaf_rows", Span::Log(5.0, 200.0)),
            ("l2", Span::Log(0.01, 100.0)),
            ("row_share", Span::Even(0.5, 1.0)),
            ("column_share", Span::Even(0.4, 1.0)),
        ]
    }

    fn is_native(&self) -> bool {
        self.is_native
    }

    fn listener(&self) -> Option<&'static str> {
        self.early_stopping.map(|_| "early stopping")
    }

    fn rounds(&self) -> usize {
        self.rounds
    }

    /// How many leaves trees have is known when they have grown.
    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    /// A byte a value, what each row counts, the histograms of a tree's leaves, and a file's own columns while they are laid
    /// out.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        const OF_ROW: f64 = 32.0;
        const OF_HISTOGRAM: f64 = 5_120.0;
        const MOST: f64 = 134e6;
        let n_features = n_features as f64;
        let own = if self.is_native { 8.0 } else { 0.0 };
        let histograms = (self.max_leaves as f64 * n_features * OF_HISTOGRAM).min(MOST);
        n_rows * ((1.0 + own) * n_features + OF_ROW) + histograms
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Of a value and a tree: it is added up about twice, a sum of three each time.
        const OF_VALUE: f64 = 6.0;
        let n_values = n_rows * self.row_share * n_features as f64 * self.column_share;
        OF_VALUE * n_values * self.rounds as f64
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features,
            labels,
            categories,
            ..
        } = examples;
        let fit = BoostingFit::new(features, labels, spec)?;
        Ok(Box::new(fit.with_categories(categories)))
    }
}
