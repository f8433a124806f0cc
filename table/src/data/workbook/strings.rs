//! Texts that cells share.

use quick_xml::events::Event;

use super::xml::{add_text, walk};

/// The shared texts, in their order; hints on how to read Japanese letters are left out.
pub(super) fn shared_strings(text: &str) -> Result<Vec<String>, String> {
    let mut strings = Vec::new();
    let mut current = String::new();
    let (mut is_text, mut is_hint) = (false, false);
    walk(text, |event| match event {
        Event::Start(element) => match element.local_name().as_ref() {
            "t" => is_text = true,
            "rPh" => is_hint = true,
            _ => {}
        },
        Event::End(element) => match element.local_name().as_ref() {
            "t" => is_text = false,
            "rPh" => is_hint = false,
            "si" => strings.push(std::mem::take(&mut current)),
            _ => {}
        },
        Event::Empty(element) if element.local_name().as_ref() == "si" => {
            strings.push(String::new())
        }
        event if is_text && !is_hint => add_text(event, &mut current),
        _ => {}
    })?;
    Ok(strings)
}
