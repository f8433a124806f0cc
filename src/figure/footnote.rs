//! What a saved figure was made from; on the page that stands elsewhere.

use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};

use super::axes::size;
use super::text::{self, LINE};
use super::{FigureError, Palette, Paper};

/// Pixels left of the line.
const INDENT: i32 = 4;

/// Writes a line at the foot of the paper, as much of it as fits, and returns the paper above it.
///
/// # Errors
/// What the backend reports.
pub fn footnote<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    words: &str,
) -> Result<Paper<DB>, FigureError<DB>> {
    let (width, height) = size(paper);
    let words = text::fitted(paper, words, width - 2 * INDENT)?;
    let style = text::style(palette.muted, HPos::Left, VPos::Bottom);
    paper.draw_text(&words, &style, (INDENT, height - 2))?;
    let (above, _) = paper.split_vertically((height - LINE).max(0));
    Ok(above)
}
