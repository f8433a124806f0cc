//! Rows of neighbouring scores, and what share of them defaulted.

use serde::{Deserialize, Serialize};

use super::wilson_interval;
use crate::metrics::Ranking;
use crate::metrics::counts::Flagged;

/// The most bins there can be. Larger requests are clamped, since a link may ask for any number.
const MOST_BINS: usize = 1_000;

/// How rows are put into bins; at least 1 bin and at most 1,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Binning {
    /// So many bins of equal width from 0 to 1. Each holds its left border, the last one its right
    /// border too.
    EqualWidth(usize),
    /// So many bins of nearly equal numbers of rows. Rows of one score stay together: a border that
    /// would part them moves to their far end, so that there may be fewer bins.
    EqualCount(usize),
}

impl Default for Binning {
    /// Ten bins of equal width.
    fn default() -> Self {
        Self::EqualWidth(10)
    }
}

/// A bin that holds rows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// The borders of the bin.
    pub edges: (f64, f64),
    /// The mean score of its rows, each counted with its weight.
    pub mean_score: f64,
    /// The share of them that default, weighted.
    pub observed_rate: f64,
    /// The 95 % interval of that share, by Wilson's method with the unweighted number of rows.
    pub interval: (f64, f64),
    /// Its rows.
    pub rows: usize,
    /// Rows of them that default.
    pub defaults: usize,
    /// Its weighted rows over those of all, in `0..=1`.
    pub weight: f64,
}

impl Ranking {
    /// The borders of the bins, rising. `None` where a score isn't in `0..=1`.
    #[must_use]
    pub fn bin_edges(&self, binning: Binning) -> Option<Vec<f64>> {
        if !self.are_probabilities() {
            return None;
        }
        Some(match binning {
            Binning::EqualWidth(n) => {
                let n = n.clamp(1, MOST_BINS);
                (0..=n).map(|edge| edge as f64 / n as f64).collect()
            }
            Binning::EqualCount(n) => self.equal_count_edges(n.clamp(1, MOST_BINS)),
        })
    }

    /// From 0 to 1, with a border at the lowest score of each bin but the first.
    fn equal_count_edges(&self, n: usize) -> Vec<f64> {
        let mut edges = vec![0.0];
        for bin in (1..n).rev() {
            // The rows from this border up are to be the share bin / n.
            let border = self.threshold_at_share(bin as f64 / n as f64);
            if let Some(border) = border.filter(|border| *border > edges[edges.len() - 1]) {
                edges.push(border);
            }
        }
        edges.push(1.0);
        edges
    }

    /// The bins that hold rows, by rising score. `None` where a score isn't in `0..=1`, since such
    /// scores are no probabilities.
    #[must_use]
    pub fn reliability(&self, binning: Binning) -> Option<Vec<ReliabilityBin>> {
        let edges = self.bin_edges(binning)?;
        let sums = self.score_sums();
        let thresholds = self.thresholds();
        let last = edges.len() - 1;
        let place = |(edge, &border): (usize, &f64)| {
            if edge == last {
                0
            } else {
                thresholds.partition_point(|&score| score >= border)
            }
        };
        let places: Vec<_> = edges.iter().enumerate().map(place).collect();
        let bins = edges.windows(2).zip(places.windows(2));
        let bins = bins.filter_map(|(edges, places)| {
            let rows = self.flagged()[places[0]].minus(self.flagged()[places[1]]);
            let scores = (
                sums[places[0]].0 - sums[places[1]].0,
                sums[places[0]].1 - sums[places[1]].1,
            );
            self.bin((edges[0], edges[1]), rows, scores)
        });
        Some(bins.collect())
    }

    fn bin(
        &self,
        edges: (f64, f64),
        rows: Flagged,
        (of_good, of_default): (f64, f64),
    ) -> Option<ReliabilityBin> {
        let weights = self.weights();
        let defaults = weights.default * rows.positives as f64;
        let weighted = defaults + weights.good * rows.negatives as f64;
        let n_rows = rows.total();
        let rate = defaults / weighted;
        Some(ReliabilityBin {
            edges,
            mean_score: (weights.good * of_good + weights.default * of_default) / weighted,
            observed_rate: rate,
            interval: wilson_interval(rate * n_rows as f64, n_rows as f64)?,
            rows: n_rows,
            defaults: rows.positives,
            weight: weighted / self.n_samples() as f64,
        })
    }

    /// Entry `i`: the sum of the scores of good customers and of defaults among the rows in the `i`
    /// highest distinct scores.
    fn score_sums(&self) -> Vec<(f64, f64)> {
        let mut so_far = (0.0, 0.0);
        let mut sums = vec![so_far];
        for (score, _, [good, default]) in self.ties() {
            so_far.0 += score * good as f64;
            so_far.1 += score * default as f64;
            sums.push(so_far);
        }
        sums
    }
}
