//! Scores of models that were trained elsewhere.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::label_choice::is_named_like_label;
use super::labelled::{labels, reason};
use super::left_out::thousands;
use super::{
    Column, ColumnKind, ColumnLeftOut, ColumnSummary, LabelChoice, LeftOutReason, Table, TableError,
};

/// How many columns of scores are looked at together: one for each colour of the figures.
pub const MAX_SCORE_COLUMNS: usize = 6;

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
    /// Names of the models: those of their columns.
    pub names: Vec<String>,
    /// Whether each row defaulted, `(n_rows,)`.
    pub labels: Vec<bool>,
    /// Finite scores, a higher one for a higher risk: `(n_models, n_rows)`.
    pub scores: Vec<Vec<f64>>,
    /// Columns that hold no scores, and why.
    pub left_out: Vec<ColumnLeftOut>,
}

impl ScoredTable {
    /// Negates the scores of the model in this place, for scores of which a higher one means a lower
    /// risk, such as points of a scorecard. A place without a model is left alone.
    pub fn turn(&mut self, model: usize) {
        for score in self.scores.get_mut(model).into_iter().flatten() {
            // Taken from zero, since the negative of 0 would be −0.
            *score = 0.0 - *score;
        }
    }
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
        let (mut names, mut scores, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        for column in self.columns() {
            if column.name() == label.name() {
                continue;
            }
            match reason(column, &by_hand) {
                None => {
                    names.push(column.name().to_owned());
                    scores.push(complete(column)?);
                }
                Some(LeftOutReason::TextAmongNumbers { row, cell }) => {
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
                row: place + 2,
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
                    row: row + 2,
                    column: column(),
                    value: text(row),
                    default: choice.default_value.clone(),
                    good: text(first),
                })
            }
        }
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
        let numbers = || columns.iter().filter(is_number).map(|column| &column.name);
        let (mut scores, mut others): (Vec<_>, Vec<_>) =
            numbers().partition(|name| sounds_like_score(name));
        if scores.is_empty() {
            scores = numbers().collect();
            others.clear();
        }
        let surplus = scores.into_iter().skip(MAX_SCORE_COLUMNS);
        choice.left_out = others.into_iter().chain(surplus).cloned().collect();
        choice
    }
}

fn sounds_like_score(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphabetic());
    !words.any(|word| NO_SCORE_WORDS.contains(&word))
}

/// The numbers of a column that misses none.
fn complete(column: &Column) -> Result<Vec<f64>, ScoreError> {
    let values = column.numbers().unwrap_or_default();
    match values.iter().position(|value| value.is_nan()) {
        None => Ok(values.to_vec()),
        Some(place) => Err(ScoreError::NoScore {
            row: place + 2,
            column: column.name().to_owned(),
        }),
    }
}
