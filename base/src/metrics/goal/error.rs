//! Why no threshold does what is asked.

use serde::{Deserialize, Serialize};
use thiserror::Error;

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
        /// Where: read back, it makes the same decisions.
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
    /// What is to be maximised doesn't depend on the threshold, or is better when lower.
    #[error(
        "a threshold can't be chosen for the highest {metric}: choose a metric of the decisions of \
         which more is better"
    )]
    NoGoal {
        /// What was to be maximised.
        metric: String,
    },
    /// A limit or number is none.
    #[error("{value} is no threshold and no limit; write a number of 0 or more")]
    NotANumber {
        /// As given.
        value: String,
    },
}
