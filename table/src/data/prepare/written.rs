//! A step by its name and its settings as text.

use serde::{Deserialize, Serialize};

use super::{PrepareError, StepSpec};

/// The keys of the [usual steps](super::sound_steps).
const USUAL: [&str; 7] = [
    "number", "dates", "drop", "fill", "missing", "one-hot", "target",
];

/// A step as an experiment holds it: by its name in links, with those of its settings that aren't as usual. What only
/// passes it on needn't know every step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenStep {
    /// Its name in links.
    pub key: String,
    /// Names of settings, and what stands there.
    pub settings: Vec<(String, String)>,
}

/// The steps of a table that nobody has touched, written.
#[must_use]
pub fn usual_steps() -> Vec<WrittenStep> {
    let step = |key: &str| WrittenStep {
        key: key.to_owned(),
        settings: Vec::new(),
    };
    USUAL.into_iter().map(step).collect()
}

impl WrittenStep {
    /// A step, written.
    #[must_use]
    pub fn of(step: &StepSpec) -> Self {
        let settings = step.special().into_iter();
        Self {
            key: step.key().to_owned(),
            settings: settings.map(|(key, text)| (key.to_owned(), text)).collect(),
        }
    }

    /// The step.
    ///
    /// # Errors
    ///
    /// [`PrepareError::Unreadable`] where there is no such step, or no such setting of it.
    pub fn read(&self) -> Result<StepSpec, PrepareError> {
        let unknown = || PrepareError::Unreadable(format!("there is no step called {}.", self.key));
        let mut step = StepSpec::of_key(&self.key).ok_or_else(unknown)?;
        for (key, text) in &self.settings {
            step.set(key, text).map_err(PrepareError::Unreadable)?;
        }
        Ok(step)
    }
}
