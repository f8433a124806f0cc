//! Training rows in two columns, synthetic ones with lines to their parents.

use leptos::prelude::*;

use crate::experiment::{Sample, SampledRow};
use crate::figure::{Frame, Palette, Parents, Scatter, parents, scatter};
use crate::page::canvas::{Figure, Pointing, Sheet};
use crate::page::fields::{NumberField, SelectField};
use crate::page::session::Session;
use crate::words::{count, significant};

/// How far from a synthetic row the pointer may be.
const REACH: f64 = 12.0;

/// What the lower canvas shows.
#[derive(Clone, Default, PartialEq)]
struct Rows {
    names: [String; 2],
    good: Vec<(f64, f64)>,
    default: Vec<(f64, f64)>,
    synthetic: Vec<(f64, f64)>,
    parents: Vec<[(f64, f64); 2]>,
}

impl Rows {
    fn of(sample: &Sample, names: &[String], [x, y]: [usize; 2]) -> Self {
        let place = |row: &SampledRow| {
            let at = |column: usize| row.features.get(column).map_or(f64::NAN, |&v| f64::from(v));
            (at(x), at(y))
        };
        let name = |column: usize| names.get(column).cloned().unwrap_or_default();
        let mut rows = Self {
            names: [name(x), name(y)],
            ..Self::default()
        };
        for row in &sample.rows {
            match row.parents {
                Some(of) => {
                    rows.synthetic.push(place(row));
                    rows.parents
                        .push(of.map(|parent| place(&sample.rows[parent])));
                }
                None if row.label => rows.default.push(place(row)),
                None => rows.good.push(place(row)),
            }
        }
        rows
    }

    /// A synthetic row, counted from 1, with its parents.
    fn lineage(&self, number: usize) -> Option<Parents> {
        let index = number.checked_sub(1)?;
        Some(Parents {
            synthetic: *self.synthetic.get(index)?,
            parents: *self.parents.get(index)?,
        })
    }
}

/// The figure with its two columns to choose, and one synthetic row to look at.
#[component]
pub fn ScatterPanel(session: Session) -> impl IntoView {
    let columns = RwSignal::new([0_usize, 1]);
    // The synthetic row that is looked at, counted from 1; 0 for none.
    let chosen = RwSignal::new(0_usize);
    let names = Signal::derive(move || {
        session
            .preview()
            .with(|preview| preview.as_ref().map(|p| p.names.clone()))
            .unwrap_or_default()
    });
    let rows = Memo::new(move |_| {
        session.preview().with(|preview| {
            let preview = preview.as_ref();
            preview
                .map(|p| Rows::of(&p.sample, &p.names, columns.get()))
                .unwrap_or_default()
        })
    });
    let lineage = Memo::new(move |_| rows.with(|rows| rows.lineage(chosen.get())));
    let on_pointing = Callback::new(move |pointing: Pointing| {
        let found = rows.with_untracked(|rows| {
            pointing
                .frame
                .nearest(pointing.pixel, rows.synthetic.iter().copied(), REACH)
        });
        if let Some(index) = found {
            chosen.set(index + 1);
        }
    });
    let label = Signal::derive(move || {
        rows.with(|rows| {
        format!(
            "Scatter of {} against {}: {} good, {} default and {} synthetic rows of the training rows",
            rows.names[1],
            rows.names[0],
            count(rows.good.len()),
            count(rows.default.len()),
            count(rows.synthetic.len()),
        )
    })
    });
    let column = move |label: &'static str, place: usize| {
        let value = move || {
            names
                .with(|names| names.get(columns.get()[place]).cloned())
                .unwrap_or_default()
        };
        let choose = move |name: String| {
            if let Some(index) = names.with_untracked(|names| names.iter().position(|n| *n == name))
            {
                columns.update(|columns| columns[place] = index);
            }
        };
        view! { <SelectField label options=names value on_change=choose/> }
    };
    view! {
        <section class="panel scatter">
            <header>
                <h2>"Where the rows lie"</h2>
                <p class="key" aria-hidden="true">
                    <span class="good">"● good"</span>
                    <span class="default">"◆ default"</span>
                    <span class="default">"◇ synthetic"</span>
                </p>
            </header>
            <div class="fields three">
                {column("Across", 0)}
                {column("Up", 1)}
                <NumberField
                    label="Synthetic row"
                    min="0"
                    value=move || chosen.get()
                    on_change=move |number| chosen.set(number)
                />
            </div>
            <Figure class="scatter" label base=rows draw overlay=lineage draw_overlay on_pointing/>
            <p class="note" aria-live="polite">{move || rows.with(|rows| story(rows, chosen.get()))}</p>
        </section>
    }
}

/// Where a synthetic row comes from, in words.
fn story(rows: &Rows, number: usize) -> String {
    let place = |(x, y): (f64, f64)| format!("({}, {})", significant(x, 4), significant(y, 4));
    match rows.lineage(number) {
        Some(Parents {
            synthetic,
            parents: [first, second],
        }) => format!(
            "Synthetic row {number} at {} lies between the real defaults at {} and {}.",
            place(synthetic),
            place(first),
            place(second),
        ),
        None if rows.synthetic.is_empty() => "There are no synthetic rows: SMOTE is off.".into(),
        None => {
            "Point at a synthetic row, or count through them above, to see its two parents.".into()
        }
    }
}

fn draw(sheet: &Sheet, palette: &Palette, rows: &Rows) -> Option<Frame> {
    let figure = Scatter {
        x_name: &rows.names[0],
        y_name: &rows.names[1],
        good: &rows.good,
        default: &rows.default,
        synthetic: &rows.synthetic,
    };
    scatter(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, lineage: &Option<Parents>) {
    if let Some(lineage) = lineage {
        // A canvas that can't be drawn on shows nothing; the sentence below says the same.
        let _ = parents(sheet, frame, palette, lineage);
    }
}
