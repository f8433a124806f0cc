//! What columns look like in the training rows: one by one, what they lack together, and how they go together.

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::SplitBy;
use crate::data::prepare::{ColumnLook, LookBin, Looks};
use crate::experiment::Source;
use crate::experiment::message::decode;
use crate::figure::{self, BinRate, BinRates, Frame, HeatMap, Palette};
use crate::metrics::wilson_interval;
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::SelectField;
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::{ReadAs, Studio, Verb};
use crate::words::{Cell, Table, count, metric, percent};

/// How a column is read that isn't used.
const LEFT_OUT: &str = "left out";

/// The looks of the training rows that are looked at.
#[derive(Clone, Copy)]
struct Looked {
    session: Session,
    looks: Memo<Arc<Looks>>,
}

/// The panels, once there is something to look at.
#[component]
pub fn LookingPanels(session: Session) -> impl IntoView {
    let bytes = Memo::new(move |_| {
        session.sources(|studio| studio.preview().map(|preview| preview.looks.clone()))
    });
    let looks = Memo::new(move |_| {
        let looks = bytes.with(|bytes| decode(bytes.as_deref().unwrap_or_default()).ok());
        let mut looks: Looks = looks.unwrap_or_default();
        // Generated rows have a label without a name of its own.
        let positive = session.views(|studio| {
            let is_generated = studio.spec().data.source == Source::Generate;
            is_generated.then(|| studio.classes().positive.clone())
        });
        if let (Some(positive), Some(label)) = (positive, looks.correlations.names.last_mut()) {
            *label = positive;
        }
        Arc::new(looks)
    });
    let looked = Looked { session, looks };
    let has = move |of: fn(&Looks) -> bool| Memo::new(move |_| looks.with(|looks| of(looks)));
    let has_columns = has(|looks| !looks.columns.is_empty());
    let lacks_some = has(|looks| !looks.missing.columns.is_empty());
    let go_together = has(|looks| !looks.correlations.names.is_empty());
    view! {
        <Show when=move || has_columns.get()>
            <section class="panel">
                <div class="scrolls tall" tabindex="0" role="region" aria-label="Columns, scrollable">
                    {move || view! { <WordTable class="metrics data looks" table=columns(looked)/> }}
                </div>
                <p class="note">
                    "Read off training rows alone. Information value: .02 to .1 weak, .1 to .3 medium, above .3 strong, above .5 looks too good. AUC: the column as a score, alone."
                </p>
            </section>
            <ColumnPanel looked/>
        </Show>
        <Show when=move || lacks_some.get()>
            <section class="panel">
                <div class="scrolls tall" tabindex="0" role="region" aria-label="Missing cells, scrollable">
                    {move || view! { <WordTable class="metrics data lacking" table=missing(looked)/> }}
                </div>
            </section>
        </Show>
        <Show when=move || go_together.get()>
            <CorrelationPanel looked/>
        </Show>
    }
}

fn columns(looked: Looked) -> Table {
    let head = [
        "Column",
        "Kind",
        "Missing",
        "Distinct",
        "Histogram",
        "Information value",
        "AUC",
        "Remarks",
        "Values",
    ];
    let n_looked_at = looked
        .session
        .sources(|studio| studio.preview().map_or(0, |preview| preview.n_looked_at));
    let caption = format!("Columns, in {} training rows", count(n_looked_at));
    let mut table = Table::new(&caption, &head);
    for look in &looked.looks.get().columns {
        table.push([
            look.name.as_str().into(),
            Cell {
                shown: look.kind.to_string(),
                plain: look.reason.clone(),
            },
            Cell::count(look.n_missing),
            Cell::count(look.n_distinct),
            look.shape.as_str().into(),
            Cell::metric(look.information_value),
            Cell::metric(look.auc),
            look.flags.join("; ").into(),
            look.values.as_str().into(),
        ]);
    }
    table
}

/// Which cells are missing together, a line a pattern.
fn missing(looked: Looked) -> Table {
    let looks = looked.looks.get();
    let missing = &looks.missing;
    let rate = looked.session.views(|studio| studio.say("Default rate"));
    let names = missing.columns.iter().map(String::as_str);
    let head: Vec<_> = ["Rows", rate.as_str()].into_iter().chain(names).collect();
    let mut table = Table::new("What is missing together", &head);
    for pattern in &missing.patterns {
        let [good, default] = pattern.counts;
        let n_rows = good + default;
        let rate = default as f64 / n_rows.max(1) as f64;
        let cells = pattern.is_missing.iter();
        let cells = cells.map(|&is_missing| Cell::from(if is_missing { "■" } else { "·" }));
        table.push(
            [Cell::count(n_rows), Cell::share(Some(rate))]
                .into_iter()
                .chain(cells),
        );
    }
    let (n_others, n_rows) = missing.others;
    if n_others > 0 {
        let name = format!("{} in {} other ways", count(n_rows), count(n_others));
        table.push([Cell::from(name)]);
    }
    table
}

/// The default rate of each part of one column.
#[component]
fn ColumnPanel(looked: Looked) -> impl IntoView {
    let Looked { session, looks } = looked;
    let chosen = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        let shown = |look: &&ColumnLook| !look.bins.is_empty();
        let looks = looks.get();
        // Models don't see whose rows they are.
        let whose = session.lab(|studio| {
            let split = &studio.spec().split;
            (split.by == SplitBy::Group).then(|| split.column.clone())
        });
        let names = looks
            .columns
            .iter()
            .filter(shown)
            .map(|look| look.name.clone());
        let names = names.filter(|name| whose.as_ref() != Some(name));
        names.collect::<Vec<_>>()
    });
    let value = Memo::new(move |_| chosen.with(|chosen| shown(&looks.get(), chosen)));
    let bins = move || {
        let looks = looks.get();
        let name = value.get();
        let mut columns = looks.columns.iter();
        let look = columns.find(|look| look.name == name);
        look.map_or_else(Vec::new, |look| look.bins.clone())
    };
    let label = Signal::derive(move || {
        let parts = bins()
            .iter()
            .map(|bin| format!("{} {}", bin.label, percent(rate(bin))))
            .collect::<Vec<_>>();
        session.views(|studio| {
            studio.say(&format!(
                "Default rate by {}: {}",
                value.get(),
                parts.join(", ")
            ))
        })
    });
    let is_file =
        Memo::new(move |_| session.lab(|studio| studio.spec().data.source == Source::Upload));
    let ways = ReadAs::ALL.map(|way| way.name().to_owned());
    let ways = Signal::stored(
        ways.into_iter()
            .chain([LEFT_OUT.to_owned()])
            .collect::<Vec<_>>(),
    );
    let way = Memo::new(move |_| session.lab(|studio| read_how(studio, &value.get())));
    let read_as = move |name: String| read_so(session, value.get_untracked(), &name);
    let drawn = move || session.views(|studio| Parts::of(studio, bins()));
    let twin =
        Callback::new(move |()| session.views(|studio| rates(studio, &value.get(), &bins())));
    view! {
        <section class="panel">
            <div class="fields rows-of">
                <SelectField label="Default rate by" options=names value on_change=move |name| chosen.set(name)/>
                <Show when=move || is_file.get()>
                    <SelectField label="Read as" options=ways value=way on_change=read_as/>
                </Show>
            </div>
            <Figure class="wide" label base=base(drawn, draw_rates) overlay=nothing() twin/>
            <p class="note">"Lines: 95 % intervals (Wilson). Dotted: all training rows. Of numbers tenths of the rows, of dates periods."</p>
        </section>
    }
}

/// How a column of the file is read.
fn read_how(studio: &Studio, column: &str) -> String {
    let spec = studio.spec();
    let is_left_out = spec
        .data
        .upload
        .choice
        .left_out
        .iter()
        .any(|name| name == column);
    if is_left_out {
        return LEFT_OUT.to_owned();
    }
    ReadAs::of(&spec.prepare, column).name().to_owned()
}

/// Has a column read otherwise.
fn read_so(session: Session, column: String, name: &str) {
    let is_left_out = name == LEFT_OUT;
    let mut choice = session.now(|studio| studio.spec().data.upload.choice.clone());
    let n_before = choice.left_out.len();
    choice.left_out.retain(|of| *of != column);
    if is_left_out {
        choice.left_out.push(column.clone());
    }
    if is_left_out || choice.left_out.len() != n_before {
        session.perform(Verb::Choose(choice));
    }
    // One that isn't used is named by no step.
    let way = ReadAs::ALL.into_iter().find(|way| way.name() == name);
    if let Some(as_what) = way.or(is_left_out.then_some(ReadAs::Found)) {
        let steps = session.now(|studio| as_what.among(&studio.spec().prepare, column));
        session.perform(Verb::Prepare(steps));
    }
}

/// The column that is chosen, or the one that says most of the label.
fn shown(looks: &Looks, chosen: &str) -> String {
    let there = looks.columns.iter().filter(|look| !look.bins.is_empty());
    let value = |look: &&ColumnLook| look.information_value.unwrap_or(0.0);
    let most = there.clone().max_by(|a, b| value(a).total_cmp(&value(b)));
    let mut named = there.filter(|look| look.name == chosen);
    named
        .next()
        .or(most)
        .map_or_else(String::new, |look| look.name.clone())
}

fn rate(bin: &LookBin) -> Option<f64> {
    (bin.n_rows() > 0).then(|| bin.counts[1] as f64 / bin.n_rows() as f64)
}

fn interval(bin: &LookBin) -> (f64, f64) {
    wilson_interval(bin.counts[1] as f64, bin.n_rows() as f64).unwrap_or((f64::NAN, f64::NAN))
}

/// What the figure of a column shows.
struct Parts {
    bins: Vec<LookBin>,
    rate: String,
}

impl Parts {
    fn of(studio: &Studio, bins: Vec<LookBin>) -> Self {
        let rate = studio.say("Default rate");
        Self { bins, rate }
    }
}

fn draw_rates(sheet: &Sheet, palette: &Palette, parts: &Parts) -> Option<Frame> {
    let sum = |class: usize| {
        parts
            .bins
            .iter()
            .map(|bin| bin.counts[class])
            .sum::<usize>() as f64
    };
    let bins = parts.bins.iter().map(|bin| BinRate {
        label: &bin.label,
        n_rows: bin.n_rows(),
        rate: rate(bin).unwrap_or(f64::NAN),
        interval: interval(bin),
    });
    let figure = BinRates {
        bins: &bins.collect::<Vec<_>>(),
        rate: &parts.rate,
        overall: sum(1) / (sum(0) + sum(1)).max(1.0),
    };
    figure::bin_rates(sheet, palette, &figure).ok()
}

fn rates(studio: &Studio, column: &str, bins: &[LookBin]) -> Table {
    let head = [column, "Rows", "Defaults", "Default rate", "from", "to"];
    let table = Table::new(&format!("Default rate by {column}"), &head);
    let mut table = table.with_classes(studio.classes());
    for bin in bins {
        let (low, high) = interval(bin);
        table.push([
            bin.label.as_str().into(),
            Cell::count(bin.n_rows()),
            Cell::count(bin.counts[1]),
            Cell::share(rate(bin)),
            Cell::share(Some(low)),
            Cell::share(Some(high)),
        ]);
    }
    table
}

/// How columns of numbers go together.
#[component]
fn CorrelationPanel(looked: Looked) -> impl IntoView {
    const NAME: &str = "Correlations";
    let looks = looked.looks;
    let label = Signal::derive(move || {
        let looks = looks.get();
        let strongest = strongest(&looks).into_iter().next();
        let said = strongest.map_or_else(String::new, |(a, b, value)| {
            format!("strongest {a} with {b}, {}", metric(Some(value)))
        });
        format!("{NAME}: {said}")
    });
    let twin = Callback::new(move |()| pairs(&looks.get()));
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <Figure class="heat" label base=base(move || looks.get(), draw_heat) overlay=nothing() twin/>
            <p class="note">"Pearson's, of columns of numbers and the label: pink rise together, blue apart. The pairs are in the menu, the strongest first."</p>
        </section>
    }
}

fn draw_heat(sheet: &Sheet, palette: &Palette, looks: &Arc<Looks>) -> Option<Frame> {
    let together = &looks.correlations;
    let figure = HeatMap {
        names: &together.names,
        values: &together.values,
    };
    figure::heat_map(sheet, palette, &figure).ok()
}

/// Pairs of columns, those that go together most first.
fn strongest(looks: &Looks) -> Vec<(&str, &str, f64)> {
    let together = &looks.correlations;
    let n = together.names.len();
    let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (a, b)));
    let pairs = pairs.filter_map(|(a, b)| {
        let value = together
            .values
            .get(a * n + b)
            .filter(|value| value.is_finite())?;
        Some((
            together.names[a].as_str(),
            together.names[b].as_str(),
            *value,
        ))
    });
    let mut pairs: Vec<_> = pairs.collect();
    crate::sorting::sort_by(&mut pairs, |a, b| b.2.abs().total_cmp(&a.2.abs()));
    pairs
}

fn pairs(looks: &Looks) -> Table {
    let mut table = Table::new("Correlations", &["Column", "with", "Correlation"]);
    for (a, b, value) in strongest(looks) {
        table.push([a.into(), b.into(), Cell::metric(Some(value))]);
    }
    table
}
