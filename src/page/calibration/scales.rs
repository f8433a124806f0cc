//! What each scale does to each arm's scores, in numbers.

use std::sync::Arc;

use leptos::prelude::*;

use crate::experiment::Reading;
use crate::metrics::{Calibration, Recalibration, ScaleKind};
use crate::page::session::{ArmView, Session};
use crate::words::{exact, metric};

/// A quantity of a calibration.
type Quantity = (&'static str, fn(&Calibration) -> Option<f64>);

const COMPARED: [Quantity; 4] = [
    ("Brier score", |calibration| Some(calibration.brier_score)),
    ("Log loss", |calibration| Some(calibration.log_loss)),
    ("ECE", |calibration| {
        Some(calibration.expected_calibration_error)
    }),
    ("Mean score", |calibration| Some(calibration.mean_score)),
];

/// Every scale of every arm: what moves and what stays.
#[component]
pub fn ScaleComparison(session: Session) -> impl IntoView {
    let how = Memo::new(move |_| {
        session
            .study()
            .with(|study| (study.prevalence, study.binning))
    });
    let readings = Memo::new(move |_| {
        let prevalence = how.get().0;
        let read = move |view: ArmView| {
            let judged = Arc::clone(&view.reading.judged);
            let own = view.reading.asked;
            ScaleKind::ALL.map(|kind| {
                let reading = Reading::new(Arc::clone(&judged), kind, prevalence);
                (kind == own, Arc::new(reading))
            })
        };
        session
            .views()
            .get()
            .into_iter()
            .flat_map(read)
            .collect::<Vec<_>>()
    });
    let line = move |(is_own, reading): (bool, Arc<Reading>)| {
        let calibration = reading.test.calibration(how.get().1);
        let calibration = calibration.filter(|_| reading.refusal.is_none());
        let name = format!("{}, {}", reading.judged.name, reading.asked.name());
        let cell = |(_, read): Quantity| {
            let value = calibration.as_ref().and_then(read);
            view! { <td title=value.map(|value| value.to_string())>{metric(value)}</td> }
        };
        let auc = reading.test.roc_auc();
        view! {
            <tr class:explained=is_own>
                <th scope="row">{name}</th>
                <td title=auc.to_string()>{metric(Some(auc))}</td>
                {COMPARED.map(cell).collect_view()}
                <td class="note">{reading.refusal.clone()}</td>
            </tr>
        }
    };
    let heads = COMPARED.map(|(name, _)| view! { <th scope="col">{name}</th> });
    view! {
        <table class="metrics wraps">
            <caption>"Before and after: the ranking stays, the probabilities move"</caption>
            <thead>
                <tr>
                    <th scope="col">"Model and scale"</th>
                    <th scope="col">"ROC AUC"</th>
                    {heads.collect_view()}
                    <th scope="col"><span class="visually-hidden">"why there is none"</span></th>
                </tr>
            </thead>
            <tbody>{move || readings.get().into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

/// A line of the table of calibration: name, meaning and value.
type Line = (&'static str, &'static str, fn(&Both) -> Option<f64>);

/// What is said of an arm's scores.
type Both = (Calibration, Recalibration);

const LINES: [Line; 14] = [
    ("Mean score", "what the model expects on average", |both| {
        Some(both.0.mean_score)
    }),
    ("Default rate", "what happened on average", |both| {
        Some(both.0.observed_rate)
    }),
    (
        "Expected over observed",
        "1 is right; above 1 risks are overstated",
        |both| Some(both.0.expected_over_observed),
    ),
    (
        "Expected calibration error",
        "how far scores lie from default rates, bin by bin, on average",
        |both| Some(both.0.expected_calibration_error),
    ),
    (
        "Maximum calibration error",
        "the same in the worst bin",
        |both| Some(both.0.maximum_calibration_error),
    ),
    (
        "Calibration in the large",
        "what is to be added to the log-odds; 0 is right",
        |both| both.1.in_the_large,
    ),
    (
        "Calibration intercept",
        "of a logistic fit of the outcomes on the log-odds; 0 is right",
        |both| both.1.intercept,
    ),
    (
        "Calibration slope",
        "of the same fit; 1 is right, below 1 scores are too extreme",
        |both| both.1.slope,
    ),
    (
        "Brier score",
        "reliability less resolution plus uncertainty",
        |both| Some(both.0.brier_score),
    ),
    (
        "Reliability",
        "how far scores lie from what happened to those who have them",
        |both| Some(both.0.reliability),
    ),
    (
        "Resolution",
        "how far these default rates lie apart; more is better",
        |both| Some(both.0.resolution),
    ),
    (
        "Uncertainty",
        "the Brier score of knowing the default rate alone",
        |both| Some(both.0.uncertainty),
    ),
    (
        "Brier score of the good",
        "over good customers alone",
        |both| Some(both.0.brier_of_good),
    ),
    (
        "Brier score of the defaults",
        "over defaults alone",
        |both| Some(both.0.brier_of_default),
    ),
];

/// The calibration of each arm on its scale.
#[component]
pub fn CalibrationTable(session: Session) -> impl IntoView {
    let calibrations = Memo::new(move |_| {
        let binning = session.study().with(|study| study.binning);
        let both = |view: ArmView| {
            let calibration = view.test().calibration(binning)?;
            Some((calibration, view.test().recalibration()?))
        };
        session
            .views()
            .get()
            .into_iter()
            .map(both)
            .collect::<Vec<_>>()
    });
    let heads = move || {
        let head = |view: ArmView| {
            let name = view.name().to_owned();
            view! {
                <th scope="col" class=format!("arm-{}", view.arm.index() + 1)>
                    <span class="swatch"></span>{name}
                </th>
            }
        };
        session.views().get().into_iter().map(head).collect_view()
    };
    let line = move |(name, meaning, read): Line| {
        let cells = move || {
            let cell = |both: Option<Both>| {
                let value = both.as_ref().and_then(read);
                view! { <td title=exact(value)>{value.map_or_else(|| "–".into(), |value| format!("{value:.4}"))}</td> }
            };
            calibrations.get().into_iter().map(cell).collect_view()
        };
        view! {
            <tr>
                <th scope="row">{name}<span class="meaning">": "{meaning}</span></th>
                {cells}
            </tr>
        }
    };
    view! {
        <table class="metrics">
            <caption>"Calibration"</caption>
            <thead><tr><th scope="col">"Quantity"</th>{heads}</tr></thead>
            <tbody>{LINES.map(line).collect_view()}</tbody>
        </table>
    }
}
