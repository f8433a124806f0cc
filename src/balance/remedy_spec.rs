//! Remedies as values: the list of them, and what can be done with one whichever it is.

use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Cutting, Remedy, Resample};
use super::{
    AdasynSpec, EditedSpec, FocalSpec, RandomOverSpec, RandomUnderSpec, SmoteEnnSpec, SmoteSpec,
    ThresholdSpec, WeightsSpec,
};
use crate::setting::{self, Field};

macro_rules! remedies {
    ($($(#[$about:meta])* $variant:ident($spec:ty),)*) => {
        /// One of the remedies, with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum RemedySpec {
            $($(#[$about])* $variant($spec),)*
        }

        impl RemedySpec {
            /// Each remedy with its usual settings, in the order of menus.
            #[must_use]
            pub fn all() -> Vec<Self> {
                vec![$(Self::$variant(<$spec>::default()),)*]
            }

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

            fn as_any_mut(&mut self) -> &mut dyn AnyRemedy {
                match self {
                    $(Self::$variant(spec) => spec,)*
                }
            }
        }
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

trait AnyRemedy {
    fn key(&self) -> &'static str;
    fn name(&self) -> &'static str;
    fn aspect(&self) -> Aspect;
    fn fields(&self) -> Vec<Field>;
    fn special(&self) -> Vec<(&'static str, String)>;
    fn set(&mut self, key: &str, text: &str) -> Result<(), String>;
    fn weights(&self, counts: [usize; 2]) -> Option<[f64; 2]>;
    fn focus(&self) -> Option<(f64, Option<f64>)>;
    fn cutting(&self) -> Option<Cutting>;
}

impl<R: Remedy> AnyRemedy for R {
    fn key(&self) -> &'static str {
        R::KEY
    }

    fn name(&self) -> &'static str {
        R::NAME
    }

    fn aspect(&self) -> Aspect {
        R::ASPECT
    }

    fn fields(&self) -> Vec<Field> {
        setting::fields(R::SETTINGS, self)
    }

    fn special(&self) -> Vec<(&'static str, String)> {
        setting::special(R::SETTINGS, self)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        setting::write(R::SETTINGS, self, key, text)
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
    /// The remedy of this name in links, with its usual settings.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|remedy| remedy.key() == key)
    }

    /// Its name in links.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.as_any().key()
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.as_any().name()
    }

    /// What it acts on.
    #[must_use]
    pub fn aspect(&self) -> Aspect {
        self.as_any().aspect()
    }

    /// What can be set, and how it is set.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        self.as_any().fields()
    }

    /// Settings that aren't as usual, by name, in an order in which one doesn't undo another.
    #[must_use]
    pub fn special(&self) -> Vec<(&'static str, String)> {
        self.as_any().special()
    }

    /// Writes a setting.
    ///
    /// # Errors
    /// What is wanted, in a sentence, where the text says nothing of the kind.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        self.as_any_mut().set(key, text)
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
