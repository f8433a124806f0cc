//! The strip under the reliability diagram: how many rows each bin holds.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::Color;

use super::axes::Axes;
use super::axis::{Axis, Tick};
use super::{
    ArmReliability, FigureError, Frame, LEFT_MARGIN, Palette, Paper, RIGHT_MARGIN, ReliabilityPoint,
};

/// Draws the rows of each bin, arms side by side within it.
pub(super) fn draw_rows<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    arms: &[ArmReliability],
    x: &Axis,
) -> Result<(), FigureError<DB>> {
    let bins = || arms.iter().flat_map(|arm| arm.bins);
    let tallest = bins().map(|bin| bin.rows).max().unwrap_or(0);
    let frame = Axes {
        x,
        y: &row_axis(tallest),
        is_square: false,
        margins: Some((LEFT_MARGIN, RIGHT_MARGIN)),
    }
    .draw(paper, palette)?;
    let n_arms = i32::try_from(arms.len()).unwrap_or(1).max(1);
    for (place, arm) in (0..).zip(arms) {
        let style = palette.arm(arm.arm).mix(0.75).filled();
        for bar in arm
            .bins
            .iter()
            .filter_map(|bin| bar(&frame, bin, (place, n_arms)))
        {
            paper.draw(&Rectangle::new(bar, style))?;
        }
    }
    Ok(())
}

/// The corners of the bar of the `place`-th of `n_arms` in a bin that holds rows and lies on the axis.
fn bar(
    frame: &Frame,
    bin: &ReliabilityPoint,
    (place, n_arms): (i32, i32),
) -> Option<[(i32, i32); 2]> {
    let (from, to) = bin.edges;
    if bin.rows == 0 || !(from < frame.x.1 && to >= frame.x.0) {
        return None;
    }
    let [left, right] = [from, to].map(|edge| {
        let column = frame.x_to_pixel(edge);
        column.clamp(frame.left, frame.right)
    });
    let column = |place: i32| left + (right - left) * place / n_arms;
    let (left, right) = apart(column(place), column(place + 1));
    let top = frame.y_to_pixel(length(bin.rows)).min(frame.bottom - 2);
    Some([(left, top), (right, frame.bottom)])
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

/// The left and right pixel column of a bar between two places. It ends a pixel early, so that
/// neighbours stand apart, unless it is too narrow for that; it is at least one pixel wide.
pub(super) fn apart(left: i32, right: i32) -> (i32, i32) {
    let gap = i32::from(right - left > 3);
    (left, (right - gap).max(left + 1))
}
