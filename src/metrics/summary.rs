//! What a ranking is worth at every threshold at once.

use super::ClassWeights;
use super::ranking::Flagged;

/// The metrics that don't depend on a threshold, computed once so that the slider never waits for
/// them. Sums run from the highest score to the lowest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    pub(super) roc_auc: f64,
    pub(super) average_precision: f64,
    pub(super) brier_score: Option<f64>,
    pub(super) log_loss: Option<f64>,
}

impl Summary {
    pub(super) fn new(thresholds: &[f64], flagged: &[Flagged], weights: ClassWeights) -> Self {
        let all = flagged[flagged.len() - 1];
        let are_probabilities = thresholds.iter().all(|score| (0.0..=1.0).contains(score));
        let mean = |loss: fn(f64, Weighed) -> f64| {
            let losses = thresholds.iter().zip(steps(flagged));
            let total: f64 = losses
                .map(|(&score, (step, _))| loss(score, Weighed::new(step, weights)))
                .sum();
            total / Weighed::new(all, weights).total()
        };
        Self {
            roc_auc: roc_auc(flagged, all),
            average_precision: average_precision(flagged, weights),
            brier_score: are_probabilities.then(|| mean(squared_error)),
            log_loss: are_probabilities.then(|| mean(surprise)),
        }
    }
}

/// Rows of each class, counted with their weights.
#[derive(Clone, Copy)]
struct Weighed {
    positives: f64,
    negatives: f64,
}

impl Weighed {
    fn new(rows: Flagged, weights: ClassWeights) -> Self {
        Self {
            positives: weights.default * rows.positives as f64,
            negatives: weights.good * rows.negatives as f64,
        }
    }

    fn total(self) -> f64 {
        self.positives + self.negatives
    }
}

/// For each distinct score the rows that have it, and the rows flagged with them.
fn steps(flagged: &[Flagged]) -> impl Iterator<Item = (Flagged, Flagged)> {
    flagged.windows(2).map(|pair| {
        let step = Flagged {
            positives: pair[1].positives - pair[0].positives,
            negatives: pair[1].negatives - pair[0].negatives,
        };
        (step, pair[1])
    })
}

fn roc_auc(flagged: &[Flagged], all: Flagged) -> f64 {
    let half_pairs = |(step, to): (Flagged, Flagged)| {
        step.negatives as u64 * (2 * to.positives - step.positives) as u64
    };
    let won: u64 = steps(flagged).map(half_pairs).sum();
    won as f64 / (2 * all.positives as u64 * all.negatives as u64) as f64
}

fn average_precision(flagged: &[Flagged], weights: ClassWeights) -> f64 {
    let areas = steps(flagged).map(|(step, to)| {
        let to = Weighed::new(to, weights);
        step.positives as f64 * (to.positives / to.total())
    });
    let n_positives = flagged[flagged.len() - 1].positives;
    areas.sum::<f64>() / n_positives as f64
}

fn squared_error(score: f64, rows: Weighed) -> f64 {
    let missed = 1.0 - score;
    rows.positives * (missed * missed) + rows.negatives * (score * score)
}

fn surprise(score: f64, rows: Weighed) -> f64 {
    let of = |rows: f64, probability: f64| {
        if rows == 0.0 {
            return 0.0;
        }
        -rows * libm::log(probability.clamp(f64::EPSILON, 1.0 - f64::EPSILON))
    };
    of(rows.positives, score) + of(rows.negatives, 1.0 - score)
}
