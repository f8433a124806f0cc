//! Rows that judge a network. They are real by type: nothing here accepts a training set.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::packed;
use super::scaled_rows::scaled_rows;
use crate::data::{Dataset, Split, StandardScaler};
use crate::model::loss::{mean_cross_entropy, probability};

/// Scaled validation and test rows of one arm, validation first, and their labels.
///
/// It can be made from a [`Dataset`] alone, so a synthetic row can't be among them:
///
/// ```compile_fail,E0308
/// # use imbalance_lab::balance::TrainingSet;
/// # use imbalance_lab::data::{Split, StandardScaler};
/// # use imbalance_lab::experiment::HeldOut;
/// fn leak(rows: &TrainingSet, split: &Split, scaler: &StandardScaler) -> HeldOut {
///     HeldOut::new(rows, split, scaler)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct HeldOut {
    features: Array2<f32>,
    validation: Vec<bool>,
    test: Vec<bool>,
}

/// What a network says of the held-out rows, as logits: the log-odds of default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// One logit a validation row.
    #[serde(with = "packed::singles")]
    pub validation: Vec<f32>,
    /// One logit a test row.
    #[serde(with = "packed::singles")]
    pub test: Vec<f32>,
}

impl Scores {
    /// The logits as probabilities in 0..=1, in `f64` so that large logits stay distinct.
    #[must_use]
    pub fn probabilities(logits: &[f32]) -> Vec<f64> {
        logits.iter().copied().map(probability).collect()
    }
}

impl HeldOut {
    /// The validation and test rows of `rows`, scaled with a scaler that was fitted elsewhere.
    #[must_use]
    pub fn new(rows: &Dataset, split: &Split, scaler: &StandardScaler) -> Self {
        let labels = |part: &[usize]| part.iter().map(|&row| rows.labels()[row]).collect();
        let held_out = [&split.validation[..], &split.test].concat();
        Self {
            features: scaled_rows(&rows.features(), &held_out, scaler),
            validation: labels(&split.validation),
            test: labels(&split.test),
        }
    }

    /// Scaled rows, `(n_validation + n_test, n_features)`.
    #[must_use]
    pub fn features(&self) -> ArrayView2<'_, f32> {
        self.features.view()
    }

    /// Labels of the validation rows; empty when there is no validation part.
    #[must_use]
    pub fn validation(&self) -> &[bool] {
        &self.validation
    }

    /// Labels of the test rows.
    #[must_use]
    pub fn test(&self) -> &[bool] {
        &self.test
    }

    /// Parts the logits of all rows, in their order, into those of validation and of test rows.
    #[must_use]
    pub fn scores(&self, mut logits: Vec<f32>) -> Scores {
        let test = logits.split_off(self.validation.len().min(logits.len()));
        Scores {
            validation: logits,
            test,
        }
    }

    /// Mean binary cross-entropy over the rows that may be looked at while fitting: the validation
    /// rows, or the test rows where there are no others. `None` without any rows.
    #[must_use]
    pub fn loss(&self, scores: &Scores) -> Option<f64> {
        mean_cross_entropy(&scores.validation, &self.validation)
            .or_else(|| mean_cross_entropy(&scores.test, &self.test))
    }
}
