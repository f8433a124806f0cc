//! Step 1 for a file of the user's.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::data::{ColumnKind, ColumnSummary, LabelChoice, TableSummary};
use crate::page::fields::{CheckField, SelectField};
use crate::page::session::{Session, Upload};
use crate::words::percent;

/// The file, its label, and the columns that are used.
#[component]
pub fn UploadSettings(session: Session) -> impl IntoView {
    let choose = move |event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
            session.choose_file(file);
        }
    };
    let table = Memo::new(move |_| match session.upload().get() {
        Upload::Loaded(table) => Some(table),
        _ => None,
    });
    view! {
        <label class="field file">
            <span>"CSV file"</span>
            <input type="file" accept=".csv,.tsv,.txt,text/csv" on:change=choose/>
        </label>
        <p class="note">"It is read on this machine and never leaves it."</p>
        {move || match session.upload().get() {
            Upload::Reading(share) => {
                let done = percent(Some(share));
                view! { <p class="note">{format!("Reading: {done}")}</p> }.into_any()
            }
            Upload::Broken(sentence) => {
                view! { <p class="complaint" role="alert">{sentence}</p> }.into_any()
            }
            Upload::None | Upload::Loaded(_) => ().into_any(),
        }}
        {move || table.get().map(|table| view! { <ColumnSettings session table/> })}
        <LeftOut session/>
    }
}

#[component]
fn ColumnSettings(session: Session, table: TableSummary) -> impl IntoView {
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
    let label = move || {
        session
            .spec()
            .with(|spec| spec.data.upload.choice.label_column.clone())
    };
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
        session.edit(|spec| {
            let before = &mut spec.data.upload.choice;
            let left_out = std::mem::take(&mut before.left_out);
            *before = LabelChoice {
                left_out,
                ..choice.unwrap_or_default()
            };
        });
    };
    let default_value = move || {
        session
            .spec()
            .with(|spec| spec.data.upload.choice.default_value.clone())
    };
    let choose_value = move |value| {
        session.edit(|spec| spec.data.upload.choice.default_value = value);
    };
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
            <legend>"Columns used"</legend>
            {numbers.into_iter().map(|name| view! { <ColumnBox session name/> }).collect_view()}
        </fieldset>
    }
}

#[component]
fn ColumnBox(session: Session, name: String) -> impl IntoView {
    let (of, changed) = (name.clone(), name.clone());
    let choice = move || session.spec().with(|spec| spec.data.upload.choice.clone());
    let is_label = {
        let name = name.clone();
        move || choice().label_column == name
    };
    view! {
        <Show when=move || !is_label()>
            {
                let (of, changed) = (of.clone(), changed.clone());
                view! {
                    <CheckField
                        label=of.clone()
                        value=move || !choice().left_out.contains(&of)
                        on_change=move |is_used| session.edit(|spec| {
                            let left_out = &mut spec.data.upload.choice.left_out;
                            left_out.retain(|column| *column != changed);
                            if !is_used {
                                left_out.push(changed.clone());
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
