//! Every metric of every arm at the threshold.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::metrics::Metric;
use crate::page::session::Session;
use crate::words::{exact, metric as shown, signed};

/// A row a metric, a column an arm.
#[component]
pub fn MetricsTable(session: Session) -> impl IntoView {
    let arms = session.shown();
    let heads = move || {
        let head = |arm: Arm| {
            view! {
                <th scope="col" class=format!("arm-{}", arm.index() + 1)>
                    <span class="swatch"></span>{move || session.name(arm)}
                </th>
            }
        };
        arms.get().into_iter().map(head).collect_view()
    };
    let compares = move || arms.with(|arms| arms.len() == 2);
    view! {
        <section class="panel">
            <div class="scrolls">
                <table class="metrics">
                    <caption>"At this threshold"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            {heads}
                            <Show when=compares><th scope="col">"difference"</th></Show>
                        </tr>
                    </thead>
                    <tbody>
                        {Metric::ALL.map(|metric| view! { <Row session arms metric/> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(session: Session, arms: Memo<Vec<Arm>>, metric: Metric) -> impl IntoView {
    let value = move |arm: Arm| {
        let view = session.view(arm)?;
        metric.value(&view.judged.test, &session.confusion(arm)?)
    };
    let values = Memo::new(move |_| arms.get().into_iter().map(value).collect::<Vec<_>>());
    let cells = move || {
        (0..arms.with(Vec::len))
            .map(|place| view! { <Value values metric place/> })
            .collect_view()
    };
    let difference = move || match values.get()[..] {
        [first, second] => Some(second.zip(first).map(|(second, first)| second - first)),
        _ => None,
    };
    view! {
        <tr>
            <th scope="row">{metric.name()}<span class="meaning">": "{metric.meaning()}</span></th>
            {cells}
            {move || difference().map(|value| view! { <td class="difference" title=exact(value)>{signed(value)}</td> })}
        </tr>
    }
}

/// A number in its arm's column, bold where it is the better one.
#[component]
fn Value(values: Memo<Vec<Option<f64>>>, metric: Metric, place: usize) -> impl IntoView {
    let value = move || values.with(|values| values.get(place).copied().flatten());
    let is_better = move || {
        let other = values.with(|values| values.get(1 - place.min(1)).copied().flatten());
        value()
            .zip(other)
            .is_some_and(|(value, other)| metric.better().prefers(value, other))
    };
    view! {
        <td class:better=is_better title=move || exact(value())>{move || shown(value())}</td>
    }
}
