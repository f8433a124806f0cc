//! Points that a curve over the share flagged is drawn through.

use crate::metrics::{Confusion, Ranking};

/// A step is at most the distance to the nearer end of the curve over this, so that both ends, which a
/// lift curve and axes of normal deviates spread, keep each of their points.
const FINENESS: usize = 25;

/// The weighted cells where the riskiest rows are flagged, from none to all: of each distinct score
/// where there are few, else of some `n` of them evenly taken and more of both ends. O(distinct scores),
/// of which all but those taken are only passed over.
///
/// As on a ROC curve, scores that a scale made equal are points of their own.
///
/// ```
/// # use imbalance_lab::{metrics::Ranking, studio::cells_along};
/// let scores: Vec<f64> = (0..100_000).map(f64::from).collect();
/// let labels: Vec<bool> = (0..100_000).map(|row| row % 7 == 0).collect();
/// let ranking = Ranking::new(&scores, &labels)?;
/// let cells = cells_along(&ranking, 700);
/// let flagged: Vec<f64> = cells.iter().map(|cells| cells.n_flagged()).collect();
/// assert_eq!(flagged[..3], [0.0, 1.0, 2.0]);
/// assert_eq!(flagged[flagged.len() - 2..], [99_999.0, 100_000.0]);
/// assert!(flagged.is_sorted() && flagged.len() <= 1_000);
/// # Ok::<(), imbalance_lab::metrics::RankingError>(())
/// ```
#[must_use]
pub fn cells_along(ranking: &Ranking, n: usize) -> Vec<Confusion<f64>> {
    let weights = ranking.weights();
    let none = Confusion {
        true_positives: 0,
        false_positives: 0,
        true_negatives: ranking.n_negatives(),
        false_negatives: ranking.n_positives(),
    };
    let mut cuts = ranking.confusions();
    let steps = steps(cuts.len(), n);
    let taken = steps.filter_map(|step| Some(cuts.nth(step.checked_sub(1)?)?.1));
    std::iter::once(none)
        .chain(taken)
        .map(|cells| cells.weighted(weights))
        .collect()
}

/// The weighted cells of the cut where recall is furthest above the false-positive rate, of equals the
/// one with the highest score: where KS is read. O(distinct scores).
///
/// ```
/// # use imbalance_lab::{metrics::Ranking, studio::widest_gap};
/// let ranking = Ranking::new(&[0.9, 0.8, 0.7, 0.2], &[true, true, false, false])?;
/// let cells = widest_gap(&ranking).ok_or("no cut")?;
/// assert_eq!((cells.recall(), cells.false_positive_rate()), (Some(1.0), Some(0.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn widest_gap(ranking: &Ranking) -> Option<Confusion<f64>> {
    let (positives, negatives) = (ranking.n_positives() as f64, ranking.n_negatives() as f64);
    // In pairs of rows, whose number a double holds exactly.
    let gap = |cells: &Confusion| {
        cells.true_positives as f64 * negatives - cells.false_positives as f64 * positives
    };
    let cells = ranking.confusions().map(|(_, cells)| (gap(&cells), cells));
    let widest = cells.reduce(|best, other| if other.0 > best.0 { other } else { best });
    widest.map(|(_, cells)| cells.weighted(ranking.weights()))
}

/// Steps from 0 to `last`, each at least 1 and about `last` / `n` but near both ends.
fn steps(last: usize, n: usize) -> impl Iterator<Item = usize> {
    let widest = last.div_ceil(n.max(1)).max(1);
    let mut at = 0;
    std::iter::from_fn(move || {
        let to_end = at.min(last - at);
        let step = (to_end / FINENESS).clamp(1, widest);
        let goes_on = at < last;
        at += usize::from(goes_on) * step;
        goes_on.then_some(step)
    })
}
