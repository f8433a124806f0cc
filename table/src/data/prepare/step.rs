//! What can be done to columns, and what is done where nobody has chosen.

use serde::{Deserialize, Serialize};

use super::{
    DropSpec, FillSpec, Fitted, Frame, NameMissingSpec, OneHotSpec, PrepareError, TargetSpec,
    TrainingRows,
};

/// A step on the way from a table to numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepSpec {
    /// Leaves columns of no use out.
    Drop(DropSpec),
    /// Fills missing numbers.
    Fill(FillSpec),
    /// Gives missing texts a level.
    NameMissing(NameMissingSpec),
    /// Turns texts of few levels into a column each.
    OneHot(OneHotSpec),
    /// Turns all other texts into shares of defaults.
    Target(TargetSpec),
}

/// The steps of a table that nobody has touched: what is useless goes, missing numbers become the median with a column
/// that says so, missing texts a level; texts of up to 12 levels a column each, others the share of defaults, with the folds of `seed`.
#[must_use]
pub fn sound_steps(seed: u32) -> Vec<StepSpec> {
    vec![
        StepSpec::Drop(DropSpec::default()),
        StepSpec::Fill(FillSpec::default()),
        StepSpec::NameMissing(NameMissingSpec::default()),
        StepSpec::OneHot(OneHotSpec::default()),
        StepSpec::Target(TargetSpec {
            seed,
            ..TargetSpec::default()
        }),
    ]
}

impl StepSpec {
    /// Learns from the training rows of a frame.
    ///
    /// # Errors
    ///
    /// [`PrepareError::NoTrainingRows`] where there is nothing to learn from.
    pub fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        Ok(match self {
            Self::Drop(spec) => spec.fit(frame, training),
            Self::Fill(spec) => spec.fit(frame, training),
            Self::NameMissing(spec) => spec.fit(frame),
            Self::OneHot(spec) => spec.fit(frame, training),
            Self::Target(spec) => return spec.fit(frame, training),
        })
    }
}
