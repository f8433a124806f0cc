//! The detection error trade-off.

use leptos::prelude::*;

use super::ranking::{DIGITS, Place, Point, curves, dots, label};
use crate::figure::{Det, Frame, Palette, det, det_point};
use crate::metrics::Confusion;
use crate::page::canvas::{Figure, Sheet, base, overlay};
use crate::page::line_figure::{ArmLine, draw_marks};
use crate::page::session::Session;
use crate::studio::Studio;
use crate::words::{Cell, Table, percent};

/// Miss rate against false-positive rate on normal-deviate axes.
#[component]
pub fn DetFigure(session: Session) -> impl IntoView {
    const NAME: &str = "Detection error trade-off";
    let data = move || session.views(|studio| curves(studio, rates));
    let place: Place = |cells| rates(cells).map(det_point);
    let marks = move || session.standings(|studio| dots(studio, place));
    let label = label(session, NAME, |_, cells| {
        let missed = cells.recall().map(|recall| 1.0 - recall);
        format!("misses {}", percent(missed))
    });
    let twin = Callback::new(move |()| session.views(table));
    view! {
        <section class="panel">
            <header><h2>{NAME}</h2></header>
            <Figure class="square" label base=base(data, |sheet, palette, arms| draw(sheet, palette, arms)) overlay=overlay(marks, draw_marks) twin/>
        </section>
    }
}

/// False-positive rate and miss rate.
fn rates(cells: &Confusion<f64>) -> Option<Point> {
    Some((cells.false_positive_rate()?, 1.0 - cells.recall()?))
}

fn table(studio: &Studio) -> Table {
    let head = ["Model", "False-positive rate", "Miss rate"];
    let mut table = Table::new("Detection error trade-off", &head);
    for view in studio.views().drawn() {
        for (fpr, miss) in view.test().det() {
            let rates = [fpr, miss].map(|rate| Cell::number(Some(rate), DIGITS));
            table.push(std::iter::once(view.name().into()).chain(rates));
        }
    }
    table
}

fn draw(sheet: &Sheet, palette: &Palette, arms: &[ArmLine]) -> Option<Frame> {
    let curves: Vec<_> = arms.iter().map(ArmLine::curve).collect();
    det(sheet, palette, &Det { curves: &curves }).ok()
}
