//! A condition on a threshold.

use serde::{Deserialize, Serialize};

use super::{GoalError, Objective};
use crate::metrics::{Books, Confusion, Cut, Ranking, fewest_digits, threshold_text};

/// What a threshold has to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Constraint {
    /// At least this share of the defaults is caught.
    RecallAtLeast(f64),
    /// At least this share of the flagged default.
    PrecisionAtLeast(f64),
    /// At most so many applicants are flagged: real rows, whatever their weights.
    FlaggedAtMost(usize),
    /// At most this share of the applicants is flagged.
    ShareFlaggedAtMost(f64),
    /// At most this share of the good customers is flagged.
    FalsePositiveRateAtMost(f64),
}

impl Constraint {
    /// At most so many applicants; fractions are cut off, and negative numbers and NaN become 0.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and nobody flags more than there are"
    )]
    pub fn flagged_at_most(count: f64) -> Self {
        Self::FlaggedAtMost(count.max(0.0) as usize)
    }

    /// The cut that makes the objective as large as possible among those that meet the condition.
    pub(super) fn best(
        self,
        objective: Objective,
        ranking: &Ranking,
        books: &Books,
    ) -> Result<Cut, GoalError> {
        objective.check()?;
        if !self.limit().is_finite() || self.limit() < 0.0 {
            let value = self.limit().to_string();
            return Err(GoalError::NotANumber { value });
        }
        let nobody = (ranking.above_all(), ranking.outcomes_at(f64::INFINITY));
        let cuts = || std::iter::once(nobody).chain(ranking.cuts());
        let mut is_feasible = false;
        let mut best: Option<Cut> = None;
        for (threshold, cells) in cuts() {
            if !self.is_met(&cells, ranking, threshold) {
                continue;
            }
            is_feasible = true;
            let value = match objective {
                Objective::Profit => Some(books.profit_at(threshold)),
                _ => objective.of_cells(&cells),
            };
            if let Some(value) = value
                && best.is_none_or(|best| value > best.value)
            {
                best = Some(Cut { threshold, value });
            }
        }
        best.ok_or_else(|| match is_feasible {
            true => GoalError::Undefined {
                objective: objective.name().into(),
                condition: self.to_string(),
            },
            false => self.infeasible(ranking),
        })
    }

    /// Says what comes nearest.
    fn infeasible(self, ranking: &Ranking) -> GoalError {
        let nearest = ranking.best_cut(|cells| self.nearness(cells));
        GoalError::Infeasible {
            condition: self.to_string(),
            reached: fewest_digits(nearest.value.abs(), 4, |read| read < self.limit()),
            threshold: threshold_text(nearest.threshold, &[ranking], 4),
        }
    }

    const fn limit(self) -> f64 {
        match self {
            Self::FlaggedAtMost(count) => count as f64,
            Self::RecallAtLeast(limit)
            | Self::PrecisionAtLeast(limit)
            | Self::ShareFlaggedAtMost(limit)
            | Self::FalsePositiveRateAtMost(limit) => limit,
        }
    }

    fn is_met(self, cells: &Confusion<f64>, ranking: &Ranking, threshold: f64) -> bool {
        match self {
            Self::RecallAtLeast(limit) => cells.recall() >= Some(limit),
            Self::PrecisionAtLeast(limit) => cells.precision() >= Some(limit),
            Self::FlaggedAtMost(count) => ranking.confusion_at(threshold).n_flagged() <= count,
            Self::ShareFlaggedAtMost(limit) => cells.share_flagged() <= Some(limit),
            Self::FalsePositiveRateAtMost(limit) => cells.false_positive_rate() <= Some(limit),
        }
    }

    /// What a condition that no cut meets limits from below: the cut where it is highest comes
    /// nearest. Only the first two can be such, since flagging nobody meets the others.
    fn nearness(self, cells: &Confusion<f64>) -> Option<f64> {
        match self {
            Self::RecallAtLeast(_) => cells.recall(),
            _ => cells.precision(),
        }
    }
}

impl std::fmt::Display for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::RecallAtLeast(limit) => write!(f, "a recall of at least {limit}"),
            Self::PrecisionAtLeast(limit) => write!(f, "a precision of at least {limit}"),
            Self::FlaggedAtMost(1) => write!(f, "at most 1 applicant flagged"),
            Self::FlaggedAtMost(count) => write!(f, "at most {count} applicants flagged"),
            Self::ShareFlaggedAtMost(limit) => {
                let percent = fewest_digits(limit * 100.0, 4, |_| true);
                write!(f, "at most {percent} % flagged")
            }
            Self::FalsePositiveRateAtMost(limit) => {
                write!(f, "a false-positive rate of at most {limit}")
            }
        }
    }
}
