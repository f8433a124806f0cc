//! The list of steps.

use serde::{Deserialize, Serialize};

use super::{
    BinsSpec, CategorySpec, ClipSpec, DatesSpec, DropSpec, FeatureSpec, FillSpec, Fitted,
    FormulaSpec, Frame, FrequencySpec, IsolationSpec, MergeSpec, NameMissingSpec, NumberSpec,
    OneHotSpec, OrdinalSpec, PrepareError, RepeatedSpec, ReshapeSpec, SparseSpec, Step, TargetSpec,
    TrainingRows, WoeSpec,
};
use crate::listed;

macro_rules! steps {
    ($($(#[$about:meta])* $variant:ident($spec:ty),)*) => {
        /// One of the steps, with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum StepSpec {
            $($(#[$about])* $variant($spec),)*
        }

        impl StepSpec {
            /// Learns from the training rows of a frame.
            ///
            /// # Errors
            ///
            /// What is wrong with the settings or the columns.
            pub fn fit(
                &self,
                frame: &Frame,
                training: &TrainingRows<'_>,
            ) -> Result<Box<dyn Fitted>, PrepareError> {
                match self {
                    $(Self::$variant(spec) => spec.fit(frame, training),)*
                }
            }
        }

        listed!(StepSpec of Step: $($variant($spec),)*);
    };
}

steps! {
    /// Takes texts for numbers.
    Number(NumberSpec),
    /// Takes numbers for texts.
    Category(CategorySpec),
    /// Turns dates into months before the newest.
    Dates(DatesSpec),
    /// Makes a column of others.
    Feature(FeatureSpec),
    /// Makes a column by a formula.
    Formula(FormulaSpec),
    /// Leaves columns of no use out.
    Drop(DropSpec),
    /// Leaves columns out that lack many cells.
    Sparse(SparseSpec),
    /// Leaves training rows out that are there more than once.
    Repeated(RepeatedSpec),
    /// Brings numbers that lie far out to a limit.
    Clip(ClipSpec),
    /// Fills missing numbers.
    Fill(FillSpec),
    /// Gives missing texts a level.
    NameMissing(NameMissingSpec),
    /// Bends the scale of numbers.
    Reshape(ReshapeSpec),
    /// Turns numbers into the bins that they lie in.
    Bins(BinsSpec),
    /// Does something about rows that lie apart.
    Isolation(IsolationSpec),
    /// Puts rare levels of texts together.
    Merge(MergeSpec),
    /// Turns texts of few levels into a column each.
    OneHot(OneHotSpec),
    /// Turns texts into the place of their level.
    Ordinal(OrdinalSpec),
    /// Turns texts into how frequent they are.
    Frequency(FrequencySpec),
    /// Turns texts into their weight of evidence.
    Woe(WoeSpec),
    /// Turns texts into shares of defaults.
    Target(TargetSpec),
}

/// The steps of a table that nobody has touched: columns of numbers with a few texts among them become numbers, dates
/// months before the newest; what is useless goes, missing numbers become the median with a column that says so, missing
/// texts a level; texts of up to 12 levels a column each, others the share of defaults.
#[must_use]
pub fn sound_steps() -> Vec<StepSpec> {
    vec![
        StepSpec::Number(NumberSpec::default()),
        StepSpec::Dates(DatesSpec::default()),
        StepSpec::Drop(DropSpec::default()),
        StepSpec::Fill(FillSpec::default()),
        StepSpec::NameMissing(NameMissingSpec::default()),
        StepSpec::OneHot(OneHotSpec::default()),
        StepSpec::Target(TargetSpec::default()),
    ]
}
