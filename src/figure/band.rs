//! The band around an arm's curve.

use plotters::backend::DrawingBackend;
use plotters::element::Polygon;
use plotters::style::Color;

use super::frame::is_finite;
use super::{FigureError, Frame, Palette, Paper};

/// The 95 % band of one arm: what lies between two lines, joined as given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band<'a> {
    /// The arm, counted from 0: its colour.
    pub arm: usize,
    /// `(x, y)` of the lower edge in units of the axes, x rising.
    pub lower: &'a [(f64, f64)],
    /// `(x, y)` of the upper edge, at the same x as the lower.
    pub upper: &'a [(f64, f64)],
}

/// How much of the arm's colour a band has: two that overlap still let the grid through.
pub(super) const BAND_OPACITY: f64 = 0.18;

/// Fills each band with a thin wash of its arm's colour. Points that aren't finite are left out.
pub(super) fn draw_bands<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    bands: &[Band],
) -> Result<(), FigureError<DB>> {
    for band in bands {
        let edges = band.lower.iter().chain(band.upper.iter().rev());
        let mut corners: Vec<_> = edges
            .filter(|point| is_finite(point))
            .map(|&point| frame.to_pixel(point))
            .collect();
        corners.dedup();
        if corners.len() > 2 {
            let wash = palette.arm(band.arm).mix(BAND_OPACITY).filled();
            paper.draw(&Polygon::new(corners, wash))?;
        }
    }
    Ok(())
}
