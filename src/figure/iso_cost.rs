//! The line of equal cost through an operating point.

use plotters::backend::DrawingBackend;
use plotters::style::Color;

use super::curve::{dash_of_arm, draw_line};
use super::frame::is_finite;
use super::{FigureError, Frame, Palette, Paper};

/// A line along which the cost of errors is the same as in one operating point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IsoCost {
    /// The arm, counted from 0: its colour and dash.
    pub arm: usize,
    /// `(x, y)` of the operating point in units of the axes.
    pub through: (f64, f64),
    /// The rise in y for each unit of x: 0 is level, infinite is upright.
    pub slope: f64,
}

/// Draws each line one pixel wide from edge to edge of the plot rectangle: an overlay, to go under
/// the operating points.
///
/// A line whose point isn't finite or whose slope isn't a number is left out.
///
/// # Errors
/// What the backend reports.
pub fn iso_cost<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    lines: &[IsoCost],
) -> Result<(), FigureError<DB>> {
    for line in lines {
        let Some(ends) = clipped(frame, line) else {
            continue;
        };
        let mut pixels = ends.map(|end| frame.to_pixel(end)).to_vec();
        pixels.dedup();
        let style = palette.arm(line.arm).stroke_width(1);
        draw_line(paper, pixels, dash_of_arm(line.arm), style)?;
    }
    Ok(())
}

/// The ends of what the plot rectangle shows of a line, if it shows any.
fn clipped(frame: &Frame, line: &IsoCost) -> Option<[(f64, f64); 2]> {
    let (through, slope) = (line.through, line.slope);
    if !is_finite(&through) || slope.is_nan() {
        return None;
    }
    let step = if slope.abs() > 1.0 {
        (1.0 / slope, 1.0)
    } else {
        (1.0, slope)
    };
    let across = steps_within(frame.x, through.0, step.0)?;
    let along = steps_within(frame.y, through.1, step.1)?;
    let (first, last) = (across.0.max(along.0), across.1.min(along.1));
    let at = |steps: f64| (through.0 + steps * step.0, through.1 + steps * step.1);
    (first <= last).then(|| [at(first), at(last)])
}

/// The multiples of `step` after which a coordinate enters and leaves a range; `None` if it never
/// does.
fn steps_within((a, b): (f64, f64), from: f64, step: f64) -> Option<(f64, f64)> {
    let (low, high) = (a.min(b), a.max(b));
    if step == 0.0 {
        let always = (f64::NEG_INFINITY, f64::INFINITY);
        return (low..=high).contains(&from).then_some(always);
    }
    let (a, b) = ((low - from) / step, (high - from) / step);
    Some((a.min(b), a.max(b)))
}
