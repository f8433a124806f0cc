//! What a model has learnt, as people can read it.

use serde::{Deserialize, Serialize};

use super::{Coefficient, Tree};

/// What a model has learnt, as people can read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Learnt {
    /// What one standard deviation more of each column adds to the log-odds; the intercept comes last.
    Coefficients(Vec<Coefficient>),
    /// Questions about columns.
    Tree(Tree),
}

impl Learnt {
    /// The same about columns as they were before they were scaled, where it is about values of columns: a scaled column
    /// is `(x − mean) / scale`.
    #[must_use]
    pub fn unscaled(self, mean: &[f64], scale: &[f64]) -> Self {
        match self {
            Self::Coefficients(_) => self,
            Self::Tree(tree) => Self::Tree(tree.unscaled(mean, scale)),
        }
    }
}
