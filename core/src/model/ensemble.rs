//! Trees that add up: what forests and boosting have in common once they are trained.

mod early;
mod running;
mod scoring_tree;

pub use early::Early;
pub use running::Running;
pub use scoring_tree::{Categories, Question, ScoringNode, ScoringTree};

use ndarray::ArrayRef2;

use super::{Classifier, Says, Structure};

/// Trees that add up. The score of a row is `base + scale · Σ value of its leaf in each tree`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ensemble {
    /// The score before any tree.
    pub base: f64,
    /// What the sum over the trees is multiplied by.
    pub scale: f64,
    /// The trees.
    pub trees: Vec<ScoringTree>,
    /// What the scores are.
    pub says: Says,
}

/// Rows that go through a tree one after the other: few enough that they stay at hand for the next tree.
const ROWS_AT_ONCE: usize = 64;

impl Ensemble {
    /// No tree yet.
    #[must_use]
    pub const fn nothing(says: Says) -> Self {
        Self {
            base: 0.0,
            scale: 1.0,
            trees: Vec::new(),
            says,
        }
    }

    /// The score of what some trees add up to.
    #[must_use]
    pub fn score_of(&self, sum: f64) -> f64 {
        self.base + self.scale * sum
    }

    /// Adds to `sums`, `(n_samples,)`, what the trees from `first` on say of each of `rows`,
    /// `(n_samples, n_features)`.
    ///
    /// # Panics
    /// Where rows have fewer columns than trees ask about.
    pub fn add_to(&self, first: usize, rows: &ArrayRef2<f32>, sums: &mut [f64]) {
        let width = rows.ncols().max(1);
        let rows = rows.as_standard_layout();
        let values = rows.as_slice().unwrap_or_default();
        let rows = values.chunks(ROWS_AT_ONCE * width);
        for (sums, rows) in sums.chunks_mut(ROWS_AT_ONCE).zip(rows) {
            for tree in self.trees.iter().skip(first) {
                for (sum, row) in sums.iter_mut().zip(rows.chunks(width)) {
                    *sum += tree.value(row);
                }
            }
        }
    }

    /// Nodes of all trees.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.trees.iter().map(|tree| tree.nodes().len()).sum()
    }
}

impl Classifier for Ensemble {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let mut sums = vec![0.0; rows.nrows()];
        self.add_to(0, rows, &mut sums);
        scores.extend(sums.into_iter().map(|sum| narrow(self.score_of(sum))));
    }

    fn says(&self) -> Says {
        self.says
    }

    fn rows_at_once(&self) -> usize {
        ((1 << 17) / self.trees.len().max(1)).max(ROWS_AT_ONCE)
    }

    fn structure(&self) -> Structure<'_> {
        Structure::Trees {
            base: self.base,
            scale: self.scale,
            trees: self.trees[..].into(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(score: f64) -> f32 {
    score as f32
}
