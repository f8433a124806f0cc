//! Figures of a study: lines, zones, the trade-off of errors, reliability, redraws.

use imbalance_lab::figure::{
    ArmReliability, Axis, CountScale, Curve, Det, Distribution, Gap, Lines, Palette, Paper, Range,
    Reference, Reliability, ReliabilityPoint, Scores, det, det_point, distribution, gap, lines,
    reliability, scores, zones,
};
use plotters_svg::SVGBackend;

use crate::drawing::{Drawn, draw, palette};

const GAINS: &[(f64, f64)] = &[(0.0, 0.0), (0.05, 0.5), (0.2, 0.8), (0.6, 0.95), (1.0, 1.0)];
const GAINS_B: &[(f64, f64)] = &[(0.0, 0.0), (0.1, 0.4), (0.4, 0.75), (1.0, 1.0)];

fn gains<'a>(x: &'a Axis, y: &'a Axis, curves: &'a [Curve<'a>]) -> Lines<'a> {
    Lines {
        x,
        y,
        is_square: true,
        margins: None,
        curves,
        ranges: &[],
        references: &[],
    }
}

pub fn draw_lines<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let (x, y) = (
        Axis::share("Share of applicants flagged"),
        Axis::share("Share of defaults caught"),
    );
    let curves = [
        Curve {
            arm: 0,
            points: GAINS,
        },
        Curve {
            arm: 1,
            points: GAINS_B,
        },
    ];
    let upper: Vec<_> = GAINS
        .iter()
        .map(|&(x, y)| (x, (y + 0.1).min(1.0)))
        .collect();
    let figure = Lines {
        ranges: &[Range {
            arm: 0,
            lower: GAINS,
            upper: &upper,
        }],
        references: &[Reference {
            from: (0.0, 0.0),
            to: (1.0, 1.0),
        }],
        is_square: false,
        ..gains(&x, &y, &curves)
    };
    let frame = lines(paper, palette, &figure)?;
    let bracket = Gap {
        arm: 0,
        x: 0.2,
        low: 0.2,
        high: 0.8,
    };
    gap(paper, &frame, palette, bracket)
}

pub fn draw_zones<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let axis = Axis::probability();
    let figure = Scores {
        axis: &axis,
        edges: &[0.0, 0.2, 0.5, 1.0],
        good: &[900, 40, 3],
        default: &[12, 9, 14],
        tallest: (0, 0),
        counts: CountScale::Log,
    };
    let frame = scores(paper, palette, &figure)?;
    zones(paper, &frame, palette, 0.1, 0.4)
}

pub fn draw_det<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let miss = |curve: &[(f64, f64)]| -> Vec<_> {
        curve.iter().map(|&(fpr, tpr)| (fpr, 1.0 - tpr)).collect()
    };
    let (a, b) = (miss(GAINS), miss(GAINS_B));
    let curves = [Curve { arm: 0, points: &a }, Curve { arm: 1, points: &b }];
    det(paper, palette, &Det { curves: &curves }).map(|_| ())
}

fn bin(from: f64, to: f64, rate: f64, rows: usize) -> ReliabilityPoint {
    ReliabilityPoint {
        edges: (from, to),
        mean: f64::midpoint(from, to),
        rate,
        interval: ((rate - 0.1).max(0.0), (rate + 0.15).min(1.0)),
        redrawn: Some(((rate - 0.08).max(0.0), (rate + 0.08).min(1.0))),
        rows,
    }
}

pub fn draw_reliability<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let a = [
        bin(0.0, 0.1, 0.02, 1_800),
        bin(0.2, 0.3, 0.3, 90),
        bin(0.8, 0.9, 0.7, 12),
    ];
    let b = [
        bin(0.0, 0.1, 0.01, 1_200),
        bin(0.4, 0.5, 0.1, 300),
        bin(0.9, 1.0, 0.5, 70),
    ];
    let arms = [
        ArmReliability { arm: 0, bins: &a },
        ArmReliability { arm: 1, bins: &b },
    ];
    let figure = Reliability {
        arms: &arms,
        limit: 1.0,
    };
    reliability(paper, palette, &figure).map(|_| ())
}

pub fn draw_distribution<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let values: Vec<_> = (0..200)
        .map(|i| f64::from(i * 37 % 101) / 900.0 - 0.02)
        .collect();
    let figure = Distribution {
        title: "Optimism of max F1",
        counted: "Redraws",
        arm: 0,
        values: &values,
        n_bins: 20,
    };
    distribution(paper, palette, &figure).map(|_| ())
}

/// Two normal distributions of one width: the trade-off is a straight line of slope −1.
#[test]
fn the_trade_off_of_two_normal_distributions_is_a_straight_line() {
    use statrs::distribution::{ContinuousCDF, Normal};
    let normal = Normal::standard();
    let points: Vec<_> = (-20..=30)
        .map(|cut| f64::from(cut) / 10.0)
        .map(|cut| (1.0 - normal.cdf(cut), normal.cdf(cut - 1.2)))
        .collect();
    for &point in &points {
        let (x, y) = det_point(point);
        assert!((x + y + 1.2).abs() < 1e-6, "{point:?} stands at {x}, {y}");
    }
    let (svg, frame) = draw((420, 420), |paper| {
        let curves = [Curve {
            arm: 0,
            points: &points,
        }];
        det(paper, &palette("light"), &Det { curves: &curves })
    });
    let drawn = svg.polyline("#0072B2");
    let ends = (drawn[0], drawn[drawn.len() - 1]);
    for &(x, y) in &drawn {
        let share = f64::from(x - ends.0.0) / f64::from(ends.1.0 - ends.0.0);
        let straight = f64::from(ends.0.1) + share * f64::from(ends.1.1 - ends.0.1);
        assert!((straight - f64::from(y)).abs() <= 1.5, "{x}, {y}");
    }
    assert!(frame.contains((f64::from(ends.0.0), f64::from(ends.0.1))));
}

#[test]
fn what_lies_beyond_the_axes_of_lines_is_cut_off_at_their_edge() {
    let (x, y) = (Axis::rate("x"), Axis::rate("y"));
    let points = [(0.0, -1.0), (0.5, 0.5), (1.0, 3.0)];
    let curves = [Curve {
        arm: 0,
        points: &points,
    }];
    let (svg, frame) = draw((300, 300), |paper| {
        lines(paper, &palette("light"), &gains(&x, &y, &curves))
    });
    let drawn = svg.polyline("#0072B2");
    assert!(
        drawn
            .iter()
            .all(|&(x, y)| frame.contains((f64::from(x), f64::from(y)))),
        "{drawn:?}"
    );
    assert!(drawn.contains(&frame.to_pixel((0.5, 0.5))));
}

#[test]
fn zones_begin_at_the_two_cuts_whichever_is_the_higher() {
    for (low, high) in [(0.2, 0.7), (0.7, 0.2)] {
        let axis = Axis::probability();
        let figure = Scores {
            axis: &axis,
            edges: &[],
            good: &[],
            default: &[],
            tallest: (0, 0),
            counts: CountScale::Log,
        };
        let (svg, frame) = draw((700, 120), |paper| {
            let frame = scores(paper, &palette("light"), &figure)?;
            zones(paper, &frame, &palette("light"), low, high)?;
            Ok(frame)
        });
        let ink = svg.rectangles("#16202B");
        let [review, reject, first, second] = ink[..] else {
            panic!("two tints and two lines, not {ink:?}")
        };
        let [low, high] = [0.2, 0.7].map(|at| frame.x_to_pixel(at));
        assert_eq!((review.0, review.0 + review.2), (low, high));
        assert_eq!((reject.0, reject.0 + reject.2), (high, frame.right + 1));
        assert_eq!((first.0 + 1, second.0 + 1), (low, high));
    }
}

#[test]
fn a_bracket_spans_the_distance_that_it_stands_for() {
    let (x, y) = (Axis::rate("x"), Axis::rate("y"));
    let (svg, frame) = draw((300, 300), |paper| {
        let frame = lines(paper, &palette("light"), &gains(&x, &y, &[]))?;
        let bracket = Gap {
            arm: 0,
            x: 0.4,
            low: 0.1,
            high: 0.9,
        };
        gap(paper, &frame, &palette("light"), bracket)?;
        Ok(frame)
    });
    let upright = svg.rectangles("#0072B2")[0];
    assert_eq!(upright.0 + 1, frame.x_to_pixel(0.4));
    assert_eq!(upright.1, frame.y_to_pixel(0.9));
    assert_eq!(upright.1 + upright.3 - 1, frame.y_to_pixel(0.1));
}

#[test]
fn a_bin_stands_at_its_mean_score_and_default_rate_with_its_interval() {
    let bins = [bin(0.0, 0.2, 0.05, 400), bin(0.4, 0.6, 0.35, 40)];
    let arms = [ArmReliability {
        arm: 0,
        bins: &bins,
    }];
    let figure = Reliability {
        arms: &arms,
        limit: 1.0,
    };
    let (svg, frame) = draw((420, 520), |paper| {
        reliability(paper, &palette("light"), &figure)
    });
    let discs = svg.discs("#0072B2");
    assert_eq!(discs, bins.map(|bin| frame.to_pixel((bin.mean, bin.rate))));
    let column = frame.x_to_pixel(0.5);
    let [from, to] = [bins[1].interval.1, bins[1].interval.0].map(|end| frame.y_to_pixel(end));
    let whiskers = svg.rectangles("#0072B2");
    let is_whisker = |bar: &&(i32, i32, i32, i32)| **bar == (column, from, 1, to + 1 - from);
    assert!(whiskers.iter().any(|bar| is_whisker(&bar)), "{whiskers:?}");
    // Bars of rows, the taller for more rows.
    let below: Vec<_> = whiskers
        .iter()
        .filter(|bar| bar.1 > frame.bottom + 5)
        .collect();
    assert_eq!(below.len(), 2);
    assert!(below[0].3 > below[1].3, "{below:?}");
}

#[test]
fn a_bin_beyond_the_limit_is_left_out() {
    let bins = [bin(0.0, 0.05, 0.02, 900), bin(0.8, 0.9, 0.7, 4)];
    let arms = [ArmReliability {
        arm: 0,
        bins: &bins,
    }];
    let figure = Reliability {
        arms: &arms,
        limit: 0.1,
    };
    let (svg, frame) = draw((420, 520), |paper| {
        reliability(paper, &palette("light"), &figure)
    });
    assert_eq!(svg.discs("#0072B2"), [frame.to_pixel((0.025, 0.02))]);
    assert_eq!(frame.x, (0.0, 0.1));
}

#[test]
fn bars_of_a_distribution_count_its_values_and_a_line_stands_at_their_mean() {
    let values = [0.01, 0.01, 0.01, 0.03, 0.09, f64::NAN];
    let figure = Distribution {
        title: "t",
        counted: "n",
        arm: 0,
        values: &values,
        n_bins: 10,
    };
    let (svg, frame) = draw((300, 200), |paper| {
        distribution(paper, &palette("light"), &figure)
    });
    let bars = svg.rectangles("#0072B2");
    let heights: Vec<_> = bars.iter().map(|bar| bar.3).collect();
    assert_eq!(heights.len(), 3, "{bars:?}");
    let unit = frame.bottom - frame.y_to_pixel(1.0);
    assert!(
        (heights[0] - 3 * unit).abs() <= 2 && (heights[1] - unit).abs() <= 2,
        "{heights:?}"
    );
    let mean = svg.rectangles("#16202B")[0];
    assert_eq!(mean.0 + 1, frame.x_to_pixel(0.03));
}

#[test]
fn studies_without_data_draw_their_axes() {
    let (svg, _) = draw((280, 200), |paper| {
        let figure = Reliability {
            arms: &[],
            limit: f64::NAN,
        };
        reliability(paper, &palette("light"), &figure)?;
        det(paper, &palette("light"), &Det { curves: &[] })?;
        let figure = Distribution {
            title: "t",
            counted: "n",
            arm: 7,
            values: &[],
            n_bins: 0,
        };
        distribution(paper, &palette("light"), &figure)
    });
    assert!(svg.is_finite());
}
