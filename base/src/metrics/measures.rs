//! Where a ranking keeps what was read off it.

use std::sync::{Arc, OnceLock};

/// A place for each measure that takes longer than a slider waits. The file of a measure fills its
/// place at the first use; this file knows none of them.
///
/// Clones of a ranking share their places. What they hold follows from the rest of the ranking, so
/// any two are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Measures {
    pub(super) of_order: Arc<OfOrder>,
    pub(super) of_scores: Arc<OfScores>,
}

/// What depends on the order of the rows alone.
#[derive(Debug, Default)]
pub(super) struct OfOrder {
    pub(super) roc_auc: OnceLock<f64>,
    /// The corners of the hull of the ROC curve, as places in the cumulative counts.
    pub(super) hull: OnceLock<Vec<usize>>,
    pub(super) hull_auc: OnceLock<f64>,
    /// Place in the cumulative counts, and distance.
    pub(super) ks: OnceLock<(usize, f64)>,
    pub(super) partial_auc: OnceLock<Option<f64>>,
}

/// What depends on the scores themselves, or on the weights of the classes.
#[derive(Debug, Default)]
pub(super) struct OfScores {
    pub(super) average_precision: OnceLock<f64>,
    pub(super) precision_recall_gain_auc: OnceLock<f64>,
    pub(super) brier_score: OnceLock<Option<f64>>,
    pub(super) log_loss: OnceLock<Option<f64>>,
    /// One for each prior.
    pub(super) h_measures: OnceLock<[f64; 3]>,
    /// Profit, and rejected share.
    pub(super) expected_maximum_profit: OnceLock<Option<(f64, f64)>>,
}

impl Measures {
    /// Those of the same order with other scores or weights.
    pub(super) fn of_same_order(&self) -> Self {
        Self {
            of_order: Arc::clone(&self.of_order),
            of_scores: Arc::default(),
        }
    }
}

impl PartialEq for Measures {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
