//! What trees say of training rows.

/// What is said of rows whose score is 0 or 1 is cut off here.
const SURE: f64 = 1e-7;

/// What trees that didn't grow on a row say of it.
#[derive(Clone, Debug)]
pub(super) struct Votes {
    sums: Vec<f64>,
    counts: Vec<u32>,
}

impl Votes {
    /// Nothing said of so many rows.
    pub(super) fn nothing(n_rows: usize) -> Self {
        Self {
            sums: vec![0.0; n_rows],
            counts: vec![0; n_rows],
        }
    }

    /// A tree says something of a row.
    pub(super) fn add(&mut self, row: usize, share: f64) {
        self.sums[row] += share;
        self.counts[row] += 1;
    }

    /// The mean of what was said of each row.
    pub(super) fn scores(&self) -> Vec<Option<f64>> {
        let votes = self.sums.iter().zip(&self.counts);
        let score = |(sum, count): (&f64, &u32)| (*count > 0).then(|| sum / f64::from(*count));
        votes.map(score).collect()
    }

    /// The mean cross-entropy in nats over the rows of which something was said, each counted with the weight of its
    /// class; NaN where there are none. Scores within 1e-7 of 0 and 1 count as those.
    pub(super) fn loss(&self, labels: &[bool], class_weights: [f64; 2]) -> f64 {
        let (mut loss, mut all) = (0.0, 0.0);
        for ((sum, count), &label) in self.sums.iter().zip(&self.counts).zip(labels) {
            if *count == 0 {
                continue;
            }
            let share = sum / f64::from(*count);
            let right = if label { share } else { 1.0 - share };
            let weight = class_weights[usize::from(label)];
            loss -= weight * libm::log(right.clamp(SURE, 1.0 - SURE));
            all += weight;
        }
        loss / all
    }
}
