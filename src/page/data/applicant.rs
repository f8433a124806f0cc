//! One applicant in a form: what each arm says while one types, and what would change its decision.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::experiment::{Applicant, Reasons, TypedCells};
use crate::figure::{self, Frame, Palette, Waterfall};
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::{SelectField, one_of};
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::{ApplicantField, Decision, Studio, Verb};
use crate::words::{Cell, Table, percent};

const TITLE: &str = "One applicant";

/// Models are asked when no key was pressed for so long.
const REST: Duration = Duration::from_millis(60);

/// Columns that are named of what speaks for a decision: an adverse-action notice has about as many.
const REASONS: usize = 4;

/// Columns that are drawn by themselves.
const DRAWN: usize = 10;

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
                <WhyFigure session runs/>
                <ul class="left-out" tabindex="0" aria-label="What was made of the cells">{notes}</ul>
                <p class="note">
                    "Changes of one column that turn the decision, the smallest first: by the share of training rows between the two values. Tried are up to 128 values a column that training rows have, and none of columns of more texts. What a model would say, not what a customer can do."
                </p>
            </section>
        </Show>
    }
}

/// What each column adds to the score of one arm.
#[component]
fn WhyFigure(session: Session, runs: Memo<Vec<u64>>) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        session.sources(|studio| {
            explained(studio, &runs.get())
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        })
    });
    let value = one_of(names, chosen);
    let reasons = Memo::new(move |_| {
        let name = value.get();
        session.sources(|studio| {
            let found = explained(studio, &runs.get()).find(|(arm, _)| *arm == name);
            found.map(|(_, reasons)| reasons).unwrap_or_default()
        })
    });
    let label = Signal::derive(move || {
        let main = reasons.with(|reasons| reasons.main(true, REASONS));
        format!(
            "What columns add to the score of {}: most {main}",
            value.get()
        )
    });
    let twin = Callback::new(move |()| reasons.with(table_of));
    let note = move || {
        let is_exact = reasons.with(|reasons| reasons.is_exact);
        let note = if is_exact {
            "Shapley values, exact: what each column adds to the score of an applicant of whom nothing is known (dotted)."
        } else {
            "Shapley values, estimated by asking the model about mixed rows; standard errors are in the numbers. Dotted: an applicant of whom nothing is known."
        };
        session.views(|studio| studio.say(note))
    };
    let against = move || {
        let against = session.sources(|studio| {
            let typed = studio.sources().typed.as_ref();
            typed.map_or_else(Vec::new, |typed| {
                reasons.with(|reasons| reasons.against(&typed.cells, REASONS))
            })
        });
        let line = |said: String| view! { <li>{said}</li> };
        against.into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <div class="fields rows-of">
                <SelectField label="Why, by" options=names value on_change=move |name| chosen.set(name)/>
            </div>
            <Figure class="wide" label base=base(move || reasons.get(), draw_reasons) overlay=nothing() twin/>
            <p class="note">{note}</p>
            <h3>{session.said("Reasons for refusal")}</h3>
            <ol class="reasons">{against}</ol>
            <p class="note">
                {session.said("The columns that add most to this applicant's risk, whatever is decided. Lenders in the US name about four in a notice of adverse action.")}
            </p>
        </Show>
    }
}

/// The arms on the screen that say what columns add.
fn explained(studio: &Studio, runs: &[u64]) -> impl Iterator<Item = (String, Reasons)> {
    let arms = studio.sources().typed.iter().flat_map(|typed| &typed.arms);
    let arms = arms.filter(move |arm| runs.contains(&arm.run));
    arms.filter_map(|arm| Some((arm.name.clone(), arm.applicant()?.ok()?.reasons?)))
}

/// The columns that add most, and all others together.
fn draw_reasons(sheet: &Sheet, palette: &Palette, reasons: &Reasons) -> Option<Frame> {
    let sorted = reasons.sorted();
    let (main, rest) = sorted.split_at(sorted.len().min(DRAWN));
    let mut steps: Vec<_> = main
        .iter()
        .map(|of| (of.column.clone(), of.value))
        .collect();
    if !rest.is_empty() {
        let sum = rest.iter().map(|of| of.value).sum();
        steps.push((format!("{} others", rest.len()), sum));
    }
    let figure = Waterfall {
        title: reasons.says.unit(),
        base: reasons.base,
        steps: &steps,
    };
    figure::waterfall(sheet, palette, &figure).ok()
}

fn table_of(reasons: &Reasons) -> Table {
    let caption = format!(
        "What each column adds to the score, in {}",
        reasons.says.unit()
    );
    let mut table = Table::new(&caption, &["Column", "Adds", "Standard error"]);
    table.push([
        "(nothing is known)".into(),
        Cell::metric(Some(reasons.base)),
    ]);
    for of in reasons.sorted() {
        let error = (!reasons.is_exact).then_some(of.error);
        table.push([
            of.column.as_str().into(),
            Cell::metric(Some(of.value)),
            Cell::metric(error),
        ]);
    }
    table
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
        "What speaks for it",
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
                    Cell::from(reasons(&applicant, decision.is_flagged)),
                    Cell::from(changes(&decision, &now)),
                ]);
            }
            Some(Err(sentence)) => {
                let none = Cell::metric(None);
                table.push([
                    arm.name.as_str().into(),
                    none.clone(),
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

/// The columns that speak most for a decision, with what they add to the score.
fn reasons(applicant: &Applicant, is_flagged: bool) -> String {
    let Some(reasons) = &applicant.reasons else {
        return String::new();
    };
    let unit = reasons.says.unit();
    let about = if reasons.is_exact { "" } else { "about " };
    match reasons.main(is_flagged, REASONS) {
        none if none.is_empty() => "no column".to_owned(),
        main => format!("{about}{main} ({unit})"),
    }
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
