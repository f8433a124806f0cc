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
use crate::metrics::Binning;

/// The whole tab.
#[component]
pub fn CalibrationTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <section class="panel">
            <header><h2>"How scores are read as probabilities"</h2></header>
            <div class="fields view-fields">
                <For each=move || session.shown().get() key=|arm| *arm let:arm>
                    <ScaleField session arm/>
                </For>
            </div>
            {move || {
                let sentences = session.scale_complaints().into_iter();
                sentences.map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> }).collect_view()
            }}
            <div class="scrolls" tabindex="0" role="region" aria-label="Scales, scrollable"><ScaleComparison session/></div>
        </section>
        <section class="panel">
            <header><h2>"Reliability"</h2></header>
            <Bins session/>
            <ReliabilityFigure session/>
        </section>
        <section class="panel"><div class="scrolls" tabindex="0" role="region" aria-label="Calibration, scrollable"><CalibrationTable session/></div></section>
        <OptimismPanel session/>
    }
}

/// How rows are put into bins.
#[component]
fn Bins(session: Session) -> impl IntoView {
    let binning = move || session.study().with(|study| study.binning);
    let is_by_width = move || matches!(binning(), Binning::EqualWidth(_));
    let n_bins = move || match binning() {
        Binning::EqualWidth(n) | Binning::EqualCount(n) => n,
    };
    let set = move |by_width: bool, n: usize| {
        let n = n.clamp(1, 100);
        session.edit_study(|study| {
            study.binning = if by_width {
                Binning::EqualWidth(n)
            } else {
                Binning::EqualCount(n)
            };
        });
    };
    view! {
        <div class="fields view-fields">
            <Choice
                label="Bins"
                options=vec![(true, "Equal width"), (false, "Equal count")]
                value=is_by_width
                on_change=move |by_width| set(by_width, n_bins())
            />
            <NumberField
                label="How many bins"
                min="1"
                max="100"
                value=n_bins
                on_change=move |n| set(untrack(is_by_width), n)
            />
        </div>
    }
}
