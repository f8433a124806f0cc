//! The H-measure.

use serde::{Deserialize, Serialize};
use statrs::function::beta::beta_reg;

use super::Ranking;
use super::counts::Flagged;

/// How likely each cost of a false alarm is thought to be: a Beta(a, b) density over c, where a false
/// alarm costs c and a miss 1 − c. π₁ is the share of defaults, π₀ that of good customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum HPrior {
    /// Beta(1 + π₁, 1 + π₀), whose mode is π₁: Hand & Anagnostopoulos 2014, "A better Beta for the H
    /// measure of classification performance", Pattern Recognition Letters 40.
    #[default]
    ClassShares,
    /// Beta(2, 2): Hand 2009, "Measuring classifier performance: a coherent alternative to the area
    /// under the ROC curve", Machine Learning 77.
    Beta22,
    /// Beta(2, 1 + π₀/π₁), what the packages named hmeasure for R and Python take unless told.
    PackageDefault,
}

impl HPrior {
    /// Every prior, the default first.
    pub const ALL: [Self; 3] = [Self::ClassShares, Self::Beta22, Self::PackageDefault];

    /// a and b where defaults have this share, `0 < prevalence < 1`.
    #[must_use]
    pub fn parameters(self, prevalence: f64) -> [f64; 2] {
        let good = 1.0 - prevalence;
        match self {
            Self::ClassShares => [1.0 + prevalence, 1.0 + good],
            Self::Beta22 => [2.0, 2.0],
            Self::PackageDefault => [2.0, 1.0 + good / prevalence],
        }
    }
}

impl Ranking {
    /// The H-measure, in `0..=1`: 1 − L / Lmax, where L is the loss with the best cut for each cost
    /// c, averaged over the prior, and Lmax that of deciding without scores. 1 is a perfect ranking, 0
    /// one whose cuts are no better than chance; scores that rank the wrong way round are not turned.
    ///
    /// Computed over the hull of the ROC curve, with the shares of the classes that the ranking is
    /// [`deployed_at`](Self::deployed_at). O(n) at the first call.
    #[must_use]
    pub fn h_measure(&self, prior: HPrior) -> f64 {
        let cell = &self.measures().of_scores.h_measures;
        let each = cell.get_or_init(|| HPrior::ALL.map(|prior| h_measure(self, prior)));
        each[prior as usize]
    }
}

/// Adds up the loss corner by corner: a corner of the hull is the best cut for the costs between
/// those of its two edges.
fn h_measure(ranking: &Ranking, prior: HPrior) -> f64 {
    let hull = ranking.hull_places();
    let corners: Vec<_> = hull.iter().map(|&at| ranking.flagged()[at]).collect();
    let share = ranking.prevalence();
    let moments = Moments::new(prior.parameters(share));
    let of_edges = corners.windows(2).rev().map(|pair| level_at(ranking, pair));
    let costs: Vec<_> = [0.0].into_iter().chain(of_edges).chain([1.0]).collect();
    let between = costs.windows(2).zip(ranking.roc_points(hull).rev());
    let loss = between.map(|(costs, corner)| {
        let [false_alarms, misses] = moments.between(costs[0], costs[1]);
        (1.0 - share) * corner.fpr * false_alarms + share * (1.0 - corner.tpr) * misses
    });
    let [flag_all, _] = moments.between(0.0, share);
    let [_, flag_none] = moments.between(share, 1.0);
    1.0 - loss.sum::<f64>() / ((1.0 - share) * flag_all + share * flag_none)
}

/// The cost of a false alarm at which both ends of an edge of the hull lose the same.
fn level_at(ranking: &Ranking, edge: &[Flagged]) -> f64 {
    let weights = ranking.weights();
    let positives = weights.default * (edge[1].positives - edge[0].positives) as f64;
    let negatives = weights.good * (edge[1].negatives - edge[0].negatives) as f64;
    positives / (positives + negatives)
}

/// The integrals of c and of 1 − c times the density, from 0 to some cost.
struct Moments {
    a: f64,
    b: f64,
}

impl Moments {
    const fn new([a, b]: [f64; 2]) -> Self {
        Self { a, b }
    }

    /// Both between two costs of `0..=1`.
    fn between(&self, from: f64, to: f64) -> [f64; 2] {
        let [from, to] = [from, to].map(|cost| self.up_to(cost));
        [to[0] - from[0], to[1] - from[1]]
    }

    fn up_to(&self, cost: f64) -> [f64; 2] {
        let Self { a, b } = *self;
        let of_cost = a / (a + b) * beta_reg(a + 1.0, b, cost);
        [of_cost, b / (a + b) * beta_reg(a, b + 1.0, cost)]
    }
}
