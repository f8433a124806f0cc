//! Files that are dropped onto the page, and tables that are pasted into it.

use js_sys::Array;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, File};

use super::session::Session;
use crate::experiment::Source;

/// What a pasted table is called.
const PASTED: &str = "pasted.csv";

/// Takes in what is dropped and pasted from now on.
pub fn take_files(session: Session) {
    window_event_listener(ev::dragover, |event| {
        if has_files(&event) && !is_within(&event, "input[type=file]") {
            event.prevent_default();
            show_as_target(true);
        }
    });
    window_event_listener(ev::dragleave, |event| {
        // Otherwise it has come from one part of the page to another.
        if event.related_target().is_none() {
            show_as_target(false);
        }
    });
    window_event_listener(ev::drop, move |event| {
        show_as_target(false);
        // A field for files takes what is dropped on it by itself.
        if !has_files(&event) || is_within(&event, "input[type=file]") {
            return;
        }
        event.prevent_default();
        let is_of_applicants = is_within(&event, "[data-takes=applicants]");
        if let Some(files) = event.data_transfer() {
            take(session, &files, is_of_applicants);
        }
    });
    window_event_listener(ev::paste, move |event| {
        let event: ClipboardEvent = event.unchecked_into();
        if let Some(content) = event.clipboard_data().filter(|_| !is_typing(&event)) {
            paste(session, &event, &content);
        }
    });
}

fn has_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.includes(&JsValue::from_str("Files"), 0))
}

fn is_within(event: &Event, selector: &str) -> bool {
    let target = event.target();
    let element: Option<Element> = target.and_then(|target| target.dyn_into().ok());
    element.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

fn is_typing(event: &Event) -> bool {
    is_within(
        event,
        "input:not([type=range], [type=radio], [type=checkbox], [type=file]), textarea",
    )
}

/// Says by its look that the page takes what is dragged over it.
fn show_as_target(is_target: bool) {
    if let Some(body) = document().body() {
        let _ = body.class_list().toggle_with_force("takes-file", is_target);
    }
}

fn take(session: Session, content: &DataTransfer, is_of_applicants: bool) {
    let Some(files) = content.files() else { return };
    let Some(file) = files.get(0) else { return };
    if files.length() > 1 {
        session.notify(&format!(
            "Of {} files {} alone is read.",
            files.length(),
            file.name()
        ));
    }
    read(session, file, is_of_applicants);
}

fn paste(session: Session, event: &Event, content: &DataTransfer) {
    if content.files().is_some_and(|files| files.length() > 0) {
        event.prevent_default();
        take(session, content, false);
        return;
    }
    let text = content.get_data("text/plain").unwrap_or_default();
    // A word or two is no table.
    if text.trim().lines().nth(1).is_none() {
        return;
    }
    event.prevent_default();
    let parts = Array::of1(&JsValue::from_str(&text));
    if let Ok(file) = File::new_with_str_sequence(&parts, PASTED) {
        read(session, file, false);
    }
}

/// It is a file of scores where these are looked at, and one of applicants to learn from otherwise.
fn read(session: Session, file: File, is_of_applicants: bool) {
    if is_of_applicants {
        session.score_file(file);
        return;
    }
    let source = session.now(|studio| studio.spec().data.source);
    let source = if source == Source::Scores {
        source
    } else {
        Source::Upload
    };
    session.choose_file(source, file);
}
