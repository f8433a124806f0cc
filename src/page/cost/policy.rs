//! A policy with two cuts: approve, review, reject.

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::figure::{Axis, CountScale, Frame, Palette, ScoreHistogram, score_axis, scores, zones};
use crate::metrics::Zone;
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet, base, overlay};
use crate::page::fields::NumberField;
use crate::page::gallery::Key;
use crate::page::session::Session;
use crate::page::twin::WordTable;
use crate::studio::setting::study::{MAX_DEFAULT_RATE, REJECT_FROM, REVIEW_FROM};
use crate::studio::{ArmView, Studio, Verb};
use crate::words::{Cell, Table, count, percent, threshold};

const BINS: usize = 50;

const ZONES: [&str; 3] = ["Approve", "Review", "Reject"];

/// The cuts, what lies between them, and the largest approval rate.
#[component]
pub fn PolicyPanel(session: Session) -> impl IntoView {
    let table = move || {
        session.study(|_| ());
        session.money(numbers)
    };
    view! {
        <section class="panel">
            <header>
                <h2>"Policy with two cuts"</h2>
                <span class="summary">"drag a cut in the figure"</span>
            </header>
            <div class="fields view-fields">
                <NumberField session setting=&REVIEW_FROM/>
                <NumberField session setting=&REJECT_FROM/>
            </div>
            <For each=move || session.views(|studio| studio.views().shown.clone()) key=|arm| *arm let:arm>
                <div class=format!("histogram arm-{}", arm.index() + 1)>
                    <p><span class="swatch"></span>{move || session.views(|studio| studio.name_of(arm))}</p>
                    <div><ZoneFigure session arm/></div>
                </div>
            </For>
            <div class="scrolls" tabindex="0" role="region" aria-label="Zones, scrollable">
                {move || view! { <WordTable class="metrics" table=table()/> }}
            </div>
        </section>
        <section class="panel"><LargestApproval session/></section>
    }
}

/// What the lower canvas shows.
struct Bars {
    axis: Axis,
    edges: Vec<f64>,
    good: Vec<usize>,
    default: Vec<usize>,
}

#[component]
fn ZoneFigure(session: Session, arm: ArmId) -> impl IntoView {
    let bars = move || session.views(|studio| bars(studio, arm));
    let cuts = move || {
        session.study(|_| ());
        session.views(cuts)
    };
    let is_low = StoredValue::new(false);
    let on_pointing = Callback::new(move |Pointing { at, gesture, .. }: Pointing| {
        if gesture == Gesture::Press {
            let (low, high) = session.now(self::cuts);
            is_low.set_value((at.0 - low).abs() <= (at.0 - high).abs());
        }
        if matches!(gesture, Gesture::Press | Gesture::Drag) {
            let is_low = is_low.get_value();
            let threshold = session.now(|studio| studio.scale().threshold(at.0));
            session.perform(Verb::Cut { is_low, threshold });
        }
    });
    let label = Signal::derive(move || {
        session.study(|_| ());
        session.money(|studio| words(studio, arm))
    });
    let twin = Callback::new(move |()| {
        session.study(|_| ());
        session.money(numbers)
    });
    view! {
        <Figure class="scores" label base=base(bars, draw) overlay=overlay(cuts, draw_overlay)
            on_pointing twin key=Key::Classes saved=(900, 260)/>
    }
}

fn bars(studio: &Studio, arm: ArmId) -> Bars {
    let scale = studio.scale();
    let counts = studio
        .view(arm)
        .map(|view| view.test().counts_between(&scale.score_edges(BINS)));
    let counts = counts.unwrap_or_default();
    Bars {
        axis: score_axis(scale, studio.classes()),
        edges: scale.edges(BINS),
        good: counts.iter().map(|bin| bin[0]).collect(),
        default: counts.iter().map(|bin| bin[1]).collect(),
    }
}

/// The places of both cuts.
fn cuts(studio: &Studio) -> (f64, f64) {
    let policy = studio.study().policy;
    let scale = studio.scale();
    (
        scale.position(policy.low),
        scale.position(policy.high.max(policy.low)),
    )
}

fn draw(sheet: &Sheet, palette: &Palette, bars: &Bars) -> Option<Frame> {
    let figure = ScoreHistogram {
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

fn zones_of(studio: &Studio, view: &ArmView) -> Option<[Zone; 3]> {
    let accounts = studio.accounts(view.arm)?.ok()?;
    Some(studio.study().policy.zones(view.test(), &accounts.test))
}

fn words(studio: &Studio, arm: ArmId) -> String {
    let zones = studio.view(arm).and_then(|view| zones_of(studio, view));
    let rows = zones
        .map(|zones| zones.map(|zone| zone.rows))
        .unwrap_or_default();
    let [approved, reviewed, rejected] = rows.map(count);
    let name = studio.name_of(arm);
    let zones = format!("{approved} approved, {reviewed} reviewed, {rejected} rejected");
    format!("Policy, {name}: {}", studio.say(&zones))
}

/// The zones of every arm in words.
fn numbers(studio: &Studio) -> Table {
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
    let mut table = Table::new("Zones of the policy", &head).with_classes(studio.classes());
    for view in &studio.views().arms {
        let zones = zones_of(studio, view).into_iter().flatten();
        for (name, zone) in ZONES.iter().zip(zones) {
            table.push([
                view.name().into(),
                studio.say(name).into(),
                Cell::count(zone.rows),
                Cell::count(zone.defaults),
                Cell::share(Some(zone.share)),
                Cell::share(zone.default_rate),
                Cell::money(Some(zone.profit_if_approved)),
                Cell::money(Some(zone.profit_if_rejected)),
            ]);
        }
    }
    table
}

/// What the largest approval rate of an arm is.
struct Approval {
    arm: ArmId,
    words: String,
    threshold: Option<f64>,
}

/// The largest approval rate whose accepted applicants default rarely enough.
#[component]
fn LargestApproval(session: Session) -> impl IntoView {
    // A study changes with each place of a dragged cut, and this is read off every row.
    let limit = Memo::new(move |_| session.text(&MAX_DEFAULT_RATE));
    let line = move |Approval {
                         arm,
                         words,
                         threshold,
                     }: Approval| {
        let Some(threshold) = threshold else {
            return view! { <p class="complaint">{words}</p> }.into_any();
        };
        let press = move |_| session.perform(Verb::ThresholdOf { arm, threshold });
        view! { <p>{words}" "<button type="button" class="link" on:click=press>"Use this threshold"</button></p> }
            .into_any()
    };
    let lines = move || {
        limit.with(|_| ());
        session
            .views(approvals)
            .into_iter()
            .map(line)
            .collect_view()
    };
    view! {
        <header><h2>"Largest approval rate"</h2></header>
        <div class="fields view-fields"><NumberField session setting=&MAX_DEFAULT_RATE/></div>
        <div class="found" role="status">{lines}</div>
        <p class="note">{move || session.views(Studio::choosing_rows)}</p>
    }
}

/// The largest approval rate of each arm, on the rows that choose.
fn approvals(studio: &Studio) -> Vec<Approval> {
    let limit = studio.study().max_default_rate;
    let of = |view: &ArmView| {
        let name = view.name();
        let (words, cut) = match view.reading.choosing().largest_approval(limit) {
            Ok(cut) => {
                let (from, share) = (threshold(cut.threshold), percent(Some(cut.value)));
                (
                    format!(
                        "{name}: {}",
                        studio.say(&format!("reject from {from} on, and {share} are approved."))
                    ),
                    Some(cut),
                )
            }
            Err(error) => (format!("{name}: {}.", studio.say(&error.to_string())), None),
        };
        Approval {
            arm: view.arm,
            words,
            threshold: cut.map(|cut| cut.threshold),
        }
    };
    studio.views().arms.iter().map(of).collect()
}
