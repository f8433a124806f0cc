//! One applicant in a form: what each arm says while one types, and what would change its decision.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::experiment::TypedCells;
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::{ApplicantField, Decision, Studio, Verb};
use crate::words::{Cell, Table, percent};

const TITLE: &str = "One applicant";

/// Models are asked when no key was pressed for so long.
const REST: Duration = Duration::from_millis(60);

/// Changes of a decision that are listed of an arm.
const CHANGES: usize = 3;

/// The form, and what the arms say.
#[component]
pub fn ApplicantPanel(session: Session) -> impl IntoView {
    let fields = Memo::new(move |_| session.sources(Studio::applicant_fields));
    let rows = Memo::new(move |_| session.sources(Studio::form_rows));
    let asked = RwSignal::new(0_usize);
    // The first, where there is no such row.
    let row = Memo::new(move |_| {
        rows.with(|rows| {
            let found = rows.iter().find(|row| **row == asked.get());
            found.or(rows.first()).copied().unwrap_or_default()
        })
    });
    let cells = RwSignal::new(TypedCells::new());
    // The same while data stay, so that what is typed stays too.
    let start = Memo::new(move |_| {
        let row = row.get();
        session.sources(|studio| studio.form_row(row))
    });
    Effect::new(move |_| cells.set(start.get()));
    let runs = Memo::new(move |_| {
        let ended = session.runs(Studio::ended);
        ended.into_iter().map(|(_, run, _)| run).collect::<Vec<_>>()
    });
    let ask = debounce(REST, move |cells: TypedCells| {
        session.perform(Verb::ScoreApplicant(cells));
    });
    Effect::new({
        let mut ask = ask;
        move |_| {
            let (cells, runs) = (cells.get(), runs.get());
            if !runs.is_empty() && !cells.is_empty() {
                ask(cells);
            }
        }
    });
    let said = move || {
        session.standings(|_| ());
        session.sources(|studio| said(studio, &runs.get()))
    };
    let notes = move || {
        let line = |note: String| view! { <li>{note}</li> };
        let notes = session.sources(notes);
        notes.into_iter().map(line).collect_view()
    };
    let field = move |(place, field)| view! { <CellField field place cells/> };
    view! {
        <Show when=move || fields.with(|fields| !fields.is_empty())>
            <section class="panel" aria-label=session.said(TITLE)>
                <h3>{session.said(TITLE)}</h3>
                <div class="fields rows-of">
                    <label class="field">
                        <span>"Filled from row"</span>
                        <input
                            type="number"
                            min=move || rows.with(|rows| rows.first().copied().unwrap_or(1))
                            max=move || rows.with(|rows| rows.last().copied().unwrap_or(1))
                            prop:value=row
                            on:change=move |event| {
                                if let Ok(row) = event_target_value(&event).parse() {
                                    asked.set(row);
                                }
                                // Of a row that isn't there the field goes back to the one that is shown.
                                let field: HtmlInputElement = event_target(&event);
                                field.set_value(&row.get_untracked().to_string());
                            }
                        />
                    </label>
                </div>
                <div class="applicant" tabindex="0" role="group" aria-label="Cells">
                    {move || fields.get().into_iter().enumerate().map(field).collect_view()}
                </div>
                <div class="scrolls" tabindex="0" role="region" aria-label="What the arms say, scrollable">
                    {move || view! { <WordTable class="metrics said" table=said()/> }}
                </div>
                <ul class="left-out" tabindex="0" aria-label="What was made of the cells">{notes}</ul>
                <p class="note">
                    "Changes of one column that turn the decision, the smallest first: by the share of training rows between the two values. Tried are up to 128 values a column that training rows have, and none of columns of more texts. What a model would say, not what a customer can do."
                </p>
            </section>
        </Show>
    }
}

#[component]
fn CellField(field: ApplicantField, place: usize, cells: RwSignal<TypedCells>) -> impl IntoView {
    let ApplicantField { name, options } = field;
    let text = move || {
        cells.with(|cells| {
            cells
                .get(place)
                .map_or_else(String::new, |(_, text)| text.clone())
        })
    };
    let write = move |text: String| {
        cells.update(|cells| {
            if let Some((_, cell)) = cells.get_mut(place) {
                *cell = text;
            }
        });
    };
    let input = if options.is_empty() {
        view! {
            <input
                type="text"
                prop:value=text
                on:input=move |event| write(event_target_value(&event))
            />
        }
        .into_any()
    } else {
        let option = |option: String| {
            let (value, chosen) = (option.clone(), option.clone());
            view! { <option value=value prop:selected=move || text() == chosen>{option}</option> }
        };
        view! {
            <select on:change=move |event| write(event_target_value(&event))>
                <option value="" prop:selected=move || text().is_empty()>"missing"</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    };
    view! { <label class="field"><span>{name}</span>{input}</label> }
}

/// What each arm says of the applicant; `runs` are those on the screen.
fn said(studio: &Studio, runs: &[u64]) -> Table {
    let head = [
        "Arm",
        "Default probability",
        "Decision",
        "What would change it",
    ];
    let mut table = Table::new("What the arms say", &head).with_classes(studio.classes());
    let Some(typed) = &studio.sources().typed else {
        return table;
    };
    let now = |column: &str| {
        let mut cells = typed.cells.iter();
        let found = cells.find(|(name, _)| name == column);
        found.map_or("", |(_, text)| text.as_str())
    };
    for arm in typed.arms.iter().filter(|arm| runs.contains(&arm.run)) {
        match arm.applicant() {
            Some(Ok(applicant)) => {
                let decision = studio.decision(arm, &applicant);
                table.push([
                    Cell::from(arm.name.as_str()),
                    Cell::metric(Some(decision.score)),
                    Cell::from(decided(studio, &decision)),
                    Cell::from(changes(&decision, &now)),
                ]);
            }
            Some(Err(sentence)) => {
                let none = Cell::metric(None);
                table.push([
                    arm.name.as_str().into(),
                    none.clone(),
                    none,
                    sentence.into(),
                ]);
            }
            None => {}
        }
    }
    table
}

fn decided(studio: &Studio, decision: &Decision<'_>) -> String {
    let verdict = if decision.is_flagged {
        "rejected"
    } else {
        "approved"
    };
    studio.say(verdict)
}

/// The smallest changes that turn a decision, in words.
fn changes<'a>(decision: &Decision<'_>, now: &dyn Fn(&str) -> &'a str) -> String {
    if decision.changes.is_empty() {
        return "none of the values tried".to_owned();
    }
    let change = |other: &&crate::experiment::Other| {
        let before = now(&other.column);
        let instead = if before.is_empty() { "none" } else { before };
        let far = if other.distance < 1.0 {
            format!(" (past {} of rows)", percent(Some(other.distance)))
        } else {
            String::new()
        };
        format!("{} {} instead of {instead}{far}", other.column, other.text)
    };
    let changes = decision.changes.iter().take(CHANGES).map(change);
    changes.collect::<Vec<_>>().join("; ")
}

fn notes(studio: &Studio) -> Vec<String> {
    let typed = studio.sources().typed.as_ref();
    let first = typed.and_then(|typed| typed.arms.first()?.applicant()?.ok());
    first.map_or_else(Vec::new, |applicant| applicant.notes)
}
