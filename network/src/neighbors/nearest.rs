//! The nearest of the rows that were looked at.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The `k` nearest rows so far; of equally near ones those of lower index.
#[derive(Clone, Debug)]
pub(super) struct Nearest {
    k: usize,
    /// The farthest on top.
    candidates: BinaryHeap<Candidate>,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    squared_distance: f64,
    row: usize,
}

impl Nearest {
    pub(super) fn new(k: usize) -> Self {
        Self {
            k,
            candidates: BinaryHeap::with_capacity(k.saturating_add(1)),
        }
    }

    /// The squared distance that a further row may not exceed.
    pub(super) fn farthest(&self) -> f64 {
        match self.candidates.peek() {
            Some(farthest) if self.candidates.len() >= self.k => farthest.squared_distance,
            _ => f64::INFINITY,
        }
    }

    /// Takes a row in if it is among the nearest.
    pub(super) fn offer(&mut self, row: usize, squared_distance: f64) {
        if squared_distance <= self.farthest() {
            self.candidates.push(Candidate {
                squared_distance,
                row,
            });
            if self.candidates.len() > self.k {
                self.candidates.pop();
            }
        }
    }

    /// The rows and their squared distances, nearest first.
    pub(super) fn into_pairs(self) -> impl Iterator<Item = (usize, f64)> {
        let candidates = self.candidates.into_sorted_vec().into_iter();
        candidates.map(|candidate| (candidate.row, candidate.squared_distance))
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
