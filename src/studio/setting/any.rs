//! A setting of either kind.

use super::{lab, study};
use crate::experiment::LabSpec;
use crate::setting::{Form, Options, Setting};
use crate::studio::Study;

/// A setting of either kind.
#[derive(Clone, Copy, Debug)]
pub enum AnySetting {
    /// Of the experiment: training follows.
    Lab(&'static Setting<LabSpec>),
    /// Of how results are looked at: nothing is trained.
    Study(&'static Setting<Study>),
}

impl From<&'static Setting<LabSpec>> for AnySetting {
    fn from(setting: &'static Setting<LabSpec>) -> Self {
        Self::Lab(setting)
    }
}

impl From<&'static Setting<Study>> for AnySetting {
    fn from(setting: &'static Setting<Study>) -> Self {
        Self::Study(setting)
    }
}

impl AnySetting {
    /// The setting of this name.
    pub fn find(key: &str) -> Option<Self> {
        let lab = lab::all().find(|setting| setting.key == key);
        let study = || study::ALL.iter().find(|setting| setting.key == key);
        lab.map(Self::Lab)
            .or_else(|| study().map(|setting| Self::Study(setting)))
    }

    /// Its name in links.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lab(setting) => setting.key,
            Self::Study(setting) => setting.key,
        }
    }

    /// What people call it, with its unit.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lab(setting) => setting.label,
            Self::Study(setting) => setting.label,
        }
    }

    /// What can stand there.
    pub const fn form(self) -> Form {
        match self {
            Self::Lab(setting) => setting.form(),
            Self::Study(setting) => setting.form(),
        }
    }

    /// Whether it is a whole number.
    pub const fn is_whole(self) -> bool {
        matches!(self.form(), Form::Whole(_))
    }

    /// The name of each option in links, and what people call it; none unless it is a choice.
    pub const fn options(self) -> Options {
        self.form().options()
    }

    /// The least and the largest number, as text; nothing where there is no such end.
    pub fn range(self) -> (String, String) {
        self.form().range()
    }
}
