//! The tab "Calibration": whether a score of 20 % means that 20 % default.

mod figure;
mod optimism;
mod scales;

use leptos::prelude::*;

use self::figure::ReliabilityFigure;
use self::optimism::OptimismPanel;
use self::scales::{CalibrationTable, ScaleComparison};
use super::fields::{Choice, NumberField};
use super::session::Session;
use super::threshold::ScaleField;
use crate::studio::Studio;
use crate::studio::setting::study;

pub use self::scales::ScaleTable;

/// The whole tab.
#[component]
pub fn CalibrationTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let complaint = |sentence: String| view! { <p class="complaint" role="alert">{sentence}</p> };
    view! {
        <section class="panel">
            <header><h2>"How scores are read as probabilities"</h2></header>
            <div class="fields view-fields">
                <For each=move || session.views(|studio| studio.views().shown.clone()) key=|arm| *arm let:arm>
                    <ScaleField session arm/>
                </For>
            </div>
            {move || session.views(Studio::scale_complaints).into_iter().map(complaint).collect_view()}
            <div class="scrolls" tabindex="0" role="region" aria-label="Scales, scrollable"><ScaleComparison session/></div>
            <Working session/>
        </section>
        <section class="panel">
            <header><h2>"Reliability"</h2></header>
            <div class="fields view-fields">
                <Choice session setting=&study::BINS/>
                <NumberField session setting=&study::N_BINS/>
            </div>
            <ReliabilityFigure session/>
        </section>
        <section class="panel"><div class="scrolls" tabindex="0" role="region" aria-label="Calibration, scrollable"><CalibrationTable session/></div></section>
        <OptimismPanel session/>
    }
}

/// Says that numbers are on their way; its line is kept free, so that nothing jumps.
#[component]
pub fn Working(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let is_working = Memo::new(move |_| session.calibration(Studio::is_calibrating));
    let words = move || {
        if is_working.get() {
            "Working…"
        } else {
            "\u{a0}"
        }
    };
    view! { <p class="note" role="status">{words}</p> }
}
