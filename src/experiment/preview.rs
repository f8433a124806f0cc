//! Some rows of an experiment to look at before anything is trained.

use std::collections::BTreeMap;

use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::{Arm, Rows, RowsPerClass, UploadedScores};
use crate::balance::{Synthetic, TrainingSet};

/// Rows of the table of first rows.
const FIRST_ROWS: usize = 100;
/// Real rows of each class in the sample, and synthetic rows, at most.
const SAMPLED_OF_EACH: usize = 600;

/// What the page shows of the rows of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Names of the feature columns.
    pub names: Vec<String>,
    /// The first rows in the order of the source, each with its label.
    pub first_rows: Vec<(Vec<f64>, bool)>,
    /// Every row.
    pub all: RowsPerClass,
    /// Training rows.
    pub train: RowsPerClass,
    /// Validation rows.
    pub validation: RowsPerClass,
    /// Test rows.
    pub test: RowsPerClass,
    /// Training rows after SMOTE, or the sentence that says why SMOTE isn't possible on them.
    pub resampled: Option<Result<RowsPerClass, String>>,
    /// What of an upload isn't used, a sentence each.
    pub left_out: Vec<String>,
    /// Training rows for the scatter figure.
    pub sample: Sample,
}

/// Training rows, evenly taken from each class, and synthetic ones with all of their parents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The rows.
    pub rows: Vec<SampledRow>,
}

/// A training row in its columns' own units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampledRow {
    /// One value a feature.
    pub features: Vec<f32>,
    /// Whether it defaults.
    pub label: bool,
    /// For a synthetic row the places of its two parents in the sample.
    pub parents: Option<[usize; 2]>,
}

impl Rows {
    /// Shows some rows, with SMOTE's synthetic ones if the experiment has an arm for them.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let labels = self.all().labels();
        let features = self.all().features();
        let first = features.rows().into_iter().zip(labels).take(FIRST_ROWS);
        let has_smote = self.spec().balance.arms.each().contains(&Arm::Smote);
        let resampled = has_smote.then(|| self.training_set(Arm::Smote));
        let training = match &resampled {
            Some(Ok(training)) => Some(training.clone()),
            _ => self.training_set(Arm::AsIs).ok(),
        };
        Preview {
            names: self.all().names().to_vec(),
            first_rows: first.map(|(row, &label)| (row.to_vec(), label)).collect(),
            all: RowsPerClass::of(labels),
            train: self.real(),
            validation: self.count(&self.split().validation),
            test: self.count(&self.split().test),
            resampled: resampled.map(|result| {
                result
                    .map(|training| RowsPerClass::of(training.labels()))
                    .map_err(|error| error.to_string())
            }),
            left_out: self.left_out().sentences(),
            sample: training.map(|rows| Sample::of(&rows)).unwrap_or_default(),
        }
    }
}

impl UploadedScores {
    /// Shows some rows: their scores, one column a model.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let (validation, test) = (self.validation.count(), self.test.count());
        let row = |row: usize| -> Vec<f64> {
            let scores = self.test.scores.iter();
            scores.map(|scores| scores[row]).collect()
        };
        let first = self.test.labels.iter().enumerate().take(FIRST_ROWS);
        Preview {
            names: self.names.clone(),
            first_rows: first.map(|(place, &label)| (row(place), label)).collect(),
            all: RowsPerClass {
                good: validation.good + test.good,
                default: validation.default + test.default,
            },
            validation,
            test,
            left_out: self.left_out.clone(),
            ..Preview::default()
        }
    }
}

impl Sample {
    /// Takes up to 600 rows of each class and 600 synthetic ones, evenly spread, and the parents of
    /// the latter.
    fn of(training: &TrainingSet) -> Self {
        let labels = training.labels();
        let n_real = training.n_real();
        let class = |wanted: bool| (0..n_real).filter(move |&row| labels[row] == wanted);
        let synthetic: Vec<usize> = evenly((n_real..training.n_samples()).collect());
        let origin = |row: usize| -> &Synthetic { &training.synthetic()[row - n_real] };
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let real = evenly(class(false).collect())
            .into_iter()
            .chain(evenly(class(true).collect()));
        let parents = synthetic
            .iter()
            .flat_map(|&row| [origin(row).parent, origin(row).neighbor]);
        let mut rows = Vec::new();
        for row in real.chain(parents) {
            place.entry(row).or_insert_with(|| {
                rows.push(SampledRow::of(
                    &training.features().row(row),
                    labels[row],
                    None,
                ));
                rows.len() - 1
            });
        }
        for &row in &synthetic {
            let Synthetic {
                parent, neighbor, ..
            } = origin(row);
            let parents = [place[parent], place[neighbor]];
            rows.push(SampledRow::of(
                &training.features().row(row),
                labels[row],
                Some(parents),
            ));
        }
        Self { rows }
    }
}

impl SampledRow {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "pixels need no more than f32"
    )]
    fn of(features: &ArrayView1<'_, f64>, label: bool, parents: Option<[usize; 2]>) -> Self {
        Self {
            features: features.iter().map(|&value| value as f32).collect(),
            label,
            parents,
        }
    }
}

fn evenly(rows: Vec<usize>) -> Vec<usize> {
    let step = rows.len().div_ceil(SAMPLED_OF_EACH).max(1);
    rows.into_iter().step_by(step).collect()
}
