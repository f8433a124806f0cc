//! Scores of models that were trained elsewhere.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::label_choice::is_named_like_label;
use super::labelled::{labels, reason};
use super::left_out::{MAX_SCORE_COLUMNS, thousands};
use super::row_numbers::number_rows;
use super::{
    Column, ColumnKind, ColumnLeftOut, ColumnSummary, LabelChoice, LeftOutReason, RowNumbers,
    Table, TableError,
};

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

/// Labels and the scores of one or several models, row by row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoredTable {
    /// The rows as a spreadsheet counts them.
    pub row_numbers: RowNumbers,
    /// Names of the models: those of their columns.
    pub names: Vec<String>,
    /// Whether each row defaulted, `(n_rows,)`.
    pub labels: Vec<bool>,
    /// Finite scores, a higher one for a higher risk: `(n_models, n_rows)`.
    pub scores: Vec<Vec<f64>>,
    /// Columns that hold no scores, and why.
    pub left_out: Vec<ColumnLeftOut>,
}

/// Why a table gives no scores to judge. Rows are counted as a spreadsheet does: the header is row 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum ScoreError {
    /// The label column can't be used.
    #[error(transparent)]
    Label(#[from] TableError),
    /// One row can't hold both classes.
    #[error("the file has {n_rows} row of scores; at least 2 are needed, one of each class")]
    TooFewRows {
        /// Rows below the header.
        n_rows: usize,
    },
    /// A row says nothing about its outcome.
    #[error(
        "row {row}, column {column} is empty; every row needs a label: fill it in or delete the row"
    )]
    NoLabel {
        /// The first such row.
        row: usize,
        /// The label column.
        column: String,
    },
    /// The label has more than two values.
    #[error(
        "row {row}, column {column} is \"{value}\", a third value beside \"{default}\" and \"{good}\"; \
         a label has two values: choose another label column, or mend the file"
    )]
    ThirdLabel {
        /// The first row with a third value.
        row: usize,
        /// The label column.
        column: String,
        /// The third value.
        value: String,
        /// The value that means default.
        default: String,
        /// The other value that came first.
        good: String,
    },
    /// Every row has the same label.
    #[error(
        "each of the {} rows has \"{value}\" in column {column}; both classes are needed, so \
         choose another label column",
        thousands(*n_rows)
    )]
    OneClass {
        /// The label column.
        column: String,
        /// The one value.
        value: String,
        /// Rows below the header.
        n_rows: usize,
    },
    /// A cell of a column of scores is empty or NaN.
    #[error(
        "row {row}, column {column} is empty or NaN; every row needs a score: fill it in, or leave \
         the column out"
    )]
    NoScore {
        /// The first such row.
        row: usize,
        /// The column of scores.
        column: String,
    },
    /// A cell among scores is text or infinite.
    #[error(
        "row {row}, column {column} is \"{cell}\", which is no finite number; write a number there, \
         or leave the column out"
    )]
    NotFinite {
        /// The first such row.
        row: usize,
        /// The column of scores.
        column: String,
        /// What stands there.
        cell: String,
    },
    /// No column is left that could hold scores.
    #[error(
        "no column of scores is left besides the label {label}{}; a column of numbers is needed",
        .text.as_ref().map_or_else(String::new, |(column, row, cell)| {
            format!(" (row {row}, column {column} is \"{cell}\")")
        })
    )]
    NoScores {
        /// The label column.
        label: String,
        /// A column of text, with its first row that is no number.
        text: Option<(String, usize, String)>,
    },
    /// More columns are chosen than can be told apart.
    #[error("{n_columns} columns of scores are chosen; leave out all but {MAX_SCORE_COLUMNS}")]
    TooManyColumns {
        /// Columns chosen.
        n_columns: usize,
    },
}

impl Table {
    /// The labels, and every numeric column but those left out by hand as the scores of a model.
    ///
    /// # Errors
    /// See [`ScoreError`]: the first thing that is wrong, with its row and column.
    pub fn scores(&self, choice: &LabelChoice) -> Result<ScoredTable, ScoreError> {
        let label = self.label(choice)?;
        if self.n_rows() < 2 {
            return Err(ScoreError::TooFewRows {
                n_rows: self.n_rows(),
            });
        }
        let labels = self.two_labels(label, choice)?;
        let by_hand = self.by_hand(choice)?;
        let guessed = self.guessed_out(&choice.label_column);
        let left_out_for = |name: &str| {
            let reason = || guessed.get(name).cloned().unwrap_or(LeftOutReason::ByHand);
            by_hand.contains(name).then(reason)
        };
        let turned: HashSet<_> = choice.turned.iter().map(String::as_str).collect();
        let (mut names, mut scores, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        for column in self.columns() {
            if column.name() == label.name() {
                continue;
            }
            match reason(column, &left_out_for) {
                None => {
                    names.push(called(column.name(), turned.contains(column.name())));
                    scores.push(self.complete(column, turned.contains(column.name()))?);
                }
                Some(LeftOutReason::TextAmongNumbers { row, cell })
                    if sounds_like_score(column.name()) =>
                {
                    let column = column.name().to_owned();
                    return Err(ScoreError::NotFinite { row, column, cell });
                }
                Some(reason) => left_out.push(ColumnLeftOut {
                    name: column.name().to_owned(),
                    reason,
                }),
            }
        }
        match names.len() {
            0 => Err(self.no_scores(label)),
            1..=MAX_SCORE_COLUMNS => Ok(ScoredTable {
                row_numbers: self.row_numbers().clone(),
                names,
                labels,
                scores,
                left_out,
            }),
            n_columns => Err(ScoreError::TooManyColumns { n_columns }),
        }
    }

    /// Labels of exactly two values, none missing.
    fn two_labels(&self, label: &Column, choice: &LabelChoice) -> Result<Vec<bool>, ScoreError> {
        let found = labels(label, &choice.default_value)?;
        let column = || label.name().to_owned();
        if let Some(place) = found.iter().position(Option::is_none) {
            return Err(ScoreError::NoLabel {
                row: self.row_number(place),
                column: column(),
            });
        }
        let labels: Vec<bool> = found.into_iter().flatten().collect();
        let mut others = (0..labels.len()).filter(|&row| !labels[row]);
        let Some(first) = others.next() else {
            return Err(ScoreError::OneClass {
                column: column(),
                value: choice.default_value.clone(),
                n_rows: labels.len(),
            });
        };
        match others.find(|&row| !label.is_same(row, first)) {
            None => Ok(labels),
            Some(row) => {
                let text = |row| label.cell(row).unwrap_or_default().into_owned();
                Err(ScoreError::ThirdLabel {
                    row: self.row_number(row),
                    column: column(),
                    value: text(row),
                    default: choice.default_value.clone(),
                    good: text(first),
                })
            }
        }
    }

    /// The numbers of a column that misses none, negated where a higher one means a lower risk.
    fn complete(&self, column: &Column, is_turned: bool) -> Result<Vec<f64>, ScoreError> {
        let values = column.numbers().unwrap_or_default();
        if let Some(place) = values.iter().position(|value| value.is_nan()) {
            return Err(ScoreError::NoScore {
                row: self.row_number(place),
                column: column.name().to_owned(),
            });
        }
        // Nothing is subtracted from 0 rather than negated, so that 0 stays without a sign.
        let turn = |value: &f64| if is_turned { 0.0 - value } else { *value };
        Ok(values.iter().map(turn).collect())
    }

    /// The columns that a first look leaves out, and why.
    fn guessed_out(&self, label: &str) -> HashMap<String, LeftOutReason> {
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

    fn no_scores(&self, label: &Column) -> ScoreError {
        let text = self.columns().iter().find_map(|column| {
            let is_text = column.kind() == ColumnKind::Text && column.name() != label.name();
            let (row, cell) = column.first_text().filter(|_| is_text)?;
            Some((column.name().to_owned(), row, cell.to_owned()))
        });
        ScoreError::NoScores {
            label: label.name().to_owned(),
            text,
        }
    }
}

impl LabelChoice {
    /// A first choice for a file of scores, to be looked at: the first column of one or two values that
    /// is called like a label, or else as [`LabelChoice::guess`]; and left out what is named like an identifier or an amount, or comes after
    /// [`MAX_SCORE_COLUMNS`] columns of scores.
    #[must_use]
    pub fn guess_scores(columns: &[ColumnSummary]) -> Self {
        // Of one value it can't be the label, but that is what is to be said of it.
        let is_label = |column: &&ColumnSummary| {
            let n_values = column.values.as_ref().map_or(0, Vec::len);
            is_named_like_label(column) && (1..=2).contains(&n_values)
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

fn sounds_like_score(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphabetic());
    !words.any(|word| NO_SCORE_WORDS.contains(&word))
}

/// What a model is called whose column may be turned.
fn called(name: &str, is_turned: bool) -> String {
    if is_turned {
        format!("{name} (turned)")
    } else {
        name.to_owned()
    }
}
