//! The losses of a training run, epoch by epoch.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axes::Axes;
use super::curve::{DASHED, Dash, draw_curve};
use super::frame::is_finite;
use super::names::draw_names;
use super::{Axis, Curve, FigureError, Frame, Marker, Palette, Paper};

/// The losses of one arm so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loss<'a> {
    /// The arm, counted from 0.
    pub arm: usize,
    /// What people call the arm.
    pub name: &'a str,
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
    let curves: Vec<_> = figure.arms.iter().flat_map(lines).collect();
    for (curve, dash) in &curves {
        draw_curve(paper, &frame, palette, curve, *dash)?;
        if let Some(&end) = curve.points.iter().rfind(|point| is_finite(point)) {
            let color = palette.arm(curve.arm);
            Marker::of_arm(curve.arm).fill(paper, frame.to_pixel(end), 3, color)?;
        }
    }
    let curves: Vec<_> = curves.into_iter().map(|(curve, _)| curve).collect();
    draw_names(paper, &frame, palette, &curves)?;
    Ok(frame)
}

/// The lines of an arm, of which the first bears its name, and their dashes.
const fn lines<'a>(loss: &Loss<'a>) -> [(Curve<'a>, Option<Dash>); 2] {
    let &Loss {
        arm,
        name,
        training,
        held_out,
    } = loss;
    let training = Curve {
        arm,
        name,
        points: training,
    };
    let held_out = Curve {
        arm,
        name: "",
        points: held_out,
    };
    [(training, None), (held_out, DASHED)]
}

/// Draws a line at the epoch that is shown, over the losses.
///
/// # Errors
/// What the backend reports.
pub fn shown_epoch<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    epoch: f64,
) -> Result<(), FigureError<DB>> {
    let column = frame.x_to_pixel(epoch).clamp(frame.left, frame.right);
    let line = [(column - 1, frame.top), (column + 1, frame.bottom + 1)];
    paper.draw(&Rectangle::new(line, palette.text.filled()))
}
