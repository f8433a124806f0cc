//! Applicants as dots on the axis of the scores.

use super::Axis;

/// One applicant, or as many as a dot stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The score's place in units of the axis: what the cut is compared with.
    pub at: f64,
    /// Whether the applicant defaulted.
    pub is_default: bool,
}

/// What the figure of people shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People<'a> {
    /// The axis of the scores, the same as the slider's.
    pub axis: &'a Axis,
    /// The `n + 1` borders of the `n` bins, in units of the axis, rising or falling. A dot on a
    /// border belongs to the bin right of it, one beyond the outer borders to the outer bin.
    pub edges: &'a [f64],
    /// The dots from left to right, so by rising score: in this order each bin is filled.
    pub dots: &'a [Dot],
    /// How many applicants a dot stands for: the axis says so.
    pub applicants_per_dot: usize,
    /// Dots of good customers and of defaults that a bin must have room for, so that arms one above
    /// the other have dots of one size; (0, 0) leaves it to this arm's own bins.
    pub tallest: (usize, usize),
}

impl People<'_> {
    /// Whether the cut at `cut` rejects a dot: whether it stands at or right of it. A cut that isn't
    /// a number rejects none.
    #[must_use]
    pub fn is_rejected(&self, dot: &Dot, cut: f64) -> bool {
        if self.axis.range.0 <= self.axis.range.1 {
            dot.at >= cut
        } else {
            dot.at <= cut
        }
    }
}
