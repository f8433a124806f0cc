//! A column in bins, and what each bin says about the risk.

use ndarray::ArrayRef1;
use serde::{Deserialize, Serialize};

use super::merging::{Part, evidence, merge};

use crate::sorting::sort_numbers;

/// Bins of about equally many rows at the start.
const N_PARTS: usize = 20;

/// A range of a column's values, `low <= value < high`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WoeBin {
    /// The least value in it, in the column's unit as it was learnt from; `None` for the first bin.
    pub low: Option<f64>,
    /// Values in it are smaller, in the same unit; `None` for the last bin.
    pub high: Option<f64>,
    /// Training rows in it: negatives, positives. Rows, whatever they count.
    pub counts: [u64; 2],
    /// Its weight of evidence in nats: above 0 where it is riskier than the average.
    pub woe: f64,
}

/// A column cut into bins, from low to high, such that every value lies in one of them.
///
/// How they are cut:
/// 1. At the quantiles 1/20, 2/20 … 19/20 of the training values (`numpy.quantile`, linear); a cut that repeats the one
///    before it, or lies at the least value, is left out. A bin without rows joins the one before it.
/// 2. Neighbours are pooled until the share of positives strictly rises from bin to bin (pool adjacent violators), or
///    strictly falls where Spearman's rank correlation of the bin's place and the label is below 0.
/// 3. While the smallest bin, the lower of equal ones, holds less than 5 % of the rows, it joins the neighbour with which
///    the information value stays larger, the lower one of equals.
/// 4. While there are more than `max_bins`, the two neighbours join after which the information value is largest, the
///    lowest ones of equals.
///
/// Half a row of each class is added to each of the `k` bins, so that a bin without rows of a class has a weight too:
/// `share₁ = (positives in the bin + ½) / (positives + k/2)`, `share₀` of the negatives alike,
/// `woe = ln(share₁ / share₀)`, and the information value is `Σ (share₁ − share₀) · woe`. Many textbooks (Siddiqi 2006)
/// have `ln(share of goods / share of bads)`, the opposite sign; the information value is the same.
///
/// Class weights change none of it, as both shares are of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WoeBins {
    /// The bins, from low to high, at least one.
    pub bins: Vec<WoeBin>,
    /// The column's information value in nats, 0 or more: 0.02 is called weak, 0.1 medium and 0.3 strong.
    pub information_value: f64,
}

impl WoeBins {
    /// Cuts a column of finite values, `(n_samples,)`, and their labels into at most `max_bins` bins.
    pub(super) fn learn(values: &ArrayRef1<f32>, labels: &[bool], max_bins: usize) -> Self {
        let cuts = cuts(values);
        let lows = [f64::NEG_INFINITY].into_iter().chain(cuts.iter().copied());
        let part = |low| Part {
            low,
            counts: [0; 2],
        };
        let mut parts: Vec<Part> = lows.map(part).collect();
        for (value, label) in values.iter().zip(labels) {
            let place = cuts.partition_point(|cut| *cut <= f64::from(*value));
            parts[place].counts[usize::from(*label)] += 1;
        }
        merge(&mut parts, max_bins);
        Self::of(&parts)
    }

    fn of(parts: &[Part]) -> Self {
        let (weights, information_value) = evidence(parts);
        let inside = |cut: f64| cut.is_finite().then_some(cut);
        let bin = |(place, (part, woe)): (usize, (&Part, f64))| WoeBin {
            low: inside(part.low),
            high: parts.get(place + 1).and_then(|next| inside(next.low)),
            counts: part.counts,
            woe,
        };
        Self {
            bins: parts.iter().zip(weights).enumerate().map(bin).collect(),
            information_value,
        }
    }

    /// The place of the bin that a value lies in; what is no number lies in the first.
    #[must_use]
    pub fn place(&self, value: f32) -> usize {
        let value = f64::from(value);
        self.bins
            .partition_point(|bin| bin.high.is_some_and(|high| high <= value))
    }
}

/// Quantiles of values, ascending, without what repeats, and above the least value.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among the values"
)]
fn cuts(values: &ArrayRef1<f32>) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
    sort_numbers(&mut sorted);
    let mut cuts = Vec::new();
    let Some(&least) = sorted.first() else {
        return cuts;
    };
    let last = sorted.len() - 1;
    for nth in 1..N_PARTS {
        let place = nth as f64 / N_PARTS as f64 * last as f64;
        let below = place as usize;
        let (low, high) = (sorted[below], sorted[last.min(below + 1)]);
        let (step, rest) = (high - low, place - below as f64);
        // From the nearer end, to the same bit as numpy.
        let cut = if rest < 0.5 {
            low + step * rest
        } else {
            high - step * (1.0 - rest)
        };
        if cut > *cuts.last().unwrap_or(&least) {
            cuts.push(cut);
        }
    }
    cuts
}
