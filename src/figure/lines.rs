//! Curves over any two axes: lift, gains, a metric, cost or profit against the threshold.

use plotters::backend::DrawingBackend;
use plotters::element::Polygon;
use plotters::style::Color;

use super::axes::Axes;
use super::clip::{clamped, within};
use super::curve::{dash_of_arm, draw_curve, draw_reference, draw_single};
use super::frame::is_finite;
use super::names::draw_names;
use super::{Axis, Curve, FigureError, Frame, Palette, Paper};

/// How much of the arm's colour fills its range.
const TINT: f64 = 0.18;

/// What a line figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lines<'a> {
    /// Left to right.
    pub x: &'a Axis,
    /// Bottom to top.
    pub y: &'a Axis,
    /// Whether the plot rectangle is a square, centred between left and right.
    pub is_square: bool,
    /// Pixels left and right of the plot rectangle that don't follow the labels' widths, for a
    /// figure over a slider or another figure.
    pub margins: Option<(i32, i32)>,
    /// The curves, each in its arm's colour and dash; an arm may have several.
    pub curves: &'a [Curve<'a>],
    /// Thin, quiet lines under the curves, as of single rows; they bear no names.
    pub singles: &'a [Curve<'a>],
    /// Translucent bands under the curves.
    pub ranges: &'a [Range<'a>],
    /// Dotted lines under the curves.
    pub references: &'a [Reference],
}

/// Where an arm's curve may lie: the area between two lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range<'a> {
    /// The arm, counted from 0.
    pub arm: usize,
    /// `(x, y)` of the lower line, x rising or falling as in `upper`.
    pub lower: &'a [(f64, f64)],
    /// `(x, y)` of the upper line.
    pub upper: &'a [(f64, f64)],
}

/// A dotted line of what is compared with: chance, perfection, no model at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    /// `(x, y)` of its start.
    pub from: (f64, f64),
    /// `(x, y)` of its end.
    pub to: (f64, f64),
}

/// Draws ranges, references and curves, in this order; what lies beyond the axes is cut off at
/// their edge.
///
/// # Errors
/// What the backend reports.
pub fn lines<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Lines,
) -> Result<Frame, FigureError<DB>> {
    let frame = Axes {
        x: figure.x,
        y: figure.y,
        is_square: figure.is_square,
        margins: figure.margins,
    }
    .draw(paper, palette)?;
    for range in figure.ranges {
        draw_range(paper, &frame, palette, range)?;
    }
    for reference in figure.references {
        draw_cut_reference(paper, &frame, palette, [reference.from, reference.to])?;
    }
    for single in figure.singles {
        for points in within(&frame, single.points) {
            let points = points.as_slice();
            draw_single(paper, &frame, palette, &Curve { points, ..*single })?;
        }
    }
    for curve in figure.curves {
        draw_cut_curve(paper, &frame, palette, curve)?;
    }
    draw_names(paper, &frame, palette, figure.curves)?;
    Ok(frame)
}

/// Draws the part of a curve that lies within the frame.
pub(super) fn draw_cut_curve<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    &Curve { arm, name, points }: &Curve,
) -> Result<(), FigureError<DB>> {
    for points in within(frame, points) {
        let points = points.as_slice();
        draw_curve(
            paper,
            frame,
            palette,
            &Curve { arm, name, points },
            dash_of_arm(arm),
        )?;
    }
    Ok(())
}

/// Draws the part of a reference that lies within the frame.
pub(super) fn draw_cut_reference<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    ends: [(f64, f64); 2],
) -> Result<(), FigureError<DB>> {
    for piece in within(frame, &ends) {
        if let [from, to] = piece[..] {
            draw_reference(paper, frame, palette.muted, [from, to])?;
        }
    }
    Ok(())
}

/// Fills the area between two lines; parts of the lines beyond the axes lie on their edge.
fn draw_range<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    range: &Range,
) -> Result<(), FigureError<DB>> {
    let around = range.lower.iter().chain(range.upper.iter().rev());
    let mut corners: Vec<_> = around
        .filter(|point| is_finite(point))
        .map(|&(x, y)| frame.to_pixel((clamped(x, frame.x), clamped(y, frame.y))))
        .collect();
    corners.dedup();
    if corners.len() < 3 {
        return Ok(());
    }
    let style = palette.arm(range.arm).mix(TINT).filled();
    paper.draw(&Polygon::new(corners, style))
}
