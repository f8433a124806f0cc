//! The nearest rows among rows.

use std::array::from_fn;

use ndarray::{Array1, Array2, Axis};

use super::nearest::Nearest;
use crate::panels::{Lanes, Panels, WIDTH, multiply};

/// Multiply-adds of a search after which a caller may want to look up: a few milliseconds.
const PART: usize = 1 << 26;

/// Values prepared in a few milliseconds.
const PREPARED_AT_ONCE: usize = 1 << 20;

/// The most rows whose neighbours are searched for together.
const QUERIES: usize = 64;

/// More than numbers too small for `f32` can add to a squared distance of points.
const UNDERFLOW: f64 = 1e-30;

/// An exact search for the nearest rows among rows, by Euclidean distance.
///
/// Squared differences are summed in the order of the columns; equal distances are told apart by the
/// lower index. A row is never its own neighbour, but its duplicate may be.
///
/// That a row is too far is mostly seen from a bound below its squared distance: a product of
/// matrices, `|x|² + |y|² - 2x·y` in `f32`, less all that rounding can add to it. Only where the
/// bound is not above the farthest neighbour so far, the distance itself is computed, in `f64`.
#[derive(Clone, Debug)]
pub struct Neighbors {
    /// `(n_samples, n_features)`.
    rows: Array2<f64>,
    /// The mean of each column.
    center: Array1<f64>,
    /// The rows less their mean, scaled to numbers of at most 1, as columns.
    points: Panels,
    /// The [`reduced_lengths`] of the points of each panel.
    lengths: Vec<Lanes>,
    /// What points are scaled by: a power of two, or 0 where every distance has to be computed.
    scale: f64,
}

/// A search for the neighbours of a row.
struct Query {
    row: usize,
    length: f64,
    nearest: Nearest,
    /// See [`Neighbors::limit`].
    limit: f32,
}

impl Neighbors {
    /// Prepares rows `(n_samples, n_features)` of finite numbers for the search.
    pub fn new(rows: Array2<f64>) -> Self {
        let mut neighbors = Self::unprepared(rows);
        while neighbors.prepare() {}
        neighbors
    }

    /// Takes rows that are yet to be prepared.
    pub(super) fn unprepared(rows: Array2<f64>) -> Self {
        let rows = if rows.is_standard_layout() {
            rows
        } else {
            rows.as_standard_layout().into_owned()
        };
        let center = rows.mean_axis(Axis(0)).unwrap_or_default();
        Self {
            points: Panels::zeros(rows.ncols(), rows.nrows()),
            lengths: Vec::with_capacity(rows.nrows().div_ceil(WIDTH)),
            scale: scale_to_one(&rows, &center),
            center,
            rows,
        }
    }

    /// Prepares the next rows, as many as take a few milliseconds; `false` when all are prepared.
    pub(super) fn prepare(&mut self) -> bool {
        let n_panels = PREPARED_AT_ONCE.div_ceil(WIDTH * self.rows.ncols().max(1));
        let panels = self.lengths.len()..self.points.n_panels();
        for panel in panels.clone().take(n_panels) {
            self.set_points(panel);
            self.lengths.push(reduced_lengths(self.points.panel(panel)));
        }
        panels.len() > n_panels
    }

    /// Makes eight rows points.
    fn set_points(&mut self, panel: usize) {
        let columns = self.points.panel_mut(panel);
        let rows = self.rows.outer_iter().skip(panel * WIDTH);
        for (lane, row) in (0..WIDTH).zip(rows) {
            for ((lanes, value), center) in columns.iter_mut().zip(row).zip(&self.center) {
                lanes[lane] = narrow((value - center) * self.scale);
            }
        }
    }

    /// How many rows' neighbours to search for at once, so that it takes a few milliseconds.
    pub fn queries_at_once(&self) -> usize {
        let (n_samples, n_features) = self.rows.dim();
        (PART / (n_samples * n_features).max(1)).clamp(4, QUERIES)
    }

    /// The `k` rows nearest to row `row`, nearest first, without itself; fewer where there are no
    /// more.
    ///
    /// # Panics
    /// Where `row` isn't there.
    pub fn nearest(&self, row: usize, k: usize) -> Vec<usize> {
        self.nearest_of(&[row], k).pop().unwrap_or_default()
    }

    /// For each of some rows the `k` nearest ones, as [`nearest`](Self::nearest) finds them; many at
    /// once take a fraction of the time.
    ///
    /// # Panics
    /// Where one of the rows isn't there.
    pub fn nearest_of(&self, rows: &[usize], k: usize) -> Vec<Vec<usize>> {
        let mut queries: Vec<Query> = rows.iter().map(|&row| self.query(row, k)).collect();
        let factors: Vec<Vec<f32>> = rows.iter().map(|&row| self.factors(row)).collect();
        let mut left = Panels::zeros(rows.len(), self.rows.ncols());
        left.set_rows(rows.len(), |query| &factors[query]);
        let mut bounds = Panels::zeros(rows.len(), WIDTH);
        for (panel, lengths) in self.lengths.iter().enumerate() {
            multiply(
                &left,
                self.points.panel(panel),
                &mut bounds,
                0,
                |_, sums| from_fn(|lane| sums[lane] + lengths[lane]),
            );
            for (query, bounds) in queries.iter_mut().zip(bounds.panel(0)) {
                if !are_above(bounds, query.limit) {
                    self.look_closer(query, panel, bounds);
                }
            }
        }
        queries
            .into_iter()
            .map(|query| query.nearest.into_rows())
            .collect()
    }

    fn query(&self, row: usize, k: usize) -> Query {
        let n_samples = self.rows.nrows();
        assert!(row < n_samples, "row {row} of {n_samples}");
        Query {
            row,
            length: f64::from(self.lengths[row / WIDTH][row % WIDTH]),
            nearest: Nearest::new(k.min(n_samples - 1)),
            limit: f32::INFINITY,
        }
    }

    /// A point times -2.
    fn factors(&self, row: usize) -> Vec<f32> {
        let columns = 0..self.rows.ncols();
        columns
            .map(|column| -2.0 * self.points.value(column, row))
            .collect()
    }

    /// Computes the distances of those rows of a panel whose bounds are not above the limit.
    fn look_closer(&self, query: &mut Query, panel: usize, bounds: &Lanes) {
        let rows = panel * WIDTH..self.rows.nrows();
        for (row, &bound) in rows.zip(bounds) {
            if row == query.row || bound > query.limit {
                continue;
            }
            let squared_distance = self.squared_distance(query.row, row);
            query.nearest.offer(row, squared_distance);
            query.limit = self.limit(query);
        }
    }

    /// What a row's bound must not exceed, less the length of the query.
    fn limit(&self, query: &Query) -> f32 {
        let farthest = query.nearest.farthest();
        if farthest == 0.0 {
            // Nothing is nearer than duplicates, and further ones have a higher index.
            return f32::NEG_INFINITY;
        }
        narrow(farthest * self.scale * self.scale + UNDERFLOW - query.length).next_up()
    }

    fn squared_distance(&self, a: usize, b: usize) -> f64 {
        let pairs = self.rows.row(a).into_iter().zip(self.rows.row(b));
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    }
}

/// Claims that all bounds are above the limit, which NaN never is.
fn are_above(bounds: &Lanes, limit: f32) -> bool {
    bounds
        .iter()
        .fold(true, |are, &bound| are & (bound > limit))
}

/// The power of two that scales rows less their center to at most 1; 0 where squares of so large or
/// so small numbers leave the range of `f64`, or where all are 0.
fn scale_to_one(rows: &Array2<f64>, center: &Array1<f64>) -> f64 {
    // The largest of each column, so that columns are compared side by side.
    let mut largest = vec![0.0; center.len()];
    for row in rows.outer_iter() {
        for ((top, value), center) in largest.iter_mut().zip(row).zip(center) {
            let size = (value - center).abs();
            *top = if size > *top { size } else { *top };
        }
    }
    let largest = largest.into_iter().fold(0.0, f64::max);
    if !(1e-100..1e100).contains(&largest) {
        return 0.0;
    }
    let exponent = largest.to_bits() >> (f64::MANTISSA_DIGITS - 1);
    f64::from_bits((2045 - exponent) << (f64::MANTISSA_DIGITS - 1))
}

/// The squared lengths of eight points, less the share of them that rounding may add to a distance.
///
/// With `u = 2⁻²⁴` the unit roundoff of `f32` and `n` columns: rounding two points moves a squared
/// distance by at most `(4u + 2u²)(|x|² + |y|²)`, the products and their sum by `nu / (1 - nu)` times
/// that, the sum with the lengths by about `3u` times. The share covers it with room to spare.
fn reduced_lengths(points: &[Lanes]) -> Lanes {
    let share = 1.1 * (points.len() + 16) as f64 * f64::from(f32::EPSILON / 2.0);
    let mut squares = [0.0; WIDTH];
    for lanes in points {
        for (sum, &value) in squares.iter_mut().zip(lanes) {
            *sum += f64::from(value) * f64::from(value);
        }
    }
    squares.map(|square| narrow((1.0 - share) * square).next_down())
}

#[expect(clippy::cast_possible_truncation, reason = "rounded on purpose")]
fn narrow(value: f64) -> f32 {
    value as f32
}
