//! The rows that each tree of a forest grows on.

use super::spec::{Balance, ForestSpec};
use crate::model::LossSpec;
use crate::random::NumpyRandom;

/// Below this number scikit-learn draws the seeds of trees.
const SEEDS: usize = i32::MAX as usize;

/// The rows of one tree after the other, drawn as scikit-learn 1.9 and imbalanced-learn 0.14 draw them.
#[derive(Clone, Debug)]
pub(super) struct Samples {
    spec: ForestSpec,
    seeds: NumpyRandom,
    /// Rows of the negatives and of the positives.
    classes: [Vec<u32>; 2],
}

/// The rows of a tree.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    /// Each as often as it is drawn where it counts as a row as often, else once.
    pub(super) rows: Vec<u32>,
    /// What each of them counts, `(n_samples,)`; 0 for one that wasn't drawn.
    pub(super) weights: Vec<f64>,
    /// What rows of both classes count besides.
    pub(super) class_weights: [f64; 2],
    /// Where the tree's columns are drawn from.
    pub(super) seed: u64,
}

impl Samples {
    pub(super) fn new(spec: ForestSpec, labels: &[bool]) -> Self {
        let rows_of = |class: bool| {
            let rows = (0..).zip(labels).filter(|(_, label)| **label == class);
            rows.map(|(row, _)| row).collect()
        };
        Self {
            spec,
            seeds: NumpyRandom::new(spec.seed),
            classes: [rows_of(false), rows_of(true)],
        }
    }

    /// Whether trees are grown on some of the rows only.
    pub(super) fn are_drawn(&self) -> bool {
        self.spec.bootstrap || self.spec.balance == Balance::Forest
    }

    /// The rows of the next tree.
    pub(super) fn next(&mut self) -> Sample {
        let seed = self.seed();
        let n_rows = self.classes[0].len() + self.classes[1].len();
        if self.spec.balance == Balance::Forest {
            let rows = self.balanced();
            let mut weights = vec![0.0; n_rows];
            for &row in &rows {
                weights[row as usize] = 1.0;
            }
            return Sample {
                rows,
                weights,
                class_weights: self.spec.class_weights,
                seed: seed.into(),
            };
        }
        let counts = self.counts(seed, n_rows);
        Sample {
            rows: (0..).take(n_rows).collect(),
            class_weights: self.class_weights(&counts),
            weights: counts.into_iter().map(|count| count as f64).collect(),
            seed: seed.into(),
        }
    }

    /// What rows of both classes count besides how often they are drawn.
    fn class_weights(&self, counts: &[usize]) -> [f64; 2] {
        // Rows that were drawn by their weights don't count them again.
        let is_counted = self.spec.bootstrap;
        let own = if is_counted {
            [1.0; 2]
        } else {
            self.spec.class_weights
        };
        if self.spec.balance != Balance::Subsample {
            return own;
        }
        let n_drawn = |rows: &Vec<u32>| rows.iter().map(|&row| counts[row as usize]).sum();
        let counts: [usize; 2] = [0, 1].map(|class| n_drawn(&self.classes[class]));
        let balanced = LossSpec::balanced(counts).class_weights;
        [own[0] * balanced[0], own[1] * balanced[1]]
    }

    fn seed(&mut self) -> u32 {
        u32::try_from(self.seeds.randint(SEEDS)).unwrap_or(u32::MAX)
    }

    /// How often each row is drawn.
    fn counts(&self, seed: u32, n_rows: usize) -> Vec<usize> {
        if !self.spec.bootstrap {
            return vec![1; n_rows];
        }
        let mut counts = vec![0; n_rows];
        let mut random = NumpyRandom::new(seed);
        if self.spec.class_weights == [1.0; 2] {
            for row in random.choice_with_replacement(n_rows, n_rows) {
                counts[row] += 1;
            }
            return counts;
        }
        let below = self.cumulated(n_rows);
        for _ in 0..n_rows {
            let drawn = random.random_sample();
            let row = below.partition_point(|&below| below <= drawn);
            counts[row.min(n_rows - 1)] += 1;
        }
        counts
    }

    /// As many rows of each class as the rarer one has, with replacement.
    fn balanced(&mut self) -> Vec<u32> {
        let mut random = NumpyRandom::new(self.seed());
        let n = self.classes[0].len().min(self.classes[1].len());
        let mut rows = Vec::with_capacity(2 * n);
        for class in &self.classes {
            let places = random.choice_with_replacement(class.len(), n);
            rows.extend(places.into_iter().map(|place| class[place]));
        }
        rows
    }

    /// What the weights up to each row come to, those of all rows to 1, as `numpy.random.choice` has it.
    fn cumulated(&self, n_rows: usize) -> Vec<f64> {
        let mut below = vec![0.0; n_rows];
        for (class, weight) in self.classes.iter().zip(self.spec.class_weights) {
            for &row in class {
                below[row as usize] = weight;
            }
        }
        let all: f64 = below.iter().sum();
        let mut sum = 0.0;
        for weight in &mut below {
            sum += *weight / all;
            *weight = sum;
        }
        for below in &mut below {
            *below /= sum;
        }
        below
    }
}
