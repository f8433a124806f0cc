//! Splits that are tried.

use super::bins::{Cuts, narrow};
use super::histogram::{Histogram, Sums};
use super::spec::BoostingSpec;
use crate::model::ensemble::Categories;

/// By how much more than rounding children have to gain, as a share of what their parent has.
const MORE: f64 = 1.0 + 1e-12;

/// Rows, by their Hessians, that a category needs to be tried, and what smooths the order of categories.
const SUPPORT: f64 = 10.0;

/// Smaller sums of Hessians are what subtracting leaves over.
const LEAST_HESSIAN: f64 = 1e-10;

/// A split that is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// What both sides have more than their parent.
    pub(super) gain: f64,
    pub(super) question: BinQuestion,
    /// What the rows on the left add up to.
    pub(super) left: Sums,
}

/// What a split asks of the bin of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BinQuestion {
    pub(super) column: u32,
    pub(super) side: Side,
    /// The bin of missing values.
    pub(super) missing: u8,
    /// Whether rows go left that have no number there.
    pub(super) missing_left: bool,
}

/// The bins that go left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    /// Those up to one.
    UpTo(u8),
    /// Those of some categories.
    Among(Categories),
}

impl BinQuestion {
    pub(super) const fn is_left(self, bin: u8) -> bool {
        match self.side {
            Side::UpTo(last) => bin <= last || self.missing_left && bin == self.missing,
            Side::Among(among) => {
                if bin == self.missing {
                    self.missing_left
                } else {
                    among.has(bin)
                }
            }
        }
    }
}

/// The search for the split of a leaf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    /// What the leaf's rows add up to.
    all: Sums,
    l2: f64,
    least_rows: u32,
    least_hessian: f64,
    /// What has to be beaten.
    gain: f64,
    pub(super) best: Option<Candidate>,
}

impl Trial {
    pub(super) fn new(all: Sums, spec: &BoostingSpec) -> Self {
        Self {
            all,
            l2: spec.l2,
            least_rows: u32::try_from(spec.min_rows_of_leaf).unwrap_or(u32::MAX),
            least_hessian: spec.min_child_weight.max(LEAST_HESSIAN),
            gain: all.gain(spec.l2) * MORE,
            best: None,
        }
    }

    /// Whether its two sides could be large enough.
    pub(super) fn is_hopeful(&self) -> bool {
        self.all.n_rows / 2 >= self.least_rows && self.all.hessian >= 2.0 * self.least_hessian
    }

    /// Tries parts of the categories of a column, as scikit-learn 1.9's `HistGradientBoostingClassifier`: those of enough rows
    /// in the order of their gradients over their Hessians, of which one end goes left, up to half of them (Fisher, "On
    /// Grouping for Maximum Homogeneity", 1958). Categories of few rows go right; missing values are one more category.
    pub(super) fn try_categories(&mut self, column: u32, cuts: &Cuts, histogram: &Histogram) {
        let n_bins = cuts.n_bins();
        let of_row = f64::from(self.all.n_rows) / self.all.hessian;
        let mut supported: Vec<(f64, usize)> = (0..=n_bins)
            .map(|bin| (histogram.of(bin), bin))
            .filter(|(here, _)| here.n_rows > 0 && here.hessian * of_row >= SUPPORT)
            .map(|(here, bin)| (here.gradient / (here.hessian + SUPPORT), bin))
            .collect();
        supported.sort_by(|a, b| a.0.total_cmp(&b.0));
        if supported.len() < 2 {
            return;
        }
        let half = supported.len().div_ceil(2);
        for n_left in [half, half - 1] {
            if n_left < half {
                supported.reverse();
            }
            let (mut left, mut among) = (Sums::default(), Categories::default());
            let mut missing_left = false;
            for (_, bin) in &supported[..n_left] {
                left += histogram.of(*bin);
                missing_left |= *bin == n_bins;
                if *bin < n_bins {
                    among.add(narrow(*bin));
                }
                if let Some(gain) = self.better(left) {
                    let question = BinQuestion {
                        column,
                        side: Side::Among(among),
                        missing: narrow(n_bins),
                        missing_left,
                    };
                    self.keep(gain, question, left);
                }
            }
        }
        self.send_missing(column, cuts.has_missing());
    }

    /// Where no row tells where those go that lack a value, they go where more rows go.
    fn send_missing(&mut self, column: u32, has_missing: bool) {
        let all = self.all.n_rows;
        if let Some(best) = self
            .best
            .as_mut()
            .filter(|best| best.question.column == column)
            && !has_missing
        {
            best.question.missing_left = best.left.n_rows > all - best.left.n_rows;
        }
    }

    /// Tries all thresholds of a column. The first of equally good ones is kept, and the highest of those that part the rows
    /// alike, as in LightGBM. Missing values go to the side where they gain more; where the leaf has none, they go where
    /// more rows go, as in scikit-learn's `HistGradientBoostingClassifier`.
    pub(super) fn try_column(&mut self, column: u32, cuts: &Cuts, histogram: &Histogram) {
        let n_bins = cuts.n_bins();
        let missing = histogram.of(n_bins);
        let has_missing = missing.n_rows > 0;
        for missing_left in [false, true] {
            if missing_left && !has_missing {
                break;
            }
            let mut left = if missing_left {
                missing
            } else {
                Sums::default()
            };
            let mut has_left = false;
            for bin in 0..n_bins {
                let here = histogram.of(bin);
                if here.n_rows == 0 {
                    continue;
                }
                if has_left && let Some(gain) = self.better(left) {
                    self.keep(gain, question(column, bin - 1, n_bins, missing_left), left);
                }
                left += here;
                has_left = true;
            }
            if has_missing
                && !missing_left
                && let Some(gain) = self.better(left)
            {
                self.keep(gain, question(column, n_bins - 1, n_bins, false), left);
            }
        }
        self.send_missing(column, has_missing);
    }

    /// What a split gains, where it is better than all before.
    fn better(&self, left: Sums) -> Option<f64> {
        let right = self.all - left;
        let is_large = left.n_rows.min(right.n_rows) >= self.least_rows
            && left.hessian.min(right.hessian) >= self.least_hessian;
        if !is_large {
            return None;
        }
        let gain = left.gain(self.l2) + right.gain(self.l2);
        (gain > self.gain).then_some(gain)
    }

    fn keep(&mut self, gain: f64, question: BinQuestion, left: Sums) {
        self.gain = gain;
        self.best = Some(Candidate {
            gain: gain - self.all.gain(self.l2),
            question,
            left,
        });
    }
}

fn question(column: u32, bin: usize, missing: usize, missing_left: bool) -> BinQuestion {
    BinQuestion {
        column,
        side: Side::UpTo(narrow(bin)),
        missing: narrow(missing),
        missing_left,
    }
}
