//! Bars of columns.

use imbalance_lab::figure::{Bar, ColumnBars, Frame, Palette, Paper, column_bars};
use plotters_svg::SVGBackend;

use crate::drawing::{Drawn, draw, palette};
use crate::svg::Svg;

const COLUMNS: [&str; 4] = [
    "income",
    "age",
    "a name that is much too long to stand beside a bar",
    "region",
];
const VALUES: [[f64; 4]; 2] = [[0.12, 0.05, 0.01, -0.004], [0.1, 0.07, f64::NAN, 0.002]];
const ERROR: f64 = 0.006;

fn draw_bars<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, Frame> {
    let bar = |value| Bar {
        value,
        error: ERROR,
    };
    let arms = [0, 1].map(|arm| (arm, VALUES[arm].map(bar).to_vec()));
    let figure = ColumnBars {
        title: "Drop in ROC AUC",
        columns: &COLUMNS.map(str::to_owned),
        arms: &arms,
    };
    column_bars(paper, palette, &figure)
}

pub fn example<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    draw_bars(paper, palette).map(|_| ())
}

#[test]
fn bars_reach_from_zero_to_their_values_and_what_is_undefined_has_none() {
    let palette = palette("light");
    let (svg, frame): (Svg, Frame) = draw((640, 420), |paper| draw_bars(paper, &palette));
    let zero = frame.x_to_pixel(0.0);
    for (arm, values) in VALUES.iter().enumerate() {
        let colour = palette.arms[arm];
        let colour = format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
        let bars = svg.rectangles(&colour);
        let defined: Vec<f64> = values.iter().copied().filter(|it| it.is_finite()).collect();
        assert_eq!(bars.len(), defined.len(), "{colour}");
        for (bar, value) in bars.iter().zip(defined) {
            let ends = [zero, frame.x_to_pixel(value)];
            assert_eq!(bar.0, ends[0].min(ends[1]));
            assert_eq!(bar.0 + bar.2, ends[0].max(ends[1]));
        }
        assert!(bars.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }
}
