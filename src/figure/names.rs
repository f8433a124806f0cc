//! Names of arms beside their curves, so that nobody looks them up in a legend.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::clip::within;
use super::text::{self, LINE};
use super::{Curve, FigureError, Frame, Marker, Palette, Paper};

/// The radius of the arm's marker before its name, and the pixels that it takes.
const RADIUS: i32 = 3;
const MARKER: i32 = 11;

/// The pixels between a curve and a name.
const GAP: i32 = 3;

/// The side in pixels of the cells in which curves are found.
const CELL: i32 = 3;

/// How far apart in pixels the places are that are tried along a curve, and how many at most.
const STRIDE: usize = 3;
const MOST_PLACES: usize = 200;

/// A rectangle of pixels: left, top, right and bottom.
pub(super) type Room = (i32, i32, i32, i32);

/// Draws the name of each curve that has one, with the arm's marker, as near to the curve's end as no curve and
/// no other name is in the way; where there is no such place, where least is.
///
/// # Errors
/// What the backend reports.
pub(super) fn draw_names<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    curves: &[Curve],
) -> Result<(), FigureError<DB>> {
    draw_names_around(paper, frame, palette, curves, &[])
}

/// The same, where something else is written already.
pub(super) fn draw_names_around<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    curves: &[Curve],
    written: &[Room],
) -> Result<(), FigureError<DB>> {
    let paths: Vec<_> = curves.iter().map(|curve| path(frame, curve)).collect();
    let mut taken = Taken::new(frame);
    paths.iter().flatten().for_each(|&pixel| taken.mark(pixel));
    written.iter().for_each(|&room| taken.fill(room));
    for (curve, path) in curves.iter().zip(&paths) {
        if curve.name.is_empty() {
            continue;
        }
        let size = (MARKER + text::width(paper, curve.name)?, LINE);
        let Some((room, n_taken)) = taken.freest(frame, path, size) else {
            continue;
        };
        taken.fill(room);
        let (left, top, right, bottom) = room;
        if n_taken > 0 {
            let behind = [(left, top), (right, bottom)];
            paper.draw(&Rectangle::new(behind, palette.surface.mix(0.8).filled()))?;
        }
        let middle = i32::midpoint(top, bottom);
        let marker = (left + RADIUS + 1, middle);
        Marker::of_arm(curve.arm).fill(paper, marker, RADIUS, palette.arm(curve.arm))?;
        let style = text::style(palette.name(curve.arm), HPos::Left, VPos::Center);
        paper.draw_text(curve.name, &style, (left + MARKER, middle))?;
    }
    Ok(())
}

/// Every pixel or so of the part of a curve within the frame.
fn path(frame: &Frame, curve: &Curve) -> Vec<(i32, i32)> {
    let mut path = Vec::new();
    for piece in within(frame, curve.points) {
        for pair in piece.windows(2) {
            let &[from, to] = pair else { continue };
            let ((x, y), (to_x, to_y)) = (frame.to_pixel(from), frame.to_pixel(to));
            let n = (to_x - x).abs().max((to_y - y).abs());
            path.extend((0..n).map(|step| (x + (to_x - x) * step / n, y + (to_y - y) * step / n)));
            path.push((to_x, to_y));
        }
    }
    path
}

/// Where curves and names are.
struct Taken {
    corner: (i32, i32),
    n_columns: i32,
    cells: Vec<bool>,
}

impl Taken {
    fn new(frame: &Frame) -> Self {
        let n_columns = (frame.right - frame.left) / CELL + 1;
        let n_rows = (frame.bottom - frame.top) / CELL + 1;
        let n_cells = usize::try_from(n_columns * n_rows).unwrap_or(0);
        Self {
            corner: (frame.left, frame.top),
            n_columns,
            cells: vec![false; n_cells],
        }
    }

    fn place(&self, (x, y): (i32, i32)) -> Option<usize> {
        let (column, row) = ((x - self.corner.0) / CELL, (y - self.corner.1) / CELL);
        let is_inside = x >= self.corner.0 && y >= self.corner.1 && column < self.n_columns;
        let place = usize::try_from(row * self.n_columns + column).ok()?;
        (is_inside && place < self.cells.len()).then_some(place)
    }

    fn mark(&mut self, pixel: (i32, i32)) {
        if let Some(cell) = self
            .place(pixel)
            .and_then(|place| self.cells.get_mut(place))
        {
            *cell = true;
        }
    }

    fn cells_of((left, top, right, bottom): Room) -> impl Iterator<Item = (i32, i32)> {
        let across = move || (left..right).step_by(CELL as usize).chain([right - 1]);
        let down = (top..bottom).step_by(CELL as usize).chain([bottom - 1]);
        down.flat_map(move |y| across().map(move |x| (x, y)))
    }

    fn fill(&mut self, room: Room) {
        Self::cells_of(room).for_each(|pixel| self.mark(pixel));
    }

    fn n_in(&self, room: Room) -> usize {
        let is_taken = |pixel: &(i32, i32)| {
            let place = self.place(*pixel);
            place.is_some_and(|place| self.cells.get(place) == Some(&true))
        };
        Self::cells_of(room).filter(is_taken).count()
    }

    /// The first room beside a path, from its end on, that is free, or the freest, and how much of it is taken;
    /// `None` where the frame has no room.
    fn freest(
        &self,
        frame: &Frame,
        path: &[(i32, i32)],
        (width, height): (i32, i32),
    ) -> Option<(Room, usize)> {
        let stride = (path.len() / MOST_PLACES).max(STRIDE);
        let places = path.iter().rev().step_by(stride);
        let rooms = places.flat_map(|&(x, y)| {
            let columns = [x - width - GAP, x + GAP, x - width / 2];
            let rows = [y + GAP, y - GAP - height];
            rows.into_iter()
                .flat_map(move |top| columns.map(|left| (left, top, left + width, top + height)))
        });
        let rooms = rooms.filter(|&(left, top, right, bottom)| {
            left > frame.left && top > frame.top && right < frame.right && bottom < frame.bottom
        });
        let mut best = None;
        for room in rooms {
            let n_taken = self.n_in(room);
            if n_taken == 0 {
                return Some((room, 0));
            }
            if best.is_none_or(|(_, least)| n_taken < least) {
                best = Some((room, n_taken));
            }
        }
        best
    }
}
