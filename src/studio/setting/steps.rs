//! Lists of steps as text that a link can hold.
//!
//! Steps stand in their order with `,` between them. A step is its key, and `*key*value` for each of its settings that
//! isn't as usual. Whether there are such steps and settings shows when they are done.

use super::arms::{unescaped, with_settings};
use crate::data::prepare::{WrittenStep, usual_steps};

/// What stands for a list of no steps.
const NONE: &str = "none";

/// A list of steps as a link holds it; nothing for the usual one.
#[must_use]
pub fn steps_text(steps: &[WrittenStep]) -> String {
    if steps == usual_steps() {
        return String::new();
    }
    if steps.is_empty() {
        return NONE.to_owned();
    }
    let text = |step: &WrittenStep| {
        let settings = step.settings.iter();
        with_settings(
            &step.key,
            settings.map(|(key, text)| (key.as_str(), text.clone())),
        )
    };
    steps.iter().map(text).collect::<Vec<_>>().join(",")
}

/// The list that [`steps_text`] wrote; `None` where the text says nothing of the kind.
#[must_use]
pub fn steps(text: &str) -> Option<Vec<WrittenStep>> {
    match text {
        "" => return Some(usual_steps()),
        NONE => return Some(Vec::new()),
        _ => {}
    }
    let step = |text: &str| {
        let mut words = text.split('*');
        let key = words.next().filter(|key| !key.is_empty())?.to_owned();
        let mut settings = Vec::new();
        while let Some(key) = words.next() {
            settings.push((unescaped(key), unescaped(words.next()?)));
        }
        Some(WrittenStep { key, settings })
    };
    text.split(',').map(step).collect()
}
