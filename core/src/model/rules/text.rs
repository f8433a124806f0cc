//! Rules as text.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::rule::{Comparison, RuleSpec};
use crate::model::RuleError;
use crate::numbers::read_number;

/// Points of a rule at most, either way.
const MOST_POINTS: f64 = 1e6;

/// Rules that are typed: one a line, or several with semicolons between them.
///
/// ```text
/// income < 20000: 15
/// employment = self-employed >= 1: 5; age >= 60: -10
/// ```
///
/// A name may hold spaces, signs and colons: the last colon comes before the points, the last sign before the value.
/// Only a semicolon and a line's end can't stand in it. `==` is read as `=`. Numbers have a decimal point and no
/// separators.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rules(pub Vec<RuleSpec>);

impl Rules {
    /// Reads rules.
    ///
    /// # Errors
    /// [`RuleError`]: what is wrong with the first rule that can't be read.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let lines = text.split(['\n', ';']).map(str::trim);
        let lines = lines.filter(|line| !line.is_empty()).enumerate();
        let rules: Vec<_> = lines
            .map(|(place, line)| rule(place + 1, line))
            .collect::<Result<_, _>>()?;
        if rules.is_empty() {
            return Err(RuleError::NoRule);
        }
        Ok(Self(rules))
    }
}

/// One rule a line.
impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|rule| writeln!(f, "{rule}"))
    }
}

/// Reads the rule of a number.
fn rule(rule: usize, line: &str) -> Result<RuleSpec, RuleError> {
    let (condition, points) = line.rsplit_once(':').ok_or(RuleError::NoPoints { rule })?;
    let (column, comparison, value) = split(condition).ok_or(RuleError::NoComparison { rule })?;
    if column.is_empty() {
        return Err(RuleError::NoColumn { rule });
    }
    let value = number(rule, value)?;
    let given = number(rule, points)?;
    if given.abs() > MOST_POINTS {
        let text = points.trim().into();
        return Err(RuleError::TooManyPoints { rule, text });
    }
    Ok(RuleSpec {
        column: column.into(),
        comparison,
        value,
        points: given,
    })
}

/// What stands before the last sign of a comparison, the comparison, and what stands behind it.
fn split(condition: &str) -> Option<(&str, Comparison, &str)> {
    let at = condition.rfind(['<', '>', '='])?;
    let (before, behind) = (&condition[..at], &condition[at + 1..]);
    let sign = &condition[at..=at];
    let (before, comparison) = match (before.as_bytes().last(), sign) {
        (Some(b'<'), "=") => (&before[..at - 1], Comparison::AtMost),
        (Some(b'>'), "=") => (&before[..at - 1], Comparison::AtLeast),
        (Some(b'!'), "=") => (&before[..at - 1], Comparison::Unequal),
        (Some(b'='), "=") => (&before[..at - 1], Comparison::Equal),
        (_, "=") => (before, Comparison::Equal),
        (_, "<") => (before, Comparison::Below),
        _ => (before, Comparison::Above),
    };
    Some((before.trim(), comparison, behind))
}

fn number(rule: usize, text: &str) -> Result<f64, RuleError> {
    let text = text.trim();
    let number = read_number(text).filter(|number| number.is_finite());
    number.ok_or_else(|| RuleError::NoNumber {
        rule,
        text: text.into(),
    })
}
