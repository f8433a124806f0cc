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
            <Complaints session/>
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

/// Why some scores can't be looked at as probabilities, and why a scale can't be had.
#[component]
fn Complaints(session: Session) -> impl IntoView {
    let sentences = move || {
        let views = session.views().get().into_iter();
        let sentences = views.filter_map(|view| {
            let name = view.name();
            if let Some(refusal) = &view.reading.refusal {
                return Some(format!("{name}, {}: {refusal}", view.reading.asked.name()));
            }
            let is_probability = |score: &f64| (0.0..=1.0).contains(score);
            let outside = view
                .test()
                .thresholds()
                .iter()
                .find(|score| !is_probability(score));
            outside.map(|score| {
                format!(
                    "{name}: scores such as {} lie outside 0 to 1, so they are no probabilities. \
                     Calibration, Brier score and log loss are off; choose Platt or isotonic to \
                     make them probabilities.",
                    crate::words::significant(*score, 6)
                )
            })
        });
        sentences.collect::<Vec<_>>()
    };
    view! {
        {move || sentences().into_iter().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> }).collect_view()}
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
