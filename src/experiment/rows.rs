//! The rows of an experiment: read or made, split, balanced and scaled.

use ndarray::Array2;

use super::scaled_rows::{scaled, scaled_rows, single_precision};
use super::{Arm, CheckedSpec, HeldOut, LabSpec, Order, RowsPerClass, Source, SpecError, Training};
use crate::balance::Synthesis;
use crate::data::{
    Dataset, LeftOut, RawTable, Split, StandardScaler, make_classification, train_test_split,
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

/// What one arm trains on, scaled, and how it was scaled.
struct Arranged {
    features: Array2<f32>,
    labels: Vec<bool>,
    scaler: StandardScaler,
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

    /// Training rows after SMOTE. Nothing is made for that.
    ///
    /// # Errors
    ///
    /// [`SpecError::Smote`] when SMOTE isn't possible on them.
    pub fn resampled(&self) -> Result<RowsPerClass, SpecError> {
        let [good, default] = self.spec().balance.smote.counts(self.real().counts())?;
        Ok(RowsPerClass { good, default })
    }

    /// Starts the training run of an arm.
    ///
    /// # Errors
    ///
    /// [`SpecError::Smote`] when SMOTE isn't possible, [`SpecError::Model`] when the network isn't.
    pub fn training(&self, arm: Arm) -> Result<Training, SpecError> {
        let Arranged {
            features,
            labels,
            scaler,
        } = match (arm, self.spec().balance.order) {
            (Arm::AsIs | Arm::Column(_), _) => self.scaled_only(),
            (Arm::Smote, Order::SmoteThenScale) => self.balanced_then_scaled()?,
            (Arm::Smote, Order::ScaleThenSmote) => self.scaled_then_balanced()?,
        };
        let model = &self.spec().model;
        let resampled = RowsPerClass::of(&labels);
        let fit = Fit::new(features, labels, model)?;
        let held_out = HeldOut::new(&self.all, &self.split, &scaler);
        Ok(Training::new(fit, resampled, held_out, model.epochs))
    }

    fn scaled_only(&self) -> Arranged {
        let (features, train) = (self.all.features(), &self.split.train);
        let scaler = StandardScaler::fit_rows(features, train);
        let labels = self.all.labels();
        Arranged {
            features: scaled_rows(&features, train, &scaler),
            labels: train.iter().map(|&row| labels[row]).collect(),
            scaler,
        }
    }

    fn balanced_then_scaled(&self) -> Result<Arranged, SpecError> {
        let real = self.all.select(&self.split.train);
        let training = Synthesis::new(real, &self.spec().balance.smote)?.finish();
        let scaler = StandardScaler::fit(training.features());
        Ok(Arranged {
            features: scaled(&training.features(), &scaler),
            labels: training.labels().to_vec(),
            scaler,
        })
    }

    fn scaled_then_balanced(&self) -> Result<Arranged, SpecError> {
        let real = self.all.select(&self.split.train);
        let scaler = StandardScaler::fit(real.features());
        let real = real.scaled(&scaler);
        let training = Synthesis::new(real, &self.spec().balance.smote)?.finish();
        Ok(Arranged {
            features: single_precision(&training.features()),
            labels: training.labels().to_vec(),
            scaler,
        })
    }
}
