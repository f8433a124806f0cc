//! A policy with two cuts: approve, review, reject.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{Axis, CountScale, Frame, Palette, Scores, scores, zones};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::fields::NumberField;
use crate::page::gallery::Key;
use crate::page::session::{ArmView, Session};
use crate::page::twin::WordTable;
use crate::words::{Table, count, money, percent, significant};

const BINS: usize = 50;

const ZONES: [&str; 3] = ["Approve", "Review", "Reject"];

/// The cuts, what lies between them, and the largest approval rate.
#[component]
pub fn PolicyPanel(session: Session) -> impl IntoView {
    let policy = move || session.study().with(|study| study.policy);
    let shown = |value: f64| significant(value, 6).parse::<f64>().unwrap_or(value);
    view! {
        <section class="panel">
            <header>
                <h2>"Policy with two cuts"</h2>
                <span class="summary">"drag a cut in the figure"</span>
            </header>
            <div class="fields view-fields">
                <NumberField
                    label="Review from a score of"
                    is_whole=false
                    value=move || shown(policy().low)
                    on_change=move |low: f64| session.edit_study(|study| study.policy.low = low)
                />
                <NumberField
                    label="Reject from a score of"
                    is_whole=false
                    value=move || shown(policy().high)
                    on_change=move |high: f64| session.edit_study(|study| study.policy.high = high)
                />
            </div>
            <For each=move || session.shown().get() key=|arm| *arm let:arm>
                <div class=format!("histogram arm-{}", arm.index() + 1)>
                    <p><span class="swatch"></span>{move || session.name(arm)}</p>
                    <div><ZoneFigure session arm/></div>
                </div>
            </For>
            <div class="scrolls" tabindex="0" role="region" aria-label="Zones, scrollable"><ZoneTable session/></div>
        </section>
        <section class="panel"><LargestApproval session/></section>
    }
}

/// What the lower canvas shows.
#[derive(Clone, PartialEq)]
struct Bars {
    axis: Axis,
    edges: Vec<f64>,
    good: Vec<usize>,
    default: Vec<usize>,
}

#[component]
fn ZoneFigure(session: Session, arm: Arm) -> impl IntoView {
    let bars = Memo::new(move |_| {
        let places = session.scale().get();
        let counts = session.view(arm).map(|view| {
            let edges = places.score_edges(BINS);
            view.test().counts_between(&edges)
        });
        let counts = counts.unwrap_or_default();
        Bars {
            axis: places.axis(),
            edges: places.edges(BINS),
            good: counts.iter().map(|bin| bin[0]).collect(),
            default: counts.iter().map(|bin| bin[1]).collect(),
        }
    });
    let cuts = Memo::new(move |_| {
        let policy = session.study().with(|study| study.policy);
        let high = policy.high.max(policy.low);
        let scale = session.scale().get();
        (scale.position(policy.low), scale.position(high))
    });
    let dragged = StoredValue::new(false);
    let on_pointing = Callback::new(move |pointing: Pointing| {
        let (low, high) = cuts.get_untracked();
        let at = pointing.at.0;
        match pointing.gesture {
            Gesture::Hover => return,
            Gesture::Press => dragged.set_value((at - low).abs() <= (at - high).abs()),
            Gesture::Drag => {}
        }
        let threshold = session.scale().with_untracked(|scale| scale.threshold(at));
        let is_low = dragged.get_value();
        session.edit_study(|study| {
            let policy = &mut study.policy;
            if is_low {
                policy.low = threshold.min(policy.high);
            } else {
                policy.high = threshold.max(policy.low);
            }
        });
    });
    let label = Signal::derive(move || {
        let zones = zones_of(session, arm).map(|zones| zones.map(|zone| zone.rows));
        let [approved, reviewed, rejected] = zones.unwrap_or_default().map(count);
        let name = session.name(arm);
        format!("Policy, {name}: {approved} approved, {reviewed} reviewed, {rejected} rejected")
    });
    let twin = Callback::new(move |()| numbers(session));
    view! {
        <Figure class="scores" label base=bars draw overlay=cuts draw_overlay on_pointing twin
            key=Key::Classes saved=(900, 260)/>
    }
}

fn draw(sheet: &Sheet, palette: &Palette, bars: &Bars) -> Option<Frame> {
    let figure = Scores {
        axis: &bars.axis,
        edges: &bars.edges,
        good: &bars.good,
        default: &bars.default,
        tallest: (0, 0),
        counts: CountScale::Log,
    };
    scores(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, (low, high): &(f64, f64)) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = zones(sheet, frame, palette, *low, *high);
}

fn zones_of(session: Session, arm: Arm) -> Option<[crate::metrics::Zone; 3]> {
    let view = session.view(arm)?;
    let accounts = session.accounts(arm)?.ok()?;
    let policy = session.study().with(|study| study.policy);
    Some(policy.zones(view.test(), &accounts.test))
}

/// The zones of every arm in words.
fn numbers(session: Session) -> Table {
    let head = [
        "Model",
        "Zone",
        "Rows",
        "Defaults",
        "Share",
        "Default rate",
        "Earned if approved",
        "Earned if rejected",
    ];
    let mut table = Table::new("Zones of the policy", &head);
    for arm in session.shown().get() {
        let Some(zones) = zones_of(session, arm) else {
            continue;
        };
        for (name, zone) in ZONES.iter().zip(zones) {
            table.push([
                session.name(arm),
                (*name).to_owned(),
                count(zone.rows),
                count(zone.defaults),
                percent(Some(zone.share)),
                percent(zone.default_rate),
                money(Some(zone.profit_if_approved)),
                money(Some(zone.profit_if_rejected)),
            ]);
        }
    }
    table
}

#[component]
fn ZoneTable(session: Session) -> impl IntoView {
    let table = Memo::new(move |_| numbers(session));
    view! { {move || view! { <WordTable class="metrics" table=table.get()/> }} }
}

/// The largest approval rate whose accepted applicants default rarely enough.
#[component]
fn LargestApproval(session: Session) -> impl IntoView {
    let limit = move || session.study().with(|study| study.max_default_rate);
    let shown = move || {
        significant(limit() * 100.0, 12)
            .parse::<f64>()
            .unwrap_or(0.0)
    };
    let sentence = move |view: ArmView| {
        let found = view.reading.choosing().largest_approval(limit());
        let arm = view.arm;
        match found {
            Ok(cut) => {
                let words = format!(
                    "{}: reject from {} on, and {} are approved.",
                    view.name(),
                    significant(cut.threshold, 4),
                    percent(Some(cut.value)),
                );
                let press = move |_| session.set_threshold_of(arm, cut.threshold);
                view! { <p>{words}" "<button type="button" class="link" on:click=press>"Use this threshold"</button></p> }
                    .into_any()
            }
            Err(error) => {
                let words = format!("{}: {error}.", view.name());
                view! { <p class="complaint">{words}</p> }.into_any()
            }
        }
    };
    let origin = move || {
        let is_validated = session.views().with(|views| {
            let first = views.first();
            first.map(|view| view.reading.validation.is_some())
        });
        match is_validated {
            Some(true) => "Chosen on the validation rows.",
            Some(false) => "Chosen on the rows it is judged on.",
            None => "",
        }
    };
    view! {
        <header><h2>"Largest approval rate"</h2></header>
        <div class="fields view-fields">
            <NumberField
                label="Default rate of the accepted at most (%)"
                min="0"
                max="100"
                is_whole=false
                value=shown
                on_change=move |percent: f64| session.edit_study(|study| study.max_default_rate = percent / 100.0)
            />
        </div>
        <div class="found" role="status">
            {move || session.views().get().into_iter().map(sentence).collect_view()}
        </div>
        <p class="note">{origin}</p>
    }
}
