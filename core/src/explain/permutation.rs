//! What a model loses where columns are shuffled.

use std::rc::Rc;

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::asking::{rows_at_once, scores};
use crate::model::Classifier;
use crate::random::NumpyRandom;

/// What scores are worth for these labels, larger for better ones; `None` where that isn't defined.
pub type Measure = Box<dyn Fn(&[f32], &[bool]) -> Option<f64>>;

/// How columns are shuffled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PermutationSpec {
    /// How often, from 1.
    pub n_repeats: usize,
    /// Seed.
    pub random_state: u32,
}

impl Default for PermutationSpec {
    fn default() -> Self {
        Self {
            n_repeats: 10,
            random_state: 42,
        }
    }
}

/// What a group of columns is worth to a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// How much less the measure is with the group shuffled, each time; fewer where the measure isn't defined.
    pub drops: Vec<f64>,
}

impl Importance {
    /// The mean drop; `None` of none.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let n = self.drops.len();
        (n > 0).then(|| self.drops.iter().sum::<f64>() / n as f64)
    }

    /// The standard deviation of drops, divided by their number as scikit-learn does.
    #[must_use]
    pub fn deviation(&self) -> Option<f64> {
        let mean = self.mean()?;
        let squares = self.drops.iter().map(|drop| (drop - mean) * (drop - mean));
        Some(libm::sqrt(squares.sum::<f64>() / self.drops.len() as f64))
    }
}

/// What a model loses where columns are shuffled (Breiman, "Random Forests", 2001), as scikit-learn 1.9's
/// `permutation_importance`: of single columns the same numbers for the same seed. Groups of columns that belong together
/// are shuffled together.
pub struct Permutation {
    model: Rc<dyn Classifier>,
    features: Rc<Array2<f32>>,
    labels: Vec<bool>,
    groups: Vec<Vec<usize>>,
    measure: Measure,
    n_repeats: usize,
    /// Every group is shuffled in the same way.
    seed: u32,
    random: NumpyRandom,
    /// Where each row's values of the group come from, counted from the row as it was shuffled before.
    order: Vec<usize>,
    /// Where they come from after all shuffling so far.
    sources: Vec<usize>,
    scores: Vec<f32>,
    baseline: Option<f64>,
    /// Passes over the rows that are done: one of the rows as they are, then the repeats of each group.
    n_passes: usize,
    importances: Vec<Importance>,
}

impl Permutation {
    /// Nothing is shuffled yet. `features` is `(n_samples, n_features)`; columns that it doesn't have are left out of
    /// `groups`.
    #[must_use]
    pub fn new(
        model: Rc<dyn Classifier>,
        (features, labels): (Rc<Array2<f32>>, Vec<bool>),
        groups: Vec<Vec<usize>>,
        measure: Measure,
        spec: PermutationSpec,
    ) -> Self {
        let seed = NumpyRandom::new(spec.random_state).randint(1 << 31);
        let seed = u32::try_from(seed).unwrap_or(0);
        Self {
            n_repeats: spec.n_repeats.max(1),
            seed,
            random: NumpyRandom::new(seed),
            order: Vec::new(),
            sources: (0..features.nrows()).collect(),
            scores: Vec::with_capacity(features.nrows()),
            baseline: None,
            n_passes: 0,
            importances: vec![Importance::default(); groups.len()],
            model,
            features,
            labels,
            groups,
            measure,
        }
    }

    /// Whether all is done.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.n_passes > self.groups.len() * self.n_repeats
    }

    /// The share of the work that is done, in `[0, 1]`.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.n_passes as f64 / (self.groups.len() * self.n_repeats + 1) as f64
    }

    /// Scores some rows, or ends a pass over them. True once all is done.
    pub fn advance(&mut self) -> bool {
        if self.is_over() {
            return true;
        }
        if self.scores.len() < self.features.nrows() {
            self.score_some();
        } else {
            self.end_pass();
        }
        self.is_over()
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(mut self) -> Vec<Importance> {
        while !self.advance() {}
        self.importances
    }

    /// The measure of the rows as they are; `None` where it isn't defined, or not known yet.
    #[must_use]
    pub const fn baseline(&self) -> Option<f64> {
        self.baseline
    }

    /// What each group is worth, as far as it is known.
    #[must_use]
    pub fn importances(&self) -> &[Importance] {
        &self.importances
    }

    /// The group that is shuffled in this pass.
    fn group(&self) -> Option<usize> {
        Some(self.n_passes.checked_sub(1)? / self.n_repeats)
    }

    fn score_some(&mut self) {
        let (from, n_features) = (self.scores.len(), self.features.ncols());
        let to = self.features.nrows().min(from + rows_at_once(&*self.model));
        let columns = self.group().and_then(|group| self.groups.get(group));
        let mut values = Vec::with_capacity((to - from) * n_features);
        for row in from..to {
            let start = values.len();
            values.extend(self.features.row(row));
            for &column in columns.into_iter().flatten() {
                if column < n_features {
                    values[start + column] = self.features[[self.sources[row], column]];
                }
            }
        }
        let scores = scores(&*self.model, n_features, values);
        self.scores.extend(scores);
        // A model that doesn't score every row ends the pass as well.
        self.scores.resize(to, 0.0);
    }

    fn end_pass(&mut self) {
        let worth = (self.measure)(&self.scores, &self.labels);
        match self.group() {
            None => self.baseline = worth,
            Some(group) => {
                let drop = self.baseline.zip(worth).map(|(all, less)| all - less);
                if let Some(importance) = self.importances.get_mut(group) {
                    importance.drops.extend(drop);
                }
            }
        }
        self.scores.clear();
        self.n_passes += 1;
        self.shuffle();
    }

    /// Shuffles once more, or begins with the next group. scikit-learn shuffles the order that it shuffled before, and takes
    /// with it values that were moved before.
    fn shuffle(&mut self) {
        if (self.n_passes - 1).is_multiple_of(self.n_repeats) {
            self.random = NumpyRandom::new(self.seed);
            self.order = (0..self.features.nrows()).collect();
            self.sources.clone_from(&self.order);
        }
        self.random.shuffle(&mut self.order);
        let sources = self.order.iter().map(|&row| self.sources[row]);
        self.sources = sources.collect();
    }
}
