//! Precision against recall, in the steps that average precision sums.

use plotters::backend::DrawingBackend;

use super::axes::Axes;
use super::band::draw_bands;
use super::curve::{dash_of_arm, draw_curve, draw_reference};
use super::frame::is_finite;
use super::iso_f1::draw_iso_f1;
use super::names::draw_names_around;
use super::{Axis, Band, Curve, FigureError, Frame, Palette, Paper};

/// What the precision-recall figure shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PrecisionRecall<'a> {
    /// One curve an arm: `(recall, precision)` at each threshold, both in `[0, 1]`, thresholds
    /// falling and so recall rising. They are drawn as [`steps`].
    pub curves: &'a [Curve<'a>],
    /// The share of defaults, in `[0, 1]`: the precision of guessing, a dotted line.
    pub prevalence: Option<f64>,
    /// The band of an arm's precision at each recall; its edges are joined as given, not in steps.
    pub bands: &'a [Band<'a>],
    /// Whether lines of equal F1 are drawn.
    pub has_iso_f1: bool,
}

/// Draws the precision-recall curves of all arms over their bands, the dotted line of the
/// prevalence and, where they are asked for, the fainter ones of equal F1, in a square.
///
/// # Errors
/// What the backend reports.
pub fn precision_recall<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &PrecisionRecall,
) -> Result<Frame, FigureError<DB>> {
    let (x, y) = (&Axis::rate("Recall"), &Axis::rate("Precision"));
    let frame = Axes {
        x,
        y,
        is_square: true,
        margins: None,
    }
    .draw(paper, palette)?;
    draw_bands(paper, &frame, palette, figure.bands)?;
    let labels = if figure.has_iso_f1 {
        draw_iso_f1(paper, &frame, palette)?
    } else {
        Vec::new()
    };
    if let Some(prevalence) = figure.prevalence.filter(|share| share.is_finite()) {
        draw_reference(
            paper,
            &frame,
            palette.muted,
            [(0.0, prevalence), (1.0, prevalence)],
        )?;
    }
    let corners: Vec<_> = figure
        .curves
        .iter()
        .map(|curve| steps(curve.points))
        .collect();
    let curves = figure.curves.iter().zip(&corners);
    let stairs: Vec<_> = curves
        .map(|(curve, points)| Curve { points, ..*curve })
        .collect();
    for curve in &stairs {
        draw_curve(paper, &frame, palette, curve, dash_of_arm(curve.arm))?;
    }
    draw_names_around(paper, &frame, palette, &stairs, &labels)?;
    Ok(frame)
}

/// The corners of the staircase under which average precision is the area.
///
/// Average precision is `Σ (Rₙ − Rₙ₋₁) Pₙ` with `R₀ = 0`, so from `Rₙ₋₁` to `Rₙ` the stairs stand at
/// `Pₙ`: each point is the right end of its step, and the first step reaches back to recall 0 at the
/// precision of the highest threshold. No precision of 1 is invented there.
///
/// ```
/// use imbalance_lab::figure::steps;
/// let corners = steps(&[(0.5, 1.0), (1.0, 0.4)]);
/// assert_eq!(corners, [(0.0, 1.0), (0.5, 1.0), (0.5, 0.4), (1.0, 0.4)]);
/// ```
#[must_use]
pub fn steps(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut reached = 0.0;
    let mut corners = Vec::with_capacity(2 * points.len());
    for &(recall, precision) in points.iter().filter(|point| is_finite(point)) {
        corners.extend([(reached, precision), (recall, precision)]);
        reached = recall;
    }
    corners
}
