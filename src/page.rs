//! The page: with `worker` the only room that knows a browser.
//!
//! [`Session`](session::Session) wires the [`Studio`](crate::studio::Studio) to what shows it, and `office` to what it asks
//! for: workers, clocks and the store of kept runs. Panels read the studio and perform verbs.

mod address;
mod calibration;
mod canvas;
mod cost;
mod curves;
mod data;
mod dock;
mod download;
mod dropping;
mod fields;
mod figure_menu;
mod file_name;
mod gallery;
mod header;
pub mod hidpi;
mod later;
mod learnt;
mod ledger;
mod line_figure;
mod menus;
mod office;
mod replay;
mod rest;
mod saving;
mod session;
mod settings;
mod store;
mod subject;
mod surface;
mod tabs;
mod taking;
mod theme;
mod threshold;
mod training;
mod turns;
mod twin;
mod unpacking;
mod why;
mod worker;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use self::dock::Dock;
use self::gallery::Gallery;
use self::header::Header;
use self::later::{Later, Place};
use self::session::Session;
use self::settings::{RunButtons, RunProgress, Settings};
use self::tabs::{Tabs, View};
use self::theme::Theme;
use self::threshold::{ThresholdSlider, ThresholdTab};
use crate::studio::{Link, Tab, Verb};

/// Shows the page in place of what the document says while loading.
pub fn show() {
    turns::begin();
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    mount_to_body(App);
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let theme = Theme::new();
    provide_context(theme);
    let session = Session::new(Link::default());
    if let Some(text) = address::read() {
        session.perform(Verb::OpenText(text));
    }
    let later = Later::new(|| Box::pin(async { rest::part().await.ok() }), session);
    provide_context(later);
    provide_context(Gallery::new(session, theme));
    address::keep(session);
    window_event_listener(ev::keydown, move |event| undo_by_key(session, &event));
    menus::close_when_left();
    let drawer_is_open = RwSignal::new(false);
    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            drawer_is_open.set(false);
        }
    });
    view! {
        <a class="skip" href="#view-0" on:click=|event| skip(&event)>"Skip to the threshold"</a>
        <Header session/>
        <Notices session/>
        <main class="lab" class:drawer-open=drawer_is_open>
            <Settings session/>
            <div class="views" class:stale=move || session.honesty(|studio| studio.stale().is_some())>
                <Tabs views=views(later) session/>
                <Dock session/>
            </div>
        </main>
        <footer class="reach" aria-label="Train and threshold">
            <button
                type="button"
                aria-expanded=move || drawer_is_open.get().to_string()
                aria-controls="experiment"
                on:click=move |_| drawer_is_open.update(|is_open| *is_open = !*is_open)
            >
                "Experiment"
            </button>
            <RunButtons session/>
            <RunProgress session/>
            <ThresholdSlider session/>
        </footer>
    }
}

/// Gives the focus to the threshold's slider that is in use; the address stays as it is.
fn skip(event: &MouseEvent) {
    event.prevent_default();
    let sliders = document().query_selector_all("input[aria-label='Decision threshold']");
    let Ok(sliders) = sliders else { return };
    let sliders = (0..sliders.length()).filter_map(|place| sliders.get(place)?.dyn_into().ok());
    let in_use = |slider: &HtmlElement| slider.offset_parent().is_some();
    if let Some(slider) = sliders.into_iter().find(in_use) {
        let _ = slider.focus();
    }
}

/// Ctrl-Z and Ctrl-Shift-Z outside of fields, which undo what is typed in them.
fn undo_by_key(session: Session, event: &KeyboardEvent) {
    let is_typing = event.target().is_some_and(|target| {
        let element = target.dyn_ref::<Element>();
        let typed = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select";
        element.is_some_and(|element| element.matches(typed).unwrap_or(false))
    });
    let has_command = event.ctrl_key() || event.meta_key();
    if is_typing || !has_command || !event.key().eq_ignore_ascii_case("z") {
        return;
    }
    event.prevent_default();
    session.perform(if event.shift_key() {
        Verb::Redo
    } else {
        Verb::Undo
    });
}

/// The tabs, in their order.
fn views(later: Later) -> Vec<View> {
    let view = |tab| View {
        tab,
        content: match tab {
            Tab::Threshold => Arc::new(|session| view! { <ThresholdTab session/> }.into_any()),
            _ => Arc::new(move |session| later.view(Place::Tab(tab), session)),
        },
        stays: matches!(tab, Tab::Threshold | Tab::Training | Tab::Data),
    };
    Tab::ALL.map(view).to_vec()
}

/// What happened that isn't an error of the settings.
#[component]
fn Notices(session: Session) -> impl IntoView {
    let notice = move |sentence: String| {
        let taken = sentence.clone();
        view! {
            <div class="notice" role="alert">
                <p>{sentence}</p>
                <button type="button" on:click=move |_| session.perform(Verb::Dismiss(taken.clone()))>"Dismiss"</button>
            </div>
        }
    };
    view! { {move || session.notices(|studio| studio.notices().to_vec()).into_iter().map(notice).collect_view()} }
}
