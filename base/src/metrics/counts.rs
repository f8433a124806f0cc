//! Cumulative counts of rows that are sorted by score.

use std::sync::Arc;

use super::sorted_row::SortedRow;
use super::{ClassWeights, Confusion};

/// How many rows of each class reach each distinct score, and how much they count. It knows
/// nothing of what is read off it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counts {
    /// Distinct scores, descending; once rescaled, neighbours may be equal.
    thresholds: Arc<[f64]>,
    /// Entry `i` counts the rows in the `i` highest distinct scores, so one entry more than
    /// there are thresholds, from none to all.
    flagged: Arc<[Flagged]>,
    weights: ClassWeights,
}

/// The rows on the high side of a cut, by class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Flagged {
    pub(super) positives: usize,
    pub(super) negatives: usize,
}

impl Counts {
    /// Of rows by score descending, each counted once; `labels` in the order of the rows' indices.
    pub(super) fn of(rows: &[SortedRow], labels: &[bool]) -> Self {
        let of_tie = |tie: &[SortedRow]| {
            let n_positives = tie.iter().filter(|row| labels[row.row]).count();
            let n_negatives = tie.len() - n_positives;
            (tie[0].score(), [n_negatives, n_positives])
        };
        let ties = rows.chunk_by(SortedRow::ties_with).map(of_tie);
        Self::cumulated(ties, ClassWeights::default())
    }

    /// Of scores, descending, with so many good customers and defaults, `[good, default]`.
    fn cumulated(ties: impl Iterator<Item = (f64, [usize; 2])>, weights: ClassWeights) -> Self {
        let mut so_far = Flagged::default();
        let (mut thresholds, mut flagged) = (Vec::new(), vec![so_far]);
        for (score, [good, default]) in ties {
            so_far.negatives += good;
            so_far.positives += default;
            thresholds.push(score);
            flagged.push(so_far);
        }
        Self {
            thresholds: thresholds.into(),
            flagged: flagged.into(),
            weights,
        }
    }

    /// Of scores, descending, at each of which so many rows are flagged, `[good, default]`.
    pub(super) fn from_flagged(thresholds: &[f64], flagged: &[[usize; 2]]) -> Self {
        let flagged = flagged.iter().map(|&[negatives, positives]| Flagged {
            positives,
            negatives,
        });
        Self {
            thresholds: thresholds.into(),
            flagged: std::iter::once(Flagged::default()).chain(flagged).collect(),
            weights: ClassWeights::default(),
        }
    }

    /// So many `[good, default]` at each of the scores, with the same weights. Scores that nobody
    /// has are left out.
    pub(super) fn recounted(&self, counts: &[[usize; 2]]) -> Self {
        let scores = self.thresholds.iter().copied();
        let ties = scores.zip(counts.iter().copied());
        let seen = ties.filter(|(_, [good, default])| good + default > 0);
        Self::cumulated(seen, self.weights)
    }

    /// With other scores, descending, one for each.
    pub(super) fn with_thresholds(&self, thresholds: Arc<[f64]>) -> Self {
        Self {
            thresholds,
            ..self.clone()
        }
    }

    pub(super) fn with_weights(&self, weights: ClassWeights) -> Self {
        Self {
            weights,
            ..self.clone()
        }
    }

    pub(super) fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    pub(super) fn flagged(&self) -> &[Flagged] {
        &self.flagged
    }

    pub(super) const fn weights(&self) -> ClassWeights {
        self.weights
    }

    /// All rows.
    pub(super) fn all(&self) -> Flagged {
        self.flagged[self.thresholds.len()]
    }

    /// The rows with `score >= threshold`.
    pub(super) fn flagged_at(&self, threshold: f64) -> Flagged {
        self.flagged[self.thresholds.partition_point(|&score| score >= threshold)]
    }

    /// The rows with `score > threshold`.
    pub(super) fn flagged_above(&self, threshold: f64) -> Flagged {
        self.flagged[self.thresholds.partition_point(|&score| score > threshold)]
    }

    /// The four cells where these rows are flagged.
    pub(super) fn confusion(&self, flagged: Flagged) -> Confusion {
        let unflagged = self.all().minus(flagged);
        Confusion {
            true_positives: flagged.positives,
            false_positives: flagged.negatives,
            true_negatives: unflagged.negatives,
            false_negatives: unflagged.positives,
        }
    }
}

impl Flagged {
    /// The rows that are flagged here and not there.
    pub(super) const fn minus(self, other: Self) -> Self {
        Self {
            positives: self.positives - other.positives,
            negatives: self.negatives - other.negatives,
        }
    }

    pub(super) const fn total(self) -> usize {
        self.positives + self.negatives
    }
}
