//! Saving what is on the page as files: figures, tables, predictions, and everything in one.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Blob, HtmlCanvasElement};

use super::file_name::{before_colon, file_name};
use super::gallery::{Exhibit, Gallery, Key};
use super::hidpi::HiDpiCanvas;
use super::session::Session;
use super::surface::{Sheet, Surface};
use super::{address, download};
use crate::export::{Prediction, Report, html_report, predictions_csv, table_csv};
use crate::figure::{Entry, Sample, background, footnote, legend};
use crate::studio::{
    ArmView, Studio, Verb, metrics_table, report_notes, report_tables, sentence_text,
};
use crate::words::Table;

/// The screen's pixels to a CSS pixel in a saved picture.
const PNG_RATIO: f64 = 2.0;
/// Tabs that were never opened need a moment to be made, and a worker to answer.
const MADE_AFTER: Duration = Duration::from_millis(60);
/// How often it is looked whether everything is there before a report is saved without it.
const LOOKS: u32 = 80;

/// What becomes a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// The figure of this number in the gallery, as SVG.
    Svg(usize),
    /// The figure of this number in the gallery, as PNG.
    Png(usize),
    /// A table as CSV, under a name, with a column that names the data that it comes from.
    Csv(String, Table),
    /// Every metric of every arm, as CSV.
    Metrics,
    /// Each judged row with the score and the answer of each arm, as CSV.
    Predictions,
    /// What each arm says of the rows of another file, as CSV.
    Applicants,
    /// Everything as one HTML file.
    Report,
}

/// Saves something as a file; nothing happens where the browser refuses.
pub fn save(gallery: Gallery, what: Saving) {
    match what {
        Saving::Svg(id) => drop(save_svg(gallery, id)),
        Saving::Png(id) => drop(save_png(gallery, id)),
        Saving::Csv(name, table) => save_csv(gallery, &name, table),
        Saving::Metrics => {
            let table = gallery.session().now(metrics_table);
            save_csv(gallery, "metrics", table);
        }
        Saving::Predictions => save_predictions(gallery),
        Saving::Applicants => save_applicants(gallery),
        Saving::Report => {
            let session = gallery.session();
            session.is_complete().set(true);
            session.perform(Verb::Gather(true));
            save_when_made(gallery, LOOKS);
        }
    }
}

/// What the figures and tables of now are made from, for a name of a file.
fn origin(gallery: Gallery) -> String {
    gallery.session().now(Studio::export_name)
}

fn save_csv(gallery: Gallery, name: &str, table: Table) {
    let table = match gallery.session().now(Studio::provenance) {
        Some(origin) => table.with_column("Data", &origin),
        None => table,
    };
    let name = file_name(&format!("{name} {}", origin(gallery)), "csv");
    download::save(&name, "text/csv", table_csv(&table).as_bytes());
}

fn save_svg(gallery: Gallery, id: usize) -> Option<()> {
    let exhibit = gallery.find(id)?;
    let svg = svg(gallery, &exhibit)?;
    let name = figure_name(gallery, &exhibit, "svg");
    download::save(&name, "image/svg+xml", svg.as_bytes());
    Some(())
}

fn save_png(gallery: Gallery, id: usize) -> Option<()> {
    let exhibit = gallery.find(id)?;
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let surface = HiDpiCanvas::new(canvas.clone(), exhibit.size, PNG_RATIO)?;
    draw(gallery, &Surface::on_canvas(surface), &exhibit)?;
    let name = figure_name(gallery, &exhibit, "png");
    let taken = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            download::save_blob(&name, &blob);
        }
    });
    canvas.to_blob(taken.unchecked_ref()).ok()
}

fn figure_name(gallery: Gallery, exhibit: &Exhibit, ending: &str) -> String {
    let label = before_colon(&exhibit.label.get_untracked());
    file_name(&format!("{label} {}", origin(gallery)), ending)
}

fn svg(gallery: Gallery, exhibit: &Exhibit) -> Option<String> {
    let mut text = String::new();
    {
        let sheet = Surface::in_svg(&mut text, exhibit.size)?;
        draw(gallery, &sheet, exhibit)?;
        sheet.present().ok()?;
    }
    Some(text)
}

/// Surface, key and both layers.
fn draw(gallery: Gallery, sheet: &Sheet, exhibit: &Exhibit) -> Option<()> {
    let session = gallery.session();
    let palette = gallery.theme().palette().get_untracked()?;
    background(sheet, &palette).ok()?;
    let names = key(session, exhibit.key);
    let sheet = match session.now(Studio::provenance) {
        Some(origin) => {
            let words = format!("Data: {origin}");
            footnote(sheet, &palette, &words).ok()?
        }
        None => sheet.clone(),
    };
    let entries = names.iter().map(|(sample, name)| Entry {
        sample: *sample,
        name,
    });
    let entries: Vec<_> = entries.collect();
    if entries.is_empty() {
        (exhibit.draw)(&sheet, &palette);
    } else {
        let below = legend(&sheet, &palette, &entries).ok()?;
        (exhibit.draw)(&below, &palette);
    }
    Some(())
}

fn key(session: Session, key: Key) -> Vec<(Sample, String)> {
    match key {
        Key::Arms => session.now(|studio| {
            let entry = |view: &ArmView| (Sample::Arm(view.arm.index()), view.name().to_owned());
            studio.views().arms.iter().map(entry).collect()
        }),
        Key::Classes => session.now(|studio| {
            let classes = studio.classes();
            vec![
                (Sample::Good, classes.negative.clone()),
                (Sample::Default, classes.positive.clone()),
            ]
        }),
        Key::Nothing => Vec::new(),
    }
}

fn save_predictions(gallery: Gallery) {
    let text = gallery.session().now(|studio| {
        let arms = studio.views().arms.iter().zip(studio.standings());
        let scored = arms.map(|(view, standing)| (view, view.test().scores(), standing.threshold));
        let scored: Vec<_> = scored.collect();
        let predictions = scored.iter().map(|(view, scores, threshold)| Prediction {
            model: view.name(),
            rows: view.reading.judged.rows(),
            scores,
            threshold: *threshold,
        });
        predictions_csv(&predictions.collect::<Vec<_>>(), studio.classes())
    });
    let name = file_name(&format!("predictions {}", origin(gallery)), "csv");
    download::save(&name, "text/csv", text.as_bytes());
}

/// Saves what each arm says of another file, under the name that the app of the sources has.
fn save_applicants(gallery: Gallery) {
    let text = gallery.session().now(|studio| {
        let arms = studio.sources().scoring.iter().flat_map(|of| &of.arms);
        let scored = arms.filter_map(|arm| Some((arm, arm.scored()?.ok()?)));
        let scored: Vec<_> = scored
            .map(|(arm, scored)| {
                let rows: Vec<usize> = (0..scored.scores.len()).collect();
                (arm, studio.scores_of(arm, &scored), rows)
            })
            .collect();
        let predictions = scored
            .iter()
            .map(|(arm, (scores, threshold), rows)| Prediction {
                model: &arm.name,
                rows,
                scores,
                threshold: *threshold,
            });
        predictions_csv(&predictions.collect::<Vec<_>>(), studio.classes())
    });
    download::save("all_model_predictions.csv", "text/csv", text.as_bytes());
}

/// Saves a report once everything is there that it holds, or after so many more looks.
fn save_when_made(gallery: Gallery, looks: u32) {
    let session = gallery.session();
    let look = move || {
        if looks > 0 && !session.now(Studio::is_gathered) {
            save_when_made(gallery, looks - 1);
            return;
        }
        save_report(gallery);
        session.perform(Verb::Gather(false));
        session.is_complete().set(false);
    };
    set_timeout(look, MADE_AFTER);
}

fn save_report(gallery: Gallery) {
    let session = gallery.session();
    address::mirror(session);
    let figure = |exhibit: &Exhibit| Some((exhibit.label.get_untracked(), svg(gallery, exhibit)?));
    let report = Report {
        date: today(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        address: window().location().href().unwrap_or_default(),
        sentence: session.now(sentence_text),
        notes: session.now(report_notes),
        tables: session.now(report_tables),
        figures: gallery.exhibits().iter().filter_map(figure).collect(),
    };
    let name = file_name(&format!("imbalance lab report {}", origin(gallery)), "html");
    download::save(&name, "text/html", html_report(&report).as_bytes());
}

/// The date as ISO 8601 writes it.
fn today() -> String {
    let now = js_sys::Date::new_0().to_iso_string();
    let now = String::from(now);
    now.split('T').next().unwrap_or_default().to_owned()
}
