//! Lists of arms as text that a link can hold.
//!
//! Arms stand side by side with `,` between them. An arm is its name, and behind it, with `_` between, what is special
//! about it: `hidden`, `scale` (scaled before it is resampled), its remedies and its model. A remedy or a model is its
//! key, and `*key*value` for each of its settings that isn't as usual.

use form_urlencoded::{byte_serialize, parse};

use crate::balance::RemedySpec;
use crate::experiment::{ArmSpec, MOST_ARMS, Order};
use crate::model::ModelSpec;

const HIDDEN: &str = "hidden";
const SCALED_FIRST: &str = "scale";

/// A list of arms as a link holds it.
#[must_use]
pub fn arms_text(arms: &[ArmSpec]) -> String {
    let texts: Vec<_> = arms.iter().map(arm_text).collect();
    let text = texts.join(",");
    // A single arm as is says nothing of itself, and still is a list.
    if text.is_empty() { "_".into() } else { text }
}

/// The list that [`arms_text`] wrote; `None` where the text says nothing of the kind.
#[must_use]
pub fn arms(text: &str) -> Option<Vec<ArmSpec>> {
    let arms: Vec<_> = text.split(',').map(arm).collect::<Option<_>>()?;
    (arms.len() <= MOST_ARMS).then_some(arms)
}

fn arm_text(arm: &ArmSpec) -> String {
    let mut parts = vec![escaped(&arm.name)];
    if arm.is_hidden {
        parts.push(HIDDEN.into());
    }
    if arm.order == Order::ScaleThenResample {
        parts.push(SCALED_FIRST.into());
    }
    let remedies = arm.remedies.iter();
    parts.extend(remedies.map(|remedy| with_settings(remedy.key(), remedy.special())));
    let model = arm.model.as_ref();
    parts.extend(model.map(|model| with_settings(model.key(), model.special())));
    parts.join("_")
}

pub(super) fn with_settings<'a>(
    key: &str,
    settings: impl IntoIterator<Item = (&'a str, String)>,
) -> String {
    let mut text = key.to_owned();
    for (key, value) in settings {
        text += &format!("*{}*{}", escaped(key), escaped(&value));
    }
    text
}

fn arm(text: &str) -> Option<ArmSpec> {
    let mut parts = text.split('_');
    let mut arm = ArmSpec {
        name: unescaped(parts.next()?),
        ..ArmSpec::default()
    };
    for part in parts.filter(|part| !part.is_empty()) {
        let mut words = part.split('*');
        let key = words.next()?;
        if key == HIDDEN {
            arm.is_hidden = true;
        } else if key == SCALED_FIRST {
            arm.order = Order::ScaleThenResample;
        } else if let Some(mut remedy) = RemedySpec::of_key(key) {
            while let Some(key) = words.next() {
                remedy
                    .set(&unescaped(key), &unescaped(words.next()?))
                    .ok()?;
            }
            arm.remedies.push(remedy);
        } else {
            let mut model = ModelSpec::of_key(key)?;
            while let Some(key) = words.next() {
                model.set(&unescaped(key), &unescaped(words.next()?)).ok()?;
            }
            arm.model = Some(model);
        }
    }
    Some(arm)
}

/// Without a sign that stands between others.
fn escaped(text: &str) -> String {
    let escaped: String = byte_serialize(text.as_bytes()).collect();
    escaped.replace('_', "%5F").replace('*', "%2A")
}

pub(super) fn unescaped(text: &str) -> String {
    // Behind a name of nothing, so that no sign of the text is taken for one between a name and a value.
    let pair = format!("={text}");
    let mut pairs = parse(pair.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(_, text)| text.into_owned())
}
