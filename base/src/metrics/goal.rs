//! What a threshold is chosen for.

mod constraint;
mod error;
mod objective;

use serde::{Deserialize, Serialize};

use super::{Books, Confusion, Cut, Metric, Ranking};

pub use constraint::Constraint;
pub use error::GoalError;
pub use objective::Objective;

/// What a threshold is chosen for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Goal {
    /// A number that is given.
    Fixed(f64),
    /// The share of defaults that the model was trained on.
    Prevalence,
    /// The highest value of a metric of the decisions of which more is better.
    Max(Metric),
    /// The highest F-beta.
    MaxFBeta(f64),
    /// The lowest cost, which is the highest profit.
    MinCost,
    /// The point of the ROC curve nearest to its top left corner.
    TopLeft,
    /// As much as possible of one thing under a condition on another.
    Constrained {
        /// What is to be large.
        maximise: Objective,
        /// The condition.
        subject_to: Constraint,
    },
}

impl Goal {
    /// The cut that serves the goal best, and what is reached there. Every cut that a threshold can
    /// make is tried, and flagging nobody; of equals the highest threshold wins, the one that flags the
    /// fewest. Rows count with their weights. `books` are of the same ranking; `prevalence` is the
    /// share of defaults that the model was trained on.
    ///
    /// # Errors
    /// [`GoalError::Infeasible`] and [`GoalError::Undefined`] for a condition that can't be met,
    /// [`GoalError::NoGoal`] for a metric that no threshold can be chosen for,
    /// [`GoalError::NotANumber`] for a limit that isn't one.
    pub fn choose(
        &self,
        ranking: &Ranking,
        books: &Books,
        prevalence: f64,
    ) -> Result<Cut, GoalError> {
        match self {
            Self::Fixed(threshold) => fixed(*threshold),
            Self::Prevalence => fixed(prevalence),
            Self::Max(metric) => {
                Objective::Metric(*metric).check()?;
                Ok(ranking.best_cut(|cells| metric.value_at(cells)))
            }
            Self::MaxFBeta(beta) => Ok(ranking.best_cut(|cells| cells.f_beta(*beta))),
            Self::MinCost => Ok(books.best()),
            Self::TopLeft => Ok(ranking.best_cut(nearness_to_corner)),
            Self::Constrained {
                maximise,
                subject_to,
            } => subject_to.best(*maximise, ranking, books),
        }
    }

    /// Whether it is chosen by looking at the outcomes of rows.
    #[must_use]
    pub const fn looks_at_outcomes(&self) -> bool {
        !matches!(self, Self::Fixed(_) | Self::Prevalence)
    }

    /// What it maximises, of the four cells: what its optimism is counted in. `None` for what looks at
    /// no outcomes, and for money, which isn't made of the four cells alone.
    #[must_use]
    pub fn value(&self, cells: &Confusion<f64>) -> Option<f64> {
        match self {
            Self::Fixed(_) | Self::Prevalence | Self::MinCost => None,
            Self::Max(metric) => metric.value_at(cells),
            Self::MaxFBeta(beta) => cells.f_beta(*beta),
            Self::TopLeft => nearness_to_corner(cells),
            Self::Constrained { maximise, .. } => maximise.of_cells(cells),
        }
    }

    /// What its chip says.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Fixed(threshold) => threshold.to_string(),
            Self::Prevalence => "prevalence".into(),
            // Where a threshold is chosen for informedness, everybody calls it so.
            Self::Max(Metric::Informedness) => "Youden's J".into(),
            Self::Max(metric) => format!("max {}", metric.noun()),
            Self::MaxFBeta(beta) => format!("max F{beta}"),
            Self::MinCost => "min cost".into(),
            Self::TopLeft => "top-left corner".into(),
            Self::Constrained {
                maximise,
                subject_to,
            } => format!("max {} with {subject_to}", maximise.name()),
        }
    }
}

fn fixed(threshold: f64) -> Result<Cut, GoalError> {
    if !threshold.is_finite() {
        let value = threshold.to_string();
        return Err(GoalError::NotANumber { value });
    }
    Ok(Cut {
        threshold,
        value: threshold,
    })
}

/// The distance from the top left corner of the ROC plane, negated so that more is nearer.
fn nearness_to_corner(cells: &Confusion<f64>) -> Option<f64> {
    let (fpr, missed) = (cells.false_positive_rate()?, 1.0 - cells.recall()?);
    Some(-libm::hypot(fpr, missed))
}
