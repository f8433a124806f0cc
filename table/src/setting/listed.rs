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

/// Settings that aren't as in `usual`, by name.
#[must_use]
pub fn special_of(of: &dyn Listed, usual: Option<&dyn Listed>) -> Vec<(&'static str, String)> {
    let field = |place| {
        let (key, ..) = of.about(place)?;
        let text = of.text(place);
        let is_usual = usual.is_some_and(|usual| usual.text(place) == text);
        Some((!is_usual).then_some((key, text)))
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
