//! Rows of another file, scored by the models of the run: a table an arm, and all of them as one file.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::experiment::ScoredFile;
use crate::page::gallery::Gallery;
use crate::page::later::Later;
use crate::page::saving::Saving;
use crate::page::session::Session;
use crate::page::twin::Numbers;
use crate::studio::{ScoringArm, Studio};
use crate::words::{Cell, Table, count};

/// What the panel is called.
const TITLE: &str = "Score other applicants";

/// Rows of a table that are shown.
const ROWS: usize = 200;

/// A file to score, and what comes of it.
#[component]
pub fn ScoringPanel(session: Session) -> impl IntoView {
    let (gallery, later) = (expect_context::<Gallery>(), expect_context::<Later>());
    let chosen = RwSignal::new(0_usize);
    let arms = Memo::new(move |_| {
        session.sources(|studio| {
            studio
                .sources()
                .scoring
                .as_ref()
                .map_or_else(Vec::new, |of| of.arms.clone())
        })
    });
    let file = Memo::new(move |_| {
        session.sources(|studio| {
            studio
                .sources()
                .scoring
                .as_ref()
                .map_or_else(String::new, |of| of.file.clone())
        })
    });
    let is_old = Memo::new(move |_| {
        session.runs(|_| ());
        arms.with(|arms| session.now(|studio| !arms.iter().all(|arm| studio.scores_stand(arm))))
    });
    let tab = move |(place, arm): (usize, ScoringArm)| {
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=move || (chosen.get() == place).to_string()
                on:click=move |_| chosen.set(place)
            >
                {arm.name}
            </button>
        }
    };
    let tabs = move || arms.get().into_iter().enumerate().map(tab).collect_view();
    let scored =
        Memo::new(move |_| arms.with(|arms| arms.get(chosen.get()).and_then(ScoringArm::scored)));
    let table = move || {
        session.standings(|_| ());
        let arm = arms.with(|arms| arms.get(chosen.get()).cloned())?;
        scored.with(|scored| match scored {
            Some(Ok(scored)) => Some(Ok(session.now(|studio| table(studio, &arm, scored)))),
            Some(Err(sentence)) => Some(Err(sentence.clone())),
            None => None,
        })
    };
    let notes = move || {
        let notes = scored.with(|scored| match scored {
            Some(Ok(scored)) => scored.notes.clone(),
            _ => Vec::new(),
        });
        let line = |note: String| view! { <li>{note}</li> };
        notes.into_iter().map(line).collect_view()
    };
    view! {
        <section class="panel" aria-label=session.said(TITLE) data-takes="applicants">
            <h3>{session.said(TITLE)}</h3>
            <FileField session/>
            <p class="note">
                "Each trained arm scores every row of the file, by the steps as they were fitted to its training rows. "
                "The label isn't needed."
            </p>
            <Show when=move || !file.with(String::is_empty)>
                <Show when=move || is_old.get()>
                    <p class="complaint">
                        "These scores are of models that were trained before: choose the file again."
                    </p>
                </Show>
                <div class="scored-tabs" role="tablist" aria-label="Scored by">{tabs}</div>
                <ul class="left-out" tabindex="0" aria-label="How the file differs">{notes}</ul>
                {move || match table() {
                    Some(Ok(table)) => view! { <Numbers table/> }.into_any(),
                    Some(Err(sentence)) => view! { <p class="complaint" role="alert">{sentence}</p> }.into_any(),
                    None => view! { <p class="note" role="status">"Scoring…"</p> }.into_any(),
                }}
                <button type="button" on:click=move |_| later.save(gallery, Saving::Applicants)>
                    "Save all_model_predictions.csv"
                </button>
            </Show>
        </section>
    }
}

/// Where the file is chosen.
#[component]
fn FileField(session: Session) -> impl IntoView {
    let has_models = Memo::new(move |_| session.runs(|studio| !studio.ended().is_empty()));
    let choose = move |event: web_sys::Event| {
        let input: Option<HtmlInputElement> =
            event.target().and_then(|target| target.dyn_into().ok());
        if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
            session.score_file(file);
        }
    };
    view! {
        <label class="field file">
            <span>"File of applicants"</span>
            <input
                type="file"
                accept=".csv,.tsv,.txt,.gz,.zip,.xlsx,.xlsm,text/csv"
                disabled=move || !has_models.get()
                on:change=choose
            />
        </label>
    }
}

/// What an arm says of the first rows, and what it decides at its threshold.
fn table(studio: &Studio, arm: &ScoringArm, scored: &ScoredFile) -> Table {
    let n_rows = scored.rows.len();
    let shown = if n_rows > ROWS {
        format!(", the first {ROWS}")
    } else {
        String::new()
    };
    let (scores, threshold) = studio.scores_of(arm, scored);
    let n_flagged = scores.iter().filter(|score| **score >= threshold).count();
    let title = format!(
        "{}: {} of {} applicants flagged{shown}",
        arm.name,
        count(n_flagged),
        count(n_rows)
    );
    let mut table = Table::new(&title, &["Row", "Default probability", "Prediction"]);
    for (row, score) in scored.rows.iter().zip(&scores).take(ROWS) {
        let is_flagged = *score >= threshold;
        let classes = studio.classes();
        let (answer, class) = if is_flagged {
            (1, &classes.positive)
        } else {
            (0, &classes.negative)
        };
        let decision = format!("{answer}, {class}");
        table.push([
            Cell::from(row.to_string()),
            Cell::metric(Some(*score)),
            Cell::from(decision),
        ]);
    }
    table.with_classes(studio.classes())
}
