//! Which column of a table is the label.

use serde::{Deserialize, Serialize};

use super::{ColumnSummary, ValueCount};

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
const LABEL_WORDS: [&str; 12] = [
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
    /// values, these more than the place. The default value is a word that says so, or else the
    /// rarer one.
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
            default_value: default_value(column.values.as_deref().unwrap_or_default()),
            ..Self::default()
        }
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
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| LABEL_WORDS.contains(&word))
}

/// Whether a column is called like what a model says, or like something that was before.
pub(super) fn is_named_otherwise(column: &ColumnSummary) -> bool {
    let name = column.name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
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

fn default_value(values: &[ValueCount]) -> String {
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
