//! What a threshold is chosen for.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Books, Confusion, Cut, Ranking};

/// What a threshold is chosen for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Goal {
    /// A number that is given.
    Fixed(f64),
    /// The share of defaults that the model was trained on.
    Prevalence,
    /// The highest F1.
    MaxF1,
    /// The highest F-beta.
    MaxFBeta(f64),
    /// The highest recall + specificity − 1.
    YoudenJ,
    /// The highest Matthews correlation.
    MaxMcc,
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

/// What is to be as large as possible under a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Objective {
    /// [`Confusion::recall`].
    Recall,
    /// [`Confusion::precision`].
    Precision,
    /// [`Confusion::f1`].
    F1,
    /// [`Confusion::specificity`].
    Specificity,
    /// [`Confusion::matthews_correlation`].
    Mcc,
    /// [`Books::profit_at`].
    Profit,
}

/// A condition on a threshold.
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

/// Why no threshold does what is asked.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum GoalError {
    /// No threshold meets the condition.
    #[error("no threshold has {condition}; the nearest is {reached} at a threshold of {threshold}")]
    Infeasible {
        /// The condition in words.
        condition: String,
        /// What comes nearest to it.
        reached: String,
        /// Where.
        threshold: String,
    },
    /// Thresholds meet the condition, but what is to be maximised is undefined at each of them.
    #[error(
        "{objective} is undefined wherever there is {condition}, since nobody is flagged there"
    )]
    Undefined {
        /// What was to be maximised.
        objective: String,
        /// The condition in words.
        condition: String,
    },
    /// A limit or number is none.
    #[error("{value} is no threshold and no limit; write a number of 0 or more")]
    NotANumber {
        /// As given.
        value: String,
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
    /// [`GoalError::NotANumber`] for a limit that isn't one.
    pub fn choose(
        &self,
        ranking: &Ranking,
        books: &Books,
        prevalence: f64,
    ) -> Result<Cut, GoalError> {
        let best = |value: &dyn Fn(&Confusion<f64>) -> Option<f64>| Ok(ranking.best_cut(value));
        match self {
            Self::Fixed(threshold) => fixed(*threshold),
            Self::Prevalence => fixed(prevalence),
            Self::MaxF1 => best(&Confusion::f1),
            Self::MaxFBeta(beta) => best(&|cells| cells.f_beta(*beta)),
            Self::YoudenJ => best(&Confusion::youden_j),
            Self::MaxMcc => best(&Confusion::matthews_correlation),
            Self::MinCost => Ok(books.best()),
            Self::TopLeft => best(&|cells| {
                let (fpr, missed) = (cells.false_positive_rate()?, 1.0 - cells.recall()?);
                Some(-libm::hypot(fpr, missed))
            }),
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
            Self::MaxF1 => cells.f1(),
            Self::MaxFBeta(beta) => cells.f_beta(*beta),
            Self::YoudenJ => cells.youden_j(),
            Self::MaxMcc => cells.matthews_correlation(),
            Self::TopLeft => {
                let (fpr, missed) = (cells.false_positive_rate()?, 1.0 - cells.recall()?);
                Some(-libm::hypot(fpr, missed))
            }
            Self::Constrained { maximise, .. } => maximise.of_cells(cells),
        }
    }

    /// What its chip says.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Fixed(threshold) => threshold.to_string(),
            Self::Prevalence => "prevalence".into(),
            Self::MaxF1 => "max F1".into(),
            Self::MaxFBeta(beta) => format!("max F{beta}"),
            Self::YoudenJ => "Youden's J".into(),
            Self::MaxMcc => "max MCC".into(),
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

impl Objective {
    /// Every objective, in the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Recall,
        Self::Precision,
        Self::F1,
        Self::Specificity,
        Self::Mcc,
        Self::Profit,
    ];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Precision => "precision",
            Self::F1 => "F1",
            Self::Specificity => "specificity",
            Self::Mcc => "MCC",
            Self::Profit => "profit",
        }
    }

    fn of_cells(self, cells: &Confusion<f64>) -> Option<f64> {
        match self {
            Self::Recall => cells.recall(),
            Self::Precision => cells.precision(),
            Self::F1 => cells.f1(),
            Self::Specificity => cells.specificity(),
            Self::Mcc => cells.matthews_correlation(),
            Self::Profit => None,
        }
    }
}

impl Constraint {
    /// At most so many whole applicants; what isn't a count becomes one.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and nobody flags more than there are"
    )]
    pub fn flagged_at_most(count: f64) -> Self {
        Self::FlaggedAtMost(count.max(0.0) as usize)
    }

    fn best(
        self,
        objective: Objective,
        ranking: &Ranking,
        books: &Books,
    ) -> Result<Cut, GoalError> {
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
        let condition = || self.to_string();
        best.ok_or_else(|| {
            if is_feasible {
                return GoalError::Undefined {
                    objective: objective.name().into(),
                    condition: condition(),
                };
            }
            let nearest = ranking.best_cut(|cells| self.nearness(cells));
            GoalError::Infeasible {
                condition: condition(),
                reached: format!("{:.4}", nearest.value.abs()),
                threshold: format!("{:.4}", nearest.threshold),
            }
        })
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

    /// What a condition that no cut meets is about; the highest comes nearest. Flagging nobody meets
    /// all but the first two.
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
                write!(f, "at most {:.4} % flagged", limit * 100.0)
            }
            Self::FalsePositiveRateAtMost(limit) => {
                write!(f, "a false-positive rate of at most {limit}")
            }
        }
    }
}
