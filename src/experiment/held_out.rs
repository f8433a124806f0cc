//! Rows that judge a network. They are real by type: nothing here accepts a training set.

use ndarray::{Array2, ArrayView2, Axis, concatenate};
use serde::{Deserialize, Serialize};

use super::packed;
use crate::data::{Dataset, StandardScaler};
use crate::model::loss::{mean_cross_entropy, probability};

/// Scaled validation and test rows of one arm, validation first, and their labels.
///
/// It can be made from a [`Dataset`] alone, so a synthetic row can't be among them:
///
/// ```compile_fail
/// # use imbalance_lab::{balance::TrainingSet, data::StandardScaler, experiment::HeldOut};
/// fn leak(rows: &TrainingSet, scaler: &StandardScaler) -> HeldOut {
///     HeldOut::new(rows, rows, scaler)
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
    /// Scales the rows of both parts with a scaler that was fitted elsewhere.
    #[must_use]
    pub fn new(validation: &Dataset, test: &Dataset, scaler: &StandardScaler) -> Self {
        let scaled = |rows: &Dataset| single_precision(&scaler.transform(rows.features()).view());
        let (first, second) = (scaled(validation), scaled(test));
        // Both parts are rows of one data set, so their widths agree.
        let features = concatenate(Axis(0), &[first.view(), second.view()]).unwrap_or(second);
        Self {
            features,
            validation: validation.labels().to_vec(),
            test: test.labels().to_vec(),
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

/// Features as the network takes them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "scaled features need no more than f32"
)]
pub(super) fn single_precision(features: &ArrayView2<'_, f64>) -> Array2<f32> {
    features.mapv(|value| value as f32)
}
