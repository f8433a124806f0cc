//! Taking a study away: predictions, metrics, and everything in one file.

use std::time::Duration;

use leptos::prelude::*;

use super::address;
use super::download;
use super::gallery::Gallery;
use super::session::Session;
use super::threshold::{metrics_table, sentence_of};
use crate::experiment::{LabSpec, Source};
use crate::export::{Prediction, Report, html_report, predictions_csv, table_csv};
use crate::metrics::Quadrant;
use crate::words::{Table, count, significant};

/// Tabs that were never opened need a moment to be made.
const MADE_AFTER: Duration = Duration::from_millis(60);

/// A menu of files.
#[component]
pub fn ExportMenu(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let gallery = expect_context::<Gallery>();
    let has_scores = move || session.views().with(|views| !views.is_empty());
    let report = move |_| {
        session.show_all(true);
        let save = move || {
            save_report(session, gallery);
            session.show_all(false);
        };
        set_timeout(save, MADE_AFTER);
    };
    view! {
        <details class="export">
            <summary role="button">"Export"</summary>
            <div class="menu">
                <button type="button" disabled=move || !has_scores() on:click=move |_| save_predictions(session)>
                    "Predictions (CSV)"
                </button>
                <button type="button" disabled=move || !has_scores() on:click=move |_| save_metrics(session)>
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

fn save_predictions(session: Session) {
    let views = session.views().get_untracked();
    let models: Vec<_> = views
        .iter()
        .map(|view| {
            let threshold = untrack(|| session.threshold_of(view.arm)).unwrap_or(f64::INFINITY);
            (view, view.test().scores(), threshold)
        })
        .collect();
    let predictions: Vec<_> = models
        .iter()
        .map(|(view, scores, threshold)| Prediction {
            model: view.name(),
            rows: view.reading.judged.rows(),
            scores,
            threshold: *threshold,
        })
        .collect();
    download::save(
        "predictions.csv",
        "text/csv",
        predictions_csv(&predictions).as_bytes(),
    );
}

fn save_metrics(session: Session) {
    let table = untrack(|| metrics_table(session));
    download::save("metrics.csv", "text/csv", table_csv(&table).as_bytes());
}

fn save_report(session: Session, gallery: Gallery) {
    address::mirror(session);
    let report = untrack(|| Report {
        date: today(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        address: window().location().href().unwrap_or_default(),
        sentence: sentence_of(session),
        notes: notes(session),
        tables: vec![settings(session), metrics_table(session), matrices(session)],
        figures: gallery.svgs(),
    });
    download::save(
        "imbalance-lab-report.html",
        "text/html",
        html_report(&report).as_bytes(),
    );
}

/// The date as ISO 8601 writes it.
fn today() -> String {
    let now = js_sys::Date::new_0().to_iso_string();
    let now = String::from(now);
    now.split('T').next().unwrap_or_default().to_owned()
}

fn notes(session: Session) -> Vec<String> {
    let mut notes = Vec::new();
    if session.is_outdated() {
        notes.push("Settings were changed after this was trained; the settings below are the changed ones.".to_owned());
    }
    let is_validated = session.views().with(|views| {
        let first = views.first();
        first.is_some_and(|view| view.reading.validation.is_some())
    });
    if !is_validated {
        notes.push("There are no validation rows: a threshold chosen here is chosen on the rows it is judged on.".to_owned());
    }
    notes
}

/// The settings, a line each.
fn settings(session: Session) -> Table {
    let spec = session.spec().get();
    let study = session.study().get();
    let mut table = Table::new("Settings", &["Setting", "Value"]);
    let mut say = |name: &str, value: String| table.push([name.to_owned(), value]);
    say_source(&spec, &mut say);
    if spec.data.source == Source::Scores {
        say("Validation share", spec.split.validation_share.to_string());
    } else {
        say_training(&spec, &mut say);
    }
    for view in session.views().get() {
        let name = format!("Scale, {}", view.name());
        say(&name, view.reading.asked.name().to_owned());
        let threshold = session.threshold_of(view.arm);
        let threshold = threshold.map_or_else(String::new, |threshold| significant(threshold, 6));
        say(&format!("Threshold, {}", view.name()), threshold);
    }
    say("Compared at", study.compare.name().to_owned());
    if let Some(prevalence) = study.prevalence {
        say("Default rate where it is used", prevalence.to_string());
    }
    table
}

fn say_source(spec: &LabSpec, say: &mut impl FnMut(&str, String)) {
    let generate = &spec.data.generate;
    match spec.data.file() {
        None => {
            say("Data", "generated".to_owned());
            say("Rows", count(generate.n_samples));
            say("Features", count(generate.n_features));
            say("Informative features", count(generate.n_informative));
            let weights = generate.weights.map_or(0.5, |[_, default]| default);
            say("Default rate", weights.to_string());
            say("Class separation", generate.class_sep.to_string());
            say("Label noise", generate.flip_y.to_string());
            say("Seed", generate.random_state.to_string());
        }
        Some(file) => {
            say("File", file.file_name.clone());
            say("SHA-256 begins", file.file_hash.clone());
            say("Label column", file.choice.label_column.clone());
            say("Default value", file.choice.default_value.clone());
            say("Left out", file.choice.left_out.join(", "));
        }
    }
}

fn say_training(spec: &LabSpec, say: &mut impl FnMut(&str, String)) {
    let (split, smote, model) = (&spec.split, &spec.balance.smote, &spec.model);
    say("Test share", split.test_share.to_string());
    say("Validation share", split.validation_share.to_string());
    say(
        "Stratified",
        if split.stratified { "yes" } else { "no" }.to_owned(),
    );
    say("Split seed", split.random_state.to_string());
    say("SMOTE neighbours (k)", smote.k_neighbors.to_string());
    say("Minority to majority", smote.sampling_strategy.to_string());
    let layers: Vec<_> = model
        .hidden_layers
        .iter()
        .map(ToString::to_string)
        .collect();
    say("Hidden layers", layers.join(", "));
    say("Epochs", model.epochs.to_string());
    say("Batch size", model.batch_size.to_string());
    say("Learning rate", model.optimizer.learning_rate().to_string());
}

/// The four counts of each arm.
fn matrices(session: Session) -> Table {
    let mut table = Table::new("Confusion matrices", &["Model"]);
    let names = Quadrant::ALL.map(|quadrant| format!("{}s", quadrant.name()));
    table.head.extend(names);
    for arm in session.shown().get() {
        if let Some(confusion) = session.confusion(arm) {
            let counts = Quadrant::ALL.map(|quadrant| count(quadrant.count(&confusion)));
            let name: [String; 1] = [session.name(arm)];
            table.push(name.into_iter().chain(counts));
        }
    }
    table
}
