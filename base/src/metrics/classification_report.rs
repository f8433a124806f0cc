//! The table that every tutorial prints.

use serde::{Deserialize, Serialize};

use super::Confusion;

/// scikit-learn's `classification_report` of two classes, from a confusion matrix.
///
/// Undefined rates are `None`, and so is an average that one of them enters; scikit-learn
/// averages the other class alone (`zero_division=nan`) or counts it as 0 (its default).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassificationReport {
    /// Good customers, as if they were the class looked for.
    pub good: ReportRow,
    /// Defaults.
    pub default: ReportRow,
    /// The share of rows that are classified correctly, in `0..=1`.
    pub accuracy: Option<f64>,
    /// The plain mean of the two classes.
    pub macro_average: ReportRow,
    /// The mean of the two classes weighted by their support.
    pub weighted_average: ReportRow,
}

/// A class, or an average of both, in a [`ClassificationReport`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportRow {
    /// Of those predicted to be of the class, the share that are. In `0..=1`.
    pub precision: Option<f64>,
    /// Of those of the class, the share predicted so. In `0..=1`.
    pub recall: Option<f64>,
    /// The harmonic mean of the two. In `0..=1`.
    pub f1: Option<f64>,
    /// How many rows are of the class; all rows for an average.
    pub support: usize,
}

impl ClassificationReport {
    /// Reads the report off the four cells.
    #[must_use]
    pub fn new(confusion: &Confusion) -> Self {
        let good = ReportRow::of_positives(&confusion.flipped());
        let default = ReportRow::of_positives(confusion);
        Self {
            good,
            default,
            accuracy: confusion.accuracy(),
            macro_average: good.averaged(1.0, default, 1.0),
            weighted_average: good.averaged(good.support as f64, default, default.support as f64),
        }
    }
}

impl ReportRow {
    fn of_positives(confusion: &Confusion) -> Self {
        Self {
            precision: confusion.precision(),
            recall: confusion.recall(),
            f1: confusion.f1(),
            support: confusion.n_positives(),
        }
    }

    fn averaged(self, weight: f64, other: Self, other_weight: f64) -> Self {
        let mean = |a: Option<f64>, b: Option<f64>| {
            Some((a? * weight + b? * other_weight) / (weight + other_weight))
        };
        Self {
            precision: mean(self.precision, other.precision),
            recall: mean(self.recall, other.recall),
            f1: mean(self.f1, other.f1),
            support: self.support + other.support,
        }
    }
}
