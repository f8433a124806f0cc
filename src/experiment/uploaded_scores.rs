//! Scores of models that were trained elsewhere, as the rows that judge them.

use serde::{Deserialize, Serialize};

use super::warnings::{Counts, warnings};
use super::{CheckedSpec, Input, RowsPerClass, SpecError, packed};
use crate::data::{RawTable, ScoredTable, SplitSpec, train_test_split};
use crate::metrics::{Ranking, RankingError};
use crate::sorting::sort_rows;

/// Uploaded scores, divided into rows to choose a threshold on and rows to report on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UploadedScores {
    /// The file.
    pub input: Input,
    /// Names of the models.
    pub names: Vec<String>,
    /// Rows to choose a threshold on; empty without a validation share.
    pub validation: ScoredRows,
    /// Rows to report on.
    pub test: ScoredRows,
    /// Columns that are no models, a sentence each.
    pub left_out: Vec<String>,
    /// What should be known of these rows, a sentence each: parts of one class.
    pub warnings: Vec<String>,
}

/// Some rows of a file of scores, in its order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScoredRows {
    /// Their numbers in the file, as a spreadsheet counts them.
    #[serde(with = "packed::places")]
    pub rows: Vec<usize>,
    /// Whether they defaulted.
    #[serde(with = "packed::flags")]
    pub labels: Vec<bool>,
    /// `(n_models, n_rows)`.
    #[serde(with = "packed::columns")]
    pub scores: Vec<Vec<f64>>,
    /// Each model's rows by score, or why they can't be ranked.
    #[serde(with = "packed::rankings")]
    pub rankings: Vec<Result<Ranking, RankingError>>,
}

impl CheckedSpec {
    /// Takes labels and scores from a table, and divides the rows: a validation share to choose a
    /// threshold on, all others to report on. The test share of the settings is of no concern, since
    /// nothing is trained.
    ///
    /// # Errors
    ///
    /// [`SpecError::NoFile`] without a table, [`SpecError::Scores`] when it holds no labels and scores,
    /// [`SpecError::Split`] when it can't be divided so.
    pub fn scores(&self, table: Option<&RawTable>) -> Result<UploadedScores, SpecError> {
        let upload = &self.spec().data.scores;
        let Some(table) = table else {
            return Err(SpecError::NoFile(upload.file_name.clone()));
        };
        let scored = table.scores(&upload.choice)?;
        let (validation, test) = divided(&scored.labels, &self.spec().split)?;
        let [validation, test] = [validation, test].map(|part| ScoredRows::of(&scored, &part));
        let counts = Counts {
            train: RowsPerClass::default(),
            validation: validation.count(),
            test: test.count(),
        };
        Ok(UploadedScores {
            input: upload.input(),
            warnings: warnings(&counts, self.spec()),
            validation,
            test,
            left_out: scored.left_out.iter().map(ToString::to_string).collect(),
            names: scored.names,
        })
    }
}

impl ScoredRows {
    fn of(table: &ScoredTable, rows: &[usize]) -> Self {
        let column = |scores: &Vec<f64>| rows.iter().map(|&row| scores[row]).collect();
        let labels: Vec<_> = rows.iter().map(|&row| table.labels[row]).collect();
        let scores: Vec<Vec<f64>> = table.scores.iter().map(column).collect();
        let ranking = |scores: &Vec<f64>| Ranking::new(scores, &labels);
        Self {
            rankings: scores.iter().map(ranking).collect(),
            labels,
            scores,
            rows: rows
                .iter()
                .filter_map(|&row| table.row_numbers.number(row))
                .collect(),
        }
    }

    /// How many rows of each class there are.
    #[must_use]
    pub fn count(&self) -> RowsPerClass {
        RowsPerClass::of(&self.labels)
    }
}

/// Rows to choose on and rows to report on, each in the order of the file.
fn divided(labels: &[bool], spec: &SplitSpec) -> Result<(Vec<usize>, Vec<usize>), SpecError> {
    if spec.validation_share == 0.0 {
        return Ok((Vec::new(), (0..labels.len()).collect()));
    }
    let spec = SplitSpec {
        test_share: 1.0 - spec.validation_share,
        validation_share: 0.0,
        ..spec.clone()
    };
    let mut split = train_test_split(labels, &spec)?;
    sort_rows(&mut split.train);
    sort_rows(&mut split.test);
    Ok((split.train, split.test))
}
