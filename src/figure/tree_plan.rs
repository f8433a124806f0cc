//! Where the boxes of a tree stand: as many levels as can be read, the root on top or to the left.
//!
//! A box has the room across the levels that its children need together, so that boxes of a level never meet.

use super::frame::nearest_pixel;
use super::tree_box::{Direction, NodeBox, PAD, Plan, around, height};
use super::tree_node::{Breaks, Line, Measure, TreeNode, lines};
use super::tree_shape::{Shape, children};

/// The least pixels between neighbours of a level.
const APART: i32 = 5;

/// The pixels that the paper's edges keep free at the ends of the levels, and beside them.
const END: i32 = 1;
const EDGE: i32 = 4;

/// The narrowest and the widest box.
const NARROWEST: i32 = 56;
const WIDEST: i32 = 220;

/// Widths that boxes are held to, one after the other, until they stand beside each other.
const LIMITS: [i32; 7] = [WIDEST, 180, 150, 126, 112, 96, 66];

/// More pixels than this between two levels don't help.
const MOST_GAP: i32 = 64;

/// What plans are made for.
pub(super) struct Planner<'a> {
    pub nodes: &'a [TreeNode<'a>],
    pub shape: &'a Shape,
    /// What a row of the positives is called.
    pub positive: &'a str,
    /// Width and height in pixels.
    pub paper: (i32, i32),
    pub measure: Measure<'a>,
}

/// One way to draw a tree.
#[derive(Clone, Copy)]
struct Way {
    n_levels: usize,
    direction: Direction,
    breaks: Breaks,
}

impl Planner<'_> {
    /// The most levels that can be read, in the way in which the least is shortened. The root is drawn on any paper.
    pub fn best(&self) -> Plan {
        for n_levels in (1..=self.shape.n_levels()).rev() {
            let mut best: Option<Plan> = None;
            for direction in [Direction::Down, Direction::Right] {
                for breaks in Breaks::ALL {
                    let way = Way {
                        n_levels,
                        direction,
                        breaks,
                    };
                    let is_better =
                        |it: &Plan| best.as_ref().is_none_or(|best| it.cost < best.cost);
                    best = self.plan(way).filter(is_better).or(best);
                }
            }
            if let Some(best) = best {
                return best;
            }
        }
        self.root()
    }

    /// The paper's pixels along the levels and across them, without its edges.
    fn room(&self, direction: Direction) -> (i32, i32) {
        let (along, across) = direction.pixel(self.paper.0, self.paper.1);
        (along - 2 * END, across - 2 * EDGE)
    }

    fn plan(&self, way: Way) -> Option<Plan> {
        let (along, across) = self.room(way.direction);
        let n_gaps = i32::try_from(way.n_levels).ok()? - 1;
        let most = (along - n_gaps * way.direction.least_gap()) / (n_gaps + 1);
        let tallest = height(way.breaks.n_lines());
        let (least, narrowest) = match way.direction {
            Direction::Down => (tallest, NARROWEST),
            Direction::Right => (way.breaks.least_width, height(1)),
        };
        if most < least || self.together(way, &|_| narrowest).first()? > &across {
            return None;
        }
        let texts = self.texts(way);
        let widths = self.widths(&texts);
        let own = self.breadths(way, (&texts, &widths), across)?;
        let length = match way.direction {
            Direction::Down => tallest,
            Direction::Right => widths.iter().copied().max()?.min(most).min(WIDEST),
        };
        let gap = (along - length * (n_gaps + 1)).checked_div(n_gaps);
        let gap = gap.unwrap_or(0).min(MOST_GAP);
        let used = length + (length + gap) * n_gaps;
        let begin = END + (along - used) / 2;
        Some(self.placed(way, &texts, &own, (begin, length, gap)))
    }

    /// What stands in the box of each node that is drawn.
    fn texts(&self, way: Way) -> Vec<Vec<Line<'_>>> {
        let text = |(place, node)| {
            if !self.shape.is_within(place, way.n_levels) {
                return Vec::new();
            }
            let leads_on = children(self.nodes, place).map(|pair| pair[0]);
            let is_last = |child| !self.shape.is_within(child, way.n_levels);
            let n_left_out = leads_on.filter(|&it| is_last(it));
            let n_left_out = n_left_out.map(|_| self.shape.leaves[place]);
            lines(node, n_left_out, way.breaks, self.positive)
        };
        self.nodes.iter().enumerate().map(text).collect()
    }

    /// The width of each box in which nothing is shortened.
    fn widths(&self, texts: &[Vec<Line>]) -> Vec<i32> {
        let widest = |lines: &Vec<Line>| {
            let widths = lines.iter().map(|line| line.width(self.measure));
            widths.max().unwrap_or(0) + 2 * PAD + 2
        };
        texts.iter().map(widest).collect()
    }

    /// The pixels of each box across the levels, the most with which all boxes stand beside each other.
    fn breadths(
        &self,
        way: Way,
        (texts, widths): (&[Vec<Line>], &[i32]),
        room: i32,
    ) -> Option<Vec<i32>> {
        let fit = |own: &Vec<i32>| {
            let together = self.together(way, &|place| own[place]);
            together.first().is_some_and(|all| *all <= room)
        };
        if way.direction == Direction::Right {
            return Some(texts.iter().map(|it| height(whole(it.len()))).collect()).filter(fit);
        }
        let limits = LIMITS.iter().filter(|it| **it >= way.breaks.least_width);
        let limited = |limit: &i32| {
            let own = widths.iter().map(|width| *width.min(limit));
            own.map(|width| width.max(NARROWEST)).collect()
        };
        limits.map(limited).find(fit)
    }

    /// The pixels across the levels that each node and all that is drawn below it need.
    fn together(&self, way: Way, own: &dyn Fn(usize) -> i32) -> Vec<i32> {
        let mut together = vec![0_i32; self.nodes.len()];
        for place in (0..self.nodes.len()).rev() {
            if self.shape.is_within(place, way.n_levels) {
                let below = children(self.nodes, place).map_or(0, |[yes, no]| {
                    let both = together[yes].saturating_add(together[no]);
                    if both > 0 {
                        both.saturating_add(APART)
                    } else {
                        0
                    }
                });
                together[place] = own(place).max(below);
            }
        }
        together
    }

    /// The boxes where they stand: on all of the paper, or in its middle where that is more than twice what they need.
    fn placed(
        &self,
        way: Way,
        texts: &[Vec<Line>],
        own: &[i32],
        (first, length, gap): (i32, i32, i32),
    ) -> Plan {
        let middles = self.middles(way, own);
        let mut plan = Plan {
            direction: way.direction,
            n_levels: way.n_levels,
            gap,
            boxes: Vec::new(),
            cost: 0,
        };
        for (place, lines) in texts.iter().enumerate() {
            let level = self.shape.levels[place].filter(|level| *level < way.n_levels);
            let made = level.map(|level| {
                let begin = first + whole(level) * (length + gap);
                let length = match way.direction {
                    Direction::Down => height(whole(lines.len())),
                    Direction::Right => length,
                };
                let (width, _) = way.direction.pixel(length, own[place]);
                let (lines, cost) = self.fitted(lines, width);
                plan.cost += cost;
                NodeBox {
                    along: (begin, begin + length),
                    across: around(middles[place], own[place]),
                    lines,
                }
            });
            plan.boxes.push(made);
        }
        plan
    }

    /// The pixel of each node's middle across the levels.
    fn middles(&self, way: Way, own: &[i32]) -> Vec<i32> {
        let together = self.together(way, &|place| own[place]);
        let mut begins = vec![0; self.nodes.len()];
        for place in 0..self.nodes.len() {
            if let Some([yes, no]) = children(self.nodes, place) {
                let spare = together[place] - together[yes] - APART - together[no];
                begins[yes] = begins[place] + spare.max(0) / 2;
                begins[no] = begins[yes] + together[yes] + APART;
            }
        }
        let all = together.first().copied().unwrap_or(0).max(1);
        let (_, room) = self.room(way.direction);
        let used = room.min(2 * all);
        let begin = EDGE + (room - used) / 2;
        let scale = f64::from(used) / f64::from(all);
        let middle = |(begins, together): (&i32, &i32)| {
            begin + nearest_pixel(f64::from(begins + together / 2) * scale)
        };
        begins.iter().zip(&together).map(middle).collect()
    }

    /// Lines as they fit into a box, and how much they are shortened.
    fn fitted(&self, lines: &[Line], width: i32) -> (Vec<(String, bool)>, usize) {
        let mut cost = 0;
        let fit = |line: &Line| {
            let (text, n_longer) = line.fitted(width - 2 * PAD - 2, self.measure);
            cost += n_longer;
            (text, line.is_strong)
        };
        (lines.iter().map(fit).collect(), cost)
    }

    /// The root in what there is of the paper.
    fn root(&self) -> Plan {
        let way = Way {
            n_levels: 1,
            direction: Direction::Down,
            breaks: Breaks::ALL[0],
        };
        let (along, across) = self.room(way.direction);
        let mut boxes: Vec<_> = self.nodes.iter().map(|_| None).collect();
        if let (Some(root), Some(lines)) = (boxes.first_mut(), self.texts(way).first()) {
            *root = Some(NodeBox {
                along: (END, END + along.clamp(0, height(whole(lines.len())))),
                across: (EDGE, EDGE + across.max(0)),
                lines: self.fitted(lines, across).0,
            });
        }
        Plan {
            direction: way.direction,
            n_levels: self.shape.n_levels().min(1),
            gap: 0,
            boxes,
            cost: 0,
        }
    }
}

fn whole(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
