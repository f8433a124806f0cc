//! An exact search for nearest rows.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use ndarray::ArrayView2;

/// Rows compared at once: their columns lie side by side, so that the inner loop is SIMD.
const LANES: usize = 16;

/// Columns summed before a block is given up as too far.
const STRIDE: usize = 8;

/// An exact search for the nearest rows among rows, by Euclidean distance.
///
/// Squared differences are summed in the order of the columns; equal distances are told apart by the
/// lower index. A row is never its own neighbour, but its duplicate may be.
#[derive(Clone, Debug)]
pub struct Neighbors {
    n_samples: usize,
    n_features: usize,
    /// Blocks of [`LANES`] rows; within a block column by column.
    blocks: Vec<[f64; LANES]>,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    squared_distance: f64,
    row: usize,
}

impl Neighbors {
    /// Prepares rows `(n_samples, n_features)` of finite numbers for the search.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn new(rows: ArrayView2<'_, f64>) -> Self {
        let (n_samples, n_features) = rows.dim();
        let mut blocks = vec![[0.0; LANES]; n_samples.div_ceil(LANES) * n_features];
        for (row, values) in rows.outer_iter().enumerate() {
            let block = &mut blocks[row / LANES * n_features..];
            block
                .iter_mut()
                .zip(values)
                .for_each(|(lanes, value)| lanes[row % LANES] = *value);
        }
        Self {
            n_samples,
            n_features,
            blocks,
        }
    }

    /// The `k` rows nearest to row `row`, nearest first, without itself; fewer where there are no
    /// more.
    ///
    /// # Panics
    /// Where `row` isn't there.
    pub fn nearest(&self, row: usize, k: usize) -> Vec<usize> {
        assert!(row < self.n_samples, "row {row} of {}", self.n_samples);
        let k = k.min(self.n_samples - 1);
        let query = self.row(row);
        let mut nearest = BinaryHeap::with_capacity(k + 1);
        for block in 0..self.n_samples.div_ceil(LANES) {
            let limit = farthest(&nearest, k);
            let Some(distances) = self.squared_distances(block, &query, limit) else {
                continue;
            };
            for (other, squared_distance) in (block * LANES..self.n_samples).zip(distances) {
                if squared_distance <= farthest(&nearest, k) && other != row {
                    nearest.push(Candidate {
                        squared_distance,
                        row: other,
                    });
                    if nearest.len() > k {
                        nearest.pop();
                    }
                }
            }
        }
        nearest
            .into_sorted_vec()
            .into_iter()
            .map(|candidate| candidate.row)
            .collect()
    }

    fn row(&self, row: usize) -> Vec<f64> {
        let block = row / LANES * self.n_features;
        self.blocks[block..block + self.n_features]
            .iter()
            .map(|lanes| lanes[row % LANES])
            .collect()
    }

    /// From `query` to each row of a block; `None` as soon as all are beyond `limit`.
    fn squared_distances(&self, block: usize, query: &[f64], limit: f64) -> Option<[f64; LANES]> {
        let columns = &self.blocks[block * self.n_features..(block + 1) * self.n_features];
        let mut sums = [0.0; LANES];
        for (query, columns) in query.chunks(STRIDE).zip(columns.chunks(STRIDE)) {
            for (value, lanes) in query.iter().zip(columns) {
                for (sum, other) in sums.iter_mut().zip(lanes) {
                    *sum += (value - other) * (value - other);
                }
            }
            if sums.iter().all(|&sum| sum > limit) {
                return None;
            }
        }
        Some(sums)
    }
}

/// The distance that a further candidate may not exceed.
fn farthest(nearest: &BinaryHeap<Candidate>, k: usize) -> f64 {
    match nearest.peek() {
        Some(farthest) if nearest.len() >= k => farthest.squared_distance,
        _ => f64::INFINITY,
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_distance = self.squared_distance.total_cmp(&other.squared_distance);
        by_distance.then(self.row.cmp(&other.row))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}
