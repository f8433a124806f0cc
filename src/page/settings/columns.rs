//! How the columns of a file are read: which of them are used, a box each.

use std::sync::Arc;

use js_sys::JsString;
use leptos::prelude::*;

use crate::data::{ColumnKind, LabelChoice, TableSummary};
use crate::experiment::Source;
use crate::page::fields::CheckField;
use crate::page::session::Session;
use crate::sorting::sort_by;
use crate::studio::{Studio, Verb};
use crate::words::count;

/// Boxes that are shown at most; more columns are looked for by their names.
const SHOWN: usize = 200;

/// How the file of the current source is read.
fn choice(studio: &Studio) -> LabelChoice {
    let file = studio.spec().data.file();
    file.map(|file| file.choice.clone()).unwrap_or_default()
}

/// Changes how the file of the current source is read.
pub fn edit(session: Session, change: impl FnOnce(&mut LabelChoice)) {
    let mut choice = session.now(choice);
    change(&mut choice);
    session.perform(Verb::Choose(choice));
}

/// A box a column but for the label, and where there are many a field to find one.
#[component]
pub fn ColumnBoxes(
    session: Session,
    source: Source,
    table: Arc<TableSummary>,
    /// The label column.
    label: Memo<String>,
) -> impl IntoView {
    // Scores are numbers; features may be texts too.
    let is_listed = move |kind: ColumnKind| match kind {
        ColumnKind::Number => true,
        ColumnKind::Text => source == Source::Upload,
        ColumnKind::Empty => false,
    };
    let listed = table.columns.iter().filter(|column| is_listed(column.kind));
    let names: Vec<_> = listed.map(|column| column.name.clone()).collect();
    let n_names = names.len();
    let wanted = RwSignal::new(String::new());
    // Sorted, so that a box finds its column quickly among thousands.
    let left_out = Memo::new(move |_| session.lab(left_out));
    let found = Memo::new(move |_| {
        let wanted = wanted.with(|wanted| lower(wanted.trim()));
        label.with(|label| found(&names, label, &wanted))
    });
    let shown = move || {
        let n_features = n_names
            - usize::from(label.with(|label| {
                table
                    .column(label)
                    .is_some_and(|column| is_listed(column.kind))
            }));
        found.with(|found| format!("{} of {} shown", count(found.len()), count(n_features)))
    };
    let boxes = move || {
        let each = |name: String| view! { <ColumnBox session name left_out/> };
        found.get().into_iter().map(each).collect_view()
    };
    view! {
        {(n_names > SHOWN).then(|| view! {
            <label class="field">
                <span>"Find a column"</span>
                <input
                    type="search"
                    prop:value=wanted
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            </label>
            <p class="note" aria-live="polite">{shown}</p>
        })}
        <fieldset class="columns">
            <legend>{if source == Source::Scores { "Columns of scores" } else { "Columns used" }}</legend>
            {boxes}
        </fieldset>
    }
}

fn left_out(studio: &Studio) -> Vec<String> {
    let file = studio.spec().data.file();
    let mut names = file.map_or_else(Vec::new, |file| file.choice.left_out.clone());
    sort_by(&mut names, Ord::cmp);
    names
}

/// The first columns that hold the wanted letters, and aren't the label.
fn found(names: &[String], label: &str, wanted: &str) -> Vec<String> {
    let is_feature = |name: &&String| *name != label;
    let is_wanted = |name: &&String| wanted.is_empty() || lower(name).contains(wanted);
    let found = names.iter().filter(is_feature).filter(is_wanted);
    found.take(SHOWN).cloned().collect()
}

/// In lower case; by the browser, which knows all letters.
fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

#[component]
fn ColumnBox(session: Session, name: String, left_out: Memo<Vec<String>>) -> impl IntoView {
    let is_used = Signal::derive({
        let name = name.clone();
        move || left_out.with(|left_out| left_out.binary_search(&name).is_err())
    });
    let changed = name.clone();
    let write = move |is_used: bool| {
        edit(session, |choice| {
            choice.left_out.retain(|column| *column != changed);
            if !is_used {
                choice.left_out.push(changed.clone());
            }
        });
    };
    view! { <CheckField label=name value=is_used on_change=Callback::new(write)/> }
}
