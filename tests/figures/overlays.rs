//! What lies over lines: the zones of a policy, and the distance between two curves.

use imbalance_lab::figure::{Axis, Frame, Gap, Lines, gap, lines, zones};

use crate::drawing::{draw, palette};

const BLUE: &str = "#0072B2";
const ORANGE: &str = "#D55E00";
const INK: &str = "#16202B";

#[test]
fn three_zones_are_tinted_more_from_left_to_right_and_cut_at_both_thresholds() {
    let axes = [
        (Axis::probability(), 0.2, 0.7),
        (Axis::share_rejected(), 0.6, 0.1),
        (Axis::probability(), 0.7, 0.2),
    ];
    for (x, low, high) in axes {
        let (svg, frame) = draw((400, 200), |paper| {
            let figure = Lines {
                singles: &[],
                x: &x,
                y: &Axis::share("y"),
                is_square: false,
                margins: None,
                curves: &[],
                ranges: &[],
                references: &[],
            };
            let frame = lines(paper, &palette("light"), &figure)?;
            zones(paper, &frame, &palette("light"), low, high)?;
            Ok(frame)
        });
        let mut columns = [low, high].map(|at| frame.x_to_pixel(at));
        columns.sort_unstable();
        let across: Vec<_> = svg
            .rectangles(INK)
            .iter()
            .map(|bar| (bar.0, bar.0 + bar.2))
            .collect();
        let cuts = columns.map(|column| (column - 1, column + 1));
        let tints = [(columns[0], columns[1]), (columns[1], frame.right + 1)];
        assert_eq!(across, [tints, cuts].concat());
        let shades = svg.opacities(INK, "<rect");
        assert!(0.0 < shades[0] && 2.0 * shades[0] < shades[1], "{shades:?}");
        assert!(shades[1] < 0.3, "what lies under it stays readable");
        assert_eq!(shades[2..], [1.0, 1.0]);
        let heights = svg.rectangles(INK);
        assert!(
            heights
                .iter()
                .all(|bar| bar.1 == frame.top && bar.1 + bar.3 == frame.bottom + 1)
        );
    }
}

#[test]
fn zones_beyond_the_axis_end_with_it_and_without_a_number_there_are_none() {
    for (low, high, n_shapes) in [
        (f64::NEG_INFINITY, 2.0, 4),
        (f64::NAN, 0.5, 0),
        (0.5, f64::NAN, 0),
    ] {
        let (svg, frame) = draw((400, 200), |paper| {
            let frame = Frame::new((50, 10), (300, 150), (0.0, 1.0), (0.0, 1.0));
            zones(paper, &frame, &palette("light"), low, high)?;
            Ok(frame)
        });
        let shapes = svg.rectangles(INK);
        assert_eq!(shapes.len(), n_shapes);
        let ends = (frame.left - 1)..=(frame.right + 1);
        assert!(
            shapes
                .iter()
                .all(|bar| ends.contains(&bar.0) && ends.contains(&(bar.0 + bar.2)))
        );
    }
}

#[test]
fn a_gap_is_a_bracket_at_its_place_with_the_arms_marker_in_its_middle() {
    for (low, high) in [(0.2, 0.8), (0.8, 0.2)] {
        let bracket = Gap {
            arm: 1,
            x: 0.3,
            low,
            high,
        };
        let (svg, frame) = draw((400, 300), |paper| {
            let frame = Frame::new((50, 10), (300, 200), (0.0, 1.0), (0.0, 1.0));
            gap(paper, &frame, &palette("light"), bracket)?;
            Ok(frame)
        });
        let column = frame.x_to_pixel(0.3);
        let (top, bottom) = (frame.y_to_pixel(0.8), frame.y_to_pixel(0.2));
        let shapes = svg.rectangles(ORANGE);
        let [upright, upper, lower] = shapes[..] else {
            panic!("a line and its two ends, not {shapes:?}")
        };
        assert_eq!(upright, (column - 1, top, 2, bottom + 1 - top));
        for (end, row) in [(upper, top), (lower, bottom)] {
            assert_eq!((end.0 + end.2 / 2, end.1 + 1), (column, row));
            assert!(end.2 > 4, "wider than the line");
        }
        let middle = (column, i32::midpoint(top, bottom));
        assert_eq!(svg.polygon_centres(ORANGE), [middle]);
    }
}

#[test]
fn a_gap_that_cannot_be_drawn_is_left_out() {
    for (x, low, high) in [
        (f64::NAN, 0.2, 0.8),
        (0.5, f64::NAN, 0.8),
        (0.5, 0.2, f64::INFINITY),
        (2.0, 0.2, 0.8),
    ] {
        let bracket = Gap {
            arm: 0,
            x,
            low,
            high,
        };
        let (svg, ()) = draw((400, 300), |paper| {
            let frame = Frame::new((50, 10), (300, 200), (0.0, 1.0), (0.0, 1.0));
            gap(paper, &frame, &palette("light"), bracket)
        });
        assert!(!svg.text.contains(BLUE));
    }
}
