//! What is asked of AdaBoost.

use std::ops::Bound::{Excluded, Included};

use serde::{Deserialize, Serialize};

use crate::model::{EarlyStopping, ModelSpecError};
use crate::network::check::{check_range, check_weights};

/// How trees are boosted: each counts the rows more that those before it were wrong about. Freund and Schapire, "A
/// Decision-Theoretic Generalization of On-Line Learning and an Application to Boosting" (1997); the weights of Hastie,
/// Rosset, Zhu and Zou, "Multi-class AdaBoost" (2009), SAMME. The default is that of scikit-learn 1.9's
/// `AdaBoostClassifier`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdaBoostSpec {
    /// Trees at most, 1 to 10,000.
    pub n_rounds: usize,
    /// What the weight of each tree is multiplied by, above 0 to 100.
    pub learning_rate: f64,
    /// The most splits above a leaf, 1 to 32.
    pub max_depth: usize,
    /// Whether rows of the larger class are left out of each round.
    pub undersampling: Undersampling,
    /// What a row of the negatives and what one of the positives counts at the start, above 0 to 1e6.
    pub class_weights: [f64; 2],
    /// Where rows are drawn from, as Python's `random_state`.
    pub seed: u32,
    /// Whether and when the run ends early; needs validation rows.
    pub early_stopping: Option<EarlyStopping>,
}

/// Whether rows of the larger class are left out of each round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Undersampling {
    /// They aren't.
    #[default]
    None,
    /// As many are drawn as the smaller class has, without replacement: RUSBoost. Seiffert, Khoshgoftaar, Van Hulse and
    /// Napolitano, "RUSBoost: A Hybrid Approach to Alleviating Class Imbalance" (2010), as imbalanced-learn 0.14's
    /// `RUSBoostClassifier`.
    EachRound,
}

impl Undersampling {
    /// Both, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::None, Self::EachRound];
}

impl Default for AdaBoostSpec {
    fn default() -> Self {
        Self {
            n_rounds: 50,
            learning_rate: 1.0,
            max_depth: 1,
            undersampling: Undersampling::None,
            class_weights: [1.0; 2],
            seed: 42,
            early_stopping: None,
        }
    }
}

impl AdaBoostSpec {
    /// The most trees.
    pub const MOST_ROUNDS: usize = 10_000;
    /// The most splits above a leaf.
    pub const MOST_LEVELS: usize = 32;
    /// The largest learning rate.
    pub const MOST_RATE: f64 = 100.0;

    /// Says whether trees can be boosted so.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let (rounds, most) = (self.n_rounds as f64, Self::MOST_ROUNDS as f64);
        check_range(
            "the number of rounds",
            rounds,
            1.0..=most,
            "from 1 to 10,000",
        )?;
        let rates = (Excluded(0.0), Included(Self::MOST_RATE));
        let words = "above 0 and at most 100";
        check_range("the learning rate", self.learning_rate, rates, words)?;
        let (depth, most) = (self.max_depth as f64, Self::MOST_LEVELS as f64);
        check_range("the deepest level", depth, 1.0..=most, "from 1 to 32")?;
        check_weights(self.class_weights)
    }
}
