//! Some rows of an experiment to look at before anything is trained.

use ndarray::{ArrayView1, Zip};
use serde::{Deserialize, Serialize};

use super::warnings::{Counts, warnings};
use super::{ArmId, Order, Rows, RowsPerClass, UploadedScores};
use crate::balance::{
    Aspect, Origin, RemedySpec, Synthetic, TrainingRows, TrainingSet, smote_sample,
};
use crate::data::prepare::StepDone;
use crate::data::{Dataset, Scaler};
use crate::sorting::sort_by_key;

/// Rows of the table of first rows.
const FIRST_ROWS: usize = 200;
/// Rows in the sample, or a few more.
const SAMPLED: usize = 1_200;
/// Training rows in which columns are looked at, at most.
const LOOKED_AT: usize = 10_000;
/// Training rows that are resampled as a whole to be looked at, at most.
const RESAMPLED: usize = 50_000;

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
    /// What people call the arm whose training rows are shown.
    pub arm: String,
    /// Its training rows after resampling, or the sentence that says why they can't be resampled so. `None` where they
    /// stay as they are, and where it isn't known before they are made.
    pub resampled: Option<Result<RowsPerClass, String>>,
    /// Where its training rows come from; `None` where that isn't known before they are made.
    pub lineage: Option<Lineage>,
    /// What of an upload isn't used, a sentence each.
    pub left_out: Vec<String>,
    /// What each step did to the columns of a file.
    pub steps: Vec<StepDone>,
    /// What its columns look like in some of the training rows: [`ColumnLook`](crate::data::prepare::ColumnLook)s as
    /// postcard writes them, to be read where they are looked at.
    pub looks: Vec<u8>,
    /// In how many of them.
    pub n_looked_at: usize,
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
    /// Where it comes from.
    pub kind: RowKind,
    /// Whether it is there as a parent alone, and not one of those that were evenly taken.
    pub is_extra: bool,
}

/// Where a sampled row comes from. Parents are places in the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// A real row that is learnt from.
    Kept,
    /// A real row that the remedy leaves out.
    LeftOut,
    /// Between two real rows.
    Between([usize; 2]),
    /// Beside a real row.
    Moved(usize),
}

impl RowKind {
    /// Whether it was observed.
    #[must_use]
    pub const fn is_real(self) -> bool {
        matches!(self, Self::Kept | Self::LeftOut)
    }
}

/// Training rows of an arm by where they come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// Real rows that are learnt from, each once.
    pub kept: RowsPerClass,
    /// Real rows that the remedy leaves out.
    pub left_out: RowsPerClass,
    /// Real rows that are there again: copies besides the first.
    pub again: RowsPerClass,
    /// Rows between two real ones.
    pub between: RowsPerClass,
    /// Rows beside a real one.
    pub moved: RowsPerClass,
}

impl Lineage {
    /// Counts the origins of rows that were made of real ones with these labels.
    fn of(rows: &TrainingSet, real: &[bool]) -> Self {
        let mut lineage = Self::default();
        let mut is_kept = vec![false; real.len()];
        for (origin, &label) in rows.lineage().iter().zip(rows.labels()) {
            match *origin {
                Origin::Kept(row) if is_kept[row] => lineage.again.add(label),
                Origin::Kept(row) => {
                    is_kept[row] = true;
                    lineage.kept.add(label);
                }
                Origin::Between(_) => lineage.between.add(label),
                Origin::Moved(_) => lineage.moved.add(label),
            }
        }
        for (&label, _) in real.iter().zip(is_kept).filter(|(_, is_kept)| !is_kept) {
            lineage.left_out.add(label);
        }
        lineage
    }
}

/// What a sample is taken from.
#[derive(Default)]
struct Made {
    /// Rows between real ones, evenly taken; rows are places among the training rows.
    between: Vec<Synthetic>,
    /// Rows beside real ones, evenly taken: their parents and their numbers in the columns' own units.
    moved: Vec<(usize, Vec<f64>)>,
    /// Whether each training row is left out.
    is_left_out: Vec<bool>,
}

impl Made {
    /// One of so many rows of those that weren't observed.
    fn of(rows: &TrainingSet, n_real: usize, one_in: usize, scaler: Option<&Scaler>) -> Self {
        let mut made = Self {
            is_left_out: vec![true; n_real],
            ..Self::default()
        };
        let mut n_made = 0;
        for (place, origin) in rows.lineage().iter().enumerate() {
            if let Origin::Kept(row) = origin {
                made.is_left_out[*row] = false;
                continue;
            }
            n_made += 1;
            if (n_made - 1) % one_in.max(1) != 0 {
                continue;
            }
            match *origin {
                Origin::Between(between) => made.between.push(between),
                Origin::Moved(row) => {
                    let values = rows.features().row(place).to_vec();
                    let values =
                        scaler.map_or_else(|| values.clone(), |scaler| scaler.unscaled(&values));
                    made.moved.push((row, values));
                }
                Origin::Kept(_) => {}
            }
        }
        made
    }
}

impl Rows {
    /// Shows some rows, and what an arm makes of the training rows. SMOTE makes nothing as a whole for it: counts follow
    /// from the settings, and of the synthetic rows only those are made that are shown. Other remedies resample all rows,
    /// unless they are so many that it would take long.
    #[must_use]
    pub fn preview(&self, arm: ArmId) -> Preview {
        let split = self.split();
        let resampled = self.resampled(arm);
        let is_smote = self.has_smote(arm);
        let is_short = || self.real().total() <= RESAMPLED;
        let made = match (&resampled, self.resampler(arm)) {
            (Ok(_), Some(_)) if !is_smote && is_short() => Some(self.training_set(arm)),
            _ => None,
        };
        let (resampled, rows) = match (resampled, made) {
            (Err(error), _) | (_, Some(Err(error))) => (Some(Err(error.to_string())), None),
            (Ok(_), Some(Ok(rows))) => (Some(Ok(RowsPerClass::of(rows.labels()))), Some(rows)),
            (Ok(counts), None) => (counts.map(Ok), None),
        };
        let real = self.real().total();
        let after = match &resampled {
            Some(Ok(after)) => after.total(),
            _ => real,
        };
        let one_in = after.max(real).div_ceil(SAMPLED);
        let labels: Vec<_> = split
            .train
            .iter()
            .map(|&row| self.all().labels()[row])
            .collect();
        let (made, lineage) = match &rows {
            Some(rows) => (
                Made::of(rows, real, one_in, self.scaler(arm).as_ref()),
                Some(Lineage::of(rows, &labels)),
            ),
            None => self.smote_sampled(arm, after, one_in),
        };
        let [validation, test] = [&split.validation, &split.test].map(|part| self.count(part));
        let counts = Counts {
            train: self.real(),
            validation,
            test,
        };
        let has_made_between = lineage.is_some_and(|lineage| lineage.between.total() > 0);
        let fractions = (has_made_between && self.has_texts()).then(|| {
            let name = self.spec().name_of(arm);
            format!(
                "{name} makes rows between two others: columns that stand for texts get fractions there."
            )
        });
        let looked_at: Vec<usize> = split
            .train
            .iter()
            .copied()
            .step_by(self.real().total().div_ceil(LOOKED_AT).max(1))
            .collect();
        let looks = postcard::to_stdvec(&self.looks(&looked_at)).unwrap_or_default();
        Preview {
            names: self.all().names().to_vec(),
            first_rows: self.first_rows(),
            warnings: warnings(&counts, self.spec()),
            all: RowsPerClass::of(self.all().labels()),
            train: counts.train,
            validation,
            test,
            arm: self.spec().name_of(arm),
            resampled: resampled.filter(|_| self.resampler(arm).is_some()),
            lineage,
            left_out: self.left_out().into_iter().chain(fractions).collect(),
            steps: self.steps_done(),
            looks,
            n_looked_at: looked_at.len(),
            sample: Sample::of(self.all(), &split.train, &made, one_in),
        }
    }

    fn has_smote(&self, arm: ArmId) -> bool {
        let remedy = self
            .spec()
            .arm(arm)
            .and_then(|arm| arm.remedy(Aspect::Rows));
        matches!(remedy, Some(RemedySpec::Smote(_)))
    }

    /// What SMOTE makes, or nothing is done; `None` for the lineage where neither is so.
    fn smote_sampled(&self, arm: ArmId, after: usize, one_in: usize) -> (Made, Option<Lineage>) {
        let kept = self.real();
        let n_synthetic = after.saturating_sub(kept.total());
        if !self.has_smote(arm) || n_synthetic == 0 {
            let lineage = self.resampler(arm).is_none().then(|| Lineage {
                kept,
                ..Lineage::default()
            });
            return (Made::default(), lineage);
        }
        let between = self.some_synthetic(arm, n_synthetic.div_ceil(one_in));
        let mut lineage = Lineage {
            kept,
            ..Lineage::default()
        };
        if kept.default <= kept.good {
            lineage.between.default = n_synthetic;
        } else {
            lineage.between.good = n_synthetic;
        }
        let made = Made {
            between,
            ..Made::default()
        };
        (made, Some(lineage))
    }

    /// What rows are scaled by before they are resampled, where they are.
    fn scaler(&self, arm: ArmId) -> Option<Scaler> {
        let is_scaled = self.order(arm) == Order::ScaleThenResample;
        is_scaled.then(|| {
            Scaler::fit_rows(
                self.spec().scaling,
                self.all().features(),
                &self.split().train,
            )
        })
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
    fn some_synthetic(&self, arm: ArmId, most: usize) -> Vec<Synthetic> {
        let (features, rows) = (self.all().features(), &self.split().train);
        let remedy = self
            .spec()
            .arm(arm)
            .and_then(|arm| arm.remedy(Aspect::Rows));
        let Some(RemedySpec::Smote(smote)) = remedy else {
            return Vec::new();
        };
        let scaler = self.scaler(arm);
        let training = TrainingRows {
            features,
            labels: self.all().labels(),
            rows,
            scaler: scaler.as_ref(),
        };
        smote_sample(&training, smote, most).unwrap_or_default()
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
        sort_by_key(&mut first, |row| row.number);
        first.truncate(FIRST_ROWS);
        first
    }
}

impl Sample {
    /// Takes one of so many rows of each class, evenly spread, the made ones, and their parents.
    fn of(all: &Dataset, train: &[usize], made: &Made, one_in: usize) -> Self {
        let (features, labels) = (all.features(), all.labels());
        let class = |wanted: bool| {
            let rows = (0..train.len()).filter(move |&row| labels[train[row]] == wanted);
            rows.step_by(one_in.max(1)).map(|row| (row, false))
        };
        let between = made.between.iter();
        let parents = between.flat_map(|made| [(made.parent, true), (made.neighbor, true)]);
        let parents = parents.chain(made.moved.iter().map(|(parent, _)| (*parent, true)));
        let mut place = vec![0; train.len()];
        let mut is_taken = vec![false; train.len()];
        let mut rows = Vec::new();
        for (row, is_extra) in class(false).chain(class(true)).chain(parents) {
            if std::mem::replace(&mut is_taken[row], true) {
                continue;
            }
            place[row] = rows.len();
            let source = train[row];
            let is_left_out = made.is_left_out.get(row) == Some(&true);
            let kind = if is_left_out {
                RowKind::LeftOut
            } else {
                RowKind::Kept
            };
            let sampled = SampledRow::of(&features.row(source), labels[source], kind);
            rows.push(SampledRow {
                is_extra,
                ..sampled
            });
        }
        for made in &made.between {
            let [from, to] = [made.parent, made.neighbor].map(|row| features.row(train[row]));
            let between = Zip::from(from)
                .and(to)
                .map_collect(|from, to| from + made.step * (to - from));
            let kind = RowKind::Between([place[made.parent], place[made.neighbor]]);
            let label = labels[train[made.parent]];
            rows.push(SampledRow::of(&between.view(), label, kind));
        }
        for (parent, values) in &made.moved {
            let kind = RowKind::Moved(place[*parent]);
            let label = labels[train[*parent]];
            rows.push(SampledRow::of(&ArrayView1::from(values), label, kind));
        }
        Self { rows, one_in }
    }
}

impl SampledRow {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "pixels need no more than f32"
    )]
    fn of(features: &ArrayView1<'_, f64>, label: bool, kind: RowKind) -> Self {
        Self {
            features: features.iter().map(|&value| value as f32).collect(),
            label,
            kind,
            is_extra: false,
        }
    }
}
