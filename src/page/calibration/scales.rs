//! What each scale does to each arm's scores, in numbers.

use leptos::prelude::*;

use crate::page::session::Session;
use crate::studio::Studio;
use crate::words::{Cell, Table};

/// Every scale of every arm: what moves and what stays.
#[component]
pub fn ScaleComparison(session: Session) -> impl IntoView {
    view! { <ScaleTable session make=Studio::scale_table/> }
}

/// A table with a line for each arm and scale, whose last column says why there is none.
#[component]
pub fn ScaleTable(
    /// The page's state.
    session: Session,
    /// Makes it.
    make: fn(&Studio) -> Table,
) -> impl IntoView {
    let line = |(row, is_used): (Vec<Cell>, bool)| {
        let n_cells = row.len();
        let cell = |(place, Cell { shown, plain }): (usize, Cell)| match place {
            0 => view! { <th scope="row">{shown}</th> }.into_any(),
            place if place + 1 == n_cells => view! { <td class="note">{shown}</td> }.into_any(),
            _ => view! { <td title=plain>{shown}</td> }.into_any(),
        };
        view! { <tr class:explained=is_used>{row.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    move || {
        let (table, used) = session.calibration(|studio| (make(studio), studio.scales_in_use()));
        let last = table.head.len().saturating_sub(1);
        let head = |(place, name): (usize, String)| {
            view! { <th scope="col"><span class:visually-hidden=place == last>{name}</span></th> }
        };
        view! {
            <table class="metrics wraps">
                <caption>{table.caption}</caption>
                <thead><tr>{table.head.into_iter().enumerate().map(head).collect_view()}</tr></thead>
                <tbody>{table.rows.into_iter().zip(used).map(line).collect_view()}</tbody>
            </table>
        }
    }
}

/// The calibration of each arm on its scale.
#[component]
pub fn CalibrationTable(session: Session) -> impl IntoView {
    let head = |(arm, name): (usize, String)| {
        view! { <th scope="col" class=format!("arm-{}", arm + 1)><span class="swatch"></span>{name}</th> }
    };
    let line = |row: Vec<Cell>| {
        let cell = |(place, Cell { shown, plain }): (usize, Cell)| {
            if place > 0 {
                return view! { <td title=plain>{shown}</td> }.into_any();
            }
            let (name, meaning) = shown.split_once(": ").unwrap_or((&shown, ""));
            let (name, meaning) = (name.to_owned(), meaning.to_owned());
            view! { <th scope="row">{name}<span class="meaning">": "{meaning}</span></th> }
                .into_any()
        };
        view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> }
    };
    move || {
        let (table, arms) = session.calibration(|studio| {
            let arms = studio.views().arms.iter().map(|view| view.arm.index());
            (studio.calibration_table(), arms.collect::<Vec<_>>())
        });
        let names = table.head.into_iter().skip(1);
        let heads = arms.into_iter().zip(names).map(head).collect_view();
        view! {
            <table class="metrics">
                <caption>{table.caption}</caption>
                <thead><tr><th scope="col">"Quantity"</th>{heads}</tr></thead>
                <tbody>{table.rows.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
    }
}
