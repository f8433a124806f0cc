//! The nearest rows among rows.

mod kept;
mod nearest;

use std::array::from_fn;

use ndarray::{Array2, ArrayRef2};

use kept::Kept;
use nearest::Nearest;

use crate::panels::{Lanes, Panels, WIDTH, multiply};

/// Multiply-adds of a search after which a caller may want to look up: a few milliseconds.
const PART: usize = 1 << 26;

/// Values prepared in a few milliseconds.
const PREPARED_AT_ONCE: usize = 1 << 20;

/// The most rows whose neighbours are searched for together.
const QUERIES: usize = 64;

/// More than numbers too small for `f32` can add to a squared distance of points.
const UNDERFLOW: f64 = 1e-30;

/// Points of a query may be so large before bounds, whose squares `f32` can't hold, tell nothing.
const FAR: f32 = 1e15;

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
    rows: Kept,
    /// The mean of each column.
    center: Vec<f64>,
    /// The rows less their mean, scaled to numbers of at most 1, as columns.
    points: Panels,
    /// The [`reduced`] lengths of the points of each panel.
    lengths: Vec<Lanes>,
    /// What points are scaled by: a power of two, or 0 where every distance has to be computed.
    scale: f64,
}

/// A search for the neighbours of a place.
struct Query {
    /// The row that it is, if it is one of them.
    itself: Option<usize>,
    /// The place, `(n_features,)`.
    values: Vec<f64>,
    /// The point times -2.
    factors: Vec<f32>,
    /// The reduced length of the point.
    length: f64,
    nearest: Nearest,
    /// See [`Neighbors::limit`].
    limit: f32,
}

impl Neighbors {
    /// Prepares rows `(n_samples, n_features)` of finite numbers for the search.
    pub fn new(rows: Array2<f64>) -> Self {
        let mut neighbors = Self::unprepared(Kept::from(rows));
        while neighbors.prepare() {}
        neighbors
    }

    /// Takes rows in double precision that are yet to be prepared.
    pub fn of_doubles(rows: Array2<f64>) -> Self {
        Self::unprepared(Kept::from(rows))
    }

    /// Takes rows in single precision that are yet to be prepared.
    pub fn of_singles(rows: Array2<f32>) -> Self {
        Self::unprepared(Kept::from(rows))
    }

    fn unprepared(rows: Kept) -> Self {
        let (n_samples, n_features) = rows.dim();
        let center = center(&rows);
        Self {
            points: Panels::zeros(n_features, n_samples),
            lengths: Vec::with_capacity(n_samples.div_ceil(WIDTH)),
            scale: scale_to_one(&rows, &center),
            center,
            rows,
        }
    }

    /// Prepares the next rows, as many as take a few milliseconds; `false` when all are prepared.
    pub fn prepare(&mut self) -> bool {
        let n_panels = PREPARED_AT_ONCE.div_ceil(WIDTH * self.center.len().max(1));
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
        let rows = panel * WIDTH..self.rows.dim().0;
        let mut values = vec![0.0; self.center.len()];
        for (lane, row) in (0..WIDTH).zip(rows) {
            self.rows.copy(row, &mut values);
            for ((lanes, value), center) in columns.iter_mut().zip(&values).zip(&self.center) {
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
        let n_samples = self.rows.dim().0;
        let query = |&row: &usize| {
            assert!(row < n_samples, "row {row} of {n_samples}");
            let mut values = vec![0.0; self.center.len()];
            self.rows.copy(row, &mut values);
            self.query(Some(row), values, k.min(n_samples - 1))
        };
        let found = self.search(rows.iter().map(query).collect());
        let rows_of = |query: Query| query.nearest.into_pairs().map(|(row, _)| row).collect();
        found.into_iter().map(rows_of).collect()
    }

    /// For each of some other rows, `(n_samples, n_features)`, the `k` nearest ones and their squared
    /// distances, nearest first; fewer where there are no more.
    pub fn nearest_to(&self, rows: &ArrayRef2<f32>, k: usize) -> Vec<Vec<(usize, f64)>> {
        let n_samples = self.rows.dim().0;
        let queries = rows.outer_iter().map(|row| {
            let values = row.iter().copied().map(f64::from).collect();
            self.query(None, values, k.min(n_samples))
        });
        let found = self.search(queries.collect());
        let pairs_of = |query: Query| query.nearest.into_pairs().collect();
        found.into_iter().map(pairs_of).collect()
    }

    fn search(&self, mut queries: Vec<Query>) -> Vec<Query> {
        let mut left = Panels::zeros(queries.len(), self.center.len());
        left.set_rows(queries.len(), |query| &queries[query].factors);
        let mut bounds = Panels::zeros(queries.len(), WIDTH);
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
    }

    fn query(&self, itself: Option<usize>, values: Vec<f64>, k: usize) -> Query {
        let pairs = values.iter().zip(&self.center);
        let point = pairs.map(|(value, center)| narrow((value - center) * self.scale));
        let point: Vec<f32> = point.collect();
        let is_far = point.iter().any(|value| value.abs() > FAR);
        let square = |&value: &f32| f64::from(value) * f64::from(value);
        let length = reduced(point.iter().map(square).sum(), point.len());
        Query {
            itself,
            values,
            // Without a length every distance is computed.
            length: if is_far {
                f64::NEG_INFINITY
            } else {
                f64::from(length)
            },
            factors: point.into_iter().map(|value| -2.0 * value).collect(),
            nearest: Nearest::new(k),
            limit: f32::INFINITY,
        }
    }

    /// Computes the distances of those rows of a panel whose bounds are not above the limit.
    fn look_closer(&self, query: &mut Query, panel: usize, bounds: &Lanes) {
        let rows = panel * WIDTH..self.rows.dim().0;
        for (row, &bound) in rows.zip(bounds) {
            if query.itself == Some(row) || bound > query.limit {
                continue;
            }
            let squared_distance = self.rows.squared_distance(&query.values, row);
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
}

/// Claims that all bounds are above the limit, which NaN never is.
fn are_above(bounds: &Lanes, limit: f32) -> bool {
    bounds
        .iter()
        .fold(true, |are, &bound| are & (bound > limit))
}

/// The mean of each column.
fn center(rows: &Kept) -> Vec<f64> {
    let (n_samples, n_features) = rows.dim();
    let (mut sums, mut values) = (vec![0.0; n_features], vec![0.0; n_features]);
    for row in 0..n_samples {
        rows.copy(row, &mut values);
        for (sum, value) in sums.iter_mut().zip(&values) {
            *sum += value;
        }
    }
    sums.iter().map(|sum| sum / n_samples as f64).collect()
}

/// The power of two that scales rows less their center to at most 1; 0 where squares of so large or
/// so small numbers leave the range of `f64`, or where all are 0.
fn scale_to_one(rows: &Kept, center: &[f64]) -> f64 {
    // The largest of each column, so that columns are compared side by side.
    let mut largest = vec![0.0; center.len()];
    let mut values = vec![0.0; center.len()];
    for row in 0..rows.dim().0 {
        rows.copy(row, &mut values);
        for ((top, value), center) in largest.iter_mut().zip(&values).zip(center) {
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

/// The [`reduced`] lengths of eight points.
fn reduced_lengths(points: &[Lanes]) -> Lanes {
    let mut squares = [0.0; WIDTH];
    for lanes in points {
        for (sum, &value) in squares.iter_mut().zip(lanes) {
            *sum += f64::from(value) * f64::from(value);
        }
    }
    squares.map(|square| reduced(square, points.len()))
}

/// The squared length of a point, less the share of it that rounding may add to a distance.
///
/// With `u = 2⁻²⁴` the unit roundoff of `f32` and `n` columns: rounding two points moves a squared
/// distance by at most `(4u + 2u²)(|x|² + |y|²)`, the products and their sum by `nu / (1 - nu)` times
/// that, the sum with the lengths by about `3u` times. The share covers it with room to spare.
fn reduced(square: f64, n_columns: usize) -> f32 {
    let share = 1.1 * (n_columns + 16) as f64 * f64::from(f32::EPSILON / 2.0);
    narrow((1.0 - share) * square).next_down()
}

#[expect(clippy::cast_possible_truncation, reason = "rounded on purpose")]
fn narrow(value: f64) -> f32 {
    value as f32
}
