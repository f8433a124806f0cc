//! Default rates by decile of the score: how well the score ranks.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axes::Axes;
use super::curve::draw_reference;
use super::row_counts::apart;
use super::{Axis, FigureError, Frame, Palette, Paper, Tick};

/// The share of its place that a group of bars takes up.
const GROUP: f64 = 0.8;

/// What the decile figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deciles<'a> {
    /// Each arm, counted from 0, and the default rate, in `[0, 1]`, of each tenth of the rows, from
    /// that with the highest scores to that with the lowest. A rate that isn't finite is left out.
    pub arms: &'a [(usize, &'a [f64])],
    /// What the rate is called.
    pub rate: &'a str,
    /// The default rate of all rows, a dotted line.
    pub overall: Option<f64>,
}

/// Draws the default rate of each decile as one bar an arm, side by side in the arms' order.
///
/// # Errors
/// What the backend reports.
pub fn deciles<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &Deciles,
) -> Result<Frame, FigureError<DB>> {
    let overall = figure.overall.filter(|rate| rate.is_finite());
    let rates = figure.arms.iter().flat_map(|arm| arm.1).copied();
    let highest = rates
        .chain(overall)
        .filter(|rate| rate.is_finite())
        .fold(0.0, f64::max);
    let groups = figure.arms.iter().map(|arm| arm.1.len()).max();
    let frame = Axes {
        x: &group_axis(groups.filter(|&groups| groups > 0).unwrap_or(10)),
        y: &Axis::from_zero(figure.rate, highest).in_per_cent(),
        is_square: false,
        margins: None,
    }
    .draw(paper, palette)?;
    for (place, &(arm, rates)) in figure.arms.iter().enumerate() {
        let slice = (place, figure.arms.len());
        for (group, &rate) in rates.iter().enumerate() {
            draw_bar(paper, &frame, palette, (arm, slice, group, rate))?;
        }
    }
    if let Some(rate) = overall {
        let ends = [(frame.x.0, rate), (frame.x.1, rate)];
        draw_reference(paper, &frame, palette.text, ends)?;
    }
    Ok(frame)
}

/// Groups stand at 1, 2, 3 …
fn group_axis(groups: usize) -> Axis {
    let tick = |group: usize| Tick {
        at: group as f64,
        label: group.to_string(),
    };
    Axis {
        title: "Decile of the score (1 = riskiest)".to_owned(),
        range: (0.5, groups as f64 + 0.5),
        ticks: (1..=groups).map(tick).collect(),
    }
}

/// Draws the bar of the `place`-th of `n_arms` in a group.
fn draw_bar<DB: DrawingBackend>(
    paper: &Paper<DB>,
    frame: &Frame,
    palette: &Palette,
    (arm, (place, n_arms), group, rate): (usize, (usize, usize), usize, f64),
) -> Result<(), FigureError<DB>> {
    if !rate.is_finite() || rate <= 0.0 {
        return Ok(());
    }
    let column = |place: usize| {
        let within = GROUP * (place as f64 / n_arms as f64 - 0.5);
        frame.x_to_pixel(group as f64 + 1.0 + within)
    };
    let (left, right) = apart(column(place), column(place + 1));
    let bar = [(left, frame.y_to_pixel(rate)), (right, frame.bottom)];
    paper.draw(&Rectangle::new(bar, palette.arm(arm).filled()))
}
