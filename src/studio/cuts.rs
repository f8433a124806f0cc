//! Cuts that a curve over the axis of scores is drawn through.

use super::ScoreScale;
use crate::metrics::{Confusion, Ranking};
use crate::sorting::sort_rows;

/// A cut and what it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedCut {
    /// Its place on the axis.
    pub position: f64,
    /// The threshold, a score of the ranking.
    pub threshold: f64,
    /// The weighted cells there.
    pub cells: Confusion<f64>,
}

/// The cuts that can be told apart on an axis that is so many pixels long, by falling threshold: of those
/// that share a pixel the one with the lowest threshold. O(columns · log n), whatever the number of rows.
#[must_use]
pub fn cuts_along(ranking: &Ranking, scale: &ScoreScale, columns: usize) -> Vec<PlacedCut> {
    let scores = ranking.thresholds();
    let mut places: Vec<usize> = scale
        .edges(columns.max(1))
        .into_iter()
        .map(|edge| {
            let least = scale.threshold(edge);
            scores.partition_point(|score| *score >= least)
        })
        .filter_map(|n_above| n_above.checked_sub(1))
        .chain([0, scores.len().saturating_sub(1)])
        .collect();
    sort_rows(&mut places);
    places.dedup();
    let placed = places.into_iter().filter_map(|place| scores.get(place));
    placed
        .map(|&threshold| PlacedCut {
            position: scale.position(threshold),
            threshold,
            cells: ranking.outcomes_at(threshold),
        })
        .collect()
}
