//! Columns cut into bins, a byte a value.

use ndarray::{Array2, ArrayRef2};

/// Rows that the ends of bins are found from at most, evenly spaced. LightGBM draws 200,000.
const LOOKED_AT: usize = 1 << 16;

/// How a column is cut into bins. Values that differ have bins of their own where there are enough bins, and else bins
/// hold about as many rows each. Missing values have the bin behind the last.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    /// Up to where each bin but the last goes, from the lowest to the highest.
    ends: Vec<f32>,
    /// Whether any row has no number here.
    has_missing: bool,
    /// Categories, where values are their numbers: each has a bin of its own.
    n_categories: usize,
}

impl Cuts {
    /// Cuts a column into so many bins at most.
    pub(super) fn of(features: &ArrayRef2<f32>, column: usize, most: usize) -> Self {
        let step = features.nrows().div_ceil(LOOKED_AT).max(1);
        let values = features.column(column).into_iter().step_by(step).copied();
        let mut values: Vec<f32> = values.filter(|value| !value.is_nan()).collect();
        values.sort_unstable_by(f32::total_cmp);
        Self {
            ends: ends(&values, most),
            has_missing: false,
            n_categories: 0,
        }
    }

    /// Takes each value as the number of a category.
    fn of_categories(features: &ArrayRef2<f32>, column: usize) -> Self {
        let numbers = features.column(column).into_iter();
        let highest = numbers.filter_map(|value| category(*value)).max();
        Self {
            n_categories: highest.map_or(1, |highest| highest + 1),
            ..Self::default()
        }
    }

    /// Whether any row has no value here.
    pub(super) const fn has_missing(&self) -> bool {
        self.has_missing
    }

    /// Whether values are numbers of categories.
    pub(super) const fn are_categories(&self) -> bool {
        self.n_categories > 0
    }

    /// Bins of numbers. It is also the bin of missing values.
    pub(super) const fn n_bins(&self) -> usize {
        if self.are_categories() {
            self.n_categories
        } else {
            self.ends.len() + 1
        }
    }

    /// Whether all rows stand in one bin.
    pub(super) const fn is_constant(&self) -> bool {
        self.n_bins() == 1 && !self.has_missing
    }

    /// Up to where a bin goes.
    pub(super) fn end(&self, bin: usize) -> f32 {
        self.ends.get(bin).copied().unwrap_or(f32::INFINITY)
    }

    fn bin(&self, value: f32) -> usize {
        if self.are_categories() {
            category(value).unwrap_or(self.n_bins())
        } else if value.is_nan() {
            self.n_bins()
        } else {
            self.ends.partition_point(|&end| end < value)
        }
    }
}

/// The number of a category, where it is one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be small"
)]
fn category(value: f32) -> Option<usize> {
    (0.0..255.0).contains(&value).then_some(value as usize)
}

/// The upper ends of all bins but the last, for values in ascending order. A bin is closed where it comes nearest to its
/// share of the rows that are left for it and the bins behind it.
fn ends(values: &[f32], most: usize) -> Vec<f32> {
    let runs: Vec<&[f32]> = values.chunk_by(|a, b| a == b).collect();
    let has_enough = runs.len() <= most;
    let mut ends = Vec::new();
    let (mut n_left, mut n_inside) = (values.len(), 0);
    for pair in runs.windows(2) {
        let [run, next] = *pair else { continue };
        let bins_left = most - ends.len();
        n_inside += run.len();
        let is_full = (2 * n_inside + next.len()) * bins_left >= 2 * n_left;
        if has_enough || is_full && bins_left > 1 {
            ends.push(between(run[0], next[0]));
            n_left -= n_inside;
            n_inside = 0;
        }
    }
    ends
}

/// The middle of two values, but never the upper one.
fn between(low: f32, high: f32) -> f32 {
    let middle = low / 2.0 + high / 2.0;
    if (low..high).contains(&middle) {
        middle
    } else {
        low
    }
}

/// The bins of all rows, column by column.
#[derive(Clone, Debug, Default)]
pub(super) struct Bins {
    /// How each column is cut.
    pub(super) cuts: Vec<Cuts>,
    /// The bin of each row, a column after the other.
    columns: Vec<Vec<u8>>,
}

impl Bins {
    /// Cuts the next column. False where there is none left.
    pub(super) fn cut(
        &mut self,
        features: &ArrayRef2<f32>,
        most: usize,
        categories: &[usize],
    ) -> bool {
        let column = self.cuts.len();
        if column < features.ncols() {
            self.cuts.push(if categories.contains(&column) {
                Cuts::of_categories(features, column)
            } else {
                Cuts::of(features, column, most)
            });
            self.columns.push(Vec::with_capacity(features.nrows()));
        }
        column < features.ncols()
    }

    /// Puts some more rows into bins, from the row `from` on.
    pub(super) fn fill(&mut self, features: &Array2<f32>, from: usize, n_rows: usize) {
        let width = features.ncols();
        let values = features.as_slice().unwrap_or_default();
        let values = values.get(from * width..).unwrap_or_default();
        for (column, (bins, cuts)) in self.columns.iter_mut().zip(&mut self.cuts).enumerate() {
            let missing = cuts.n_bins();
            for row in values.chunks_exact(width).take(n_rows) {
                let bin = cuts.bin(row[column]);
                cuts.has_missing |= bin == missing;
                bins.push(narrow(bin));
            }
        }
    }

    /// The bin of each row in a column.
    pub(super) fn column(&self, column: u32) -> &[u8] {
        self.columns.get(column as usize).map_or(&[], Vec::as_slice)
    }
}

/// A bin's number, which with 255 bins and that of missing values goes up to 255.
#[expect(
    clippy::cast_possible_truncation,
    reason = "there are 256 bins at most"
)]
pub(super) const fn narrow(bin: usize) -> u8 {
    bin as u8
}
