//! The rows of an experiment: read or made, split and balanced.

mod arranged;

use std::rc::Rc;
use std::sync::Arc;

use ndarray::ArrayView2;

use super::{ArmId, CheckedSpec, LabSpec, Order, RowsPerClass, Source, SpecError, Way};
use crate::balance::{Aspect, Resample, Resampling, TrainingSet};
use crate::data::prepare::{
    Cells, Frame, FrameColumn, Looks, NativeColumns, Prepared, StepDone, Template, TrainingRows,
    WrittenStep,
};
use crate::data::{
    Dataset, Labelled, LeftOut, RawTable, Scaler, Split, SplitBy, SplitError, SplitSpec, counted,
    make_classification, some_rows, split_by_fold, split_by_group, split_by_time, split_within,
    train_test_split,
};

/// The rows of an experiment, split into training, validation and test rows, before anything is
/// fitted. All arms share them.
#[derive(Clone, Debug)]
pub struct Rows {
    spec: CheckedSpec,
    all: Arc<Dataset>,
    split: Split,
    left_out: LeftOut,
    file: Option<PreparedFile>,
    way: Way,
}

/// The rows of a file as they were read, and what the steps have learnt that make numbers of them.
#[derive(Clone, Debug)]
struct PreparedFile {
    labelled: Arc<Labelled>,
    /// The columns before the first step, which frames share.
    before: Frame,
    /// The columns of models that take them as they stand in the file.
    native: Rc<NativeColumns>,
    /// What is missing in rows that steps didn't learn from.
    lacking: Vec<String>,
}

impl CheckedSpec {
    /// Makes the rows, or takes them from `table` when the source is an upload, and splits them.
    ///
    /// # Errors
    ///
    /// [`SpecError::NoFile`] for an upload without a table, [`SpecError::NothingToTrain`] for
    /// uploaded scores, otherwise what generating, reading or
    /// splitting finds wrong.
    pub fn rows(&self, table: Option<&RawTable>) -> Result<Rows, SpecError> {
        let data = &self.spec().data;
        match (data.source, table) {
            (Source::Generate, _) => {
                let all = make_classification(&data.generate)?;
                let split = by_chance(all.labels(), &self.spec().split)?;
                let split = within(split, all.labels(), None, &self.spec().split)?;
                let frame = frame_of(all.names(), &all.features())?;
                let way = way(&frame, &frame, &split, Prepared::default());
                Ok(Rows {
                    spec: self.clone(),
                    all: Arc::new(all),
                    split,
                    left_out: LeftOut::default(),
                    file: None,
                    way,
                })
            }
            (Source::Upload, Some(table)) => {
                let (labelled, left_out) = table.labelled(&data.upload.choice)?;
                self.rows_of(Arc::new(labelled), left_out)
            }
            (Source::Upload, None) => Err(SpecError::NoFile(data.upload.file_name.clone())),
            (Source::Scores, _) => Err(SpecError::NothingToTrain),
        }
    }

    /// Splits the rows of a file, and makes numbers of them by steps that learn from the training rows alone.
    ///
    /// # Errors
    ///
    /// What splitting and preparing find wrong.
    pub fn rows_of(&self, labelled: Arc<Labelled>, left_out: LeftOut) -> Result<Rows, SpecError> {
        let labels = labelled.labels();
        let asked = &self.spec().split;
        let all = labelled.frame();
        let (split, frame, groups) = match asked.by {
            SplitBy::Chance => (by_chance(labels, asked)?, all.clone(), None),
            SplitBy::Time if asked.fold.is_some() => return Err(SplitError::TimeFolds.into()),
            SplitBy::Time => {
                let is_asked = !asked.from.trim().is_empty();
                let from = is_asked.then(|| all.time_of(&asked.column, &asked.from));
                let times = all.times(&asked.column)?;
                let split = split_by_time(&times, from.transpose()?, asked)?;
                (split, all.clone(), None)
            }
            // Whose rows they are says nothing of others.
            SplitBy::Group => {
                let groups = all.groups(&asked.column)?;
                let split = match asked.fold {
                    Some(fold) => split_by_fold(labels, Some(&groups), fold, asked)?,
                    None => split_by_group(&groups, asked)?,
                };
                (split, all.without(&asked.column), Some(groups))
            }
        };
        let split = within(split, labels, groups.as_deref(), asked)?;
        let before = frame.clone();
        let training = TrainingRows {
            rows: &split.train,
            labels,
            seed: asked.random_state,
        };
        let steps = self.spec().prepare.iter().map(WrittenStep::read);
        let steps: Vec<_> = steps.collect::<Result<_, _>>()?;
        let (prepared, frame) = Prepared::fit(frame, &steps, &training)?;
        let split = Split {
            train: prepared.training_rows().to_vec(),
            ..split
        };
        let lacking = lacking_elsewhere(&labelled, &split.train);
        let names = frame.columns().iter().map(|column| column.name.clone());
        let all = Dataset::new(frame.matrix()?, labels.to_vec(), names.collect())?;
        let all = all.with_row_numbers(labelled.row_numbers().to_vec());
        Ok(Rows {
            spec: self.clone(),
            all: Arc::new(all),
            left_out,
            way: way(&before, &frame, &split, prepared),
            file: Some(PreparedFile {
                labelled,
                native: Rc::new(NativeColumns::of(&before, &frame, &split.train)),
                before,
                lacking,
            }),
            split,
        })
    }
}

fn by_chance(labels: &[bool], asked: &SplitSpec) -> Result<Split, SplitError> {
    match asked.fold {
        Some(fold) => split_by_fold(labels, None, fold, asked),
        None => train_test_split(labels, asked),
    }
}

/// The split in which a fold of the training rows stands for the test rows, where one is to.
fn within(
    split: Split,
    labels: &[bool],
    groups: Option<&[usize]>,
    asked: &SplitSpec,
) -> Result<Split, SplitError> {
    match asked.within {
        Some(fold) => split_within(split, labels, groups, fold, asked),
        None => Ok(split),
    }
}

fn frame_of(names: &[String], features: &ArrayView2<'_, f64>) -> Result<Frame, SpecError> {
    let columns = names.iter().zip(features.columns());
    let columns =
        columns.map(|(name, cells)| FrameColumn::new(name, Cells::Numbers(cells.to_vec())));
    Ok(Frame::new(columns.collect())?)
}

/// How columns become numbers, from what they are before the first step and after the last.
fn way(before: &Frame, after: &Frame, split: &Split, prepared: Prepared) -> Way {
    let origins = after.columns().iter().map(|column| column.origin.clone());
    Way {
        origins: Rc::new(origins.collect()),
        native: None,
        template: Template::of(before),
        alternatives: Rc::new(before.alternatives(&split.train)),
        prepared: Rc::new(prepared),
    }
}

/// A sentence for each column in which numbers are missing, and none of a training row.
fn lacking_elsewhere(rows: &Labelled, train: &[usize]) -> Vec<String> {
    let columns = rows.frame().columns().iter();
    let told = columns.filter_map(|column| {
        let Cells::Numbers(values) = &*column.cells else {
            return None;
        };
        let n_missing = values.iter().filter(|value| value.is_nan()).count();
        let is_whole = train.iter().all(|&row| !column.cells.is_missing(row));
        (n_missing > 0 && is_whole).then(|| {
            let (name, lacking) = (&column.name, counted(n_missing, "row"));
            format!("{name}: {lacking} outside the training rows filled with their median.")
        })
    });
    told.collect()
}

impl Rows {
    /// The experiment.
    #[must_use]
    pub const fn spec(&self) -> &LabSpec {
        self.spec.spec()
    }

    /// Real training rows.
    #[must_use]
    pub fn real(&self) -> RowsPerClass {
        self.count(&self.split.train)
    }

    /// Counts some of the rows.
    #[must_use]
    pub fn count(&self, rows: &[usize]) -> RowsPerClass {
        let labels = self.all.labels();
        let default = rows.iter().filter(|&&row| labels[row]).count();
        RowsPerClass {
            good: rows.len() - default,
            default,
        }
    }

    /// Every row, in the order of the source.
    #[must_use]
    pub fn all(&self) -> &Dataset {
        &self.all
    }

    /// Which row went where.
    #[must_use]
    pub const fn split(&self) -> &Split {
        &self.split
    }

    /// What of a file isn't used, and what is missing outside the training rows, a sentence each.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        let lacking = self
            .file
            .iter()
            .flat_map(|file| file.lacking.iter().cloned());
        self.left_out
            .sentences()
            .into_iter()
            .chain(lacking)
            .collect()
    }

    /// What each step did to the columns of a file.
    #[must_use]
    pub fn steps_done(&self) -> Vec<StepDone> {
        self.prepared()
            .map_or_else(Vec::new, |prepared| prepared.done())
    }

    /// What the columns of a file look like in some of its rows.
    pub(super) fn looks(&self, rows: &[usize]) -> Looks {
        let Some(labelled) = self.labelled() else {
            return self.looks_of_generated(rows);
        };
        let training = TrainingRows {
            rows,
            labels: labelled.labels(),
            seed: 0,
        };
        let label = &self.spec().data.upload.choice.label_column;
        labelled.frame().looks(&training, label)
    }

    fn looks_of_generated(&self, rows: &[usize]) -> Looks {
        let taken = some_rows(&self.all.features(), rows);
        let labels: Vec<bool> = rows.iter().map(|&row| self.all.labels()[row]).collect();
        let frame = frame_of(self.all.names(), &taken.view()).unwrap_or_default();
        let rows: Vec<usize> = (0..rows.len()).collect();
        let training = TrainingRows {
            rows: &rows,
            labels: &labels,
            seed: 0,
        };
        frame.looks(&training, "default")
    }

    /// The steps as they were fitted to the training rows of a file.
    #[must_use]
    pub fn prepared(&self) -> Option<&Rc<Prepared>> {
        self.file.as_ref().map(|_| &self.way.prepared)
    }

    /// Whether a column of the file held texts.
    pub(super) fn has_texts(&self) -> bool {
        let columns = self.labelled().map(|rows| rows.frame().columns());
        let is_text = |column: &FrameColumn| matches!(*column.cells, Cells::Texts { .. });
        columns.is_some_and(|columns| columns.iter().any(is_text))
    }

    /// The rows of a file as they were read.
    #[must_use]
    pub fn labelled(&self) -> Option<&Labelled> {
        self.file.as_ref().map(|file| &*file.labelled)
    }

    /// Training rows of an arm after resampling, where that is known without making them.
    ///
    /// # Errors
    ///
    /// [`SpecError::Resample`] when they can't be resampled so.
    pub fn resampled(&self, arm: ArmId) -> Result<Option<RowsPerClass>, SpecError> {
        let Some(resampler) = self.resampler(arm) else {
            return Ok(Some(self.real()));
        };
        let counts = resampler.counts(self.real().counts()).transpose()?;
        Ok(counts.map(|[good, default]| RowsPerClass { good, default }))
    }

    /// The training rows of an arm, resampled, in the units in which they are resampled.
    ///
    /// # Errors
    ///
    /// [`SpecError::Resample`] when they can't be resampled so.
    pub fn training_set(&self, arm: ArmId) -> Result<TrainingSet, SpecError> {
        Ok(match self.resampling(arm)? {
            Some(resampling) => resampling.finish()?,
            None => TrainingSet::real(&self.real_rows(arm)),
        })
    }

    /// Begins to resample the training rows of an arm; `None` where they stay as they are.
    pub(super) fn resampling(&self, arm: ArmId) -> Result<Option<Resampling>, SpecError> {
        let resampler = self.resampler(arm);
        let begun = resampler.map(|resampler| resampler.begin(self.real_rows(arm)));
        Ok(begun.transpose()?)
    }

    /// The training rows as they were observed, in the units in which an arm resamples them.
    fn real_rows(&self, arm: ArmId) -> Dataset {
        let real = self.all.select(&self.split.train);
        match self.order(arm) {
            Order::ResampleThenScale => real,
            Order::ScaleThenResample => {
                let scaler = Scaler::fit(self.spec().scaling, real.features());
                real.scaled(&scaler)
            }
        }
    }

    pub(super) fn resampler(&self, arm: ArmId) -> Option<&dyn Resample> {
        let remedy = self.spec().arm(arm)?.remedy(Aspect::Rows)?;
        remedy.resampler()
    }

    pub(super) fn order(&self, arm: ArmId) -> Order {
        self.spec()
            .arm(arm)
            .map(|arm| arm.order)
            .unwrap_or_default()
    }
}
