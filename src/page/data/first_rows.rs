//! The first rows, as they were read or as models see them; of a long list only what is in view is there.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::experiment::{Preview, Source};
use crate::page::fields::CheckField;
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::{Studio, UploadState};
use crate::words::{Cell, Table, count};

/// Significant digits of a number.
const DIGITS: usize = 6;
/// Columns at most.
const COLUMNS: usize = 100;
/// The height of a line in pixels, which the style sheet keeps.
const LINE: i32 = 32;
/// Lines that are there, some of them out of view.
const LINES: usize = 20;
/// They change when so many have gone out of view.
const STEP: usize = 2;

/// The panel.
#[component]
pub fn FirstRows(session: Session) -> impl IntoView {
    let is_prepared = RwSignal::new(false);
    let is_file =
        Memo::new(move |_| session.lab(|studio| studio.spec().data.source == Source::Upload));
    let table = Memo::new(move |_| {
        let is_prepared = is_prepared.get();
        session.views(|_| ());
        session.sources(|studio| first_rows(studio, is_prepared))
    });
    let n_hidden = Memo::new(move |_| {
        let is_prepared = is_prepared.get();
        session
            .sources(|studio| n_columns(studio, is_prepared))
            .saturating_sub(COLUMNS)
    });
    view! {
        <section class="panel">
            <Show when=move || is_file.get()>
                <CheckField
                    label="As models see them, after the steps".to_owned()
                    value=is_prepared.into()
                    on_change=Callback::new(move |is_set| is_prepared.set(is_set))
                />
            </Show>
            <InView table/>
            <Show when=move || n_hidden.get() != 0>
                <p class="note">
                    {move || format!("{} more columns aren't shown here.", count(n_hidden.get()))}
                </p>
            </Show>
        </section>
    }
}

/// As much of a table as is in view.
#[component]
fn InView(table: Memo<Table>) -> impl IntoView {
    let first = RwSignal::new(0_usize);
    let n_rows = Memo::new(move |_| table.with(|table| table.rows.len()));
    let shown = Memo::new(move |_| {
        let first = first.get();
        table.with(|table| Table {
            caption: table.caption.clone(),
            head: table.head.clone(),
            rows: table.rows.iter().skip(first).take(LINES).cloned().collect(),
        })
    });
    let scrolled = move |event: ev::Event| {
        let room = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let top = room.map_or(0, |room| room.scroll_top());
        let line = usize::try_from(top / LINE).unwrap_or(0);
        let line = line.min(n_rows.get_untracked().saturating_sub(LINES / 2));
        let before = line.saturating_sub(STEP);
        first.set(before - before % STEP);
    };
    let pixels =
        |lines: usize| format!("{}px", i64::try_from(lines).unwrap_or(0) * i64::from(LINE));
    let above = move || pixels(first.get());
    let below = move || pixels(n_rows.get().saturating_sub(first.get() + LINES));
    view! {
        <div
            class="scrolls tall in-view"
            tabindex="0"
            role="region"
            aria-label="First rows, scrollable"
            on:scroll=scrolled
        >
            <div style:padding-top=above style:padding-bottom=below>
                {move || view! { <WordTable class="metrics data" table=shown.get()/> }}
            </div>
        </div>
    }
}

fn n_columns(studio: &Studio, is_prepared: bool) -> usize {
    match &studio.sources().upload(Source::Upload).state {
        UploadState::Loaded { table, .. } if !is_prepared && is_of_file(studio) => {
            table.columns.len()
        }
        _ => studio.preview().map_or(0, |preview| preview.names.len()),
    }
}

fn is_of_file(studio: &Studio) -> bool {
    studio.spec().data.source == Source::Upload
}

/// The first rows in the order of the source.
fn first_rows(studio: &Studio, is_prepared: bool) -> Table {
    match &studio.sources().upload(Source::Upload).state {
        UploadState::Loaded { table, .. } if !is_prepared && is_of_file(studio) => {
            let names = table.columns.iter().map(|column| column.name.as_str());
            let head: Vec<_> = std::iter::once("Row").chain(names.take(COLUMNS)).collect();
            let mut shown = Table::new("First rows, as they were read", &head);
            for (number, row) in table.row_numbers.iter().zip(&table.first_rows) {
                let cells = row
                    .iter()
                    .take(COLUMNS)
                    .map(|text| Cell::from(text.as_str()));
                shown.push(std::iter::once(Cell::count(*number)).chain(cells));
            }
            shown
        }
        _ => match studio.preview() {
            Some(preview) => prepared(studio, preview),
            None => Table::new("First rows", &["Row"]),
        },
    }
}

/// The numbers that models see.
fn prepared(studio: &Studio, preview: &Preview) -> Table {
    let shown = preview.names.iter().take(COLUMNS).map(String::as_str);
    let head: Vec<_> = std::iter::once("Row")
        .chain(shown)
        .chain(["class"])
        .collect();
    let mut table = Table::new("First rows", &head);
    let classes = studio.classes();
    for row in &preview.first_rows {
        let shown = row.values.iter().take(COLUMNS);
        let cells = shown.map(|value| Cell::number(Some(*value), DIGITS));
        let class = if row.is_default {
            &classes.positive
        } else {
            &classes.negative
        };
        let cells = std::iter::once(Cell::count(row.number)).chain(cells);
        table.push(cells.chain([class.as_str().into()]));
    }
    table
}
