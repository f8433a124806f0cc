//! What is to be as large as possible under a condition.

use serde::{Deserialize, Serialize};

use super::GoalError;
use crate::metrics::{Confusion, Metric};

/// What is to be as large as possible under a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Objective {
    /// A metric of the decisions of which more is better.
    Metric(Metric),
    /// [`Books::profit_at`](crate::metrics::Books::profit_at).
    Profit,
}

impl Objective {
    /// Every objective of the menu, in its order.
    pub const ALL: [Self; 6] = [
        Self::Metric(Metric::Recall),
        Self::Metric(Metric::Precision),
        Self::Metric(Metric::F1),
        Self::Metric(Metric::Specificity),
        Self::Metric(Metric::Mcc),
        Self::Profit,
    ];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Metric(metric) => metric.noun(),
            Self::Profit => "profit",
        }
    }

    /// # Errors
    /// [`GoalError::NoGoal`] for a metric that no threshold can be chosen for.
    pub(super) fn check(self) -> Result<(), GoalError> {
        match self {
            Self::Metric(metric) if !metric.is_goal() => Err(GoalError::NoGoal {
                metric: metric.noun().into(),
            }),
            Self::Metric(_) | Self::Profit => Ok(()),
        }
    }

    /// Its value where the four cells alone make it.
    pub(super) fn of_cells(self, cells: &Confusion<f64>) -> Option<f64> {
        match self {
            Self::Metric(metric) => metric.value_at(cells),
            Self::Profit => None,
        }
    }
}
