//! Several arms over several repeats, by their ranks: which are told apart, and which are not.

use serde::{Deserialize, Serialize};

use crate::sorting::{sort_by, sort_numbers};

/// The arms ranked within each repeat, added up over the repeats.
///
/// Within a repeat the arm with the highest value has rank 1 and the one with the lowest as many as
/// there are arms; equal values share the mean of their ranks. Values that are better when lower
/// have to be negated first.
///
/// ```
/// use imbalance_base::metrics::RankTable;
///
/// let aucs = [[Some(0.71), Some(0.78), Some(0.78)], [Some(0.69), Some(0.74), Some(0.75)]];
/// let ranks = RankTable::new(3, &aucs);
/// assert_eq!(ranks.mean_ranks(), Some(vec![3.0, 1.75, 1.25]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankTable {
    /// Twice the sum of each arm's ranks, a whole number.
    doubled_sums: Vec<i128>,
    /// The squares of all doubled ranks, added up.
    doubled_squares: i128,
    n_repeats: usize,
    n_left_out: usize,
}

/// Arms whose mean ranks lie too close together to be told apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankGroup {
    /// At least two arms, counted from 0, by rising mean rank: neighbours in that order.
    pub arms: Vec<usize>,
    /// The mean ranks of the first and of the last of them.
    pub ranks: (f64, f64),
}

/// Nemenyi's critical values at 5 % for 2 to 8 arms: the 95 % quantiles of the studentized range of
/// so many means with infinite degrees of freedom, divided by √2.
///
/// As `scipy.stats.studentized_range.ppf(0.95, k, inf) / sqrt(2)` of SciPy 1.17.1; the first is the
/// standard normal's 97.5 % quantile. The table of Demšar 2006 has them with three decimals, of
/// which the last is one off for 3 and 7 arms (2.343 and 2.949).
pub const NEMENYI_VALUES: [f64; 7] = [
    1.959_963_984_540_053_4,
    2.343_700_586_378_409,
    2.569_031_772_546_482,
    2.727_774_370_870_376_3,
    2.849_705_419_610_001_6,
    2.948_320_017_529_674_4,
    3.030_878_449_614_413,
];

/// How far apart the mean ranks of two of `n_arms` arms over `n_repeats` repeats have to be to
/// differ at 5 %, whichever two are picked: q·√(k(k + 1) / 6n), with k arms, n repeats and q of
/// [`NEMENYI_VALUES`].
///
/// It follows Friedman's test: where that doesn't reject, no two arms should be called different.
/// It may be larger than k − 1, the largest difference that there can be.
///
/// `None` unless there are 2 to 8 arms and at least 1 repeat.
///
/// Demšar 2006, "Statistical comparisons of classifiers over multiple data sets", section 3.2.2.
#[must_use]
pub fn critical_difference(n_arms: usize, n_repeats: usize) -> Option<f64> {
    let value = NEMENYI_VALUES.get(n_arms.checked_sub(2)?)?;
    let arms = n_arms as f64;
    let variance = arms * (arms + 1.0) / (6.0 * n_repeats as f64);
    (n_repeats > 0).then(|| value * libm::sqrt(variance))
}

impl RankTable {
    /// Ranks `n_arms` values in each of `repeats`, `None` for one that is undefined. O(n k log k).
    ///
    /// A repeat is left out as a whole unless it holds `n_arms` values that are all finite.
    #[must_use]
    pub fn new(n_arms: usize, repeats: &[impl AsRef<[Option<f64>]>]) -> Self {
        let mut table = Self {
            doubled_sums: vec![0; n_arms],
            doubled_squares: 0,
            n_repeats: 0,
            n_left_out: 0,
        };
        for repeat in repeats {
            match negated(repeat.as_ref()) {
                Some(values) if values.len() == n_arms => table.add(&values),
                _ => table.n_left_out += 1,
            }
        }
        table
    }

    fn add(&mut self, negated: &[f64]) {
        for (sum, rank) in self.doubled_sums.iter_mut().zip(doubled_ranks(negated)) {
            let rank = rank as i128;
            *sum += rank;
            self.doubled_squares += rank * rank;
        }
        self.n_repeats += 1;
    }

    /// How many arms are compared.
    #[must_use]
    pub const fn n_arms(&self) -> usize {
        self.doubled_sums.len()
    }

    /// How many repeats are ranked.
    #[must_use]
    pub const fn n_repeats(&self) -> usize {
        self.n_repeats
    }

    /// How many repeats are left out, since they lack a value.
    #[must_use]
    pub const fn n_left_out(&self) -> usize {
        self.n_left_out
    }

    /// Each arm's mean rank, from 1 (best in every repeat) to the number of arms; their sum is
    /// k(k + 1) / 2. `None` without a repeat.
    #[must_use]
    pub fn mean_ranks(&self) -> Option<Vec<f64>> {
        let mean = |&sum: &i128| sum as f64 / (2 * self.n_repeats) as f64;
        (self.n_repeats > 0).then(|| self.doubled_sums.iter().map(mean).collect())
    }

    /// [`critical_difference`] of these arms and repeats.
    #[must_use]
    pub fn critical_difference(&self) -> Option<f64> {
        critical_difference(self.n_arms(), self.n_repeats)
    }

    /// The largest groups of arms in which no two mean ranks differ by more than `difference`, by
    /// rising mean rank; a group that lies within another is not told. Empty without a repeat.
    #[must_use]
    pub fn groups(&self, difference: f64) -> Vec<RankGroup> {
        let mut ranked: Vec<_> = self
            .mean_ranks()
            .into_iter()
            .flatten()
            .enumerate()
            .collect();
        sort_by(&mut ranked, |a, b| a.1.total_cmp(&b.1));
        let mut n_grouped = 0;
        let mut groups = Vec::new();
        for (start, &(_, best)) in ranked.iter().enumerate() {
            let end = ranked.partition_point(|&(_, rank)| rank - best <= difference);
            if end > n_grouped.max(start + 1) {
                groups.extend(ranked.get(start..end).and_then(RankGroup::of));
                n_grouped = end;
            }
        }
        groups
    }

    /// Numerator and denominator of Kendall's W, in doubled ranks: Σⱼ(Rⱼ − R̄)² and
    /// n·Σᵢⱼ(rᵢⱼ − r̄)², with Rⱼ the sum of arm j's ranks over the n repeats. Whole numbers, so exact.
    pub(super) fn concordance(&self) -> (i128, i128) {
        let (n, k) = (self.n_repeats as i128, self.n_arms() as i128);
        let mean = n * (k + 1);
        let between = self
            .doubled_sums
            .iter()
            .map(|sum| (sum - mean).pow(2))
            .sum();
        (between, n * (self.doubled_squares - mean * k * (k + 1)))
    }
}

impl RankGroup {
    fn of(ranked: &[(usize, f64)]) -> Option<Self> {
        Some(Self {
            arms: ranked.iter().map(|&(arm, _)| arm).collect(),
            ranks: (ranked.first()?.1, ranked.last()?.1),
        })
    }
}

fn negated(repeat: &[Option<f64>]) -> Option<Vec<f64>> {
    let negate = |value: f64| value.is_finite().then_some(-value);
    repeat.iter().map(|value| value.and_then(negate)).collect()
}

/// Twice the rank of each value from the lowest, 1, to the highest; equal values share the mean of
/// their ranks, so doubled they are whole. No value may be NaN.
pub(super) fn doubled_ranks(values: &[f64]) -> impl Iterator<Item = usize> {
    let mut rising = values.to_vec();
    sort_numbers(&mut rising);
    values.iter().map(move |value| {
        let n_lower = rising.partition_point(|other| other < value);
        let n_up_to = rising.partition_point(|other| other <= value);
        n_lower + n_up_to + 1
    })
}
