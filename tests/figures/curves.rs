//! What lies around the curves: hulls, bands, lines of equal cost and of equal F1.

use imbalance_lab::figure::{
    Band, Curve, Frame, IsoCost, PrecisionRecall, Roc, iso_cost, precision_recall, roc,
};
use proptest::prelude::*;

use crate::drawing::{HULL, PR, ROC, band, curves, draw, edges, palette};
use crate::svg::Svg;

const BLUE: &str = "#0072B2";

fn draw_roc(hulls: &[Curve], bands: &[Band]) -> (Svg, Frame) {
    let curves = [Curve {
        arm: 0,
        name: "",
        points: ROC,
    }];
    draw((360, 360), |paper| {
        let figure = Roc {
            curves: &curves,
            hulls,
            bands,
        };
        roc(paper, &palette("light"), &figure)
    })
}

#[test]
fn a_hull_is_a_thinner_line_drawn_before_its_curve() {
    let (arm, points) = HULL;
    let (svg, frame) = draw_roc(
        &[Curve {
            arm,
            name: "",
            points,
        }],
        &[],
    );
    let lines = svg.lines(BLUE);
    let [(1, hull), (2, curve)] = &lines[..] else {
        panic!("a thin line and a thick one, not {lines:?}")
    };
    let corners: Vec<_> = points.iter().map(|&point| frame.to_pixel(point)).collect();
    assert_eq!(hull, &corners);
    assert!(curve.len() > hull.len());
}

#[test]
fn without_hulls_and_bands_there_is_the_curve_alone() {
    let (svg, _) = draw_roc(&[], &[]);
    assert_eq!(svg.lines(BLUE).len(), 1);
    assert!(svg.polygons(BLUE).is_empty());
}

#[test]
fn a_band_encloses_its_curve_and_lies_under_it() {
    let around = edges(ROC, 0.06);
    let (svg, frame) = draw_roc(&[], &[band(0, &around)]);
    let polygons = svg.polygons(BLUE);
    let [polygon] = &polygons[..] else {
        panic!("one polygon, not {polygons:?}")
    };
    for &point in ROC {
        let (column, row) = frame.to_pixel(point);
        let rows = polygon.iter().filter(|corner| corner.0 == column);
        let (least, most) = (
            rows.clone().map(|corner| corner.1).min().unwrap(),
            rows.map(|corner| corner.1).max().unwrap(),
        );
        assert!((least..=most).contains(&row), "{point:?} in {polygon:?}");
    }
    let first = |element: &str| {
        let mut lines = svg.text.lines();
        let is_it = |line: &str| line.starts_with(element) && line.contains(BLUE);
        lines.position(is_it).unwrap()
    };
    assert!(first("<polygon") < first("<polyline"), "the curve on top");
}

#[test]
fn a_band_goes_round_what_is_not_finite() {
    let nan = [(0.0, f64::NAN), (0.5, f64::NAN), (1.0, f64::NAN)];
    let lower = [(0.0, 0.1), (0.5, f64::NAN), (1.0, 0.3)];
    let upper = [(0.0, 0.2), (0.5, f64::INFINITY), (1.0, 0.6)];
    for (lower, upper, corners) in [
        (&lower[..], &upper[..], Some(4)),
        (&nan[..], &nan[..], None),
        (&[][..], &[][..], None),
    ] {
        let bands = [Band {
            arm: 0,
            lower,
            upper,
        }];
        let (svg, _) = draw_roc(&[], &bands);
        assert!(svg.is_finite());
        assert_eq!(svg.polygons(BLUE).first().map(Vec::len), corners);
    }
}

#[test]
fn precision_has_its_band_too() {
    let around = edges(PR, 0.05);
    let figure = PrecisionRecall {
        bands: &[band(0, &around)],
        ..PrecisionRecall::default()
    };
    let (svg, frame) = draw((360, 360), |paper| {
        precision_recall(paper, &palette("light"), &figure)
    });
    let polygon = &svg.polygons(BLUE)[0];
    for &point in around.iter().flatten() {
        assert!(polygon.contains(&frame.to_pixel(point)), "as given");
    }
}

/// What is drawn of a line through a point of the ROC figure.
fn drawn(through: (f64, f64), slope: f64) -> (Svg, Frame) {
    let line = IsoCost {
        arm: 0,
        through,
        slope,
    };
    draw((500, 500), |paper| {
        let frame = roc(paper, &palette("light"), &Roc::default())?;
        iso_cost(paper, &frame, &palette("light"), &[line])?;
        Ok(frame)
    })
}

#[test]
fn a_level_and_an_upright_line_reach_from_edge_to_edge() {
    for slope in [f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        let (svg, frame) = drawn((0.25, 0.5), slope);
        let mut line = svg.polyline(BLUE);
        line.sort_unstable();
        let column = frame.x_to_pixel(0.25);
        assert_eq!(line, [(column, frame.top), (column, frame.bottom)]);
    }
    for slope in [0.0, -0.0, 1e-300] {
        let (svg, frame) = drawn((0.25, 0.5), slope);
        let row = frame.y_to_pixel(0.5);
        assert_eq!(svg.polyline(BLUE), [(frame.left, row), (frame.right, row)]);
    }
}

#[test]
fn a_line_that_is_nowhere_is_left_out() {
    for (through, slope) in [
        ((f64::NAN, 0.5), 1.0),
        ((0.5, f64::INFINITY), 1.0),
        ((0.5, 0.5), f64::NAN),
        ((2.0, 0.5), f64::INFINITY),
        ((0.5, -1.0), 0.0),
        ((5.0, 0.5), 1.0),
    ] {
        let (svg, _) = drawn(through, slope);
        assert!(svg.is_finite());
        assert!(svg.lines(BLUE).is_empty(), "{through:?} {slope}");
    }
}

#[test]
fn each_arm_has_its_own_dash_on_equal_cost_too() {
    let (svg, _) = draw((360, 360), |paper| {
        let frame = curves(paper, false)?;
        let lines = [0, 1].map(|arm| IsoCost {
            arm,
            through: (0.3, 0.6),
            slope: 1.0,
        });
        iso_cost(paper, &frame, &palette("light"), &lines)
    });
    let thin = |color| {
        let lines = svg.lines(color);
        lines.iter().filter(|(width, _)| *width == 1).count()
    };
    assert_eq!(thin(BLUE), 1);
    assert!(thin("#D55E00") > 20);
}

proptest! {
    #[test]
    fn a_line_of_equal_cost_goes_through_its_point_with_its_slope(
        through in (0.05..0.95_f64, 0.05..0.95_f64),
        slope in prop_oneof![0.0..4.0_f64, 4.0..500.0_f64],
    ) {
        let (svg, frame) = drawn(through, slope);
        let line = svg.polyline(BLUE);
        prop_assert_eq!(line.len(), 2);
        let [a, b] = [line[0], line[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        for end in [a, b] {
            prop_assert!(frame.contains(end), "{:?}", end);
            let is_at_edge = end.0 == f64::from(frame.left) || end.0 == f64::from(frame.right)
                || end.1 == f64::from(frame.top) || end.1 == f64::from(frame.bottom);
            prop_assert!(is_at_edge, "{:?}", end);
        }
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        let (x, y) = frame.to_pixel(through);
        let aside = (b.0 - a.0) * (f64::from(y) - a.1) - (b.1 - a.1) * (f64::from(x) - a.0);
        prop_assert!(aside.abs() / length < 1.5, "{} px from its point", aside.abs() / length);
        // One pixel off at both ends is what rounding may do to the direction.
        let turned = ((a.1 - b.1).atan2(b.0 - a.0) - slope.atan()).abs();
        prop_assert!(turned * length < 2.0, "turned by {turned}");
    }
}

#[test]
fn curves_of_equal_f1_stand_where_precision_and_recall_give_it() {
    let figure = PrecisionRecall {
        has_iso_f1: true,
        ..PrecisionRecall::default()
    };
    let (svg, frame) = draw((900, 900), |paper| {
        precision_recall(paper, &palette("light"), &figure)
    });
    let dots: Vec<_> = svg
        .lines("#56616F")
        .into_iter()
        .flat_map(|(_, points)| points)
        .collect();
    for level in [0.2, 0.4, 0.6, 0.8] {
        let near = dots.iter().filter(|&&(x, y)| {
            let (recall, precision) = frame.to_data((f64::from(x), f64::from(y)));
            let f1 = 2.0 * precision * recall / (precision + recall);
            (f1 - level).abs() < 0.004
        });
        assert!(near.count() > 100, "F1 {level}");
    }
    let astray = dots.iter().filter(|&&(x, y)| {
        let (recall, precision) = frame.to_data((f64::from(x), f64::from(y)));
        let fifths = 10.0 * precision * recall / (precision + recall);
        (fifths - fifths.round()).abs() > 0.02
    });
    assert_eq!(astray.count(), 0, "no other dotted line");
}

#[test]
fn lines_of_equal_f1_are_drawn_where_they_are_asked_for() {
    let (svg, _) = draw((400, 400), |paper| {
        precision_recall(paper, &palette("light"), &PrecisionRecall::default())
    });
    assert!(svg.lines("#56616F").is_empty());
    assert!(
        svg.texts()
            .iter()
            .all(|text| !text.words.starts_with("F1 "))
    );
}

#[test]
fn labels_of_equal_f1_come_all_or_none() {
    for (side, expected) in [(60, 0), (400, 4)] {
        let figure = PrecisionRecall {
            has_iso_f1: true,
            ..PrecisionRecall::default()
        };
        let (svg, _) = draw((side, side), |paper| {
            precision_recall(paper, &palette("light"), &figure)
        });
        let texts = svg.texts();
        let labels = texts.iter().filter(|text| text.words.starts_with("F1 "));
        assert_eq!(labels.count(), expected, "{side} px");
    }
}
