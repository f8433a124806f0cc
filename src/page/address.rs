//! The experiment in the page's address, both ways.

use std::time::Duration;

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::session::Session;
use crate::experiment::{Address, AddressError};

/// Browsers refuse addresses that change too often, as while a slider is dragged.
const MIRROR_AFTER: Duration = Duration::from_millis(300);

/// The experiment that the address names; `None` where it names nothing.
pub fn read() -> Option<Result<Address, AddressError>> {
    let hash = window().location().hash().unwrap_or_default();
    let fragment = hash
        .strip_prefix('#')
        .filter(|fragment| !fragment.is_empty())?;
    Some(Address::from_fragment(fragment))
}

/// Keeps the address equal to the session, and the session to an address that a person enters.
pub fn keep(session: Session) {
    let mut waiting: Option<TimeoutHandle> = None;
    Effect::new(move |before: Option<()>| {
        session.spec().track();
        session.threshold().track();
        session.study().track();
        if let Some(waiting) = waiting.take() {
            waiting.clear();
        }
        // An address that can't be read stays until something is changed.
        if before.is_some() {
            waiting = set_timeout_with_handle(move || mirror(session), MIRROR_AFTER).ok();
        }
    });
    EventListener::new(&window(), "hashchange", move |_| match read() {
        Some(Ok(address)) => session.restore(address),
        Some(Err(error)) => session.notify(complaint(error)),
        None => {}
    })
    .forget();
}

/// Writes the session into the address, without a step in the history.
pub fn mirror(session: Session) {
    let address = Address {
        spec: session.spec().get_untracked(),
        threshold: session.threshold().get_untracked(),
        study: session.study().get_untracked(),
    };
    let fragment = format!("#{}", address.to_fragment());
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&fragment));
    }
}

/// What is said of an address that can't be read.
pub fn complaint(error: AddressError) -> String {
    format!("The address names no experiment: {error}. The tutorial is set up instead.")
}
