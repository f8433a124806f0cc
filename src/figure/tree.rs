//! A decision tree: a box for each node with its question, its rows and their share of positives.

use plotters::backend::DrawingBackend;
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use super::axes::size;
use super::frame::nearest_pixel;
use super::text::{self, LINE};
use super::tree_box::{ABOVE, BAR, Direction, NodeBox, PAD, Plan, around};
use super::tree_node::TreeNode;
use super::tree_plan::Planner;
use super::tree_shape::{Shape, children};
use super::{FigureError, Palette, Paper};

/// How thick the line is that all rows would take.
const THICKEST: f64 = 6.0;

/// The pixels between a line and the word beside it.
const BESIDE: i32 = 3;

/// No text is taken to be wider than this, in pixels.
const WIDEST_TEXT: i32 = 10_000;

/// What the figure of a tree shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TreePicture<'a> {
    /// The arm, counted from 0: the colour of lines and boxes.
    pub arm: usize,
    /// The root first, each node before those that it leads to.
    pub nodes: &'a [TreeNode<'a>],
    /// What a row of the positives is called: "default".
    pub positive: &'a str,
}

/// How much of a tree is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeLevels {
    /// The levels that are drawn, the root's among them.
    pub drawn: usize,
    /// The levels of the whole tree.
    pub all: usize,
}

/// Draws as many levels of the tree as can be read, with the root on top or, where more fits that way, to the left: "yes"
/// leads to the left or up, "no" to the right or down. Lines are as thick as the share of rows that take them; the bar at
/// the foot of a box shows how many of its rows are positives and how many negatives. A box whose question isn't drawn
/// says how many leaves are below it.
///
/// On 280 × 280 pixels 3 levels of any tree fit, on 900 × 480 pixels 4, and more of a tree that isn't full.
///
/// # Errors
/// What the backend reports.
pub fn tree<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &TreePicture,
) -> Result<TreeLevels, FigureError<DB>> {
    let shape = Shape::new(figure.nodes);
    let measure =
        |words: &str| text::width(paper, words).map_or(WIDEST_TEXT, |it| it.min(WIDEST_TEXT));
    let planner = Planner {
        nodes: figure.nodes,
        shape: &shape,
        positive: figure.positive,
        paper: size(paper),
        measure: &measure,
    };
    let plan = planner.best();
    for place in 0..figure.nodes.len() {
        draw_lines(paper, palette, figure, (&plan, place))?;
    }
    for (node, area) in figure.nodes.iter().zip(&plan.boxes) {
        if let Some(area) = area {
            draw_box(paper, palette, (figure.arm, plan.direction), (node, area))?;
        }
    }
    Ok(TreeLevels {
        drawn: plan.n_levels,
        all: shape.n_levels(),
    })
}

/// Draws the lines from a node to the two behind its answers.
fn draw_lines<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    figure: &TreePicture,
    (plan, place): (&Plan, usize),
) -> Result<(), FigureError<DB>> {
    let drawn = |place: usize| plan.boxes.get(place).and_then(Option::as_ref);
    let (Some(parent), Some([yes, no])) = (drawn(place), children(figure.nodes, place)) else {
        return Ok(());
    };
    let Some(end) = drawn(yes).map(|it| it.along.0) else {
        return Ok(());
    };
    let color = palette.arm(figure.arm);
    let line = |along, across| fill(paper, color, plan.direction, [along, across]);
    let from = |thick| around(parent.middle(), thick);
    let bend = end - plan.direction.after_bend().max(plan.gap / 2);
    let stem = thickness(figure.nodes, place);
    line((parent.along.1, bend), from(stem))?;
    for (place, word) in [(yes, "yes"), (no, "no")] {
        let Some(child) = drawn(place) else { continue };
        let thick = thickness(figure.nodes, place);
        let (begin, to) = (from(thick), around(child.middle(), thick));
        let along = around(bend, thick);
        line(along, (begin.0.min(to.0), begin.1.max(to.1)))?;
        line((along.0, end), to)?;
        draw_answer(paper, palette, plan.direction, (word, along.1, end, to))?;
    }
    Ok(())
}

/// Writes "yes" or "no" beside the end of a line: between the two answers, or above.
fn draw_answer<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    direction: Direction,
    (word, bend, end, line): (&str, i32, i32, (i32, i32)),
) -> Result<(), FigureError<DB>> {
    let row = i32::midpoint(bend, end);
    let (anchor, at) = match (direction, word) {
        (Direction::Down, "yes") => (HPos::Left, (line.1 + BESIDE, row)),
        (Direction::Down, _) => (HPos::Right, (line.0 - BESIDE, row)),
        (Direction::Right, _) => (HPos::Left, (bend + BESIDE, line.0 - LINE / 2)),
    };
    let style = text::style(palette.muted, anchor, VPos::Center);
    paper.draw_text(word, &style, at)
}

/// Draws a box and the bar at its foot.
fn draw_box<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    (arm, direction): (usize, Direction),
    (node, area): (&TreeNode, &NodeBox),
) -> Result<(), FigureError<DB>> {
    let [along, across] = [area.along, area.across];
    let fill = |color, along, across| fill(paper, color, direction, [along, across]);
    fill(palette.arm(arm), along, across)?;
    let inside = |(begin, end)| (begin + 1, end - 1);
    fill(palette.surface, inside(along), inside(across))?;
    let (left, top) = direction.pixel(along.0, across.0);
    let (right, bottom) = direction.pixel(along.1, across.1);
    let (foot, end) = (bottom - BAR, left + bar_length(node, right - left));
    for (color, from, to) in [(palette.default, left, end), (palette.good, end, right)] {
        paper.draw(&Rectangle::new(
            [(from, foot), (to, bottom)],
            color.filled(),
        ))?;
    }
    let anchor = match direction {
        Direction::Down => (HPos::Center, i32::midpoint(left, right)),
        Direction::Right => (HPos::Left, left + 1 + PAD),
    };
    draw_text(paper, palette, area, (anchor, top + 1 + ABOVE, foot))
}

/// Draws the lines of a box from its top on; what doesn't fit above its foot is left out.
fn draw_text<DB: DrawingBackend>(
    paper: &Paper<DB>,
    palette: &Palette,
    area: &NodeBox,
    ((anchor, column), top, foot): ((HPos, i32), i32, i32),
) -> Result<(), FigureError<DB>> {
    let rows = (0..).map(|nth| top + nth * LINE);
    let rows = rows.take_while(|row| row + LINE <= foot);
    for ((words, is_strong), row) in area.lines.iter().zip(rows) {
        let color = if *is_strong {
            palette.text
        } else {
            palette.muted
        };
        paper.draw_text(words, &text::style(color, anchor, VPos::Top), (column, row))?;
    }
    Ok(())
}

/// The pixels of a bar that stand for positives: none and all only where there are none and only positives.
fn bar_length(node: &TreeNode, all: i32) -> i32 {
    let share = node.rate().unwrap_or(0.0);
    let length = nearest_pixel(share * f64::from(all));
    let [least, most] = [node.counts[1] > 0, node.counts[0] > 0].map(i32::from);
    length.min(all - most).max(least.min(all))
}

/// How thick the line to a node is.
fn thickness(nodes: &[TreeNode], place: usize) -> i32 {
    let [rows, all] = [place, 0].map(|place| nodes.get(place).map_or(0, TreeNode::rows));
    let share = rows as f64 / all.max(1) as f64;
    nearest_pixel(THICKEST * share.min(1.0)).max(1)
}

fn fill<DB: DrawingBackend>(
    paper: &Paper<DB>,
    color: RGBColor,
    direction: Direction,
    [along, across]: [(i32, i32); 2],
) -> Result<(), FigureError<DB>> {
    let corners = [(along.0, across.0), (along.1, across.1)];
    let corners = corners.map(|(along, across)| direction.pixel(along, across));
    paper.draw(&Rectangle::new(corners, color.filled()))
}
