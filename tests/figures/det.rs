//! The detection error trade-off on its axes of normal deviates.

use imbalance_lab::figure::{Curve, Det, Frame, det, det_point};

use crate::drawing::{draw, palette};
use crate::svg::Svg;

const BLUE: &str = "#0072B2";
const MUTED: &str = "#56616F";

/// `Φ` by the complementary error function.
fn normal(x: f64) -> f64 {
    libm::erfc(-x / std::f64::consts::SQRT_2) / 2.0
}

/// The errors at falling thresholds of scores N(0, 1) of good customers and N(`shift`, 1) of defaults.
fn binormal(shift: f64) -> Vec<(f64, f64)> {
    let thresholds = (0..=120_u8).map(|step| 5.0 - f64::from(step) / 15.0);
    thresholds
        .map(|threshold| (normal(-threshold), normal(threshold - shift)))
        .collect()
}

fn draw_det(points: &[(f64, f64)]) -> (Svg, Frame) {
    let curves = &[Curve {
        arm: 0,
        name: "",
        points,
    }];
    draw((700, 700), |paper| {
        det(paper, &palette("light"), &Det { curves })
    })
}

#[test]
fn two_normal_distributions_of_one_variance_make_a_straight_line() {
    let (svg, frame) = draw_det(&binormal(1.5));
    let line = svg.polyline(BLUE);
    let sums: Vec<_> = line
        .iter()
        .filter(|at| at.0 > frame.left && at.1 < frame.bottom)
        .map(|at| (at.0 - frame.left) - (at.1 - frame.top))
        .collect();
    assert!(sums.len() > 30, "{}", sums.len());
    // miss deviate = −(false positive deviate) − 1.5
    let deviate = f64::from(frame.right - frame.left) / (frame.x.1 - frame.x.0);
    for sum in sums {
        let expected = -1.5 * deviate;
        assert!((f64::from(sum) - expected).abs() <= 2.0, "{sum} {expected}");
    }
}

#[test]
fn chance_is_the_dotted_diagonal_that_falls() {
    let (svg, frame) = draw_det(&[]);
    let dots = svg.polyline(MUTED);
    assert!(dots.len() > 100);
    for (column, row) in dots {
        let off = (column - frame.left) - (row - frame.top);
        assert!(off.abs() <= 1, "{column} {row}");
    }
}

#[test]
fn rates_stand_at_their_normal_deviates() {
    for (rate, deviate) in [
        (0.5, 0.0),
        (0.841_344_746_068_543, 1.0),
        (0.158_655_253_931_457, -1.0),
        (0.975, 1.959_963_984_540_054),
        (0.001, -3.090_232_306_167_813),
    ] {
        let (x, y) = det_point((rate, 1.0 - rate));
        assert!((x - deviate).abs() < 1e-9, "{rate}: {x}");
        assert!((y + deviate).abs() < 1e-9, "{rate}: {y}");
    }
}

#[test]
fn rates_of_nothing_and_of_all_lie_on_the_edge() {
    let corners = [(0.0, 1.0), (1e-9, 1.0 - 1e-9), (1.0, 0.0), (2.0, -1.0)];
    let (svg, frame) = draw_det(&corners);
    let line = svg.polyline(BLUE);
    assert_eq!(line, [(frame.left, frame.top), (frame.right, frame.bottom)]);
    let (x, y) = det_point((f64::NAN, 0.5));
    assert!(x.is_nan() && y.abs() < 1e-12);
}

#[test]
fn both_axes_are_labelled_from_a_thousandth_to_all_but_one() {
    let (svg, frame) = draw_det(&[]);
    let sides = (frame.right - frame.left, frame.bottom - frame.top);
    assert_eq!(sides.0, sides.1, "a square");
    for label in ["0.1", "1", "5", "20", "50", "80", "95", "99", "99.9"] {
        let count = svg
            .texts()
            .iter()
            .filter(|text| text.words == label)
            .count();
        assert_eq!(count, 2, "{label}");
    }
}

#[test]
fn what_is_no_number_leaves_the_axes() {
    for points in [&[][..], &[(f64::NAN, 0.5), (0.5, f64::NAN)]] {
        let (svg, _) = draw_det(points);
        assert!(svg.is_finite());
        assert_eq!(svg.count(BLUE, "<polyline"), 0);
    }
}
