//! Applicants as dots: none is lost, and the cut colours those it rejects.

use imbalance_lab::figure::{Axis, Dot, Frame, People, background, people, rejected};
use proptest::prelude::*;

use crate::drawing::{applicants, draw, palette};
use crate::svg::Svg;

type Rectangle = (i32, i32, i32, i32);

const APPROVED: &str = "#7CA1BD";
const REJECTED: &str = "#16202B";
const HOLE: &str = "#FFFFFF";

fn figure<'a>(axis: &'a Axis, edges: &'a [f64], dots: &'a [Dot]) -> People<'a> {
    People {
        axis,
        edges,
        dots,
        applicants_per_dot: 1,
        tallest: (0, 0),
    }
}

fn even_edges(axis: &Axis, bins: u32) -> Vec<f64> {
    let (from, to) = axis.range;
    (0..=bins)
        .map(|edge| from + (to - from) * f64::from(edge) / f64::from(bins))
        .collect()
}

/// The base layer and the overlay, each on a paper of its own.
fn layers(figure: &People, size: (u32, u32), cut: f64) -> (Svg, Svg, Frame) {
    let (base, frame) = draw(size, |paper| people(paper, &palette("light"), figure));
    let (overlay, ()) = draw(size, |paper| {
        rejected(paper, &frame, &palette("light"), figure, cut)
    });
    (base, overlay, frame)
}

/// The dots of the overlay: its rectangles but for the tint and the cut, which come last.
fn rejected_dots(overlay: &Svg) -> Vec<Rectangle> {
    let mut ink = overlay.rectangles(REJECTED);
    ink.truncate(ink.len() - 2);
    ink
}

#[test]
fn as_many_dots_are_drawn_as_are_given_and_none_outside() {
    for axis in [
        Axis::probability(),
        Axis::log_odds(-9.0, 9.0),
        Axis::share_rejected(),
    ] {
        for (count, bins) in [(0, 50), (1, 50), (300, 50), (2_000, 50), (2_000, 1)] {
            for size in [(280, 90), (700, 120), (640, 420)] {
                let dots = applicants(count);
                let edges = even_edges(&axis, bins);
                let (base, _, frame) = layers(&figure(&axis, &edges, &dots), size, f64::NAN);
                let drawn = base.rectangles(APPROVED);
                assert_eq!(drawn.len(), dots.len());
                let good = dots.iter().filter(|dot| !dot.is_default).count();
                assert_eq!(base.rectangles(HOLE).len(), good, "good are hollow");
                let line = frame.y_to_pixel(0.0);
                let up = drawn.iter().filter(|dot| dot.1 + dot.3 < line);
                assert_eq!(up.count(), good, "good stand");
                for (x, y, width, height) in drawn {
                    assert_eq!(width, height);
                    let (right, bottom) = (x + width, y + height);
                    assert!(x >= frame.left && right <= frame.right + 1, "{x} {right}");
                    assert!(y >= frame.top && bottom <= frame.bottom + 1, "{y} {bottom}");
                }
            }
        }
    }
}

#[test]
fn dots_with_room_do_not_touch() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 25);
    let dots = applicants(300);
    let (base, _, _) = layers(&figure(&axis, &edges, &dots), (640, 420), f64::NAN);
    let drawn = base.rectangles(APPROVED);
    for (index, a) in drawn.iter().enumerate() {
        for b in &drawn[index + 1..] {
            let is_apart = (a.0 - b.0).abs() > a.2 || (a.1 - b.1).abs() > a.3;
            assert!(is_apart, "{a:?} {b:?}");
        }
    }
}

#[test]
fn stacks_are_as_high_as_their_bins_are_full() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 4);
    let bin = |at: f64, count: usize| {
        vec![
            Dot {
                at,
                is_default: false
            };
            count
        ]
    };
    let dots = [bin(0.1, 400), bin(0.4, 200), bin(0.9, 100)].concat();
    let (base, _, frame) = layers(&figure(&axis, &edges, &dots), (400, 300), f64::NAN);
    let line = frame.y_to_pixel(0.0);
    let height = |from: f64| {
        let columns = frame.x_to_pixel(from)..frame.x_to_pixel(from + 0.25);
        let drawn = base.rectangles(APPROVED);
        let here = drawn.iter().filter(|dot| columns.contains(&dot.0));
        f64::from(here.map(|dot| line - dot.1).max().unwrap())
    };
    let (first, second, fourth) = (height(0.0), height(0.25), height(0.75));
    assert!((second / first - 0.5).abs() < 0.05, "{second} of {first}");
    assert!((fourth / first - 0.25).abs() < 0.05, "{fourth} of {first}");
}

#[test]
fn a_fuller_bin_elsewhere_makes_the_dots_as_small_as_there() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    let few = applicants(100);
    let own = figure(&axis, &edges, &few);
    let shared = People {
        tallest: (700, 10),
        ..own
    };
    let side = |figure: &People| {
        let (base, _, _) = layers(figure, (640, 300), f64::NAN);
        base.rectangles(APPROVED)[0].2
    };
    assert!(side(&shared) < side(&own));
}

#[test]
fn the_axis_says_how_many_applicants_a_dot_is() {
    let axis = Axis::probability();
    for (applicants_per_dot, height, title) in [
        (1, 300, "1 dot = 1 applicant"),
        (2, 300, "1 dot = 2 applicants"),
        (1_000, 300, "1 dot = 1,000 applicants"),
        (20, 90, "20 a dot"),
    ] {
        let figure = People {
            applicants_per_dot,
            ..figure(&axis, &[], &[])
        };
        let (base, _, _) = layers(&figure, (400, height), 0.5);
        let texts = base.texts();
        assert!(texts.iter().any(|text| text.words == title), "{title}");
    }
}

#[test]
fn what_cannot_be_placed_is_left_out() {
    let axis = Axis::log_odds(f64::NEG_INFINITY, f64::NAN);
    let dots = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.5].map(|at| Dot {
        at,
        is_default: at > 0.0,
    });
    for (edges, expected) in [
        (&[][..], 0),
        (&[0.5], 0),
        (&[0.5, 0.5], 1),
        (&[1.0, 0.0], 1),
        (&[f64::NEG_INFINITY, f64::NAN, f64::INFINITY], 1),
    ] {
        for cut in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.5] {
            let figure = figure(&axis, edges, &dots);
            let (base, overlay, _) = layers(&figure, (280, 90), cut);
            assert!(base.is_finite() && overlay.is_finite());
            assert_eq!(base.rectangles(APPROVED).len(), expected, "{edges:?}");
        }
    }
}

#[test]
fn a_cut_that_is_no_number_draws_nothing() {
    let axis = Axis::probability();
    let (edges, dots) = (even_edges(&axis, 20), applicants(100));
    let (_, overlay, _) = layers(&figure(&axis, &edges, &dots), (640, 300), f64::NAN);
    assert!(overlay.rectangles(REJECTED).is_empty());
}

proptest! {
    #[test]
    fn the_rejected_are_exactly_those_at_or_right_of_the_cut(
        places in prop::collection::vec((0..=20_u8, any::<bool>()), 1..200),
        cut in 0..=20_u8,
        is_falling in any::<bool>(),
    ) {
        let axis = if is_falling { Axis::share_rejected() } else { Axis::probability() };
        let edges = even_edges(&axis, 10);
        let mut dots: Vec<_> = places
            .into_iter()
            .map(|(place, is_default)| Dot { at: f64::from(place) / 20.0, is_default })
            .collect();
        dots.sort_by(|a, b| if is_falling { b.at.total_cmp(&a.at) } else { a.at.total_cmp(&b.at) });
        let cut = f64::from(cut) / 20.0;
        let (base, overlay, _) = layers(&figure(&axis, &edges, &dots), (400, 300), cut);
        let expected: Vec<_> = base
            .rectangles(APPROVED)
            .into_iter()
            .zip(&dots)
            .filter(|(_, dot)| if is_falling { dot.at <= cut } else { dot.at >= cut })
            .map(|(rectangle, _)| rectangle)
            .collect();
        prop_assert_eq!(rejected_dots(&overlay), expected, "in their places");
    }
}

/// Two thousand applicants, most of them in one bin, in many, and evenly.
fn crowds() -> [(&'static str, Axis, Vec<Dot>); 3] {
    let placed = |place: fn(f64) -> f64| {
        let moved = |dot: Dot| Dot {
            at: place(dot.at),
            ..dot
        };
        applicants(2_000).into_iter().map(moved).collect()
    };
    [
        (
            "probability",
            Axis::probability(),
            placed(|score| score.powi(2)),
        ),
        (
            "log-odds",
            Axis::log_odds(-9.0, 9.0),
            placed(|score| (2.0 + score.ln()).max(-9.0)),
        ),
        (
            "share",
            Axis::share_rejected(),
            placed(|score| 1.0 - score.cbrt()),
        ),
    ]
}

#[test]
fn the_fullest_bin_fills_most_of_its_room() {
    for (name, axis, dots) in crowds() {
        let edges = even_edges(&axis, 50);
        let figure = figure(&axis, &edges, &dots);
        let (base, _, frame) = layers(&figure, (700, 260), edges[30]);
        let line = frame.y_to_pixel(0.0);
        let highest = base.rectangles(APPROVED).iter().map(|dot| dot.1).min();
        let share = f64::from(line - highest.unwrap()) / f64::from(line - frame.top);
        assert!((0.6..=1.0).contains(&share), "{name}: {share}");
        for theme in ["light", "dark"] {
            let palette = palette(theme);
            let (svg, ()) = draw((700, 260), |paper| {
                background(paper, &palette)?;
                let frame = people(paper, &palette, &figure)?;
                rejected(paper, &frame, &palette, &figure, edges[30])
            });
            svg.save(&format!("People-{name}-{theme}"));
        }
    }
}
