//! What is asked of a linear support vector machine.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::{check_range, check_weights};

/// What a row counts by its margin `m`: its distance from the border, above 0 on the side of its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SvmLoss {
    /// `max(0, 1 − m)²`.
    #[default]
    SquaredHinge,
    /// `max(0, 1 − m)`.
    Hinge,
}

impl SvmLoss {
    /// Every loss, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::SquaredHinge, Self::Hinge];

    /// The loss of what is missing to a margin of 1, 0 or more.
    pub(super) fn of(self, missing: f64) -> f64 {
        match self {
            Self::SquaredHinge => missing * missing,
            Self::Hinge => missing,
        }
    }
}

/// A linear support vector machine: `½ Σ w² + C · Σ weight · loss` is made small. The intercept is the coefficient of a
/// column of ones and is penalised as any other. Names and meaning are those of scikit-learn 1.9's `LinearSVC` with an
/// `intercept_scaling` of 1 and `dual="auto"`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinearSvmSpec {
    /// What a row counts by its margin.
    pub loss: SvmLoss,
    /// C, above 0: the smaller, the stronger the penalty.
    pub c: f64,
    /// Passes over the rows at most, 1 or more.
    pub max_iter: usize,
    /// In the dual problem it ends when the largest and the smallest part of the projected gradient lie no farther apart;
    /// in the primal problem when the gradient is at most this, times the share of the rarer class, of the gradient at the
    /// start. 0 or more.
    pub tol: f64,
    /// Seed of the order in which the dual problem's rows are visited.
    pub random_state: u32,
    /// What a row of the negatives and what one of the positives counts, above 0 to 1e6.
    pub class_weights: [f64; 2],
}

impl Default for LinearSvmSpec {
    /// scikit-learn's.
    fn default() -> Self {
        Self {
            loss: SvmLoss::SquaredHinge,
            c: 1.0,
            max_iter: 1_000,
            tol: 1e-4,
            random_state: 0,
            class_weights: [1.0; 2],
        }
    }
}

impl LinearSvmSpec {
    /// Whether the primal problem is solved, which has as many unknowns as columns, rather than the dual one, which has as
    /// many as rows: only the squared hinge has the slope that it takes.
    pub(super) fn is_primal(&self, has_more_rows: bool) -> bool {
        self.loss == SvmLoss::SquaredHinge && has_more_rows
    }

    /// Says whether it can be fitted.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let positive = f64::MIN_POSITIVE..=1e9;
        check_range("C", self.c, positive, "above 0 and at most 1e9")?;
        check_range("the tolerance", self.tol, 0.0..=f64::MAX, "0 or more")?;
        let iterations = self.max_iter as f64;
        check_range(
            "the number of iterations",
            iterations,
            1.0..=1e6,
            "at least 1",
        )?;
        check_weights(self.class_weights)
    }
}
