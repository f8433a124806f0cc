//! The histogram of one arm's scores by class, on the axis of the threshold slider.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::axes::{self, Axes};
use super::axis::{Axis, Tick};
use super::{FigureError, Frame, Palette, Paper, text};

/// Pixels left of the plot rectangle, whatever the counts, so that the slider can stand under it.
pub const LEFT_MARGIN: i32 = 58;

/// Pixels right of the plot rectangle.
pub const RIGHT_MARGIN: i32 = 16;

const TITLE: &str = "Rows (log scale)";

/// The title where the figure is low.
const SHORT_TITLE: &str = "log rows";

/// About how many pixels of the height the plot rectangle doesn't get.
const OUTSIDE: i32 = 45;

/// How many pixels the labels of counts keep from one another.
const APART: f64 = 14.0;

/// What the score figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores<'a> {
    /// The axis of the scores, the same as the slider's.
    pub axis: &'a Axis,
    /// The `n + 1` borders of the `n` bins, in units of the axis, rising or falling.
    pub edges: &'a [f64],
    /// The rows of good customers in each bin: bars that stand up.
    pub good: &'a [usize],
    /// The rows of defaults in each bin: bars that hang down.
    pub default: &'a [usize],
    /// Counts that the scale must hold for good and for default, so that arms one above the other
    /// share a scale; (0, 0) leaves it to this arm's own bars.
    pub tallest: (usize, usize),
}

/// Draws the bars of good customers upwards and of defaults downwards.
///
/// A bar is as long as `ln(1 + rows)`, on one scale for both classes: a single default stays visible
/// beside thousands of good customers, and an empty bin has no length. The axis says so, and is
/// labelled in rows. The base line always lies at two thirds of the height, so that nothing jumps.
///
/// # Errors
/// What the backend reports.
pub fn scores<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Scores,
) -> Result<Frame, FigureError<DB>> {
    let highest = |counts: &[usize], least: usize| counts.iter().fold(least, |a, &b| a.max(b));
    let good = highest(figure.good, figure.tallest.0);
    let default = highest(figure.default, figure.tallest.1);
    let reach = length(good).max(2.0 * length(default)).max(length(9));
    let y = &count_axis(paper, (good, default), reach)?;
    let margins = Some((LEFT_MARGIN, RIGHT_MARGIN));
    let frame = Axes {
        x: figure.axis,
        y,
        is_square: false,
        margins,
    }
    .draw(paper, palette)?;
    draw_bars(
        paper,
        &frame,
        (figure.edges, figure.good),
        palette.good,
        1.0,
    )?;
    draw_bars(
        paper,
        &frame,
        (figure.edges, figure.default),
        palette.default,
        -1.0,
    )?;
    let base = frame.y_to_pixel(0.0);
    let line = [(frame.left, base), (frame.right + 1, base + 1)];
    paper.draw(&Rectangle::new(line, palette.muted.filled()))?;
    Ok(frame)
}

fn draw_bars<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    (edges, counts): (&[f64], &[usize]),
    color: RGBColor,
    direction: f64,
) -> Result<(), FigureError<DB>> {
    let base = frame.y_to_pixel(0.0);
    let column = |edge: f64| frame.x_to_pixel(edge).clamp(frame.left, frame.right);
    for (pair, &count) in edges.windows(2).zip(counts) {
        let &[from, to] = pair else { continue };
        if count == 0 || !from.is_finite() || !to.is_finite() {
            continue;
        }
        let (left, right) = (column(from).min(column(to)), column(from).max(column(to)));
        // A gap between bars, unless they are too narrow for one.
        let right = if right - left > 3 {
            right - 1
        } else {
            right.max(left + 1)
        };
        let end = frame.y_to_pixel(direction * length(count));
        let bar = if direction > 0.0 {
            [(left, end.min(base - 2)), (right, base)]
        } else {
            [(left, base + 1), (right, end.max(base + 2) + 1)]
        };
        paper.draw(&Rectangle::new(bar, color.filled()))?;
    }
    Ok(())
}

/// The axis of counts: positions are lengths of bars, downwards negative; labels are rows.
fn count_axis<DB: DrawingBackend>(
    paper: &Paper<DB>,
    (good, default): (usize, usize),
    reach: f64,
) -> Result<Axis, FigureError<DB>> {
    let (_, height) = axes::size(paper);
    let decade = f64::from((height - OUTSIDE).max(1)) * 10.0_f64.ln() / (1.5 * reach);
    let step = (1..=9)
        .find(|&step| f64::from(step) * decade >= APART)
        .unwrap_or(9);
    let mut ticks = powers_of_ten(default, -1.0, step);
    ticks.reverse();
    ticks.push(Tick {
        at: 0.0,
        label: "0".to_owned(),
    });
    ticks.extend(powers_of_ten(good, 1.0, step));
    let title = if text::width(paper, TITLE)? <= height {
        TITLE
    } else {
        SHORT_TITLE
    };
    Ok(Axis {
        title: title.to_owned(),
        range: (-reach / 2.0, reach),
        ticks,
    })
}

/// Ticks at every `step`-th power of ten up to `tallest`.
fn powers_of_ten(tallest: usize, direction: f64, step: u32) -> Vec<Tick> {
    let powers = (1..=9)
        .filter(|power| power % step == 0)
        .map(|power| 10_usize.pow(power));
    let tick = |count| Tick {
        at: direction * length(count),
        label: short(count),
    };
    powers
        .take_while(|&count| count <= tallest)
        .map(tick)
        .collect()
}

/// A power of ten in few letters: 100, 10k, 1M.
fn short(count: usize) -> String {
    match count {
        1_000_000.. => format!("{}M", count / 1_000_000),
        1_000.. => format!("{}k", count / 1_000),
        _ => count.to_string(),
    }
}

/// How long the bar of a count is, before it is scaled.
fn length(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)).ln_1p()
}
