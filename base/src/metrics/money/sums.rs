//! Exposures, added up row by row.

use super::Exposures;
use crate::metrics::Ranking;

/// Exposures of some rows by class, and the same times the score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    pub(super) good: f64,
    pub(super) default: f64,
    pub(super) score_of_good: f64,
    pub(super) score_of_default: f64,
}

impl Sums {
    pub(super) fn minus(self, other: Self) -> Self {
        Self {
            good: self.good - other.good,
            default: self.default - other.default,
            score_of_good: self.score_of_good - other.score_of_good,
            score_of_default: self.score_of_default - other.score_of_default,
        }
    }
}

/// Adds up the rows threshold by threshold, from the highest.
pub(super) fn sums(ranking: &Ranking, each: f64, exposures: Option<Exposures>) -> Vec<Sums> {
    let weights = ranking.weights();
    let mut so_far = Sums::default();
    let mut sums = vec![so_far];
    for (score, rows, [n_good, n_default]) in ranking.ties() {
        let (good, default) = match exposures {
            None => (each * n_good as f64, each * n_default as f64),
            Some(exposures) => exposures.by_class(rows),
        };
        let (good, default) = (weights.good * good, weights.default * default);
        so_far.good += good;
        so_far.default += default;
        so_far.score_of_good += score * good;
        so_far.score_of_default += score * default;
        sums.push(so_far);
    }
    sums
}
