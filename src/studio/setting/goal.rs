//! Goals as text that a link can hold.

use crate::metrics::{Constraint, Goal, Metric, Objective};
use crate::numbers::read_number;

pub(super) fn finite(text: &str) -> Option<f64> {
    read_number(text).filter(|number| number.is_finite())
}

pub(super) fn goal_text(goal: &Goal) -> String {
    match goal {
        Goal::Fixed(threshold) => format!("fixed:{threshold}"),
        Goal::Prevalence => "prevalence".into(),
        Goal::Max(metric) => format!("max:{metric:?}"),
        Goal::MaxFBeta(beta) => format!("f_beta:{beta}"),
        Goal::MinCost => "min_cost".into(),
        Goal::TopLeft => "top_left".into(),
        Goal::Constrained {
            maximise,
            subject_to,
        } => {
            let (condition, limit) = match subject_to {
                Constraint::RecallAtLeast(limit) => ("recall", limit.to_string()),
                Constraint::PrecisionAtLeast(limit) => ("precision", limit.to_string()),
                Constraint::FlaggedAtMost(count) => ("flagged", count.to_string()),
                Constraint::ShareFlaggedAtMost(limit) => ("share", limit.to_string()),
                Constraint::FalsePositiveRateAtMost(limit) => ("fpr", limit.to_string()),
            };
            format!("within:{}:{condition}:{limit}", maximise.name())
        }
    }
}

pub(super) fn goal(text: &str) -> Option<Option<Goal>> {
    let parts: Vec<_> = text.split(':').collect();
    let goal = match parts[..] {
        ["none"] => return Some(None),
        ["fixed", threshold] => Goal::Fixed(finite(threshold)?),
        ["prevalence"] => Goal::Prevalence,
        ["max", name] => {
            let named = |metric: &Metric| format!("{metric:?}") == name;
            Goal::Max(Metric::ALL.into_iter().find(named)?)
        }
        ["f_beta", beta] => Goal::MaxFBeta(finite(beta)?),
        ["min_cost"] => Goal::MinCost,
        ["top_left"] => Goal::TopLeft,
        ["within", name, condition, limit] => Goal::Constrained {
            maximise: Objective::ALL
                .into_iter()
                .find(|objective| objective.name() == name)?,
            subject_to: match condition {
                "recall" => Constraint::RecallAtLeast(finite(limit)?),
                "precision" => Constraint::PrecisionAtLeast(finite(limit)?),
                "flagged" => Constraint::FlaggedAtMost(limit.parse().ok()?),
                "share" => Constraint::ShareFlaggedAtMost(finite(limit)?),
                "fpr" => Constraint::FalsePositiveRateAtMost(finite(limit)?),
                _ => return None,
            },
        },
        _ => return None,
    };
    Some(Some(goal))
}
