//! How the scores of either class are spread, an arm a line, with the cut line: as bars, or every
//! applicant as a dot.

use std::rc::Rc;

use leptos::prelude::*;

use crate::experiment::ArmId;
use crate::figure::{
    Axis, Column, CountScale, Frame, Palette, People, ScoreHistogram, cut_line, people, rejected,
    score_axis, scores,
};
use crate::metrics::{Stack, rows_per_dot};
use crate::page::canvas::{Base, Figure, Gesture, Overlay, Pointing, Sheet, base, overlay};
use crate::page::gallery::Key;
use crate::page::session::Session;
use crate::studio::{Look, Studio, Verb};
use crate::words::{Cell, Table, count, threshold, typeset};

/// Bins of two points of probability.
const BINS: usize = 50;

/// Bins of people, wide enough for dots to stand side by side.
const PEOPLE_BINS: usize = 20;

/// Dots of defaults in a bin at most; where there are more, a dot stands for several.
const MOST_DEFAULTS: usize = 24;

/// Dots of a class in a bin that are drawn at most.
const MOST_DOTS: usize = 160;

/// The size of a saved histogram.
const SAVED: (u32, u32) = (900, 260);

/// Arms of which people can be told apart one by one: the rows of more are too low for that, and show bars.
const MOST_IN_PEOPLE: usize = 4;

/// What scores are shown as.
fn look_of(studio: &Studio) -> Look {
    match studio.study().look {
        Look::People if studio.views().shown.len() > MOST_IN_PEOPLE => Look::LogBars,
        look => look,
    }
}

/// A figure an arm; the axis is labelled under the last.
#[component]
pub fn Histograms(session: Session) -> impl IntoView {
    let look = Memo::new(move |_| {
        session.views(|_| ());
        session.study(|studio| look_of(studio) as usize)
    });
    let is_people = move || look.get() == Look::People as usize;
    let figure = move |arm: ArmId| look.with(|_| view! { <ScoreFigure session arm/> });
    let key = move || {
        let decided = if is_people() {
            "hollow: approved, filled: rejected"
        } else {
            "right of the line: rejected"
        };
        let said = |text| session.views(|studio| studio.say(text));
        view! {
            <span class="good">"▲ "{said("good customers")}</span>
            <span class="default">"▼ "{said("defaults")}</span>
            <span>{said(decided)}</span>
        }
    };
    view! {
        <div class="histograms">
            <For each=move || session.views(|studio| studio.views().shown.clone()) key=|arm| *arm let:arm>
                <div class=format!("histogram arm-{}", arm.index() + 1)>
                    <p><span class="swatch"></span>{move || session.views(|studio| studio.name_of(arm))}</p>
                    <div>{move || figure(arm)}</div>
                </div>
            </For>
            <p class="key" aria-hidden="true">{key}</p>
        </div>
    }
}

/// The scores of an arm, shown as the study says when it is made.
#[component]
fn ScoreFigure(session: Session, arm: ArmId) -> impl IntoView {
    let look = session.now(look_of);
    let (lower, upper, key): (Base, Overlay, Key) = match look {
        Look::People => {
            // The dots are the same on both canvases, and made once for each ranking.
            let kept = StoredValue::new_local((u64::MAX, None::<Rc<Dots>>));
            let dots = move |studio: &Studio| {
                let n_views = studio.changes().views;
                kept.try_update_value(|(of, dots)| {
                    if *of != n_views {
                        (*of, *dots) = (n_views, Some(Rc::new(Dots::of(studio, arm))));
                    }
                    dots.clone()
                })
                .flatten()
            };
            let marks = move |studio: &Studio| (dots(studio), cut_of_people(studio, arm));
            (
                base(move || session.views(dots), draw_people),
                overlay(move || session.standings(marks), draw_rejected),
                Key::Classes,
            )
        }
        Look::LogBars | Look::LinearBars => (
            base(
                move || session.views(|studio| Bars::of(studio, arm, look)),
                draw,
            ),
            overlay(
                move || session.standings(|studio| cut_of(studio, arm)),
                draw_cut,
            ),
            Key::Classes,
        ),
    };
    let label = Signal::derive(move || session.standings(|studio| label_of(studio, arm)));
    let on_pointing = pointing_of(session, arm);
    let twin = Callback::new(move |()| session.views(|studio| numbers(studio, arm)));
    view! {
        <Figure class="scores" label base=lower overlay=upper on_pointing twin key saved=SAVED/>
    }
}

/// Rows of each class in each bin of an arm, `[good, default]`.
fn counts(studio: &Studio, arm: ArmId) -> Vec<[usize; 2]> {
    let edges = studio.scale().score_edges(BINS);
    let view = studio.view(arm);
    view.map_or_else(Vec::new, |view| view.test().counts_between(&edges))
}

/// The most rows of either class in a bin of any arm.
fn tallest(studio: &Studio) -> (usize, usize) {
    let views = studio.views().arms.iter();
    let bins: Vec<_> = views.flat_map(|view| counts(studio, view.arm)).collect();
    let of = |class: usize| bins.iter().map(|bin| bin[class]).max().unwrap_or(0);
    (of(0), of(1))
}

/// The axis of an arm's figure: labelled under the last arm only.
fn axis_of(studio: &Studio, arm: ArmId) -> Axis {
    let axis = score_axis(studio.scale(), studio.classes());
    if studio.views().shown.last() == Some(&arm) {
        axis
    } else {
        axis.unlabelled()
    }
}

/// What the lower canvas shows.
struct Bars {
    axis: Axis,
    edges: Vec<f64>,
    good: Vec<usize>,
    default: Vec<usize>,
    tallest: (usize, usize),
    scale: CountScale,
}

impl Bars {
    /// The bars of one arm on a scale that holds those of all.
    fn of(studio: &Studio, arm: ArmId, look: Look) -> Self {
        let counts = counts(studio, arm);
        let of_class = |class: usize| counts.iter().map(|bin| bin[class]).collect();
        Self {
            axis: axis_of(studio, arm),
            edges: studio.scale().edges(BINS),
            good: of_class(0),
            default: of_class(1),
            tallest: tallest(studio),
            scale: match look {
                Look::LinearBars => CountScale::Linear,
                Look::LogBars | Look::People => CountScale::Log,
            },
        }
    }
}

/// What an arm's figure of scores says.
fn label_of(studio: &Studio, arm: ArmId) -> String {
    let standing = studio.standing(arm);
    let flagged = standing.map_or(0, |standing| standing.confusion.n_flagged());
    let rows = studio.view(arm).map_or(0, |view| view.test().n_samples());
    format!(
        "Scores, {}: {} of {} test rows have a score of at least {}",
        studio.name_of(arm),
        count(flagged),
        count(rows),
        standing.map_or_else(|| "–".into(), |standing| threshold(standing.threshold)),
    )
}

/// Where the cut stands on the axis.
fn cut_of(studio: &Studio, arm: ArmId) -> f64 {
    let standing = studio.standing(arm);
    standing.map_or(f64::NAN, |standing| {
        studio.scale().position(standing.threshold)
    })
}

/// The same, but beyond the axis where nobody is rejected.
fn cut_of_people(studio: &Studio, arm: ArmId) -> f64 {
    let nobody = studio
        .standing(arm)
        .is_some_and(|standing| standing.confusion.n_flagged() == 0);
    let (left, right) = studio.scale().range();
    match nobody {
        true if left < right => f64::INFINITY,
        true => f64::NEG_INFINITY,
        false => cut_of(studio, arm),
    }
}

/// A press or a drag on a figure of scores moves the arm's threshold, which keeps to the pointer until it
/// is let go.
fn pointing_of(session: Session, arm: ArmId) -> Callback<Pointing> {
    Callback::new(move |pointing: Pointing| match pointing.gesture {
        Gesture::Hover => {}
        Gesture::Release => session.perform(Verb::LetGo),
        Gesture::Press | Gesture::Drag => {
            let threshold = session.now(|studio| studio.scale().threshold(pointing.at.0));
            session.perform(Verb::Drag { arm, threshold });
        }
    })
}

fn numbers(studio: &Studio, arm: ArmId) -> Table {
    let caption = format!("Scores of the test rows, {}", studio.name_of(arm));
    let classes = studio.classes();
    let head = ["Score from", "to", &classes.negative, &classes.positive];
    let mut table = Table::new(&caption, &head);
    let edges = studio.scale().score_edges(BINS);
    for (pair, [good, default]) in edges.windows(2).zip(counts(studio, arm)) {
        let edge = |edge: f64| Cell {
            shown: typeset(edge, 4),
            ..Cell::number(Some(edge), 4)
        };
        let rows = [good, default].map(Cell::count);
        table.push([edge(pair[0]), edge(pair[1])].into_iter().chain(rows));
    }
    table
}

fn draw(sheet: &Sheet, palette: &Palette, bars: &Bars) -> Option<Frame> {
    let figure = ScoreHistogram {
        axis: &bars.axis,
        edges: &bars.edges,
        good: &bars.good,
        default: &bars.default,
        tallest: bars.tallest,
        counts: bars.scale,
    };
    scores(sheet, palette, &figure).ok()
}

fn draw_cut(sheet: &Sheet, frame: &Frame, palette: &Palette, at: &f64) {
    // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
    let _ = cut_line(sheet, frame, palette, *at);
}

/// Dots on both canvases.
struct Dots {
    axis: Axis,
    edges: Vec<f64>,
    bins: Vec<[Column; 2]>,
    applicants_per_dot: usize,
    nouns: [String; 2],
}

impl Dots {
    fn of(studio: &Studio, arm: ArmId) -> Self {
        let scale = studio.scale();
        let edges = scale.score_edges(PEOPLE_BINS);
        let views = || studio.views().arms.iter();
        let counts = views().flat_map(|view| view.test().counts_between(&edges));
        let fullest = counts.map(|[_, defaults]| defaults).max().unwrap_or(0);
        let per_dot = rows_per_dot(fullest, MOST_DEFAULTS);
        let column = |stack: &Stack| Column {
            at: stack
                .scores
                .iter()
                .map(|score| scale.position(*score))
                .collect(),
            n_dots: stack.n_dots,
            n_applicants: stack.n_rows,
        };
        let stacks = studio
            .view(arm)
            .map(|view| view.test().stacks_between(&edges, per_dot, MOST_DOTS));
        let bins = stacks
            .iter()
            .flatten()
            .map(|pair| pair.each_ref().map(column));
        Self {
            axis: axis_of(studio, arm),
            edges: scale.edges(PEOPLE_BINS),
            bins: bins.collect(),
            applicants_per_dot: per_dot,
            nouns: ["applicant", "applicants"].map(|noun| studio.say(noun)),
        }
    }

    fn figure(&self) -> People<'_> {
        People {
            axis: &self.axis,
            edges: &self.edges,
            bins: &self.bins,
            applicants_per_dot: self.applicants_per_dot,
            nouns: self.nouns.each_ref().map(String::as_str),
        }
    }
}

/// Dots that both canvases share.
type SharedDots = Option<Rc<Dots>>;

fn draw_people(sheet: &Sheet, palette: &Palette, dots: &SharedDots) -> Option<Frame> {
    people(sheet, palette, &dots.as_ref()?.figure()).ok()
}

fn draw_rejected(sheet: &Sheet, frame: &Frame, palette: &Palette, (dots, at): &(SharedDots, f64)) {
    if let Some(dots) = dots {
        // A canvas that can't be drawn on shows nothing; the numbers stand beside it.
        let _ = rejected(sheet, frame, palette, &dots.figure(), *at);
    }
}
