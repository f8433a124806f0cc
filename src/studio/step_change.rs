//! What people change about the steps that make numbers of columns.

use crate::data::prepare::{StepSpec, WrittenStep, usual_steps};

/// Steps in a list at most.
const MOST_STEPS: usize = 40;

/// A change of the list of steps, or of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepChange {
    /// A new step, by its key: before those that make numbers of texts, or at the end where it is one of these.
    Add(String),
    /// The step one place up.
    Up,
    /// One place down.
    Down,
    /// Out of the list.
    Remove,
    /// A setting of the step.
    Set {
        /// The name of the setting.
        key: String,
        /// What is written.
        text: String,
    },
    /// The list of a table that nobody has touched.
    Reset,
}

impl StepChange {
    /// The steps after the change, which is of the one at `place`.
    ///
    /// # Errors
    ///
    /// What is wanted, in a sentence, where a setting can't be read or the list is full.
    pub fn of(self, steps: &[WrittenStep], place: usize) -> Result<Vec<WrittenStep>, String> {
        let mut steps = steps.to_vec();
        match self {
            Self::Add(_) if steps.len() >= MOST_STEPS => {
                return Err(format!("{MOST_STEPS} steps are done at most."));
            }
            Self::Add(key) => {
                let all = StepSpec::all();
                // The order of the menu is one in which steps make sense.
                let rank = |key: &str| all.iter().position(|of| of.key() == key);
                let new = rank(&key).ok_or_else(|| format!("There is no step called {key}."))?;
                let place = steps.iter().position(|of| rank(&of.key) > Some(new));
                let settings = Vec::new();
                steps.insert(place.unwrap_or(steps.len()), WrittenStep { key, settings });
            }
            Self::Up if place > 0 && place < steps.len() => steps.swap(place, place - 1),
            Self::Down if place + 1 < steps.len() => steps.swap(place, place + 1),
            Self::Remove if place < steps.len() => drop(steps.remove(place)),
            Self::Set { key, text } => {
                if let Some(written) = steps.get_mut(place) {
                    let mut step = written.read().map_err(|error| error.to_string())?;
                    step.set(&key, &text)?;
                    *written = WrittenStep::of(&step);
                }
            }
            Self::Reset => steps = usual_steps(),
            Self::Up | Self::Down | Self::Remove => {}
        }
        Ok(steps)
    }
}
