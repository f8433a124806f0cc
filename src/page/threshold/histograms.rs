//! How the scores of either class are spread, an arm a line, with the cut line.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{Axis, Frame, Palette, Scores, cut_line, scores};
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::session::Session;
use crate::words::{count, significant};

/// Bins of two points of probability.
const BINS: usize = 50;

/// Rows per bin of each arm, `[good, default]`.
type Counts = Vec<(Arm, Vec<[usize; 2]>)>;

/// A histogram an arm; the axis is labelled under the last.
#[component]
pub fn Histograms(session: Session) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let edges = session.scale().with(|scale| scale.score_edges(BINS));
        let views = session.views().get().into_iter();
        views
            .map(|view| (view.arm, view.judged.test.counts_between(&edges)))
            .collect::<Counts>()
    });
    view! {
        <div class="histograms">
            <For each=move || session.shown().get() key=|arm| *arm let:arm>
                <div class=format!("histogram arm-{}", arm.index() + 1)>
                    <p><span class="swatch"></span>{move || session.name(arm)}</p>
                    <Histogram session arm counts/>
                </div>
            </For>
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
    tallest: (usize, usize),
}

impl Bars {
    /// The bars of one arm on a scale that holds those of all.
    fn of(arm: Arm, counts: &Counts, axis: Axis, edges: Vec<f64>) -> Self {
        let of_class = |class: usize| {
            let own = counts
                .iter()
                .filter(|(of, _)| *of == arm)
                .flat_map(|(_, bins)| bins);
            own.map(|bin| bin[class]).collect()
        };
        let tallest = |class: usize| {
            counts
                .iter()
                .flat_map(|(_, bins)| bins)
                .map(|bin| bin[class])
                .max()
                .unwrap_or(0)
        };
        Self {
            axis,
            edges,
            good: of_class(0),
            default: of_class(1),
            tallest: (tallest(0), tallest(1)),
        }
    }
}

#[component]
fn Histogram(session: Session, arm: Arm, counts: Memo<Counts>) -> impl IntoView {
    let is_last = move || session.shown().with(|arms| arms.last() == Some(&arm));
    let bars = Memo::new(move |_| {
        let scale = session.scale().get();
        let axis = if is_last() {
            scale.axis()
        } else {
            scale.axis().unlabelled()
        };
        counts.with(|counts| Bars::of(arm, counts, axis, scale.edges(BINS)))
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
            session.name(arm),
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
        tallest: bars.tallest,
    };
    scores(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, at: &f64) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = cut_line(sheet, frame, palette, *at);
}
