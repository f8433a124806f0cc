//! Why the models decide as they do: what columns are worth to them and add to their scores, how answers go with one column and
//! differ between groups, and where two models disagree.

mod disputes;
mod groups;
mod shapley;

use std::collections::HashSet;

use leptos::prelude::*;

use self::disputes::DisputesPanel;
use self::groups::GroupsPanel;
use self::shapley::ShapleyPanel;

use crate::experiment::{ArmRecord, ColumnEffect, EffectWay, WhyAsked};
use crate::figure::{self, Axis, Bar, ColumnBars, Frame, Palette, Tick};
use crate::metrics::Metric;
use crate::model::Says;
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::{CheckField, SelectField, one_of};
use crate::page::line_figure::{ArmLine, LineData, LineFigure, LineMarks};
use crate::page::session::Session;
use crate::studio::{ArmEffect, Studio, Verb, Worths};
use crate::words::{self, Cell, Table};

/// Columns that are drawn at most.
const MOST_DRAWN: usize = 12;

/// A 95 % interval is so many standard errors wide to each side.
const WIDE: f64 = 1.96;

/// The tab.
#[component]
pub fn WhyTab(session: Session) -> impl IntoView {
    // Runs whose models can be asked.
    let runs = Memo::new(move |_| {
        let ended = session.runs(Studio::ended);
        ended.into_iter().map(|(_, run, _)| run).collect::<Vec<_>>()
    });
    view! {
        <Show
            when=move || runs.with(|runs| !runs.is_empty())
            fallback=|| view! { <p class="note">"Nothing is trained yet. Once it is, it says here what it goes by."</p> }
        >
            <WorthPanel session runs/>
            <ShapleyPanel session runs/>
            <EffectPanel session runs/>
        </Show>
        <GroupsPanel session/>
        <DisputesPanel session/>
    }
}

/// What columns are worth to each arm.
#[component]
fn WorthPanel(session: Session, runs: Memo<Vec<u64>>) -> impl IntoView {
    const NAME: &str = "What the models go by";
    let metric = RwSignal::new(Metric::RocAuc);
    let is_together = RwSignal::new(false);
    Effect::new(move |_| {
        let (metric, is_together) = (metric.get(), is_together.get());
        if !runs.get().is_empty() {
            session.perform(Verb::Explain(WhyAsked::Importance {
                metric,
                is_together,
            }));
        }
    });
    let worths = Memo::new(move |_| {
        let (metric, is_together) = (metric.get(), is_together.get());
        runs.track();
        session.sources(|studio| studio.worths(metric, is_together))
    });
    let all = Metric::ALL.into_iter().filter(|of| of.ignores_threshold());
    let names = Signal::stored(all.map(|of| of.name().to_owned()).collect::<Vec<_>>());
    let value = Memo::new(move |_| metric.get().name().to_owned());
    let choose = move |name: String| {
        let mut all = Metric::ALL.into_iter();
        metric.set(all.find(|of| of.name() == name).unwrap_or(Metric::RocAuc));
    };
    let label = Signal::derive(move || {
        worths.with(|worths| {
            let first = worths.columns.iter().take(3).cloned().collect::<Vec<_>>();
            format!("{NAME}: most by {}", first.join(", "))
        })
    });
    let twin = Callback::new(move |()| worths.with(|worths| worths.table(metric.get())));
    let drawn = move || {
        (
            worths.get(),
            format!("Worse by, in {}", metric.get().name()),
        )
    };
    let note = move || session.views(|studio| studio.say(&worths.with(said_of)));
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <div class="fields rows-of">
                <SelectField label="Measured by" options=names value on_change=choose/>
            </div>
            <CheckField label="Shuffle columns that go together as one".to_owned() value=is_together.into() on_change=Callback::new(move |is| is_together.set(is))/>
            <Figure class="wide" label base=base(drawn, draw_worths) overlay=nothing() twin/>
            <p class="note" role="status">{note}</p>
        </section>
    }
}

fn said_of(worths: &Worths) -> String {
    if worths.arms.is_empty() {
        return worths
            .remarks
            .first()
            .cloned()
            .unwrap_or_else(|| "Shuffling …".to_owned());
    }
    let mut said = format!(
        "Each column of {} test rows is shuffled ten times; what the measure loses, with 95 % intervals over the shuffles. What a model uses, not what causes defaults: of columns that go together each can stand in for the other.",
        crate::words::count(worths.n_rows)
    );
    for remark in &worths.remarks {
        said = format!("{said} {remark}");
    }
    said
}

fn draw_worths(
    sheet: &Sheet,
    palette: &Palette,
    (worths, title): &(Worths, String),
) -> Option<Frame> {
    let columns = worths.columns.get(..MOST_DRAWN).unwrap_or(&worths.columns);
    let bar = |value: &Option<(f64, f64)>| {
        let (value, error) = value.unwrap_or((f64::NAN, 0.0));
        let error = WIDE * error;
        let between = (error > 0.0).then_some((value - error, value + error));
        Bar { value, between }
    };
    let arms = worths.arms.iter();
    let arms: Vec<_> = arms
        .map(|arm| {
            (
                arm.arm,
                arm.drops.iter().map(bar).take(columns.len()).collect(),
            )
        })
        .collect();
    let figure = ColumnBars {
        title,
        columns,
        arms: &arms,
    };
    figure::column_bars(sheet, palette, &figure).ok()
}

/// How the answers of each arm go with one column.
#[component]
fn EffectPanel(session: Session, runs: Memo<Vec<u64>>) -> impl IntoView {
    const NAME: &str = "How scores go with a column";
    let chosen = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        session.runs(|studio| {
            let mut all = Vec::new();
            // Most arms see the same columns, and the first names them in their order.
            for facts in studio.runs().arms().iter().filter_map(ArmRecord::facts) {
                if all.is_empty() {
                    all.clone_from(&facts.names);
                } else if facts.names != all {
                    let known: HashSet<String> = all.iter().cloned().collect();
                    let new = facts.names.iter().filter(|name| !known.contains(*name));
                    all.extend(new.cloned());
                }
            }
            all
        })
    });
    let value = one_of(names, chosen);
    let way = RwSignal::new(EffectWay::Mean);
    Effect::new(move |_| {
        let column = value.get();
        if !runs.get().is_empty() && !column.is_empty() {
            let way = way.get();
            session.perform(Verb::Explain(WhyAsked::Effect { column, way }));
        }
    });
    let effects = Memo::new(move |_| {
        let (column, way) = (value.get(), way.get());
        runs.track();
        session.sources(|studio| studio.effects(&column, way))
    });
    let unit = move || {
        let unit = match way.get() {
            EffectWay::Accumulated => "Change of the probability of default",
            _ => "Probability of default",
        };
        session.views(|studio| studio.say(unit))
    };
    let data = move || effects.with(|effects| lines_of(effects, &value.get(), &unit()));
    let data = Box::new(data);
    let label = Signal::derive(move || {
        let of_arm = |(_, arm, effect): (usize, &str, &ColumnEffect)| {
            let means = &effect.means;
            let ends = [means.first(), means.last()].map(|mean| words::metric(mean.copied()));
            format!("{arm} from {} to {}", ends[0], ends[1])
        };
        let said: Vec<String> = effects.with(|effects| known(effects).map(of_arm).collect());
        format!("Mean score by {}: {}", value.get(), said.join(", "))
    });
    let twin = Callback::new(move |()| effects.with(|effects| table(effects, &value.get())));
    let note = move || {
        session.views(|studio| studio.say(&effects.with(|effects| remarks(effects, way.get()))))
    };
    let ways = EffectWay::ALL.map(|way| way.name().to_owned()).to_vec();
    let choose_way = move |name: String| {
        let mut all = EffectWay::ALL.into_iter();
        way.set(all.find(|way| way.name() == name).unwrap_or_default());
    };
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <div class="fields view-fields">
                <SelectField label="Column" options=names value on_change=move |name| chosen.set(name)/>
                <SelectField label="Shown" options=Signal::stored(ways) value=move || way.get().name().to_owned() on_change=choose_way/>
            </div>
            <LineFigure class="wide" label data marks=Box::new(LineMarks::default) twin on_pointing=Callback::new(|_| ())/>
            <p class="note" role="status">{note}</p>
        </section>
    }
}

/// The arms that have an answer: place, name and what it is.
fn known(effects: &[ArmEffect]) -> impl Iterator<Item = (usize, &str, &ColumnEffect)> {
    effects.iter().filter_map(|of| {
        let effect = of.said.as_ref().ok()?;
        Some((of.arm, of.name.as_str(), effect))
    })
}

/// What the answers of the first arm are, and the arms that are drawn: those with answers of its kind.
fn drawn(effects: &[ArmEffect]) -> (Says, Vec<(usize, &str, &ColumnEffect)>) {
    let says_of = |effect: &ColumnEffect| effect.says;
    let first = known(effects).next();
    let says = first.map_or(Says::Probability, |(.., effect)| says_of(effect));
    let alike = known(effects).filter(|(.., effect)| says_of(effect) == says);
    (says, alike.collect())
}

fn remarks(effects: &[ArmEffect], way: EffectWay) -> String {
    let (_, alike) = drawn(effects);
    if effects.is_empty() {
        return "Asking …".to_owned();
    }
    let n_rows = alike.first().map_or(0, |(.., effect)| effect.n_rows);
    let how = match way {
        EffectWay::Mean => "each asked with other values in this column and the rest as it is. Where columns go together, this asks about rows that nobody has.".to_owned(),
        EffectWay::Lines => {
            let first = alike.first().map_or("", |(_, name, _)| name);
            format!("each asked with other values in this column and the rest as it is; thin lines are single rows, as {first} scores them. Lines that cross say that the column acts with others.")
        }
        EffectWay::Accumulated => "each asked about the two values nearest to its own only, and what the score rises by added up from the lowest value; 0 is the mean. Columns that go together aren't torn apart.".to_owned(),
    };
    let mut said = format!("{} test rows, {how}", crate::words::count(n_rows));
    for answer in effects {
        match &answer.said {
            Err(sentence) => said = format!("{said} {}: {sentence}", answer.name),
            Ok(_) if alike.iter().any(|(arm, ..)| *arm == answer.arm) => {}
            Ok(_) => {
                said = format!(
                    "{said} {} has scores of another unit and isn't drawn.",
                    answer.name
                );
            }
        }
    }
    said
}

fn lines_of(effects: &[ArmEffect], column: &str, probability: &str) -> LineData {
    let (says, alike) = drawn(effects);
    let mut curves = Vec::new();
    let first = alike.first();
    let rows = first.map_or(&[][..], |(.., effect)| &effect.lines);
    let single = |line: &Vec<f64>| ArmLine {
        arm: alike[0].0,
        name: String::new(),
        points: alike[0]
            .2
            .values
            .iter()
            .map(|x| f64::from(*x))
            .zip(line.iter().copied())
            .collect(),
    };
    let singles: Vec<ArmLine> = rows.iter().map(single).collect();
    for (arm, name, effect) in &alike {
        let xs = effect.values.iter().map(|x| f64::from(*x));
        curves.push(ArmLine {
            arm: *arm,
            name: (*name).to_owned(),
            points: xs.zip(effect.means.iter().copied()).collect(),
        });
    }
    let points = || {
        curves
            .iter()
            .chain(&singles)
            .flat_map(|curve| &curve.points)
    };
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let values = points().map(of);
        let low = values.clone().fold(f64::INFINITY, f64::min);
        (low, values.fold(f64::NEG_INFINITY, f64::max))
    };
    let (x, y) = (ends(|point| point.0), ends(|point| point.1));
    let unit = match says {
        Says::Margin => "Margin",
        _ => probability,
    };
    LineData {
        singles,
        x: first.map_or_else(
            || Axis::spanning(column, x.0, x.1),
            |(.., effect)| x_axis(effect, x),
        ),
        y: Axis::spanning(unit, y.0, y.1),
        is_square: false,
        margins: None,
        curves,
        references: Vec::new(),
    }
}

/// Places of numbers from end to end, or of categories by name.
fn x_axis(effect: &ColumnEffect, (low, high): (f64, f64)) -> Axis {
    let mut axis = Axis::spanning(&effect.column, low, high);
    if !effect.levels.is_empty() {
        let tick = |(place, name): (usize, &String)| Tick {
            at: place as f64,
            label: name.clone(),
        };
        axis.ticks = effect.levels.iter().enumerate().map(tick).collect();
    }
    axis
}

fn table(effects: &[ArmEffect], column: &str) -> Table {
    let head = ["Model", column, "Mean score"];
    let mut table = Table::new(&format!("Scores by {column}"), &head);
    for (_, name, effect) in known(effects) {
        for (value, mean) in effect.values.iter().zip(&effect.means) {
            let mut levels = effect.levels.iter().zip(0_u8..);
            let level = levels.find(|(_, nth)| f32::from(*nth) == *value);
            let level = level.map(|(level, _)| Cell::from(level.as_str()));
            table.push([
                name.into(),
                level.unwrap_or_else(|| Cell::number(Some(f64::from(*value)), 5)),
                Cell::metric(Some(*mean)),
            ]);
        }
    }
    table
}
