//! The rows of an experiment: read or made, split, balanced and scaled.

use super::held_out::single_precision;
use super::{Arm, CheckedSpec, HeldOut, LabSpec, Order, RowsPerClass, Source, SpecError, Training};
use crate::balance::{Synthesis, TrainingSet};
use crate::data::{
    Dataset, LeftOut, Split, StandardScaler, Table, make_classification, train_test_split,
};
use crate::model::Fit;

/// The rows of an experiment, split into training, validation and test rows, before anything is
/// fitted. All arms share them.
#[derive(Clone, Debug)]
pub struct Rows {
    spec: CheckedSpec,
    all: Dataset,
    split: Split,
    left_out: LeftOut,
}

/// What one arm trains on and is judged by.
struct Arranged {
    training: TrainingSet,
    held_out: HeldOut,
}

impl CheckedSpec {
    /// Makes the rows, or takes them from `table` when the source is an upload, and splits them.
    ///
    /// # Errors
    ///
    /// [`SpecError::NoFile`] for an upload without a table, [`SpecError::NothingToTrain`] for
    /// uploaded scores, otherwise what generating, reading or
    /// splitting finds wrong.
    pub fn rows(&self, table: Option<&Table>) -> Result<Rows, SpecError> {
        let data = &self.spec().data;
        let (all, left_out) = match (data.source, table) {
            (Source::Generate, _) => (make_classification(&data.generate)?, LeftOut::default()),
            (Source::Upload, Some(table)) => table.dataset(&data.upload.choice)?,
            (Source::Upload, None) => {
                return Err(SpecError::NoFile(data.upload.file_name.clone()));
            }
            (Source::Scores, _) => return Err(SpecError::NothingToTrain),
        };
        let split = train_test_split(all.labels(), &self.spec().split)?;
        Ok(Rows {
            spec: self.clone(),
            all,
            split,
            left_out,
        })
    }
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
    pub const fn all(&self) -> &Dataset {
        &self.all
    }

    /// Which row went where.
    #[must_use]
    pub const fn split(&self) -> &Split {
        &self.split
    }

    /// The columns and rows of an upload that aren't used.
    #[must_use]
    pub const fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// The training rows of an arm in the columns' own units, synthetic ones included.
    ///
    /// # Errors
    ///
    /// [`SpecError::Smote`] when SMOTE isn't possible on them.
    pub fn training_set(&self, arm: Arm) -> Result<TrainingSet, SpecError> {
        let real = self.all.select(&self.split.train);
        match arm {
            Arm::AsIs | Arm::Column(_) => Ok(TrainingSet::real(&real)),
            Arm::Smote => Ok(Synthesis::new(real, &self.spec().balance.smote)?.finish()),
        }
    }

    /// Starts the training run of an arm.
    ///
    /// # Errors
    ///
    /// [`SpecError::Smote`] when SMOTE isn't possible, [`SpecError::Model`] when the network isn't.
    pub fn training(&self, arm: Arm) -> Result<Training, SpecError> {
        let Arranged { training, held_out } = self.arrange(arm)?;
        let model = &self.spec().model;
        let features = single_precision(&training.features());
        let resampled = RowsPerClass::of(training.labels());
        let fit = Fit::new(features, training.labels().to_vec(), model)?;
        Ok(Training::new(fit, resampled, held_out, model.epochs))
    }

    fn arrange(&self, arm: Arm) -> Result<Arranged, SpecError> {
        let (training, scaler) = match self.spec().balance.order {
            Order::SmoteThenScale => self.balanced_then_scaled(arm)?,
            Order::ScaleThenSmote => self.scaled_then_balanced(arm)?,
        };
        let validation = self.all.select(&self.split.validation);
        let test = self.all.select(&self.split.test);
        Ok(Arranged {
            training,
            held_out: HeldOut::new(&validation, &test, &scaler),
        })
    }

    fn balanced_then_scaled(&self, arm: Arm) -> Result<(TrainingSet, StandardScaler), SpecError> {
        let training = self.training_set(arm)?;
        let scaler = StandardScaler::fit(training.features());
        Ok((training.scaled(&scaler), scaler))
    }

    fn scaled_then_balanced(&self, arm: Arm) -> Result<(TrainingSet, StandardScaler), SpecError> {
        let real = self.all.select(&self.split.train);
        let scaler = StandardScaler::fit(real.features());
        let scaled = real.scaled(&scaler);
        let training = match arm {
            Arm::AsIs | Arm::Column(_) => TrainingSet::real(&scaled),
            Arm::Smote => Synthesis::new(scaled, &self.spec().balance.smote)?.finish(),
        };
        Ok((training, scaler))
    }
}
