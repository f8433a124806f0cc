//! Why scores can't be read as probabilities.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why scores can't be read so.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum ScaleError {
    /// It is fitted on rows that aren't there.
    #[error("it is fitted on validation rows, and there are none: set a validation share")]
    NoValidationRows,
    /// The rows that it is fitted on are all of one class.
    #[error(
        "the validation rows hold no {}: raise the validation share, stratify the split, or choose \
         another seed",
        if *class { "good customer" } else { "default" }
    )]
    OneClass {
        /// The class that all of them are of; `true` is default.
        class: bool,
    },
    /// Nobody knows what the model was trained on, or no rates undo it.
    #[error(
        "it needs the default rates of the training rows before and after resampling, which \
         uploaded scores don't tell, and which a focal loss doesn't follow"
    )]
    UnknownRates,
    /// A rate isn't between 0 and 1.
    #[error("the default rate {rate} isn't between 0 and 1")]
    Rate {
        /// As given.
        rate: f64,
    },
    /// A score is no probability.
    #[error(
        "the score {score} lies outside 0 to 1, so it is no probability that could be corrected"
    )]
    NotAProbability {
        /// The first such score, from the highest on.
        score: f64,
    },
    /// The scores separate the classes, or are all the same.
    #[error(
        "no logistic curve fits the validation rows best: their scores separate the classes, or are \
         all the same"
    )]
    NoCurve,
    /// A higher score would mean a lower risk.
    #[error(
        "the curve through the validation rows falls (slope {slope}): a higher score doesn't mean a \
         higher risk there"
    )]
    Falling {
        /// The slope that was fitted.
        slope: String,
    },
}
