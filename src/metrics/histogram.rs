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
        let last = edges.len().saturating_sub(1);
        let above = |(i, &edge): (usize, &f64)| match i == last {
            true => self.flagged_above(edge),
            false => self.flagged_at(edge),
        };
        let cumulative: Vec<_> = edges.iter().enumerate().map(above).collect();
        let bins = cumulative.windows(2).map(|pair| {
            [
                pair[0].negatives.saturating_sub(pair[1].negatives),
                pair[0].positives.saturating_sub(pair[1].positives),
            ]
        });
        bins.collect()
    }
}
