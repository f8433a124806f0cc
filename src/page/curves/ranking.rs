//! What the figures over the ranking have in common: their points, dots and words.

use leptos::prelude::*;

use crate::figure::Mark;
use crate::metrics::{Confusion, GainPoint, Ranking};
use crate::page::canvas::{Gesture, Pointing};
use crate::page::line_figure::{ArmLine, LineMarks};
use crate::page::session::Session;
use crate::studio::{ArmView, Studio, Verb, cells_along};
use crate::words::{Cell, Table};

/// Points of a curve that are evenly taken.
const POINTS: usize = 700;

/// Significant digits of a number behind a curve.
pub const DIGITS: usize = 4;

/// `(x, y)`.
pub type Point = (f64, f64);

/// Where a cut stands on a figure; `None` where it is undefined.
pub type Place = fn(&Confusion<f64>) -> Option<Point>;

/// The curve of an arm.
pub fn curve(view: &ArmView, place: Place) -> ArmLine {
    let cells = cells_along(view.test(), POINTS);
    ArmLine::of(view, cells.iter().filter_map(place).collect())
}

/// The curve of each arm, and of ghosts behind them.
pub fn curves(studio: &Studio, place: Place) -> Vec<ArmLine> {
    let views = studio.views().drawn();
    views.map(|view| curve(view, place)).collect()
}

/// Each arm with the cells at its threshold.
fn cuts(studio: &Studio) -> impl Iterator<Item = (&ArmView, &Confusion<f64>)> {
    let arms = studio.views().arms.iter().zip(studio.standings());
    arms.map(|(view, standing)| (view, &standing.outcomes))
}

/// A dot an arm at its threshold.
pub fn dots(studio: &Studio, place: Place) -> LineMarks {
    let dot = |(view, cells): (&ArmView, &Confusion<f64>)| {
        Some(Mark {
            arm: view.arm.index(),
            at: place(cells)?,
        })
    };
    LineMarks {
        dots: cuts(studio).filter_map(dot).collect(),
        cut: None,
    }
}

/// "as is 0.35, SMOTE 0.56".
fn each(studio: &Studio, words: fn(&Ranking, &Confusion<f64>) -> String) -> String {
    let part = |(view, cells): (&ArmView, &Confusion<f64>)| {
        format!("{} {}", view.name(), words(view.test(), cells))
    };
    let parts: Vec<_> = cuts(studio).map(part).collect();
    if parts.is_empty() {
        "nothing is trained yet".into()
    } else {
        parts.join(", ")
    }
}

/// A figure's name, and what it says of each arm at its threshold.
pub fn label(
    session: Session,
    name: &'static str,
    words: fn(&Ranking, &Confusion<f64>) -> String,
) -> Signal<String> {
    Signal::derive(move || {
        let words = session.standings(|studio| each(studio, words));
        format!("{name}: {words}")
    })
}

/// A press or a drag on a figure whose x axis is the share flagged.
pub fn flags(session: Session) -> Callback<Pointing> {
    Callback::new(move |pointing: Pointing| {
        if !matches!(pointing.gesture, Gesture::Press | Gesture::Drag) {
            return;
        }
        let threshold = session.now(|studio| {
            let first = studio.views().arms.first()?;
            first.test().threshold_at_share(pointing.at.0)
        });
        if let Some(threshold) = threshold {
            session.perform(Verb::Threshold(threshold));
        }
    })
}

/// The share of the defaults that is caught, over the share flagged.
pub fn caught(cells: &Confusion<f64>) -> Option<Point> {
    Some((cells.share_flagged()?, cells.recall()?))
}

/// The share of the good customers that is turned away, over the share flagged.
pub fn turned_away(cells: &Confusion<f64>) -> Option<Point> {
    Some((cells.share_flagged()?, cells.false_positive_rate()?))
}

/// Every point of the gains curves with a value, as a table.
pub fn gains_twin(
    session: Session,
    caption: &'static str,
    column: &'static str,
    value: fn(&GainPoint) -> Option<f64>,
) -> Callback<(), Table> {
    let table = move |studio: &Studio| {
        let mut table = Table::new(caption, &["Model", "Share flagged", column]);
        for view in studio.views().drawn() {
            for point in view.test().gains() {
                let numbers = [Some(point.share_flagged), value(&point)];
                let numbers = numbers.map(|number| Cell::number(number, DIGITS));
                table.push(std::iter::once(view.name().into()).chain(numbers));
            }
        }
        table
    };
    Callback::new(move |()| session.views(table))
}
