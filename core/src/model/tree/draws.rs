//! Which columns a node tries.

use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;

use crate::network::stream::{Purpose, stream};

/// The columns that a node tries, one after the other, and thresholds drawn at random.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    random: Xoshiro256PlusPlus,
    /// Every column, those that the node has tried first.
    columns: Vec<u32>,
    n_tried: usize,
    /// Whether one of them has different values at the node.
    has_varying: bool,
}

impl Draws {
    pub(super) fn new(n_columns: usize) -> Self {
        Self {
            random: stream(0, Purpose::TreeColumns),
            columns: (0..).take(n_columns).collect(),
            n_tried: 0,
            has_varying: false,
        }
    }

    /// Begins a tree.
    pub(super) fn begin_tree(&mut self, seed: u64) {
        self.random = stream(seed, Purpose::TreeColumns);
        for (column, place) in self.columns.iter_mut().zip(0..) {
            *column = place;
        }
        self.begin_node();
    }

    /// Begins a node.
    pub(super) const fn begin_node(&mut self) {
        self.n_tried = 0;
        self.has_varying = false;
    }

    /// The last column has different values.
    pub(super) const fn vary(&mut self) {
        self.has_varying = true;
    }

    /// The next of at most so many columns, more only where all of them are constant.
    pub(super) fn column(&mut self, most: usize) -> Option<usize> {
        let (from, n) = (self.n_tried, self.columns.len());
        if from >= n || from >= most && self.has_varying {
            return None;
        }
        self.n_tried += 1;
        if most < n {
            let last = u32::try_from(n - 1 - from).unwrap_or(u32::MAX);
            let drawn = from + self.random.random_range(0..=last) as usize;
            self.columns.swap(from, drawn);
        }
        Some(self.columns[from] as usize)
    }

    /// A threshold from the lower value on and below the upper one.
    pub(super) fn threshold(&mut self, low: f32, high: f32) -> f64 {
        let (low, high) = (f64::from(low), f64::from(high));
        let drawn = low + (high - low) * self.random.random::<f64>();
        if drawn < high { drawn } else { low }
    }
}
