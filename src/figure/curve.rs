//! Lines through points: solid, dashed in the arm's own way, or dotted.

use plotters::backend::DrawingBackend;
use plotters::element::{DashedPathElement, PathElement};
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::frame::is_finite;
use super::{ARMS, FigureError, Frame, Palette, Paper};

/// The points of one arm's curve, in the order in which they are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve<'a> {
    /// The arm, counted from 0: its colour, dash and marker.
    pub arm: usize,
    /// What people call the arm, written beside the curve's end; empty for nothing.
    pub name: &'a str,
    /// `(x, y)` in units of the axes.
    pub points: &'a [(f64, f64)],
}

/// Pixels drawn and pixels left out, in turn.
pub(super) type Dash = (i32, i32);

/// Reference lines.
pub(super) const DOTTED: Option<Dash> = Some((2, 3));

/// Held-out losses.
pub(super) const DASHED: Option<Dash> = Some((5, 4));

/// The width of a curve in pixels.
const WIDTH: u32 = 2;

/// How much of the arm's colour its hull has.
const HULL_OPACITY: f64 = 0.7;

/// How much of the arm's colour one of many lines has.
const SINGLE_OPACITY: f64 = 0.35;

/// The dash of an arm, counted from 0; `None` is a solid line. After the last come those of ghosts.
pub(super) fn dash_of_arm(arm: usize) -> Option<Dash> {
    const GHOSTS: [Dash; 2] = [(10, 5), (4, 4)];
    const DASHES: [Option<Dash>; ARMS] = [
        None,
        Some((8, 3)),
        Some((3, 3)),
        Some((12, 4)),
        Some((5, 5)),
        Some((2, 4)),
        Some((16, 3)),
        Some((6, 2)),
    ];
    match arm.checked_sub(ARMS) {
        Some(ghost) => Some(GHOSTS[ghost % GHOSTS.len()]),
        None => DASHES[arm],
    }
}

/// Draws an arm's curve in the arm's colour and with the given dash.
pub(super) fn draw_curve<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    curve: &Curve,
    dash: Option<Dash>,
) -> Result<(), FigureError<DB>> {
    let style = palette.arm(curve.arm).stroke_width(WIDTH);
    draw_line(paper, pixels(frame, curve), dash, style)
}

/// Draws the hull of an arm's curve in the arm's colour, thin and quieter than the curve.
pub(super) fn draw_hull<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    hull: &Curve,
) -> Result<(), FigureError<DB>> {
    let style = palette.arm(hull.arm).mix(HULL_OPACITY).stroke_width(1);
    draw_line(paper, pixels(frame, hull), None, style)
}

/// Draws one of many lines, thin and so quiet that where many lie it is darker.
pub(super) fn draw_single<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    single: &Curve,
) -> Result<(), FigureError<DB>> {
    let style = palette.arm(single.arm).mix(SINGLE_OPACITY).stroke_width(1);
    draw_line(paper, pixels(frame, single), None, style)
}

/// The pixels of the points that can be drawn, neighbours on the same pixel once.
fn pixels(frame: &Frame, curve: &Curve) -> Vec<(i32, i32)> {
    let finite = curve.points.iter().filter(|point| is_finite(point));
    let mut pixels: Vec<_> = finite.map(|&point| frame.to_pixel(point)).collect();
    pixels.dedup();
    pixels
}

/// Draws a dotted line of reference between two points of the data.
pub(super) fn draw_reference<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    color: RGBColor,
    ends: [(f64, f64); 2],
) -> Result<(), FigureError<DB>> {
    draw_line(
        paper,
        ends.map(|end| frame.to_pixel(end)).to_vec(),
        DOTTED,
        color.stroke_width(1),
    )
}

/// Draws a line through pixels; fewer than two leave nothing.
pub(super) fn draw_line<DB: DrawingBackend>(
    paper: &Paper<DB>,
    pixels: Vec<(i32, i32)>,
    dash: Option<Dash>,
    style: ShapeStyle,
) -> Result<(), FigureError<DB>> {
    match dash {
        _ if pixels.len() < 2 => Ok(()),
        None => paper.draw(&PathElement::new(pixels, style)),
        Some((on, off)) => paper.draw(&DashedPathElement::new(pixels, on, off, style)),
    }
}
