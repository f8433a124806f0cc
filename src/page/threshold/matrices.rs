//! A confusion matrix an arm.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::metrics::Confusion;
use crate::page::session::Session;
use crate::words::{count, percent};

/// The matrices of the arms that are shown.
#[component]
pub fn Matrices(session: Session) -> impl IntoView {
    let rows = move || {
        session.views().with(|views| {
            let rows = views.first().map(|view| view.judged.test.n_samples());
            rows.map(|rows| format!("{} test rows", count(rows)))
        })
    };
    view! {
        <section class="panel">
            <header>
                <h2>"Confusion matrices"</h2>
                <span class="summary">{rows}</span>
            </header>
            <div class="matrices">
                <For each=move || session.shown().get() key=|arm| *arm let:arm>
                    <Matrix session arm/>
                </For>
            </div>
        </section>
    }
}

#[component]
fn Matrix(session: Session, arm: Arm) -> impl IntoView {
    let confusion = Memo::new(move |_| session.confusion(arm));
    view! {
        <table class=format!("matrix arm-{}", arm.index() + 1)>
            <caption>
                <span class="swatch"></span>
                <span class="visually-hidden">"Confusion matrix, "</span>
                {move || session.name(arm)}
            </caption>
            <thead>
                <tr><td></td><th scope="col">"predicted good"</th><th scope="col">"predicted default"</th></tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">"actual good"</th>
                    <Cell confusion kind="right" note="true negative" read=|c| (c.true_negatives, c.n_negatives())/>
                    <Cell confusion kind="wrong" note="false positive" read=|c| (c.false_positives, c.n_negatives())/>
                </tr>
                <tr>
                    <th scope="row">"actual default"</th>
                    <Cell confusion kind="wrong" note="false negative" read=|c| (c.false_negatives, c.n_positives())/>
                    <Cell confusion kind="right" note="true positive" read=|c| (c.true_positives, c.n_positives())/>
                </tr>
            </tbody>
        </table>
    }
}

/// A count; its name and its share of the row are written under it by the style sheet.
#[component]
fn Cell(
    confusion: Memo<Option<Confusion>>,
    kind: &'static str,
    note: &'static str,
    read: fn(&Confusion) -> (usize, usize),
) -> impl IntoView {
    let cell = move || confusion.get().map(|confusion| read(&confusion));
    let share = move || {
        let share = cell().map(|(rows, of)| rows as f64 / of as f64);
        share.map_or_else(String::new, |share| {
            format!("{} of row", percent(Some(share)))
        })
    };
    let shade = move || {
        let share = cell().map_or(0.0, |(rows, of)| rows as f64 / of as f64);
        format!("{:.0}%", share * 100.0)
    };
    view! {
        <td
            class=kind
            title=note
            data-note=note
            data-share=share
            style=("--shade", shade)
        >
            {move || cell().map_or("–".into(), |(rows, _)| count(rows))}
        </td>
    }
}
