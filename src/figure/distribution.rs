//! How some values are spread: a small histogram with its mean.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axes::Axes;
use super::clip::clamped;
use super::{Axis, FigureError, Frame, Palette, Paper};

/// The most bins; more would be too narrow to be seen.
const MOST_BINS: usize = 200;

/// How far the axis of counts reaches at least, so that its ticks are whole numbers.
const LEAST_REACH: usize = 4;

/// What a distribution shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distribution<'a> {
    /// What the values are.
    pub title: &'a str,
    /// What is counted.
    pub counted: &'a str,
    /// The arm whose colour it has, counted from 0.
    pub arm: usize,
    /// The values; those that aren't finite are left out.
    pub values: &'a [f64],
    /// How many bins of equal width they are put into; clamped to 1 to 200.
    pub n_bins: usize,
}

/// Draws bars of the counts, a thin line at zero and a thick one at the mean.
///
/// # Errors
/// What the backend reports.
pub fn distribution<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Distribution,
) -> Result<Frame, FigureError<DB>> {
    let finite = || {
        figure
            .values
            .iter()
            .copied()
            .filter(|value| value.is_finite())
    };
    let (low, high) = finite().fold((0.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let x = Axis::spanning(figure.title, low, high);
    let counts = counts(finite(), x.range, figure.n_bins.clamp(1, MOST_BINS));
    let tallest = counts.iter().copied().max().unwrap_or(0);
    let frame = Axes {
        x: &x,
        y: &Axis::from_zero(figure.counted, tallest.max(LEAST_REACH) as f64),
        is_square: false,
        margins: None,
    }
    .draw(paper, palette)?;
    let width = (x.range.1 - x.range.0) / counts.len() as f64;
    let color = palette.arm(figure.arm);
    for (bin, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let from = x.range.0 + width * bin as f64;
        let (left, right) = (frame.x_to_pixel(from), frame.x_to_pixel(from + width));
        let top = frame.y_to_pixel(count as f64);
        let bar = [(left, top), ((right - 1).max(left + 1), frame.bottom)];
        paper.draw(&Rectangle::new(bar, color.mix(0.5).filled()))?;
    }
    let zero = frame.x_to_pixel(0.0);
    let line = [(zero, frame.top), (zero + 1, frame.bottom + 1)];
    paper.draw(&Rectangle::new(line, palette.muted.filled()))?;
    let n_values = finite().count();
    if n_values > 0 {
        let mean: f64 = finite().map(|value| value / n_values as f64).sum();
        let mean = frame.x_to_pixel(clamped(mean, frame.x));
        let line = [(mean - 1, frame.top), (mean + 1, frame.bottom + 1)];
        paper.draw(&Rectangle::new(line, palette.text.filled()))?;
    }
    Ok(frame)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within the range, and the cast saturates"
)]
fn counts(values: impl Iterator<Item = f64>, (low, high): (f64, f64), n_bins: usize) -> Vec<usize> {
    let mut counts = vec![0; n_bins];
    for value in values {
        let place = (value - low) / (high - low) * n_bins as f64;
        counts[(place as usize).min(n_bins - 1)] += 1;
    }
    counts
}
