//! How the scores of either class are spread, an arm a line, with the cut line.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{Axis, Frame, Palette, Scores, cut_line, scores};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::session::Session;
use crate::words::{count, significant};

/// Bins of two points of probability.
const BINS: usize = 50;

/// A histogram an arm; the axis is labelled under the last.
#[component]
pub fn Histograms(session: Session) -> impl IntoView {
    let line = move |arm: Arm| {
        view! {
            <Show when=move || session.shows(arm)>
                <div class=format!("histogram arm-{}", arm.index() + 1)>
                    <h3><span class="swatch"></span>{arm.name()}</h3>
                    <Histogram session arm/>
                </div>
            </Show>
        }
    };
    view! {
        <div class="histograms">
            {Arm::ALL.map(line).collect_view()}
            <p class="key" aria-hidden="true">
                <span class="good">"▲ good customers"</span>
                <span class="default">"▼ defaults"</span>
                <span>"right of the line: rejected"</span>
            </p>
        </div>
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
fn Histogram(session: Session, arm: Arm) -> impl IntoView {
    let is_last = move || Arm::ALL.into_iter().rfind(|&arm| session.shows(arm)) == Some(arm);
    let bars = Memo::new(move |_| {
        let scale = session.scale().get();
        let counts = session
            .view(arm)
            .map(|view| view.judged.test.counts_between(&scale.score_edges(BINS)))
            .unwrap_or_default();
        let axis = if is_last() {
            scale.axis()
        } else {
            scale.axis().unlabelled()
        };
        Bars {
            axis,
            edges: scale.edges(BINS),
            good: counts.iter().map(|[good, _]| *good).collect(),
            default: counts.iter().map(|[_, default]| *default).collect(),
        }
    });
    let cut = Memo::new(move |_| {
        session
            .scale()
            .with(|s| s.position(session.threshold().get()))
    });
    let label = Signal::derive(move || {
        let threshold = significant(session.threshold().get(), 4);
        let flagged = session
            .confusion(arm)
            .map_or(0, |confusion| confusion.n_flagged());
        let rows = session
            .view(arm)
            .map_or(0, |view| view.judged.test.n_samples());
        format!(
            "Scores, {}: {} of {} test rows have a score of at least {threshold}",
            arm.name(),
            count(flagged),
            count(rows),
        )
    });
    let on_pointing = Callback::new(move |pointing: Pointing| {
        if pointing.gesture != Gesture::Hover {
            session.set_threshold(
                session
                    .scale()
                    .with_untracked(|s| s.threshold(pointing.at.0)),
            );
        }
    });
    view! {
        <Figure class="scores" label base=bars draw overlay=cut draw_overlay on_pointing/>
    }
}

fn draw(sheet: &Sheet, palette: &Palette, bars: &Bars) -> Option<Frame> {
    let figure = Scores {
        axis: &bars.axis,
        edges: &bars.edges,
        good: &bars.good,
        default: &bars.default,
        tallest: (0, 0),
    };
    scores(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, at: &f64) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = cut_line(sheet, frame, palette, *at);
}
