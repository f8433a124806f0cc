//! The rows behind a cell of the confusion matrix.

use super::{Confusion, Metric, Ranking};

/// A cell of the confusion matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quadrant {
    /// Good customers that are not flagged.
    TrueNegatives,
    /// Good customers that are flagged.
    FalsePositives,
    /// Defaults that are not flagged.
    FalseNegatives,
    /// Defaults that are flagged.
    TruePositives,
}

impl Quadrant {
    /// Every cell, in the order of reading: actual good, then actual default.
    pub const ALL: [Self; 4] = [
        Self::TrueNegatives,
        Self::FalsePositives,
        Self::FalseNegatives,
        Self::TruePositives,
    ];

    /// The letters by which it is known.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        match self {
            Self::TrueNegatives => "TN",
            Self::FalsePositives => "FP",
            Self::FalseNegatives => "FN",
            Self::TruePositives => "TP",
        }
    }

    /// What one of its rows is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TrueNegatives => "true negative",
            Self::FalsePositives => "false positive",
            Self::FalseNegatives => "false negative",
            Self::TruePositives => "true positive",
        }
    }

    /// Whether its rows are classified correctly.
    #[must_use]
    pub const fn is_right(self) -> bool {
        matches!(self, Self::TrueNegatives | Self::TruePositives)
    }

    /// Whether its rows are flagged.
    #[must_use]
    pub const fn is_flagged(self) -> bool {
        matches!(self, Self::FalsePositives | Self::TruePositives)
    }

    /// Whether its rows defaulted.
    #[must_use]
    pub const fn is_default(self) -> bool {
        matches!(self, Self::FalseNegatives | Self::TruePositives)
    }

    /// Whether its rows enter a metric's formula.
    #[must_use]
    pub fn enters(self, metric: Metric) -> bool {
        let cells = metric.cells();
        match self {
            Self::TrueNegatives => cells.true_negatives,
            Self::FalsePositives => cells.false_positives,
            Self::FalseNegatives => cells.false_negatives,
            Self::TruePositives => cells.true_positives,
        }
    }

    /// How many rows it has.
    #[must_use]
    pub const fn count(self, confusion: &Confusion) -> usize {
        match self {
            Self::TrueNegatives => confusion.true_negatives,
            Self::FalsePositives => confusion.false_positives,
            Self::FalseNegatives => confusion.false_negatives,
            Self::TruePositives => confusion.true_positives,
        }
    }
}

impl Ranking {
    /// The rows of a cell by score descending, ties in the order of the rows. `labels` are those
    /// that the ranking was made with.
    pub fn rows_in<'a>(
        &'a self,
        quadrant: Quadrant,
        threshold: f64,
        labels: &'a [bool],
    ) -> impl Iterator<Item = usize> + 'a {
        let n_flagged = self.confusion_at(threshold).n_flagged();
        let (flagged, others) = self.order().split_at(n_flagged);
        let side = if quadrant.is_flagged() {
            flagged
        } else {
            others
        };
        let is_in = move |&row: &usize| labels.get(row) == Some(&quadrant.is_default());
        side.iter().copied().filter(is_in)
    }
}
