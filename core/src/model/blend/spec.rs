//! What is asked of a blend.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::check_range;

/// Models that can be part of a blend.
pub const MEMBERS: usize = 8;

/// How the models of a blend are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Blending {
    /// The mean of their probabilities: scikit-learn's `VotingClassifier(voting="soft")`.
    #[default]
    Average,
    /// A logistic regression on the probabilities that each gives to rows that it wasn't fitted on, over five folds:
    /// scikit-learn's `StackingClassifier`.
    Stack,
}

impl Blending {
    /// Every way, in the order of the menu.
    pub const ALL: [Self; 2] = [Self::Average, Self::Stack];
}

/// Models, each as it is usually set, whose probabilities are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlendSpec {
    /// How they are put together.
    pub blending: Blending,
    /// Which take part: logistic regression, decision tree, random forest, extra trees, gradient boosting, AdaBoost, naive
    /// Bayes, nearest neighbours.
    pub members: [bool; MEMBERS],
}

impl Default for BlendSpec {
    /// The average of a linear model, a forest and boosted trees.
    fn default() -> Self {
        Self {
            blending: Blending::Average,
            members: [true, false, true, false, true, false, false, false],
        }
    }
}

impl BlendSpec {
    /// The places of the models that take part.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MEMBERS).filter(|place| self.members[*place])
    }

    /// Says whether it can be fitted.
    ///
    /// # Errors
    /// Where fewer than two models take part.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let n_members = self.places().count() as f64;
        let most = MEMBERS as f64;
        check_range(
            "the number of models in the blend",
            n_members,
            2.0..=most,
            "2 or more",
        )
    }
}
