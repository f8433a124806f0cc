//! The upper convex hull of the ROC curve.

use super::counts::Flagged;
use super::{Ranking, RocPoint};

impl Ranking {
    /// The upper convex hull of the ROC curve, from (0, 0) to (1, 1): the cuts that are the best
    /// one for some cost of a false alarm against a miss. Points on a straight line between two others
    /// are left out; which points are kept is decided in whole rows, without rounding.
    ///
    /// Fawcett & Provost 2001, "Robust classification for imprecise environments". O(n) at the
    /// first call, then as long as the hull.
    #[must_use]
    pub fn hull(&self) -> Vec<RocPoint> {
        self.roc_points(self.hull_places()).collect()
    }

    /// The area under the hull of the ROC curve, in `0.5..=1` and never below
    /// [`roc_auc`](Self::roc_auc): what the ranking would reach with each cut chosen at its best.
    #[must_use]
    pub fn hull_auc(&self) -> f64 {
        let cell = &self.measures().of_order.hull_auc;
        *cell.get_or_init(|| area(self.flagged(), self.hull_places()))
    }

    /// The corners of the hull as places in the cumulative counts, ascending, both ends included.
    pub(super) fn hull_places(&self) -> &[usize] {
        let cell = &self.measures().of_order.hull;
        cell.get_or_init(|| corners(self.flagged()))
    }
}

fn corners(flagged: &[Flagged]) -> Vec<usize> {
    let mut hull: Vec<usize> = Vec::new();
    for (place, &next) in flagged.iter().enumerate() {
        while let [.., before, last] = hull[..]
            && !turns_right(flagged[before], flagged[last], next)
        {
            hull.pop();
        }
        hull.push(place);
    }
    hull
}

/// The area under the lines between these corners.
fn area(flagged: &[Flagged], corners: &[usize]) -> f64 {
    let twice = |pair: &[usize]| {
        let (from, to) = (flagged[pair[0]], flagged[pair[1]]);
        (to.negatives - from.negatives) as u128 * (to.positives + from.positives) as u128
    };
    let twice: u128 = corners.windows(2).map(twice).sum();
    let all = flagged[flagged.len() - 1];
    twice as f64 / (2 * all.positives as u128 * all.negatives as u128) as f64
}

/// Whether the way from the first over the second to the third point bends to the right, so that the
/// second lies above the line between the others.
fn turns_right(first: Flagged, second: Flagged, third: Flagged) -> bool {
    let [first, second] = [(first, second), (second, third)].map(|(from, to)| {
        let right = (to.negatives - from.negatives) as u128;
        (right, (to.positives - from.positives) as u128)
    });
    first.1 * second.0 > second.1 * first.0
}
