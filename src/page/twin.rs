//! The numbers behind a figure as a table.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDetailsElement};

use crate::words::{Cell, Table};

/// A table made of what is on the page, when it is asked for.
pub type Twin = Callback<(), Table>;

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
