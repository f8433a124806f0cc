//! Which styles of cells show numbers as dates.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::xml::{attribute, walk};

/// For each style of cells, by its number, whether it shows a date.
pub(super) fn date_styles(styles: &str) -> Result<Vec<bool>, String> {
    let mut own: HashMap<u32, bool> = HashMap::new();
    let mut are_dates = Vec::new();
    let mut is_of_cells = false;
    walk(styles, |event| match event {
        Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
            "numFmt" => {
                let id = attribute(element, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(element, "formatCode")) {
                    own.insert(id, is_date(&code));
                }
            }
            "cellXfs" => is_of_cells = true,
            "xf" if is_of_cells => {
                let id = attribute(element, "numFmtId")
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0);
                let is_built_in = matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58);
                are_dates.push(own.get(&id).copied().unwrap_or(is_built_in));
            }
            _ => {}
        },
        Event::End(element) if element.local_name().as_ref() == "cellXfs" => is_of_cells = false,
        _ => {}
    })?;
    Ok(are_dates)
}

/// Whether a format shows a year or a day: `dd.mm.yyyy`, and neither `0.00` nor `[h]:mm`.
fn is_date(code: &str) -> bool {
    let (mut is_quoted, mut is_bracketed, mut is_escaped) = (false, false, false);
    for letter in code.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' | '_' | '*' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            'y' | 'Y' | 'd' | 'D' if !is_bracketed => return true,
            _ => {}
        }
    }
    false
}
