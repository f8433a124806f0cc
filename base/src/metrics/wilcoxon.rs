//! Whether two arms differ over several repeats: Wilcoxon's signed-rank test.

use serde::{Deserialize, Serialize};

use super::PairedDifferences;
use super::ranks::doubled_ranks;

use crate::sorting::sort_rows;

/// Wilcoxon's signed-rank test of "the differences are symmetric around 0", two-sided.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wilcoxon {
    /// How many differences are tested: those that aren't 0.
    pub n_differences: usize,
    /// The lesser of two sums: the ranks of the sizes of the differences above 0, and of those below.
    pub statistic: f64,
    /// How likely a statistic at most this high is if the differences are symmetric around 0, in
    /// `0..=1`.
    pub p_value: f64,
    /// Whether every choice of signs was counted, rather than a normal distribution assumed.
    pub is_exact: bool,
}

/// The most repeats of which every choice of signs is counted: where no two differences have the
/// same size and none is 0, and where some do or are.
const MOST_EXACT: usize = 50;
const MOST_EXACT_WITH_TIES: usize = 13;

impl PairedDifferences {
    /// Wilcoxon's signed-rank test of the differences. O(n log n), where exact O(n³).
    ///
    /// Differences of 0 are dropped, the sizes of the others ranked from the smallest, equal ones
    /// sharing the mean of their ranks r. With at most 50 repeats, or 13 if any two sizes are equal
    /// or a difference is 0, the p value is exact: twice the share of the 2ⁿ choices of signs whose
    /// statistic is at most this one, at most 1. With more it is 2(1 − Φ(|z|)) with
    /// z = (R₊ − R₋) / √(Σr²), R the two sums; this accounts for ties and corrects for no
    /// continuity.
    ///
    /// Sizes are equal if they are the same double: differences that are equal in decimals may
    /// differ in their last bit, and count as apart.
    ///
    /// `None` where all differences are 0 or there is none.
    ///
    /// As `scipy.stats.wilcoxon(x, y)` of SciPy 1.17.1, which with up to 13 repeats and ties goes
    /// through all choices of signs too. Wilcoxon 1945, "Individual comparisons by ranking methods".
    #[must_use]
    pub fn wilcoxon(&self) -> Option<Wilcoxon> {
        let differences: Vec<f64> = self
            .values()
            .iter()
            .copied()
            .filter(|&d| d != 0.0)
            .collect();
        let sizes: Vec<_> = differences
            .iter()
            .map(|difference| difference.abs())
            .collect();
        let ranks: Vec<_> = doubled_ranks(&sizes).collect();
        let sum_where = |is_above: bool| -> usize {
            let ranked = ranks.iter().zip(&differences);
            let chosen = ranked.filter(|(_, difference)| (**difference > 0.0) == is_above);
            chosen.map(|(rank, _)| rank).sum()
        };
        let (above, below) = (sum_where(true), sum_where(false));
        let is_exact = self.is_exact(&ranks);
        let p_value = if is_exact {
            exact(&ranks, above.min(below))
        } else {
            normal(&ranks, above.abs_diff(below))
        };
        (!ranks.is_empty()).then_some(Wilcoxon {
            n_differences: ranks.len(),
            statistic: above.min(below) as f64 / 2.0,
            p_value,
            is_exact,
        })
    }

    fn is_exact(&self, ranks: &[usize]) -> bool {
        let mut rising = ranks.to_vec();
        sort_rows(&mut rising);
        rising.dedup();
        // Dropped zeros and shared ranks both leave fewer.
        let has_ties = rising.len() < self.values().len();
        let most = if has_ties {
            MOST_EXACT_WITH_TIES
        } else {
            MOST_EXACT
        };
        self.values().len() <= most
    }
}

/// Twice the share of the choices of signs in which the ranks of one sign sum up to at most `sum`,
/// at most 1. Counts stay below 2⁵⁰, so they are exact.
fn exact(doubled_ranks: &[usize], sum: usize) -> f64 {
    let mut ways = vec![0.0; sum + 1];
    ways[0] = 1.0;
    for &rank in doubled_ranks {
        for at in (rank..=sum).rev() {
            ways[at] += ways[at - rank];
        }
    }
    let n_choices = doubled_ranks.iter().fold(1.0, |choices, _| 2.0 * choices);
    let n_at_most: f64 = ways.iter().sum();
    (2.0 * n_at_most / n_choices).min(1.0)
}

fn normal(doubled_ranks: &[usize], apart: usize) -> f64 {
    let squares: f64 = doubled_ranks
        .iter()
        .map(|&rank| (rank as f64) * (rank as f64))
        .sum();
    let z = apart as f64 / libm::sqrt(squares);
    libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}
