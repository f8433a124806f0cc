//! How sure an AUC is, and the difference of two.

use serde::{Deserialize, Serialize};

use super::Ranking;
use super::counts::Flagged;

/// An AUC, and how far chance in the choice of rows may have moved it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucInterval {
    /// The area under the ROC curve, as [`Ranking::roc_auc`].
    pub auc: f64,
    /// DeLong's standard error of the AUC, at least 0.
    pub standard_error: f64,
    /// AUC ± 1.96 standard errors, about 95 % confidence, cut to `0..=1`; lower end first.
    pub interval: (f64, f64),
}

/// Two AUCs on the same rows, compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AucComparison {
    /// AUC of the second scores − AUC of the first, in `-1..=1`.
    pub difference: f64,
    /// DeLong's standard error of the difference, above 0.
    pub standard_error: f64,
    /// Difference ± 1.96 standard errors, about 95 % confidence, cut to `-1..=1`; lower end first.
    pub interval: (f64, f64),
    /// Difference / standard error.
    pub z: f64,
    /// How likely a |z| at least this high is if both AUCs are equal: 2(1 − Φ(|z|)), in `0..=1`.
    pub p_value: f64,
}

impl AucInterval {
    /// Whether the interval is a point, since each class's placements are all alike, as when all
    /// defaults score above all good customers: too sure of itself in a small sample.
    #[must_use]
    pub const fn is_degenerate(&self) -> bool {
        self.standard_error == 0.0
    }
}

/// The standard normal's 97.5 % quantile.
const NORMAL_975: f64 = 1.959_963_984_540_054;

impl Ranking {
    /// The AUC with DeLong's standard error and a normal 95 % interval. O(distinct scores).
    ///
    /// A default's placement is the share of good customers that score below it, ties counting half;
    /// a good customer's is the share of defaults above it. The AUC is the mean of either, and its
    /// variance S₁/n₁ + S₀/n₀, with S the sample variance (n − 1) of the placements within a class and
    /// n its rows. Sums are of whole numbers, so exact. Rows count as they are, whatever their
    /// [`weights`](Self::weights), which the AUC doesn't depend on.
    ///
    /// Where each class's placements are all alike the interval is a point
    /// ([`AucInterval::is_degenerate`]).
    ///
    /// `None` if a class has fewer than 2 rows.
    ///
    /// DeLong, DeLong and Clarke-Pearson 1988, "Comparing the areas under two or more correlated
    /// receiver operating characteristic curves"; placements from sorted rows as in Sun and Xu 2014,
    /// "Fast implementation of DeLong's algorithm". As `Delong_test` of MLstatkit 0.1.91.
    #[must_use]
    pub fn delong(&self) -> Option<AucInterval> {
        let (mut defaults, mut good) = (Spread::default(), Spread::default());
        for tie in self.placed_ties() {
            defaults.add(tie.of_default, tie.rows().positives);
            good.add(tie.of_good, tie.rows().negatives);
        }
        let auc = self.roc_auc();
        let standard_error = libm::sqrt(variance(&defaults, &good)?);
        Some(AucInterval {
            auc,
            standard_error,
            interval: around(auc, standard_error, 0.0),
        })
    }

    /// Whether higher scores seem to mean safer applicants: DeLong's interval of the AUC lies below
    /// 0.5. Points of a scorecard are such scores; here a higher score is to mean a higher risk, so
    /// they have to be negated first. False if a class has fewer than 2 rows.
    #[must_use]
    pub fn higher_seems_safer(&self) -> bool {
        let auc = self.delong();
        auc.is_some_and(|auc| auc.interval.1 < 0.5)
    }

    fn placed_ties(&self) -> impl Iterator<Item = Tie> {
        let n_negatives = self.n_negatives();
        self.flagged().windows(2).map(move |pair| {
            let (from, to) = (pair[0], pair[1]);
            Tie {
                from,
                to,
                of_default: whole(2 * n_negatives - from.negatives - to.negatives),
                of_good: whole(from.positives + to.positives),
            }
        })
    }

    /// Twice the rows of the other class on the right side of each row, by row.
    fn placements(&self, labels: &[bool]) -> Vec<i128> {
        let mut placements = vec![0; labels.len()];
        for tie in self.placed_ties() {
            for &row in &self.order()[tie.from.total()..tie.to.total()] {
                placements[row] = match labels[row] {
                    true => tie.of_default,
                    false => tie.of_good,
                };
            }
        }
        placements
    }
}

/// DeLong's test of two columns of scores of the same rows; all three slices have shape
/// `(n_samples,)`, a label `true` is a default. O(n log n).
///
/// The variance is S₁/n₁ + S₀/n₀ as in [`Ranking::delong`], of the differences of each row's two
/// placements; this accounts for how the two AUCs move together. Both models are taken as they are:
/// the test says nothing about training them again.
///
/// `None` if the variance is 0, as for two columns that order the rows alike; if a class has fewer
/// than 2 rows; and where [`Ranking::new`] refuses either column.
#[must_use]
pub fn compare_aucs(first: &[f64], second: &[f64], labels: &[bool]) -> Option<AucComparison> {
    let first = Ranking::new(first, labels).ok()?;
    let second = Ranking::new(second, labels).ok()?;
    let (mut defaults, mut good) = (Spread::default(), Spread::default());
    let placements = first.placements(labels).into_iter();
    for ((first, second), &label) in placements.zip(second.placements(labels)).zip(labels) {
        let spread = if label { &mut defaults } else { &mut good };
        spread.add(second - first, 1);
    }
    let variance = variance(&defaults, &good).filter(|&variance| variance > 0.0)?;
    let standard_error = libm::sqrt(variance);
    // Both classes' placements have the AUC as their mean; this one comes out the same number with
    // the other sign when the columns change places.
    let difference = defaults.sum as f64 / pairs_doubled(&defaults, &good);
    let z = difference / standard_error;
    Some(AucComparison {
        difference,
        standard_error,
        interval: around(difference, standard_error, -1.0),
        z,
        p_value: libm::erfc(z.abs() * std::f64::consts::FRAC_1_SQRT_2),
    })
}

/// Rows of one score, and twice the rows of the other class that each has on its right side.
struct Tie {
    from: Flagged,
    to: Flagged,
    of_default: i128,
    of_good: i128,
}

impl Tie {
    const fn rows(&self) -> Flagged {
        self.to.minus(self.from)
    }
}

/// Whole numbers, summed.
#[derive(Default)]
struct Spread {
    rows: i128,
    sum: i128,
    of_squares: i128,
}

impl Spread {
    fn add(&mut self, value: i128, rows: usize) {
        let rows = whole(rows);
        self.rows += rows;
        self.sum += rows * value;
        self.of_squares += rows * value * value;
    }

    /// The square of the standard error of the mean; `None` of fewer than 2 rows.
    fn of_mean(&self) -> Option<f64> {
        let rows = self.rows;
        let squares = rows * self.of_squares - self.sum * self.sum;
        (rows > 1).then(|| squares as f64 / (rows * rows * (rows - 1)) as f64)
    }
}

/// The variance of an AUC, or of a difference of two, from the doubled placements of each class.
fn variance(defaults: &Spread, good: &Spread) -> Option<f64> {
    let share = |n_others: i128| (4 * n_others * n_others) as f64;
    Some(defaults.of_mean()? / share(good.rows) + good.of_mean()? / share(defaults.rows))
}

fn pairs_doubled(defaults: &Spread, good: &Spread) -> f64 {
    (2 * defaults.rows * good.rows) as f64
}

fn around(value: f64, standard_error: f64, lowest: f64) -> (f64, f64) {
    let half = NORMAL_975 * standard_error;
    ((value - half).max(lowest), (value + half).min(1.0))
}

const fn whole(rows: usize) -> i128 {
    rows as i128
}
