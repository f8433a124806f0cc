//! The nearest of many rows, a few milliseconds at a time.

use ndarray::Array2;

use crate::neighbors::Neighbors;

/// A search for the `k` nearest of each of some rows, in parts: an iterator of the rows that were searched for last,
/// each with its nearest ones, in the order in which they were asked for. While rows are only prepared, a part is empty.
#[derive(Clone, Debug)]
pub(super) struct Search {
    neighbors: Neighbors,
    asked: Vec<usize>,
    k: usize,
    n_found: usize,
}

impl Search {
    /// Among rows `(n_samples, n_features)` of finite numbers; `asked` are places of them.
    pub(super) fn new(among: Array2<f64>, asked: Vec<usize>, k: usize) -> Self {
        Self {
            neighbors: Neighbors::of_doubles(among),
            asked,
            k,
            n_found: 0,
        }
    }

    /// How much of it is done, 0..=1.
    pub(super) fn share(&self) -> f64 {
        self.n_found as f64 / self.asked.len().max(1) as f64
    }
}

impl Iterator for Search {
    type Item = Vec<(usize, Vec<usize>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.n_found == self.asked.len() {
            return None;
        }
        if self.neighbors.prepare() {
            return Some(Vec::new());
        }
        let left = self.asked.iter().copied().skip(self.n_found);
        let rows: Vec<_> = left.take(self.neighbors.queries_at_once()).collect();
        self.n_found += rows.len();
        let nearest = self.neighbors.nearest_of(&rows, self.k);
        Some(rows.into_iter().zip(nearest).collect())
    }
}
