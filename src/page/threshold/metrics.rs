//! Every metric of every arm at the threshold.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::metrics::{Metric, MetricGroup};
use crate::page::download;
use crate::page::session::Session;
use crate::words::{exact, metric as shown, signed};

/// A row a metric, a column an arm.
#[component]
pub fn MetricsTable(session: Session) -> impl IntoView {
    let arms = session.shown();
    let head = move |arm: Arm| {
        view! {
            <th scope="col" class=format!("arm-{}", arm.index() + 1)>
                <span class="swatch"></span>{move || session.name(arm)}
            </th>
        }
    };
    let compares = move || arms.with(|arms| arms.len() == 2);
    let group = move |group: MetricGroup| {
        let metrics = Metric::ALL
            .into_iter()
            .filter(move |metric| metric.group() == group);
        view! {
            <tbody>
                <tr class="group"><th scope="rowgroup" colspan="9">{group.name()}</th></tr>
                {metrics.map(|metric| view! { <Row session arms metric/> }).collect_view()}
            </tbody>
        }
    };
    let save = move |_| {
        let table = untrack(|| super::metrics_table(session));
        download::save(
            "metrics.csv",
            "text/csv",
            crate::export::table_csv(&table).as_bytes(),
        );
    };
    view! {
        <section class="panel metrics-panel">
            <Explanation session/>
            <div class="scrolls">
                <table class="metrics">
                    <caption>"At this threshold"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            {move || arms.get().into_iter().map(head).collect_view()}
                            <Show when=compares><th scope="col">"difference"</th></Show>
                        </tr>
                    </thead>
                    {MetricGroup::ALL.map(group).collect_view()}
                </table>
            </div>
            <div class="note delong">
                {move || session.delong().into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            <div class="under-figure">
                <p class="saving">
                    <button type="button" aria-label="Save the metrics as CSV" on:click=save>"CSV"</button>
                </p>
            </div>
        </section>
    }
}

/// The formula of the metric that is pointed at, with the counts of each arm in it.
#[component]
fn Explanation(session: Session) -> impl IntoView {
    let worked = move |metric: Metric| {
        let arm = move |arm: Arm| {
            let worked = metric.worked(&session.confusion(arm)?)?;
            Some(view! {
                <span class=format!("worked arm-{}", arm.index() + 1)>
                    <span class="swatch"></span>{worked}
                </span>
            })
        };
        session
            .shown()
            .get()
            .into_iter()
            .filter_map(arm)
            .collect_view()
    };
    let lines = move |metric: Metric| {
        view! {
            <p><strong>{metric.name()}</strong>": "{metric.meaning()}"."</p>
            <p class="formula">{metric.formula()}{move || worked(metric)}</p>
        }
    };
    let nothing = || view! { <p class="note">"Point at a metric's name, or reach it with Tab, to see its formula with today's counts."</p> };
    view! {
        <div class="explanation" aria-live="polite">
            {move || session.explained().get().map(lines)}
            {move || session.explained().get().is_none().then(nothing)}
        </div>
    }
}

#[component]
fn Row(session: Session, arms: Memo<Vec<Arm>>, metric: Metric) -> impl IntoView {
    // What ignores the threshold must not be computed again while it moves.
    let value = move |arm: Arm| {
        let view = session.view(arm)?;
        if metric.ignores_threshold() {
            return metric.value::<usize>(view.test(), &Default::default());
        }
        metric.value(view.test(), &session.outcomes(arm)?)
    };
    let values = Memo::new(move |_| arms.get().into_iter().map(value).collect::<Vec<_>>());
    let cells = move || {
        let arms = arms.get().into_iter().enumerate();
        let cell = |(place, arm)| view! { <Value session values metric place arm/> };
        arms.map(cell).collect_view()
    };
    let difference = move || match values.get()[..] {
        [first, second] => Some(second.zip(first).map(|(second, first)| second - first)),
        _ => None,
    };
    // As memos, since most of what an element shows stays while the threshold moves.
    let interval = Memo::new(move |_| session.difference_interval(metric).unwrap_or_default());
    let explain = move || session.explain(Some(metric));
    let is_explained = Memo::new(move |_| session.explained().get() == Some(metric));
    view! {
        <tr class:explained=move || is_explained.get() on:mouseenter=move |_| explain()>
            <th scope="row">
                <button type="button" class="metric-name" on:focus=move |_| explain() on:click=move |_| explain()>
                    {metric.name()}
                </button>
                <span class="meaning">": "{metric.meaning()}</span>
            </th>
            {cells}
            {move || difference().map(|value| {
                view! {
                    <td class="difference" title=exact(value) data-interval=move || interval.get()>{signed(value)}</td>
                }
            })}
        </tr>
    }
}

/// A number in its arm's column, bold where it is the best one; its interval is written under it by
/// the style sheet.
#[component]
fn Value(
    session: Session,
    values: Memo<Vec<Option<f64>>>,
    metric: Metric,
    place: usize,
    arm: Arm,
) -> impl IntoView {
    let value = Memo::new(move |_| values.with(|values| values.get(place).copied().flatten()));
    let is_best = Memo::new(move |_| {
        let beaten = |other: Option<f64>| {
            let pair = value.get().zip(other);
            pair.is_some_and(|(value, other)| metric.better().prefers(value, other))
        };
        values.with(|values| {
            let mut others = values.iter().enumerate().filter(|(at, _)| *at != place);
            values.len() > 1 && others.all(|(_, other)| beaten(*other))
        })
    });
    let interval = Memo::new(move |_| session.interval(arm, metric).unwrap_or_default());
    view! {
        <td class:better=move || is_best.get() title=move || exact(value.get()) data-interval=move || interval.get()>
            {move || shown(value.get())}
        </td>
    }
}
