//! Every metric of every arm at the threshold.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::metrics::{Metric, MetricGroup};
use crate::page::gallery::Gallery;
use crate::page::later::Later;
use crate::page::saving::Saving;
use crate::page::session::Session;
use crate::studio::{Studio, auc_sentences, metrics_table};
use crate::words::{exact, metric as shown, signed, significant};

/// A row a metric, a column an arm.
#[component]
pub fn MetricsTable(session: Session) -> impl IntoView {
    let (gallery, later) = (expect_context::<Gallery>(), expect_context::<Later>());
    let arms = move || session.views(|studio| studio.views().shown.clone());
    let head = move |arm: Arm| {
        view! {
            <th scope="col" class=format!("arm-{}", arm.index() + 1)>
                <span class="swatch"></span>{move || session.views(|studio| studio.name_of(arm))}
            </th>
        }
    };
    let compares = move || session.views(|studio| studio.views().shown.len() == 2);
    let group = move |group: MetricGroup| {
        let metrics = Metric::ALL
            .into_iter()
            .filter(move |metric| metric.group() == group);
        view! {
            <tbody>
                <tr class="group"><th scope="rowgroup" colspan="9">{group.name()}</th></tr>
                {metrics.map(|metric| view! { <Row session metric/> }).collect_view()}
            </tbody>
        }
    };
    let save = move |_| {
        later.save(
            gallery,
            Saving::Csv("metrics".into(), session.now(metrics_table)),
        )
    };
    let sentence = |sentence: String| view! { <p>{sentence}</p> };
    let areas = move || {
        let sentences = session.uncertainty(auc_sentences);
        sentences.into_iter().map(sentence).collect_view()
    };
    let conditions = move || {
        let sentences = session.intervals(Studio::conditions);
        let sentences = (!sentences.is_empty()).then_some(sentences);
        sentences.map(|sentences| {
            view! {
                <details class="more conditions">
                    <summary>"What the ranges hold for"</summary>
                    {sentences.into_iter().map(sentence).collect_view()}
                </details>
            }
        })
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
                            {move || arms().into_iter().map(head).collect_view()}
                            <Show when=compares><th scope="col">"difference"</th></Show>
                        </tr>
                    </thead>
                    {MetricGroup::ALL.map(group).collect_view()}
                </table>
            </div>
            <div class="note delong">{areas}{conditions}</div>
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
        let worked = session.standings(|studio| {
            let standings = studio.standings().iter();
            let worked = standings
                .filter_map(|standing| Some((standing.arm, metric.worked(&standing.confusion)?)));
            worked.collect::<Vec<_>>()
        });
        let line = |(arm, worked): (Arm, String)| {
            view! {
                <span class=format!("worked arm-{}", arm.index() + 1)>
                    <span class="swatch"></span>{worked}
                </span>
            }
        };
        worked.into_iter().map(line).collect_view()
    };
    let lines = move |metric: Metric| {
        view! {
            <p><strong>{metric.name()}</strong>": "{metric.meaning()}"."</p>
            <p class="formula">{metric.formula()}{move || worked(metric)}</p>
        }
    };
    let nothing = || view! { <p class="note">"Hover or tap a metric for its formula with the current counts."</p> };
    view! {
        <div class="explanation" aria-live="polite">
            {move || session.explained().get().map(lines)}
            {move || session.explained().get().is_none().then(nothing)}
        </div>
    }
}

/// What a row shows of an arm, and of the difference of two.
#[derive(Clone, Default, PartialEq)]
struct Line {
    values: Vec<Option<f64>>,
    intervals: Vec<String>,
    /// The place of the value that is better than every other.
    best: Option<usize>,
    difference: Option<Option<f64>>,
    difference_interval: String,
}

impl Line {
    fn of(studio: &Studio, metric: Metric) -> Self {
        let shown = &studio.views().shown;
        let value = |arm: &Arm| {
            let (view, standing) = (studio.view(*arm)?, studio.standing(*arm)?);
            metric.value(view.test(), &standing.outcomes)
        };
        let interval = |arm: &Arm| {
            let interval = studio.interval(*arm, metric);
            interval.map_or_else(String::new, |(low, high)| range(low, high))
        };
        let values: Vec<_> = shown.iter().map(value).collect();
        let difference = match values[..] {
            [first, second] => Some(second.zip(first).map(|(second, first)| second - first)),
            _ => None,
        };
        let known = studio.difference(metric);
        let known =
            known.map(|((low, high), p)| format!("{}, p {}", range(low, high), significant(p, 2)));
        Self {
            best: best(metric, &values),
            intervals: shown.iter().map(interval).collect(),
            values,
            difference,
            difference_interval: known.unwrap_or_default(),
        }
    }
}

/// The place of the value that is better than every other.
fn best(metric: Metric, values: &[Option<f64>]) -> Option<usize> {
    let beats = |value: f64, other: &Option<f64>| {
        other.is_some_and(|other| metric.better().prefers(value, other))
    };
    let is_best = |(place, value): &(usize, &Option<f64>)| {
        let others = values
            .iter()
            .enumerate()
            .filter(|(other, _)| other != place);
        value.is_some_and(|value| others.into_iter().all(|(_, other)| beats(value, other)))
    };
    let mut places = values.iter().enumerate();
    places
        .find(is_best)
        .map(|(place, _)| place)
        .filter(|_| values.len() > 1)
}

#[component]
fn Row(session: Session, metric: Metric) -> impl IntoView {
    // What ignores the threshold must not be computed again while it moves.
    let line = Memo::new(move |_| {
        if metric.ignores_threshold() {
            session.intervals(|studio| Line::of(studio, metric))
        } else {
            session.uncertainty(|studio| Line::of(studio, metric))
        }
    });
    let cell = move |place: usize| {
        let value = move || line.with(|line| line.values.get(place).copied().flatten());
        let interval = move || line.with(|line| line.intervals.get(place).cloned());
        view! {
            <td
                class:better=move || line.with(|line| line.best == Some(place))
                title=move || exact(value())
                data-interval=interval
            >
                {move || shown(value()).replace('-', "−")}
            </td>
        }
    };
    let n_arms = Memo::new(move |_| line.with(|line| line.values.len()));
    let has_difference = Memo::new(move |_| line.with(|line| line.difference.is_some()));
    let difference = move || line.with(|line| line.difference.flatten());
    let explain = move || session.explained().set(Some(metric));
    let is_explained = move || session.explained().get() == Some(metric);
    view! {
        <tr class:explained=is_explained on:mouseenter=move |_| explain()>
            <th scope="row">
                <button type="button" class="metric-name" on:focus=move |_| explain() on:click=move |_| explain()>
                    {metric.name()}
                </button>
                <span class="meaning">": "{metric.meaning()}</span>
            </th>
            {move || (0..n_arms.get()).map(cell).collect_view()}
            {move || has_difference.get().then(|| view! {
                <td
                    class="difference"
                    title=move || exact(difference())
                    data-interval=move || line.with(|line| line.difference_interval.clone())
                >
                    {move || signed(difference())}
                </td>
            })}
        </tr>
    }
}

/// An interval in words.
fn range(low: f64, high: f64) -> String {
    let ends = [low, high].map(|end| shown(Some(end)).replace('-', "−"));
    ends.join(" to ")
}
