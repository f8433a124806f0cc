//! The one font of all figures, and text that keeps to its room.

use plotters::backend::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::{FigureError, Paper};

/// What plotters multiplies a font's size with: its SVG backend divides by this ratio of line
/// height to font size, and so must any other backend that is to draw the same letters.
pub const LINE_HEIGHT: f64 = 1.24;

/// The font size in CSS pixels.
const SIZE: f64 = 11.0;

/// The pixels that a line of text takes up.
pub(super) const LINE: i32 = 14;

/// The font of tick labels, titles and legends, anchored as given.
pub(super) fn style(color: RGBColor, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    // Not by its name as text, which plotters would look up in lower case: that takes all letters there are.
    let family = FontFamily::Name("system-ui, sans-serif");
    let font = FontDesc::new(family, SIZE * LINE_HEIGHT, FontStyle::Normal);
    let mut style = TextStyle::from(font).pos(Pos::new(horizontal, vertical));
    style.color = color.to_backend_color();
    style
}

/// The width of `text` in pixels, as the backend estimates it.
pub(super) fn width<DB: DrawingBackend>(
    paper: &Paper<DB>,
    text: &str,
) -> Result<i32, FigureError<DB>> {
    let style = style(RGBColor(0, 0, 0), HPos::Left, VPos::Top);
    let (width, _) = paper.estimate_text_size(text, &style)?;
    Ok(i32::try_from(width).unwrap_or(i32::MAX))
}

/// `text`, or as much of its beginning as fits into `room` pixels, followed by "…".
pub(super) fn fitted<DB: DrawingBackend>(
    paper: &Paper<DB>,
    text: &str,
    room: i32,
) -> Result<String, FigureError<DB>> {
    let mut kept = text.chars().count();
    let mut fitted = text.to_owned();
    while kept > 0 && width(paper, &fitted)? > room {
        kept -= 1;
        fitted = text.chars().take(kept).chain(['…']).collect();
    }
    Ok(if kept == 0 { String::new() } else { fitted })
}
