//! What is wrong with rules.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why rules can't be read, or not applied to a file's columns. Rules are counted from 1, empty lines left out.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum RuleError {
    /// The text holds none.
    #[error("there is no rule; write one a line, as in income < 20000: 15")]
    NoRule,
    /// No colon.
    #[error(
        "rule {rule} gives no points; end it with a colon and points, as in income < 20000: 15"
    )]
    NoPoints {
        /// Which rule.
        rule: usize,
    },
    /// No sign of a comparison.
    #[error(
        "rule {rule} compares nothing; write <, <=, >, >=, = or != between column and value, \
         as in income < 20000: 15"
    )]
    NoComparison {
        /// Which rule.
        rule: usize,
    },
    /// Nothing before the sign.
    #[error("rule {rule} names no column; begin it with a column's name, as in income < 20000: 15")]
    NoColumn {
        /// Which rule.
        rule: usize,
    },
    /// Value or points are no finite number.
    #[error("rule {rule} has “{text}” where a number has to stand; write it as in 20000 or -0.5")]
    NoNumber {
        /// Which rule.
        rule: usize,
        /// What stands there.
        text: String,
    },
    /// Points beyond all measure.
    #[error("rule {rule} gives “{text}” points; give from -1000000 to 1000000")]
    TooManyPoints {
        /// Which rule.
        rule: usize,
        /// What stands there.
        text: String,
    },
    /// The file has no such column.
    #[error("rule {rule} asks for “{name}”, and no column is called so; the nearest: {nearest}")]
    UnknownColumn {
        /// Which rule.
        rule: usize,
        /// The column as typed.
        name: String,
        /// The columns with the nearest names, three at most, the nearest first.
        nearest: String,
    },
}
