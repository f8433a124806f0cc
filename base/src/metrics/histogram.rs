//! How the scores of either class are spread.

use super::Ranking;

impl Ranking {
    /// Rows per bin of score and class, `[good, default]`: bin `i` holds
    /// `edges[i] <= score < edges[i + 1]`, the last one its right edge too, as `numpy.histogram`.
    ///
    /// `edges` ascend; rows outside them are in no bin, and fewer than two edges make no bin.
    /// O(bins · log n), whatever the number of rows.
    #[must_use]
    pub fn counts_between(&self, edges: &[f64]) -> Vec<[usize; 2]> {
        let above = self.counts_above(edges);
        let bins = above
            .windows(2)
            .map(|pair| [0, 1].map(|class: usize| pair[0][class].saturating_sub(pair[1][class])));
        bins.collect()
    }

    /// Rows per class at or above each edge, `[good, default]`; above it alone for the last.
    pub(super) fn counts_above(&self, edges: &[f64]) -> Vec<[usize; 2]> {
        let last = edges.len().saturating_sub(1);
        let above = |(place, &edge): (usize, &f64)| {
            let flagged = if place == last {
                self.flagged_above(edge)
            } else {
                self.flagged_at(edge)
            };
            [flagged.negatives, flagged.positives]
        };
        edges.iter().enumerate().map(above).collect()
    }
}
