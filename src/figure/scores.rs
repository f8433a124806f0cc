//! The histogram of one arm's scores by class, on the axis of the threshold slider.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::axes::Axes;
use super::{Axis, CountScale, FigureError, Frame, Palette, Paper};

/// Pixels left of the plot rectangle, whatever the counts, so that the slider can stand under it.
pub const LEFT_MARGIN: i32 = 58;

/// Pixels right of the plot rectangle.
pub const RIGHT_MARGIN: i32 = 16;

/// What the score figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreHistogram<'a> {
    /// The axis of the scores, the same as the slider's.
    pub axis: &'a Axis,
    /// The `n + 1` borders of the `n` bins, in units of the axis, rising or falling.
    pub edges: &'a [f64],
    /// The rows of good customers in each bin: bars that stand up.
    pub good: &'a [usize],
    /// The rows of defaults in each bin: bars that hang down.
    pub default: &'a [usize],
    /// Counts that the scale must hold for good and for default, so that arms one above the other
    /// share a scale; (0, 0) leaves it to this arm's own bars.
    pub tallest: (usize, usize),
    /// How the bars grow with the rows.
    pub counts: CountScale,
}

/// Draws the bars of good customers upwards and of defaults downwards.
///
/// A bar is as long as its [`CountScale`] says, on one scale for both classes: an empty bin has no
/// length, and any other at least two pixels. The axis is labelled in rows. The base line always
/// lies at two thirds of the height, so that nothing jumps.
///
/// # Errors
/// What the backend reports.
pub fn scores<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &ScoreHistogram,
) -> Result<Frame, FigureError<DB>> {
    let highest = |counts: &[usize], least: usize| counts.iter().fold(least, |a, &b| a.max(b));
    let good = highest(figure.good, figure.tallest.0);
    let default = highest(figure.default, figure.tallest.1);
    let y = &figure.counts.axis(paper, (good, default))?;
    let margins = Some((LEFT_MARGIN, RIGHT_MARGIN));
    let frame = Axes {
        x: figure.axis,
        y,
        is_square: false,
        margins,
    }
    .draw(paper, palette)?;
    for (counts, color, direction) in [
        (figure.good, palette.good, 1.0),
        (figure.default, palette.default, -1.0),
    ] {
        let ends = counts
            .iter()
            .map(|&count| (count > 0).then(|| direction * figure.counts.length(count)));
        draw_bars(paper, &frame, figure.edges, ends, color)?;
    }
    let base = frame.y_to_pixel(0.0);
    let line = [(frame.left, base), (frame.right + 1, base + 1)];
    paper.draw(&Rectangle::new(line, palette.muted.filled()))?;
    Ok(frame)
}

/// Draws a bar from the base line to each end that there is.
fn draw_bars<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    edges: &[f64],
    ends: impl Iterator<Item = Option<f64>>,
    color: RGBColor,
) -> Result<(), FigureError<DB>> {
    let base = frame.y_to_pixel(0.0);
    let column = |edge: f64| frame.x_to_pixel(edge).clamp(frame.left, frame.right);
    for (pair, end) in edges.windows(2).zip(ends) {
        let (&[from, to], Some(end)) = (pair, end) else {
            continue;
        };
        if !from.is_finite() || !to.is_finite() {
            continue;
        }
        let (left, right) = (column(from).min(column(to)), column(from).max(column(to)));
        // A gap between bars, unless they are too narrow for one.
        let right = if right - left > 3 {
            right - 1
        } else {
            right.max(left + 1)
        };
        let row = frame.y_to_pixel(end);
        let bar = if end > 0.0 {
            [(left, row.min(base - 2)), (right, base)]
        } else {
            [(left, base + 1), (right, row.max(base + 2) + 1)]
        };
        paper.draw(&Rectangle::new(bar, color.filled()))?;
    }
    Ok(())
}
