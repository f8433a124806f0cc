//! The three zones of a policy with two thresholds: approve, review, reject.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::{FigureError, Frame, Palette, Paper};

use crate::sorting::sort_by;

/// How much of the text's colour tints the zone of review.
const REVIEW: f64 = 0.06;

/// How much of it tints the zone of rejection.
const REJECT: f64 = 0.15;

/// Draws two cuts at `low` and `high`, in units of the x axis, and tints the zones: none to the left
/// of both (approve), light between them (review), stronger to the right of both (reject).
///
/// The axis may run backwards, and the two may stand in either order: what counts is which lies
/// further left. A cut beyond the axis is drawn at its end; if one isn't a number, nothing is drawn.
///
/// # Errors
/// What the backend reports.
pub fn zones<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    low: f64,
    high: f64,
) -> Result<(), FigureError<DB>> {
    if low.is_nan() || high.is_nan() {
        return Ok(());
    }
    let mut columns = [low, high].map(|at| frame.x_to_pixel(at).clamp(frame.left, frame.right));
    sort_by(&mut columns, Ord::cmp);
    let [review, reject] = columns;
    let span = |from: i32, to: i32| [(from, frame.top), (to, frame.bottom + 1)];
    let tint = |share: f64| palette.text.mix(share).filled();
    paper.draw(&Rectangle::new(span(review, reject), tint(REVIEW)))?;
    paper.draw(&Rectangle::new(span(reject, frame.right + 1), tint(REJECT)))?;
    for column in columns {
        let cut = span(column - 1, column + 1);
        paper.draw(&Rectangle::new(cut, palette.text.filled()))?;
    }
    Ok(())
}
