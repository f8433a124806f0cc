//! Which columns of a file of scores are compared at first.

use std::collections::HashMap;

use super::label_choice::{is_named_like_label, is_named_otherwise};
use super::row_numbers::number_rows;
use super::{ColumnKind, ColumnSummary, LabelChoice, LeftOutReason, MAX_SCORE_COLUMNS, RawTable};
use crate::words::is_letter;

/// Words that name numbers which are no scores.
const NO_SCORE_WORDS: [&str; 14] = [
    "id",
    "index",
    "unnamed",
    "row",
    "applicant",
    "customer",
    "number",
    "ead",
    "exposure",
    "amount",
    "balance",
    "limit",
    "weight",
    "date",
];

impl RawTable {
    /// The columns that a first look leaves out, and why.
    pub(super) fn guessed_out(&self, label: &str) -> HashMap<String, LeftOutReason> {
        let numbers: Vec<_> = self
            .columns()
            .iter()
            .filter(|column| column.kind() == ColumnKind::Number && column.name() != label)
            .map(|column| ScoreColumn {
                name: column.name(),
                numbers_rows: column.numbers().is_some_and(number_rows),
            })
            .collect();
        no_scores(&numbers)
            .into_iter()
            .map(|(name, reason)| (name.to_owned(), reason))
            .collect()
    }
}

impl LabelChoice {
    /// A first choice for a file of scores, to be looked at: the first column of one or two values
    /// that is called like a label, or else as [`LabelChoice::guess`]. Left out is what is called like
    /// an identifier or an amount, what numbers the rows, and what comes after [`MAX_SCORE_COLUMNS`]
    /// columns of scores.
    #[must_use]
    pub fn guess_scores(columns: &[ColumnSummary]) -> Self {
        // Of one value it can't be the label, but that is what is to be said of it.
        let is_label = |column: &&ColumnSummary| {
            let n_values = column.values.as_ref().map_or(0, Vec::len);
            is_named_like_label(column)
                && !is_named_otherwise(column)
                && (1..=2).contains(&n_values)
        };
        let label = columns.iter().find(is_label);
        let mut choice = label.map_or_else(|| Self::guess(columns), Self::of);
        let is_number = |column: &&ColumnSummary| {
            column.kind == ColumnKind::Number && column.name != choice.label_column
        };
        let numbers = columns.iter().filter(is_number).map(|column| ScoreColumn {
            name: &column.name,
            numbers_rows: column.numbers_rows,
        });
        let left_out = no_scores(&numbers.collect::<Vec<_>>()).into_iter();
        choice.left_out = left_out.map(|(name, _)| name.to_owned()).collect();
        choice
    }
}

/// A column of numbers that may be scores.
#[derive(Clone, Copy)]
struct ScoreColumn<'a> {
    name: &'a str,
    numbers_rows: bool,
}

/// Which of these columns of numbers are taken for no scores at first, in their order: identifiers,
/// amounts, and what comes after as many as can be compared. Where nothing would be left, all are taken
/// for scores.
fn no_scores<'a>(numbers: &[ScoreColumn<'a>]) -> Vec<(&'a str, LeftOutReason)> {
    let looks_like = |column: &ScoreColumn| {
        if !sounds_like_score(column.name) {
            return Some(LeftOutReason::NoScoreByName);
        }
        column.numbers_rows.then_some(LeftOutReason::NumbersRows)
    };
    let is_any_left = numbers.iter().any(|column| looks_like(column).is_none());
    let mut n_scores = 0;
    let mut reason = |column: &ScoreColumn<'a>| {
        let reason = looks_like(column).filter(|_| is_any_left);
        let reason = reason.or_else(|| {
            n_scores += 1;
            (n_scores > MAX_SCORE_COLUMNS).then_some(LeftOutReason::Surplus)
        });
        reason.map(|reason| (column.name, reason))
    };
    numbers.iter().filter_map(&mut reason).collect()
}

/// Whether no word of a name says that the column holds something else than scores.
pub(super) fn sounds_like_score(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !is_letter(c));
    !words.any(|word| NO_SCORE_WORDS.contains(&word))
}
