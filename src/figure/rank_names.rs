//! Names of arms on an axis of ranks, at the ends of lines that lead to their markers: the better
//! half to the left, the worse to the right.

use plotters::backend::DrawingBackend;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::axes::size;
use super::curve::draw_line;
use super::frame::nearest_pixel;
use super::text::{self, LINE};
use super::{FigureError, Frame, Marker, Palette, Paper};

use crate::sorting::sort_by;

/// The radius of an arm's marker on the axis, and of the one beside its name.
const RADIUS: i32 = 4;
const SMALL_RADIUS: i32 = 3;

/// The pixels of the surface's colour round a marker on the axis.
const RING: i32 = 2;

/// The pixels from a line down to the middle of the marker beside the name, and on to the name.
const STUB: i32 = 8;
const AFTER_MARKER: i32 = 6;

/// The pixels beside the axis that markers and labels need.
const EDGE: i32 = 10;

/// The least and the most pixels from one name to the next below.
const LEAST_PITCH: i32 = 11;
const MOST_PITCH: i32 = 20;

/// The least share of the paper's width that the axis has.
const LEAST_AXIS: f64 = 0.35;

/// An arm and its mean rank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArmRank<'a> {
    /// The arm, counted from 0: its colour and marker.
    pub arm: usize,
    /// What people call the arm.
    pub name: &'a str,
    /// From 1, the best. An arm whose rank isn't finite is left out.
    pub rank: f64,
}

/// Arms by rising rank, and the margins in which their names fit.
pub(super) struct RankNames<'a> {
    /// Left of the axis: the best arm first.
    better: Vec<ArmRank<'a>>,
    /// Right of the axis: the worst arm first.
    worse: Vec<ArmRank<'a>>,
    margins: (i32, i32),
    paper_size: (i32, i32),
    last_rank: f64,
}

impl<'a> RankNames<'a> {
    pub fn new<DB: DrawingBackend>(
        paper: &Paper<DB>,
        arms: &[ArmRank<'a>],
    ) -> Result<Self, FigureError<DB>> {
        let finite = arms.iter().filter(|arm| arm.rank.is_finite());
        let mut better: Vec<_> = finite.copied().collect();
        sort_by(&mut better, |a, b| a.rank.total_cmp(&b.rank));
        let mut worse = better.split_off(better.len().div_ceil(2));
        worse.reverse();
        let mut names = Self {
            better,
            worse,
            margins: (EDGE, EDGE),
            paper_size: size(paper),
            last_rank: arms.len().max(2) as f64,
        };
        names.widen_margins(paper)?;
        Ok(names)
    }

    /// The frame whose columns are mean ranks, from `top` on.
    pub fn frame(&self, top: i32, height: i32) -> Frame {
        let (left, right) = self.margins;
        let width = self.paper_size.0 - left - right;
        Frame::new(
            (left, top),
            (width, height),
            (1.0, self.last_rank),
            (0.0, 1.0),
        )
    }

    pub const fn paper_height(&self) -> i32 {
        self.paper_size.1
    }

    /// The fewest pixels from the frame's bottom on in which all names can be read.
    pub fn least_height(&self) -> i32 {
        self.height(LEAST_PITCH)
    }

    /// The pixels from the frame's bottom on that names take where there is room.
    pub fn most_height(&self) -> i32 {
        self.height(MOST_PITCH)
    }

    fn height(&self, pitch: i32) -> i32 {
        LINE + pitch * self.n_gaps()
    }

    /// How many names of a side follow another.
    fn n_gaps(&self) -> i32 {
        let n_rows = self.better.len().max(self.worse.len());
        i32::try_from(n_rows).unwrap_or(i32::MAX).saturating_sub(1)
    }

    /// Widens the margins until names fit between the paper's edges and their arms' columns, or the
    /// axis is as short as it may be. A wider margin shortens the axis, which moves the columns:
    /// so in rounds.
    fn widen_margins<DB: DrawingBackend>(
        &mut self,
        paper: &Paper<DB>,
    ) -> Result<(), FigureError<DB>> {
        const ROUNDS: usize = 12;
        let most = nearest_pixel(f64::from(self.paper_size.0) * (1.0 - LEAST_AXIS));
        for _ in 0..ROUNDS {
            let left = self.margin(paper, &self.better, |share| share)?;
            let right = self.margin(paper, &self.worse, |share| 1.0 - share)?;
            self.margins = (
                left.min(most - right.min(most / 2)),
                right.min(most - left.min(most / 2)),
            );
        }
        Ok(())
    }

    /// The margin on a side that lets the names of its arms fit, with the columns as they are;
    /// `inwards` says how far along the axis from that side a share of the axis is.
    fn margin<DB: DrawingBackend>(
        &self,
        paper: &Paper<DB>,
        arms: &[ArmRank],
        inwards: impl Fn(f64) -> f64,
    ) -> Result<i32, FigureError<DB>> {
        let axis = f64::from(self.paper_size.0 - self.margins.0 - self.margins.1);
        arms.iter().try_fold(EDGE, |margin, arm| {
            let on_axis = nearest_pixel(inwards(self.share(arm)) * axis);
            let label = STUB + AFTER_MARKER + text::width(paper, arm.name)? + 2;
            Ok(margin.max(label - on_axis))
        })
    }

    /// How far along the axis an arm stands, from 0 to 1.
    fn share(&self, arm: &ArmRank) -> f64 {
        ((arm.rank - 1.0) / (self.last_rank - 1.0)).clamp(0.0, 1.0)
    }
}

/// The pixel column of a mean rank, kept on the axis.
pub(super) fn column(frame: &Frame, rank: f64) -> i32 {
    frame.x_to_pixel(rank).clamp(frame.left, frame.right)
}

/// Draws lines and names under the frame, those of the outer arms above those of the inner ones,
/// and the markers on the axis. Names beyond the paper's foot are left out.
///
/// # Errors
/// What the backend reports.
pub(super) fn draw_rank_names<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    names: &RankNames,
) -> Result<(), FigureError<DB>> {
    let first = frame.bottom + LINE / 2;
    let room = names.paper_height() - first - LINE / 2;
    let pitch = (room / names.n_gaps().max(1)).clamp(LEAST_PITCH, MOST_PITCH);
    // The inner arms first, so that of two lines in one column the shorter stays in sight.
    for (arms, side) in [(&names.better, -1), (&names.worse, 1)] {
        let rows = (0..).map(|place| first + place * pitch);
        let placed: Vec<_> = rows.zip(arms).collect();
        for &(row, arm) in placed.iter().rev() {
            draw_name(paper, palette, frame, (arm, row, side))?;
        }
    }
    draw_markers(paper, palette, frame, names)
}

/// Draws the markers on the axis; all rings lie under all markers, so that none cuts its neighbour.
fn draw_markers<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    names: &RankNames,
) -> Result<(), FigureError<DB>> {
    let arms = || names.better.iter().chain(&names.worse);
    let at = |arm: &ArmRank| (column(frame, arm.rank), frame.top);
    for arm in arms() {
        let marker = Marker::of_arm(arm.arm);
        marker.fill(paper, at(arm), RADIUS + RING, palette.surface)?;
    }
    for arm in arms() {
        Marker::of_arm(arm.arm).fill(paper, at(arm), RADIUS, palette.arm(arm.arm))?;
    }
    Ok(())
}

/// Draws an arm's line down to `row`, its marker there and its name, to the left where `side` is −1
/// and to the right where it is 1.
fn draw_name<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    frame: &Frame,
    (arm, row, side): (&ArmRank, i32, i32),
) -> Result<(), FigureError<DB>> {
    let (width, height) = size(paper);
    if row + LINE / 2 > height {
        return Ok(());
    }
    let (x, color) = (column(frame, arm.rank), palette.arm(arm.arm));
    let marker = (x + side * STUB, row);
    let line = vec![(x, frame.top), (x, row), marker];
    draw_line(paper, line, None, color.stroke_width(1))?;
    Marker::of_arm(arm.arm).fill(paper, marker, SMALL_RADIUS, color)?;
    let begin = marker.0 + side * AFTER_MARKER;
    let (anchor, room) = if side < 0 {
        (HPos::Right, begin)
    } else {
        (HPos::Left, width - begin)
    };
    let name = text::fitted(paper, arm.name, room)?;
    let style = text::style(palette.text, anchor, VPos::Center);
    paper.draw_text(&name, &style, (begin, row))
}
