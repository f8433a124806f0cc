//! What columns add to the scores of many rows: a dot a row, one column below another.

use plotters::backend::DrawingBackend;
use plotters::element::Circle;
use plotters::style::{Color, RGBAColor};

use super::axes::Axes;
use super::curve::draw_reference;
use super::name_axis::{name_axis, room};
use super::text::LINE;
use super::{Axis, FigureError, Frame, Palette, Paper};

/// The radius of a dot in pixels.
const RADIUS: i32 = 2;

/// How far dots of the same place stand apart, at most.
const APART: f64 = 3.0;

/// The share of a column's line that its dots take up.
const LANE: f64 = 0.8;

/// How strong the dot of the lowest cell is.
const FAINTEST: f64 = 0.18;

/// Pixels right of the dots.
const RIGHT: i32 = 14;

/// A row in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// What the column adds to the score of the row; what isn't finite is left out.
    pub value: f64,
    /// Where the cell stands among those of its column, in 0..=1 from the lowest; NaN where that isn't known.
    pub place: f64,
}

/// What the figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BeeSwarm<'a> {
    /// What the axis measures.
    pub title: &'a str,
    /// The columns, from the top.
    pub columns: &'a [String],
    /// The rows of each column.
    pub dots: &'a [Vec<Dot>],
}

/// Draws a line of dots for each column, side by side where many rows have the same value; the stronger a dot, the higher
/// the cell.
///
/// # Errors
/// What the backend reports.
pub fn bee_swarm<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &BeeSwarm,
) -> Result<Frame, FigureError<DB>> {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    let finite = |dot: &&Dot| dot.value.is_finite();
    for dot in figure.dots.iter().flatten().filter(finite) {
        low = low.min(dot.value);
        high = high.max(dot.value);
    }
    let names = &mut figure.columns.iter().map(String::as_str);
    let frame = Axes {
        x: &Axis::spanning(figure.title, low, high),
        y: &name_axis(paper, names)?,
        is_square: false,
        margins: Some((room(paper) + LINE, RIGHT)),
    }
    .draw(paper, palette)?;
    let zero = [(0.0, frame.y.0), (0.0, frame.y.1)];
    draw_reference(paper, &frame, palette.muted, zero)?;
    let n_columns = figure.columns.len();
    let half = f64::from(frame.bottom - frame.top) / n_columns.max(1) as f64 * LANE / 2.0;
    for (column, dots) in figure.dots.iter().enumerate().take(n_columns) {
        let middle = frame.y_to_pixel((n_columns - column) as f64);
        let dots: Vec<&Dot> = dots.iter().filter(finite).collect();
        let at = |dot: &Dot| frame.x_to_pixel(dot.value);
        for (dot, down) in dots.iter().zip(swarm(&dots, &at, half)) {
            let colour = shade(palette, dot.place);
            paper.draw(&Circle::new(
                (at(dot), middle + down),
                RADIUS,
                colour.filled(),
            ))?;
        }
    }
    Ok(frame)
}

/// How far down each dot stands, so that those of about the same place stand beside each other: within `half`.
#[expect(clippy::cast_possible_truncation, reason = "pixels")]
fn swarm(dots: &[&Dot], at: &dyn Fn(&Dot) -> i32, half: f64) -> Vec<i32> {
    let bin = |dot: &Dot| at(dot).div_euclid(2 * RADIUS);
    let mut counts: Vec<(i32, usize)> = Vec::new();
    let mut nth = Vec::with_capacity(dots.len());
    for dot in dots {
        let bin = bin(dot);
        match counts.iter_mut().find(|(known, _)| *known == bin) {
            Some((_, count)) => {
                nth.push(*count);
                *count += 1;
            }
            None => {
                nth.push(0);
                counts.push((bin, 1));
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1);
    let apart = (2.0 * half / most as f64).min(APART);
    let down = |nth: &usize| {
        let side = if nth.is_multiple_of(2) { 1.0 } else { -1.0 };
        (side * nth.div_ceil(2) as f64 * apart).round() as i32
    };
    nth.iter().map(down).collect()
}

fn shade(palette: &Palette, place: f64) -> RGBAColor {
    if place.is_finite() {
        palette
            .text
            .mix(FAINTEST + (1.0 - FAINTEST) * place.clamp(0.0, 1.0))
    } else {
        palette.muted.mix(0.5)
    }
}
