//! Remedies as values: the list of them, and what can be done with one whichever it is.

use serde::{Deserialize, Serialize};

use super::remedy::{Aspect, Cutting, Remedy, Resample};
use super::{
    AdasynSpec, EditedSpec, FocalSpec, RandomOverSpec, RandomUnderSpec, SmoteEnnSpec, SmoteSpec,
    ThresholdSpec, WeightsSpec,
};
use crate::setting::{Field, Form};

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

/// What is asked of a remedy whichever it is. Settings go by their places, so that no more than what reads and writes
/// them is there again for each remedy.
trait AnyRemedy {
    fn key(&self) -> &'static str;
    fn name(&self) -> &'static str;
    fn aspect(&self) -> Aspect;
    fn about(&self, place: usize) -> Option<(&'static str, &'static str, Form)>;
    fn text(&self, place: usize) -> String;
    fn set(&mut self, place: usize, text: &str) -> Result<(), String>;
    fn complaint(&self, place: usize) -> Option<String>;
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

    fn about(&self, place: usize) -> Option<(&'static str, &'static str, Form)> {
        let setting = R::SETTINGS.get(place)?;
        Some((setting.key, setting.label, setting.form()))
    }

    fn text(&self, place: usize) -> String {
        R::SETTINGS[place].text(self)
    }

    fn set(&mut self, place: usize, text: &str) -> Result<(), String> {
        R::SETTINGS[place].set(self, text)
    }

    fn complaint(&self, place: usize) -> Option<String> {
        R::SETTINGS[place].complaint(self)
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
        let remedy = self.as_any();
        let field = |place| {
            let (key, label, form) = remedy.about(place)?;
            Some(Field {
                key,
                label,
                text: remedy.text(place),
                form,
                complaint: remedy.complaint(place),
            })
        };
        (0..).map_while(field).collect()
    }

    /// Settings that aren't as usual, by name.
    #[must_use]
    pub fn special(&self) -> Vec<(&'static str, String)> {
        let usual = Self::of_key(self.key());
        let field = |place| {
            let (key, ..) = self.as_any().about(place)?;
            let text = self.as_any().text(place);
            let is_usual = usual
                .as_ref()
                .is_some_and(|usual| usual.as_any().text(place) == text);
            Some((!is_usual).then_some((key, text)))
        };
        (0..).map_while(field).flatten().collect()
    }

    /// Writes a setting.
    ///
    /// # Errors
    /// What is wanted, in a sentence, where the text says nothing of the kind.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
        let remedy = self.as_any_mut();
        let mut places = (0..).map_while(|place| Some((place, remedy.about(place)?.0)));
        let place = places.find(|(_, known)| *known == key);
        let Some((place, _)) = place else {
            return Err(format!("There is no setting called {key}."));
        };
        remedy.set(place, text)
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
