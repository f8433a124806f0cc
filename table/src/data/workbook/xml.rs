//! What is read off a workbook's XML.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A sheet that can be seen.
pub(super) struct Sheet {
    pub(super) name: String,
    /// Leads to its file.
    pub(super) id: String,
}

/// Calls `hear` with every event of a text.
///
/// # Errors
///
/// A sentence where it isn't XML.
pub(super) fn walk(text: &str, mut hear: impl FnMut(&Event<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => hear(&event),
            Err(_) => return Err(BROKEN.to_owned()),
        }
    }
}

const BROKEN: &str = "A part of the workbook isn't whole: save it again, or as CSV.";

/// The value of an attribute, by its name without a namespace.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes().flatten();
    let found = all.find(|of| of.key.local_name().as_ref() == name)?;
    unescape(&found.value)
        .ok()
        .map(std::borrow::Cow::into_owned)
}

/// The text that an event adds to the one that it is part of.
pub(super) fn add_text(event: &Event<'_>, to: &mut String) {
    match event {
        Event::Text(text) => to.push_str(&text.xml10_content()),
        Event::CData(text) => to.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => {
            let resolved = unescape_ref(&name.xml10_content());
            to.push_str(&resolved);
        }
        _ => {}
    }
}

fn unescape_ref(name: &str) -> String {
    let written = format!("&{name};");
    unescape(&written).map_or_else(|_| written.clone(), std::borrow::Cow::into_owned)
}

/// The sheets that can be seen, in their order.
pub(super) fn sheets(workbook: &str) -> Result<Vec<Sheet>, String> {
    let mut sheets = Vec::new();
    walk(workbook, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == "sheet"
            && attribute(element, "state").is_none_or(|state| state == "visible")
            && let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id"))
        {
            sheets.push(Sheet { name, id });
        }
    })?;
    Ok(sheets)
}

/// The files that a workbook refers to, by their ids.
pub(super) fn targets(links: &str) -> Result<Vec<(String, String)>, String> {
    let mut targets = Vec::new();
    walk(links, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
        {
            targets.push((id, target));
        }
    })?;
    Ok(targets)
}

/// Whether days are counted from 1904 on.
pub(super) fn counts_from_1904(workbook: &str) -> bool {
    let mut is_so = false;
    // It was read before.
    let _ = walk(workbook, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == "workbookPr"
        {
            is_so =
                attribute(element, "date1904").is_some_and(|value| value == "1" || value == "true");
        }
    });
    is_so
}
