//! The histogram of one arm's scores by class, on the axis of the threshold slider.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::axes::{self, Axes};
use super::axis::{Axis, Tick, written};
use super::{FigureError, Frame, Palette, Paper, text};

/// Pixels left of the plot rectangle, whatever the counts, so that the slider can stand under it.
pub const LEFT_MARGIN: i32 = 58;

/// Pixels right of the plot rectangle.
pub const RIGHT_MARGIN: i32 = 16;

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
/// A bar is as long as the square root of its count, on one scale for both classes: a handful of
/// defaults stays visible beside thousands of good customers. The axis says so, and is labelled in
/// rows. A bin that holds any row is at least two pixels long. The base line always lies at two
/// thirds of the height.
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
    let reach = root(good).max(2.0 * root(default)).max(1.0);
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
        let end = frame.y_to_pixel(direction * root(count));
        let bar = if direction > 0.0 {
            [(left, end.min(base - 2)), (right, base)]
        } else {
            [(left, base + 1), (right, end.max(base + 2) + 1)]
        };
        paper.draw(&Rectangle::new(bar, color.filled()))?;
    }
    Ok(())
}

/// The axis of counts: positions are square roots, downwards negative; labels are rows.
fn count_axis<DB: DrawingBackend>(
    paper: &Paper<DB>,
    (good, default): (usize, usize),
    reach: f64,
) -> Result<Axis, FigureError<DB>> {
    let (_, height) = axes::size(paper);
    // What the x axis takes away hardly matters here: labels that are too close are left out.
    let apart = reach * 1.5 * 18.0 / f64::from(height.max(1));
    let ticks = |tallest: usize, direction: f64| {
        let mut next = f64::INFINITY;
        let mut ticks = Vec::new();
        for count in round_counts(tallest) {
            if count.sqrt() >= apart && next - count.sqrt() >= apart {
                next = count.sqrt();
                ticks.push(Tick {
                    at: direction * next,
                    label: short(count),
                });
            }
        }
        ticks
    };
    let mut all = ticks(default, -1.0);
    all.push(Tick {
        at: 0.0,
        label: "0".to_owned(),
    });
    all.extend(ticks(good, 1.0).into_iter().rev());
    let titles = ["Rows (square-root scale)", "Rows (√ scale)", "√ rows"];
    let mut title = "";
    for wording in titles {
        title = wording;
        if text::width(paper, title)? <= height - 24 {
            break;
        }
    }
    Ok(Axis {
        title: title.to_owned(),
        range: (-reach / 2.0, reach),
        ticks: all,
    })
}

/// The largest of 1, 2, 5, 10, 20, 50 … that isn't above `tallest`, and its tenths, falling.
fn round_counts(tallest: usize) -> Vec<f64> {
    let mut largest = 0;
    let mut power = 1_usize;
    while power <= tallest {
        largest = [5, 2, 1]
            .into_iter()
            .map(|step| step * power)
            .find(|&n| n <= tallest)
            .unwrap_or(0);
        power = power.saturating_mul(10);
    }
    let falling = std::iter::successors(Some(largest), |count| Some(count / 10));
    falling.take_while(|&count| count > 0).map(as_f64).collect()
}

/// A round count in few letters: 500, 2k, 1M.
fn short(count: f64) -> String {
    match count {
        _ if count >= 1e6 => format!("{}M", written(count / 1e6, 1.0)),
        _ if count >= 1e3 => format!("{}k", written(count / 1e3, 1.0)),
        _ => written(count, 1.0),
    }
}

fn root(count: usize) -> f64 {
    as_f64(count).sqrt()
}

/// A count as a number; exact up to 2³², more rows than a browser holds.
fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
