//! One rule of a card that is typed.

use core::fmt;

use serde::{Deserialize, Serialize};

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// It is smaller.
    Below,
    /// It is smaller, or the same.
    AtMost,
    /// It is larger.
    Above,
    /// It is larger, or the same.
    AtLeast,
    /// It is the same.
    Equal,
    /// It is another.
    Unequal,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Below,
        Self::AtMost,
        Self::Above,
        Self::AtLeast,
        Self::Equal,
        Self::Unequal,
    ];

    /// How it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Equal => "=",
            Self::Unequal => "!=",
        }
    }

    /// Whether a value compares so with a threshold. What is no number is only unequal.
    #[must_use]
    pub fn holds(self, value: f32, threshold: f32) -> bool {
        match self {
            Self::Below => value < threshold,
            Self::AtMost => value <= threshold,
            Self::Above => value > threshold,
            Self::AtLeast => value >= threshold,
            Self::Equal => value == threshold,
            Self::Unequal => value != threshold,
        }
    }
}

/// A rule: a row whose column compares so with the value has the points. Written `income < 20000: 15`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSpec {
    /// The column's name, as in the file.
    pub column: String,
    /// How its value is compared.
    pub comparison: Comparison,
    /// What it is compared with, in the file's unit.
    pub value: f64,
    /// Points for the **risk**: above 0 makes a row riskier, below 0 safer. −1,000,000 to 1,000,000.
    pub points: f64,
}

impl fmt::Display for RuleSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (column, sign) = (&self.column, self.comparison.sign());
        write!(f, "{column} {sign} {}: {}", self.value, self.points)
    }
}
