//! The rows of an arm on their way to its training run, a few milliseconds at a time.

use super::{ArmId, Rows, SpecError, Training};
use crate::balance::Resampling;

/// An arm whose training rows are being made.
pub struct Preparing {
    rows: Rows,
    arm: ArmId,
    /// `None` where the rows stay as they are.
    resampling: Option<Resampling>,
}

impl Preparing {
    /// Begins to resample the training rows of an arm.
    ///
    /// # Errors
    ///
    /// [`SpecError::Resample`] when they can't be resampled so.
    pub fn new(rows: Rows, arm: ArmId) -> Result<Self, SpecError> {
        let resampling = rows.resampling(arm)?;
        Ok(Self {
            rows,
            arm,
            resampling,
        })
    }

    /// Whether all training rows are made.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        !matches!(self.resampling, Some(Resampling::UnderWay(_)))
    }

    /// About how much of the resampling is done, 0..=1.
    #[must_use]
    pub fn share(&self) -> f64 {
        match &self.resampling {
            Some(Resampling::UnderWay(stage)) => stage.share(),
            Some(Resampling::Done(_)) | None => 1.0,
        }
    }

    /// Does a few milliseconds' part of the resampling.
    ///
    /// # Errors
    ///
    /// [`SpecError::Resample`] when the rows turn out to be such that they can't be resampled so.
    pub fn advance(self) -> Result<Self, SpecError> {
        let resampling = match self.resampling {
            Some(Resampling::UnderWay(stage)) => Some(stage.advance()?),
            done => done,
        };
        Ok(Self { resampling, ..self })
    }

    /// Does the rest of the resampling, if any, and starts the training run; hands the rows that all arms share back.
    ///
    /// # Errors
    ///
    /// As [`Rows::training`].
    pub fn training(self) -> Result<(Training, Rows), SpecError> {
        let resampled = self.resampling.map(Resampling::finish).transpose()?;
        let training = self.rows.training_on(self.arm, resampled)?;
        Ok((training, self.rows))
    }
}
