//! The tab "Training": losses while they fall, and what was learned from.

mod search;

use leptos::prelude::*;

use self::search::SearchPanel;

use super::canvas::{Figure, Sheet, base, overlay};
use super::learnt::LearntPanels;
use super::ledger::LedgerPanel;
use super::replay::Replay;
use super::session::Session;
use crate::experiment::message::Facts;
use crate::experiment::{ArmId, ArmRecord, EpochLoss};
use crate::figure::{Frame, Loss, Losses, Palette, losses, shown_epoch};
use crate::metrics::thinned;
use crate::model::Learnt;
use crate::studio::Studio;
use crate::words::{Cell, duration, metric};

/// The whole tab.
#[component]
pub fn TrainingTab(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    view! {
        <section class="panel">
            <header>
                <h2>"Loss after each epoch"</h2>
                <p class="key" aria-hidden="true">
                    <span>"— training rows"</span>
                    <span>"- - "{move || session.runs(held_out_name)}</span>
                </p>
            </header>
            <LossFigure session/>
            <div class="in-tab"><Replay session/></div>
        </section>
        <section class="panel">
            <div class="scrolls"><RunTable session/></div>
        </section>
        <SearchPanel session/>
        <LearntPanels session/>
        <LedgerPanel session/>
    }
}

/// Which rows the held-out loss is of.
fn held_out_name(studio: &Studio) -> &'static str {
    let facts = studio.runs().arms().iter().find_map(ArmRecord::facts);
    let is_validated = facts.is_some_and(|facts| !facts.validation.is_empty());
    if is_validated {
        "validation rows"
    } else {
        "test rows"
    }
}

/// The loss on training rows; points of typed rules are no probabilities and have none.
fn training_loss(loss: &EpochLoss) -> Option<f64> {
    Some(loss.training).filter(|loss| loss.is_finite())
}

/// Columns of the figure in which a curve is drawn with all of its ups and downs.
const COLUMNS: usize = 500;

/// Points of an arm's two curves.
struct ArmLosses {
    arm: ArmId,
    name: String,
    training: Vec<(f64, f64)>,
    held_out: Vec<(f64, f64)>,
}

impl ArmLosses {
    fn of(arm: ArmId, name: &str, losses: &[EpochLoss]) -> Self {
        let training = losses
            .iter()
            .filter_map(|loss| Some((loss.epoch as f64, training_loss(loss)?)));
        let held_out = losses
            .iter()
            .filter_map(|loss| Some((loss.epoch as f64, loss.held_out?)));
        Self {
            arm,
            name: name.to_owned(),
            training: thinned(&training.collect::<Vec<_>>(), COLUMNS),
            held_out: thinned(&held_out.collect::<Vec<_>>(), COLUMNS),
        }
    }
}

/// The curves of a run, and how many epochs it has.
fn curves(studio: &Studio) -> (Vec<ArmLosses>, usize) {
    let arms = studio.runs().arms();
    let epochs = arms.iter().map(ArmRecord::n_rounds).max();
    let ghosts = studio.ledger().ghosts().enumerate();
    let ghosts = ghosts
        .map(|(place, (pin, ghost))| ArmLosses::of(ArmId::ghost(place), &pin.name, &ghost.losses));
    let curves = arms
        .iter()
        .map(|record| ArmLosses::of(record.arm(), record.name(), record.losses()));
    let curves = ghosts.chain(curves).collect();
    (curves, epochs.unwrap_or(studio.spec().model.epochs))
}

#[component]
fn LossFigure(session: Session) -> impl IntoView {
    let label = Signal::derive(move || session.runs(label));
    let data = move || {
        session.ledger(|_| ());
        session.runs(curves)
    };
    let shown = move || {
        session.study(|_| ());
        session.views(|studio| studio.shown_round().map(|round| round.epoch as f64))
    };
    view! { <Figure class="wide" label base=base(data, draw) overlay=overlay(shown, draw_shown)/> }
}

fn label(studio: &Studio) -> String {
    let part = |arm: &ArmRecord| {
        let last = arm.losses().last()?;
        let (name, loss) = (arm.name(), metric(Some(training_loss(last)?)));
        Some(format!("{name} is at {loss} after epoch {}", last.epoch))
    };
    let parts: Vec<_> = studio.runs().arms().iter().filter_map(part).collect();
    if parts.is_empty() {
        "Losses: nothing is trained yet".into()
    } else {
        format!("Losses: {}", parts.join(", "))
    }
}

fn draw(
    sheet: &Sheet,
    palette: &Palette,
    (arms, epochs): &(Vec<ArmLosses>, usize),
) -> Option<Frame> {
    let arms = arms.iter().map(|arm| Loss {
        arm: arm.arm.index(),
        name: &arm.name,
        training: &arm.training,
        held_out: &arm.held_out,
    });
    let figure = Losses {
        arms: &arms.collect::<Vec<_>>(),
        epochs: *epochs as f64,
    };
    losses(sheet, palette, &figure).ok()
}

fn draw_shown(sheet: &Sheet, frame: &Frame, palette: &Palette, epoch: &Option<f64>) {
    if let Some(epoch) = epoch {
        // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
        let _ = shown_epoch(sheet, frame, palette, *epoch);
    }
}

/// A line of the table: a quantity of each arm.
type Line = (&'static str, fn(&ArmRecord) -> Cell);

const LINES: [Line; 9] = [
    ("Epochs done", |arm| {
        format!("{} of {}", arm.epoch(), arm.n_rounds()).into()
    }),
    ("Time", |arm| duration(arm.elapsed_ms() / 1_000.0).into()),
    ("Training loss", |arm| {
        loss(arm.losses().last().and_then(training_loss))
    }),
    ("Held-out loss", |arm| {
        loss(arm.losses().last().and_then(|loss| loss.held_out))
    }),
    ("Training rows, good", |arm| {
        rows(arm, |facts| facts.real.good)
    }),
    ("Training rows, default", |arm| {
        rows(arm, |facts| facts.real.default)
    }),
    ("Default rows after resampling", |arm| {
        rows(arm, |facts| facts.resampled.default)
    }),
    ("Default rate after resampling", |arm| {
        Cell::share(arm.facts().and_then(|facts| facts.resampled.default_rate()))
    }),
    ("Numbers learnt", numbers_learnt),
];

fn loss(value: Option<f64>) -> Cell {
    Cell {
        shown: value.map_or_else(|| "–".into(), |value| format!("{value:.4}")),
        ..Cell::metric(value)
    }
}

/// What grows while it learns is counted in the end.
fn numbers_learnt(arm: &ArmRecord) -> Cell {
    match arm.learnt() {
        Some(Learnt::Tree(tree)) => Cell::count(tree.nodes().len()),
        Some(Learnt::Card(card)) => Cell::count(card.n_parameters()),
        _ => rows(arm, |facts| facts.n_parameters),
    }
}

fn rows(arm: &ArmRecord, read: fn(&Facts) -> usize) -> Cell {
    arm.facts()
        .map_or_else(|| "–".into(), |facts| Cell::count(read(facts)))
}

#[component]
fn RunTable(session: Session) -> impl IntoView {
    let there =
        Memo::new(move |_| session.lab(|studio| studio.spec().shown_arms().collect::<Vec<_>>()));
    let arms = move || there.get().into_iter();
    let head = move |arm: ArmId| {
        view! {
            <th scope="col" class=arm.class()>
                <span class="swatch"></span>{move || session.lab(|studio| studio.spec().name_of(arm))}
            </th>
        }
    };
    let line = move |(name, read): Line| {
        let cell = move |arm: ArmId| {
            let now = move || session.runs(|studio| studio.runs().arm(arm).map(read));
            view! {
                <td title=move || now().map(|cell| cell.plain)>
                    {move || now().map_or_else(|| "–".into(), |cell| cell.shown)}
                </td>
            }
        };
        view! {
            <tr>
                <th scope="row">{session.said(name)}</th>
                {move || arms().map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <table class="metrics">
            <caption>"The run"</caption>
            <thead>
                <tr><th scope="col">"Quantity"</th>{move || arms().map(head).collect_view()}</tr>
            </thead>
            <tbody>{LINES.map(line).collect_view()}</tbody>
        </table>
    }
}
