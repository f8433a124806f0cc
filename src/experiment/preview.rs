//! Some rows of an experiment to look at before anything is trained.

use std::collections::BTreeMap;

use ndarray::{ArrayView1, Zip};
use serde::{Deserialize, Serialize};

use super::{Arm, Rows, RowsPerClass, UploadedScores};
use crate::balance::{Synthetic, TrainingRows, smote_sample};
use crate::data::Dataset;

/// Rows of the table of first rows.
const FIRST_ROWS: usize = 100;
/// Real rows of each class in the sample, and synthetic rows, at most.
const SAMPLED_OF_EACH: usize = 600;

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
    /// Shows some rows, with some of SMOTE's synthetic ones if the experiment has an arm for them.
    /// Nothing is resampled as a whole: counts follow from the settings, and of the synthetic rows only
    /// those are made that are shown.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let features = self.all().features();
        let labels = self.all().labels();
        let numbers = self.all().row_numbers();
        let first = features.rows().into_iter().zip(numbers).zip(labels);
        let first_row = |((values, &number), &is_default): ((ArrayView1<f64>, _), _)| FirstRow {
            number,
            values: values.to_vec(),
            is_default,
        };
        let has_smote = self.spec().balance.arms.each().contains(&Arm::Smote);
        let smote = &self.spec().balance.smote;
        let counts = has_smote.then(|| smote.counts(self.real().counts()));
        let synthetic = match counts {
            Some(Ok(_)) => self.some_synthetic(),
            _ => Vec::new(),
        };
        Preview {
            names: self.all().names().to_vec(),
            first_rows: first.take(FIRST_ROWS).map(first_row).collect(),
            warnings: self.warnings(),
            all: RowsPerClass::of(labels),
            train: self.real(),
            validation: self.count(&self.split().validation),
            test: self.count(&self.split().test),
            resampled: counts.map(|counts| {
                counts
                    .map(|[good, default]| RowsPerClass { good, default })
                    .map_err(|error| error.to_string())
            }),
            left_out: self.left_out().sentences(),
            sample: Sample::of(self.all(), &self.split().train, &synthetic),
        }
    }

    /// Some of the synthetic rows that a run would make, evenly taken, by the training rows that they lie
    /// between.
    fn some_synthetic(&self) -> Vec<Synthetic> {
        let training = TrainingRows {
            features: self.all().features(),
            labels: self.all().labels(),
            rows: &self.split().train,
        };
        smote_sample(&training, &self.spec().balance.smote, SAMPLED_OF_EACH).unwrap_or_default()
    }

    /// Parts that hold no default, or no good customer.
    fn warnings(&self) -> Vec<String> {
        let split = self.split();
        let parts = [
            ("training", self.count(&split.train)),
            ("validation", self.count(&split.validation)),
            ("test", self.count(&split.test)),
        ];
        let warning = |(name, rows): (&str, RowsPerClass)| {
            let missing = match (rows.good, rows.default) {
                (0, 0) => return None,
                (_, 0) => "no default",
                (0, _) => "no good customer",
                _ => return None,
            };
            Some(format!(
                "The {} {name} rows hold {missing}: stratify the split, or choose another seed.",
                rows.total()
            ))
        };
        parts.into_iter().filter_map(warning).collect()
    }
}

impl UploadedScores {
    /// Shows some rows: their scores, one column a model.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let (validation, test) = (self.validation.count(), self.test.count());
        let shown = self.test.labels.iter().zip(&self.test.rows).enumerate();
        let first_row = |(place, (&is_default, &number)): (usize, (&bool, &usize))| FirstRow {
            number,
            values: self
                .test
                .scores
                .iter()
                .map(|scores| scores[place])
                .collect(),
            is_default,
        };
        Preview {
            names: self.names.clone(),
            first_rows: shown.take(FIRST_ROWS).map(first_row).collect(),
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
    /// Takes up to 600 of the rows of each class, evenly spread, the synthetic ones, and their parents.
    fn of(all: &Dataset, train: &[usize], synthetic: &[Synthetic]) -> Self {
        let (features, labels) = (all.features(), all.labels());
        let class = |wanted: bool| {
            let rows = 0..train.len();
            evenly(rows.filter(|&row| labels[train[row]] == wanted).collect())
        };
        let parents = synthetic
            .iter()
            .flat_map(|made| [made.parent, made.neighbor]);
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let mut rows = Vec::new();
        for row in class(false).into_iter().chain(class(true)).chain(parents) {
            place.entry(row).or_insert_with(|| {
                let source = train[row];
                rows.push(SampledRow::of(&features.row(source), labels[source], None));
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
