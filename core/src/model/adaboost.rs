//! AdaBoost: trees of a few levels, each of which counts the rows more that those before it were wrong about.

mod fit;
mod spec;

pub use fit::AdaBoostFit;
pub use spec::{AdaBoostSpec, Undersampling};

use super::{EarlyStopping, Examples, FitError, Fitting, LossSpec, Model, ModelSpecError, Watch};
use crate::setting::{Setting, Span, at, choice, place, real, size, whole};

type Of = Setting<AdaBoostSpec>;

static ROUNDS: Of = whole(
    "rounds",
    "Trees at most",
    (1, AdaBoostSpec::MOST_ROUNDS as u64),
    |s| s.n_rounds as u64,
    |s, v| s.n_rounds = size(v),
);
static RATE: Of = real(
    "learning_rate",
    "Learning rate",
    (0.001, AdaBoostSpec::MOST_RATE),
    |s| s.learning_rate,
    |s, v| s.learning_rate = v,
);
static DEPTH: Of = whole(
    "depth",
    "Deepest level of a tree",
    (1, AdaBoostSpec::MOST_LEVELS as u64),
    |s| s.max_depth as u64,
    |s, v| s.max_depth = size(v),
);
static UNDERSAMPLING: Of = choice(
    "resample",
    "Rows of a round",
    &[("none", "All"), ("rus", "As many of each class (RUSBoost)")],
    |s| place(&Undersampling::ALL, &s.undersampling),
    |s, v| s.undersampling = at(&Undersampling::ALL, v),
);
static SEED: Of = whole(
    "adaboost_seed",
    "AdaBoost seed",
    (0, u32::MAX as u64),
    |s| s.seed.into(),
    |s, v| s.seed = u32::try_from(v).unwrap_or(u32::MAX),
);

static EARLY_STOPPING: Of = whole(
    "early_stopping",
    "Stop early after, by validation AUC (0: never)",
    (0, 1_000_000),
    |s| s.early_stopping.map_or(0, |early| early.patience as u64),
    |s, v| {
        let (patience, watch) = (size(v), Watch::Auc);
        s.early_stopping = (v > 0).then_some(EarlyStopping { patience, watch });
    },
);

static ALL: [&Of; 6] = [
    &ROUNDS,
    &RATE,
    &DEPTH,
    &UNDERSAMPLING,
    &EARLY_STOPPING,
    &SEED,
];

impl Model for AdaBoostSpec {
    const KEY: &'static str = "adaboost";
    const NAME: &'static str = "AdaBoost";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn listener(&self) -> Option<&'static str> {
        self.early_stopping.map(|_| "early stopping")
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[
            ("learning_rate", Span::Log(0.05, 2.0)),
            ("depth", Span::Even(1.0, 4.0)),
            ("rounds", Span::Log(20.0, 300.0)),
        ]
    }

    fn check(&self, _: usize) -> Result<(), ModelSpecError> {
        Self::check(self)
    }

    fn rounds(&self) -> usize {
        self.n_rounds
    }

    /// How many questions it asks is known when it has grown.
    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    /// Rows once more, column by column, and the order of each column.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        8.0 * n_rows * n_features as f64
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        /// Of a value that is sorted and looked at, and of one that is only looked at.
        const OF_VALUE: [f64; 2] = [100.0, 50.0];
        let below = (self.max_depth.max(1) - 1) as f64;
        let of_value = OF_VALUE[1] + OF_VALUE[0] * below;
        of_value * n_rows * n_features as f64 * self.n_rounds as f64
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(AdaBoostFit::new(features, labels, spec)?))
    }
}
