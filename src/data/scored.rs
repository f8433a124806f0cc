//! Scores of models that were trained elsewhere.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::labelled::{labels, reason};
use super::score_choice::sounds_like_score;
use super::{
    Column, ColumnKind, ColumnLeftOut, LabelChoice, LeftOutReason, MAX_SCORE_COLUMNS, RowNumbers,
    ScoreError, Table,
};

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

/// What a model is called whose column may be turned.
fn called(name: &str, is_turned: bool) -> String {
    if is_turned {
        format!("{name} (turned)")
    } else {
        name.to_owned()
    }
}
