//! What is asked of Gaussian naive Bayes.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::{check_range, check_weights};

/// Gaussian naive Bayes: within a class each column follows a normal distribution of its own, whatever the others say.
/// Names and meaning are those of scikit-learn 1.9's `GaussianNB`, of which `class_weights` are sample weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NaiveBayesSpec {
    /// The share of the largest variance of a column over all rows that is added to every variance, 1e-12 to 1.
    pub var_smoothing: f64,
    /// What a row of the negatives and what one of the positives counts, above 0 to 1e6: it moves the share of a class,
    /// and nothing within it.
    pub class_weights: [f64; 2],
}

impl Default for NaiveBayesSpec {
    /// scikit-learn's.
    fn default() -> Self {
        Self {
            var_smoothing: 1e-9,
            class_weights: [1.0; 2],
        }
    }
}

impl NaiveBayesSpec {
    /// Says whether it can be fitted.
    ///
    /// # Errors
    /// What is wrong with its settings.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        check_range(
            "the smoothing of variances",
            self.var_smoothing,
            1e-12..=1.0,
            "between 1e-12 and 1",
        )?;
        check_weights(self.class_weights)
    }
}
