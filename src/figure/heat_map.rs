//! How columns go together, two by two.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::text::{self, LINE};
use super::{FigureError, Frame, Palette, Paper};

/// The pixels in which names stand, as a share of the paper's width, and at most.
const NAMES: (i32, i32) = (4, 150);

/// What the figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeatMap<'a> {
    /// The columns, and the rows.
    pub names: &'a [String],
    /// From −1 to 1, row after row; what isn't finite stays empty.
    pub values: &'a [f64],
}

/// Draws a square of squares, the deeper the further from 0: rising together in one colour, apart in another. Names stand
/// at the left with numbers, numbers above, where there is room for them.
///
/// # Errors
/// What the backend reports.
pub fn heat_map<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &HeatMap,
) -> Result<Frame, FigureError<DB>> {
    let n = figure.names.len().max(1);
    let (width, height) = paper.dim_in_pixel();
    let [width, height] = [width, height].map(|size| i32::try_from(size).unwrap_or(i32::MAX));
    let room = (width / NAMES.0).min(NAMES.1);
    let side = (width - room - LINE).min(height - 2 * LINE).max(1);
    let ends = (0.0, n as f64);
    let frame = Frame::new((room + LINE / 2, LINE + 2), (side, side), ends, ends);
    let column = |place: usize| frame.x_to_pixel(place as f64);
    let row = |place: usize| frame.y_to_pixel((n - place) as f64);
    for (place, &value) in figure.values.iter().enumerate().take(n * n) {
        if !value.is_finite() {
            continue;
        }
        let (down, across) = (place / n, place % n);
        let cell = [
            (column(across), row(down)),
            (column(across + 1), row(down + 1)),
        ];
        let color = if value < 0.0 {
            palette.good
        } else {
            palette.default
        };
        paper.draw(&Rectangle::new(
            cell,
            color.mix(value.abs().min(1.0)).filled(),
        ))?;
    }
    let every = n.saturating_mul(usize::try_from(LINE).unwrap_or(1));
    let every = every.div_ceil(usize::try_from(side).unwrap_or(1)).max(1);
    let middle = |at: i32, next: i32| i32::midpoint(at, next);
    for (place, name) in figure.names.iter().enumerate().step_by(every) {
        let number = (place + 1).to_string();
        let name = text::fitted(paper, &format!("{number} {name}"), room)?;
        let left = text::style(palette.muted, HPos::Right, VPos::Center);
        let at = (frame.left - 4, middle(row(place), row(place + 1)));
        paper.draw_text(&name, &left, at)?;
        let above = text::style(palette.muted, HPos::Center, VPos::Top);
        let at = (middle(column(place), column(place + 1)), frame.top - LINE);
        paper.draw_text(&number, &above, at)?;
    }
    Ok(frame)
}
