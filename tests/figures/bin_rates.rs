//! Default rates by part of a column, and heat maps.

use imbalance_lab::figure::{
    BinRate, BinRates, Frame, HeatMap, Palette, Paper, bin_rates, heat_map,
};
use plotters_svg::SVGBackend;

use crate::drawing::{Drawn, draw, palette};
use crate::svg::Svg;

const DEFAULT: &str = "#C42D78";

const BINS: [(&str, usize, f64, (f64, f64)); 12] = [
    ("up to 1,020", 80, 0.31, (0.22, 0.42)),
    ("up to 1,340", 80, 0.24, (0.16, 0.34)),
    ("up to 1,820", 80, 0.19, (0.12, 0.29)),
    ("up to 2,210", 80, 0.15, (0.09, 0.24)),
    ("up to 2,730", 80, 0.13, (0.07, 0.22)),
    ("up to 3,310", 80, 0.11, (0.06, 0.2)),
    ("up to 4,000", 80, 0.1, (0.05, 0.18)),
    ("up to 5,200", 80, 0.08, (0.04, 0.15)),
    ("up to 8,100", 80, 0.05, (0.02, 0.12)),
    ("above 8,100", 40, 0.04, (0.01, 0.13)),
    (
        "a name that is much too long to stand beside a line",
        12,
        0.25,
        (0.09, 0.53),
    ),
    ("missing", 95, 0.35, (0.26, 0.45)),
];

fn draw_bins<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, Frame> {
    let bins = BINS.map(|(label, n_rows, rate, interval)| BinRate {
        label,
        n_rows,
        rate,
        interval,
    });
    let figure = BinRates {
        bins: &bins,
        rate: "Default rate",
        overall: 0.17,
    };
    bin_rates(paper, palette, &figure)
}

pub fn example<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    draw_bins(paper, palette).map(|_| ())
}

/// Correlations of made-up columns.
pub fn heat<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let names: Vec<String> = (0..25).map(|place| format!("column_{place}")).collect();
    let n = names.len();
    let value = |cell: usize| {
        let (a, b) = (cell / n, cell % n);
        let apart = a.abs_diff(b) as f64;
        if a == b {
            1.0
        } else {
            (apart * 1.3).cos() / (1.0 + apart / 4.0)
        }
    };
    let mut values: Vec<f64> = (0..n * n).map(value).collect();
    values[3] = f64::NAN;
    let figure = HeatMap {
        names: &names,
        values: &values,
    };
    heat_map(paper, palette, &figure).map(|_| ())
}

#[test]
fn each_rate_stands_where_the_axis_says_with_its_interval() {
    let (svg, frame): (Svg, Frame) = draw((640, 420), |paper| draw_bins(paper, &palette("light")));
    let dots = svg.discs(DEFAULT);
    let whiskers = svg.rectangles(DEFAULT);
    assert_eq!((dots.len(), whiskers.len()), (BINS.len(), BINS.len()));
    for ((dot, whisker), (_, _, rate, (low, high))) in dots.iter().zip(&whiskers).zip(BINS) {
        assert_eq!(dot.0, frame.x_to_pixel(rate));
        assert_eq!(whisker.0, frame.x_to_pixel(low));
        assert_eq!(whisker.0 + whisker.2, frame.x_to_pixel(high));
    }
    let from_the_top = dots.windows(2).all(|pair| pair[0].1 < pair[1].1);
    assert!(from_the_top);
}

#[test]
fn a_heat_map_has_a_square_for_each_pair_and_none_for_what_is_undefined() {
    let (svg, ()) = draw((640, 420), |paper| heat(paper, &palette("light")));
    let squares = svg.text.matches("<rect").count();
    assert_eq!(squares, 25 * 25 - 1);
}
