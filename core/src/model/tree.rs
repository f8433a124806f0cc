//! Decision trees.

mod columns;
mod draws;
mod fit;
mod grow;
mod grown;
mod growth;
mod node;
mod scoring;
mod spec;
mod threshold;

pub(super) use columns::Columns;
pub use fit::TreeFit;
pub(super) use grow::Grower;
pub(super) use grown::{RowSum, add_importances, scoring_tree};
pub(super) use growth::Growth;
pub use node::{Node, Split, Tree};
pub use spec::TreeSpec;

use super::{Examples, FitError, Fitting, LossSpec, Model};
use crate::setting::{Setting, Span, size, whole};

type Of = Setting<TreeSpec>;

static DEPTH: Of = whole(
    "depth",
    "Deepest level (0: no bound)",
    (0, TreeSpec::MOST_LEVELS as u64),
    |s| s.max_depth.unwrap_or(0) as u64,
    |s, v| s.max_depth = (v > 0).then(|| size(v)),
);
static SPLIT: Of = whole(
    "split_rows",
    "Least rows of a split",
    (2, 1_000_000),
    |s| s.min_samples_split as u64,
    |s, v| s.min_samples_split = size(v),
);
static LEAF: Of = whole(
    "leaf_rows",
    "Least rows of a leaf",
    (1, 1_000_000),
    |s| s.min_samples_leaf as u64,
    |s, v| s.min_samples_leaf = size(v),
);

static ALL: [&Of; 3] = [&DEPTH, &SPLIT, &LEAF];

impl Model for TreeSpec {
    const KEY: &'static str = "tree";
    const NAME: &'static str = "decision tree";

    fn settings() -> &'static [&'static Of] {
        &ALL
    }

    fn spans() -> &'static [(&'static str, Span)] {
        &[
            ("depth", Span::Even(2.0, 14.0)),
            ("leaf_rows", Span::Log(1.0, 200.0)),
        ]
    }

    fn rounds(&self) -> usize {
        self.levels().max(1)
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
        /// Of a value that is sorted and looked at.
        const OF_VALUE: f64 = 100.0;
        /// Levels that a tree without a bound usually has.
        const USUAL: usize = 20;
        OF_VALUE * n_rows * n_features as f64 * self.levels().min(USUAL) as f64
    }

    fn fitting(&self, examples: Examples, loss: &LossSpec) -> Result<Box<dyn Fitting>, FitError> {
        let spec = Self {
            class_weights: loss.weights(),
            ..*self
        };
        let Examples {
            features, labels, ..
        } = examples;
        Ok(Box::new(TreeFit::new(features, labels, spec)?))
    }
}
