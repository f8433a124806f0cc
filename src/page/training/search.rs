//! A search for settings: what is tried, what came of it, and the press that takes it over.

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::figure::{Axis, Mark, Reference, Tick};
use crate::metrics::Metric;
use crate::numbers::read_number;
use crate::page::fields::{SelectField, one_of};
use crate::page::line_figure::{ArmLine, LineData, LineFigure, LineMarks};
use crate::page::session::Session;
use crate::setting::Span;
use crate::studio::{Search, SearchAsked, Studio, TRIED, Verb};
use crate::words::Cell;

const NAME: &str = "Search settings";

/// How values are chosen.
const WAYS: [&str; 2] = ["Random draws", "Grid"];

/// Asks for a search, says how far it is, and what it found.
#[component]
pub fn SearchPanel(session: Session) -> impl IntoView {
    let arms = Memo::new(move |_| {
        session.lab(|studio| {
            let spec = studio.spec();
            let shown = spec.shown_arms().filter(|arm| {
                let model = spec.model_of(*arm);
                !model.spans().is_empty()
            });
            shown
                .map(|arm| (arm, spec.name_of(arm)))
                .collect::<Vec<_>>()
        })
    });
    let names = Memo::new(move |_| {
        arms.with(|arms| {
            arms.iter()
                .map(|(_, name)| name.clone())
                .collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(String::new());
    let arm = one_of(names, chosen);
    let way = RwSignal::new(WAYS[0].to_owned());
    let metrics: Vec<Metric> = Metric::ALL
        .into_iter()
        .filter(|metric| metric.ignores_threshold())
        .collect();
    let metric_names: Vec<String> = metrics.iter().map(|of| of.name().to_owned()).collect();
    let metric = RwSignal::new(Metric::RocAuc);
    let choose = move |name: String| {
        let mut metrics = metrics.iter();
        if let Some(found) = metrics.find(|metric| metric.name() == name) {
            metric.set(*found);
        }
    };
    let refused = RwSignal::new(None::<String>);
    let search = move |_| {
        let name = arm.get_untracked();
        let place = arms.with_untracked(|arms| {
            let found = arms.iter().find(|(_, known)| *known == name);
            found.map(|(arm, _)| *arm)
        });
        let asked = SearchAsked {
            arm: place.unwrap_or(ArmId::at(0)),
            is_grid: way.get_untracked() == WAYS[1],
            metric: metric.get_untracked(),
        };
        refused.set(session.try_to(Verb::Search(asked)).err());
    };
    let is_running = Memo::new(move |_| {
        session.repeats(|studio| studio.search().is_some_and(|of| of.queue().is_running()))
    });
    let progress = move || session.repeats(Studio::search_progress);
    let stale = Memo::new(move |_| session.repeats(Studio::search_stale));
    let said = move || {
        let sentence = session.repeats(Studio::found_sentence)?;
        Some(session.views(|studio| studio.say(&sentence)))
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <section class="panel" class:stale=move || stale.get().is_some()>
                <header><h2>{NAME}</h2></header>
                <div class="fields three condition">
                    <SelectField label="Settings of" options=names value=arm on_change=move |name| chosen.set(name)/>
                    <SelectField
                        label="Values by"
                        options=Signal::stored(WAYS.map(str::to_owned).to_vec())
                        value=way
                        on_change=move |name| way.set(name)
                    />
                    <SelectField
                        label="For the best"
                        options=Signal::stored(metric_names.clone())
                        value=move || metric.get().name().to_owned()
                        on_change=choose.clone()
                    />
                    <div class="run-buttons">
                        <button type="button" disabled=is_running on:click=search>"Search"</button>
                        <button
                            type="button"
                            disabled=move || !is_running.get()
                            on:click=move |_| session.perform(Verb::CancelSearch)
                        >
                            "Cancel search"
                        </button>
                    </div>
                </div>
                <p class="note" role="status">
                    {move || refused.get().or_else(progress).unwrap_or_else(|| format!("{TRIED} settings, each trained on two thirds of the training rows and judged on the rest, three times over."))}
                </p>
                {move || stale.get().map(|sentence| view! { <p class="mark stale-note">{sentence}</p> })}
                <Found session/>
                <p class="note">{said}</p>
            </section>
        </Show>
    }
}

/// What was tried, as a table and as a picture.
#[component]
fn Found(session: Session) -> impl IntoView {
    let is_some = Memo::new(move |_| {
        session.repeats(|studio| {
            studio
                .search()
                .is_some_and(|search| !search.tried().is_empty())
        })
    });
    let keys =
        Memo::new(move |_| session.repeats(|studio| studio.search().map(keys).unwrap_or_default()));
    let labels = Memo::new(move |_| {
        keys.with(|keys| {
            keys.iter()
                .map(|(_, label)| label.clone())
                .collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(String::new());
    let value = one_of(labels, chosen);
    let key = move || {
        let label = value.get();
        keys.with(|keys| {
            keys.iter()
                .find(|(_, known)| *known == label)
                .map(|(key, _)| *key)
        })
    };
    let data = move || session.repeats(|studio| picture(studio, key().unwrap_or("")));
    let marks = move || session.repeats(|studio| marks(studio, key().unwrap_or("")));
    let label = Signal::derive(move || {
        session.repeats(|studio| {
            let best = studio.found_settings().into_iter().next();
            let best = best.map_or_else(String::new, |(_, cells)| {
                let shown: Vec<_> = cells.into_iter().map(|cell| cell.shown).collect();
                shown.join(", ")
            });
            format!("What was tried, by {}. The best: {best}", value.get())
        })
    });
    let twin = Callback::new(move |()| session.repeats(Studio::found_table));
    let line = move |(place, cells): (usize, Vec<Cell>)| {
        let cell = |cell: Cell| view! { <td title=cell.plain>{cell.shown}</td> };
        let press = move |_| session.perform(Verb::UseFound(place));
        view! {
            <tr>
                {cells.into_iter().map(cell).collect_view()}
                <td><button type="button" on:click=press>{if place == 0 { "As set" } else { "Use" }}</button></td>
            </tr>
        }
    };
    let table = move || {
        let (head, lines) = session.repeats(|studio| {
            let found = studio.found_settings().into_iter();
            let lines: Vec<_> = found.map(|(tried, cells)| (tried.place, cells)).collect();
            (studio.found_table().head, lines)
        });
        let head = head
            .into_iter()
            .map(|name| view! { <th scope="col">{name}</th> });
        view! {
            <table class="metrics data">
                <caption>"Settings that were tried, the best first"</caption>
                <thead>
                    <tr>{head.collect_view()}<th scope="col"><span class="visually-hidden">"use it"</span></th></tr>
                </thead>
                <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
    };
    view! {
        <Show when=move || is_some.get()>
            <div class="fields rows-of">
                <SelectField label="Against" options=labels value on_change=move |name| chosen.set(name)/>
            </div>
            <LineFigure class="wide" label data=Box::new(data) marks=Box::new(marks) twin on_pointing=Callback::new(|_| ())/>
            <div class="scrolls tall" tabindex="0" role="region" aria-label="Settings that were tried">{table}</div>
        </Show>
    }
}

/// The settings that are searched, by name in links and by label.
fn keys(search: &Search) -> Vec<(&'static str, String)> {
    let first = search.models().first();
    let fields = first.map_or_else(Vec::new, |model| model.fields());
    let spans = first.map_or(&[][..], |model| model.spans()).iter();
    let label = |(key, _): &(&'static str, Span)| {
        let field = fields.iter().find(|field| field.key == *key);
        (*key, field.map_or(*key, |field| field.label).to_owned())
    };
    spans.map(label).collect()
}

/// Where each of what was tried stands along a setting, and what it reached.
struct Along {
    axis: Axis,
    /// Place on the axis, mean and standard deviation.
    points: Vec<(f64, f64, f64)>,
}

fn along(search: &Search, key: &str) -> Along {
    let texts = search.texts(key);
    let span = search.models().first().and_then(|model| {
        let mut spans = model.spans().iter();
        spans.find(|(of, _)| *of == key).map(|(_, span)| *span)
    });
    let mut options: Vec<&String> = texts.iter().collect();
    options.sort();
    options.dedup();
    let place = |text: &String| match span {
        Some(Span::Options) => options
            .iter()
            .position(|of| *of == text)
            .map(|at| at as f64),
        Some(Span::Log(..)) => read_number(text).filter(|of| *of > 0.0).map(f64::log10),
        _ => read_number(text),
    };
    let point = |tried: crate::studio::Tried| {
        let x = place(texts.get(tried.place)?)?;
        Some((x, tried.mean?, tried.deviation.unwrap_or(0.0)))
    };
    let points: Vec<_> = search.tried().into_iter().filter_map(point).collect();
    let title = keys(search);
    let title = title.iter().find(|(of, _)| *of == key);
    let title = title.map_or("", |(_, label)| label);
    let (low, high) = ends(points.iter().map(|point| point.0));
    let mut axis = Axis::spanning(title, low, high);
    match span {
        Some(Span::Options) => {
            let tick = |(place, name): (usize, &&String)| Tick {
                at: place as f64,
                label: (*name).clone(),
            };
            axis.ticks = options.iter().enumerate().map(tick).collect();
        }
        Some(Span::Log(..)) => {
            for tick in &mut axis.ticks {
                tick.label = crate::words::significant(10_f64.powf(tick.at), 2);
            }
        }
        _ => {}
    }
    Along { axis, points }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

fn picture(studio: &Studio, key: &str) -> LineData {
    let Some(search) = studio.search() else {
        return LineData {
            singles: Vec::new(),
            x: Axis::rate(""),
            y: Axis::rate(""),
            is_square: false,
            margins: None,
            curves: Vec::new(),
            references: Vec::new(),
        };
    };
    let Along { axis, points } = along(search, key);
    let arm = search.asked().arm.index();
    let whisker = |(x, mean, deviation): &(f64, f64, f64)| ArmLine {
        arm,
        name: String::new(),
        points: vec![(*x, mean - deviation), (*x, mean + deviation)],
    };
    let low = points.iter().map(|(_, mean, deviation)| mean - deviation);
    let high = points.iter().map(|(_, mean, deviation)| mean + deviation);
    let (low, high) = ends(low.chain(high));
    let best = search.tried().first().and_then(|best| best.mean);
    let best = best.map(|mean| Reference {
        from: (axis.range.0, mean),
        to: (axis.range.1, mean),
    });
    LineData {
        singles: Vec::new(),
        y: Axis::spanning(search.asked().metric.name(), low, high),
        is_square: false,
        margins: None,
        curves: points.iter().map(whisker).collect(),
        references: best.into_iter().collect(),
        x: axis,
    }
}

fn marks(studio: &Studio, key: &str) -> LineMarks {
    let Some(search) = studio.search() else {
        return LineMarks::default();
    };
    let arm = search.asked().arm.index();
    let points = along(search, key).points.into_iter();
    LineMarks {
        dots: points.map(|(x, y, _)| Mark { arm, at: (x, y) }).collect(),
        cut: None,
    }
}
