//! How the scores of either class are spread, an arm a line, with the cut line: as bars, or every
//! applicant as a dot.

use leptos::prelude::*;

use crate::experiment::Arm;
use crate::figure::{
    Axis, CountScale, Dot, Frame, Palette, People, ScoreScale, Scores, cut_line, people, rejected,
    scores,
};
use crate::metrics::Crowd;
use crate::page::canvas::{Figure, Gesture, Pointing, Sheet};
use crate::page::gallery::Key;
use crate::page::session::Session;
use crate::words::{Table, count, significant};

/// Bins of two points of probability.
const BINS: usize = 50;

/// Dots at most, of each arm.
const DOTS: usize = 2_000;

/// The size of a saved histogram.
const SAVED: (u32, u32) = (900, 260);

/// What scores are shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Bars, as long as their rows on this scale.
    Bars(CountScale),
    /// Dots.
    People,
}

/// Rows per bin of each arm, `[good, default]`.
type Counts = Vec<(Arm, Vec<[usize; 2]>)>;

/// A figure an arm; the axis is labelled under the last.
#[component]
pub fn Histograms(session: Session, look: RwSignal<Look>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let edges = session.scale().with(|scale| scale.score_edges(BINS));
        let views = session.views().get().into_iter();
        views
            .map(|view| (view.arm, view.test().counts_between(&edges)))
            .collect::<Counts>()
    });
    let figure = move |arm: Arm| match look.get() {
        Look::Bars(scale) => view! { <Histogram session arm counts scale/> }.into_any(),
        Look::People => view! { <PeopleFigure session arm counts/> }.into_any(),
    };
    let key = move || match look.get() {
        Look::Bars(_) => view! {
            <span class="good">"▲ good customers"</span>
            <span class="default">"▼ defaults"</span>
            <span>"right of the line: rejected"</span>
        }
        .into_any(),
        Look::People => view! {
            <span>"□ good customers, above"</span>
            <span>"■ defaults, below"</span>
            <span>"light: approved, dark: rejected"</span>
        }
        .into_any(),
    };
    view! {
        <div class="histograms">
            <For each=move || session.shown().get() key=|arm| *arm let:arm>
                <div class=format!("histogram arm-{}", arm.index() + 1)>
                    <p><span class="swatch"></span>{move || session.name(arm)}</p>
                    <div>{move || figure(arm)}</div>
                </div>
            </For>
            <p class="key" aria-hidden="true">{key}</p>
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
    scale: CountScale,
}

/// The most rows of either class in a bin of any arm.
fn tallest(counts: &Counts) -> (usize, usize) {
    let of = |class: usize| {
        let bins = counts.iter().flat_map(|(_, bins)| bins);
        bins.map(|bin| bin[class]).max().unwrap_or(0)
    };
    (of(0), of(1))
}

impl Bars {
    /// The bars of one arm on a scale that holds those of all.
    fn of(arm: Arm, counts: &Counts, axis: Axis, edges: Vec<f64>, scale: CountScale) -> Self {
        let of_class = |class: usize| {
            let own = counts
                .iter()
                .filter(|(of, _)| *of == arm)
                .flat_map(|(_, bins)| bins);
            own.map(|bin| bin[class]).collect()
        };
        Self {
            axis,
            edges,
            good: of_class(0),
            default: of_class(1),
            tallest: tallest(counts),
            scale,
        }
    }
}

/// The axis of an arm's figure: labelled under the last arm only.
fn axis_of(session: Session, arm: Arm, scale: &ScoreScale) -> Axis {
    let is_last = session.shown().with(|arms| arms.last() == Some(&arm));
    if is_last {
        scale.axis()
    } else {
        scale.axis().unlabelled()
    }
}

/// What an arm's figure of scores says.
fn label_of(session: Session, arm: Arm) -> String {
    let threshold = session.threshold_of(arm);
    let flagged = session.confusion(arm);
    let flagged = flagged.map_or(0, |confusion| confusion.n_flagged());
    let view = session.view(arm);
    let rows = view.map_or(0, |view| view.test().n_samples());
    format!(
        "Scores, {}: {} of {} test rows have a score of at least {}",
        session.name(arm),
        count(flagged),
        count(rows),
        threshold.map_or_else(|| "–".into(), |threshold| significant(threshold, 4)),
    )
}

/// Where the cut stands on the axis; beyond it where the threshold is above every score there is.
fn cut_of(session: Session, arm: Arm) -> f64 {
    let Some(threshold) = session.threshold_of(arm) else {
        return f64::NAN;
    };
    session.scale().with(|scale| scale.position(threshold))
}

/// A press or a drag on a figure of scores moves the arm's threshold.
fn pointing_of(session: Session, arm: Arm) -> Callback<Pointing> {
    Callback::new(move |pointing: Pointing| {
        if pointing.gesture != Gesture::Hover {
            let scale = session.scale();
            let threshold = scale.with_untracked(|scale| scale.threshold(pointing.at.0));
            session.set_threshold_of(arm, threshold);
        }
    })
}

#[component]
fn Histogram(session: Session, arm: Arm, counts: Memo<Counts>, scale: CountScale) -> impl IntoView {
    let bars = Memo::new(move |_| {
        let places = session.scale().get();
        let axis = axis_of(session, arm, &places);
        counts.with(|counts| Bars::of(arm, counts, axis, places.edges(BINS), scale))
    });
    let cut = Memo::new(move |_| cut_of(session, arm));
    let label = Signal::derive(move || label_of(session, arm));
    let on_pointing = pointing_of(session, arm);
    let twin = Callback::new(move |()| numbers(session, arm, counts));
    view! {
        <Figure class="scores" label base=bars draw overlay=cut draw_overlay on_pointing twin
            key=Key::Classes saved=SAVED/>
    }
}

fn numbers(session: Session, arm: Arm, counts: Memo<Counts>) -> Table {
    let caption = format!("Scores of the test rows, {}", session.name(arm));
    let mut table = Table::new(&caption, &["Score from", "to", "Good", "Default"]);
    let edges = session.scale().with(|scale| scale.score_edges(BINS));
    counts.with(|counts| {
        let own = counts.iter().filter(|(of, _)| *of == arm);
        let bins = own.flat_map(|(_, bins)| bins);
        for (pair, [good, default]) in edges.windows(2).zip(bins) {
            let ends = pair.iter().map(|&edge| significant(edge, 4));
            table.push(ends.chain([count(*good), count(*default)]));
        }
    });
    table
}

fn draw(sheet: &Sheet, palette: &Palette, bars: &Bars) -> Option<Frame> {
    let figure = Scores {
        axis: &bars.axis,
        edges: &bars.edges,
        good: &bars.good,
        default: &bars.default,
        tallest: bars.tallest,
        counts: bars.scale,
    };
    scores(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, at: &f64) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = cut_line(sheet, frame, palette, *at);
}

/// Dots on both canvases.
#[derive(Clone, PartialEq)]
struct Dots {
    axis: Axis,
    edges: Vec<f64>,
    dots: Vec<Dot>,
    applicants_per_dot: usize,
    tallest: (usize, usize),
}

impl Dots {
    fn of(crowd: &Crowd, places: &ScoreScale, axis: Axis, tallest: (usize, usize)) -> Self {
        let dot = |person: &crate::metrics::Person| Dot {
            at: places.position(person.score),
            is_default: person.is_default,
        };
        let most = |rows: usize| rows.div_ceil(crowd.applicants_per_dot);
        Self {
            axis,
            edges: places.edges(BINS),
            dots: crowd.people.iter().map(dot).collect(),
            applicants_per_dot: crowd.applicants_per_dot,
            tallest: (most(tallest.0), most(tallest.1)),
        }
    }

    fn figure(&self) -> People<'_> {
        People {
            axis: &self.axis,
            edges: &self.edges,
            dots: &self.dots,
            applicants_per_dot: self.applicants_per_dot,
            tallest: self.tallest,
        }
    }
}

#[component]
fn PeopleFigure(session: Session, arm: Arm, counts: Memo<Counts>) -> impl IntoView {
    let dots = Memo::new(move |_| {
        let places = session.scale().get();
        let axis = axis_of(session, arm, &places);
        let view = session.view(arm);
        let crowd = view.map(|view| view.test().crowd(DOTS));
        let crowd = crowd.unwrap_or(Crowd {
            people: Vec::new(),
            applicants_per_dot: 1,
        });
        std::sync::Arc::new(Dots::of(&crowd, &places, axis, counts.with(tallest)))
    });
    let cut = Memo::new(move |_| {
        // Above every score nobody is rejected, though the axis has no place for that.
        let view = session.view(arm);
        let is_above = view.is_some_and(|view| {
            let highest = view.test().thresholds().first().copied();
            session.threshold_of(arm) > highest
        });
        let (left, right) = session.scale().with(ScoreScale::range);
        let beyond = if left < right {
            f64::INFINITY
        } else {
            f64::NEG_INFINITY
        };
        (
            dots.get(),
            if is_above {
                beyond
            } else {
                cut_of(session, arm)
            },
        )
    });
    let label = Signal::derive(move || label_of(session, arm));
    let on_pointing = pointing_of(session, arm);
    let twin = Callback::new(move |()| numbers(session, arm, counts));
    view! {
        <Figure class="scores" label base=dots draw=draw_people overlay=cut draw_overlay=draw_rejected
            on_pointing twin key=Key::Nothing saved=SAVED/>
    }
}

/// Dots shared by both canvases.
type SharedDots = std::sync::Arc<Dots>;

fn draw_people(sheet: &Sheet, palette: &Palette, dots: &SharedDots) -> Option<Frame> {
    people(sheet, palette, &dots.figure()).ok()
}

fn draw_rejected(sheet: &Sheet, frame: &Frame, palette: &Palette, (dots, at): &(SharedDots, f64)) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = rejected(sheet, frame, palette, &dots.figure(), *at);
}
