//! The classification report of the tutorial, behind a disclosure.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::metrics::{ClassificationReport, ReportRow};
use crate::page::session::Session;
use crate::page::twin::opens;
use crate::words::{count, exact, metric};

/// A report an arm.
#[component]
pub fn Reports(session: Session) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <details class="panel reports" on:toggle=move |event| is_open.set(opens(&event))>
            <summary>"Classification report"</summary>
            <div class="scrolls">
                <For each=move || session.shown().get() key=|arm| *arm let:arm>
                    <Show when=move || is_open.get() && session.view(arm).is_some()>
                        <Report session arm/>
                    </Show>
                </For>
            </div>
        </details>
    }
}

#[component]
fn Report(session: Session, arm: Arm) -> impl IntoView {
    let rows = move || {
        session.confusion(arm).map(|confusion| {
            let report = ClassificationReport::new(&confusion);
            [
                ("good", report.good),
                ("default", report.default),
                ("macro average", report.macro_average),
                ("weighted average", report.weighted_average),
            ]
            .map(|(name, row)| view! { <Line name row/> })
            .collect_view()
        })
    };
    let accuracy = move || {
        session
            .confusion(arm)
            .and_then(|confusion| confusion.accuracy())
    };
    view! {
        <table class=format!("metrics arm-{}", arm.index() + 1)>
            <caption><span class="swatch"></span>"Classification report, "{move || session.name(arm)}</caption>
            <thead>
                <tr>
                    <th scope="col">"Class"</th>
                    <th scope="col">"precision"</th>
                    <th scope="col">"recall"</th>
                    <th scope="col">"F1"</th>
                    <th scope="col">"rows"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">"accuracy"</th>
                    <td></td>
                    <td></td>
                    <td title=move || exact(accuracy())>{move || metric(accuracy())}</td>
                    <td></td>
                </tr>
            </tfoot>
        </table>
    }
}

#[component]
fn Line(name: &'static str, row: ReportRow) -> impl IntoView {
    let number = |value: Option<f64>| view! { <td title=exact(value)>{metric(value)}</td> };
    view! {
        <tr>
            <th scope="row">{name}</th>
            {number(row.precision)}
            {number(row.recall)}
            {number(row.f1)}
            <td>{count(row.support)}</td>
        </tr>
    }
}
