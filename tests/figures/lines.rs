//! Lines over any two axes, and where they are cut.

use imbalance_lab::figure::{
    Axis, Curve, Frame, Gap, LEFT_MARGIN, Lines, Mark, Palette, Paper, RIGHT_MARGIN, Range,
    Reference, gap, lines, operating_points, zones,
};
use plotters_svg::SVGBackend;
use proptest::prelude::*;

use crate::drawing::{Drawn, ROC, draw, palette};
use crate::svg::Svg;

const BLUE: &str = "#0072B2";
const MUTED: &str = "#56616F";

/// `f` at 0, 1/40, 2/40 … 1.
fn over_scores(f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let scores = (0..=40_u8).map(|step| f64::from(step) / 40.0);
    scores.map(|score| (score, f(score))).collect()
}

/// Profit against the threshold with a range, between the cuts of a policy.
pub fn profit<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let hill = |top: f64, at: f64| move |score: f64| top - 2.4e6 * (score - at).powi(2);
    let a = over_scores(hill(410_000.0, 0.35));
    let b = over_scores(hill(280_000.0, 0.55));
    let (lower, upper) = (
        over_scores(hill(330_000.0, 0.33)),
        over_scores(hill(490_000.0, 0.37)),
    );
    let figure = Lines {
        singles: &[],
        x: &Axis::probability(),
        y: &Axis::money("Profit", -600_000.0, 520_000.0),
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
        curves: &[
            Curve {
                arm: 0,
                name: "",
                points: &a,
            },
            Curve {
                arm: 1,
                name: "",
                points: &b,
            },
        ],
        ranges: &[Range {
            arm: 0,
            lower: &lower,
            upper: &upper,
        }],
        references: &[Reference {
            from: (0.0, 0.0),
            to: (1.0, 0.0),
        }],
    };
    let frame = lines(paper, palette, &figure)?;
    zones(paper, &frame, palette, 0.2, 0.6)?;
    let mark = Mark {
        arm: 0,
        at: (0.35, 410_000.0),
    };
    operating_points(paper, &frame, palette, &[mark])
}

/// Cumulative gains between chance and perfection.
pub fn gains<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let b = over_scores(|share| share.powf(0.4));
    let figure = Lines {
        singles: &[],
        x: &Axis::share("Share of applicants flagged"),
        y: &Axis::share("Share of defaults caught"),
        is_square: true,
        margins: None,
        curves: &[
            Curve {
                arm: 0,
                name: "",
                points: ROC,
            },
            Curve {
                arm: 1,
                name: "",
                points: &b,
            },
        ],
        ranges: &[],
        references: &[Reference {
            from: (0.0, 0.0),
            to: (1.0, 1.0),
        }],
    };
    lines(paper, palette, &figure).map(|_| ())
}

/// The distribution functions of both classes and the distance between them.
pub fn ks<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let rises = [(0, 0.25), (0, 1.1), (1, 0.4), (1, 2.2)];
    let points = rises.map(|(arm, power)| (arm, over_scores(|score| score.powf(power))));
    let curves = points.each_ref().map(|(arm, points)| Curve {
        arm: *arm,
        name: "",
        points,
    });
    let figure = Lines {
        singles: &[],
        x: &Axis::probability(),
        y: &Axis::share("Share of the class below"),
        is_square: false,
        margins: None,
        curves: &curves,
        ranges: &[],
        references: &[],
    };
    let frame = lines(paper, palette, &figure)?;
    for (arm, x, low, high) in [(0, 0.175, 0.147, 0.647), (1, 0.4, 0.133, 0.693)] {
        gap(paper, &frame, palette, Gap { arm, x, low, high })?;
    }
    Ok(())
}

/// Lift, whose first points lie far above the axis.
pub fn lift<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let lift = |power: f64| over_scores(move |share| share.max(0.004).powf(power));
    let (a, b) = (lift(-0.7), lift(-0.5));
    let figure = Lines {
        singles: &[],
        x: &Axis::share("Share of applicants flagged"),
        y: &Axis::from_zero("Lift", 12.0),
        is_square: false,
        margins: None,
        curves: &[
            Curve {
                arm: 0,
                name: "",
                points: &a,
            },
            Curve {
                arm: 1,
                name: "",
                points: &b,
            },
        ],
        ranges: &[],
        references: &[Reference {
            from: (0.0, 1.0),
            to: (1.0, 1.0),
        }],
    };
    lines(paper, palette, &figure).map(|_| ())
}

/// One line figure on axes from 0 to 1.
fn draw_lines(curves: &[Curve], ranges: &[Range], references: &[Reference]) -> (Svg, Frame) {
    draw((400, 300), |paper| {
        let figure = Lines {
            singles: &[],
            x: &Axis::share("x"),
            y: &Axis::share("y"),
            is_square: false,
            margins: Some((60, 20)),
            curves,
            ranges,
            references,
        };
        lines(paper, &palette("light"), &figure)
    })
}

#[test]
fn a_curve_goes_through_its_points_within_the_margins_asked_for() {
    let points = [(0.0, 0.2), (0.5, 0.9), (f64::NAN, 0.1), (1.0, 0.4)];
    let curve = Curve {
        arm: 0,
        name: "",
        points: &points,
    };
    let (svg, frame) = draw_lines(&[curve], &[], &[]);
    let there = [points[0], points[1], points[3]].map(|point| frame.to_pixel(point));
    assert_eq!(svg.lines(BLUE), [(2, there.to_vec())]);
    assert_eq!((frame.left, frame.right), (60, 380));
}

#[test]
fn a_square_figure_is_as_wide_as_high() {
    let (_, frames) = draw((500, 300), |paper| {
        [true, false]
            .into_iter()
            .map(|is_square| {
                let figure = Lines {
                    singles: &[],
                    x: &Axis::share("x"),
                    y: &Axis::share("y"),
                    is_square,
                    margins: None,
                    curves: &[],
                    ranges: &[],
                    references: &[],
                };
                lines(paper, &palette("light"), &figure)
            })
            .collect::<Result<Vec<_>, _>>()
    });
    let sides = |frame: &Frame| (frame.right - frame.left, frame.bottom - frame.top);
    let (square, wide) = (sides(&frames[0]), sides(&frames[1]));
    assert_eq!(square.0, square.1);
    assert!(wide.0 > wide.1);
}

#[test]
fn a_curve_that_leaves_the_axes_is_cut_where_it_crosses_their_edge() {
    let points = [(0.25, 0.5), (0.75, 1.5), (0.75, -0.5)];
    let curve = Curve {
        arm: 0,
        name: "",
        points: &points,
    };
    let (svg, frame) = draw_lines(&[curve], &[], &[]);
    let lines = svg.lines(BLUE);
    let ends = |from, to| vec![frame.to_pixel(from), frame.to_pixel(to)];
    assert_eq!(
        lines,
        [
            (2, ends((0.25, 0.5), (0.5, 1.0))),
            (2, ends((0.75, 1.0), (0.75, 0.0)))
        ]
    );
}

#[test]
fn a_range_fills_the_area_between_its_lines_under_its_curve() {
    let (lower, upper) = ([(0.2, 0.1), (0.8, 0.3)], [(0.2, 0.5), (0.8, 1.7)]);
    let middle = [(0.2, 0.3), (0.8, 0.8)];
    let range = Range {
        arm: 0,
        lower: &lower,
        upper: &upper,
    };
    let curve = Curve {
        arm: 0,
        name: "",
        points: &middle,
    };
    let (svg, frame) = draw_lines(&[curve], &[range], &[]);
    let around = [lower[0], lower[1], (0.8, 1.0), upper[0]].map(|point| frame.to_pixel(point));
    assert_eq!(svg.polygons(BLUE), [around.to_vec()]);
    let opacity = svg.opacities(BLUE, "<polygon")[0];
    assert!(opacity > 0.05 && opacity < 0.4, "{opacity}");
    assert!(svg.text.find("<polygon") < svg.text.find("<polyline"));
}

#[test]
fn a_reference_is_a_quiet_dotted_line_between_its_points() {
    let reference = Reference {
        from: (0.1, 0.2),
        to: (0.9, 0.2),
    };
    let (svg, frame) = draw_lines(&[], &[], &[reference]);
    let dots = svg.lines(MUTED);
    assert!(dots.len() > 20, "{}", dots.len());
    let corners = || dots.iter().flat_map(|(_, points)| points);
    let row = frame.y_to_pixel(0.2);
    assert!(dots.iter().all(|(width, _)| *width == 1));
    assert!(corners().all(|corner| corner.1 == row));
    let columns = corners().map(|corner| corner.0);
    let (first, last) = (columns.clone().min(), columns.max().unwrap());
    assert_eq!(first, Some(frame.x_to_pixel(0.1)));
    assert!((frame.x_to_pixel(0.9) - last).abs() <= 3);
}

#[test]
fn money_is_written_in_thousands_and_millions_where_it_is_much() {
    let labels = |low: f64, high: f64| {
        let ticks = Axis::money("Cost", low, high).ticks;
        let labels: Vec<_> = ticks.into_iter().map(|tick| tick.label).collect();
        labels.join(" ")
    };
    assert_eq!(labels(0.0, 900.0), "0 200 400 600 800");
    assert_eq!(labels(0.0, 4_500.0), "0 1,000 2,000 3,000 4,000");
    assert_eq!(labels(-12_000.0, 41_000.0), "−10k 0 10k 20k 30k 40k");
    assert_eq!(labels(0.0, 1.2e6), "0 0.2M 0.4M 0.6M 0.8M 1M 1.2M");
    assert_eq!(
        labels(-3e9, 0.0),
        "−3,000M −2,500M −2,000M −1,500M −1,000M −500M 0"
    );
}

#[test]
fn shares_are_written_in_per_cent() {
    let labels = |axis: Axis| {
        let labels: Vec<_> = axis.ticks.into_iter().map(|tick| tick.label).collect();
        labels.join(", ")
    };
    assert_eq!(labels(Axis::share("")), "0, 25 %, 50 %, 75 %, 100 %");
    assert_eq!(Axis::share("").range, (0.0, 1.0));
    let few = Axis::spanning("", 0.0, 0.004).in_per_cent();
    assert_eq!(labels(few), "0, 0.1 %, 0.2 %, 0.3 %, 0.4 %");
}

fn points() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let value = prop_oneof![-1.0..2.0_f64, any::<f64>(), Just(f64::MAX), Just(f64::MIN)];
    prop::collection::vec((value.clone(), value), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_line_leaves_its_axes(points in points(), others in points()) {
        let curve = Curve { arm: 0, name: "", points: &points };
        let range = Range { arm: 0, lower: &points, upper: &others };
        let references: Vec<_> = points.iter().zip(&others).map(|(&from, &to)| Reference { from, to }).collect();
        let (svg, frame) = draw_lines(&[curve], &[range], &references);
        let corners = svg.polyline(BLUE).into_iter().chain(svg.polyline(MUTED));
        for corner in corners.chain(svg.polygons(BLUE).concat()) {
            let (x, y) = (f64::from(corner.0), f64::from(corner.1));
            prop_assert!(frame.contains((x, y)), "{:?} {:?}", corner, frame);
        }
        prop_assert!(svg.is_finite());
    }
}

#[test]
fn single_rows_are_quiet_lines_below_the_curve_of_their_arm() {
    let palette = palette("light");
    let (low, high) = (
        over_scores(|score| 0.2 * score),
        over_scores(|score| 0.8 * score),
    );
    let curve = |points| Curve {
        arm: 0,
        name: "as is",
        points,
    };
    let (svg, _): (Svg, _) = draw((640, 420), |paper| {
        let figure = Lines {
            singles: &[curve(&low[..]), curve(&high[..])],
            x: &Axis::rate("x"),
            y: &Axis::rate("y"),
            is_square: false,
            margins: None,
            curves: &[curve(&low[..])],
            ranges: &[],
            references: &[],
        };
        lines(paper, &palette, &figure)
    });
    let colour = palette.arms[0];
    let colour = format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
    assert_eq!(svg.opacities(&colour, "<polyline"), [0.35, 0.35, 1.0]);
    let names = svg.texts();
    let named = names.iter().filter(|text| text.words == "as is");
    assert_eq!(named.count(), 1);
}
