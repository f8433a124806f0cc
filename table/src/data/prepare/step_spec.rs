//! The list of steps.

use serde::{Deserialize, Serialize};

use super::{
    BinsSpec, CategorySpec, ClipSpec, DatesSpec, DropSpec, FillSpec, Fitted, FormulaSpec, Frame,
    FrequencySpec, MergeSpec, NameMissingSpec, NumberSpec, OneHotSpec, OrdinalSpec, PrepareError,
    ReshapeSpec, SparseSpec, Step, TargetSpec, TrainingRows, WoeSpec,
};
use crate::setting::{Field, Form, Listed, fields_of, special_of, write_to};

macro_rules! steps {
    ($($(#[$about:meta])* $variant:ident($spec:ty),)*) => {
        /// One of the steps, with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum StepSpec {
            $($(#[$about])* $variant($spec),)*
        }

        impl StepSpec {
            /// Each step with its usual settings, in the order of menus.
            #[must_use]
            pub fn all() -> Vec<Self> {
                vec![$(Self::$variant(<$spec>::default()),)*]
            }

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

            fn as_listed(&self) -> &dyn Listed {
                match self {
                    $(Self::$variant(spec) => spec,)*
                }
            }

            fn as_listed_mut(&mut self) -> &mut dyn Listed {
                match self {
                    $(Self::$variant(spec) => spec,)*
                }
            }
        }

        $(impl Listed for $spec {
            fn key(&self) -> &'static str {
                <Self as Step>::KEY
            }

            fn name(&self) -> &'static str {
                <Self as Step>::NAME
            }

            fn about(&self, place: usize) -> Option<(&'static str, &'static str, Form)> {
                let setting = <Self as Step>::SETTINGS.get(place)?;
                Some((setting.key, setting.label, setting.form()))
            }

            fn text(&self, place: usize) -> String {
                <Self as Step>::SETTINGS.get(place).map_or_else(String::new, |of| of.text(self))
            }

            fn write(&mut self, place: usize, text: &str) -> Result<(), String> {
                <Self as Step>::SETTINGS.get(place).map_or(Ok(()), |of| of.set(self, text))
            }

            fn complaint(&self, place: usize) -> Option<String> {
                <Self as Step>::SETTINGS.get(place)?.complaint(self)
            }
        })*
    };
}

steps! {
    /// Takes texts for numbers.
    Number(NumberSpec),
    /// Takes numbers for texts.
    Category(CategorySpec),
    /// Turns dates into months before the newest.
    Dates(DatesSpec),
    /// Makes a column by a formula.
    Formula(FormulaSpec),
    /// Leaves columns of no use out.
    Drop(DropSpec),
    /// Leaves columns out that lack many cells.
    Sparse(SparseSpec),
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

impl StepSpec {
    /// The step of this name in links, with its usual settings.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|step| step.key() == key)
    }

    /// Its name in links.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.as_listed().key()
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.as_listed().name()
    }

    /// What can be set, and how it is set.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        fields_of(self.as_listed())
    }

    /// Settings that aren't as usual, by name.
    #[must_use]
    pub fn special(&self) -> Vec<(&'static str, String)> {
        let usual = Self::of_key(self.key());
        special_of(self.as_listed(), usual.as_ref().map(Self::as_listed))
    }

    /// Writes a setting.
    ///
    /// # Errors
    /// What is wanted, in a sentence, where the text says nothing of the kind.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        write_to(self.as_listed_mut(), key, text)
    }
}
