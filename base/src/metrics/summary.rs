//! What a ranking is worth at every threshold at once.

use super::counts::Flagged;
use super::{ClassWeights, Ranking};

impl Ranking {
    /// The area under the ROC curve: the probability that a default scores above a good customer,
    /// ties counting half. In `0..=1`, computed in whole pairs.
    #[must_use]
    pub fn roc_auc(&self) -> f64 {
        let cell = &self.measures().of_order.roc_auc;
        *cell.get_or_init(|| roc_auc(self.flagged()))
    }

    /// Gini's coefficient, 2·AUC − 1, in `-1..=1`; 0 is chance. Also the accuracy ratio, and Somers' D
    /// of scores and outcomes.
    #[must_use]
    pub fn gini(&self) -> f64 {
        2.0 * self.roc_auc() - 1.0
    }

    /// Average precision, Σ (Rᵢ − Rᵢ₋₁) Pᵢ over the distinct scores from the highest on: steps,
    /// never trapezoids, as scikit-learn's `average_precision_score`. In `0..=1`.
    #[must_use]
    pub fn average_precision(&self) -> f64 {
        let cell = &self.measures().of_scores.average_precision;
        *cell.get_or_init(|| average_precision(self.flagged(), self.weights()))
    }

    /// Average precision over the share of defaults, which is what chance reaches: 1 is about chance,
    /// and the highest value is 1 / prevalence.
    #[must_use]
    pub fn average_precision_over_prevalence(&self) -> f64 {
        self.average_precision() / self.prevalence()
    }

    /// The mean of (score − label)², in `0..=1`. `None` if a score is not in `0..=1` and so is no
    /// probability.
    #[must_use]
    pub fn brier_score(&self) -> Option<f64> {
        let cell = &self.measures().of_scores.brier_score;
        *cell.get_or_init(|| self.mean_loss(squared_error))
    }

    /// The Brier skill score, 1 − Brier / (π(1 − π)) where π is the share of defaults, at most 1: what
    /// the scores gain over giving π to every row, whose Brier score is π(1 − π). Below 0 they are worse
    /// than that. `None` if a score is not in `0..=1`.
    #[must_use]
    pub fn brier_skill_score(&self) -> Option<f64> {
        let prevalence = self.prevalence();
        let of_one_score = prevalence * (1.0 - prevalence);
        self.brier_score().map(|brier| 1.0 - brier / of_one_score)
    }

    /// The mean of −ln(probability given to what happened), at least 0. Probabilities are kept
    /// between ε and 1 − ε with ε = 2⁻⁵², as in scikit-learn's `log_loss`. `None` if a score is
    /// not in `0..=1`.
    #[must_use]
    pub fn log_loss(&self) -> Option<f64> {
        let cell = &self.measures().of_scores.log_loss;
        *cell.get_or_init(|| self.mean_loss(surprise))
    }

    /// The mean of a loss over the rows, summed from the highest score to the lowest. `None` if a score
    /// is not in `0..=1`.
    fn mean_loss(&self, loss: fn(f64, Weighed) -> f64) -> Option<f64> {
        if !self.are_probabilities() {
            return None;
        }
        let weights = self.weights();
        let losses = self.thresholds().iter().zip(steps(self.flagged()));
        let total: f64 = losses
            .map(|(&score, (step, _))| loss(score, Weighed::new(step, weights)))
            .sum();
        let all = self.flagged_at(f64::NEG_INFINITY);
        Some(total / Weighed::new(all, weights).total())
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
    let pairs = flagged.windows(2);
    pairs.map(|pair| (pair[1].minus(pair[0]), pair[1]))
}

/// In whole pairs, twice each, so that a tie counts one.
fn roc_auc(flagged: &[Flagged]) -> f64 {
    let all = flagged[flagged.len() - 1];
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
