//! Remedies as values: the list of them, and what can be done with one whichever it is.

use imbalance_table::listed;
use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Cutting, Remedy, Resample};
use super::{
    AdasynSpec, EditedSpec, FocalSpec, RandomOverSpec, RandomUnderSpec, SmoteEnnSpec, SmoteSpec,
    ThresholdSpec, WeightsSpec,
};

macro_rules! remedies {
    ($($(#[$about:meta])* $variant:ident($spec:ty),)*) => {
        /// One of the remedies, with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum RemedySpec {
            $($(#[$about])* $variant($spec),)*
        }

        impl RemedySpec {
            /// How training rows are resampled; `None` where they stay.
            // Not by way of `AnyRemedy`: the page asks for no rows, and so doesn't carry what makes them.
            #[must_use]
            pub fn resampler(&self) -> Option<&dyn Resample> {
                match self {
                    $(Self::$variant(spec) => Remedy::resampler(spec),)*
                }
            }

            fn as_any(&self) -> &dyn AnyRemedy {
                match self {
                    $(Self::$variant(spec) => spec,)*
                }
            }
        }

        listed!(RemedySpec of Remedy: $($variant($spec),)*);
    };
}

remedies! {
    /// Rows between neighbours of the rarer class.
    Smote(SmoteSpec),
    /// SMOTE, and then rows taken away whose neighbours are of the other class.
    SmoteEnn(SmoteEnnSpec),
    /// Rows of the other class taken away whose neighbours are of the rarer one.
    Edited(EditedSpec),
    /// Rows between neighbours, more of them where they are hard to tell.
    Adasyn(AdasynSpec),
    /// Rows of the rarer class drawn again.
    RandomOver(RandomOverSpec),
    /// Rows of the more frequent class left out.
    RandomUnder(RandomUnderSpec),
    /// Rows of the rarer class count more.
    Weights(WeightsSpec),
    /// Rows that are easy to tell count less.
    Focal(FocalSpec),
    /// The threshold of the arm alone.
    Threshold(ThresholdSpec),
}

/// What is asked of a remedy whichever it is.
trait AnyRemedy {
    fn aspect(&self) -> Aspect;
    fn weights(&self, counts: [usize; 2]) -> Option<[f64; 2]>;
    fn focus(&self) -> Option<(f64, Option<f64>)>;
    fn cutting(&self) -> Option<Cutting>;
}

impl<R: Remedy> AnyRemedy for R {
    fn aspect(&self) -> Aspect {
        R::ASPECT
    }

    fn weights(&self, counts: [usize; 2]) -> Option<[f64; 2]> {
        Remedy::weights(self, counts)
    }

    fn focus(&self) -> Option<(f64, Option<f64>)> {
        Remedy::focus(self)
    }

    fn cutting(&self) -> Option<Cutting> {
        Remedy::cutting(self)
    }
}

impl RemedySpec {
    /// What it acts on.
    #[must_use]
    pub fn aspect(&self) -> Aspect {
        self.as_any().aspect()
    }

    /// What a row of the negatives and what one of the positives counts, given how many of each there are to learn
    /// from; `None` where each counts alike.
    #[must_use]
    pub fn weights(&self, counts: [usize; 2]) -> Option<[f64; 2]> {
        self.as_any().weights(counts)
    }

    /// γ and α of a focal loss; `None` where the loss stays.
    #[must_use]
    pub fn focus(&self) -> Option<(f64, Option<f64>)> {
        self.as_any().focus()
    }

    /// How the threshold is moved; `None` where it isn't.
    #[must_use]
    pub fn cutting(&self) -> Option<Cutting> {
        self.as_any().cutting()
    }
}
