//! The reliability diagram and the rows under it.

use imbalance_lab::figure::{ArmReliability, Frame, Reliability, ReliabilityPoint, reliability};

use crate::drawing::{draw, palette};
use crate::svg::Svg;

const BLUE: &str = "#0072B2";
const ORANGE: &str = "#D55E00";
const MUTED: &str = "#56616F";

fn bin(edges: (f64, f64), mean: f64, rate: f64, half: f64, rows: usize) -> ReliabilityPoint {
    ReliabilityPoint {
        edges,
        mean,
        rate,
        interval: ((rate - half).max(0.0), (rate + half).min(1.0)),
        redrawn: None,
        rows,
    }
}

/// Ten bins of equal width, whose rows get fewer and whose rates are `bent`.
fn ten_bins(bent: f64) -> Vec<ReliabilityPoint> {
    let bins = (0..10_u32).map(|place| {
        let from = f64::from(place) / 10.0;
        let mean = from + 0.045;
        let rows = 12_000 / 3_usize.pow(place.min(7));
        let half = 0.9 / (rows as f64).sqrt();
        bin((from, from + 0.1), mean, mean.powf(bent), half, rows)
    });
    bins.collect()
}

fn draw_bins(arms: &[ArmReliability], limit: f64) -> (Svg, Frame) {
    draw((560, 640), |paper| {
        reliability(
            paper,
            &palette("light"),
            &Reliability {
                arms,
                rate: "Default rate",
                limit,
            },
        )
    })
}

fn draw_first(bins: &[ReliabilityPoint], limit: f64) -> (Svg, Frame) {
    draw_bins(
        &[ArmReliability {
            arm: 0,
            name: "",
            bins,
        }],
        limit,
    )
}

/// Rectangles in the arm's colour within the diagram.
fn above(svg: &Svg, frame: &Frame, color: &str) -> Vec<(i32, i32, i32, i32)> {
    let shapes = svg.rectangles(color).into_iter();
    shapes.filter(|shape| shape.1 <= frame.bottom).collect()
}

/// Rectangles in the arm's colour under the diagram.
fn below(svg: &Svg, frame: &Frame, color: &str) -> Vec<(i32, i32, i32, i32)> {
    let shapes = svg.rectangles(color).into_iter();
    shapes.filter(|shape| shape.1 > frame.bottom).collect()
}

#[test]
fn a_point_lies_at_its_mean_score_and_its_rate() {
    for limit in [1.0, 0.2] {
        let bins = [
            bin((0.0, 0.05), 0.03, 0.02, 0.01, 100),
            bin((0.05, 0.15), 0.1, 0.15, 0.05, 100),
        ];
        let (svg, frame) = draw_first(&bins, limit);
        let places = bins.map(|bin| frame.to_pixel((bin.mean, bin.rate)));
        assert_eq!(svg.discs(BLUE), places);
        assert_eq!(svg.lines(BLUE), [(2, places.to_vec())], "joined");
        assert_eq!((frame.x, frame.y), ((0.0, limit), (0.0, limit)));
    }
}

#[test]
fn a_whisker_spans_the_interval_at_its_point() {
    let mut point = bin((0.3, 0.5), 0.4, 0.5, 0.0, 30);
    point.interval = (0.33, 0.72);
    let (svg, frame) = draw_first(&[point], 1.0);
    let column = frame.x_to_pixel(0.4);
    let (top, bottom) = (frame.y_to_pixel(0.72), frame.y_to_pixel(0.33));
    let shapes = above(&svg, &frame, BLUE);
    let [line, upper, lower] = shapes[..] else {
        panic!("a line and its ends, not {shapes:?}")
    };
    assert_eq!(line, (column, top, 1, bottom + 1 - top));
    assert_eq!((upper.1, lower.1), (top, bottom));
    for end in [upper, lower] {
        assert_eq!(end.0 + end.2 / 2, column);
    }
}

#[test]
fn a_redrawn_interval_is_a_translucent_bar_under_the_whisker() {
    let mut point = bin((0.3, 0.5), 0.4, 0.5, 0.1, 30);
    point.redrawn = Some((0.35, 0.6));
    let (svg, frame) = draw_first(&[point], 1.0);
    let bar = above(&svg, &frame, BLUE)[0];
    let (top, bottom) = (frame.y_to_pixel(0.6), frame.y_to_pixel(0.35));
    assert_eq!((bar.1, bar.1 + bar.3), (top, bottom + 1));
    assert_eq!(bar.0 + bar.2 / 2, frame.x_to_pixel(0.4));
    assert!(svg.opacities(BLUE, "<rect")[0] < 0.4);
}

#[test]
fn beyond_the_limit_points_are_left_out_and_whiskers_end() {
    let bins = [
        bin((0.0, 0.1), 0.05, 0.1, 0.4, 100),
        bin((0.1, 0.2), 0.15, 0.3, 0.05, 100),
        bin((0.5, 0.6), 0.55, 0.15, 0.05, 100),
    ];
    let (svg, frame) = draw_first(&bins, 0.2);
    assert_eq!(svg.discs(BLUE), [frame.to_pixel((0.05, 0.1))]);
    let shapes = above(&svg, &frame, BLUE);
    let ends = (
        shapes.iter().map(|shape| shape.1).min().unwrap(),
        shapes.iter().map(|shape| shape.1 + shape.3).max().unwrap(),
    );
    assert_eq!(ends, (frame.top, frame.bottom + 1));
    assert_eq!(
        below(&svg, &frame, BLUE).len(),
        2,
        "the third bin lies beyond"
    );
}

#[test]
fn perfect_calibration_is_the_dotted_diagonal() {
    for limit in [1.0, 0.2] {
        let (svg, frame) = draw_first(&[], limit);
        let dots = svg.polyline(MUTED);
        assert!(dots.len() > 100);
        for (column, row) in dots {
            let (x, y) = frame.to_data((f64::from(column), f64::from(row)));
            assert!((x - y).abs() < 0.01 * limit, "{x} {y}");
        }
    }
}

#[test]
fn under_the_diagram_bars_are_as_high_as_the_logarithms_of_their_rows() {
    let counts = [9_000, 300, 20, 1];
    let bins = [0.0, 0.25, 0.5, 0.75].map(|from| bin((from, from + 0.25), from, from, 0.0, 0));
    let mut bins = bins.to_vec();
    for (bin, rows) in bins.iter_mut().zip(counts) {
        bin.rows = rows;
    }
    let (svg, frame) = draw_first(&bins, 1.0);
    let bars = below(&svg, &frame, BLUE);
    assert_eq!(bars.len(), 4);
    let base = bars[0].1 + bars[0].3;
    for (bar, rows) in bars.iter().zip(counts) {
        assert_eq!(bar.1 + bar.3, base);
        let expected = f64::from(bars[0].3) * (rows as f64).ln_1p() / 9_000_f64.ln_1p();
        assert!(
            (f64::from(bar.3) - expected).abs() <= 1.0,
            "{rows}: {bar:?}"
        );
    }
    for (bar, bin) in bars.iter().zip(&bins) {
        let edges = (frame.x_to_pixel(bin.edges.0), frame.x_to_pixel(bin.edges.1));
        assert!(
            bar.0 >= edges.0 && bar.0 + bar.2 <= edges.1,
            "within its bin"
        );
        assert!(2 * bar.2 > edges.1 - edges.0, "and about as wide");
    }
    assert!(svg.texts().iter().any(|text| text.words.contains("log")));
}

#[test]
fn the_arms_stand_side_by_side_in_each_bin_and_no_bar_leaves_the_axis() {
    let bins = ten_bins(1.0);
    let narrow = [bin((0.199_999, 0.2), 0.15, 0.1, 0.0, 50)];
    let arms = [
        ArmReliability {
            arm: 0,
            name: "",
            bins: &bins,
        },
        ArmReliability {
            arm: 1,
            name: "",
            bins: &bins,
        },
        ArmReliability {
            arm: 2,
            name: "",
            bins: &narrow,
        },
    ];
    for limit in [1.0, 0.2] {
        let (svg, frame) = draw_bins(&arms, limit);
        let (first, second) = (below(&svg, &frame, BLUE), below(&svg, &frame, ORANGE));
        assert_eq!(first.len(), second.len());
        for (a, b) in first.iter().zip(&second) {
            assert!(a.0 + a.2 <= b.0, "{a:?} {b:?}");
        }
        for color in [BLUE, ORANGE, "#009E73"] {
            for bar in below(&svg, &frame, color) {
                let right = bar.0 + bar.2;
                assert!(bar.0 >= frame.left && right <= frame.right + 1, "{bar:?}");
            }
        }
    }
}

#[test]
fn degenerate_bins_are_drawn() {
    let odd = ReliabilityPoint {
        edges: (f64::NAN, f64::INFINITY),
        mean: f64::NAN,
        rate: 0.5,
        interval: (f64::NEG_INFINITY, f64::NAN),
        redrawn: Some((f64::NAN, f64::NAN)),
        rows: usize::MAX,
    };
    let placed = ReliabilityPoint { mean: 0.5, ..odd };
    for bins in [
        &[][..],
        &[odd],
        &[placed],
        &[bin((0.5, 0.5), 0.5, 0.5, 0.0, 0)],
    ] {
        for limit in [1.0, 0.0, -1.0, f64::NAN, 1e-9] {
            let (svg, _) = draw_first(bins, limit);
            assert!(svg.is_finite(), "{bins:?} {limit}");
        }
    }
}
