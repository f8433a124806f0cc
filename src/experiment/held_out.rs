//! Rows that judge a network. They are real by type: nothing here accepts a training set.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::packed;
use super::scaled_rows::scaled_rows;
use crate::data::{Dataset, Scaler, Split, sha256};
use crate::metrics::Ranking;
use crate::model::loss::{mean_cross_entropy, probability};
use crate::model::{Says, Watched};

/// Scaled validation and test rows of one arm, validation first, and their labels.
///
/// It can be made from a [`Dataset`] alone, so a synthetic row can't be among them:
///
/// ```compile_fail,E0308
/// # use imbalance_lab::balance::TrainingSet;
/// # use imbalance_lab::data::{Split, Scaler};
/// # use imbalance_lab::experiment::HeldOut;
/// fn leak(rows: &TrainingSet, split: &Split, scaler: &Scaler) -> HeldOut {
///     HeldOut::new(rows, split, scaler)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct HeldOut {
    features: Array2<f32>,
    validation: Vec<bool>,
    test: Vec<bool>,
}

/// What a model says of the held-out rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// What each score is.
    pub says: Says,
    /// One score a validation row.
    #[serde(with = "packed::singles")]
    pub validation: Vec<f32>,
    /// One score a test row.
    #[serde(with = "packed::singles")]
    pub test: Vec<f32>,
}

impl Scores {
    /// The validation rows as they are ranked: log-odds as probabilities in 0..=1, in `f64` so that large ones stay
    /// distinct; anything else as it is.
    #[must_use]
    pub fn of_validation(&self) -> Vec<f64> {
        self.validation
            .iter()
            .map(|&score| self.shown(score))
            .collect()
    }

    /// The test rows, likewise.
    #[must_use]
    pub fn of_test(&self) -> Vec<f64> {
        self.test.iter().map(|&score| self.shown(score)).collect()
    }

    /// The SHA-256 of the test rows' scores, in hexadecimal: each as the 4 bytes of an `f32`, the lowest first. The same
    /// settings give the same in every browser.
    #[must_use]
    pub fn sha256(&self) -> String {
        let bytes: Vec<u8> = self
            .test
            .iter()
            .flat_map(|score| score.to_le_bytes())
            .collect();
        sha256(&bytes)
    }

    /// A score as it is ranked.
    #[must_use]
    pub fn shown(&self, score: f32) -> f64 {
        shown(self.says, score)
    }
}

/// A score as it is ranked: log-odds as the probability that they are.
#[must_use]
pub fn shown(says: Says, score: f32) -> f64 {
    match says {
        Says::LogOdds => probability(score),
        Says::Probability | Says::Margin => f64::from(score),
    }
}

/// As scikit-learn's `log_loss`, a probability of 0 or 1 counts as one that is this far from it.
const NEAREST: f64 = f64::EPSILON;

/// Mean binary cross-entropy; `None` without rows, and of margins, which are no probabilities.
pub(super) fn loss(says: Says, scores: &[f32], labels: &[bool]) -> Option<f64> {
    match says {
        Says::LogOdds => mean_cross_entropy(scores, labels),
        Says::Probability => {
            let of_row = |(&share, &label): (&f32, &bool)| {
                let share = f64::from(share).clamp(NEAREST, 1.0 - NEAREST);
                -libm::log(if label { share } else { 1.0 - share })
            };
            let losses = scores.iter().zip(labels).map(of_row);
            (!labels.is_empty()).then(|| losses.sum::<f64>() / labels.len() as f64)
        }
        Says::Margin => None,
    }
}

impl HeldOut {
    /// The validation and test rows of `rows`, scaled with a scaler that was fitted elsewhere.
    #[must_use]
    pub fn new(rows: &Dataset, split: &Split, scaler: &Scaler) -> Self {
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

    /// Parts the scores of all rows, in their order, into those of validation and of test rows.
    #[must_use]
    pub fn scores(&self, mut scores: Vec<f32>, says: Says) -> Scores {
        let test = scores.split_off(self.validation.len().min(scores.len()));
        Scores {
            says,
            validation: scores,
            test,
        }
    }

    /// What the validation rows alone say of a model, to which it may listen while it is fitted. The area
    /// under the ROC curve only where it `needs_auc`.
    #[must_use]
    pub fn watched(&self, scores: &Scores, needs_auc: bool) -> Watched {
        let ranking = || Ranking::new(&scores.of_validation(), &self.validation).ok();
        let ranking = needs_auc.then(ranking).flatten();
        Watched {
            loss: loss(scores.says, &scores.validation, &self.validation),
            auc: ranking.map(|ranking| ranking.roc_auc()),
        }
    }

    /// Mean binary cross-entropy over the rows that may be looked at while fitting: the validation
    /// rows, or the test rows where there are no others. `None` without any rows, and where scores are no probabilities.
    #[must_use]
    pub fn loss(&self, scores: &Scores) -> Option<f64> {
        loss(scores.says, &scores.validation, &self.validation)
            .or_else(|| loss(scores.says, &scores.test, &self.test))
    }
}
