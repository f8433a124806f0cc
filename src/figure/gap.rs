//! The distance between two curves at one place, as the Kolmogorov–Smirnov statistic measures it.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::clip::contains;
use super::{FigureError, Frame, Marker, Palette, Paper};

/// How far a bracket's ends reach to either side of it, in pixels.
const REACH: i32 = 4;

/// The distance between two curves of an arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The arm, counted from 0: its colour and marker.
    pub arm: usize,
    /// Where it is measured, in units of the x axis.
    pub x: f64,
    /// One curve there, in units of the y axis.
    pub low: f64,
    /// The other curve there.
    pub high: f64,
}

/// Draws an upright bracket from `low` to `high` at `x`, with the arm's marker in its middle. One
/// with an end beyond the axes, or that isn't a number, is left out.
///
/// # Errors
/// What the backend reports.
pub fn gap<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    gap: Gap,
) -> Result<(), FigureError<DB>> {
    let Gap { arm, x, low, high } = gap;
    if !contains(frame, (x, low)) || !contains(frame, (x, high)) {
        return Ok(());
    }
    let (column, from) = frame.to_pixel((x, low.max(high)));
    let to = frame.y_to_pixel(low.min(high));
    let color = palette.arm(arm);
    let upright = [(column - 1, from), (column + 1, to + 1)];
    paper.draw(&Rectangle::new(upright, color.filled()))?;
    for row in [from, to] {
        let end = [(column - REACH, row - 1), (column + REACH, row + 1)];
        paper.draw(&Rectangle::new(end, color.filled()))?;
    }
    let middle = (column, i32::midpoint(from, to));
    Marker::of_arm(arm).fill_ringed(paper, middle, 4, (color, palette.surface))
}
