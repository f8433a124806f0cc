//! Drawing a pair of axes: margins that hold every label, a quiet grid, titles.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, FontTransform};

use super::axis::{Axis, Tick};
use super::text::{self, LINE};
use super::{FigureError, Frame, Palette, Paper};

/// The pixels between a label and the plot rectangle, and between a title and the labels.
const GAP: i32 = 5;

/// The pixels between the plot rectangle and the labels under it: below the foot of a label that
/// stands in the corner beside it.
const BELOW: i32 = 8;

/// Two axes to be drawn.
pub(super) struct Axes<'a> {
    /// Left to right.
    pub x: &'a Axis,
    /// Bottom to top.
    pub y: &'a Axis,
    /// Whether the plot rectangle is a square, centred between left and right.
    pub is_square: bool,
    /// Margins left and right of the plot rectangle that don't follow the labels' widths.
    pub margins: Option<(i32, i32)>,
}

impl Axes<'_> {
    /// Draws grid, tick labels and titles, and returns where the data go.
    ///
    /// # Errors
    /// What the backend reports.
    pub fn draw<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        palette: &Palette,
    ) -> Result<Frame, FigureError<DB>> {
        let label_width = widest(paper, &self.y.ticks)?;
        let frame = self.frame(paper, label_width)?;
        self.draw_grid(paper, palette, &frame)?;
        self.draw_x_labels(paper, palette, &frame)?;
        self.draw_y_labels(paper, palette, &frame)?;
        self.draw_titles(paper, palette, &frame, label_width)?;
        Ok(frame)
    }

    fn frame<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        label_width: i32,
    ) -> Result<Frame, FigureError<DB>> {
        let (paper_width, paper_height) = size(paper);
        let title = |axis: &Axis| if axis.title.is_empty() { 0 } else { LINE + GAP };
        let last = self.x.ticks.last().map_or("", |tick| &tick.label);
        let own = (
            title(self.y) + label_width + GAP + 1,
            (text::width(paper, last)? / 2 + 2).max(GAP),
        );
        let (left, right) = self.margins.unwrap_or(own);
        let top = LINE / 2 + 2;
        let labels = if self.x.is_labelled() {
            LINE + BELOW
        } else {
            GAP
        };
        let width = paper_width - left - right;
        let height = paper_height - top - labels - title(self.x);
        if self.is_square {
            let side = width.min(height);
            let corner = (left + (width - side).max(0) / 2, top);
            return Ok(Frame::new(corner, (side, side), self.x.range, self.y.range));
        }
        Ok(Frame::new(
            (left, top),
            (width, height),
            self.x.range,
            self.y.range,
        ))
    }

    /// Grid lines are rectangles one pixel wide: crisp on every backend.
    fn draw_grid<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        palette: &Palette,
        frame: &Frame,
    ) -> Result<(), FigureError<DB>> {
        let style = palette.grid.filled();
        for tick in &self.x.ticks {
            let column = frame.x_to_pixel(tick.at);
            let line = [(column, frame.top), (column + 1, frame.bottom + 1)];
            paper.draw(&Rectangle::new(line, style))?;
        }
        for tick in &self.y.ticks {
            let row = frame.y_to_pixel(tick.at);
            let line = [(frame.left, row), (frame.right + 1, row + 1)];
            paper.draw(&Rectangle::new(line, style))?;
        }
        Ok(())
    }

    fn draw_x_labels<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        palette: &Palette,
        frame: &Frame,
    ) -> Result<(), FigureError<DB>> {
        let room = widest(paper, &self.x.ticks)? + GAP;
        let style = text::style(palette.muted, HPos::Center, VPos::Top);
        let columns = self
            .x
            .ticks
            .iter()
            .map(|tick| frame.x_to_pixel(tick.at))
            .collect::<Vec<_>>();
        for index in spread(&columns, room) {
            if let (Some(tick), Some(&column)) = (self.x.ticks.get(index), columns.get(index)) {
                paper.draw_text(&tick.label, &style, (column, frame.bottom + BELOW))?;
            }
        }
        Ok(())
    }

    fn draw_y_labels<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        palette: &Palette,
        frame: &Frame,
    ) -> Result<(), FigureError<DB>> {
        let style = text::style(palette.muted, HPos::Right, VPos::Center);
        let rows = self
            .y
            .ticks
            .iter()
            .map(|tick| frame.y_to_pixel(tick.at))
            .collect::<Vec<_>>();
        for index in spread(&rows, LINE - 2) {
            if let (Some(tick), Some(&row)) = (self.y.ticks.get(index), rows.get(index)) {
                paper.draw_text(&tick.label, &style, (frame.left - GAP, row))?;
            }
        }
        Ok(())
    }

    fn draw_titles<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        palette: &Palette,
        frame: &Frame,
        label_width: i32,
    ) -> Result<(), FigureError<DB>> {
        let (paper_width, paper_height) = size(paper);
        let style = text::style(palette.muted, HPos::Center, VPos::Top);
        let (title, middle) = placed(
            paper,
            &self.x.title,
            paper_width,
            i32::midpoint(frame.left, frame.right),
        )?;
        let row = frame.bottom
            + if self.x.is_labelled() {
                BELOW + LINE
            } else {
                GAP
            };
        paper.draw_text(&title, &style, (middle, row))?;

        let column = match self.margins {
            Some(_) => 1,
            None => frame.left - GAP - label_width - GAP - LINE,
        };
        let begins = middle - text::width(paper, &title)? / 2 - GAP;
        // Upright, it keeps above the title at the bottom where that reaches under it.
        let is_free = title.is_empty() || begins > column.max(0) + LINE;
        let (title, middle) = placed(
            paper,
            &self.y.title,
            if is_free { paper_height } else { row },
            i32::midpoint(frame.top, frame.bottom),
        )?;
        let style = style.transform(FontTransform::Rotate270);
        paper.draw_text(&title, &style, (column.max(0), middle))
    }
}

/// The size of the paper in pixels; 0 where nothing is left of it.
pub(super) fn size<DB: DrawingBackend>(paper: &Paper<DB>) -> (i32, i32) {
    let (width, height) = paper.dim_in_pixel();
    (
        i32::try_from(width).unwrap_or(0),
        i32::try_from(height).unwrap_or(0),
    )
}

/// As much of a title as fits into `room`, and the place of its middle: the middle of its axis, or
/// as near to it as the paper's edges allow.
fn placed<DB: DrawingBackend>(
    paper: &Paper<DB>,
    title: &str,
    room: i32,
    middle: i32,
) -> Result<(String, i32), FigureError<DB>> {
    let title = text::fitted(paper, title, room)?;
    let half = text::width(paper, &title)? / 2 + 1;
    Ok((title, middle.min(room - half).max(half)))
}

fn widest<DB: DrawingBackend>(paper: &Paper<DB>, ticks: &[Tick]) -> Result<i32, FigureError<DB>> {
    ticks.iter().try_fold(0, |widest, tick| {
        Ok(text::width(paper, &tick.label)?.max(widest))
    })
}

/// The indices of every n-th place, with the least n for which neighbours are `room` apart.
pub(super) fn spread(places: &[i32], room: i32) -> impl Iterator<Item = usize> {
    let fits = |stride: &usize| {
        let kept = places.iter().step_by(*stride).collect::<Vec<_>>();
        kept.windows(2)
            .all(|pair| matches!(pair, [a, b] if a.abs_diff(**b) >= room.unsigned_abs()))
    };
    let stride = (1..=places.len()).find(fits).unwrap_or(1);
    (0..places.len()).step_by(stride)
}
