//! What the rows of each bin add up to.

use std::ops::{AddAssign, Sub};

/// Bins of a column with that of missing values at most.
const MOST_BINS: usize = 256;

/// Bytes that all histograms of a tree may take: far more than what 31 leaves of a few hundred columns do.
const MOST_BYTES: usize = 1 << 27;

/// What some rows add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) gradient: f64,
    pub(super) hessian: f64,
    pub(super) n_rows: u32,
}

impl Sums {
    /// Those of one row.
    pub(super) fn of(pair: [f32; 2]) -> Self {
        let [gradient, hessian] = pair.map(f64::from);
        Self {
            gradient,
            hessian,
            n_rows: 1,
        }
    }

    /// Minus twice what the best value of a leaf of these rows lowers the loss by, up to the second order, turned positive.
    pub(super) fn gain(&self, l2: f64) -> f64 {
        self.gradient * self.gradient / (self.hessian + l2)
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.gradient += other.gradient;
        self.hessian += other.hessian;
        self.n_rows += other.n_rows;
    }
}

impl Sub for Sums {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            gradient: self.gradient - other.gradient,
            hessian: self.hessian - other.hessian,
            n_rows: self.n_rows.saturating_sub(other.n_rows),
        }
    }
}

/// What the rows of each bin of a column add up to: gradients and Hessians, and how many rows there are.
#[derive(Clone, Debug)]
pub(super) struct Histogram {
    sums: [[f64; 2]; MOST_BINS],
    counts: [u32; MOST_BINS],
}

/// The histograms of all columns.
pub(super) type Histograms = Vec<Histogram>;

impl Histogram {
    /// No rows.
    const EMPTY: Self = Self {
        sums: [[0.0; 2]; MOST_BINS],
        counts: [0; MOST_BINS],
    };

    /// What the rows of a bin add up to.
    pub(super) fn of(&self, bin: usize) -> Sums {
        let [gradient, hessian] = self.sums.get(bin).copied().unwrap_or_default();
        Sums {
            gradient,
            hessian,
            n_rows: self.counts.get(bin).copied().unwrap_or_default(),
        }
    }

    /// Starts again without rows.
    pub(super) fn clear(&mut self, n_bins: usize) {
        for (sums, count) in self.sums.iter_mut().zip(&mut self.counts).take(n_bins) {
            *sums = [0.0; 2];
            *count = 0;
        }
    }

    /// Adds rows whose gradients and Hessians stand in their order.
    pub(super) fn add(&mut self, bins: impl Iterator<Item = u8>, pairs: &[[f32; 2]]) {
        for (bin, pair) in bins.zip(pairs) {
            let bin = usize::from(bin);
            let [gradient, hessian] = pair.map(f64::from);
            let sums = &mut self.sums[bin];
            sums[0] += gradient;
            sums[1] += hessian;
            self.counts[bin] += 1;
        }
    }

    /// Takes rows away that are among these.
    pub(super) fn subtract(&mut self, some: &Self, n_bins: usize) {
        let sums = self.sums.iter_mut().zip(&some.sums).take(n_bins);
        for (sums, some) in sums {
            sums[0] -= some[0];
            sums[1] -= some[1];
        }
        let counts = self.counts.iter_mut().zip(&some.counts).take(n_bins);
        for (count, some) in counts {
            *count = count.wrapping_sub(*some);
        }
    }
}

/// Histograms that nobody needs at the moment.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    n_columns: usize,
    free: Vec<Histograms>,
    /// How many more may be made.
    n_left: usize,
}

impl Pool {
    pub(super) fn new(n_columns: usize) -> Self {
        let bytes = size_of::<Histogram>() * n_columns.max(1);
        Self {
            n_columns,
            free: Vec::new(),
            n_left: (MOST_BYTES / bytes).max(3),
        }
    }

    /// Histograms to be filled; `None` where some must be given back first.
    pub(super) fn take(&mut self) -> Option<Histograms> {
        if let Some(free) = self.free.pop() {
            return Some(free);
        }
        self.n_left = self.n_left.checked_sub(1)?;
        Some(vec![Histogram::EMPTY; self.n_columns])
    }

    /// Takes back histograms.
    pub(super) fn give(&mut self, histograms: Option<Histograms>) {
        self.free.extend(histograms);
    }
}
