//! The reliability diagram: what share defaulted of those given a score, with the rows behind it.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::axes::{Axes, size};
use super::clip::contains;
use super::curve::{dash_of_arm, draw_curve, draw_reference};
use super::names::draw_names;
use super::row_counts::draw_rows;
use super::{
    ArmReliability, Axis, Curve, FigureError, Frame, LEFT_MARGIN, Marker, Palette, Paper,
    RIGHT_MARGIN, ReliabilityPoint,
};

/// The share of the height that the strip of rows takes.
const STRIP: f64 = 0.3;

/// The least height in pixels of the strip, and of the paper that has room for it.
const LEAST_HEIGHTS: (f64, f64) = (80.0, 230.0);

/// Half the width of the bar at a whisker's end, in pixels.
const WHISKER: i32 = 3;

/// Half the width of the bar of redrawn rates, in pixels.
const BAR: i32 = 5;

/// What the reliability diagram shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability<'a> {
    /// The arms.
    pub arms: &'a [ArmReliability<'a>],
    /// What the rate is called.
    pub rate: &'a str,
    /// How far both axes reach, in (0, 1]: less than 1 where scores and rates are all low.
    pub limit: f64,
}

/// Draws for each bin the default rate against the mean score with a whisker of its interval, over
/// the dotted diagonal of perfect calibration; below it, where there is room, the rows of each bin on
/// the same axis, on a log scale, arms side by side in their order from left to right. Bins whose
/// point lies beyond the limit are left out, and whiskers end there. The frame is the diagram's.
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
    let x = rate_axis("Mean score", limit);
    let (_, height) = size(paper);
    let height = f64::from(height);
    if height < LEAST_HEIGHTS.1 {
        return draw_diagram(paper, palette, figure, &x);
    }
    let strip = (STRIP * height).max(LEAST_HEIGHTS.0);
    let (above, below) = paper.split_vertically((height - strip).round());
    let frame = draw_diagram(&above, palette, figure, &x.clone().unlabelled())?;
    draw_rows(&below, palette, figure.arms, &x)?;
    Ok(frame)
}

fn draw_diagram<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Reliability,
    x: &Axis,
) -> Result<Frame, FigureError<DB>> {
    let (arms, limit) = (figure.arms, x.range.1);
    let frame = Axes {
        x,
        y: &rate_axis(figure.rate, limit),
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
    }
    .draw(paper, palette)?;
    draw_reference(paper, &frame, palette.muted, [(0.0, 0.0), (limit, limit)])?;
    let shown = |arm: &ArmReliability| -> Vec<_> {
        let points = arm.bins.iter().map(|bin| (bin.mean, bin.rate));
        points.filter(|point| contains(&frame, *point)).collect()
    };
    let points: Vec<_> = arms.iter().map(shown).collect();
    let curves = arms.iter().zip(&points).map(|(arm, points)| Curve {
        arm: arm.arm,
        name: arm.name,
        points,
    });
    let curves: Vec<_> = curves.collect();
    for (arm, curve) in arms.iter().zip(&curves) {
        draw_arm(paper, &frame, palette, (arm, curve))?;
    }
    draw_names(paper, &frame, palette, &curves)?;
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
    (arm, curve): (&ArmReliability, &Curve),
) -> Result<(), FigureError<DB>> {
    let color = palette.arm(arm.arm);
    let place = |bin: &&ReliabilityPoint| contains(frame, (bin.mean, bin.rate));
    draw_curve(paper, frame, palette, curve, dash_of_arm(arm.arm))?;
    for bin in arm.bins.iter().filter(place) {
        draw_intervals(paper, frame, color, bin)?;
        let (at, colors) = (
            frame.to_pixel((bin.mean, bin.rate)),
            (color, palette.surface),
        );
        Marker::of_arm(arm.arm).fill_ringed(paper, at, 4, colors)?;
    }
    Ok(())
}

/// Draws the bar of redrawn rates and the whisker over it, as far as they lie within the frame.
fn draw_intervals<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    color: RGBColor,
    bin: &ReliabilityPoint,
) -> Result<(), FigureError<DB>> {
    let column = frame.x_to_pixel(bin.mean);
    let upright = |(low, high): (f64, f64), half: i32| {
        let [from, to] =
            [high, low].map(|end| frame.y_to_pixel(end).clamp(frame.top, frame.bottom));
        [(column - half, from), (column + half + 1, to + 1)]
    };
    let is_known = |interval: &(f64, f64)| interval.0 <= interval.1;
    if let Some(interval) = bin.redrawn.filter(is_known) {
        let style = color.mix(0.18).filled();
        paper.draw(&Rectangle::new(upright(interval, BAR), style))?;
    }
    if !is_known(&bin.interval) {
        return Ok(());
    }
    let style = color.mix(0.7).filled();
    let whisker = upright(bin.interval, 0);
    paper.draw(&Rectangle::new(whisker, style))?;
    for row in [whisker[0].1, whisker[1].1 - 1] {
        let end = [(column - WHISKER, row), (column + WHISKER + 1, row + 1)];
        paper.draw(&Rectangle::new(end, style))?;
    }
    Ok(())
}
