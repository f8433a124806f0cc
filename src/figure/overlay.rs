//! What moves with the threshold: dots on curves, and the cut through the scores.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::frame::is_finite;
use super::{FigureError, Frame, Marker, Palette, Paper};

/// An arm's operating point on a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The arm, counted from 0: its colour and shape.
    pub arm: usize,
    /// `(x, y)` in units of the axes.
    pub at: (f64, f64),
}

/// The radius of an operating point in pixels.
const RADIUS: i32 = 5;

/// How much of the text's colour tints the rejected side.
const TINT: f64 = 0.07;

/// Draws each arm's operating point with the arm's shape: a disc for the first, a square for the
/// second. A point that isn't finite is left out.
///
/// # Errors
/// What the backend reports.
pub fn operating_points<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    marks: &[Mark],
) -> Result<(), FigureError<DB>> {
    for mark in marks.iter().filter(|mark| is_finite(&mark.at)) {
        let colors = (palette.arm(mark.arm), palette.surface);
        Marker::of_arm(mark.arm).fill_ringed(paper, frame.to_pixel(mark.at), RADIUS, colors)?;
    }
    Ok(())
}

/// Draws the cut at `at`, in units of the x axis, and tints what lies to its right: the rejected.
///
/// A cut beyond the axis is drawn at its end; one that isn't a number is left out.
///
/// # Errors
/// What the backend reports.
pub fn cut_line<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    at: f64,
) -> Result<(), FigureError<DB>> {
    if at.is_nan() {
        return Ok(());
    }
    let column = frame.x_to_pixel(at).clamp(frame.left, frame.right);
    let rejected = [(column, frame.top), (frame.right + 1, frame.bottom + 1)];
    paper.draw(&Rectangle::new(rejected, palette.text.mix(TINT).filled()))?;
    let cut = [(column - 1, frame.top), (column + 1, frame.bottom + 1)];
    paper.draw(&Rectangle::new(cut, palette.text.filled()))
}

/// Paints the surface, for a figure that is saved and stands alone.
///
/// # Errors
/// What the backend reports.
pub fn background<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
) -> Result<(), FigureError<DB>> {
    paper.fill(&palette.surface)
}
