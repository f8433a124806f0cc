//! The tab "Threshold": one cut, and everything that it does.

mod chips;
mod curves;
mod histograms;
mod matrices;
mod metrics;
mod report;
mod slider;

use leptos::prelude::*;

use self::chips::Chips;
use self::curves::{PrecisionRecallFigure, RocFigure};
use self::histograms::Histograms;
use self::matrices::Matrices;
use self::metrics::MetricsTable;
use self::report::Reports;
use self::slider::AxisChoice;
use super::session::Session;
use crate::words::{Piece, Standing, sentence};

pub use slider::ThresholdSlider;

/// The whole tab.
#[component]
pub fn ThresholdTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <section class="panel">
            <Sentence session/>
            <Histograms session/>
            <div class="in-place"><ThresholdSlider session/></div>
            <div class="under-slider"><Chips session/><AxisChoice session/></div>
        </section>
        <div class="trio">
            <RocFigure session/>
            <PrecisionRecallFigure session/>
            <Matrices session/>
        </div>
        <MetricsTable session/>
        <Reports session/>
    }
}

/// What happens at the threshold, always true and current.
#[component]
fn Sentence(session: Session) -> impl IntoView {
    let pieces = Memo::new(move |_| {
        let standing = |view: crate::page::session::ArmView| {
            let confusion = session.confusion(view.arm)?;
            Some(Standing {
                arm: view.arm,
                name: view.judged.name.clone(),
                confusion,
            })
        };
        let standings = session.views().get().into_iter().filter_map(standing);
        sentence(session.threshold().get(), &standings.collect::<Vec<_>>())
    });
    let show = |piece: Piece| match piece {
        Piece::Text(words) => view! { <span>{words}</span> }.into_any(),
        Piece::Strong(words) => view! { <strong>{words}</strong> }.into_any(),
        Piece::Of(arm, words) => {
            view! { <strong class=format!("arm-{}", arm.index() + 1)>{words}</strong> }.into_any()
        }
    };
    view! {
        <p class="sentence" role="status">
            {move || pieces.get().into_iter().map(show).collect_view()}
        </p>
        <p class="mark" aria-live="polite">
            {move || session.is_outdated().then_some("Settings changed since this run: press Train to bring this up to date.")}
        </p>
        {move || session.unjudged().map(|sentence| view! { <p class="complaint" role="alert">{sentence}</p> })}
    }
}
