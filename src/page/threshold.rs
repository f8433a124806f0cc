//! The tab "Threshold": one cut, and everything that it does.

mod curves;
mod goals;
mod histograms;
mod matrices;
mod metrics;
mod race;
mod repeats;
mod report;
mod rows;
mod slider;
mod view;

use leptos::html::Div;
use leptos::prelude::*;

use self::curves::{PrecisionRecallFigure, RocFigure};
use self::goals::Honesty;
use self::histograms::Histograms;
use self::matrices::Matrices;
use self::metrics::MetricsTable;
use self::race::Race;
use self::repeats::RepeatsPanel;
use self::report::Reports;
use self::rows::CellRows;
use self::view::ScaleNote;
use super::fields::{Choice, ChoiceMenu};
use super::later::{Later, Place};
use super::session::Session;
use super::twin::Numbers;
use crate::experiment::Published;
use crate::metrics::recall_margin;
use crate::studio::setting::study;
use crate::studio::{Piece, Studio};
use crate::words::count;

pub use goals::{Conditional, Goals};
pub use slider::ThresholdSlider;
pub use view::{ScaleField, ViewChoices};

/// The whole tab.
#[component]
pub fn ThresholdTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let later = expect_context::<Later>();
    let evidence = NodeRef::<Div>::new();
    view! {
        <section class="panel first">
            <Sentence session/>
        </section>
        <EvidencePicker evidence/>
        <div class="evidence" node_ref=evidence>
            // The slider comes first for the keyboard, and below the scores for the eye.
            <section class="panel score-views">
                <div class="in-place" id=super::dock::PLACE><ThresholdSlider session/></div>
                <Histograms session/>
                <div class="goals-line">
                    <Goals session/>
                    <Sharing session/>
                    <details class="more over looking">
                        <summary>"Display options"</summary>
                        <div class="sheet">{later.view(Place::Looking, session)}</div>
                    </details>
                </div>
            </section>
            <RocFigure session/>
            <PrecisionRecallFigure session/>
            <Matrices session/>
        </div>
        <div class="quiet">
            <div><Sureness session/><Honesty session/></div>
            <div>{later.view(Place::Scores, session)}</div>
        </div>
        {later.view(Place::Below, session)}
    }
}

/// What lies below the first screen: the rows behind a cell, and the metrics.
#[component]
pub fn Below(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <CellRows session/>
        <MetricsTable session/>
        <Race session/>
        <PublishedPanel session/>
        <RepeatsPanel session/>
        <Reports session/>
    }
}

/// What the source of a preset published, beside what comes out here.
#[component]
fn PublishedPanel(session: Session) -> impl IntoView {
    let published = Memo::new(move |_| session.lab(Studio::published));
    let table = move |of: &'static Published| {
        let table = session.standings(|studio| studio.published_table(of));
        let has_rows = !of.rows.is_empty();
        has_rows.then(|| view! { <Numbers table/> })
    };
    let panel = move |of: &'static Published| {
        view! {
            <section class="panel">
                <header><h2>"What was published"</h2></header>
                {move || table(of)}
                <p class="note">{session.said(of.why)}</p>
            </section>
        }
    };
    view! { {move || published.get().map(panel)} }
}

/// What scores mean, and how far resamples are.
#[component]
pub fn ScoreNotes(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! { <ScaleNote session/><Draws session/> }
}

/// On a phone one piece of evidence is seen at a time: these bring another, as a swipe does.
#[component]
fn EvidencePicker(evidence: NodeRef<Div>) -> impl IntoView {
    let piece = move |(place, name): (i32, &'static str)| {
        let show = move |_| {
            if let Some(evidence) = evidence.get_untracked() {
                evidence.set_scroll_left(place * evidence.client_width());
            }
        };
        view! { <button type="button" on:click=show>{name}</button> }
    };
    let names = ["ROC", "Precision–recall", "Matrices", "Scores"];
    view! {
        <div class="picker" role="group" aria-label="Evidence">
            {(0..).zip(names).map(piece).collect_view()}
        </div>
    }
}

/// What happens at the threshold, always true and current.
#[component]
fn Sentence(session: Session) -> impl IntoView {
    let pieces = move || {
        session.study(|_| ());
        session.standings(Studio::sentence)
    };
    let show = |piece: Piece| match piece {
        Piece::Text(words) => view! { <span>{words}</span> }.into_any(),
        Piece::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        Piece::Of(arm, words) => {
            let is_number = words.starts_with(|c: char| c.is_ascii_digit());
            let class = arm.class();
            view! { <strong class=class class:number=is_number>{words}</strong> }.into_any()
        }
    };
    let unjudged =
        move || session.views(|studio| Some(studio.say(studio.views().unjudged.as_ref()?)));
    view! {
        <p class="sentence" role="status">{move || pieces().into_iter().map(show).collect_view()}</p>
        {move || unjudged().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })}
    }
}

/// How sure the numbers are, or of what else they are.
#[component]
fn Sureness(session: Session) -> impl IntoView {
    let stale = move || session.honesty(|studio| studio.stale().map(|stale| stale.sentence));
    let mark = move || stale().unwrap_or_else(|| session.standings(sureness));
    view! { <p class="mark" class:stale-note=move || stale().is_some() aria-live="polite">{mark}</p> }
}

/// What the thresholds of the arms have in common: a switch, or on a phone a menu.
#[component]
fn Sharing(session: Session) -> impl IntoView {
    let compares = move || session.views(|studio| studio.views().shown.len() > 1);
    view! {
        <Show when=compares>
            <div class="sharing">
                <Choice session setting=&study::COMPARE goes_back=true/>
                <ChoiceMenu session setting=&study::COMPARE/>
            </div>
        </Show>
    }
}

/// Where recall is known no better than this, there are few defaults.
const FEW: f64 = 0.05;

/// A share in percentage points.
fn points(share: f64) -> String {
    match format!("{:.0}", share * 100.0).as_str() {
        "0" => "less than half a point".into(),
        "1" => "1 point".into(),
        points => format!("{points} points"),
    }
}

/// How well recall can be known with so few defaults.
fn sureness(studio: &Studio) -> String {
    let margin = studio.standings().first().and_then(|standing| {
        let confusion = standing.confusion;
        let positives = confusion.n_positives();
        let margin = recall_margin(confusion.true_positives, positives)?;
        let noun = if positives == 1 {
            "default"
        } else {
            "defaults"
        };
        let noun = studio.say(noun);
        Some(format!(
            "{}{} test {noun}: recall may be off by {} either way.",
            if margin < FEW { "" } else { "Only " },
            count(positives),
            points(margin)
        ))
    });
    margin.unwrap_or_default()
}

/// How far the resamples are, until all are drawn. It comes last, so that it moves nothing.
#[component]
fn Draws(session: Session) -> impl IntoView {
    let draws = move || {
        let draws = session.intervals(Studio::draws)?;
        let (done, asked) = Some(draws).filter(|(done, asked)| done < asked)?;
        Some(format!(
            "Ranges: {} of {} resamples done.",
            count(done),
            count(asked)
        ))
    };
    view! { <p class="draws">{draws}</p> }
}
