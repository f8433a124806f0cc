//! A list of steps that have learnt.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Change, Fitted, Frame, PrepareError, StepSpec, TrainingRows};

/// What a step did, and what it has learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// What it changed.
    pub change: Change,
    /// What it has learnt, a sentence each.
    pub learnt: Vec<String>,
}

/// Steps fitted one after the other, each on what the ones before made of the training rows; by default none.
#[derive(Default)]
pub struct Prepared {
    steps: Vec<Box<dyn Fitted>>,
    changes: Vec<Change>,
    rows: Vec<usize>,
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} steps", self.steps.len())
    }
}

impl Prepared {
    /// Fits steps, and hands the frame back as they leave it.
    ///
    /// # Errors
    ///
    /// [`PrepareError::NoTrainingRows`] where there is nothing to learn from, [`PrepareError::SameName`] where a step would
    /// make a column that is there already, [`PrepareError::NothingLeft`] where none of the columns is left.
    pub fn fit(
        frame: Frame,
        steps: &[StepSpec],
        training: &TrainingRows<'_>,
    ) -> Result<(Self, Frame), PrepareError> {
        if training.rows.is_empty() {
            return Err(PrepareError::NoTrainingRows);
        }
        let mut prepared = Self {
            steps: Vec::new(),
            changes: Vec::new(),
            rows: training.rows.to_vec(),
        };
        let mut frame = frame;
        for (place, step) in steps.iter().enumerate() {
            let named = |error: PrepareError| PrepareError::Step {
                place: place + 1,
                name: step.name().to_owned(),
                cause: error.to_string(),
            };
            let training = TrainingRows {
                rows: &prepared.rows,
                ..*training
            };
            let fitted = step.fit(&frame, &training).map_err(named)?;
            let after = fitted.apply_to_own(frame.clone()).map_err(named)?;
            let n_before = prepared.rows.len();
            let left_out: HashSet<usize> = fitted.left_out().iter().copied().collect();
            prepared.rows.retain(|row| !left_out.contains(row));
            if prepared.rows.is_empty() {
                return Err(named(PrepareError::NoTrainingRows));
            }
            prepared.changes.push(Change {
                gone_rows: n_before - prepared.rows.len(),
                ..Change::between(&frame, &after)
            });
            prepared.steps.push(fitted);
            frame = after;
        }
        if frame.columns().is_empty() {
            return Err(PrepareError::NothingLeft);
        }
        Ok((prepared, frame))
    }

    /// Treats rows that come later.
    ///
    /// # Errors
    ///
    /// Where they lack a column, or hold another kind of cells in one.
    pub fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let mut steps = self.steps.iter();
        steps.try_fold(frame, |frame, step| step.apply(frame))
    }

    /// The training rows that no step leaves out, in their order.
    #[must_use]
    pub fn training_rows(&self) -> &[usize] {
        &self.rows
    }

    /// What each step has learnt, a sentence each.
    #[must_use]
    pub fn learnt(&self) -> Vec<Vec<String>> {
        self.steps.iter().map(|step| step.learnt()).collect()
    }

    /// What each step changed, and what it has learnt.
    #[must_use]
    pub fn done(&self) -> Vec<StepDone> {
        let done = self.learnt().into_iter().zip(&self.changes);
        let done = done.map(|(learnt, &change)| StepDone { change, learnt });
        done.collect()
    }

    /// What each step changed.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}
