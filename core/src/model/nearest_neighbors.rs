//! Nearest neighbours.

mod fit;
mod spec;
mod voters;

pub use fit::NeighborsFit;
pub use spec::{NeighborsSpec, Votes};
pub use voters::NearestNeighbors;

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span, at, choice, place, size, whole};

type Of = Setting<NeighborsSpec>;

static K: Of = whole(
    "k",
    "Neighbours (k)",
    (1, 1_000),
    |s| s.n_neighbors as u64,
    |s, v| s.n_neighbors = size(v),
);
static VOTES: Of = choice(
    "votes",
    "Votes",
    &[("uniform", "All alike"), ("distance", "By nearness")],
    |s| place(&Votes::ALL, &s.weights),
    |s, v| s.weights = at(&Votes::ALL, v),
);

static ALL: [&Of; 2] = [&K, &VOTES];

impl Model for NeighborsSpec {
    const KEY: &'static str = "neighbors";
    const NAME: &'static str = "nearest neighbours";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[("k", Span::Log(1.0, 200.0)), ("votes", Span::Options)]
    }

    fn rounds(&self) -> usize {
        1
    }

    /// It learns no numbers: it keeps the rows.
    fn n_parameters(&self, _: usize) -> usize {
        0
    }

    /// Nearly all of its time goes into the held-out rows, here taken to be half as many as it keeps.
    /// The rows once more, as they are searched.
    fn bytes(&self, n_rows: f64, n_features: usize) -> f64 {
        4.0 * n_rows * n_features as f64
    }

    fn operations(&self, n_rows: f64, n_features: usize) -> f64 {
        n_rows * n_rows * n_features as f64
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(NeighborsFit::new(features, labels, spec)?))
    }
}
