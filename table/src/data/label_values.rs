//! What each value of a label column means.

use super::LabelChoice;
use super::same_value::is_same_value;

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
