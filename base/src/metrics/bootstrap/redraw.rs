//! Drawing rows, and ranking what was drawn without sorting again.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::metrics::{Confusion, Ranking};

/// The rows of each class, and those of them that were drawn.
pub(super) struct Strata {
    positives: Vec<usize>,
    negatives: Vec<usize>,
    seed: u64,
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
            seed,
            random: Xoshiro256PlusPlus::seed_from_u64(seed),
            drawn_positives: Vec::new(),
            drawn_negatives: Vec::new(),
        }
    }

    /// The same draws come again, from the first on.
    pub(super) fn rewind(&mut self) {
        self.random = Xoshiro256PlusPlus::seed_from_u64(self.seed);
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

    /// The rows as they are.
    pub(super) const fn ranking(&self) -> &Ranking {
        &self.ranking
    }

    /// The cells of the drawn rows at a threshold, without ranking them: O(n) and nothing is made.
    pub(super) fn cells(&self, strata: &Strata, threshold: f64) -> Confusion<f64> {
        let scores = self.ranking.thresholds();
        let cut = scores.partition_point(|&score| score >= threshold);
        let flagged = |rows: &[usize]| rows.iter().filter(|&&row| self.places[row] < cut).count();
        let (caught, turned_away) = (
            flagged(&strata.drawn_positives),
            flagged(&strata.drawn_negatives),
        );
        let cells = Confusion {
            true_positives: caught,
            false_positives: turned_away,
            true_negatives: strata.drawn_negatives.len() - turned_away,
            false_negatives: strata.drawn_positives.len() - caught,
        };
        cells.weighted(self.ranking.weights())
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
