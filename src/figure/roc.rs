//! The ROC curve: what share of the defaults is caught for what share of the good turned away.

use plotters::backend::DrawingBackend;

use super::axes::Axes;
use super::band::draw_bands;
use super::curve::{dash_of_arm, draw_curve, draw_hull, draw_reference};
use super::names::draw_names;
use super::{Axis, Band, Curve, FigureError, Frame, Palette, Paper};

/// What the ROC figure shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Roc<'a> {
    /// One curve an arm: `(false positive rate, true positive rate)`, both in `[0, 1]`, from (0, 0)
    /// to (1, 1). Consecutive points are joined by straight lines, so the area under the line is
    /// the area that the trapezoid rule gives, ties and all.
    pub curves: &'a [Curve<'a>],
    /// The corners of an arm's upper convex hull, from (0, 0) to (1, 1): thin solid lines.
    pub hulls: &'a [Curve<'a>],
    /// The band of an arm's true positive rate at each false positive rate.
    pub bands: &'a [Band<'a>],
}

/// Draws the ROC curves of all arms over their hulls, their bands and the dotted diagonal of
/// chance, in a square.
///
/// # Errors
/// What the backend reports.
pub fn roc<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    roc: &Roc,
) -> Result<Frame, FigureError<DB>> {
    let x = &Axis::rate("False positive rate");
    let y = &Axis::rate("True positive rate (recall)");
    let frame = Axes {
        x,
        y,
        is_square: true,
        margins: None,
    }
    .draw(paper, palette)?;
    draw_bands(paper, &frame, palette, roc.bands)?;
    draw_reference(paper, &frame, palette.muted, [(0.0, 0.0), (1.0, 1.0)])?;
    for hull in roc.hulls {
        draw_hull(paper, &frame, palette, hull)?;
    }
    for curve in roc.curves {
        draw_curve(paper, &frame, palette, curve, dash_of_arm(curve.arm))?;
    }
    draw_names(paper, &frame, palette, roc.curves)?;
    Ok(frame)
}
