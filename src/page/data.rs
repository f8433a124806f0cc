//! The tab "Data": how many rows of which class, some rows to read, and where synthetic rows lie.

mod applicant;
mod first_rows;
mod looking;
mod scatter;
mod scoring;

use leptos::prelude::*;

use self::applicant::ApplicantPanel;
use self::first_rows::FirstRows;
use self::looking::LookingPanels;
use self::scatter::ScatterPanel;
use self::scoring::ScoringPanel;
use super::fields::SelectField;
use super::session::Session;
use super::twin::WordTable;
use crate::experiment::Preview;
use crate::studio::setting::study;
use crate::words::{Cell, ClassNames, Table};

pub use self::scatter::BalancePicture;

/// The whole tab.
#[component]
pub fn DataTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let counts = table(session, class_counts);
    let origins = table(session, lineage);
    view! {
        <section class="panel">
            <div class="scrolls">{move || view! { <WordTable class="metrics" table=counts.get()/> }}</div>
            <Warnings session/>
            <RowsOf session/>
            <Show when=move || origins.with(|table| !table.rows.is_empty())>
                <div class="scrolls">{move || view! { <WordTable class="metrics" table=origins.get()/> }}</div>
            </Show>
        </section>
        <LookingPanels session/>
        <ScatterPanel session/>
        <ApplicantPanel session/>
        <ScoringPanel session/>
        <FirstRows session/>
    }
}

/// Whose training rows are looked at, where there are several arms.
#[component]
fn RowsOf(session: Session) -> impl IntoView {
    let names = Memo::new(move |_| {
        session.lab(|studio| {
            let spec = studio.spec();
            spec.shown_arms()
                .map(|arm| spec.name_of(arm))
                .collect::<Vec<_>>()
        })
    });
    let value = move || {
        session.study(|_| ());
        session.lab(|studio| studio.spec().name_of(studio.looked_at()))
    };
    let choose = move |name: String| {
        let arm = session.now(|studio| {
            let spec = studio.spec();
            spec.shown_arms().find(|arm| spec.name_of(*arm) == name)
        });
        if let Some(arm) = arm {
            let _ = session.set(&study::LOOKED_AT, arm.index());
        }
    };
    view! {
        <Show when=move || names.with(|names| names.len() > 1)>
            <div class="fields rows-of">
                <SelectField label=study::LOOKED_AT.label options=names value=Signal::derive(value) on_change=choose/>
            </div>
        </Show>
    }
}

/// What should be known of the rows before anything is trained.
#[component]
pub fn Warnings(session: Session) -> impl IntoView {
    let warnings = Memo::new(move |_| {
        session.sources(|studio| {
            let preview = studio.preview();
            let warnings = preview.map(|preview| preview.warnings.iter());
            let warnings = warnings.into_iter().flatten();
            warnings
                .map(|warning| studio.say(warning))
                .collect::<Vec<_>>()
        })
    });
    let line = |warning: String| view! { <p class="complaint">{warning}</p> };
    view! { {move || warnings.get().into_iter().map(line).collect_view()} }
}

/// A table of rows to look at, without lines where there are none. It is the same while settings change
/// that have no part in it.
fn table(session: Session, make: fn(&Preview, &ClassNames) -> Table) -> Memo<Table> {
    Memo::new(move |_| {
        session.views(|_| ());
        session.sources(|studio| match studio.preview() {
            Some(preview) => make(preview, studio.classes()),
            None => make(&Preview::default(), studio.classes()),
        })
    })
}

/// Rows of each class in each part, and after SMOTE.
fn class_counts(preview: &Preview, classes: &ClassNames) -> Table {
    let head = ["Rows", "good", "default", "both", "default rate"];
    let mut table = Table::new("Rows per class", &head).with_classes(classes);
    let resampled = preview
        .resampled
        .as_ref()
        .and_then(|rows| rows.as_ref().ok());
    let arm = &preview.arm;
    let [before, after] = ["before", "after"].map(|when| format!("Training, {when} {arm}"));
    let before = if resampled.is_some() {
        before
    } else {
        "Training".into()
    };
    let lines = [
        ("All rows", Some(preview.all)),
        (&before, Some(preview.train)),
        (&after, resampled.copied()),
        ("Validation", Some(preview.validation)),
        ("Test", Some(preview.test)),
    ];
    for (name, rows) in lines {
        if let Some(rows) = rows.filter(|rows| rows.total() > 0) {
            let counts = [rows.good, rows.default, rows.total()].map(Cell::count);
            let rate = Cell::share(rows.default_rate());
            table.push(std::iter::once(name.into()).chain(counts).chain([rate]));
        }
    }
    table
}

/// Training rows of an arm by where they come from; nothing where they are all as observed, or not known.
fn lineage(preview: &Preview, classes: &ClassNames) -> Table {
    let head = ["Rows to learn from", "good", "default", "both"];
    let name = format!("Where the training rows of {} come from", preview.arm);
    let mut table = Table::new(&name, &head).with_classes(classes);
    let Some(lineage) = preview.lineage else {
        return table;
    };
    let lines = [
        ("Kept as observed", lineage.kept),
        ("The same again", lineage.again),
        ("Between two real rows", lineage.between),
        ("Beside a real row", lineage.moved),
        ("Left out", lineage.left_out),
    ];
    let is_resampled = lines[1..].iter().any(|(_, rows)| rows.total() > 0);
    for (name, rows) in lines.into_iter().filter(|_| is_resampled) {
        if rows.total() > 0 {
            let counts = [rows.good, rows.default, rows.total()].map(Cell::count);
            table.push(std::iter::once(name.into()).chain(counts));
        }
    }
    table
}
