//! What columns add to a score, one after the other.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::axes::Axes;
use super::curve::draw_reference;
use super::name_axis::{name_axis, room};
use super::text::LINE;
use super::{Axis, FigureError, Frame, Palette, Paper};

/// Half of the pixels of a bar, of a line's room in eighths, and at most.
const HALF: (i32, i32) = (3, 10);

/// Pixels right of the bars.
const RIGHT: i32 = 14;

/// What the figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waterfall<'a> {
    /// What the axis measures.
    pub title: &'a str,
    /// Where the first bar begins.
    pub base: f64,
    /// Columns from the top, with what each adds; one that isn't finite ends the figure.
    pub steps: &'a [(String, f64)],
}

/// Draws a bar for each column from where the one above ended: in the colour of defaults where the score rises, in that of
/// good customers where it falls.
///
/// # Errors
/// What the backend reports.
pub fn waterfall<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Waterfall,
) -> Result<Frame, FigureError<DB>> {
    let mut ends = vec![figure.base];
    for (_, value) in figure.steps {
        let end = ends.last().unwrap_or(&figure.base) + value;
        if !end.is_finite() {
            break;
        }
        ends.push(end);
    }
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let names = &mut figure.steps.iter().map(|(name, _)| name.as_str());
    let frame = Axes {
        x: &Axis::spanning(figure.title, low, high),
        y: &name_axis(paper, names)?,
        is_square: false,
        margins: Some((room(paper) + LINE, RIGHT)),
    }
    .draw(paper, palette)?;
    let base = [(figure.base, frame.y.0), (figure.base, frame.y.1)];
    draw_reference(paper, &frame, palette.text, base)?;
    let line = (frame.bottom - frame.top) / i32::try_from(figure.steps.len().max(1)).unwrap_or(1);
    let half = (line * HALF.0 / 8).clamp(1, HALF.1);
    for (place, pair) in ends.windows(2).enumerate() {
        let &[from, to] = pair else { continue };
        let row = frame.y_to_pixel((figure.steps.len() - place) as f64);
        let [left, right] = [from.min(to), from.max(to)].map(|end| frame.x_to_pixel(end));
        let colour: RGBColor = if to > from {
            palette.default
        } else {
            palette.good
        };
        let bar = [(left, row - half), (right.max(left + 1), row + half)];
        paper.draw(&Rectangle::new(bar, colour.filled()))?;
    }
    Ok(frame)
}
