//! The detection error trade-off: what share of the defaults is missed for what share of the good
//! turned away, on axes that make two normal distributions a straight line.

use plotters::backend::DrawingBackend;
use statrs::distribution::{ContinuousCDF, Normal};

use super::axes::Axes;
use super::curve::{dash_of_arm, draw_curve, draw_reference};
use super::names::draw_names;
use super::{Axis, Curve, FigureError, Frame, Palette, Paper, Tick};

/// The smallest rate shown. Rates below it, and above 1 minus it, are drawn at the edge.
const LEAST: f64 = 0.0005;

/// The labelled rates in per cent.
const TICKS: [(f64, &str); 9] = [
    (0.001, "0.1"),
    (0.01, "1"),
    (0.05, "5"),
    (0.2, "20"),
    (0.5, "50"),
    (0.8, "80"),
    (0.95, "95"),
    (0.99, "99"),
    (0.999, "99.9"),
];

/// What the figure of the detection error trade-off shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Det<'a> {
    /// One curve an arm: `(false positive rate, miss rate)`, both in `[0, 1]`. The points are joined
    /// by straight lines as drawn.
    pub curves: &'a [Curve<'a>],
}

/// Draws the miss rate (false negative rate) of all arms against the false positive rate over the
/// dotted line of chance, `miss rate = 1 − false positive rate`, in a square.
///
/// Both axes are normal deviates: a rate `r` stands at `Φ⁻¹(r)`. They reach from 0.05 % to 99.95 %;
/// a curve that goes further, as each does that begins at a rate of 0, runs along the edge.
///
/// Source: Martin, Doddington, Kamm, Ordowski and Przybocki, "The DET curve in assessment of
/// detection task performance" (Eurospeech 1997).
///
/// # Errors
/// What the backend reports.
pub fn det<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Det,
) -> Result<Frame, FigureError<DB>> {
    let x = &deviates("False positive rate (%, probit scale)");
    let y = &deviates("Miss rate (%, probit scale)");
    let frame = Axes {
        x,
        y,
        is_square: true,
        margins: None,
    }
    .draw(paper, palette)?;
    let ends = [(0.0, 1.0), (1.0, 0.0)].map(det_point);
    draw_reference(paper, &frame, palette.muted, ends)?;
    let spread = |curve: &Curve| curve.points.iter().copied().map(det_point).collect();
    let points: Vec<Vec<_>> = figure.curves.iter().map(spread).collect();
    let curves = figure.curves.iter().zip(&points);
    let curves: Vec<_> = curves
        .map(|(curve, points)| Curve { points, ..*curve })
        .collect();
    for curve in &curves {
        draw_curve(paper, &frame, palette, curve, dash_of_arm(curve.arm))?;
    }
    draw_names(paper, &frame, palette, &curves)?;
    Ok(frame)
}

/// Where a point `(false positive rate, miss rate)` stands in units of the axes of [`det()`], for an
/// overlay; on the edge where it would lie beyond, not a number where a rate isn't one.
#[must_use]
pub fn det_point((false_positive_rate, miss_rate): (f64, f64)) -> (f64, f64) {
    (probit(false_positive_rate), probit(miss_rate))
}

fn deviates(title: &str) -> Axis {
    let tick = |(rate, label): (f64, &str)| Tick {
        at: probit(rate),
        label: label.to_owned(),
    };
    Axis {
        title: title.to_owned(),
        range: (probit(0.0), probit(1.0)),
        ticks: TICKS.map(tick).to_vec(),
    }
}

/// `Φ⁻¹` of a rate kept within the axis.
fn probit(rate: f64) -> f64 {
    if rate.is_nan() {
        return rate;
    }
    Normal::standard().inverse_cdf(rate.clamp(LEAST, 1.0 - LEAST))
}
