//! Metrics of every arm at the threshold: six that matter first, and all of them on demand.

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::metrics::{Confusion, Metric, MetricGroup, Quadrant};
use crate::page::fields::SelectField;
use crate::page::gallery::Gallery;
use crate::page::later::Later;
use crate::page::saving::Saving;
use crate::page::session::Session;
use crate::studio::setting::{AnySetting, study};
use crate::studio::{Studio, auc_sentences};
use crate::words::{count, exact, metric as shown, signed, significant};

/// At least as many columns as the table has.
const COLUMNS: u32 = 12;

/// A row a metric, a column an arm.
#[component]
pub fn MetricsTable(session: Session) -> impl IntoView {
    let (gallery, later) = (expect_context::<Gallery>(), expect_context::<Later>());
    let arms = move || session.views(|studio| studio.views().shown.clone());
    let head = move |arm: ArmId| {
        view! {
            <th scope="col" class=arm.class()>
                <span class="swatch"></span>{move || session.views(|studio| studio.name_of(arm))}
            </th>
        }
    };
    let compares = move || session.views(|studio| studio.views().shown.len() > 1);
    let has_all = RwSignal::new(false);
    let opened = RwSignal::new(None::<Metric>);
    let row = move |metric| view! { <Row session metric opened/> };
    let group = move |group: MetricGroup| {
        let metrics = Metric::ALL.into_iter();
        let metrics =
            metrics.filter(|metric| metric.group() == group && !Metric::FIRST.contains(metric));
        view! {
            <tbody>
                <tr class="group"><th scope="rowgroup" colspan=COLUMNS>{group.name()}</th></tr>
                {metrics.map(row).collect_view()}
            </tbody>
        }
    };
    // A formula whose row goes away goes with it.
    let fold = move |_| {
        has_all.update(|has_all| *has_all = !*has_all);
        let shown = opened.get_untracked();
        let is_gone = shown.is_some_and(|metric| !Metric::FIRST.contains(&metric));
        if is_gone && !has_all.get_untracked() {
            opened.set(None);
            session.explained().set(None);
        }
    };
    let others = move || {
        has_all
            .get()
            .then(|| MetricGroup::ALL.map(group).collect_view())
    };
    let save = move |_| later.save(gallery, Saving::Metrics);
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
            <PairFields session/>
            <div class="scrolls" tabindex="0" role="region" aria-label="Metrics, scrollable">
                <table class="metrics">
                    <caption>"At this threshold"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            {move || arms().into_iter().map(head).collect_view()}
                            <Show when=compares><th scope="col">{move || difference(session)}</th></Show>
                        </tr>
                    </thead>
                    <tbody>{Metric::FIRST.map(row).collect_view()}</tbody>
                    {others}
                </table>
            </div>
            <div class="under-figure">
                <button
                    type="button"
                    aria-expanded=move || has_all.get().to_string()
                    on:click=fold
                >
                    {move || if has_all.get() { "The first six".into() } else { format!("All {}", Metric::ALL.len()) }}
                </button>
                <p class="note">
                    "Press a metric for its formula with the current counts. Bold: better, and by more than chance makes likely."
                </p>
                <p class="saving">
                    <button type="button" aria-label="Save the metrics as CSV" on:click=save>"CSV"</button>
                </p>
            </div>
            <div class="note delong">{areas}{conditions}</div>
        </section>
    }
}

/// What the column of differences is called.
fn difference(session: Session) -> String {
    session.study(|_| ());
    session.views(|studio| match studio.pair() {
        Some([reference, compared]) if studio.views().shown.len() > 2 => {
            format!(
                "{} less {}",
                studio.name_of(compared),
                studio.name_of(reference)
            )
        }
        _ => "difference".into(),
    })
}

/// Which two arms are compared, where there are more.
#[component]
fn PairFields(session: Session) -> impl IntoView {
    let are_many = Memo::new(move |_| session.views(|studio| studio.views().shown.len() > 2));
    view! {
        <Show when=move || are_many.get()>
            <div class="fields">
                <ArmField session setting=&study::COMPARED which=1/>
                <ArmField session setting=&study::REFERENCE which=0/>
            </div>
        </Show>
    }
}

/// Which arm is one of the pair that is compared.
#[component]
fn ArmField(
    session: Session,
    #[prop(into)] setting: AnySetting,
    /// Its place in the pair.
    which: usize,
) -> impl IntoView {
    let names = move || {
        session.views(|studio| {
            let arms = studio.views().shown.iter();
            arms.map(|arm| studio.name_of(*arm)).collect::<Vec<_>>()
        })
    };
    let value = move || {
        session.study(|_| ());
        session.views(|studio| {
            studio
                .pair()
                .map(|pair| studio.name_of(pair[which]))
                .unwrap_or_default()
        })
    };
    let choose = move |name: String| {
        let arm = session.now(|studio| {
            let mut arms = studio.views().shown.iter().copied();
            arms.find(|arm| studio.name_of(*arm) == name)
        });
        if let Some(arm) = arm {
            let _ = session.set(setting, arm.index());
        }
    };
    view! { <SelectField label=setting.label() options=Signal::derive(names) value=Signal::derive(value) on_change=choose/> }
}

/// The formula of a metric with the counts of each arm in it, and beside them the cells that it is made of.
#[component]
fn Formula(session: Session, metric: Metric) -> impl IntoView {
    let worked = move || {
        let worked = session.standings(|studio| {
            let standings = studio.standings().iter();
            let worked = standings.map(|standing| {
                let worked = metric.worked(&standing.confusion);
                (standing.arm, standing.confusion, worked)
            });
            worked.collect::<Vec<_>>()
        });
        let line = |(arm, confusion, worked): (ArmId, Confusion, Option<String>)| {
            let worked = worked?;
            Some(view! {
                <span class=format!("worked arm-{}", arm.index() + 1)>
                    <span class="swatch"></span>{worked}<Cells metric confusion/>
                </span>
            })
        };
        worked.into_iter().filter_map(line).collect_view()
    };
    view! {
        <tr class="formula-row">
            <td colspan=COLUMNS>
                <p class="formula">{session.said(metric.formula())}{worked}</p>
            </td>
        </tr>
    }
}

/// The four counts of a matrix, those that enter a metric lit.
#[component]
fn Cells(metric: Metric, confusion: Confusion) -> impl IntoView {
    let cell = |quadrant: Quadrant| {
        let of = quadrant.count(&confusion);
        view! { <span class:lit=quadrant.enters(metric)>{count(of)}</span> }
    };
    view! { <span class="cells" aria-hidden="true">{Quadrant::ALL.map(cell).collect_view()}</span> }
}

/// What a row shows of an arm, and of the difference of two.
#[derive(Clone, Default, PartialEq)]
struct Line {
    values: Vec<Option<f64>>,
    intervals: Vec<String>,
    /// The place of the value that is better than the other by more than chance makes likely.
    best: Option<usize>,
    difference: Option<Option<f64>>,
    difference_interval: String,
}

impl Line {
    fn of(studio: &Studio, metric: Metric) -> Self {
        let shown = &studio.views().shown;
        let value = |arm: &ArmId| {
            let (view, standing) = (studio.view(*arm)?, studio.standing(*arm)?);
            metric.value(view.test(), &standing.outcomes)
        };
        let interval = |arm: &ArmId| {
            let interval = studio.interval(*arm, metric);
            interval.map_or_else(String::new, |(low, high)| range(low, high))
        };
        let values: Vec<_> = shown.iter().map(value).collect();
        let pair = studio
            .pair()
            .map(|pair| pair.map(|arm| shown.iter().position(|shown| *shown == arm).unwrap_or(0)));
        let of = |place: usize| values.get(place).copied().flatten();
        let difference = pair.map(|[reference, compared]| {
            of(compared)
                .zip(of(reference))
                .map(|(compared, reference)| compared - reference)
        });
        let known = studio.difference(metric);
        let known =
            known.map(|((low, high), p)| format!("{}, p {}", range(low, high), significant(p, 2)));
        Self {
            best: pair
                .filter(|_| studio.is_apart(metric))
                .and_then(|pair| Some(pair[best(metric, &pair.map(of))?])),
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
fn Row(session: Session, metric: Metric, opened: RwSignal<Option<Metric>>) -> impl IntoView {
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
    // What is pointed at lights its cells up; else what is opened does.
    let point = move |_| session.explained().set(Some(metric));
    let leave = move |_| session.explained().set(opened.get_untracked());
    let is_open = move || opened.get() == Some(metric);
    let press = move |_| {
        let next = (!untrack(is_open)).then_some(metric);
        opened.set(next);
        session.explained().set(next);
    };
    view! {
        <tr class:explained=is_open on:mouseenter=point on:mouseleave=leave>
            <th scope="row">
                <button
                    type="button"
                    class="metric-name"
                    aria-expanded=move || is_open().to_string()
                    on:focus=move |_| session.explained().set(Some(metric))
                    on:blur=move |_| session.explained().set(opened.get_untracked())
                    on:click=press
                >
                    {metric.name()}
                </button>
                <span class="meaning">": "{session.said(metric.meaning())}</span>
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
        {move || is_open().then(|| view! { <Formula session metric/> })}
    }
}

/// An interval in words.
fn range(low: f64, high: f64) -> String {
    let ends = [low, high].map(|end| shown(Some(end)).replace('-', "−"));
    ends.join(" to ")
}
