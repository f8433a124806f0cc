//! What is asked of a logistic regression.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::{check_range, check_weights};

/// How coefficients are kept small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Penalty {
    /// They aren't.
    None,
    /// `½ Σ w²` is added.
    #[default]
    L2,
    /// `Σ |w|` is added.
    L1,
}

impl Penalty {
    /// Every penalty, in the order in which a menu shows them.
    pub const ALL: [Self; 3] = [Self::L2, Self::L1, Self::None];
}

/// Logistic regression: `C · Σ weight · cross-entropy`, and the penalty, is made small; the intercept isn't penalised.
/// Names and meaning are those of scikit-learn 1.9's `LogisticRegression`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogisticSpec {
    /// How coefficients are kept small.
    pub penalty: Penalty,
    /// C, above 0: the smaller, the stronger the penalty.
    pub c: f64,
    /// Passes over the rows at most, 1 or more.
    pub max_iter: usize,
    /// It ends when no part of the gradient of the mean loss is larger, 0 or more.
    pub tol: f64,
    /// What a row of the negatives and what one of the positives counts, above 0 to 1e6.
    pub class_weights: [f64; 2],
}

impl Default for LogisticSpec {
    /// scikit-learn's penalty and C; a tolerance at which coefficients have six digits.
    fn default() -> Self {
        Self {
            penalty: Penalty::L2,
            c: 1.0,
            max_iter: 100,
            tol: 1e-9,
            class_weights: [1.0; 2],
        }
    }
}

impl LogisticSpec {
    /// Says whether it can be fitted.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let positive = f64::MIN_POSITIVE..=f64::MAX;
        check_range("C", self.c, positive, "above 0")?;
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
