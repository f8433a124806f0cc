//! The page: besides the worker's binary the only room that knows a browser.
//!
//! [`Session`](session::Session) holds all state. Panels read its signals and call its verbs, and
//! figures are drawn from memos of them. It talks to three workers: one an arm, one for the data.

mod address;
mod calibration;
mod canvas;
mod cost;
mod curves;
mod data;
mod download;
mod fields;
mod gallery;
mod header;
pub mod hidpi;
mod line_figure;
mod session;
mod settings;
mod surface;
mod tabs;
mod taking;
mod theme;
mod threshold;
mod training;
mod twin;
mod worker;

use leptos::ev;
use leptos::prelude::*;

use self::calibration::CalibrationTab;
use self::cost::CostTab;
use self::curves::CurvesTab;
use self::data::DataTab;
use self::gallery::Gallery;
use self::header::Header;
use self::session::Session;
use self::settings::{RunButtons, RunProgress, Settings};
use self::tabs::{Tabs, View};
use self::theme::Theme;
use self::threshold::{ThresholdSlider, ThresholdTab};
use self::training::TrainingTab;

/// Shows the page in place of what the document says while loading.
pub fn show() {
    console_error_panic_hook::set_once();
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
    let address = address::read();
    let (address, foreign) = match address {
        Some(Ok(address)) => (Some(address), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let session = Session::new(address);
    session.open();
    provide_context(Gallery::new(session, theme));
    address::keep(session);
    if let Some(error) = foreign {
        session.notify(address::complaint(error));
    }
    let drawer_is_open = RwSignal::new(false);
    window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            drawer_is_open.set(false);
        }
    });
    view! {
        <Header session/>
        <Notices session/>
        <main class="lab" class:drawer-open=drawer_is_open>
            <Settings session/>
            <div class="views">
                <Tabs views=views() session/>
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

/// The tabs, in their order.
fn views() -> Vec<View> {
    let view = |name, content, stays| View {
        name,
        content,
        stays,
    };
    vec![
        view(
            "Threshold",
            |session| view! { <ThresholdTab session/> }.into_any(),
            true,
        ),
        view(
            "Curves",
            |session| view! { <CurvesTab session/> }.into_any(),
            false,
        ),
        view(
            "Calibration",
            |session| view! { <CalibrationTab session/> }.into_any(),
            false,
        ),
        view(
            "Cost",
            |session| view! { <CostTab session/> }.into_any(),
            false,
        ),
        view(
            "Training",
            |session| view! { <TrainingTab session/> }.into_any(),
            true,
        ),
        view(
            "Data",
            |session| view! { <DataTab session/> }.into_any(),
            true,
        ),
    ]
}

/// What happened that isn't an error of the settings.
#[component]
fn Notices(session: Session) -> impl IntoView {
    let notice = move |sentence: String| {
        let taken = sentence.clone();
        view! {
            <div class="notice" role="alert">
                <p>{sentence}</p>
                <button type="button" on:click=move |_| session.dismiss(&taken)>"Dismiss"</button>
            </div>
        }
    };
    view! { {move || session.notices().get().into_iter().map(notice).collect_view()} }
}
