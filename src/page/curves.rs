//! The tab "Curves": every other view of the same ranking.

mod deciles;
mod det;
mod gains;
mod ks;
mod metrics;
mod ranking;

use leptos::prelude::*;

use self::deciles::{Deciles, DecilesFigure};
use self::det::DetFigure;
use self::gains::{GainsFigure, LiftFigure};
use self::ks::KsFigure;
use self::metrics::MetricFigures;
use super::session::Session;

/// The whole tab.
#[component]
pub fn CurvesTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <MetricFigures session/>
        <div class="pair">
            <DetFigure session/>
            <GainsFigure session/>
            <LiftFigure session/>
            <KsFigure session/>
        </div>
        <section class="panel">
            <header>
                <h2>{session.said("Default rate by tenth")}</h2>
                <span class="summary">"the riskiest first"</span>
            </header>
            <DecilesFigure session/>
        </section>
        <section class="panel"><div class="scrolls" tabindex="0" role="region" aria-label="Deciles, scrollable"><Deciles session/></div></section>
    }
}
