//! Step 1 for a file of the user's.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};

use super::columns::{ColumnBoxes, edit};
use super::complaint::Complaint;
use super::steps::StepList;
use crate::data::{LabelChoice, TableSummary};
use crate::experiment::Source;
use crate::experiment::message::ReadShare;
use crate::page::fields::{ChoiceMenu, SelectField, TextField};
use crate::page::session::Session;
use crate::studio::setting::lab;
use crate::studio::{Studio, UploadState, Verb};
use crate::words::{count, percent};

/// Lines of what became of columns and rows that are shown at most.
const LINES: usize = 100;

/// The file, its label, and the columns that are used.
#[component]
pub fn UploadSettings(
    /// The page's state.
    session: Session,
    /// What the file is for.
    source: Source,
) -> impl IntoView {
    let is_of_scores = source == Source::Scores;
    let loaded = Memo::new(move |_| session.sources(|studio| loaded_hash(studio, source)));
    let table = move || loaded.with(|_| session.now(|studio| table_of(studio, source)));
    let progress = Memo::new(move |_| session.sources(|studio| progress(studio, source)));
    let sentence = Memo::new(move |_| session.sources(|studio| complaint(studio, source)));
    view! {
        <label class="field file">
            <span>{if is_of_scores { "CSV file of scores" } else { "CSV file" }}</span>
            <input
                type="file"
                accept=".csv,.tsv,.txt,.dat,.data,.gz,.zip,.xlsx,.xlsm,text/csv"
                on:click=move |event| forget(&event)
                on:change=move |event| {
                    let input = input_of(&event);
                    if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
                        session.choose_file(source, file);
                    }
                }
            />
        </label>
        <p class="note">
            {is_of_scores.then_some("A label and up to six columns of scores, a higher score for a higher risk. ")}
            "Drop a file anywhere on the page, or paste a table. Your file stays on this computer."
        </p>
        <Show when=move || progress.with(|progress| !progress.is_empty())>
            <div class="reading">
                <p class="note">{progress}</p>
                <button type="button" on:click=move |_| session.perform(Verb::CancelReading)>"Cancel reading"</button>
            </div>
        </Show>
        <Complaint sentence/>
        <FormatSettings session source/>
        {move || table().map(|table| view! { <TableSettings session source table/> })}
        <LeftOut session/>
        {(!is_of_scores).then(|| view! { <StepList session/> })}
    }
}

fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// A file that was mended under the same name is a choice too, and without this no event.
fn forget(event: &MouseEvent) {
    if let Some(input) = input_of(event) {
        input.set_value("");
    }
}

fn table_of(studio: &Studio, source: Source) -> Option<Arc<TableSummary>> {
    match &studio.sources().upload(source).state {
        UploadState::Loaded { table, .. } => Some(Arc::clone(table)),
        _ => None,
    }
}

/// How the file is written, as it was found, and what can be said instead.
#[component]
fn FormatSettings(session: Session, source: Source) -> impl IntoView {
    let found = Memo::new(move |_| {
        session.sources(|studio| table_of(studio, source).map(|table| table.format.to_string()))
    });
    let is_there = Memo::new(move |_| {
        session.sources(|studio| studio.sources().upload(source).state != UploadState::None)
    });
    let [delimiter, encoding, header, missing, sheet] = match source {
        Source::Scores => [
            &lab::SCORES_DELIMITER,
            &lab::SCORES_ENCODING,
            &lab::SCORES_HEADER,
            &lab::SCORES_MISSING,
            &lab::SCORES_SHEET,
        ],
        Source::Generate | Source::Upload => [
            &lab::DELIMITER,
            &lab::ENCODING,
            &lab::HEADER,
            &lab::MISSING,
            &lab::SHEET,
        ],
    };
    view! {
        <Show when=move || is_there.get()>
            <details class="more">
                <summary>{move || found.get().unwrap_or_else(|| "How the file is read".to_owned())}</summary>
                <div class="fields">
                    <ChoiceMenu session setting=delimiter/>
                    <ChoiceMenu session setting=encoding/>
                    <ChoiceMenu session setting=header/>
                    <TextField session setting=missing/>
                    <TextField session setting=sheet/>
                </div>
            </details>
        </Show>
    }
}

/// Tells one file that is read from another; empty without one.
fn loaded_hash(studio: &Studio, source: Source) -> String {
    match &studio.sources().upload(source).state {
        UploadState::Loaded { hash, .. } => hash.clone(),
        _ => String::new(),
    }
}

fn progress(studio: &Studio, source: Source) -> String {
    match studio.sources().upload(source).state {
        UploadState::Reading(ReadShare {
            share,
            n_rows,
            mb_per_s,
        }) => {
            let (share, rows) = (percent(Some(share)), count(n_rows));
            format!("Reading: {share}, {rows} rows, {mb_per_s:.0} MB/s")
        }
        _ => String::new(),
    }
}

/// What is wrong with the file, or that it isn't the one of the settings.
fn complaint(studio: &Studio, source: Source) -> String {
    let upload = studio.sources().upload(source);
    let is_named = studio
        .spec()
        .data
        .file()
        .is_some_and(|file| file.is_named());
    match &upload.state {
        UploadState::Broken(sentence) => sentence.clone(),
        UploadState::Loaded { .. } | UploadState::None if is_named => {
            studio.sources().absence(studio.spec()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

#[component]
fn TableSettings(session: Session, source: Source, table: Arc<TableSummary>) -> impl IntoView {
    let named = move |read: fn(&LabelChoice) -> &str| {
        Memo::new(move |_| {
            session.lab(|studio| {
                let file = studio.spec().data.file();
                file.map_or_else(String::new, |file| read(&file.choice).to_owned())
            })
        })
    };
    let label = named(|choice| &choice.label_column);
    let value = named(|choice| &choice.default_value);
    let names = table.columns.iter().map(|column| column.name.clone());
    let options = Signal::stored(names.collect::<Vec<_>>());
    let values = Signal::derive({
        let table = Arc::clone(&table);
        move || label.with(|label| values_of(&table, label))
    });
    let has_many = Memo::new(move |_| values.with(|values| values.len() > 2));
    let choose_label = {
        let table = Arc::clone(&table);
        move |name: String| {
            let Some(column) = table.column(&name) else {
                return;
            };
            let of_column = LabelChoice::of(column);
            edit(session, |choice| {
                choice.label_column = of_column.label_column;
                choice.default_value = of_column.default_value;
                choice.also_default.clear();
                choice.without.clear();
            });
        }
    };
    let choose_value = move |value| edit(session, |choice| choice.default_value = value);
    let question = Memo::new({
        let table = Arc::clone(&table);
        move |_| session.lab(|studio| asked_back(studio, &table))
    });
    let notes = table.notes.clone();
    view! {
        <ul class="left-out" tabindex="0" aria-label="Notes on the header">{lines(notes)}</ul>
        <div class="fields one">
            <SelectField label="Label column" options value=label on_change=choose_label/>
            <SelectField label="Default value" options=values value on_change=choose_value/>
        </div>
        <AskedBack session question/>
        {(source == Source::Upload).then(|| view! {
            <Show when=move || has_many.get()>
                <div class="fields">
                    <TextField session setting=&lab::ALSO_DEFAULT/>
                    <TextField session setting=&lab::WITHOUT/>
                </div>
            </Show>
        })}
        <ColumnBoxes session source table label/>
    }
}

/// A question about which of two values means default.
#[derive(Clone, PartialEq)]
struct Question {
    column: String,
    value: String,
    other: String,
}

fn asked_back(studio: &Studio, table: &TableSummary) -> Option<Question> {
    let choice = &studio.spec().data.file()?.choice;
    let other = choice.asked_back(table.column(&choice.label_column)?)?;
    Some(Question {
        column: choice.label_column.clone(),
        value: choice.default_value.clone(),
        other: other.to_owned(),
    })
}

/// Asks whether the other value is the default, where the label is called like good customers.
#[component]
fn AskedBack(session: Session, question: Memo<Option<Question>>) -> impl IntoView {
    let ask = move |Question {
                        column,
                        value,
                        other,
                    }| {
        let said = format!(
            "{column} speaks of good customers, so is {value} the default? It is taken for it."
        );
        let answer = format!("No, {other} is the default");
        let take_other = move |_| edit(session, |choice| choice.default_value.clone_from(&other));
        view! {
            <div class="asked-back" role="group" aria-label="Which value is the default?">
                <p class="note">{said}</p>
                <button type="button" on:click=take_other>{answer}</button>
            </div>
        }
    };
    view! { {move || question.get().map(ask)} }
}

/// The values of a column, where there are few.
fn values_of(table: &TableSummary, column: &str) -> Vec<String> {
    let values = table
        .column(column)
        .and_then(|column| column.values.as_deref());
    let values = values.unwrap_or_default().iter();
    values.map(|value| value.value.clone()).collect()
}

/// What of the file isn't used, and what became of columns that aren't whole numbers of every row.
#[component]
fn LeftOut(session: Session) -> impl IntoView {
    let sentences = Memo::new(move |_| session.sources(left_out));
    view! {
        <ul class="left-out" tabindex="0" aria-label="What became of columns and rows">{move || lines(sentences.get())}</ul>
    }
}

fn left_out(studio: &Studio) -> Vec<String> {
    let preview = studio.preview();
    let steps = preview.into_iter().flat_map(|preview| &preview.steps);
    let left_out = preview.into_iter().flat_map(|preview| &preview.left_out);
    let all: Vec<_> = left_out
        .chain(steps.flat_map(|step| &step.learnt))
        .collect();
    let shown = all.iter().take(LINES).map(|sentence| (*sentence).clone());
    let n_more = all.len().saturating_sub(LINES);
    let more = (n_more > 0).then(|| format!("and {} more", count(n_more)));
    shown.chain(more).collect()
}

fn lines(sentences: Vec<String>) -> impl IntoView {
    let line = |sentence: String| view! { <li>{sentence}</li> };
    sentences.into_iter().map(line).collect_view()
}
