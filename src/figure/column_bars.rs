//! What columns are worth, or add to a score: bars from zero, one column below another.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axes::Axes;
use super::curve::draw_reference;
use super::name_axis::{name_axis, room};
use super::row_counts::apart;
use super::text::LINE;
use super::{Axis, FigureError, Frame, Palette, Paper};

/// The share of its place that the bars of a column take up.
const GROUP: f64 = 0.8;

/// Pixels right of the bars.
const RIGHT: i32 = 14;

/// A bar from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// Where it ends; one that isn't finite is left out.
    pub value: f64,
    /// From where to where it may be; `None` for a bar without a whisker.
    pub between: Option<(f64, f64)>,
}

/// What the figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnBars<'a> {
    /// What bars measure.
    pub title: &'a str,
    /// The columns, from the top.
    pub columns: &'a [String],
    /// Each arm, counted from 0, and its bar of each column.
    pub arms: &'a [(usize, Vec<Bar>)],
}

/// Draws a group of bars for each column, one an arm, in the arms' order from the top.
///
/// # Errors
/// What the backend reports.
pub fn column_bars<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &ColumnBars,
) -> Result<Frame, FigureError<DB>> {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for bar in figure.arms.iter().flat_map(|arm| &arm.1) {
        if bar.value.is_finite() {
            let ends = bar.between.unwrap_or((bar.value, bar.value));
            low = low.min(bar.value).min(ends.0);
            high = high.max(bar.value).max(ends.1);
        }
    }
    let names = &mut figure.columns.iter().map(String::as_str);
    let frame = Axes {
        x: &Axis::spanning(figure.title, low, high),
        y: &name_axis(paper, names)?,
        is_square: false,
        margins: Some((room(paper) + LINE, RIGHT)),
    }
    .draw(paper, palette)?;
    for (place, (arm, bars)) in figure.arms.iter().enumerate() {
        for (column, bar) in bars.iter().enumerate().take(figure.columns.len()) {
            let middle = (figure.columns.len() - column) as f64;
            let edge = |place: usize| {
                let within = GROUP * (0.5 - place as f64 / figure.arms.len() as f64);
                frame.y_to_pixel(middle + within)
            };
            let rows = apart(edge(place), edge(place + 1));
            draw_bar(paper, &frame, palette, (*arm, rows, bar))?;
        }
    }
    let zero = [(0.0, frame.y.0), (0.0, frame.y.1)];
    draw_reference(paper, &frame, palette.text, zero)?;
    Ok(frame)
}

fn draw_bar<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    (arm, (top, bottom), bar): (usize, (i32, i32), &Bar),
) -> Result<(), FigureError<DB>> {
    if !bar.value.is_finite() {
        return Ok(());
    }
    let x = |value: f64| frame.x_to_pixel(value);
    let (left, right) = (x(bar.value.min(0.0)), x(bar.value.max(0.0)));
    let ends = [(left, top), (right, bottom)];
    paper.draw(&Rectangle::new(ends, palette.arm(arm).filled()))?;
    if let Some((low, high)) = bar.between {
        let middle = i32::midpoint(top, bottom);
        let (low, high) = (x(low), x(high));
        let whisker = [(low, middle), (high.max(low + 1), middle + 1)];
        paper.draw(&Rectangle::new(whisker, palette.text.filled()))?;
    }
    Ok(())
}
