//! Default rates by decile.

use imbalance_lab::figure::{Deciles, Frame, Palette, Paper, deciles};
use plotters_svg::SVGBackend;

use crate::drawing::{Drawn, draw, palette};
use crate::svg::Svg;

const BLUE: &str = "#0072B2";
const ORANGE: &str = "#D55E00";
const INK: &str = "#16202B";

const RATES: &[f64] = &[
    0.16, 0.05, 0.03, 0.012, 0.01, 0.004, 0.006, 0.0, 0.002, 0.001,
];
const RATES_B: &[f64] = &[
    0.13, 0.07, 0.02, 0.015, 0.008, 0.01, 0.004, 0.002, 0.0, 0.004,
];

pub fn example<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let figure = Deciles {
        rate: "Default rate",
        arms: &[(0, RATES), (1, RATES_B)],
        overall: Some(0.0275),
    };
    deciles(paper, palette, &figure).map(|_| ())
}

fn draw_deciles(arms: &[(usize, &[f64])], overall: Option<f64>) -> (Svg, Frame) {
    draw((600, 400), |paper| {
        deciles(
            paper,
            &palette("light"),
            &Deciles {
                arms,
                rate: "Default rate",
                overall,
            },
        )
    })
}

#[test]
fn bars_are_as_high_as_their_rates_and_stand_on_the_axis() {
    let (svg, frame) = draw_deciles(&[(0, RATES)], None);
    let bars = svg.rectangles(BLUE);
    let rates: Vec<_> = RATES.iter().filter(|rate| **rate > 0.0).collect();
    assert_eq!(bars.len(), rates.len(), "a rate of zero has no bar");
    let per_rate = f64::from(frame.bottom - frame.top) / frame.y.1;
    for (bar, rate) in bars.iter().zip(rates) {
        assert_eq!(bar.1 + bar.3, frame.bottom);
        let height = f64::from(bar.3);
        assert!((height - rate * per_rate).abs() <= 1.0, "{rate}: {height}");
    }
    assert_eq!(frame.y.0, 0.0);
    assert!(frame.y.1 >= 0.16 && frame.y.1 < 0.25);
}

#[test]
fn the_arms_stand_side_by_side_round_the_number_of_their_decile() {
    let (svg, frame) = draw_deciles(&[(0, RATES), (1, RATES_B)], None);
    let (first, second) = (svg.rectangles(BLUE), svg.rectangles(ORANGE));
    let gaps = [7, 8];
    let places = |gap: usize| (1..=10_u8).filter(move |place| usize::from(*place) != gap + 1);
    for (bars, side, gap) in [(&first, -1, gaps[0]), (&second, 1, gaps[1])] {
        assert_eq!(bars.len(), 9);
        for (bar, place) in bars.iter().zip(places(gap)) {
            let middle = frame.x_to_pixel(f64::from(place));
            let (left, right) = (bar.0 - middle, bar.0 + bar.2 - middle);
            assert!(left * side >= 0 && right * side >= 0, "{bar:?} {middle}");
            assert!(left.abs().max(right.abs()) < frame.x_to_pixel(1.5) - frame.x_to_pixel(1.0));
        }
    }
    let labels = svg.texts();
    for place in 1..=10 {
        assert!(labels.iter().any(|text| text.words == place.to_string()));
    }
}

#[test]
fn the_rate_of_all_is_a_dotted_line_from_side_to_side() {
    let (svg, frame) = draw_deciles(&[(0, RATES)], Some(0.0275));
    let dots = svg.polyline(INK);
    let row = frame.y_to_pixel(0.0275);
    assert!(dots.len() > 50 && dots.iter().all(|dot| dot.1 == row));
    assert_eq!(dots.first().unwrap().0, frame.left);
    assert!(frame.right - dots.last().unwrap().0 <= 3);
}

#[test]
fn without_rates_there_are_axes() {
    let nothing: [&[f64]; 4] = [&[], &[f64::NAN, f64::INFINITY], &[0.0; 10], &[-1.0]];
    for rates in nothing {
        for overall in [None, Some(f64::NAN)] {
            let (svg, _) = draw_deciles(&[(0, rates)], overall);
            assert!(svg.is_finite());
            assert!(svg.rectangles(BLUE).is_empty());
            assert!(svg.texts().iter().any(|text| text.words == "Default rate"));
        }
    }
    let (svg, _) = draw_deciles(&[], None);
    assert!(
        svg.texts().iter().any(|text| text.words == "10"),
        "ten places"
    );
}
