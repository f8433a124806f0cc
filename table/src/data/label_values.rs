//! Which values of a label column are one, and what each means.

use super::LabelChoice;
use super::csv::number_from;

/// Whether two values of a label are one: texts but for case and spaces around them, numbers as numbers.
pub(super) fn is_same_value(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    let are_one_number = || number_from(a).is_some_and(|a| number_from(b) == Some(a));
    a.eq_ignore_ascii_case(b) || are_one_number()
}

/// What a value of the label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A default.
    Default,
    /// A good customer.
    Good,
    /// Neither: its rows aren't used.
    Neither,
}

impl LabelChoice {
    /// What a value of the label column means.
    pub(super) fn meaning(&self, value: &str) -> Meaning {
        let is_in = |values: &[String]| values.iter().any(|of| is_same_value(of, value));
        if is_same_value(&self.default_value, value) || is_in(&self.also_default) {
            Meaning::Default
        } else if is_in(&self.without) {
            Meaning::Neither
        } else {
            Meaning::Good
        }
    }
}
