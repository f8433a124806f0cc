//! How the models do within groups of applicants, and what thresholds of their own would do.

use leptos::prelude::*;

use crate::figure::{self, Bar, ColumnBars, Frame, Palette};
use crate::metrics::{Match, Metric};
use crate::page::canvas::{Figure, Sheet, base, nothing};
use crate::page::fields::{SelectField, one_of};
use crate::page::session::Session;
use crate::page::twin::Numbers;
use crate::studio::{GroupStanding, Groups, Studio, Verb};

const NAME: &str = "Groups of applicants";

/// What a group's threshold has in common with that of all rows.
const RULES: [(Match, &str); 4] = [
    (Match::Threshold, "Same for all"),
    (Match::ShareRejected, "Equal rejections"),
    (Match::Recall, "Equal recall"),
    (Match::FalsePositiveRate, "Equal false alarms"),
];

/// Each metric by group of a column.
#[component]
pub fn GroupsPanel(session: Session) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let columns = Memo::new(move |_| session.sources(Studio::group_columns));
    let column = one_of(columns, chosen);
    let metric = RwSignal::new(Metric::Recall);
    let rule = RwSignal::new(Match::Threshold);
    Effect::new(move |_| {
        let column = column.get();
        session.views(|_| ());
        if !column.is_empty() {
            session.perform(Verb::GroupBy(column));
        }
    });
    let groups = Memo::new(move |_| {
        let (column, metric, rule) = (column.get(), metric.get(), rule.get());
        session.sources(|_| ());
        session.standings(|studio| studio.groups(&column, metric, rule))
    });
    let known = move || groups.with(|groups| groups.as_ref().ok().cloned());
    let is_known =
        move || groups.with(|groups| groups.as_ref().is_ok_and(|of| !of.arms.is_empty()));
    let metrics = Metric::ALL.iter().map(|metric| metric.name().to_owned());
    let rules = RULES.iter().map(|(_, name)| (*name).to_owned());
    let choose_metric = move |name: String| {
        let mut all = Metric::ALL.into_iter();
        if let Some(found) = all.find(|metric| metric.name() == name) {
            metric.set(found);
        }
    };
    let choose_rule = move |name: String| {
        if let Some((found, _)) = RULES.iter().find(|(_, known)| *known == name) {
            rule.set(*found);
        }
    };
    let rule_name = move || {
        let mut rules = RULES.iter();
        rules
            .find(|(known, _)| *known == rule.get())
            .map_or("", |(_, name)| name)
            .to_owned()
    };
    let label = Signal::derive(move || format!("{} by {}", metric.get().name(), column.get()));
    let numbers = move || {
        let table = known().map(|of| of.table(&column.get(), metric.get()));
        session.views(|studio| table.unwrap_or_default().with_classes(studio.classes()))
    };
    let twin = Callback::new(move |()| numbers());
    let drawn = move || (known().unwrap_or_default(), metric.get());
    let note = move || {
        let said = match groups.get() {
            Err(sentence) => sentence,
            Ok(of) => said_of(&of, &column.get(), rule.get()),
        };
        session.views(|studio| studio.say(&said))
    };
    view! {
        <Show when=move || columns.with(|columns| !columns.is_empty())>
            <section class="panel">
                <header><h2>{session.said(NAME)}</h2></header>
                <div class="fields view-fields">
                    <SelectField label="Group by" options=columns value=column on_change=move |name| chosen.set(name)/>
                    <SelectField
                        label="Metric"
                        options=Signal::stored(metrics.clone().collect::<Vec<_>>())
                        value=move || metric.get().name().to_owned()
                        on_change=choose_metric
                    />
                    <SelectField
                        label="Thresholds"
                        options=Signal::stored(rules.clone().collect::<Vec<_>>())
                        value=rule_name
                        on_change=choose_rule
                    />
                </div>
                <Show when=is_known>
                    <Figure class="wide" label base=base(drawn, draw) overlay=nothing() twin/>
                    {move || view! { <Numbers table=numbers()/> }}
                </Show>
                <p class="note" role="status">{note}</p>
            </section>
        </Show>
    }
}

fn said_of(groups: &Groups, column: &str, rule: Match) -> String {
    if groups.arms.is_empty() {
        return "Nothing is scored yet.".to_owned();
    }
    let mut said =
        "Test rows; lines are 95 % intervals. Groups of fewer than 30 rows are put together."
            .to_owned();
    let lacks = |of: &GroupStanding| of.value.is_some() && of.interval.is_none();
    if groups.arms.iter().flat_map(|arm| &arm.groups).any(lacks) {
        said.push_str(" Intervals of this metric are drawn for up to 20,000 rows.");
    }
    if rule != Match::Threshold {
        said.push_str(
            " What if: each group has the threshold by which it is rejected, caught or turned away as often as all rows are now. It is chosen on the rows that it is judged on.",
        );
    }
    for sentence in groups.four_fifths(column) {
        said = format!("{said} {sentence}");
    }
    said.push_str(
        " Four fifths is a rule of thumb of US employment law. All this describes rows and is no verdict: groups may differ in their risk, and a threshold for each may be against the law.",
    );
    said
}

fn draw(sheet: &Sheet, palette: &Palette, (groups, metric): &(Groups, Metric)) -> Option<Frame> {
    let arms = groups.arms.iter().map(|arm| {
        let bars = arm.groups.iter().map(|of| Bar {
            value: of.value.unwrap_or(f64::NAN),
            between: of.interval,
        });
        (arm.arm, bars.collect())
    });
    let arms: Vec<_> = arms.collect();
    let figure = ColumnBars {
        title: metric.name(),
        columns: &groups.names,
        arms: &arms,
    };
    figure::column_bars(sheet, palette, &figure).ok()
}
