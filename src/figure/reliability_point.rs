//! Bins of rows with neighbouring scores, as the reliability diagram shows them.

/// A bin of rows with neighbouring scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityPoint {
    /// The lowest and the highest score of the bin.
    pub edges: (f64, f64),
    /// The mean score of its rows, in `[0, 1]`.
    pub mean: f64,
    /// The share of them that default, in `[0, 1]`.
    pub rate: f64,
    /// The 95 % interval of that share: a whisker.
    pub interval: (f64, f64),
    /// The same from redrawn rows, once it is known: a translucent bar.
    pub redrawn: Option<(f64, f64)>,
    /// How many rows there are.
    pub rows: usize,
}

/// The bins of one arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArmReliability<'a> {
    /// The arm, counted from 0: its colour, dash and marker.
    pub arm: usize,
    /// What people call the arm.
    pub name: &'a str,
    /// Its bins, by rising score.
    pub bins: &'a [ReliabilityPoint],
}
