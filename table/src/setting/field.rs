//! A setting as a form shows it.

use super::form::Form;

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
