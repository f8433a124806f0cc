//! Taking a study away: predictions, metrics, and everything in one file.

use leptos::prelude::*;

use super::gallery::Gallery;
use super::later::Later;
use super::saving::Saving;
use super::session::Session;
use crate::studio::metrics_table;

/// A menu of files.
#[component]
pub fn ExportMenu(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let (gallery, later) = (expect_context::<Gallery>(), expect_context::<Later>());
    let has_scores = move || session.views(|studio| !studio.views().arms.is_empty());
    let item = move |name: &'static str, what: fn(Session) -> Saving| {
        view! {
            <button type="button" disabled=move || !has_scores() on:click=move |_| later.save(gallery, what(session))>
                {name}
            </button>
        }
    };
    view! {
        <details class="export">
            <summary role="button">"Export"</summary>
            <div class="menu">
                {item("Predictions (CSV)", |_| Saving::Predictions)}
                {item("Metrics (CSV)", |session| Saving::Csv("metrics".into(), session.now(metrics_table)))}
                {item("Report (one HTML file)", |_| Saving::Report)}
                <p class="note">"Figures and their points are saved under each figure."</p>
            </div>
        </details>
    }
}
