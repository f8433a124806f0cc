//! The tab "Training": losses while they fall, and what was learned from.

use leptos::prelude::*;

use super::canvas::{Figure, Sheet};
use super::session::Session;
use crate::experiment::message::Facts;
use crate::experiment::{Arm, ArmRecord};
use crate::figure::{Frame, Loss, Losses, Palette, losses};
use crate::metrics::thinned;
use crate::words::{count, duration, exact, metric, percent};

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
                    <span>"- - "{move || held_out_name(session)}</span>
                </p>
            </header>
            <LossFigure session/>
        </section>
        <section class="panel">
            <div class="scrolls"><RunTable session/></div>
        </section>
    }
}

/// Which rows the held-out loss is of.
fn held_out_name(session: Session) -> &'static str {
    let is_validated = session.record().with(|record| {
        let facts = record.arms().iter().find_map(|arm| arm.facts().cloned());
        facts.is_some_and(|facts| !facts.validation.is_empty())
    });
    if is_validated {
        "validation rows"
    } else {
        "test rows"
    }
}

/// Columns of the figure in which a curve is drawn with all of its ups and downs.
const COLUMNS: usize = 500;

/// Points of an arm's two curves.
#[derive(Clone, PartialEq)]
struct ArmLosses {
    arm: usize,
    training: Vec<(f64, f64)>,
    held_out: Vec<(f64, f64)>,
}

impl ArmLosses {
    fn of(record: &ArmRecord) -> Self {
        let losses = record.losses();
        let training = losses.iter().map(|loss| (loss.epoch as f64, loss.training));
        let held_out = losses
            .iter()
            .filter_map(|loss| Some((loss.epoch as f64, loss.held_out?)));
        Self {
            arm: record.arm().index(),
            training: thinned(&training.collect::<Vec<_>>(), COLUMNS),
            held_out: thinned(&held_out.collect::<Vec<_>>(), COLUMNS),
        }
    }
}

#[component]
fn LossFigure(session: Session) -> impl IntoView {
    let curves = Memo::new(move |_| {
        session.record().with(|record| {
            let epochs = record
                .arms()
                .iter()
                .map(|arm| arm.spec().model.epochs)
                .max();
            let arms = record.arms().iter().map(ArmLosses::of).collect::<Vec<_>>();
            (
                arms,
                epochs.unwrap_or_else(|| session.spec().with(|spec| spec.model.epochs)),
            )
        })
    });
    let label = Signal::derive(move || {
        let parts = session.record().with(|record| {
            let part = |arm: &ArmRecord| {
                let last = arm.losses().last()?;
                let loss = metric(Some(last.training));
                Some(format!(
                    "{} is at {loss} after epoch {}",
                    arm.arm().name(),
                    last.epoch
                ))
            };
            record
                .arms()
                .iter()
                .filter_map(part)
                .collect::<Vec<_>>()
                .join(", ")
        });
        if parts.is_empty() {
            "Losses: nothing is trained yet".into()
        } else {
            format!("Losses: {parts}")
        }
    });
    let nothing = Memo::new(|_| ());
    view! { <Figure class="wide" label base=curves draw overlay=nothing draw_overlay=|_, _, _, ()| ()/> }
}

fn draw(
    sheet: &Sheet,
    palette: &Palette,
    (arms, epochs): &(Vec<ArmLosses>, usize),
) -> Option<Frame> {
    let arms = arms.iter().map(|arm| Loss {
        arm: arm.arm,
        training: &arm.training,
        held_out: &arm.held_out,
    });
    let figure = Losses {
        arms: &arms.collect::<Vec<_>>(),
        epochs: *epochs as f64,
    };
    losses(sheet, palette, &figure).ok()
}

/// A line of the table: a quantity of each arm.
type Line = (&'static str, fn(&ArmRecord) -> (String, String));

const LINES: [Line; 9] = [
    ("Epochs done", |arm| {
        plain(format!("{} of {}", arm.epoch(), arm.spec().model.epochs))
    }),
    ("Time", |arm| plain(duration(arm.elapsed_ms() / 1_000.0))),
    ("Training loss", |arm| {
        loss(arm.losses().last().map(|loss| loss.training))
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
        let rate = arm.facts().and_then(|facts| facts.resampled.default_rate());
        (percent(rate), exact(rate))
    }),
    ("Weights and biases", |arm| {
        rows(arm, |facts| facts.n_parameters)
    }),
];

fn plain(text: String) -> (String, String) {
    (text.clone(), text)
}

fn loss(value: Option<f64>) -> (String, String) {
    (
        value.map_or("–".into(), |value| format!("{value:.4}")),
        exact(value),
    )
}

fn rows(arm: &ArmRecord, read: fn(&Facts) -> usize) -> (String, String) {
    plain(arm.facts().map_or("–".into(), |facts| count(read(facts))))
}

#[component]
fn RunTable(session: Session) -> impl IntoView {
    let arms = move || {
        Arm::TRAINED
            .into_iter()
            .filter(move |&arm| session.trains(arm))
    };
    let head = |arm: Arm| {
        view! {
            <th scope="col" class=format!("arm-{}", arm.index() + 1)>
                <span class="swatch"></span>{arm.name()}
            </th>
        }
    };
    let line = move |(name, read): Line| {
        let cell = move |arm: Arm| {
            let text = move || session.record().with(|record| record.arm(arm).map(read));
            view! {
                <td title=move || text().map(|(_, exact)| exact)>
                    {move || text().map_or("–".into(), |(text, _)| text)}
                </td>
            }
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
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
