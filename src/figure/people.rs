//! Each held-out applicant a dot, stacked where its score lies on the axis of the threshold slider.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::axes::{self, Axes};
use super::stacks::{Placed, Stacks};
use super::{
    Axis, FigureError, Frame, LEFT_MARGIN, Palette, Paper, People, RIGHT_MARGIN, cut_line, text,
};
use crate::words::grouped;

/// Draws every dot as approved: good customers hollow and standing on the base line, defaults filled
/// and hanging from it.
///
/// Shape is what became of an applicant, colour what was decided: [`rejected`] has the rest. Dots
/// are squares as large as the fullest bin allows, side by side in as many columns as the narrowest
/// bin has room for; the base line lies at two thirds of the height, as in [`scores`](super::scores()).
/// Where dots would be too small to be told apart they overlap, in all bins alike.
///
/// # Errors
/// What the backend reports.
pub fn people<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &People,
) -> Result<Frame, FigureError<DB>> {
    let y = &Axis {
        title: title(paper, figure.applicants_per_dot)?,
        range: (-0.5, 1.0),
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
    for placed in stacks.placed(figure) {
        placed.draw(paper, (decided(palette, false), palette.surface))?;
    }
    let base = frame.y_to_pixel(0.0);
    let line = [(frame.left, base), (frame.right + 1, base + 1)];
    paper.draw(&Rectangle::new(line, palette.muted.filled()))?;
    Ok(frame)
}

/// Draws the dots at or right of the cut at `at`, in units of the x axis, as rejected, then the
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
    let stacks = Stacks::new(frame, figure);
    for placed in stacks.placed(figure) {
        if figure.is_rejected(&placed.dot, at) {
            placed.draw(paper, (decided(palette, true), palette.surface))?;
        }
    }
    cut_line(paper, frame, palette, at)
}

/// The colour of a decision: quiet for the approved, the strongest there is for the rejected, so that
/// the two differ in lightness too.
pub(super) fn decided(palette: &Palette, is_rejected: bool) -> RGBColor {
    if is_rejected {
        palette.text
    } else {
        palette.good
    }
}

impl Placed {
    fn draw<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        colors: (RGBColor, RGBColor),
    ) -> Result<(), FigureError<DB>> {
        draw_person(paper, self.corner, self.size, self.dot.is_default, colors)
    }
}

/// Draws a square whose top left pixel is `x, y`: filled for a default, hollow for a good customer
/// if it is large enough.
///
/// Filled rectangles are crisp on every backend, and the cheapest that there is to draw.
pub(super) fn draw_person<DB: DrawingBackend>(
    paper: &Paper<DB>,
    (x, y): (i32, i32),
    size: i32,
    is_default: bool,
    (color, surface): (RGBColor, RGBColor),
) -> Result<(), FigureError<DB>> {
    let whole = [(x, y), (x + size, y + size)];
    paper.draw(&Rectangle::new(whole, color.filled()))?;
    if is_default || size < 3 {
        return Ok(());
    }
    let hole = [(x + 1, y + 1), (x + size - 1, y + size - 1)];
    paper.draw(&Rectangle::new(hole, surface.filled()))
}

/// The title of the vertical axis, short where the figure is low.
fn title<DB: DrawingBackend>(
    paper: &Paper<DB>,
    applicants: usize,
) -> Result<String, FigureError<DB>> {
    let (_, height) = axes::size(paper);
    let count = grouped(&applicants.to_string());
    let noun = if applicants == 1 {
        "applicant"
    } else {
        "applicants"
    };
    let title = format!("1 dot = {count} {noun}");
    Ok(if text::width(paper, &title)? <= height {
        title
    } else {
        format!("{count} a dot")
    })
}
