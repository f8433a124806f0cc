//! What an arm trains on and is judged by, in the units in which its model sees rows.

use std::rc::Rc;

use ndarray::Array2;

use super::Rows;
use crate::balance::{Resampling, TrainingSet};
use crate::data::prepare::NativeColumns;
use crate::data::{Dataset, Scaler, Scaling};
use crate::experiment::scaled_rows::{scaled, scaled_rows, single_precision};
use crate::experiment::{ArmId, HeldOut, Order, RowsPerClass, SpecError, Training, Way};
use crate::model::{ColumnUnit, Examples};

/// Training rows that others are compared with when a model is explained.
const MOST_BACKGROUND: usize = 100;

/// What one arm trains on, scaled, and how it was scaled.
struct Arranged {
    features: Array2<f32>,
    labels: Vec<bool>,
    scaler: Scaler,
}

impl Rows {
    /// Starts the training run of an arm.
    ///
    /// # Errors
    ///
    /// [`SpecError::Resample`] when rows can't be resampled so, [`SpecError::Model`] when the model isn't possible,
    /// [`SpecError::NoArm`] without such an arm.
    pub fn training(&self, arm: ArmId) -> Result<Training, SpecError> {
        let resampling = self.resampling(arm)?;
        let resampled = resampling.map(Resampling::finish).transpose()?;
        self.training_on(arm, resampled)
    }

    /// Starts the training run of an arm whose training rows are resampled, where they are.
    pub(in crate::experiment) fn training_on(
        &self,
        arm: ArmId,
        resampled: Option<TrainingSet>,
    ) -> Result<Training, SpecError> {
        let native = match &resampled {
            Some(_) => None,
            None => self.native(arm),
        };
        let native = native.as_ref();
        let all = native.map_or(&*self.all, |(all, _)| all);
        let Arranged {
            features,
            labels,
            scaler,
        } = match (resampled, native) {
            (Some(rows), _) => self.arranged(arm, &rows),
            (None, Some((all, _))) => self.scaled_only(all, Scaling::Nothing),
            (None, None) => self.scaled_only(&self.all, self.spec().scaling),
        };
        let spec = self.spec().arm(arm).ok_or(SpecError::NoArm)?;
        let resampled = RowsPerClass::of(&labels);
        let model = self.spec().model_of(arm);
        let loss = spec.loss(resampled.counts(), self.spec().model.loss);
        let columns = units(all, &scaler);
        let examples = Examples {
            features,
            labels,
            columns: columns.clone(),
            categories: native.map_or_else(Vec::new, |(_, of)| of.categories()),
        };
        let fit = model.fitting(examples, &loss)?;
        let held_out = HeldOut::new(all, &self.split, &scaler);
        let training = Training::new(fit, resampled, held_out)
            .of_columns(columns)
            .beside(self.background(all, &scaler));
        let way = match native {
            Some((_, of)) => Way {
                origins: Rc::new(of.names().1),
                native: Some(Rc::clone(of)),
                ..self.way.clone()
            },
            None => self.way.clone(),
        };
        Ok(training.by_way(way))
    }

    /// The rows of a file as they stand there, for an arm whose model takes gaps and categories.
    fn native(&self, arm: ArmId) -> Option<(Dataset, Rc<NativeColumns>)> {
        let file = self.file.as_ref()?;
        if !self.spec().model_of(arm).is_native() {
            return None;
        }
        let after = (self.all.names(), &*self.all.features());
        let matrix = file.native.matrix(&file.before, after);
        let all = self.all.with_gaps(matrix, file.native.names().0)?;
        Some((all, Rc::clone(&file.native)))
    }

    /// Real training rows that others are compared with when a model is explained: at most [`MOST_BACKGROUND`], at even
    /// distances.
    fn background(&self, all: &Dataset, scaler: &Scaler) -> Array2<f32> {
        let train = &self.split.train;
        let step = train.len().div_ceil(MOST_BACKGROUND).max(1);
        let rows: Vec<usize> = train.iter().step_by(step).copied().collect();
        scaled_rows(&all.features(), &rows, scaler)
    }

    fn arranged(&self, arm: ArmId, training: &TrainingSet) -> Arranged {
        let labels = training.labels().to_vec();
        match self.order(arm) {
            Order::ResampleThenScale => {
                let scaler = Scaler::fit(self.spec().scaling, training.features());
                Arranged {
                    features: scaled(&training.features(), &scaler),
                    labels,
                    scaler,
                }
            }
            Order::ScaleThenResample => Arranged {
                features: single_precision(&training.features()),
                labels,
                scaler: Scaler::fit_rows(
                    self.spec().scaling,
                    self.all.features(),
                    &self.split.train,
                ),
            },
        }
    }

    fn scaled_only(&self, all: &Dataset, scaling: Scaling) -> Arranged {
        let (features, train) = (all.features(), &self.split.train);
        let scaler = Scaler::fit_rows(scaling, features, train);
        let labels = all.labels();
        Arranged {
            features: scaled_rows(&features, train, &scaler),
            labels: train.iter().map(|&row| labels[row]).collect(),
            scaler,
        }
    }
}

/// What each column was before it was scaled.
fn units(all: &Dataset, scaler: &Scaler) -> Vec<ColumnUnit> {
    let scales = scaler.center().iter().zip(scaler.scale());
    let columns = all.names().iter().zip(scales);
    let unit = |(name, (&mean, &scale)): (&String, (&f64, &f64))| ColumnUnit {
        name: name.clone(),
        mean,
        scale,
    };
    columns.map(unit).collect()
}
