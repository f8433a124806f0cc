//! How often each part of a column's values defaults, and how many rows it has.

use plotters::backend::DrawingBackend;
use plotters::element::{Circle, Rectangle};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::axes::Axes;
use super::curve::draw_reference;
use super::name_axis::{name_axis, room};
use super::text::{self, LINE};
use super::{Axis, FigureError, Frame, Palette, Paper};

/// The pixels of the bars that tell how many rows there are, as a share of the paper's width, and at most.
const BARS: (i32, i32) = (6, 96);
const RADIUS: i32 = 4;

/// A part of a column's values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinRate<'a> {
    /// Which values.
    pub label: &'a str,
    /// Its rows.
    pub n_rows: usize,
    /// Its default rate.
    pub rate: f64,
    /// Where the rate may lie.
    pub interval: (f64, f64),
}

/// What the figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BinRates<'a> {
    /// The parts, from the top.
    pub bins: &'a [BinRate<'a>],
    /// What the rate is called.
    pub rate: &'a str,
    /// The default rate of all rows, a dotted line.
    pub overall: f64,
}

/// Draws a line for each part: its name, its default rate with an interval, and a bar as long as it has rows.
///
/// # Errors
/// What the backend reports.
pub fn bin_rates<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &BinRates,
) -> Result<Frame, FigureError<DB>> {
    let bins = figure.bins;
    let (width, height) = paper.dim_in_pixel();
    let [width, height] = [width, height].map(|size| i32::try_from(size).unwrap_or(i32::MAX));
    let bars = (width / BARS.0).min(BARS.1);
    let highest = bins
        .iter()
        .map(|bin| bin.interval.1)
        .fold(figure.overall, f64::max);
    let names = &mut bins.iter().map(|bin| bin.label);
    let frame = Axes {
        x: &Axis::from_zero(figure.rate, highest.min(1.0)).in_per_cent(),
        y: &name_axis(paper, names)?,
        is_square: false,
        margins: Some((room(paper) + LINE, bars + LINE)),
    }
    .draw(paper, palette)?;
    let ends = [(figure.overall, frame.y.0), (figure.overall, frame.y.1)];
    draw_reference(paper, &frame, palette.text, ends)?;
    let most = bins.iter().map(|bin| bin.n_rows).max().unwrap_or(0).max(1);
    for (place, bin) in bins.iter().enumerate() {
        let row = frame.y_to_pixel((bins.len() - place) as f64);
        draw_rate(paper, palette, &frame, row, bin)?;
        let share = bin.n_rows as f64 / most as f64;
        draw_rows(paper, palette, &frame, row, f64::from(bars) * share)?;
    }
    let title = text::style(palette.muted, HPos::Right, VPos::Top);
    paper.draw_text("Rows", &title, (width - 2, height - LINE - 2))?;
    Ok(frame)
}

fn draw_rate<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    row: i32,
    bin: &BinRate,
) -> Result<(), FigureError<DB>> {
    if !bin.rate.is_finite() {
        return Ok(());
    }
    let [low, high] = [bin.interval.0, bin.interval.1].map(|end| frame.x_to_pixel(end));
    let whisker = [(low, row), (high.max(low + 1), row + 1)];
    paper.draw(&Rectangle::new(whisker, palette.default.filled()))?;
    let center = (frame.x_to_pixel(bin.rate), row);
    paper.draw(&Circle::new(center, RADIUS, palette.default.filled()))
}

#[expect(clippy::cast_possible_truncation, reason = "a hundred pixels")]
fn draw_rows<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    row: i32,
    length: f64,
) -> Result<(), FigureError<DB>> {
    let left = frame.right + LINE / 2;
    let right = left + (length.round() as i32).max(1);
    let bar = [(left, row - RADIUS), (right, row + RADIUS)];
    paper.draw(&Rectangle::new(bar, palette.muted.mix(0.5).filled()))
}
