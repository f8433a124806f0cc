//! The experiment as it is set, and the way back.

use crate::experiment::{LabSpec, SpecError};
use crate::setting::Setting;

/// Steps that can be undone.
const REMEMBERED: usize = 100;

/// The experiment that is set, with what was set before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lab {
    spec: LabSpec,
    past: Vec<LabSpec>,
    future: Vec<LabSpec>,
    /// The setting that was changed last: typing "200" into it is one step, not three.
    last: Option<&'static str>,
}

impl Lab {
    /// An experiment without a past.
    #[must_use]
    pub fn new(spec: LabSpec) -> Self {
        Self {
            spec,
            ..Self::default()
        }
    }

    /// The experiment that is set.
    #[must_use]
    pub const fn spec(&self) -> &LabSpec {
        &self.spec
    }

    /// What makes it impossible, as far as that is known without rows.
    #[must_use]
    pub fn complaint(&self) -> Option<SpecError> {
        self.spec.clone().check().err()
    }

    /// Writes a setting.
    ///
    /// # Errors
    ///
    /// What is wanted, where the text can't be read.
    pub fn set(&mut self, setting: &'static Setting<LabSpec>, text: &str) -> Result<(), String> {
        let mut spec = self.spec.clone();
        setting.set(&mut spec, text)?;
        self.step(spec, Some(setting.key));
        Ok(())
    }

    /// Takes another experiment, which can be undone.
    pub fn take(&mut self, spec: LabSpec) {
        self.step(spec, None);
    }

    /// Changes what is no step of its own, such as what a file turned out to be.
    pub fn adjust(&mut self, change: impl FnOnce(&mut LabSpec)) {
        change(&mut self.spec);
    }

    /// Whether there is something to undo.
    #[must_use]
    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    #[must_use]
    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last step back; false where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else {
            return false;
        };
        self.future.push(std::mem::replace(&mut self.spec, before));
        self.last = None;
        true
    }

    /// Does the step again that was taken back last; false where there is none.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else {
            return false;
        };
        self.past.push(std::mem::replace(&mut self.spec, after));
        self.last = None;
        true
    }

    fn step(&mut self, spec: LabSpec, key: Option<&'static str>) {
        if spec == self.spec {
            return;
        }
        let before = std::mem::replace(&mut self.spec, spec);
        let is_the_same_step = key.is_some() && key == self.last && self.future.is_empty();
        if !is_the_same_step {
            self.past.push(before);
            let surplus = self.past.len().saturating_sub(REMEMBERED);
            self.past.drain(..surplus);
        }
        self.future.clear();
        self.last = key;
    }
}
