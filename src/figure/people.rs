//! Each held-out applicant a dot, stacked where its score lies on the axis of the threshold slider.

use plotters::backend::DrawingBackend;
use plotters::element::{PathElement, Rectangle};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use super::axes::{self, Axes};
use super::stacks::{Broken, Placed, Stacks};
use super::{
    Axis, FigureError, Frame, LEFT_MARGIN, Palette, Paper, People, RIGHT_MARGIN, cut_line, text,
};
use crate::words::grouped;

/// How far the vertical axis reaches below and above the base line. It lies lower than the middle, since good
/// customers are many.
const REACH: (f64, f64) = (-0.42, 0.58);

/// The pixels that labels and title of the axis below take.
const BELOW: i32 = 40;

/// Draws every dot as approved, so hollow: good customers standing on the base line, defaults hanging from it, each
/// in the colour of its class.
///
/// Colour and side are what became of an applicant, and stay; whether a dot is filled is what was decided:
/// [`rejected`] has the rest. Dots are squares of 5 to 8 pixels, larger in higher figures, side by side in as many columns as the bin has room for. A column that is higher than its room is broken, and how
/// many applicants it has stands on it.
///
/// # Errors
/// What the backend reports.
pub fn people<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &People,
) -> Result<Frame, FigureError<DB>> {
    let y = &Axis {
        title: title(paper, figure)?,
        range: REACH,
        ticks: Vec::new(),
    };
    let frame = Axes {
        x: figure.axis,
        y,
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
    }
    .draw(paper, palette)?;
    let stacks = Stacks::new(&frame, figure);
    for placed in stacks.placed() {
        placed.draw(paper, palette, false)?;
    }
    for broken in stacks.broken() {
        draw_break(paper, palette, &broken)?;
    }
    let base = frame.y_to_pixel(0.0);
    let line = [(frame.left, base), (frame.right + 1, base + 1)];
    paper.draw(&Rectangle::new(line, palette.muted.filled()))?;
    Ok(frame)
}

/// Draws the dots at or right of the cut at `at`, in units of the x axis, as rejected, so filled, then the
/// [`cut_line`]: an overlay on [`people`].
///
/// A cut beyond the axis is drawn at its end and rejects as it says; one that isn't a number is
/// left out.
///
/// # Errors
/// What the backend reports.
pub fn rejected<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    figure: &People,
    at: f64,
) -> Result<(), FigureError<DB>> {
    for placed in Stacks::new(frame, figure).placed() {
        if figure.is_rejected(placed.at, at) {
            placed.draw(paper, palette, true)?;
        }
    }
    cut_line(paper, frame, palette, at)
}

/// The colour of a class.
pub(super) const fn color_of_class(palette: &Palette, is_default: bool) -> RGBColor {
    if is_default {
        palette.default
    } else {
        palette.good
    }
}

impl Placed {
    fn draw<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        palette: &Palette,
        is_rejected: bool,
    ) -> Result<(), FigureError<DB>> {
        let colors = (color_of_class(palette, self.is_default), palette.surface);
        draw_person(paper, self.corner, self.side, is_rejected, colors)
    }
}

/// Draws a square whose top left pixel is `x, y`: filled for the rejected, hollow for the approved.
///
/// Filled rectangles are crisp on every backend, and the cheapest that there is to draw.
pub(super) fn draw_person<DB: DrawingBackend>(
    paper: &Paper<DB>,
    (x, y): (i32, i32),
    side: i32,
    is_rejected: bool,
    (color, surface): (RGBColor, RGBColor),
) -> Result<(), FigureError<DB>> {
    let whole = [(x, y), (x + side, y + side)];
    paper.draw(&Rectangle::new(whole, color.filled()))?;
    if is_rejected {
        return Ok(());
    }
    let hole = [(x + 1, y + 1), (x + side - 1, y + side - 1)];
    paper.draw(&Rectangle::new(hole, surface.filled()))
}

/// Draws a zigzag at the end of a column's dots, and beyond it how many applicants it has.
fn draw_break<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    broken: &Broken,
) -> Result<(), FigureError<DB>> {
    let (left, right) = (broken.columns.0 + 1, broken.columns.1 - 1);
    let away = if broken.is_default { 1 } else { -1 };
    let teeth = (left..right).step_by(3).enumerate();
    let zigzag: Vec<_> = teeth
        .map(|(tooth, x)| (x, broken.row + away * (1 + i32::from(tooth % 2 == 1) * 2)))
        .collect();
    paper.draw(&PathElement::new(zigzag, palette.muted.stroke_width(1)))?;
    let whole = grouped(&broken.n_applicants.to_string());
    let number = if text::width(paper, &whole)? <= right - left + 2 {
        whole
    } else {
        short(broken.n_applicants)
    };
    let style = text::style(palette.text, HPos::Center, VPos::Center);
    let middle = (i32::midpoint(left, right), broken.row + away * 10);
    paper.draw_text(&number, &style, middle)
}

/// A count in two digits or so: "1.9k", "19k".
fn short(count: usize) -> String {
    let (unit, letter) = match count {
        0..1_000 => return count.to_string(),
        1_000..1_000_000 => (1_000, "k"),
        _ => (1_000_000, "M"),
    };
    let (whole, tenth) = (count / unit, count % unit * 10 / unit);
    if whole < 10 && tenth > 0 {
        format!("{whole}.{tenth}{letter}")
    } else {
        format!("{whole}{letter}")
    }
}

/// The title of the vertical axis, short where the figure is low.
fn title<DB: DrawingBackend>(
    paper: &Paper<DB>,
    figure: &People,
) -> Result<String, FigureError<DB>> {
    let (_, height) = axes::size(paper);
    // Beside the plot, so that arms one above the other say it alike.
    let room = height - if figure.axis.is_labelled() { BELOW } else { 0 };
    let [one, several] = figure.nouns;
    let count = grouped(&figure.applicants_per_dot.to_string());
    let noun = if figure.applicants_per_dot == 1 {
        one
    } else {
        several
    };
    let title = format!("1 dot = {count} {noun}");
    Ok(if text::width(paper, &title)? <= room {
        title
    } else {
        format!("dot = {count}")
    })
}
