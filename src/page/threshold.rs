//! The tab "Threshold": one cut, and everything that it does.

mod curves;
mod goals;
mod histograms;
mod matrices;
mod metrics;
mod report;
mod rows;
mod slider;
mod view;

use leptos::prelude::*;

use self::curves::{PrecisionRecallFigure, RocFigure};
use self::goals::Goals;
use self::histograms::Histograms;
use self::matrices::Matrices;
use self::metrics::MetricsTable;
use self::report::Reports;
use self::rows::CellRows;
use self::view::{ScaleNote, ViewChoices};
use super::session::Session;
use crate::metrics::recall_margin;
use crate::studio::{Piece, Studio, sentence};
use crate::words::count;

pub use slider::ThresholdSlider;
pub use view::ScaleField;

/// The whole tab.
#[component]
pub fn ThresholdTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <section class="panel">
            <Sentence session/>
            <ScaleNote session/>
            <Histograms session/>
            <div class="in-place"><ThresholdSlider session/></div>
            <Goals session/>
            <details class="more looking">
                <summary>"Display options"</summary>
                <ViewChoices session/>
            </details>
        </section>
        <div class="trio">
            <RocFigure session/>
            <PrecisionRecallFigure session/>
            <Matrices session/>
        </div>
        <CellRows session/>
        <MetricsTable session/>
        <Reports session/>
    }
}

/// What happens at the threshold, always true and current.
#[component]
fn Sentence(session: Session) -> impl IntoView {
    let pieces = move || {
        let compare = session.study(|studio| studio.study().compare);
        session.standings(|studio| sentence(compare, studio.standings()))
    };
    let show = |piece: Piece| match piece {
        Piece::Text(words) => view! { <span>{words}</span> }.into_any(),
        Piece::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        Piece::Of(arm, words) => {
            view! { <strong class=format!("arm-{}", arm.index() + 1)>{words}</strong> }.into_any()
        }
    };
    let stale = move || session.honesty(|studio| studio.stale().map(|stale| stale.sentence));
    let mark = move || stale().unwrap_or_else(|| session.uncertainty(sureness));
    let unjudged = move || session.views(|studio| studio.views().unjudged.clone());
    view! {
        <p class="sentence" role="status">{move || pieces().into_iter().map(show).collect_view()}</p>
        <p class="mark" class:stale-note=move || stale().is_some() aria-live="polite">{mark}</p>
        {move || unjudged().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })}
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

/// How well recall can be known with so few defaults, and how far the resamples are.
fn sureness(studio: &Studio) -> String {
    let margin = studio.standings().first().and_then(|standing| {
        let confusion = standing.confusion;
        let positives = confusion.n_positives();
        let margin = recall_margin(confusion.true_positives, positives)?;
        let noun = if positives == 1 {
            "test default"
        } else {
            "test defaults"
        };
        Some(format!(
            "{}{} {noun}: recall may be off by {} either way.",
            if margin < FEW { "" } else { "Only " },
            count(positives),
            points(margin)
        ))
    });
    let draws = studio.draws().map(|(done, asked)| {
        format!(
            " Ranges: {} of {} resamples done.",
            count(done),
            count(asked)
        )
    });
    margin.unwrap_or_default() + &draws.unwrap_or_default()
}
