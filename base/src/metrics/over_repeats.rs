//! One arm over several repeats, and two arms in the same repeats.

use serde::{Deserialize, Serialize};

/// The values of one arm over the repeats, summed up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverRepeats {
    /// How many values are defined.
    pub n_repeats: usize,
    /// How many are undefined, and left out.
    pub n_left_out: usize,
    /// Their mean; `None` without a value.
    pub mean: Option<f64>,
    /// Their standard deviation √(Σ(x − mean)² / (n − 1)), at least 0; `None` of fewer than 2.
    pub standard_deviation: Option<f64>,
}

/// An arm's values less another's, in the repeats in which both are defined.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedDifferences {
    differences: Vec<f64>,
    n_left_out: usize,
}

impl OverRepeats {
    /// Sums up values, `None` for an undefined one; what isn't finite counts as undefined.
    #[must_use]
    pub fn of(values: &[Option<f64>]) -> Self {
        let defined: Vec<_> = values.iter().filter_map(|value| finite(*value)).collect();
        let n_left_out = values.len() - defined.len();
        Self::of_defined(&defined, n_left_out)
    }

    fn of_defined(values: &[f64], n_left_out: usize) -> Self {
        let n = values.len();
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        Self {
            n_repeats: n,
            n_left_out,
            mean: (n > 0).then_some(mean),
            standard_deviation: (n > 1).then(|| libm::sqrt(squares / (n - 1) as f64)),
        }
    }
}

impl PairedDifferences {
    /// `other` less `reference`, both with a value a repeat in the same order; higher is better, so
    /// values that are better when lower have to be negated first.
    ///
    /// A repeat is left out unless both values are there and finite.
    #[must_use]
    pub fn new(reference: &[Option<f64>], other: &[Option<f64>]) -> Self {
        let pairs = reference.iter().zip(other);
        let differences: Vec<_> = pairs
            .filter_map(|(&reference, &other)| Some(finite(other)? - finite(reference)?))
            .collect();
        let n_left_out = reference.len().max(other.len()) - differences.len();
        Self {
            differences,
            n_left_out,
        }
    }

    /// The differences, above 0 where `other` is better, in the order of the repeats.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.differences
    }

    /// How many repeats are left out.
    #[must_use]
    pub const fn n_left_out(&self) -> usize {
        self.n_left_out
    }

    /// In how many repeats `other` is better.
    #[must_use]
    pub fn wins(&self) -> usize {
        self.count(|difference| difference > 0.0)
    }

    /// In how many repeats the two are exactly equal.
    #[must_use]
    pub fn ties(&self) -> usize {
        self.count(|difference| difference == 0.0)
    }

    /// In how many repeats `other` is worse.
    #[must_use]
    pub fn losses(&self) -> usize {
        self.count(|difference| difference < 0.0)
    }

    fn count(&self, is_counted: impl Fn(f64) -> bool) -> usize {
        let differences = self.differences.iter();
        differences
            .filter(|difference| is_counted(**difference))
            .count()
    }

    /// Mean and standard deviation of the differences.
    #[must_use]
    pub fn over_repeats(&self) -> OverRepeats {
        OverRepeats::of_defined(&self.differences, self.n_left_out)
    }
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}
