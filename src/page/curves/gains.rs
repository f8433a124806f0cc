//! Gains and lift.

use leptos::prelude::*;

use super::ranking::{Point, caught, curves, dots, flags, gains_twin, label};
use crate::figure::{Axis, Reference};
use crate::metrics::Confusion;
use crate::page::line_figure::{LineData, LineFigure};
use crate::page::session::Session;
use crate::studio::Studio;
use crate::words::{metric, percent};

/// Share of the defaults caught against share flagged.
#[component]
pub fn GainsFigure(session: Session) -> impl IntoView {
    const NAME: &str = "Cumulative gains";
    let data = move || {
        session.views(|studio| LineData {
            singles: Vec::new(),
            x: Axis::share(&studio.say("Share of applicants flagged")),
            y: Axis::share(&studio.say("Share of defaults caught")),
            is_square: true,
            margins: None,
            curves: curves(studio, caught),
            references: chance_and_perfection(studio),
        })
    };
    let marks = move || session.standings(|studio| dots(studio, caught));
    let label = label(session, NAME, |_, cells| {
        format!(
            "recall {} by flagging {}",
            percent(cells.recall()),
            percent(cells.share_flagged())
        )
    });
    let twin = gains_twin(session, NAME, "Recall", |point| Some(point.recall));
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <LineFigure class="square" label data=Box::new(data) marks=Box::new(marks) twin
                on_pointing=flags(session)/>
        </section>
    }
}

/// The diagonal of guessing, and the best that any model can do.
fn chance_and_perfection(studio: &Studio) -> Vec<Reference> {
    let first = studio.views().arms.first();
    let to = |to| Reference {
        from: (0.0, 0.0),
        to,
    };
    let perfect = first.map(|view| to((view.test().prevalence(), 1.0)));
    std::iter::once(to((1.0, 1.0))).chain(perfect).collect()
}

/// How many times as many defaults as among all are among the flagged.
#[component]
pub fn LiftFigure(session: Session) -> impl IntoView {
    const NAME: &str = "Lift";
    let data = move || session.views(lift_data);
    let marks = move || session.standings(|studio| dots(studio, lift));
    let label = label(session, NAME, |_, cells| {
        metric(lift(cells).map(|point| point.1))
    });
    let twin = gains_twin(session, NAME, "Lift", |point| point.lift);
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <LineFigure class="square" label data=Box::new(data) marks=Box::new(marks) twin
                on_pointing=flags(session)/>
        </section>
    }
}

/// Precision over prevalence, over the share flagged.
fn lift(cells: &Confusion<f64>) -> Option<Point> {
    let lift = cells.precision()? / cells.prevalence()?;
    Some((cells.share_flagged()?, lift))
}

fn lift_data(studio: &Studio) -> LineData {
    let curves = curves(studio, lift);
    let points = curves.iter().flat_map(|line| &line.points);
    let highest = points.map(|point| point.1).fold(2.0, f64::max);
    LineData {
        singles: Vec::new(),
        x: Axis::share(&studio.say("Share of applicants flagged")),
        y: Axis::from_zero("Lift (precision over prevalence)", highest),
        is_square: true,
        margins: None,
        curves,
        references: vec![Reference {
            from: (0.0, 1.0),
            to: (1.0, 1.0),
        }],
    }
}
