//! How much a threshold flatters that is chosen on the rows it is judged on.

use leptos::prelude::*;

use crate::figure::{Distribution, Frame, Palette, distribution};
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::gallery::Key;
use crate::page::session::Session;
use crate::studio::Studio;
use crate::words::{Cell, Table, typeset};

/// Bars of the figure.
const BINS: usize = 24;

/// Significant digits of a number behind the figure.
const DIGITS: usize = 4;

/// What each resample says of the goal that was pressed last.
struct Resamples {
    arm: usize,
    title: String,
    values: Vec<f64>,
}

/// The figure and what it says, once a goal was pressed that looks at outcomes.
#[component]
pub fn OptimismPanel(session: Session) -> impl IntoView {
    let make = move || {
        session.study(|_| ());
        session.intervals(resamples)
    };
    let label = Signal::derive(move || session.intervals(words));
    let sentence = move || {
        session.study(|_| ());
        session.intervals(sentence)
    };
    let has_values = move || session.intervals(|studio| !studio.optimism().is_empty());
    let twin = Callback::new(move |()| session.intervals(numbers));
    view! {
        <section class="panel">
            <header><h2>"Optimism of a chosen threshold"</h2></header>
            <p class="note" role="status">{sentence}</p>
            <Show when=has_values>
                <Figure class="small" label base=base(make, draw) overlay=nothing() twin key=Key::Nothing/>
            </Show>
        </section>
    }
}

fn goal(studio: &Studio) -> Option<String> {
    let goal = studio.study().goal.as_ref()?;
    Some(studio.say(&goal.name()))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn amount(value: f64) -> String {
    typeset(value, 3)
}

fn resamples(studio: &Studio) -> Resamples {
    Resamples {
        arm: studio.study().chooser,
        title: format!("Optimism of {}", goal(studio).unwrap_or_default()),
        values: studio.optimism().to_vec(),
    }
}

fn words(studio: &Studio) -> String {
    let values = studio.optimism();
    match mean(values) {
        Some(mean) => format!(
            "Optimism of a chosen threshold: {} better on the rows it is chosen on, on average over {} \
             resamples",
            amount(mean),
            values.len(),
        ),
        None => "Optimism of a chosen threshold: nothing to show yet".into(),
    }
}

fn sentence(studio: &Studio) -> String {
    let first = studio.views().arms.first();
    if first.is_some_and(|view| view.reading.validation.is_some()) {
        return "Thresholds are chosen on the validation rows and judged on the test rows, so there is \
                nothing to subtract."
            .into();
    }
    let values = studio.optimism();
    match (goal(studio), mean(values)) {
        (None, _) => {
            "Press a goal on the tab Threshold, such as max F1, to see how optimistic it is to \
                      choose a threshold on the rows it is judged on."
                .into()
        }
        (Some(goal), None) => {
            format!("{goal}: resamples are being drawn, or this goal doesn't look at outcomes.")
        }
        (Some(goal), Some(mean)) => format!(
            "{goal} is chosen on the rows it is judged on. Over {} resamples it looks {} better there than \
             on rows that it wasn't chosen on: subtract that.",
            values.len(),
            amount(mean)
        ),
    }
}

fn numbers(studio: &Studio) -> Table {
    let mut table = Table::new("Optimism, resample by resample", &["Resample", "Optimism"]);
    for (number, &value) in (1..).zip(studio.optimism()) {
        table.push([Cell::count(number), Cell::number(Some(value), DIGITS)]);
    }
    table
}

fn draw(sheet: &Sheet, palette: &Palette, resamples: &Resamples) -> Option<Frame> {
    let figure = Distribution {
        title: &resamples.title,
        counted: "Resamples",
        arm: resamples.arm,
        values: &resamples.values,
        n_bins: BINS,
    };
    distribution(sheet, palette, &figure).ok()
}
