//! The distance of Kolmogorov and Smirnov.

use leptos::prelude::*;

use super::ranking::{caught, curve, dots, flags, gains_twin, label, turned_away};
use crate::figure::{Axis, Frame, Gap, Lines, Palette, gap, lines};
use crate::page::canvas::{Figure, Sheet, base, overlay};
use crate::page::line_figure::{ArmLine, draw_marks};
use crate::page::session::Session;
use crate::studio::{ArmView, Studio, widest_gap};
use crate::words::metric;

/// Both curves of each arm, and where they are farthest apart.
struct Distances {
    curves: Vec<ArmLine>,
    gaps: Vec<Gap>,
    flagged: String,
}

impl Distances {
    fn of(studio: &Studio) -> Self {
        let views = studio.views();
        let both = |view: &ArmView| [caught, turned_away].map(|place| curve(view, place));
        let gap = |view: &ArmView| {
            let widest = widest_gap(view.test())?;
            Some(Gap {
                arm: view.arm.index(),
                x: widest.share_flagged()?,
                low: widest.false_positive_rate()?,
                high: widest.recall()?,
            })
        };
        Self {
            curves: views.drawn().flat_map(both).collect(),
            gaps: views.arms.iter().filter_map(gap).collect(),
            flagged: studio.say("Share of applicants flagged"),
        }
    }
}

/// How far the defaults lie from the good customers.
#[component]
pub fn KsFigure(session: Session) -> impl IntoView {
    const NAME: &str = "KS curve";
    let data = move || session.views(Distances::of);
    let marks = move || {
        session.standings(|studio| {
            let mut marks = dots(studio, caught);
            marks.dots.extend(dots(studio, turned_away).dots);
            marks
        })
    };
    let label = label(session, NAME, |ranking, _| metric(Some(ranking.ks().value)));
    let twin = gains_twin(session, NAME, "Recall less false-positive rate", |point| {
        Some(point.recall - point.false_positive_rate)
    });
    view! {
        <section class="panel">
            <header>
                <h2>{NAME}</h2>
                <span class="summary">{session.said("defaults above, good customers below; the bracket is KS")}</span>
            </header>
            <Figure class="square" label base=base(data, draw) overlay=overlay(marks, draw_marks)
                twin on_pointing=flags(session)/>
        </section>
    }
}

fn draw(sheet: &Sheet, palette: &Palette, distances: &Distances) -> Option<Frame> {
    let curves: Vec<_> = distances.curves.iter().map(ArmLine::curve).collect();
    let figure = Lines {
        singles: &[],
        x: &Axis::share(&distances.flagged),
        y: &Axis::share("Share of the class flagged"),
        is_square: true,
        margins: None,
        curves: &curves,
        ranges: &[],
        references: &[],
    };
    let frame = lines(sheet, palette, &figure).ok()?;
    for bracket in &distances.gaps {
        gap(sheet, &frame, palette, *bracket).ok()?;
    }
    Some(frame)
}
