//! Which column of a table is the label.

use serde::{Deserialize, Serialize};

use super::same_value::is_same_value;
use super::{ColumnSummary, ValueCount};
use crate::words::is_word;

/// Which column of a table is the label, what in it means default, and what is not to be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabelChoice {
    /// Name of the column that says whether an applicant defaulted.
    pub label_column: String,
    /// The value that means default; others mean good. Numbers are compared as numbers, so `1` is `1.0`; of texts neither
    /// case nor spaces around them count.
    pub default_value: String,
    /// Other values that mean default, where there are more than two.
    pub also_default: Vec<String>,
    /// Values whose rows are left out.
    pub without: Vec<String>,
    /// Names of columns to leave out by hand, such as an identifier. The label column is no
    /// feature anyway.
    pub left_out: Vec<String>,
    /// Names of columns of scores in which a higher one means a lower risk: they are negated.
    pub turned: Vec<String>,
}

/// Words that name labels in data on credit and elsewhere.
const LABEL_WORDS: [&str; 15] = [
    "status",
    "default",
    "defaulted",
    "target",
    "class",
    "label",
    "y",
    "bad",
    "outcome",
    "churn",
    "fraud",
    "delinquent",
    "paid",
    "repaid",
    "good",
];

/// Words in the names of columns that come from a model, or tell of what was before.
const NO_LABEL_WORDS: [&str; 18] = [
    "score",
    "scores",
    "pred",
    "prediction",
    "predicted",
    "predictions",
    "prob",
    "proba",
    "probability",
    "pd",
    "yhat",
    "file",
    "history",
    "prior",
    "previous",
    "past",
    "has",
    "marital",
];

/// Words in the names of columns that say who was a good customer, unless one of [`NOT`] stands before them.
const GOOD_WORDS: [&str; 7] = [
    "paid",
    "repaid",
    "good",
    "approved",
    "performing",
    "solvent",
    "survived",
];
const NOT: [&str; 5] = ["not", "no", "non", "never", "un"];

/// Values that mean a good customer, where there is another one.
const GOOD_VALUES: [&str; 8] = [
    "good",
    "paid",
    "fully paid",
    "repaid",
    "current",
    "performing",
    "no default",
    "approved",
];

/// Values that mean default, the first that occurs is taken.
const DEFAULT_VALUES: [&str; 7] = [
    "1",
    "yes",
    "bad",
    "true",
    "default",
    "defaulted",
    "charged off",
];

impl LabelChoice {
    /// A first choice, to be looked at: a column with few values whose name holds a word such as
    /// `default` or `target`, that has two values, or that is the last; a name weighs more than two
    /// values, these more than the place. The default value is a word that says so, or the other one
    /// than a word for good customers, or else the rarer one; in a column that is called like these,
    /// as `fully_paid`, 0 or no.
    pub fn guess(columns: &[ColumnSummary]) -> Self {
        let last = columns.len().saturating_sub(1);
        let score = |&(index, column): &(usize, &ColumnSummary)| score(column, index == last);
        let Some((_, column)) = columns.iter().enumerate().max_by_key(score) else {
            return Self::default();
        };
        Self::of(column)
    }

    /// The choice of a column as the label, with the value that seems to mean default.
    pub fn of(column: &ColumnSummary) -> Self {
        Self {
            label_column: column.name.clone(),
            default_value: default_value(column),
            ..Self::default()
        }
    }

    /// What is to be asked back of two values of a column whose name speaks of good customers: the value
    /// that might mean default as well. `None` where nothing is in doubt.
    #[must_use]
    pub fn asked_back<'a>(&self, column: &'a ColumnSummary) -> Option<&'a str> {
        let [a, b] = column.values.as_deref()? else {
            return None;
        };
        let other = if is_same_value(&a.value, &self.default_value) {
            b
        } else {
            a
        };
        is_named_for_the_good(column).then_some(other.value.as_str())
    }

    /// Why a column is taken for the label, in a sentence.
    pub fn reason(column: &ColumnSummary, is_last: bool) -> String {
        let n_values = column.values.as_ref().map_or(0, Vec::len);
        let reasons = [
            (is_named_like_label(column), "its name"),
            (n_values == 2, "its two values"),
            (is_last, "its place, the last"),
        ];
        let given: Vec<_> = reasons
            .iter()
            .filter(|(is_so, _)| *is_so)
            .map(|(_, why)| *why)
            .collect();
        let why = if given.is_empty() {
            "for want of a better one".to_owned()
        } else {
            format!("by {}", given.join(" and "))
        };
        format!("{} is taken for the label {why}.", column.name)
    }
}

/// Whether a column is called like a label.
pub(super) fn is_named_like_label(column: &ColumnSummary) -> bool {
    let name = column.name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !is_word(c));
    words.any(|word| LABEL_WORDS.contains(&word))
}

/// Whether a column is called like what a model says, or like something that was before.
pub(super) fn is_named_otherwise(column: &ColumnSummary) -> bool {
    let name = column.name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !is_word(c));
    words.any(|word| NO_LABEL_WORDS.contains(&word))
}

/// In a data set on bank marketing, `default` is a feature of two values and `y`, the last, the
/// label: name, values and place have to count together.
fn score(column: &ColumnSummary, is_last: bool) -> u32 {
    let n_values = column.values.as_ref().map_or(0, Vec::len);
    if n_values < 2 {
        return u32::from(is_last);
    }
    if is_named_otherwise(column) {
        return 1;
    }
    4 * u32::from(is_named_like_label(column))
        + 3 * u32::from(n_values == 2)
        + 2 * u32::from(is_last)
}

/// Whether a column is called like what good customers do, as `fully_paid`, but not `not.fully.paid`.
fn is_named_for_the_good(column: &ColumnSummary) -> bool {
    let name = column.name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !is_word(c));
    let is_denied = words.clone().any(|word| NOT.contains(&word));
    !is_denied && words.any(|word| GOOD_WORDS.contains(&word))
}

fn default_value(column: &ColumnSummary) -> String {
    let values = column.values.as_deref().unwrap_or_default();
    let is_any = |value: &ValueCount, words: &[&str]| {
        words.iter().any(|word| is_same_value(&value.value, word))
    };
    if let [a, b] = values {
        let mut pairs = [(a, b), (b, a)].into_iter();
        let (yes, no) = (["1", "yes", "true"], ["0", "no", "false"]);
        let is_of_good = is_named_for_the_good(column);
        let says_so = |(good, bad): &(&ValueCount, &ValueCount)| {
            is_any(good, &GOOD_VALUES) && !is_any(bad, &GOOD_VALUES)
                || is_of_good && is_any(good, &yes) && is_any(bad, &no)
        };
        if let Some((_, bad)) = pairs.find(says_so) {
            return bad.value.clone();
        }
    }
    let is = |value: &ValueCount, text: &str| value.value.eq_ignore_ascii_case(text);
    // Of 1 and 2, as in the German credit data, neither says what it means.
    let says_nothing = |text: &str| text == "1" && values.iter().any(|value| is(value, "2"));
    let known = DEFAULT_VALUES
        .iter()
        .filter(|text| !says_nothing(text))
        .find_map(|text| values.iter().find(|value| is(value, text)));
    known
        .or(values.last())
        .map(|value| value.value.clone())
        .unwrap_or_default()
}
