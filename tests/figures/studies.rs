//! Figures of a study: lines, zones, the trade-off of errors, reliability, redraws.

use imbalance_lab::figure::{
    ArmReliability, Axis, CountScale, Curve, Det, Distribution, Gap, Lines, Palette, Paper, Range,
    Reference, Reliability, ReliabilityPoint, ScoreHistogram, det, distribution, gap, lines,
    reliability, scores, zones,
};
use plotters_svg::SVGBackend;

use crate::drawing::Drawn;

const GAINS: &[(f64, f64)] = &[(0.0, 0.0), (0.05, 0.5), (0.2, 0.8), (0.6, 0.95), (1.0, 1.0)];
const GAINS_B: &[(f64, f64)] = &[(0.0, 0.0), (0.1, 0.4), (0.4, 0.75), (1.0, 1.0)];

fn gains<'a>(x: &'a Axis, y: &'a Axis, curves: &'a [Curve<'a>]) -> Lines<'a> {
    Lines {
        singles: &[],
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
            name: "",
            points: GAINS,
        },
        Curve {
            arm: 1,
            name: "",
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
    let figure = ScoreHistogram {
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
    let curves = [
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
    ];
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
        ArmReliability {
            arm: 0,
            name: "",
            bins: &a,
        },
        ArmReliability {
            arm: 1,
            name: "",
            bins: &b,
        },
    ];
    let figure = Reliability {
        rate: "Default rate",
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
