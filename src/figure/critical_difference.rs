//! Demšar's critical-difference figure: the mean ranks of several arms, and which of them a test
//! does not tell apart.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use super::axes::{size, spread};
use super::axis::written;
use super::rank_names::{ArmRank, RankNames, column, draw_rank_names};
use super::text::{self, LINE};
use super::{FigureError, Frame, Palette, Paper};

use crate::sorting::sort_by;

/// The pixels between texts in one row.
const GAP: i32 = 8;

/// The pixels that the scale takes under its label.
const SCALE: i32 = 12;

/// The pixels from the foot of the ranks' labels to the axis, and from there to the first bar:
/// room for markers.
const ROUND_AXIS: i32 = 10;

/// How thick a bar is, how far it reaches beyond the ranks that it joins, and how far apart bars
/// are that follow each other in a row.
const THICKNESS: i32 = 3;
const BEYOND: i32 = 3;
const BETWEEN: i32 = 12;

/// The pixels from bar to bar, and what they shrink to on a low paper.
const PITCH: i32 = 8;
const LEAST_PITCH: i32 = 5;

const TITLE: &str = "Mean rank (1 = best)";

/// What the critical-difference figure shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CriticalDifference<'a> {
    /// The arms in any order, at best 3 to 8; the axis runs from 1 to how many they are.
    pub arms: &'a [ArmRank<'a>],
    /// How far apart two mean ranks have to be to differ, a scale above the axis from rank 1 on;
    /// `None` for no scale. One that is longer than the axis is left open at its end.
    pub difference: Option<f64>,
    /// The mean ranks of the best and the worst arm of each group that isn't told apart; a bar each.
    pub groups: &'a [(f64, f64)],
}

/// Draws the axis of mean ranks, the arms' markers on it with their names at the ends of lines, the
/// better half to the left, and under the axis the bars of the groups.
///
/// All names of 8 arms fit in 130 pixels of height if the bars take up to 3 rows; a name that is
/// longer than its side allows ends in "…". The frame's x are mean ranks; its y have no meaning.
///
/// # Errors
/// What the backend reports.
pub fn critical_difference<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &CriticalDifference,
) -> Result<Frame, FigureError<DB>> {
    let names = RankNames::new(paper, figure.arms)?;
    let difference = figure.difference.filter(|it| it.is_finite() && *it > 0.0);
    let plan = Plan::new(&names, figure.groups, difference.is_some());
    draw_head(paper, palette, &plan.frame, (plan.top, difference))?;
    draw_axis(paper, palette, &plan.frame)?;
    for bar in plan.bars {
        fill(paper, palette.text, bar)?;
    }
    draw_rank_names(paper, palette, &plan.frame, &names)?;
    Ok(plan.frame)
}

/// Where the parts of the figure stand, from the top down: title and scale, axis, bars, names.
struct Plan {
    /// The row at which the title begins.
    top: i32,
    frame: Frame,
    /// The corners of each group's bar.
    bars: Vec<[(i32, i32); 2]>,
}

impl Plan {
    /// In the middle of the paper where there is room to spare.
    fn new(names: &RankNames, groups: &[(f64, f64)], has_scale: bool) -> Self {
        let scale = if has_scale { SCALE } else { 0 };
        let head = LINE + scale + LINE + ROUND_AXIS;
        // Columns are the same in a frame of any height.
        let bars = bars(&names.frame(head, 1), groups);
        let n_rows = bars.iter().map(|bar| bar.row + 1).max().unwrap_or(0);
        let room = names.paper_height() - head - ROUND_AXIS - names.least_height();
        let pitch = (room / n_rows.max(1)).clamp(LEAST_PITCH, PITCH);
        let depth = ROUND_AXIS + pitch * n_rows;
        let spare = names.paper_height() - head - depth - names.most_height();
        let top = (spare / 2).max(1);
        let corners = |bar: Bar| {
            let row = top + head + ROUND_AXIS + bar.row * pitch;
            [(bar.columns.0, row), (bar.columns.1 + 1, row + THICKNESS)]
        };
        Self {
            top,
            frame: names.frame(top + head, depth),
            bars: bars.into_iter().map(corners).collect(),
        }
    }
}

/// A group's bar: its row, counted from 0, and its first and last pixel column.
struct Bar {
    row: i32,
    columns: (i32, i32),
}

/// The bars of groups, each in the first row in which it stays clear of the bars before it.
fn bars(frame: &Frame, groups: &[(f64, f64)]) -> Vec<Bar> {
    let finite = groups
        .iter()
        .filter(|it| it.0.is_finite() && it.1.is_finite());
    let mut columns: Vec<_> = finite
        .map(|&(best, worst)| {
            let [a, b] = [best, worst].map(|rank| column(frame, rank));
            (a.min(b) - BEYOND, a.max(b) + BEYOND)
        })
        .collect();
    sort_by(&mut columns, Ord::cmp);
    let mut ends: Vec<i32> = Vec::new();
    let place = |(from, to): (i32, i32)| {
        let is_clear = |end: &i32| end + BETWEEN <= from;
        let row = ends.iter().position(is_clear).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        Bar {
            row: i32::try_from(row).unwrap_or(i32::MAX),
            columns: (from, to),
        }
    };
    columns.into_iter().map(place).collect()
}

/// Draws the line from rank 1 to the last, with a tick and a label at every whole rank.
fn draw_axis<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
) -> Result<(), FigureError<DB>> {
    let row = frame.top;
    let line = [(frame.left, row), (frame.right + 1, row + 1)];
    fill(paper, palette.muted, line)?;
    let ranks = (1_u32..)
        .map(f64::from)
        .take_while(|rank| *rank <= frame.x.1);
    let ranks: Vec<_> = ranks.map(|rank| (rank, frame.x_to_pixel(rank))).collect();
    for &(_, column) in &ranks {
        fill(paper, palette.muted, [(column, row - 4), (column + 1, row)])?;
    }
    let style = text::style(palette.muted, HPos::Center, VPos::Top);
    let columns: Vec<_> = ranks.iter().map(|rank| rank.1).collect();
    for (rank, column) in spread(&columns, LINE - 2).filter_map(|place| ranks.get(place)) {
        let label = written(*rank, 1.0);
        paper.draw_text(&label, &style, (*column, row - ROUND_AXIS - LINE))?;
    }
    Ok(())
}

/// Draws the axis's title and, where there is one, the scale of the critical difference.
fn draw_head<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    (top, difference): (i32, Option<f64>),
) -> Result<(), FigureError<DB>> {
    let (width, _) = size(paper);
    let title_width = text::width(paper, TITLE)?;
    let mut begin = 0;
    if let Some(difference) = difference {
        let room = width - title_width - 2 * GAP - frame.left;
        let label = scale_label(paper, difference, room)?;
        let style = text::style(palette.text, HPos::Left, VPos::Top);
        paper.draw_text(&label, &style, (frame.left, top))?;
        begin = frame.left + text::width(paper, &label)? + GAP;
        draw_scale(paper, palette, frame, (top + LINE + SCALE / 3, difference))?;
    }
    let fits_the_axis = frame.right - title_width >= begin;
    let right = if fits_the_axis {
        frame.right
    } else {
        width - 2
    };
    let title = text::fitted(paper, TITLE, right - begin)?;
    let style = text::style(palette.muted, HPos::Right, VPos::Top);
    paper.draw_text(&title, &style, (right, top))
}

/// Draws a line as long as the difference, with a cap at each end that lies on the axis.
fn draw_scale<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    (row, difference): (i32, f64),
) -> Result<(), FigureError<DB>> {
    let to = frame.x_to_pixel(frame.x.0 + difference);
    let end = to.min(frame.right);
    fill(paper, palette.text, [(frame.left, row), (end + 1, row + 1)])?;
    for cap in [frame.left, to]
        .into_iter()
        .filter(|cap| *cap <= frame.right)
    {
        fill(paper, palette.text, [(cap, row - 3), (cap + 1, row + 4)])?;
    }
    Ok(())
}

/// What is written over the scale, in full where there is room.
fn scale_label<DB: DrawingBackend>(
    paper: &Paper<DB>,
    difference: f64,
    room: i32,
) -> Result<String, FigureError<DB>> {
    let step = if difference < 0.1 { 0.001 } else { 0.01 };
    let value = written(difference, step);
    let label = format!("Critical difference {value}");
    let is_short_of_room = text::width(paper, &label)? > room;
    Ok(if is_short_of_room {
        format!("CD {value}")
    } else {
        label
    })
}

fn fill<DB: DrawingBackend>(
    paper: &Paper<DB>,
    color: RGBColor,
    corners: [(i32, i32); 2],
) -> Result<(), FigureError<DB>> {
    paper.draw(&Rectangle::new(corners, color.filled()))
}
