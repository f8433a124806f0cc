//! The classification report of the tutorial, behind a disclosure.

use leptos::prelude::*;

use crate::metrics::{ClassificationReport, ReportRow};
use crate::page::session::Session;
use crate::page::twin::{WordTable, opens};
use crate::studio::{Standing, Studio};
use crate::words::{Cell, ClassNames, Table};

/// A report an arm.
#[component]
pub fn Reports(session: Session) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let reports = move || {
        let tables = is_open.get().then(|| session.standings(tables));
        let tables = tables.into_iter().flatten();
        tables
            .map(|table| view! { <WordTable class="metrics" table/> })
            .collect_view()
    };
    view! {
        <details class="panel reports" on:toggle=move |event| is_open.set(opens(&event))>
            <summary>"Classification report"</summary>
            <div class="scrolls">{reports}</div>
        </details>
    }
}

fn tables(studio: &Studio) -> Vec<Table> {
    let standings = studio.standings().iter();
    standings
        .map(|standing| table(standing, studio.classes()))
        .collect()
}

fn table(standing: &Standing, classes: &ClassNames) -> Table {
    let report = ClassificationReport::new(&standing.confusion);
    let caption = format!("Classification report, {}", standing.name);
    let mut table = Table::new(&caption, &["Class", "precision", "recall", "F1", "rows"]);
    let lines: [(&str, ReportRow); 4] = [
        (classes.short_negative(), report.good),
        (&classes.positive, report.default),
        ("macro average", report.macro_average),
        ("weighted average", report.weighted_average),
    ];
    for (name, row) in lines {
        let rates = [row.precision, row.recall, row.f1].map(Cell::metric);
        let rows = Cell::count(row.support);
        table.push(std::iter::once(name.into()).chain(rates).chain([rows]));
    }
    let accuracy = Cell::metric(standing.confusion.accuracy());
    table.push([
        "accuracy".into(),
        Cell::default(),
        Cell::default(),
        accuracy,
        Cell::default(),
    ]);
    table
}
