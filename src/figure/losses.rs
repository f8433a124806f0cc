//! The losses of a training run, epoch by epoch.

use plotters::backend::DrawingBackend;

use super::axes::Axes;
use super::curve::{DASHED, draw_curve};
use super::frame::is_finite;
use super::{Axis, Curve, FigureError, Frame, Marker, Palette, Paper};

/// The losses of one arm so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loss<'a> {
    /// The arm, counted from 0.
    pub arm: usize,
    /// `(epoch, loss)` on the training rows: a solid line.
    pub training: &'a [(f64, f64)],
    /// `(epoch, loss)` on the held-out rows: a dashed line; may be empty.
    pub held_out: &'a [(f64, f64)],
}

/// What the loss figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses<'a> {
    /// The losses of each arm.
    pub arms: &'a [Loss<'a>],
    /// The epochs asked for: how far the axis reaches from the start, so that nothing jumps.
    pub epochs: f64,
}

/// Draws each arm's training loss solid and held-out loss dashed, the last epoch marked with the
/// arm's shape; the loss axis begins at 0.
///
/// # Errors
/// What the backend reports.
pub fn losses<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Losses,
) -> Result<Frame, FigureError<DB>> {
    let points = || {
        figure
            .arms
            .iter()
            .flat_map(|loss| loss.training.iter().chain(loss.held_out))
    };
    let finite = || points().filter(|point| is_finite(point));
    let last = finite().fold(figure.epochs, |last, point| last.max(point.0));
    let highest = finite().fold(0.0, |highest: f64, point| highest.max(point.1));
    let x = &Axis::counting("Epoch", last);
    let y = &Axis::from_zero("Loss (binary cross-entropy)", highest);
    let frame = Axes {
        x,
        y,
        is_square: false,
        margins: None,
    }
    .draw(paper, palette)?;
    for &Loss {
        arm,
        training,
        held_out,
    } in figure.arms
    {
        for (points, dash) in [(training, None), (held_out, DASHED)] {
            draw_curve(paper, &frame, palette, &Curve { arm, points }, dash)?;
            if let Some(&end) = points.iter().rfind(|point| is_finite(point)) {
                Marker::of_arm(arm).fill(paper, frame.to_pixel(end), 3, palette.arm(arm))?;
            }
        }
    }
    Ok(frame)
}
