//! The best rising steps through outcomes.

use serde::{Deserialize, Serialize};

use crate::metrics::Ranking;

/// Isotonic regression: among probabilities that never fall as the score rises, those with the
/// least squared distance to the outcomes. By pooling adjacent violators; joined by straight lines,
/// as scikit-learn's `IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Isotonic {
    /// Scores, rising.
    scores: Vec<f64>,
    /// The probability at each, never falling.
    probabilities: Vec<f64>,
}

/// Neighbouring scores that share a probability.
#[derive(Clone, Copy)]
struct Block {
    from: usize,
    to: usize,
    weight: f64,
    defaults: f64,
}

impl Block {
    fn mean(&self) -> f64 {
        self.defaults / self.weight
    }
}

impl Isotonic {
    pub(super) fn fit(rows: &Ranking) -> Self {
        let mut outcomes = rows.outcomes(|score| score);
        outcomes.reverse();
        let mut blocks: Vec<Block> = Vec::new();
        for (place, at) in outcomes.iter().enumerate() {
            let mut block = Block {
                from: place,
                to: place,
                weight: at.defaults + at.good,
                defaults: at.defaults,
            };
            while let Some(before) = blocks.pop_if(|before| before.mean() >= block.mean()) {
                block.from = before.from;
                block.weight += before.weight;
                block.defaults += before.defaults;
            }
            blocks.push(block);
        }
        let (mut scores, mut probabilities) = (Vec::new(), Vec::new());
        for block in blocks {
            // Between the ends of a block all probabilities are the same, so its ends are enough.
            let ends = [block.from, block.to];
            for &place in &ends[usize::from(block.from == block.to)..] {
                scores.push(outcomes[place].x);
                probabilities.push(block.mean());
            }
        }
        Self {
            scores,
            probabilities,
        }
    }

    pub(super) fn apply(&self, score: f64) -> f64 {
        let above = self.scores.partition_point(|&known| known < score);
        let last = self.scores.len() - 1;
        match above {
            0 => self.probabilities[0],
            above if above > last => self.probabilities[last],
            above => {
                let (x0, x1) = (self.scores[above - 1], self.scores[above]);
                let (y0, y1) = (self.probabilities[above - 1], self.probabilities[above]);
                let share = (score - x0) / (x1 - x0);
                (y0 + (y1 - y0) * share).clamp(y0, y1)
            }
        }
    }
}
