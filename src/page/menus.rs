//! Menus that open over the page close on Escape and on a press elsewhere.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

const OPEN: &str = "details.over[open], details.export[open]";

/// Keeps at it as long as the page is there.
pub fn close_when_left() {
    window_event_listener(ev::pointerdown, |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        for menu in open() {
            if !menu.contains(target.as_ref()) {
                close(&menu);
            }
        }
    });
    window_event_listener(ev::keydown, |event| {
        if event.key() != "Escape" {
            return;
        }
        // The innermost one; its line gets the focus back.
        if let Some(menu) = open().pop() {
            close(&menu);
            let line = menu.query_selector("summary").ok().flatten();
            if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
                let _ = line.focus();
            }
        }
    });
}

fn open() -> Vec<Element> {
    let Ok(found) = document().query_selector_all(OPEN) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|place| found.get(place));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

fn close(menu: &Element) {
    let _ = menu.remove_attribute("open");
}
