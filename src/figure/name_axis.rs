//! Names one below another, for figures with a line each.

use plotters::backend::DrawingBackend;

use super::text;
use super::{Axis, FigureError, Paper, Tick};

/// The pixels in which names stand, as a share of the paper's width, and at most.
const ROOM: (i32, i32) = (4, 150);

/// The pixels in which names stand.
pub(super) fn room<DB: DrawingBackend>(paper: &Paper<DB>) -> i32 {
    let width = i32::try_from(paper.dim_in_pixel().0).unwrap_or(i32::MAX);
    (width / ROOM.0).min(ROOM.1)
}

/// An axis of names from the top, of which the last stands at 1; what doesn't fit into their room is cut off.
pub(super) fn name_axis<'a, DB: DrawingBackend + 'a>(
    paper: &Paper<DB>,
    names: &mut dyn ExactSizeIterator<Item = &'a str>,
) -> Result<Axis, FigureError<DB>> {
    let (n, room) = (names.len(), room(paper));
    let mut ticks = Vec::with_capacity(n);
    for (place, name) in names.enumerate() {
        ticks.push(Tick {
            at: (n - place) as f64,
            label: text::fitted(paper, name, room)?,
        });
    }
    Ok(Axis {
        title: String::new(),
        range: (0.4, n.max(1) as f64 + 0.6),
        ticks,
    })
}
