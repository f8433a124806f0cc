//! Applicants as dots on the axis of the scores.

use super::Axis;

/// The dots of one class in one bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The places of dots in units of the axis, which are what the cut is compared with, from left to right: of all
    /// dots, or of some evenly taken.
    pub at: Vec<f64>,
    /// How many dots there are.
    pub n_dots: usize,
    /// How many applicants they stand for.
    pub n_applicants: usize,
}

/// What the figure of people shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People<'a> {
    /// The axis of the scores, the same as the slider's.
    pub axis: &'a Axis,
    /// The `n + 1` borders of the `n` bins, in units of the axis, rising or falling.
    pub edges: &'a [f64],
    /// Good customers and defaults of each bin.
    pub bins: &'a [[Column; 2]],
    /// How many applicants a dot stands for: the axis says so.
    pub applicants_per_dot: usize,
    /// What one of them is called, and what several are.
    pub nouns: [&'a str; 2],
}

impl People<'_> {
    /// Whether the cut at `cut` rejects who stands at a place: at or right of it. A cut that isn't a number rejects
    /// nobody.
    #[must_use]
    pub fn is_rejected(&self, at: f64, cut: f64) -> bool {
        if self.axis.range.0 <= self.axis.range.1 {
            at >= cut
        } else {
            at <= cut
        }
    }
}
