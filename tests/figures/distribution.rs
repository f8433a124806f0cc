//! How values are spread over redraws.

use imbalance_lab::figure::{Distribution, Frame, distribution};

use crate::drawing::{draw, palette};
use crate::svg::Svg;

const BLUE: &str = "#0072B2";
const INK: &str = "#16202B";
const MUTED: &str = "#56616F";

/// Two hundred values round 0.02, the sum of sines being as good as chance.
fn redraws() -> Vec<f64> {
    let turns = (1..=200_u8).map(f64::from);
    turns
        .map(|turn| 0.02 + 0.012 * ((turn * 1.7).sin() + (turn * 2.9).sin() + (turn * 0.37).sin()))
        .collect()
}

fn draw_values(values: &[f64], n_bins: usize) -> (Svg, Frame) {
    draw((500, 300), |paper| {
        let figure = Distribution {
            title: "Optimism",
            counted: "Redraws",
            arm: 0,
            values,
            n_bins,
        };
        distribution(paper, &palette("light"), &figure)
    })
}

/// Lines from top to bottom in a colour: their middles.
fn uprights(svg: &Svg, frame: &Frame, color: &str) -> Vec<f64> {
    let lines = svg.rectangles(color).into_iter();
    lines
        .filter(|line| line.1 == frame.top && line.1 + line.3 == frame.bottom + 1)
        .map(|line| f64::from(line.0) + f64::from(line.2) / 2.0)
        .collect()
}

#[test]
fn bars_are_as_high_as_their_counts_and_every_value_is_in_one() {
    let values = [0.1, 0.1, 0.1, 0.3, 0.9, 1.0, 0.9, 0.9, f64::NAN];
    let (svg, frame) = draw_values(&values, 5);
    let bars = svg.rectangles(BLUE);
    let per_row = f64::from(frame.bottom - frame.top) / (frame.y.1 - frame.y.0);
    let counts: Vec<_> = bars.iter().map(|bar| f64::from(bar.3) / per_row).collect();
    assert_eq!(counts.len(), 3);
    for (count, expected) in counts.iter().zip([3.0, 1.0, 4.0]) {
        assert!((count - expected).abs() * per_row <= 1.0, "{counts:?}");
    }
    for (bar, from) in bars.iter().zip([0.0, 0.2, 0.8]) {
        assert_eq!(bar.0, frame.x_to_pixel(from));
        assert_eq!(bar.1 + bar.3, frame.bottom);
    }
}

#[test]
fn a_thin_line_stands_at_zero_and_a_thicker_one_at_the_mean() {
    for values in [vec![0.1, 0.2, 0.6], vec![-0.4, -0.1], redraws()] {
        let (svg, frame) = draw_values(&values, 10);
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let column = f64::from(frame.x_to_pixel(mean));
        assert_eq!(uprights(&svg, &frame, INK), [column]);
        assert!(frame.x.0 <= 0.0 && frame.x.1 >= 0.0, "{:?}", frame.x);
        let zero = f64::from(frame.x_to_pixel(0.0));
        assert!(uprights(&svg, &frame, MUTED).contains(&(zero + 0.5)));
    }
}

#[test]
fn degenerate_values_are_drawn() {
    for values in [
        &[][..],
        &[f64::NAN, f64::INFINITY],
        &[0.0; 3],
        &[0.5],
        &[1e308, 1e308, -1e308],
        &[1e-308, 0.0],
    ] {
        for n_bins in [0, 1, 24, usize::MAX] {
            let (svg, frame) = draw_values(values, n_bins);
            assert!(svg.is_finite(), "{values:?} {n_bins}");
            for shape in [BLUE, INK, MUTED]
                .map(|color| svg.rectangles(color))
                .concat()
            {
                let right = shape.0 + shape.2;
                assert!(
                    shape.0 >= frame.left - 1 && right <= frame.right + 1,
                    "{shape:?}"
                );
            }
        }
    }
}
