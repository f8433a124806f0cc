//! Rows that vote.

use ndarray::{Array2, ArrayRef2, Axis};

use super::spec::{NeighborsSpec, Votes};
use crate::model::{Classifier, Says};
use crate::neighbors::Neighbors;

/// The training rows, of which the nearest vote.
#[derive(Clone, Debug)]
pub struct NearestNeighbors {
    pub(super) neighbors: Neighbors,
    pub(super) labels: Vec<bool>,
    pub(super) spec: NeighborsSpec,
}

impl NearestNeighbors {
    /// Rows that are yet to be prepared.
    pub(super) fn new(features: Array2<f32>, labels: Vec<bool>, spec: NeighborsSpec) -> Self {
        Self {
            neighbors: Neighbors::of_singles(features),
            labels,
            spec,
        }
    }

    /// The share of the votes for a positive at each of some rows, `(n_samples, n_features)`.
    #[must_use]
    pub fn shares(&self, rows: &ArrayRef2<f32>) -> Vec<f64> {
        let mut shares = Vec::with_capacity(rows.nrows());
        for some in rows.axis_chunks_iter(Axis(0), self.rows_at_once()) {
            let found = self.neighbors.nearest_to(&some, self.spec.n_neighbors);
            shares.extend(found.iter().map(|nearest| self.share(nearest)));
        }
        shares
    }

    fn share(&self, nearest: &[(usize, f64)]) -> f64 {
        let is_met = nearest.iter().any(|&(_, square)| square == 0.0);
        let vote = |square: f64| match self.spec.weights {
            Votes::Uniform => 1.0,
            Votes::Distance if is_met => f64::from(u8::from(square == 0.0)),
            Votes::Distance => 1.0 / libm::sqrt(square),
        };
        let mut votes = [0.0; 2];
        for &(row, square) in nearest {
            let class = self.labels.get(row).copied().map_or(0, usize::from);
            votes[class] += vote(square) * self.spec.class_weights[class];
        }
        let total = votes[0] + votes[1];
        // Of rows that are too far away for a number none has a vote.
        if total > 0.0 { votes[1] / total } else { 0.5 }
    }
}

impl Classifier for NearestNeighbors {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        scores.extend(self.shares(rows).into_iter().map(narrow));
    }

    fn says(&self) -> Says {
        Says::Probability
    }

    fn rows_at_once(&self) -> usize {
        self.neighbors.queries_at_once()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(share: f64) -> f32 {
    share as f32
}
