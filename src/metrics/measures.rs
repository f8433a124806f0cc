//! What is read off the whole ranking and takes longer than a slider waits.

use std::sync::OnceLock;

use super::h_measure::{HPrior, h_measure};
use super::hull::{area, corners};
use super::{Cut, Emp, EmpSpec, Ranking};

/// The highest false-positive rate of the partial AUC in the table.
pub(super) const PARTIAL_AUC_TO: f64 = 0.1;

/// The measures of a ranking that are made at their first use and then kept.
#[derive(Clone, Debug)]
pub(super) struct Measures {
    /// Places in the cumulative counts.
    pub(super) hull: Vec<usize>,
    pub(super) hull_auc: f64,
    pub(super) ks: Cut,
    pub(super) partial_auc: Option<f64>,
    pub(super) precision_recall_gain_auc: f64,
    h: [f64; HPrior::ALL.len()],
    pub(super) expected_maximum_profit: Option<Emp>,
}

impl Measures {
    pub(super) fn new(ranking: &Ranking) -> Self {
        let hull = corners(ranking.flagged());
        Self {
            hull_auc: area(ranking.flagged(), &hull),
            ks: ranking.max_distance(),
            partial_auc: ranking.standardized_partial_auc(PARTIAL_AUC_TO),
            precision_recall_gain_auc: ranking.area_of_gains(),
            h: HPrior::ALL.map(|prior| h_measure(ranking, &hull, prior)),
            expected_maximum_profit: ranking.profit_over(&hull, &EmpSpec::default()),
            hull,
        }
    }

    pub(super) const fn h(&self, prior: HPrior) -> f64 {
        self.h[prior as usize]
    }
}

/// The place for the measures in a ranking. They follow from the rest of it, so any two are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(OnceLock<Measures>);

impl Kept {
    pub(super) fn or_make(&self, make: impl FnOnce() -> Measures) -> &Measures {
        self.0.get_or_init(make)
    }
}

impl PartialEq for Kept {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
