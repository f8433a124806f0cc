//! The tab "Data": how many rows of which class, some rows to read, and where synthetic rows lie.

mod applicant;
mod scatter;
mod scoring;

use leptos::prelude::*;

use self::applicant::ApplicantPanel;
use self::scatter::ScatterPanel;
use self::scoring::ScoringPanel;
use super::fields::SelectField;
use super::session::Session;
use super::twin::WordTable;
use crate::data::prepare::ColumnLook;
use crate::experiment::Preview;
use crate::experiment::message::decode;
use crate::studio::Studio;
use crate::studio::setting::study;
use crate::words::{Cell, ClassNames, Table, count};

pub use self::scatter::BalancePicture;

/// Significant digits of the table of first rows.
const DIGITS: usize = 6;

/// Columns of the table of first rows at most.
const COLUMNS: usize = 100;

/// The whole tab.
#[component]
pub fn DataTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let counts = table(session, class_counts);
    let origins = table(session, lineage);
    let first = table(session, first_rows);
    let looks = table(session, looks);
    let n_hidden = Memo::new(move |_| session.sources(n_hidden));
    view! {
        <section class="panel">
            <div class="scrolls">{move || view! { <WordTable class="metrics" table=counts.get()/> }}</div>
            <Warnings session/>
            <RowsOf session/>
            <Show when=move || origins.with(|table| !table.rows.is_empty())>
                <div class="scrolls">{move || view! { <WordTable class="metrics" table=origins.get()/> }}</div>
            </Show>
        </section>
        <Show when=move || looks.with(|table| !table.rows.is_empty())>
            <section class="panel">
                <div class="scrolls tall" tabindex="0" role="region" aria-label="Columns of the file, scrollable">
                    {move || view! { <WordTable class="metrics data" table=looks.get()/> }}
                </div>
                <p class="note">
                    "Read off training rows alone. Information value: .02 to .1 weak, .1 to .3 medium, above .3 strong, above .5 looks too good. AUC: the column as a score, alone."
                </p>
            </section>
        </Show>
        <ScatterPanel session/>
        <ApplicantPanel session/>
        <ScoringPanel session/>
        <section class="panel">
            <div class="scrolls tall" tabindex="0" role="region" aria-label="First rows, scrollable">
                {move || view! { <WordTable class="metrics data" table=first.get()/> }}
            </div>
            <Show when=move || n_hidden.get() != 0>
                <p class="note">
                    {move || format!("{} more columns aren't shown here.", count(n_hidden.get()))}
                </p>
            </Show>
        </section>
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

/// What each column of a file looks like, and what it says of the label by itself.
fn looks(preview: &Preview, _classes: &ClassNames) -> Table {
    let head = [
        "Column",
        "Kind",
        "Missing",
        "Distinct",
        "Values",
        "Information value",
        "AUC",
        "Remarks",
    ];
    let caption = format!(
        "Columns of the file, in {} training rows",
        count(preview.n_looked_at)
    );
    let mut table = Table::new(&caption, &head);
    let looks: Vec<ColumnLook> = decode(&preview.looks).unwrap_or_default();
    for look in looks {
        table.push([
            look.name.as_str().into(),
            if look.is_text { "text" } else { "number" }.into(),
            Cell::count(look.n_missing),
            Cell::count(look.n_distinct),
            look.values.as_str().into(),
            Cell::metric(look.information_value),
            Cell::metric(look.auc),
            look.flags.join("; ").into(),
        ]);
    }
    table
}

/// The first rows in the order of the source.
fn first_rows(preview: &Preview, classes: &ClassNames) -> Table {
    let shown = preview.names.iter().take(COLUMNS).map(String::as_str);
    let head: Vec<_> = std::iter::once("Row")
        .chain(shown)
        .chain(["class"])
        .collect();
    let mut table = Table::new("First rows", &head);
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

/// Columns of the data that aren't in the table of first rows.
fn n_hidden(studio: &Studio) -> usize {
    let n_columns = studio.preview().map_or(0, |preview| preview.names.len());
    n_columns.saturating_sub(COLUMNS)
}
