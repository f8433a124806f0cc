//! The nearest rows among rows.

use std::array::from_fn;

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::nearest::Nearest;
use crate::panels::{Lanes, Panels, WIDTH, multiply};

/// Multiply-adds of a search after which a caller may want to look up: a few milliseconds.
const PART: usize = 1 << 26;

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
    /// The rows less their mean, scaled to numbers of at most 1, as columns.
    points: Panels,
    /// [`reduced_length`](Self::reduced_length) of each point, as a row of `points` would hold it;
    /// infinite where there is no point.
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
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn new(rows: ArrayView2<'_, f64>) -> Self {
        let rows = rows.as_standard_layout().into_owned();
        let center = rows.mean_axis(Axis(0)).unwrap_or_default();
        let scale = scale_to_one(&rows, &center);
        let mut neighbors = Self {
            points: points(&rows, &center, scale),
            lengths: Vec::new(),
            rows,
            scale,
        };
        let length = |row| {
            if row < neighbors.rows.nrows() {
                narrow(neighbors.reduced_length(row)).next_down()
            } else {
                f32::INFINITY
            }
        };
        let panels = 0..neighbors.points.n_panels();
        neighbors.lengths = panels
            .map(|panel| from_fn(|lane| length(panel * WIDTH + lane)))
            .collect();
        neighbors
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
            length: self.reduced_length(row),
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

    /// The squared length of a point, less the share of it that rounding may add to a distance.
    ///
    /// With `u = 2⁻²⁴` the unit roundoff of `f32` and `n` columns: rounding two points moves a
    /// squared distance by at most `(4u + 2u²)(|x|² + |y|²)`, the products and their sum by
    /// `nu / (1 - nu)` times that, the sum with the lengths by about `3u` times. The share covers it
    /// with room to spare.
    fn reduced_length(&self, row: usize) -> f64 {
        let n_features = self.rows.ncols();
        let squares =
            (0..n_features).map(|column| f64::from(self.points.value(column, row)).powi(2));
        let share = 1.1 * (n_features + 16) as f64 * f64::from(f32::EPSILON / 2.0);
        (1.0 - share) * squares.sum::<f64>()
    }
}

/// Claims that all bounds are above the limit, which NaN never is.
fn are_above(bounds: &Lanes, limit: f32) -> bool {
    bounds
        .iter()
        .fold(true, |are, &bound| are & (bound > limit))
}

/// The rows as points, each a column.
fn points(rows: &Array2<f64>, center: &Array1<f64>, scale: f64) -> Panels {
    let mut points = Panels::zeros(rows.ncols(), rows.nrows());
    for panel in 0..points.n_panels() {
        for (column, lanes) in points.panel_mut(panel).iter_mut().enumerate() {
            let point = |value: &f64| narrow((value - center[column]) * scale);
            *lanes = from_fn(|lane| rows.get((panel * WIDTH + lane, column)).map_or(0.0, point));
        }
    }
    points
}

/// The power of two that scales rows less their center to at most 1; 0 where squares of so large or
/// so small numbers leave the range of `f64`, or where all are 0.
fn scale_to_one(rows: &Array2<f64>, center: &Array1<f64>) -> f64 {
    let centred = rows
        .outer_iter()
        .flat_map(|row| row.into_iter().zip(center));
    let largest = centred.fold(0.0, |top: f64, (value, center)| {
        top.max((value - center).abs())
    });
    if !(1e-100..1e100).contains(&largest) {
        return 0.0;
    }
    let exponent = largest.to_bits() >> (f64::MANTISSA_DIGITS - 1);
    f64::from_bits((2045 - exponent) << (f64::MANTISSA_DIGITS - 1))
}

#[expect(clippy::cast_possible_truncation, reason = "rounded on purpose")]
fn narrow(value: f64) -> f32 {
    value as f32
}
