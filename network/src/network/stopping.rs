//! What may be asked of a fit that listens to validation rows.

use serde::{Deserialize, Serialize};

/// What the validation rows say after a round. Test rows have no part in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Watched {
    /// Their mean loss, in nats; `None` without validation rows.
    pub loss: Option<f64>,
    /// Their area under the ROC curve; `None` where nobody asked for it, and without rows of both
    /// classes.
    pub auc: Option<f64>,
}

/// What of it is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Watch {
    /// The loss, the lower the better.
    #[default]
    Loss,
    /// The area under the ROC curve, the higher the better.
    Auc,
}

impl Watch {
    /// Everything that can be looked at, in the order of menus.
    pub const ALL: [Self; 2] = [Self::Loss, Self::Auc];

    /// A value that falls as the model gets better.
    pub(super) fn cost(self, watched: &Watched) -> Option<f64> {
        match self {
            Self::Loss => watched.loss,
            Self::Auc => watched.auc.map(|auc| -auc),
        }
    }
}

/// Halves the learning rate when the validation loss has not fallen by more than
/// [`MIN_DELTA`](Self::MIN_DELTA) for some rounds, and again after as many more: Keras'
/// `ReduceLROnPlateau` without cooldown and least rate, and with a factor of 1/2 for its 1/10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plateau {
    /// Rounds without a better loss until the rate is halved, from 1 to 1,000,000.
    pub patience: usize,
}

impl Plateau {
    /// What the learning rate is multiplied by.
    pub const FACTOR: f64 = 0.5;
    /// By how much a loss has to be below the best to count as better, Keras' default.
    pub const MIN_DELTA: f64 = 1e-4;
}

/// Ends a run when what is watched has not become better for some rounds, and goes back to the weights
/// of the best round, also where the run goes to its end: Keras' `EarlyStopping` with
/// `restore_best_weights`, and its `min_delta` of 0, so that anything better is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlyStopping {
    /// Rounds without a better value until the run ends, from 1 to 1,000,000.
    pub patience: usize,
    /// What is watched.
    pub watch: Watch,
}
