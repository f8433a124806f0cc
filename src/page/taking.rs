//! Taking a study away: predictions, metrics, and everything in one file.

use leptos::prelude::*;

use super::gallery::Gallery;
use super::later::Later;
use super::saving::Saving;
use super::session::Session;

/// The files of a menu.
#[component]
pub fn ExportItems(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let (gallery, later) = (expect_context::<Gallery>(), expect_context::<Later>());
    let has_scores = move || session.views(|studio| !studio.views().arms.is_empty());
    let item = move |name: &'static str, what: Saving| {
        view! {
            <button type="button" disabled=move || !has_scores() on:click=move |_| later.save(gallery, what.clone())>
                {name}
            </button>
        }
    };
    view! {
        {item("Predictions (CSV)", Saving::Predictions)}
        {item("Metrics (CSV)", Saving::Metrics)}
        {item("Report (one HTML file)", Saving::Report)}
        <p class="note">"Figures and their points are saved under each figure."</p>
    }
}
