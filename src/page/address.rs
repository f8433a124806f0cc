//! The study in the page's address, both ways.

use std::time::Duration;

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::session::Session;
use crate::studio::{Studio, Verb};

/// Browsers refuse addresses that change too often, as while a slider is dragged.
const MIRROR_AFTER: Duration = Duration::from_millis(300);

/// The text behind `#`; `None` where there is none.
pub fn read() -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    let fragment = hash.strip_prefix('#')?;
    (!fragment.is_empty()).then(|| fragment.to_owned())
}

/// Keeps the address equal to the session, and the session to an address that a person enters.
pub fn keep(session: Session) {
    let mut waiting: Option<TimeoutHandle> = None;
    Effect::new(move |before: Option<()>| {
        session.lab(|_| ());
        session.study(|_| ());
        session.standings(|_| ());
        if let Some(waiting) = waiting.take() {
            waiting.clear();
        }
        // An address that can't be read stays until something is changed.
        if before.is_some() {
            waiting = set_timeout_with_handle(move || mirror(session), MIRROR_AFTER).ok();
        }
    });
    EventListener::new(&window(), "hashchange", move |_| {
        if let Some(text) = read() {
            session.perform(Verb::OpenText(text));
        }
    })
    .forget();
}

/// Writes the session into the address, without a step in the history.
pub fn mirror(session: Session) {
    let fragment = format!("#{}", session.now(Studio::link).to_fragment());
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&fragment));
    }
}
