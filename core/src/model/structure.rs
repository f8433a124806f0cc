//! How a model is built, for those who explain it.

use std::borrow::Cow;

use super::ScoringTree;

/// How a model is built, as far as it can be explained exactly by it. Scores are in the model's own unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Structure<'a> {
    /// The score is `base + scale · Σ value of the row's leaf in each tree`.
    Trees {
        /// The score before any tree.
        base: f64,
        /// What the sum over the trees is multiplied by.
        scale: f64,
        /// The trees.
        trees: Cow<'a, [ScoringTree]>,
    },
    /// The score is `intercept + Σ coefficient · column`.
    Linear {
        /// The score of a row of zeros.
        intercept: f64,
        /// `(n_features,)`.
        coefficients: &'a [f64],
    },
    /// Only scores are known of it.
    #[default]
    Unknown,
}
