//! Drawing rows, and ranking what was drawn without sorting again.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::metrics::Ranking;

/// The rows of each class, and those of them that were drawn.
pub(super) struct Strata {
    positives: Vec<usize>,
    negatives: Vec<usize>,
    random: Xoshiro256PlusPlus,
    drawn_positives: Vec<usize>,
    drawn_negatives: Vec<usize>,
}

impl Strata {
    pub(super) fn new(labels: &[bool], seed: u64) -> Self {
        let (positives, negatives) = (0..labels.len()).partition(|&row| labels[row]);
        Self {
            positives,
            negatives,
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            drawn_positives: Vec::new(),
            drawn_negatives: Vec::new(),
        }
    }

    /// Draws as many rows of each class as there are, with replacement.
    pub(super) fn draw(&mut self) {
        let random = &mut self.random;
        let mut from = |rows: &[usize], drawn: &mut Vec<usize>| {
            drawn.clear();
            drawn.extend((0..rows.len()).map(|_| rows[random.random_range(0..rows.len())]));
        };
        from(&self.positives, &mut self.drawn_positives);
        from(&self.negatives, &mut self.drawn_negatives);
    }
}

/// A ranking that knows in which tie each row stands.
pub(super) struct ArmRows {
    ranking: Ranking,
    /// The place of each row's score among the distinct ones.
    places: Vec<usize>,
    counts: Vec<[usize; 2]>,
}

impl ArmRows {
    pub(super) fn new(ranking: Ranking) -> Self {
        let mut places = vec![0; ranking.n_samples()];
        for (place, (_, rows, _)) in ranking.ties().enumerate() {
            for &row in rows {
                places[row] = place;
            }
        }
        let counts = vec![[0; 2]; ranking.thresholds().len()];
        Self {
            ranking,
            places,
            counts,
        }
    }

    /// The ranking of the drawn rows.
    pub(super) fn drawn(&mut self, strata: &Strata) -> Ranking {
        self.counts.fill([0; 2]);
        for (class, rows) in [&strata.drawn_negatives, &strata.drawn_positives]
            .into_iter()
            .enumerate()
        {
            for &row in rows {
                self.counts[self.places[row]][class] += 1;
            }
        }
        self.ranking.recounted(&self.counts)
    }
}
