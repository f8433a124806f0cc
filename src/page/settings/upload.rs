//! Step 1 for a file of the user's.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};

use crate::data::{ColumnKind, ColumnSummary, LabelChoice, TableSummary};
use crate::experiment::Source;
use crate::page::fields::{CheckField, SelectField};
use crate::page::session::{Session, Upload};
use crate::words::percent;

/// The file, its label, and the columns that are used.
#[component]
pub fn UploadSettings(session: Session, source: Source) -> impl IntoView {
    let input_of = |event: &Event| {
        let target = event.target();
        target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    };
    // A file that was mended under the same name is a choice too, and without this no event.
    let forget = move |event: MouseEvent| {
        if let Some(input) = input_of(&event) {
            input.set_value("");
        }
    };
    let choose = move |event: Event| {
        let input = input_of(&event);
        if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
            session.choose_file(source, file);
        }
    };
    let table = Memo::new(move |_| match session.upload(source).get() {
        Upload::Loaded(table) => Some(table),
        _ => None,
    });
    view! {
        <label class="field file">
            <span>{if source == Source::Scores { "CSV file of scores" } else { "CSV file" }}</span>
            <input type="file" accept=".csv,.tsv,.txt,text/csv" on:click=forget on:change=choose/>
        </label>
        <p class="note">
            {(source == Source::Scores)
                .then_some("A label and up to six columns of scores, a higher score for a higher risk. ")}
            "It is read on this machine and never leaves it."
        </p>
        {move || match session.upload(source).get() {
            Upload::Reading(share) => {
                let done = percent(Some(share));
                view! { <p class="note">{format!("Reading: {done}")}</p> }.into_any()
            }
            Upload::Broken(sentence) => {
                view! { <p class="complaint" role="alert">{sentence}</p> }.into_any()
            }
            Upload::None | Upload::Loaded(_) => ().into_any(),
        }}
        {move || table.get().map(|table| view! { <ColumnSettings session source table/> })}
        <LeftOut session/>
    }
}

/// How the file of the current source is read.
fn choice(session: Session) -> LabelChoice {
    session.spec().with(|spec| {
        let file = spec.data.file();
        file.map(|file| file.choice.clone()).unwrap_or_default()
    })
}

/// Changes how the file of the current source is read.
fn edit(session: Session, change: impl FnOnce(&mut LabelChoice)) {
    session.edit(|spec| {
        if let Some(file) = spec.data.file_mut() {
            change(&mut file.choice);
        }
    });
}

#[component]
fn ColumnSettings(session: Session, source: Source, table: TableSummary) -> impl IntoView {
    let name = |column: &ColumnSummary| column.name.clone();
    let is_number = |column: &&ColumnSummary| column.kind == ColumnKind::Number;
    let names = table.columns.iter().map(name).collect::<Vec<_>>();
    let numbers = table
        .columns
        .iter()
        .filter(is_number)
        .map(name)
        .collect::<Vec<_>>();
    let table = StoredValue::new(table);
    let label = move || choice(session).label_column;
    let values = Signal::derive(move || {
        table.with_value(|table| {
            let values = table
                .column(&label())
                .and_then(|column| column.values.as_deref());
            values
                .unwrap_or_default()
                .iter()
                .map(|value| value.value.clone())
                .collect()
        })
    });
    let choose_label = move |name: String| {
        let choice = table.with_value(|table| table.column(&name).map(LabelChoice::of));
        edit(session, |before| {
            let left_out = std::mem::take(&mut before.left_out);
            *before = LabelChoice {
                left_out,
                ..choice.unwrap_or_default()
            };
        });
    };
    let default_value = move || choice(session).default_value;
    let choose_value = move |value| edit(session, |choice| choice.default_value = value);
    let options = Signal::stored(names);
    view! {
        <div class="fields one">
            <SelectField label="Label column" options value=label on_change=choose_label/>
            <SelectField
                label="Default value"
                options=values
                value=default_value
                on_change=choose_value
            />
        </div>
        <fieldset class="columns">
            <legend>{if source == Source::Scores { "Columns of scores" } else { "Columns used" }}</legend>
            {numbers.into_iter().map(|name| view! { <ColumnBox session name/> }).collect_view()}
        </fieldset>
    }
}

#[component]
fn ColumnBox(session: Session, name: String) -> impl IntoView {
    let (of, changed) = (name.clone(), name.clone());
    let is_label = {
        let name = name.clone();
        move || choice(session).label_column == name
    };
    view! {
        <Show when=move || !is_label()>
            {
                let (of, changed) = (of.clone(), changed.clone());
                view! {
                    <CheckField
                        label=of.clone()
                        value=move || !choice(session).left_out.contains(&of)
                        on_change=move |is_used| edit(session, |choice| {
                            choice.left_out.retain(|column| *column != changed);
                            if !is_used {
                                choice.left_out.push(changed.clone());
                            }
                        })
                    />
                }
            }
        </Show>
    }
}

/// What of the file isn't used, and why.
#[component]
fn LeftOut(session: Session) -> impl IntoView {
    let sentences = move || {
        session
            .preview()
            .with(|preview| preview.as_ref().map(|p| p.left_out.clone()))
            .unwrap_or_default()
    };
    view! {
        <ul class="left-out" aria-label="Left out">
            {move || sentences().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
    }
}
