//! The numbers behind a figure: read as a table, or taken away as CSV.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use super::fields::FlagField;
use super::file_name::before_colon;
use super::gallery::Gallery;
use super::later::Later;
use super::saving::Saving;
use crate::studio::setting::AnySetting;
use crate::words::{Cell, Table};

/// Lines of a table that a person reads; the CSV has them all.
const READ: usize = 41;

/// A table made of what is on the page, when it is asked for.
pub type Twin = Callback<(), Table>;

/// What the menu of a figure is about.
#[derive(Clone)]
pub struct Subject {
    /// Where the figure is known.
    pub gallery: Gallery,
    /// Its number there.
    pub exhibit: usize,
    /// Its name.
    pub name: Memo<String>,
    /// Its numbers.
    pub twin: Option<Twin>,
    /// What can be shown in it and left out.
    pub layers: Vec<AnySetting>,
}

/// What can be done with a figure, behind a button in its corner: layers are switched, its numbers are read, and it
/// is saved.
#[component]
pub fn FigureMenu(
    /// Where the figure is known.
    gallery: Gallery,
    /// Its number there.
    exhibit: usize,
    /// Its content in words, which begins with its name.
    label: Signal<String>,
    /// Its numbers.
    twin: Option<Twin>,
    /// What can be shown in it and left out.
    layers: Vec<AnySetting>,
) -> impl IntoView {
    let later = expect_context::<Later>();
    let is_open = RwSignal::new(false);
    let name = Memo::new(move |_| label.with(|label| before_colon(label)));
    let subject = Subject {
        gallery,
        exhibit,
        name,
        twin,
        layers,
    };
    view! {
        <details class="over figure-menu" on:toggle=move |event| is_open.set(opens(&event))>
            <summary aria-label=move || format!("Numbers and files of {}", name.get()) title="Layers, numbers, SVG, PNG, CSV">"⋯"</summary>
            <div class="sheet">{move || is_open.get().then(|| later.sheet(subject.clone()))}</div>
        </details>
    }
}

/// What is behind the button.
#[component]
pub fn FigureSheet(
    /// The figure.
    subject: Subject,
) -> impl IntoView {
    let Subject {
        gallery,
        exhibit,
        name,
        twin,
        layers,
    } = subject;
    let later = expect_context::<Later>();
    let session = gallery.session();
    let layer = move |setting| view! { <FlagField session setting=setting/> };
    let layers = (!layers.is_empty()).then(|| {
        view! {
            <fieldset class="layers">
                <legend>"Show"</legend>
                {layers.into_iter().map(layer).collect_view()}
            </fieldset>
        }
    });
    let called = move |kind: &'static str| move || format!("Save {} as {kind}", name.get());
    let save = move |kind: &'static str, what: Saving| {
        let press = move |_| later.save(gallery, what.clone());
        view! { <button type="button" aria-label=called(kind) on:click=press>{kind}</button> }
    };
    let save_csv = move |twin: Twin| {
        let press = move |_| {
            let table = untrack(|| twin.run(()));
            later.save(gallery, Saving::Csv(untrack(|| name.get()), table));
        };
        view! { <button type="button" aria-label=called("CSV") on:click=press>"CSV"</button> }
    };
    let numbers =
        move |twin: Twin| view! { {move || view! { <Numbers table=twin.run(()).thinned(READ)/> }} };
    view! {
        {layers}
        <p class="saving">"Save as "{save("SVG", Saving::Svg(exhibit))}{save("PNG", Saving::Png(exhibit))}{twin.map(save_csv)}</p>
        {twin.map(numbers)}
    }
}

/// A table of words that scrolls in its own room.
#[component]
pub fn Numbers(
    /// What it shows.
    table: Table,
) -> impl IntoView {
    let region = table.caption.clone();
    view! {
        <div class="scrolls tall" tabindex="0" role="region" aria-label=region>
            <WordTable class="metrics data" table/>
        </div>
    }
}

/// A table of words; the first cell of each line is its head.
#[component]
pub fn WordTable(
    /// Classes that decide how it looks.
    class: &'static str,
    /// What it shows.
    table: Table,
) -> impl IntoView {
    let cell = |(place, Cell { shown, plain }): (usize, Cell)| match place {
        0 => view! { <th scope="row">{shown}</th> }.into_any(),
        _ => view! { <td title=plain>{shown}</td> }.into_any(),
    };
    let line = |row: Vec<Cell>| {
        view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    let head = |name: String| view! { <th scope="col">{name}</th> };
    view! {
        <table class=class>
            <caption>{table.caption}</caption>
            <thead><tr>{table.head.into_iter().map(head).collect_view()}</tr></thead>
            <tbody>{table.rows.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

/// Whether a disclosure was opened rather than closed.
pub fn opens(event: &Event) -> bool {
    let details = event.target();
    let details = details.and_then(|target| target.dyn_into::<HtmlDetailsElement>().ok());
    details.is_some_and(|details| details.open())
}
