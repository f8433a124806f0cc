//! What a model has learnt, as people can read it.

use serde::{Deserialize, Serialize};

use super::{Coefficient, ColumnUnit, Scorecard, Tree};

/// What a model has learnt, as people can read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Learnt {
    /// What one standard deviation more of each column adds to the log-odds; the intercept comes last.
    Coefficients(Vec<Coefficient>),
    /// What one more of each scaled column adds to the margin; the intercept comes last.
    Weights(Vec<f64>),
    /// Questions about columns.
    Tree(Tree),
    /// Points for what stands in columns.
    Card(Scorecard),
    /// The share of each column, `(n_features,)`, in what all splits lowered the impurity or the loss; they sum to 1, or
    /// are all 0 where there is no split.
    Importances(Vec<f64>),
}

impl Learnt {
    /// The same about columns as they were before they were scaled, where it is about values of columns.
    #[must_use]
    pub fn unscaled(self, units: &[ColumnUnit]) -> Self {
        match self {
            Self::Coefficients(_) | Self::Weights(_) | Self::Importances(_) => self,
            Self::Tree(tree) => Self::Tree(tree.unscaled(units)),
            Self::Card(card) => Self::Card(card.unscaled(units)),
        }
    }
}
