//! Some rows of an experiment to look at before anything is trained.

use std::collections::BTreeMap;

use ndarray::{ArrayView1, Zip};
use serde::{Deserialize, Serialize};

use super::warnings::{Counts, warnings};
use super::{Arm, Order, Rows, RowsPerClass, UploadedScores};
use crate::balance::{Synthetic, TrainingRows, smote_sample};
use crate::data::{Dataset, StandardScaler};

/// Rows of the table of first rows.
const FIRST_ROWS: usize = 100;
/// Rows in the sample, or a few more.
const SAMPLED: usize = 1_200;

/// What the page shows of the rows of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Names of the feature columns.
    pub names: Vec<String>,
    /// The first rows in the order of the source.
    pub first_rows: Vec<FirstRow>,
    /// What should be known before anything is trained, a sentence each.
    pub warnings: Vec<String>,
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

/// A row to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstRow {
    /// Its number in the source.
    pub number: usize,
    /// One value a column.
    pub values: Vec<f64>,
    /// Whether it defaults.
    pub is_default: bool,
}

/// Training rows, of each class and of the synthetic ones the same share, so that they show how many there are of
/// which; besides, the parents of those synthetic ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The rows.
    pub rows: Vec<SampledRow>,
    /// Of how many training rows one is taken, 1 or more; 0 without rows.
    pub one_in: usize,
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
    /// Whether it is there as a parent alone, and not one of those that were evenly taken.
    pub is_extra: bool,
}

impl Rows {
    /// Shows some rows, with some of SMOTE's synthetic ones if the experiment has an arm for them.
    /// Nothing is resampled as a whole: counts follow from the settings, and of the synthetic rows only
    /// those are made that are shown.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let split = self.split();
        let has_smote = self.spec().balance.arms.each().contains(&Arm::Smote);
        let resampled = has_smote.then(|| self.resampled());
        let real = self.real().total();
        let after = match &resampled {
            Some(Ok(after)) => after.total(),
            _ => real,
        };
        let one_in = after.div_ceil(SAMPLED);
        let n_synthetic = after.saturating_sub(real);
        let synthetic = if n_synthetic > 0 {
            self.some_synthetic(n_synthetic.div_ceil(one_in))
        } else {
            Vec::new()
        };
        let [validation, test] = [&split.validation, &split.test].map(|part| self.count(part));
        let counts = Counts {
            train: self.real(),
            validation,
            test,
        };
        Preview {
            names: self.all().names().to_vec(),
            first_rows: self.first_rows(),
            warnings: warnings(&counts, self.spec()),
            all: RowsPerClass::of(self.all().labels()),
            train: counts.train,
            validation,
            test,
            resampled: resampled.map(|counts| counts.map_err(|error| error.to_string())),
            left_out: self.left_out().sentences(),
            sample: Sample::of(self.all(), &split.train, &synthetic, one_in),
        }
    }

    fn first_rows(&self) -> Vec<FirstRow> {
        let all = self.all();
        let rows = 0..all.n_samples().min(FIRST_ROWS);
        rows.map(|row| FirstRow {
            number: all.row_numbers()[row],
            values: all.features().row(row).to_vec(),
            is_default: all.labels()[row],
        })
        .collect()
    }

    /// Some of the synthetic rows that a run would make, evenly taken, by the training rows that they lie
    /// between.
    fn some_synthetic(&self, most: usize) -> Vec<Synthetic> {
        let (features, rows) = (self.all().features(), &self.split().train);
        let is_scaled = self.spec().balance.order == Order::ScaleThenSmote;
        let scaler = is_scaled.then(|| StandardScaler::fit_rows(features, rows));
        let training = TrainingRows {
            features,
            labels: self.all().labels(),
            rows,
            scaler: scaler.as_ref(),
        };
        smote_sample(&training, &self.spec().balance.smote, most).unwrap_or_default()
    }
}

impl UploadedScores {
    /// Shows some rows: their scores, one column a model.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let (validation, test) = (self.validation.count(), self.test.count());
        Preview {
            names: self.names.clone(),
            first_rows: self.first_rows(),
            warnings: self.warnings.clone(),
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

    /// Of both parts, in the order of the file.
    fn first_rows(&self) -> Vec<FirstRow> {
        let parts = [&self.validation, &self.test].into_iter();
        let first = parts.flat_map(|part| {
            let row = |(place, &number): (usize, &usize)| FirstRow {
                number,
                values: part.scores.iter().map(|scores| scores[place]).collect(),
                is_default: part.labels[place],
            };
            part.rows.iter().enumerate().take(FIRST_ROWS).map(row)
        });
        let mut first: Vec<_> = first.collect();
        first.sort_by_key(|row| row.number);
        first.truncate(FIRST_ROWS);
        first
    }
}

impl Sample {
    /// Takes one of so many rows of each class, evenly spread, the synthetic ones, and their parents.
    fn of(all: &Dataset, train: &[usize], synthetic: &[Synthetic], one_in: usize) -> Self {
        let (features, labels) = (all.features(), all.labels());
        let class = |wanted: bool| {
            let rows = (0..train.len()).filter(move |&row| labels[train[row]] == wanted);
            rows.step_by(one_in.max(1)).map(|row| (row, false))
        };
        let parents = synthetic
            .iter()
            .flat_map(|made| [(made.parent, true), (made.neighbor, true)]);
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let mut rows = Vec::new();
        for (row, is_extra) in class(false).chain(class(true)).chain(parents) {
            place.entry(row).or_insert_with(|| {
                let source = train[row];
                let sampled = SampledRow::of(&features.row(source), labels[source], None);
                rows.push(SampledRow {
                    is_extra,
                    ..sampled
                });
                rows.len() - 1
            });
        }
        for made in synthetic {
            let [from, to] = [made.parent, made.neighbor].map(|row| features.row(train[row]));
            let between = Zip::from(from)
                .and(to)
                .map_collect(|from, to| from + made.step * (to - from));
            let parents = [place[&made.parent], place[&made.neighbor]];
            let label = labels[train[made.parent]];
            rows.push(SampledRow::of(&between.view(), label, Some(parents)));
        }
        Self { rows, one_in }
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
            is_extra: false,
        }
    }
}
