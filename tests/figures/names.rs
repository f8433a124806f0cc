//! Names of arms beside their curves.

use imbalance_lab::figure::{Axis, Curve, Lines, Roc, lines, roc};
use proptest::prelude::*;

use crate::drawing::{ROC, draw, palette};
use crate::svg::Svg;

const NAMES: [&str; 3] = ["as is", "SMOTE", "random forest"];

fn roc_of(points: &[Vec<(f64, f64)>], side: u32) -> Svg {
    let curves = points.iter().zip(NAMES).enumerate();
    let curves: Vec<_> = curves
        .map(|(arm, (points, name))| Curve { arm, name, points })
        .collect();
    let (svg, _) = draw((side, side), |paper| {
        let figure = Roc {
            curves: &curves,
            ..Roc::default()
        };
        roc(paper, &palette("light"), &figure)
    });
    svg
}

fn rising(steps: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let total = steps
        .iter()
        .fold((0.0, 0.0), |sum, step| (sum.0 + step.0, sum.1 + step.1));
    let mut at = (0.0, 0.0);
    let mut points = vec![at];
    for step in steps {
        at = (at.0 + step.0 / total.0, at.1 + step.1 / total.1);
        points.push((at.0.min(1.0), at.1.min(1.0)));
    }
    points
}

proptest! {
    #[test]
    fn every_arm_is_named_once_and_no_name_lies_on_another(
        steps in prop::collection::vec(prop::collection::vec((0.01..1.0_f64, 0.01..1.0_f64), 1..30), 1..4),
        side in 210_u32..500,
    ) {
        let points: Vec<_> = steps.iter().map(|steps| rising(steps)).collect();
        let svg = roc_of(&points, side);
        let texts = svg.texts();
        let named: Vec<_> = texts.iter().filter(|text| NAMES.contains(&&*text.words)).collect();
        prop_assert_eq!(named.len(), points.len());
        let boxes: Vec<_> = named.iter().map(|text| text.bounds()).collect();
        for (place, bounds) in boxes.iter().enumerate() {
            prop_assert!(bounds.lies_within((f64::from(side), f64::from(side))));
            prop_assert!(boxes.iter().skip(place + 1).all(|other| !bounds.overlaps(other)), "{:?}", boxes);
        }
    }
}

#[test]
fn a_name_lies_near_the_end_of_its_curve_where_there_is_room() {
    let axis = Axis::rate("x");
    let falling = [(0.0, 0.9), (0.5, 0.5), (1.0, 0.2)];
    let level = [(0.0, 0.7), (1.0, 0.7)];
    let curves = [("SMOTE", &falling[..]), ("as is", &level[..])];
    let curves = curves.map(|(name, points)| Curve {
        arm: 0,
        name,
        points,
    });
    let (svg, frame) = draw((400, 300), |paper| {
        let figure = Lines {
            singles: &[],
            x: &axis,
            y: &axis,
            is_square: false,
            margins: None,
            curves: &curves,
            ranges: &[],
            references: &[],
        };
        lines(paper, &palette("light"), &figure)
    });
    let texts = svg.texts();
    for (name, end) in [("SMOTE", 0.2), ("as is", 0.7)] {
        let text = texts.iter().find(|text| text.words == name).unwrap();
        let (column, row) = text.middle();
        let (end_column, end_row) = frame.to_pixel((1.0, end));
        let distance = (column - f64::from(end_column)).hypot(row - f64::from(end_row));
        assert!(distance < 60.0, "{name} lies {distance} px off");
    }
}

#[test]
fn a_curve_without_a_name_or_a_point_has_none() {
    let svg = roc_of(&[Vec::new(), vec![(f64::NAN, 0.5)]], 300);
    assert!(
        svg.texts()
            .iter()
            .all(|text| !NAMES.contains(&&*text.words))
    );
    let curves = [Curve {
        arm: 0,
        name: "",
        points: ROC,
    }];
    let (svg, _) = draw((300, 300), |paper| {
        let figure = Roc {
            curves: &curves,
            ..Roc::default()
        };
        roc(paper, &palette("light"), &figure)
    });
    // Ticks and two titles.
    assert_eq!(svg.count("#0072B2", "<circle"), 0);
}
