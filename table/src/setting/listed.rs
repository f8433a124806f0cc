//! One of several kinds of things in a list, each with a name and settings of its own.

use super::field::Field;
use super::form::Form;

/// What is asked of such a thing whichever it is. Settings go by their places, so that no more than what reads and writes
/// them is there again for each kind.
pub trait Listed {
    /// Its name in links: small letters, digits and hyphens.
    fn key(&self) -> &'static str;
    /// What people call it.
    fn name(&self) -> &'static str;
    /// The key, the label and the form of a setting; `None` behind the last.
    fn about(&self, place: usize) -> Option<(&'static str, &'static str, Form)>;
    /// What stands in a setting.
    fn text(&self, place: usize) -> String;
    /// Writes a setting.
    ///
    /// # Errors
    /// What is wanted, in a sentence, where the text says nothing of the kind.
    fn write(&mut self, place: usize, text: &str) -> Result<(), String>;
    /// What is wrong with what stands in a setting.
    fn complaint(&self, place: usize) -> Option<String>;
}

/// What can be set, and how it is set.
#[must_use]
pub fn fields_of(of: &dyn Listed) -> Vec<Field> {
    let field = |place| {
        let (key, label, form) = of.about(place)?;
        Some(Field {
            key,
            label,
            text: of.text(place),
            form,
            complaint: of.complaint(place),
        })
    };
    (0..).map_while(field).collect()
}

/// Settings that aren't as usual, by name, in an order in which what is written first changes what is left to write;
/// `written` is what is usual, and holds them afterwards.
pub fn special_of(of: &dyn Listed, written: &mut dyn Listed) -> Vec<(&'static str, String)> {
    let field = |place| {
        let (key, ..) = of.about(place)?;
        let text = of.text(place);
        let is_special = text != written.text(place) && written.write(place, &text).is_ok();
        Some(is_special.then_some((key, text)))
    };
    (0..).map_while(field).flatten().collect()
}

/// Writes the setting of a name.
///
/// # Errors
/// What is wanted, in a sentence, where the text says nothing of the kind.
pub fn write_to(of: &mut dyn Listed, key: &str, text: &str) -> Result<(), String> {
    let mut places = (0..).map_while(|place| Some((place, of.about(place)?.0)));
    let Some((place, _)) = places.find(|(_, known)| *known == key) else {
        return Err(format!("There is no setting called {key}."));
    };
    of.write(place, text)
}

/// What can be done with one of several kinds of things whichever it is: an enum with a variant for each, and the trait
/// that says of each its `KEY`, its `NAME` and the `setting` at a place. It needs no more of either.
#[macro_export]
macro_rules! listed {
    ($list:ident of $of:ident: $($variant:ident($spec:ty),)*) => {
        impl $list {
            /// Each with its usual settings, in the order of menus.
            #[must_use]
            pub fn all() -> Vec<Self> {
                vec![$(Self::$variant(<$spec>::default()),)*]
            }

            /// The one of this name in links, with its usual settings.
            #[must_use]
            pub fn of_key(key: &str) -> Option<Self> {
                Self::all().into_iter().find(|one| one.key() == key)
            }

            /// Its name in links.
            #[must_use]
            pub fn key(&self) -> &'static str {
                $crate::setting::Listed::key(self)
            }

            /// What people call it.
            #[must_use]
            pub fn name(&self) -> &'static str {
                $crate::setting::Listed::name(self)
            }

            /// What can be set, and how it is set.
            #[must_use]
            pub fn fields(&self) -> Vec<$crate::setting::Field> {
                $crate::setting::fields_of(self)
            }

            /// Settings that aren't as usual, by name, in an order in which one doesn't undo another.
            #[must_use]
            pub fn special(&self) -> Vec<(&'static str, String)> {
                let usual = Self::of_key(self.key());
                usual.map_or_else(Vec::new, |mut usual| {
                    $crate::setting::special_of(self, &mut usual)
                })
            }

            /// Writes a setting.
            ///
            /// # Errors
            /// What is wanted, in a sentence, where the text says nothing of the kind.
            pub fn set(&mut self, key: &str, text: &str) -> Result<(), String> {
                $crate::setting::write_to(self, key, text)
            }
        }

        impl $crate::setting::Listed for $list {
            fn key(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$spec as $of>::KEY,)*
                }
            }

            fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$spec as $of>::NAME,)*
                }
            }

            fn about(
                &self,
                place: usize,
            ) -> Option<(&'static str, &'static str, $crate::setting::Form)> {
                match self {
                    $(Self::$variant(_) => {
                        let setting = <$spec as $of>::setting(place)?;
                        Some((setting.key, setting.label, setting.form()))
                    })*
                }
            }

            fn text(&self, place: usize) -> String {
                match self {
                    $(Self::$variant(spec) => {
                        <$spec as $of>::setting(place).map_or_else(String::new, |of| of.text(spec))
                    })*
                }
            }

            fn write(&mut self, place: usize, text: &str) -> Result<(), String> {
                match self {
                    $(Self::$variant(spec) => {
                        <$spec as $of>::setting(place).map_or(Ok(()), |of| of.set(spec, text))
                    })*
                }
            }

            fn complaint(&self, place: usize) -> Option<String> {
                match self {
                    $(Self::$variant(spec) => <$spec as $of>::setting(place)?.complaint(spec),)*
                }
            }
        }
    };
}
