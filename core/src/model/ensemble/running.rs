//! Rows that are scored after each round without asking the trees of earlier rounds again.

use ndarray::ArrayRef2;

use super::{Ensemble, narrow};

/// Sums over trees that rows were given before, by the place of the row. They are added in the same order as
/// [`Classifier::score`](crate::model::Classifier::score) does, so that scores are the same to the bit.
#[derive(Clone, Debug, Default)]
pub struct Running {
    sums: Vec<f64>,
    n_trees: Vec<u32>,
}

impl Running {
    /// Adds the scores of `rows`, which stand from the place `from` on among all that are ever scored with it.
    /// Trees that an ensemble had before may not change.
    ///
    /// # Panics
    /// As [`Ensemble::add_to`].
    pub fn score(
        &mut self,
        ensemble: &Ensemble,
        rows: &ArrayRef2<f32>,
        from: usize,
        scores: &mut Vec<f32>,
    ) {
        let to = from + rows.nrows();
        if self.sums.len() < to {
            self.sums.resize(to, 0.0);
            self.n_trees.resize(to, 0);
        }
        let sums = &mut self.sums[from..to];
        let n_trees = &mut self.n_trees[from..to];
        // Rows that are scored together were scored together before.
        let first = n_trees.first().copied().unwrap_or(0);
        ensemble.add_to(first as usize, rows, sums);
        n_trees.fill(u32::try_from(ensemble.trees.len()).unwrap_or(u32::MAX));
        scores.extend(sums.iter().map(|sum| narrow(ensemble.score_of(*sum))));
    }
}
