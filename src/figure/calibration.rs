//! The reliability diagram: what share defaulted of those given a score, with the rows behind it.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axes::{Axes, size};
use super::axis::Tick;
use super::clip::contains;
use super::curve::{dash_of_arm, draw_curve, draw_reference};
use super::{Axis, Curve, FigureError, Frame, LEFT_MARGIN, Marker, Palette, Paper, RIGHT_MARGIN};

/// How much of the height the strip of rows takes.
const STRIP: f64 = 0.3;

/// A paper less high than this, in pixels, has no room for the strip.
const LEAST_HEIGHT: i32 = 230;

/// Half the width of the bar at a whisker's end, in pixels.
const WHISKER: i32 = 3;

/// Half the width of the bar of redrawn rates, in pixels.
const BAR: i32 = 5;

/// A bin of rows with neighbouring scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityPoint {
    /// The lowest and the highest score of the bin.
    pub edges: (f64, f64),
    /// The mean score of its rows, in `[0, 1]`.
    pub mean: f64,
    /// The share of them that default, in `[0, 1]`.
    pub rate: f64,
    /// The 95 % interval of that share: a whisker.
    pub interval: (f64, f64),
    /// The same from redrawn rows, once it is known: a translucent bar.
    pub redrawn: Option<(f64, f64)>,
    /// How many rows there are.
    pub rows: usize,
}

/// The bins of one arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArmReliability<'a> {
    /// The arm, counted from 0: its colour, dash and marker.
    pub arm: usize,
    /// Its bins, by rising score.
    pub bins: &'a [ReliabilityPoint],
}

/// What the reliability diagram shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability<'a> {
    /// The arms.
    pub arms: &'a [ArmReliability<'a>],
    /// How far both axes reach, in (0, 1]: less than 1 where scores and rates are all low.
    pub limit: f64,
}

/// Draws for each bin the default rate against the mean score with a whisker of its interval, over
/// the dotted diagonal of perfect calibration; below it, on the same axis, the rows of each bin, on a
/// log scale. Bins whose point lies beyond the limit are left out, and on a low paper the rows.
///
/// # Errors
/// What the backend reports.
pub fn reliability<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Reliability,
) -> Result<Frame, FigureError<DB>> {
    let limit = if figure.limit > 0.0 && figure.limit <= 1.0 {
        figure.limit
    } else {
        1.0
    };
    let x = rate_axis("Score (probability of default)", limit);
    let (_, height) = size(paper);
    let has_strip = height >= LEAST_HEIGHT;
    let strip = if has_strip { STRIP } else { 0.0 };
    let (above, below) = paper.split_vertically(((1.0 - strip) * f64::from(height)).round());
    let frame = Axes {
        x: &if has_strip {
            x.clone().unlabelled()
        } else {
            x.clone()
        },
        y: &rate_axis("Default rate", limit),
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
    }
    .draw(&above, palette)?;
    draw_reference(&above, &frame, palette.muted, [(0.0, 0.0), (limit, limit)])?;
    for arm in figure.arms {
        draw_arm(&above, &frame, palette, arm)?;
    }
    if has_strip {
        draw_rows(&below, palette, figure, &x)?;
    }
    Ok(frame)
}

fn rate_axis(title: &str, limit: f64) -> Axis {
    if limit >= 1.0 {
        Axis::rate(title)
    } else {
        let mut axis = Axis::spanning(title, 0.0, limit);
        axis.range = (0.0, limit);
        axis
    }
}

fn draw_arm<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    arm: &ArmReliability,
) -> Result<(), FigureError<DB>> {
    let color = palette.arm(arm.arm);
    let place = |bin: &&ReliabilityPoint| contains(frame, (bin.mean, bin.rate));
    let shown: Vec<_> = arm.bins.iter().filter(place).collect();
    let points: Vec<_> = shown.iter().map(|bin| (bin.mean, bin.rate)).collect();
    let curve = Curve {
        arm: arm.arm,
        points: &points,
    };
    draw_curve(paper, frame, palette, &curve, dash_of_arm(arm.arm))?;
    for bin in shown {
        let (column, row) = frame.to_pixel((bin.mean, bin.rate));
        let ends = [bin.interval.1, bin.interval.0];
        let [from, to] = ends.map(|end| frame.y_to_pixel(end).clamp(frame.top, frame.bottom));
        if let Some((low, high)) = bin.redrawn {
            let [from, to] =
                [high, low].map(|end| frame.y_to_pixel(end).clamp(frame.top, frame.bottom));
            let bar = [(column - BAR, from), (column + BAR + 1, to + 1)];
            paper.draw(&Rectangle::new(bar, color.mix(0.18).filled()))?;
        }
        let style = color.mix(0.7).filled();
        paper.draw(&Rectangle::new(
            [(column, from), (column + 1, to + 1)],
            style,
        ))?;
        for end in [from, to] {
            let bar = [(column - WHISKER, end), (column + WHISKER + 1, end + 1)];
            paper.draw(&Rectangle::new(bar, style))?;
        }
        let colors = (color, palette.surface);
        Marker::of_arm(arm.arm).fill_ringed(paper, (column, row), 4, colors)?;
    }
    Ok(())
}

/// The rows of each bin, arms side by side within it.
fn draw_rows<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Reliability,
    x: &Axis,
) -> Result<(), FigureError<DB>> {
    let bins = || figure.arms.iter().flat_map(|arm| arm.bins);
    let tallest = bins().map(|bin| bin.rows).max().unwrap_or(0);
    let frame = Axes {
        x,
        y: &row_axis(tallest),
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
    }
    .draw(paper, palette)?;
    let n_arms = i32::try_from(figure.arms.len()).unwrap_or(1).max(1);
    for (place, arm) in (0..).zip(figure.arms) {
        for bin in arm.bins.iter().filter(|bin| bin.edges.0 < x.range.1) {
            let left = frame.x_to_pixel(bin.edges.0).max(frame.left);
            let right = frame.x_to_pixel(bin.edges.1).min(frame.right);
            let width = ((right - left) / n_arms).max(2);
            let from = left + place * width;
            let top = frame.y_to_pixel(length(bin.rows)).min(frame.bottom - 2);
            let bar = [(from, top), (from + (width - 1).max(1), frame.bottom)];
            paper.draw(&Rectangle::new(
                bar,
                palette.arm(arm.arm).mix(0.75).filled(),
            ))?;
        }
    }
    Ok(())
}

/// Lengths of bars, labelled in rows: a few powers of ten.
fn row_axis(tallest: usize) -> Axis {
    let most = tallest.max(10);
    let step = if most > 10_000 { 2 } else { 1 };
    let powers = (1..=9).filter(|power| power % step == 0);
    let powers = powers.map(|power| 10_usize.pow(power));
    let tick = |count: usize| Tick {
        at: length(count),
        label: match count {
            1_000_000.. => format!("{}M", count / 1_000_000),
            1_000.. => format!("{}k", count / 1_000),
            _ => count.to_string(),
        },
    };
    let zero = std::iter::once(Tick {
        at: 0.0,
        label: "0".to_owned(),
    });
    Axis {
        title: "log rows".to_owned(),
        range: (0.0, length(most)),
        ticks: zero
            .chain(powers.take_while(|&count| count <= most).map(tick))
            .collect(),
    }
}

/// How long the bar of a count is, before it is scaled.
fn length(rows: usize) -> f64 {
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX)).ln_1p()
}
