//! Boxes of a tree that is drawn, and in which direction its levels follow each other.

use super::text::LINE;

/// The pixels left and right of the text in a box, and above and below it.
pub(super) const PAD: i32 = 4;
pub(super) const ABOVE: i32 = 2;
const BELOW: i32 = 1;

/// How thick the bar of shares at the foot of a box is.
pub(super) const BAR: i32 = 4;

/// How levels follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The root on top.
    Down,
    /// The root to the left.
    Right,
}

impl Direction {
    /// The pixel at a place along the levels and one across them.
    pub fn pixel(self, along: i32, across: i32) -> (i32, i32) {
        match self {
            Self::Down => (across, along),
            Self::Right => (along, across),
        }
    }

    /// Between two levels: room for a bend, and for "yes" beside the line behind it.
    pub const fn least_gap(self) -> i32 {
        match self {
            Self::Down => 24,
            Self::Right => 30,
        }
    }

    /// From the bend to the next level, at least.
    pub const fn after_bend(self) -> i32 {
        self.least_gap() - 5
    }
}

/// A node's box: from where to where along the levels and across them, and what stands in it.
pub(super) struct NodeBox {
    pub along: (i32, i32),
    pub across: (i32, i32),
    /// Lines of text, and whether each is the box's first concern.
    pub lines: Vec<(String, bool)>,
}

impl NodeBox {
    /// Its middle across the levels.
    pub fn middle(&self) -> i32 {
        i32::midpoint(self.across.0, self.across.1)
    }
}

/// What stands where.
pub(super) struct Plan {
    pub direction: Direction,
    pub n_levels: usize,
    /// The pixels between two levels.
    pub gap: i32,
    /// The boxes by node; `None` for a node that isn't drawn.
    pub boxes: Vec<Option<NodeBox>>,
    /// How much its texts are shortened.
    pub cost: usize,
}

/// The height of a box of so many lines.
pub(super) fn height(n_lines: i32) -> i32 {
    1 + ABOVE + n_lines * LINE + BELOW + BAR
}

/// So many pixels round a middle.
pub(super) const fn around(middle: i32, n: i32) -> (i32, i32) {
    let begin = middle - n / 2;
    (begin, begin + n)
}
