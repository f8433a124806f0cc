//! Applicants as dots: defaults are counted one by one, no column leaves its room, and the cut fills those it
//! rejects.

use imbalance_lab::figure::{Axis, Column, Frame, People, background, people, rejected};
use proptest::prelude::*;

use crate::drawing::{Applicant, applicants, columns, draw, even_edges, palette};
use crate::svg::Svg;

type Rectangle = (i32, i32, i32, i32);

const GOOD: &str = "#7CA1BD";
const DEFAULT: &str = "#C42D78";
const HOLE: &str = "#FFFFFF";

fn figure<'a>(axis: &'a Axis, edges: &'a [f64], bins: &'a [[Column; 2]]) -> People<'a> {
    People {
        axis,
        edges,
        bins,
        applicants_per_dot: 1,
        nouns: ["applicant", "applicants"],
    }
}

/// The base layer and the overlay, each on a paper of its own.
fn layers(figure: &People, size: (u32, u32), cut: f64) -> (Svg, Svg, Frame) {
    let (base, frame) = draw(size, |paper| people(paper, &palette("light"), figure));
    let (overlay, ()) = draw(size, |paper| {
        rejected(paper, &frame, &palette("light"), figure, cut)
    });
    (base, overlay, frame)
}

const fn is_good((_, is_default): &Applicant) -> bool {
    !*is_default
}

#[test]
fn every_default_is_a_dot_of_five_pixels_or_more_and_none_leaves_the_figure() {
    for axis in [
        Axis::probability(),
        Axis::log_odds(-9.0, 9.0),
        Axis::share_rejected(),
    ] {
        for (count, n_bins) in [(0, 20), (1, 20), (300, 20), (300, 1)] {
            for size in [(280, 90), (700, 130), (640, 420)] {
                let is_roomy = size.1 > 100 && n_bins > 1 || size.1 > 400;
                let all = applicants(count);
                let edges = even_edges(&axis, n_bins);
                let bins = columns(&axis, &edges, &all);
                let (base, _, frame) = layers(&figure(&axis, &edges, &bins), size, f64::NAN);
                let line = frame.y_to_pixel(0.0);
                let defaults = base.rectangles(DEFAULT);
                let good = base.rectangles(GOOD);
                let n_defaults = all.iter().filter(|one| !is_good(one)).count();
                assert!(
                    defaults.len() == n_defaults || !is_roomy,
                    "{axis:?} {count} {n_bins} {size:?}"
                );
                assert_eq!(base.rectangles(HOLE).len(), defaults.len() + good.len());
                assert!(good.iter().all(|dot| dot.1 + dot.3 < line), "good stand");
                assert!(defaults.iter().all(|dot| dot.1 > line), "defaults hang");
                for (x, y, width, height) in [good, defaults].concat() {
                    assert_eq!(width, height);
                    assert!(width >= 5);
                    let (right, bottom) = (x + width, y + height);
                    assert!(x >= frame.left && right <= frame.right + 1, "{x} {right}");
                    assert!(y >= frame.top && bottom <= frame.bottom + 1, "{y} {bottom}");
                }
            }
        }
    }
}

#[test]
fn no_two_dots_touch() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    for size in [(640, 420), (360, 100)] {
        let bins = columns(&axis, &edges, &applicants(2_000));
        let (base, _, _) = layers(&figure(&axis, &edges, &bins), size, f64::NAN);
        let drawn = [base.rectangles(GOOD), base.rectangles(DEFAULT)].concat();
        for (index, a) in drawn.iter().enumerate() {
            for b in &drawn[index + 1..] {
                let is_apart = (a.0 - b.0).abs() > a.2 || (a.1 - b.1).abs() > a.3;
                assert!(is_apart, "{a:?} {b:?}");
            }
        }
    }
}

/// Dots of good customers and the numbers that stand on broken columns account for all of them.
#[test]
fn a_column_is_broken_where_it_would_leave_its_room_and_says_its_number() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 5);
    let counts = [1_907, 1_000, 40, 1, 0];
    let bins: Vec<_> = counts
        .iter()
        .zip(&edges)
        .map(|(&n, &edge)| {
            let column = Column {
                at: vec![edge + 0.1; n.min(200)],
                n_dots: n,
                n_applicants: n,
            };
            [column, Column::default()]
        })
        .collect();
    let (base, _, frame) = layers(&figure(&axis, &edges, &bins), (700, 100), f64::NAN);
    let texts = base.texts();
    let says = |words: &str| texts.iter().any(|text| text.words == words);
    assert!(says("1,907") && says("1,000"));
    assert!(!says("40"), "they have room");
    let dots = base.rectangles(GOOD);
    let in_bin = |bin: usize| {
        let columns = frame.x_to_pixel(edges[bin])..frame.x_to_pixel(edges[bin + 1]);
        dots.iter().filter(|dot| columns.contains(&dot.0)).count()
    };
    assert_eq!(
        [in_bin(2), in_bin(3), in_bin(4)],
        [40, 1, 0],
        "true to their number"
    );
    assert!(
        in_bin(0) > 0 && in_bin(0) == in_bin(1),
        "both up to the break"
    );
    for text in &texts {
        assert!(text.bounds().lies_within((700.0, 100.0)), "{text:?}");
    }
}

#[test]
fn on_a_narrow_figure_bins_are_taken_together_and_numbers_are_short() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    let column = |n: usize| Column {
        at: vec![0.5; 100],
        n_dots: n,
        n_applicants: n,
    };
    let bins = vec![[column(950), Column::default()]; 20];
    let (base, _, _) = layers(&figure(&axis, &edges, &bins), (360, 90), f64::NAN);
    let texts = base.texts();
    let numbers: Vec<_> = texts.iter().filter(|text| text.words == "1.9k").collect();
    assert_eq!(numbers.len(), 10, "two bins of 950 each, {texts:?}");
    let boxes: Vec<_> = numbers.iter().map(|text| text.bounds()).collect();
    for (place, one) in boxes.iter().enumerate() {
        assert!(boxes[place + 1..].iter().all(|other| !one.overlaps(other)));
    }
}

#[test]
fn dots_are_larger_in_higher_figures_and_alike_in_arms_of_one_height() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    let side = |count: u32, height: u32| {
        let bins = columns(&axis, &edges, &applicants(count));
        let (base, _, _) = layers(&figure(&axis, &edges, &bins), (640, height), f64::NAN);
        base.rectangles(GOOD)[0].2
    };
    assert_eq!([60, 2_000].map(|count| side(count, 100)), [5, 5]);
    assert_eq!([60, 2_000].map(|count| side(count, 600)), [8, 8]);
    assert!((100..=600).map(|height| side(60, height)).is_sorted());
}

#[test]
fn the_axis_says_how_many_applicants_a_dot_is() {
    let axis = Axis::probability();
    for (applicants_per_dot, height, title) in [
        (1, 300, "1 dot = 1 applicant"),
        (2, 300, "1 dot = 2 applicants"),
        (1_000, 300, "1 dot = 1,000 applicants"),
        (20, 90, "dot = 20"),
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
    let column = Column {
        at: vec![f64::NAN, f64::INFINITY, 0.5],
        n_dots: 3,
        n_applicants: 3,
    };
    let bins = vec![[column.clone(), column]; 2];
    for (edges, expected) in [
        (&[][..], 0),
        (&[0.5], 0),
        (&[0.5, 0.5], 3),
        (&[1.0, 0.0], 3),
        (&[f64::NEG_INFINITY, f64::NAN, f64::INFINITY], 0),
    ] {
        for cut in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.5] {
            let figure = figure(&axis, edges, &bins);
            let (base, overlay, _) = layers(&figure, (280, 200), cut);
            assert!(base.is_finite() && overlay.is_finite());
            assert!(base.rectangles(DEFAULT).len() <= expected, "{edges:?}");
        }
    }
}

#[test]
fn a_cut_that_is_no_number_draws_nothing() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    let bins = columns(&axis, &edges, &applicants(100));
    let (_, overlay, _) = layers(&figure(&axis, &edges, &bins), (640, 300), f64::NAN);
    assert!(overlay.rectangles(GOOD).is_empty() && overlay.rectangles(DEFAULT).is_empty());
}

proptest! {
    #[test]
    fn the_rejected_are_exactly_those_at_or_right_of_the_cut_and_keep_colour_and_place(
        places in prop::collection::vec((0..=20_u8, any::<bool>()), 1..120),
        cut in 0..=20_u8,
        is_falling in any::<bool>(),
    ) {
        let axis = if is_falling { Axis::share_rejected() } else { Axis::probability() };
        let edges = even_edges(&axis, 10);
        let mut all: Vec<_> = places
            .into_iter()
            .map(|(place, is_default)| (f64::from(place) / 20.0, is_default))
            .collect();
        all.sort_by(|a, b| if is_falling { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) });
        let cut = f64::from(cut) / 20.0;
        let bins = columns(&axis, &edges, &all);
        // High enough that all have room, so that the dots are the applicants bin by bin.
        let (base, overlay, _) = layers(&figure(&axis, &edges, &bins), (900, 900), cut);
        for (class, color) in [(0, GOOD), (1, DEFAULT)] {
            let dots = bins.iter().flat_map(|bin| bin[class].at.clone());
            let drawn = base.rectangles(color);
            let expected: Vec<Rectangle> = drawn
                .into_iter()
                .zip(dots)
                .filter(|(_, at)| if is_falling { *at <= cut } else { *at >= cut })
                .map(|(rectangle, _)| rectangle)
                .collect();
            prop_assert_eq!(overlay.rectangles(color), expected);
        }
        prop_assert!(overlay.rectangles(HOLE).is_empty(), "the rejected are filled");
    }
}

#[test]
fn pictures_to_look_at() {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    let bins = columns(&axis, &edges, &applicants(2_000));
    let figure = figure(&axis, &edges, &bins);
    for (name, size) in [
        ("wide", (900, 90)),
        ("projector", (1_400, 160)),
        ("phone", (340, 100)),
    ] {
        for theme in ["light", "dark"] {
            let palette = palette(theme);
            let (svg, ()) = draw(size, |paper| {
                background(paper, &palette)?;
                let frame = people(paper, &palette, &figure)?;
                rejected(paper, &frame, &palette, &figure, 0.3)
            });
            svg.save(&format!("People-{name}-{theme}"));
        }
    }
}
