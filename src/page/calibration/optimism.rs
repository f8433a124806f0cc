//! How much a threshold flatters that is chosen on the rows it is judged on.

use leptos::prelude::*;

use crate::figure::{Distribution, Frame, Palette, distribution};
use crate::page::canvas::{Figure, Sheet};
use crate::page::gallery::Key;
use crate::page::session::Session;
use crate::words::{Table, significant};

/// Bars of the figure.
const BINS: usize = 24;

/// The redraws of the goal that was pressed last.
#[derive(Clone, PartialEq)]
struct Redraws {
    arm: usize,
    title: String,
    values: Vec<f64>,
}

/// The figure and what it says, once a goal was pressed that looks at outcomes.
#[component]
pub fn OptimismPanel(session: Session) -> impl IntoView {
    let goal = move || {
        session
            .study()
            .with(|study| study.goal.as_ref().map(|goal| goal.name()))
    };
    let redraws = Memo::new(move |_| Redraws {
        arm: session.study().with(|study| study.chooser),
        title: format!("Optimism of {}", goal().unwrap_or_default()),
        values: session.optimism(),
    });
    let mean = move || {
        let values = redraws.with(|redraws| redraws.values.clone());
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let label = Signal::derive(move || match mean() {
        Some(mean) => format!(
            "Optimism of a chosen threshold: {} better on the rows it is chosen on, on average over {} redraws",
            significant(mean, 3),
            redraws.with(|redraws| redraws.values.len()),
        ),
        None => "Optimism of a chosen threshold: nothing to show yet".into(),
    });
    let sentence = move || {
        match (goal(), mean(), is_validated(session)) {
        (_, _, true) => "Thresholds are chosen on the validation rows and judged on the test rows, so there is nothing to take off.".to_owned(),
        (None, ..) => "Press a goal on the tab Threshold, such as max F1, to see how much choosing it on the rows it is judged on flatters it.".to_owned(),
        (Some(goal), None, _) => format!("{goal}: the redraws are under way, or it looks at no outcomes."),
        (Some(goal), Some(mean), _) => format!(
            "{goal} is chosen on the rows it is judged on. Over 200 bootstrap redraws it looks {} better there than on the rows that it wasn't chosen on: take that off.",
            significant(mean, 3)
        ),
    }
    };
    let nothing = Memo::new(|_| ());
    let twin = Callback::new(move |()| {
        let mut table = Table::new("Optimism, redraw by redraw", &["Redraw", "Optimism"]);
        let values = redraws.with(|redraws| redraws.values.clone());
        for (number, value) in (1_usize..).zip(values) {
            table.push([number.to_string(), value.to_string()]);
        }
        table
    });
    view! {
        <section class="panel">
            <header><h2>"Optimism of a chosen threshold"</h2></header>
            <p class="note" role="status">{sentence}</p>
            <Show when=move || redraws.with(|redraws| !redraws.values.is_empty())>
                <Figure class="small" label base=redraws draw overlay=nothing
                    draw_overlay=|_, _, _, ()| () twin key=Key::Nothing/>
            </Show>
        </section>
    }
}

fn is_validated(session: Session) -> bool {
    session.views().with(|views| {
        views
            .first()
            .is_some_and(|view| view.reading.validation.is_some())
    })
}

fn draw(sheet: &Sheet, palette: &Palette, redraws: &Redraws) -> Option<Frame> {
    let figure = Distribution {
        title: &redraws.title,
        counted: "Redraws",
        arm: redraws.arm,
        values: &redraws.values,
        n_bins: BINS,
    };
    distribution(sheet, palette, &figure).ok()
}
