//! Bars of columns.

use imbalance_lab::figure::{
    Bar, ColumnBars, Frame, Palette, Paper, Waterfall, column_bars, waterfall,
};
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
        between: Some((value - ERROR, value + ERROR)),
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

const BASE: f64 = -3.2;
const STEPS: [f64; 4] = [1.4, -0.6, 0.25, -0.02];

fn draw_fall<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, Frame> {
    let steps = COLUMNS.map(str::to_owned).into_iter().zip(STEPS);
    let figure = Waterfall {
        title: "Log-odds",
        base: BASE,
        steps: &steps.collect::<Vec<_>>(),
    };
    waterfall(paper, palette, &figure)
}

pub fn fall<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    draw_fall(paper, palette).map(|_| ())
}

#[test]
fn each_bar_of_a_waterfall_begins_where_the_one_above_ended() {
    let palette = palette("light");
    let (svg, frame): (Svg, Frame) = draw((640, 420), |paper| draw_fall(paper, &palette));
    let hex = |colour: plotters::style::RGBColor| {
        format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
    };
    let (mut rising, mut falling) = (
        svg.rectangles(&hex(palette.default)).into_iter(),
        svg.rectangles(&hex(palette.good)).into_iter(),
    );
    let mut at = BASE;
    for step in STEPS {
        let bar = if step > 0.0 {
            &mut rising
        } else {
            &mut falling
        }
        .next();
        let (left, _, width, _) = bar.unwrap();
        let ends = [frame.x_to_pixel(at), frame.x_to_pixel(at + step)];
        assert_eq!(left, ends[0].min(ends[1]));
        assert_eq!(width, (ends[0] - ends[1]).abs().max(1));
        at += step;
    }
    assert_eq!((rising.next(), falling.next()), (None, None));
}
