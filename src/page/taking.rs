//! Taking a study away: predictions, metrics, and everything in one file.

use std::time::Duration;

use leptos::prelude::*;

use super::address;
use super::download;
use super::file_name::file_name;
use super::gallery::Gallery;
use super::session::Session;
use crate::export::{Prediction, Report, html_report, predictions_csv};
use crate::studio::{Studio, Verb, metrics_table, report_notes, report_tables, sentence_text};

/// Tabs that were never opened need a moment to be made, and a worker to answer.
const MADE_AFTER: Duration = Duration::from_millis(60);
/// How often it is looked whether everything is there before a report is saved without it.
const LOOKS: u32 = 80;

/// A menu of files.
#[component]
pub fn ExportMenu(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let gallery = expect_context::<Gallery>();
    let has_scores = move || session.views(|studio| !studio.views().arms.is_empty());
    let report = move |_| {
        session.is_complete().set(true);
        session.perform(Verb::Gather(true));
        save_when_made(session, gallery, LOOKS);
    };
    let metrics = move |_| gallery.save_csv("metrics", session.now(metrics_table));
    view! {
        <details class="export">
            <summary role="button">"Export"</summary>
            <div class="menu">
                <button type="button" disabled=move || !has_scores() on:click=move |_| save_predictions(session, gallery)>
                    "Predictions (CSV)"
                </button>
                <button type="button" disabled=move || !has_scores() on:click=metrics>
                    "Metrics (CSV)"
                </button>
                <button type="button" disabled=move || !has_scores() on:click=report>
                    "Report (one HTML file)"
                </button>
                <p class="note">"Figures and their points are saved under each figure."</p>
            </div>
        </details>
    }
}

/// Saves a report once everything is there that it holds, or after so many more looks.
fn save_when_made(session: Session, gallery: Gallery, looks: u32) {
    let look = move || {
        if looks > 0 && !session.now(Studio::is_gathered) {
            save_when_made(session, gallery, looks - 1);
            return;
        }
        save_report(session, gallery);
        session.perform(Verb::Gather(false));
        session.is_complete().set(false);
    };
    set_timeout(look, MADE_AFTER);
}

fn save_predictions(session: Session, gallery: Gallery) {
    let text = session.now(|studio| {
        let arms = studio.views().arms.iter().zip(studio.standings());
        let scored = arms.map(|(view, standing)| (view, view.test().scores(), standing.threshold));
        let scored: Vec<_> = scored.collect();
        let predictions = scored.iter().map(|(view, scores, threshold)| Prediction {
            model: view.name(),
            rows: view.reading.judged.rows(),
            scores,
            threshold: *threshold,
        });
        predictions_csv(&predictions.collect::<Vec<_>>())
    });
    let name = file_name(&format!("predictions {}", gallery.origin()), "csv");
    download::save(&name, "text/csv", text.as_bytes());
}

fn save_report(session: Session, gallery: Gallery) {
    address::mirror(session);
    let report = Report {
        date: today(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        address: window().location().href().unwrap_or_default(),
        sentence: session.now(sentence_text),
        notes: session.now(report_notes),
        tables: session.now(report_tables),
        figures: gallery.svgs(),
    };
    let origin = session.now(Studio::export_name);
    let name = file_name(&format!("imbalance lab report {origin}"), "html");
    download::save(&name, "text/html", html_report(&report).as_bytes());
}

/// The date as ISO 8601 writes it.
fn today() -> String {
    let now = js_sys::Date::new_0().to_iso_string();
    let now = String::from(now);
    now.split('T').next().unwrap_or_default().to_owned()
}
