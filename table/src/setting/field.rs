//! The settings of a value whatever it is, as a form shows them and a link holds them.

use super::form::Form;
use super::named::Setting;

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in links.
    pub key: &'static str,
    /// What people call it, with its unit.
    pub label: &'static str,
    /// What stands there.
    pub text: String,
    /// What can stand there.
    pub form: Form,
    /// What is wrong with what stands there.
    pub complaint: Option<String>,
}

/// Every setting of `state` as it stands.
pub fn fields<S: Clone + PartialEq + 'static>(
    settings: impl IntoIterator<Item = &'static Setting<S>>,
    state: &S,
) -> Vec<Field> {
    let field = |setting: &Setting<S>| Field {
        key: setting.key,
        label: setting.label,
        text: setting.text(state),
        form: setting.form(),
        complaint: setting.complaint(state),
    };
    settings.into_iter().map(field).collect()
}

/// Settings in which `state` differs from the usual, by name, in an order in which what is written first changes what
/// is left to write.
pub fn special<S: Clone + PartialEq + Default + 'static>(
    settings: impl IntoIterator<Item = &'static Setting<S>>,
    state: &S,
) -> Vec<(&'static str, String)> {
    let mut written = S::default();
    let mut special = Vec::new();
    for setting in settings {
        let text = setting.text(state);
        if text != setting.text(&written) && setting.set(&mut written, &text).is_ok() {
            special.push((setting.key, text));
        }
    }
    special
}

/// Writes the setting of a name.
///
/// # Errors
/// What is wanted, in a sentence, where the text says nothing of the kind, or nothing has that name.
pub fn write<S: Clone + PartialEq + 'static>(
    settings: impl IntoIterator<Item = &'static Setting<S>>,
    state: &mut S,
    key: &str,
    text: &str,
) -> Result<(), String> {
    let mut settings = settings.into_iter();
    let setting = settings.find(|setting| setting.key == key);
    let setting = setting.ok_or_else(|| format!("There is no setting called {key}."))?;
    setting.set(state, text)
}
