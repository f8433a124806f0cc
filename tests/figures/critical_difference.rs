//! Mean ranks of arms, and the bars of those that don't differ.

use imbalance_lab::figure::{
    ArmRank, CriticalDifference, Frame, Palette, Paper, critical_difference,
};
use plotters_svg::SVGBackend;
use proptest::prelude::*;

use crate::drawing::{Drawn, draw, palette};
use crate::svg::Svg;

const INK: &str = "#16202B";
const COLORS: [&str; 8] = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4F5965", "#8B95A1",
];
const NAMES: [&str; 8] = [
    "as is",
    "SMOTE",
    "ADASYN",
    "weights",
    "focal loss",
    "Tomek",
    "ENN",
    "forest",
];

const SIX: [f64; 6] = [4.9, 2.3, 3.1, 1.5, 4.2, 5.0];
const EIGHT: [f64; 8] = [6.9, 3.2, 3.4, 1.6, 4.9, 5.1, 6.4, 4.5];

fn arms(ranks: &[f64]) -> Vec<ArmRank<'static>> {
    let named = ranks.iter().zip(NAMES).enumerate();
    named
        .map(|(arm, (&rank, name))| ArmRank { arm, name, rank })
        .collect()
}

pub fn example<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let figure = CriticalDifference {
        arms: &arms(&SIX),
        difference: Some(2.04),
        groups: &[(1.5, 3.1), (2.3, 4.2), (3.1, 5.0)],
    };
    critical_difference(paper, palette, &figure).map(|_| ())
}

fn drawn(size: (u32, u32), ranks: &[f64], difference: f64, groups: &[(f64, f64)]) -> (Svg, Frame) {
    draw(size, |paper| {
        let figure = CriticalDifference {
            arms: &arms(ranks),
            difference: Some(difference),
            groups,
        };
        critical_difference(paper, &palette("light"), &figure)
    })
}

/// The rectangles of the bars: all in ink that are as thick as they are.
fn bars(svg: &Svg) -> Vec<(i32, i32, i32, i32)> {
    let mut bars = svg.rectangles(INK);
    bars.retain(|bar| bar.3 == 3);
    bars
}

#[test]
fn each_arm_has_its_marker_on_the_axis_at_its_mean_rank() {
    let (svg, frame) = drawn((640, 260), &EIGHT, 1.0, &[]);
    assert_eq!(frame.x, (1.0, 8.0));
    let discs = svg.discs(COLORS[0]);
    assert!(
        discs.contains(&(frame.x_to_pixel(EIGHT[0]), frame.top)),
        "{discs:?}"
    );
    for arm in [1, 2, 7] {
        let at = (frame.x_to_pixel(EIGHT[arm]), frame.top);
        let centres = svg.polygon_centres(COLORS[arm]);
        assert!(centres.contains(&at), "{arm}: {centres:?}, not {at:?}");
    }
}

#[test]
fn a_line_leads_from_each_arms_rank_to_its_name() {
    let (svg, frame) = drawn((640, 260), &EIGHT, 1.0, &[]);
    let texts = svg.texts();
    for (arm, rank) in EIGHT.iter().enumerate() {
        let line = svg.polyline(COLORS[arm]);
        assert_eq!(line[0], (frame.x_to_pixel(*rank), frame.top));
        let (x, y) = *line.last().unwrap();
        let name = texts.iter().find(|text| text.words == NAMES[arm]).unwrap();
        let (column, row) = name.middle();
        assert!((row - f64::from(y)).abs() < 2.0, "{name:?} {y}");
        let is_left = column < f64::from(x);
        assert_eq!(is_left, name.is_right_aligned());
        assert_eq!(
            is_left,
            *rank < 4.7,
            "the better half to the left: {name:?}"
        );
    }
}

#[test]
fn bars_join_the_ranks_of_their_groups_and_keep_apart() {
    let groups = [(1.5, 3.1), (2.3, 4.2), (4.9, 5.0)];
    for size in [(280, 200), (640, 260)] {
        let (svg, frame) = drawn(size, &SIX, 1.8, &groups);
        let bars = bars(&svg);
        assert_eq!(bars.len(), groups.len());
        for (&(x, y, width, _), (best, worst)) in bars.iter().zip(groups) {
            assert_eq!(x + 3, frame.x_to_pixel(best));
            assert_eq!(x + width - 4, frame.x_to_pixel(worst));
            assert!(y > frame.top && y < frame.bottom);
        }
        let [first, second, third] = bars[..] else {
            panic!("{bars:?}")
        };
        assert!(first.1 < second.1, "bars that overlap are in two rows");
        assert_eq!(first.1, third.1, "bars that don't, in one");
    }
}

#[test]
fn the_scale_is_as_long_as_the_critical_difference() {
    let (svg, frame) = drawn((640, 260), &SIX, 2.0, &[]);
    let scale = svg.rectangles(INK);
    let [line, from, to] = scale[..] else {
        panic!("{scale:?}")
    };
    assert_eq!((line.0, from.0), (frame.left, frame.left));
    assert_eq!(to.0, frame.x_to_pixel(3.0));
    assert_eq!(line.0 + line.2 - 1, to.0);
    assert!(
        svg.texts()
            .iter()
            .any(|text| text.words == "Critical difference 2")
    );
}

#[test]
fn a_scale_longer_than_the_axis_is_open_at_its_end() {
    let (svg, frame) = drawn((640, 260), &SIX[..3], 2.34, &[]);
    let scale = svg.rectangles(INK);
    let [line, cap] = scale[..] else {
        panic!("{scale:?}")
    };
    assert_eq!((line.0 + line.2 - 1, cap.0), (frame.right, frame.left));
}

#[test]
fn without_a_difference_there_is_no_scale() {
    for difference in [
        None,
        Some(f64::NAN),
        Some(f64::INFINITY),
        Some(0.0),
        Some(-1.0),
    ] {
        let (svg, _) = draw((420, 200), |paper| {
            let figure = CriticalDifference {
                arms: &arms(&SIX),
                difference,
                groups: &[],
            };
            critical_difference(paper, &palette("light"), &figure)
        });
        assert!(svg.rectangles(INK).is_empty());
        let texts = svg.texts();
        assert!(texts.iter().all(|text| !text.words.contains("ifference")));
        assert!(texts.iter().any(|text| text.words.starts_with("Mean rank")));
    }
}

#[test]
fn what_cannot_be_placed_is_left_out() {
    let ranks = [f64::NAN, 1.0, f64::INFINITY, 4.0];
    let groups = [(f64::NAN, 2.0), (1.0, f64::INFINITY), (-1e300, 1e300)];
    let (svg, frame) = drawn((280, 200), &ranks, 1.0, &groups);
    assert!(svg.is_finite());
    assert_eq!(svg.count(COLORS[0], "<"), 0);
    let bar = (frame.left - 3, frame.right - frame.left + 7);
    assert_eq!(
        bars(&svg).iter().map(|it| (it.0, it.2)).collect::<Vec<_>>(),
        [bar]
    );
    for size in [(0, 0), (1, 1), (20, 300), (300, 20)] {
        for ranks in [&[][..], &[1.0], &EIGHT] {
            assert!(
                drawn(size, ranks, 1.0, &[(1.0, 2.0)]).0.is_finite(),
                "{size:?}"
            );
        }
    }
}

#[test]
fn eight_arms_are_named_in_full_on_a_phone_and_on_a_low_strip() {
    let groups = [(1.6, 3.4), (3.2, 5.1), (4.5, 6.4), (4.9, 6.9)];
    for (theme, size) in [
        ("light", (280, 200)),
        ("dark", (280, 200)),
        ("light", (280, 130)),
        ("light", (640, 260)),
        ("dark", (640, 260)),
    ] {
        let palette = palette(theme);
        let (svg, ()) = draw(size, |paper| {
            imbalance_lab::figure::background(paper, &palette)?;
            let figure = CriticalDifference {
                arms: &arms(&EIGHT),
                difference: Some(1.95),
                groups: &groups,
            };
            critical_difference(paper, &palette, &figure).map(|_| ())
        });
        svg.save(&format!("eight-ranks-{theme}-{}x{}", size.0, size.1));
        let texts = svg.texts();
        for name in NAMES {
            assert!(
                texts.iter().any(|text| text.words == name),
                "{name} {size:?}"
            );
        }
    }
}

#[test]
fn names_that_are_too_long_for_their_side_are_cut_short_and_leave_the_axis_its_room() {
    let long = "random under-sampling and then some";
    let arms = [1.0, 2.0, 3.0].map(|rank| ArmRank {
        arm: 0,
        name: long,
        rank,
    });
    let (svg, frame) = draw((280, 200), |paper| {
        let figure = CriticalDifference {
            arms: &arms,
            difference: None,
            groups: &[],
        };
        critical_difference(paper, &palette("light"), &figure)
    });
    let texts = svg.texts();
    let is_cut = |text: &&crate::svg::Text| text.words.ends_with('…') && text.words.len() > 10;
    assert_eq!(texts.iter().filter(is_cut).count(), 3, "{texts:?}");
    assert!(
        texts
            .iter()
            .all(|text| text.bounds().lies_within((280.0, 200.0)))
    );
    assert!(frame.right - frame.left >= 280 / 3, "{frame:?}");
}

proptest! {
    #[test]
    fn every_arm_is_named_once_within_the_paper_and_no_text_lies_on_another(
        ranks in prop::collection::vec(1.0..8.0_f64, 3..9),
        difference in 0.01..12.0_f64,
        size in (280_u32..900, 200_u32..400),
    ) {
        let ranks: Vec<_> = ranks.iter().map(|rank| rank.min(ranks.len() as f64)).collect();
        let pairs = ranks.windows(2);
        let groups: Vec<_> = pairs
            .map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])))
            .collect();
        let (svg, _) = drawn(size, &ranks, difference, &groups[..3.min(groups.len())]);
        let texts = svg.texts();
        for name in &NAMES[..ranks.len()] {
            let n_named = texts.iter().filter(|text| text.words == *name).count();
            prop_assert_eq!(n_named, 1, "{} in {:?}", name, &texts);
        }
        let boxes: Vec<_> = texts.iter().map(|text| text.bounds()).collect();
        for (place, bounds) in boxes.iter().enumerate() {
            let paper = (f64::from(size.0), f64::from(size.1));
            prop_assert!(bounds.lies_within(paper), "{:?}", texts[place]);
            for (other, text) in boxes.iter().zip(&texts).skip(place + 1) {
                prop_assert!(!bounds.overlaps(other), "{:?} {:?}", texts[place], text);
            }
        }
    }
}
