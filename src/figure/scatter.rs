//! Rows in the plane of two columns, synthetic ones marked.

use std::collections::HashSet;

use plotters::backend::DrawingBackend;
use plotters::style::{Color, RGBAColor};

use super::axes::Axes;
use super::curve::draw_line;
use super::frame::is_finite;
use super::{Axis, FigureError, Frame, Marker, Palette, Paper};

/// What the scatter figure shows; points are `(x, y)` in the units of the two columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scatter<'a> {
    /// The column on the x axis.
    pub x_name: &'a str,
    /// The column on the y axis.
    pub y_name: &'a str,
    /// Good customers: small discs.
    pub good: &'a [(f64, f64)],
    /// Defaults: diamonds.
    pub default: &'a [(f64, f64)],
    /// Synthetic defaults: hollow diamonds.
    pub synthetic: &'a [(f64, f64)],
    /// What the axes hold besides, so that two figures have the same.
    pub besides: &'a [(f64, f64)],
    /// Whether the axes are labelled.
    pub is_labelled: bool,
}

/// A synthetic row and the two rows that it was made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parents {
    /// The synthetic row.
    pub synthetic: (f64, f64),
    /// The row it started from and the neighbour it moved towards.
    pub parents: [(f64, f64); 2],
}

/// Draws good customers, then synthetic rows, then defaults.
///
/// Of the rows of one kind that fall on the same pixel one is drawn.
///
/// # Errors
/// What the backend reports.
pub fn scatter<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Scatter,
) -> Result<Frame, FigureError<DB>> {
    let all = || {
        [
            figure.good,
            figure.default,
            figure.synthetic,
            figure.besides,
        ]
        .into_iter()
        .flatten()
    };
    let axis = |name: &str, of: fn(&(f64, f64)) -> f64| {
        let (low, high) = extent(all().filter(|point| is_finite(point)).map(of));
        Axis::spanning(name, low, high)
    };
    let [x, y] = [
        axis(figure.x_name, |point| point.0),
        axis(figure.y_name, |point| point.1),
    ];
    let [x, y] = [x, y].map(|axis| {
        if figure.is_labelled {
            axis
        } else {
            axis.unlabelled()
        }
    });
    let frame = Axes {
        x: &x,
        y: &y,
        is_square: false,
        margins: (!figure.is_labelled).then_some((1, 1)),
    }
    .draw(paper, palette)?;
    let good = palette.good.mix(0.7);
    for pixel in pixels(&frame, figure.good) {
        Marker::Circle.fill(paper, pixel, 2, good)?;
    }
    for pixel in pixels(&frame, figure.synthetic) {
        Marker::Diamond.outline(paper, pixel, 3, palette.default)?;
    }
    for pixel in pixels(&frame, figure.default) {
        Marker::Diamond.fill(paper, pixel, 3, palette.default)?;
    }
    Ok(frame)
}

/// Draws the lines from a synthetic row to the two rows it was made from: an overlay.
///
/// # Errors
/// What the backend reports.
pub fn parents<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    rows: &Parents,
) -> Result<(), FigureError<DB>> {
    let [first, second] = rows.parents;
    if ![first, second, rows.synthetic].iter().all(is_finite) {
        return Ok(());
    }
    let child = frame.to_pixel(rows.synthetic);
    let strong: RGBAColor = palette.text.to_rgba();
    for parent in [first, second].map(|parent| frame.to_pixel(parent)) {
        draw_line(paper, vec![child, parent], None, strong.stroke_width(1))?;
        Marker::Diamond.fill_ringed(paper, parent, 4, (palette.default, palette.text))?;
    }
    Marker::Diamond.fill_ringed(paper, child, 4, (palette.surface, palette.text))
}

/// The distinct pixels of the points that can be drawn, in the order of the points.
fn pixels(frame: &Frame, points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    let mut seen = HashSet::new();
    let finite = points.iter().filter(|point| is_finite(point));
    finite
        .map(|&point| frame.to_pixel(point))
        .filter(|&pixel| seen.insert(pixel))
        .collect()
}

/// The smallest and largest value with a margin of a twentieth; (0, 1) where there is none.
fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let bounds = values.fold(None, |bounds: Option<(f64, f64)>, value| {
        bounds.map_or(Some((value, value)), |(low, high)| {
            Some((low.min(value), high.max(value)))
        })
    });
    let (low, high) = bounds.unwrap_or((0.0, 1.0));
    let margin = high / 20.0 - low / 20.0;
    (low - margin, high + margin)
}
