//! Where the decisions of two models differ.

use super::Ranking;

/// Some of the held-out rows, a bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags {
    words: Vec<u64>,
    n_rows: usize,
}

/// How many rows each of two models flags; each pair counts good customers and defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Rows that both flag.
    pub both: [usize; 2],
    /// Rows that only the first flags.
    pub only_first: [usize; 2],
    /// Rows that only the second flags.
    pub only_second: [usize; 2],
    /// Rows that neither flags.
    pub neither: [usize; 2],
}

impl Flags {
    /// The rows of which `is_in` says so, of `n_rows`.
    #[must_use]
    pub fn new(n_rows: usize, is_in: impl Fn(usize) -> bool) -> Self {
        let mut flags = Self {
            words: vec![0; n_rows.div_ceil(64)],
            n_rows,
        };
        (0..n_rows)
            .filter(|row| is_in(*row))
            .for_each(|row| flags.set(row));
        flags
    }

    /// The rows of a ranking that are flagged at a threshold. O(n).
    #[must_use]
    pub fn at(ranking: &Ranking, threshold: f64) -> Self {
        let mut flags = Self::new(ranking.n_samples(), |_| false);
        let n_flagged = ranking.confusion_at(threshold).n_flagged();
        ranking.order()[..n_flagged]
            .iter()
            .for_each(|row| flags.set(*row));
        flags
    }

    fn set(&mut self, row: usize) {
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Whether a row is in.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        let word = self.words.get(row / 64).copied().unwrap_or_default();
        word >> (row % 64) & 1 == 1
    }
}

impl Agreement {
    /// Counts the rows of two models, of which `defaults` are known; `None` where they are of other numbers of rows. O(n),
    /// 64 rows a step.
    #[must_use]
    pub fn of(first: &Flags, second: &Flags, defaults: &Flags) -> Option<Self> {
        if first.n_rows != second.n_rows || first.n_rows != defaults.n_rows {
            return None;
        }
        let mut counted = Self::default();
        let bits = |word: u64| word.count_ones() as usize;
        let words = first
            .words
            .iter()
            .zip(&second.words)
            .zip(&defaults.words)
            .map(|((a, b), of)| (a, b, of));
        for (a, b, of) in words {
            for (class, of) in [!of, *of].into_iter().enumerate() {
                counted.both[class] += bits(a & b & of);
                counted.only_first[class] += bits(a & !b & of);
                counted.only_second[class] += bits(!a & b & of);
            }
        }
        let n_defaults: usize = defaults.words.iter().map(|word| bits(*word)).sum();
        let classes = [first.n_rows - n_defaults, n_defaults];
        for (class, n_rows) in classes.into_iter().enumerate() {
            let flagged =
                counted.both[class] + counted.only_first[class] + counted.only_second[class];
            counted.neither[class] = n_rows - flagged;
        }
        Some(counted)
    }

    /// All rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        [self.both, self.only_first, self.only_second, self.neither]
            .iter()
            .flatten()
            .sum()
    }

    /// The share of rows on which both decide alike, in `0..=1`; `None` without rows.
    #[must_use]
    pub fn share_alike(&self) -> Option<f64> {
        let alike: usize = self.both.iter().chain(&self.neither).sum();
        let n_rows = self.n_rows();
        (n_rows > 0).then(|| alike as f64 / n_rows as f64)
    }

    /// Cohen's kappa of the two models' decisions, agreement beyond what their shares of flagged rows alone give; `None`
    /// where both flag all rows, or none. As scikit-learn's `cohen_kappa_score`.
    #[must_use]
    pub fn kappa(&self) -> Option<f64> {
        let sum = |counts: [usize; 2]| (counts[0] + counts[1]) as f64;
        let n_rows = self.n_rows() as f64;
        let first = sum(self.both) + sum(self.only_first);
        let second = sum(self.both) + sum(self.only_second);
        let chance = (first * second + (n_rows - first) * (n_rows - second)) / (n_rows * n_rows);
        let alike = self.share_alike()?;
        (chance < 1.0).then(|| (alike - chance) / (1.0 - chance))
    }

    /// Rows that only the first decides rightly, and that only the second does.
    #[must_use]
    pub const fn right_alone(&self) -> [usize; 2] {
        let [good, default] = [0, 1];
        [
            self.only_first[default] + self.only_second[good],
            self.only_second[default] + self.only_first[good],
        ]
    }

    /// How likely so uneven a split of the rows that one model alone decides rightly is, or a more uneven one, if both are
    /// right equally often: McNemar's exact test (two-sided). `None` where there is no such row. As `mcnemar(exact=True)` of
    /// statsmodels, by SciPy's `binomtest`.
    #[must_use]
    pub fn mcnemar(&self) -> Option<f64> {
        let [first, second] = self.right_alone();
        let (fewer, n) = (first.min(second), first + second);
        if n == 0 {
            return None;
        }
        let log_choices = |k: f64| {
            let n = n as f64;
            libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
        };
        // Terms fall to either side of the middle; from the largest down, until they no longer count.
        let mut term = libm::exp(log_choices(fewer as f64) - n as f64 * std::f64::consts::LN_2);
        let mut sum = 0.0;
        for k in (0..=fewer).rev() {
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
            term *= k as f64 / (n - k + 1) as f64;
        }
        Some((2.0 * sum).min(1.0))
    }
}
