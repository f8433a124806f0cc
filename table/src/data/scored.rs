//! Scores of models that were trained elsewhere.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::labelled::{labels, reason};
use super::same_value::is_same_value;
use super::score_choice::sounds_like_score;
use super::{
    Column, ColumnKind, ColumnLeftOut, LabelChoice, LeftOutReason, MAX_SCORE_COLUMNS, RawTable,
    RowNumbers, ScoreError,
};

/// A column of scores.
struct Model<'a> {
    column: &'a Column,
    is_turned: bool,
}

/// Labels and the scores of one or several models, row by row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoredTable {
    /// The rows as a spreadsheet counts them.
    pub row_numbers: RowNumbers,
    /// Names of the models: those of their columns, with "(turned)" behind those that are turned.
    pub names: Vec<String>,
    /// Whether each row defaulted, `(n_rows,)`.
    pub labels: Vec<bool>,
    /// Finite scores, a higher one for a higher risk: `(n_models, n_rows)`.
    pub scores: Vec<Vec<f64>>,
    /// Columns that hold no scores, and why.
    pub left_out: Vec<ColumnLeftOut>,
}

impl RawTable {
    /// The labels, and every numeric column but those left out as the scores of a model; the scores
    /// of a turned column have their sign changed.
    ///
    /// Columns of text are left out too. Only where all but a few cells are numbers, and the name is
    /// not that of an identifier, a text is a fault.
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
        let (models, left_out) = self.models(label, choice)?;
        match models.len() {
            0 => return Err(self.no_scores(label)),
            1..=MAX_SCORE_COLUMNS => {}
            n_columns => return Err(ScoreError::TooManyColumns { n_columns }),
        }
        let scores = models.iter().map(|model| self.complete(model));
        Ok(ScoredTable {
            row_numbers: self.row_numbers().clone(),
            labels,
            scores: scores.collect::<Result<_, _>>()?,
            names: models.iter().map(Model::name).collect(),
            left_out,
        })
    }

    /// The columns that hold scores, and the others but the label.
    fn models(
        &self,
        label: &Column,
        choice: &LabelChoice,
    ) -> Result<(Vec<Model<'_>>, Vec<ColumnLeftOut>), ScoreError> {
        let by_hand = self.by_hand(choice)?;
        let guessed = self.guessed_out(label.name());
        let left_out_for = |name: &str| {
            let reason = || guessed.get(name).cloned().unwrap_or(LeftOutReason::ByHand);
            by_hand.contains(name).then(reason)
        };
        let turned: HashSet<_> = choice.turned.iter().map(String::as_str).collect();
        let (mut models, mut left_out) = (Vec::new(), Vec::new());
        let others = self.columns().iter();
        for column in others.filter(|column| column.name() != label.name()) {
            let name = column.name();
            match reason(column, &left_out_for) {
                None => models.push(Model {
                    column,
                    is_turned: turned.contains(name),
                }),
                Some(LeftOutReason::TextAmongNumbers { row, cell })
                    if sounds_like_score(name) && column.is_nearly_numbers() =>
                {
                    let column = name.to_owned();
                    return Err(ScoreError::NotFinite { row, column, cell });
                }
                Some(reason) => left_out.push(ColumnLeftOut {
                    name: name.to_owned(),
                    reason,
                }),
            }
        }
        Ok((models, left_out))
    }

    /// Labels of exactly two values, none missing.
    fn two_labels(&self, label: &Column, choice: &LabelChoice) -> Result<Vec<bool>, ScoreError> {
        let found = labels(label, choice)?;
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
        let cell = |row| label.cell(row).unwrap_or_default().into_owned();
        let of_first = cell(first);
        match others
            .find(|&row| !label.is_same(row, first) && !is_same_value(&cell(row), &of_first))
        {
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

    /// The scores of a column that misses none.
    fn complete(&self, model: &Model<'_>) -> Result<Vec<f64>, ScoreError> {
        let values = model.column.numbers().unwrap_or_default();
        if let Some(place) = values.iter().position(|value| value.is_nan()) {
            return Err(ScoreError::NoScore {
                row: self.row_number(place),
                column: model.column.name().to_owned(),
            });
        }
        // Nothing is subtracted from 0 rather than negated, so that 0 stays without a sign.
        let turn = |value: &f64| if model.is_turned { 0.0 - value } else { *value };
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

impl Model<'_> {
    fn name(&self) -> String {
        let turned = if self.is_turned { " (turned)" } else { "" };
        format!("{}{turned}", self.column.name())
    }
}
