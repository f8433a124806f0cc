//! Bars of columns.

use imbalance_lab::figure::{
    Bar, BeeSwarm, ColumnBars, Dot, Frame, Palette, Paper, Waterfall, bee_swarm, column_bars,
    waterfall,
};
use plotters::style::RGBColor;
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

/// Rows of which the first column adds more the higher its cell is, and the second nothing.
fn draw_swarm<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, Frame> {
    let rows = 0..120;
    let place = |row: i32| f64::from(row * 37 % 120) / 119.0;
    let steep = rows.clone().map(|row| Dot {
        value: (place(row) - 0.5).powi(3) * 8.0,
        place: place(row),
    });
    let flat = rows.clone().map(|row| Dot {
        value: 0.02 * (place(row) - 0.5),
        place: f64::NAN,
    });
    let none = rows.map(|_| Dot {
        value: f64::NAN,
        place: 0.0,
    });
    let figure = BeeSwarm {
        title: "log-odds",
        columns: &["income", "region", "undefined"].map(str::to_owned),
        dots: &[steep.collect(), flat.collect(), none.collect()],
    };
    bee_swarm(paper, palette, &figure)
}

pub fn swarm<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    draw_swarm(paper, palette).map(|_| ())
}

#[test]
fn dots_of_a_column_stay_in_its_line_and_none_covers_another() {
    let palette = palette("light");
    let (svg, frame): (Svg, Frame) = draw((640, 420), |paper| draw_swarm(paper, &palette));
    let hex = |colour: RGBColor| format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
    let mut dots = svg.discs(&hex(palette.text));
    dots.extend(svg.discs(&hex(palette.muted)));
    assert_eq!(dots.len(), 240, "what is undefined has none");
    let line = (frame.y_to_pixel(1.0) - frame.y_to_pixel(2.0)) / 2;
    for (dot, column) in dots
        .iter()
        .zip((0..240).map(|dot| f64::from(3 - dot / 120)))
    {
        assert!((dot.1 - frame.y_to_pixel(column)).abs() <= line);
    }
    let mut places = dots.clone();
    places.sort_unstable();
    places.dedup();
    assert!(places.len() > 200, "{}", places.len());
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
