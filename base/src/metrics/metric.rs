//! The rows of the table "At this threshold".

mod row;
mod table;
mod worked;

use super::{Confusion, Count, Ranking};
use row::{Computed, Row};
use table::ROWS;

pub use row::{Better, MetricGroup};
pub use table::Metric;

impl Metric {
    /// Those that matter first.
    pub const FIRST: [Self; 6] = [
        Self::Recall,
        Self::Precision,
        Self::F1,
        Self::RocAuc,
        Self::AveragePrecision,
        Self::BrierScore,
    ];

    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// What it is called, with which its row in the table begins.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is called within a sentence: "recall", "F1".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        self.row().noun
    }

    /// What it means, in words that follow its name and a colon.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// How it is computed, in one line: of the four cells TP, FP, TN and FN where a cut makes it; for
    /// the others what defines it, with π₁ the share of defaults and π₀ that of good customers.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        self.row().formula
    }

    /// What it judges.
    #[must_use]
    pub const fn group(self) -> MetricGroup {
        self.row().computed.group()
    }

    /// Whether a higher or a lower value is better.
    #[must_use]
    pub const fn better(self) -> Better {
        self.row().better
    }

    /// Whether it judges the scores as a whole, so that it stays while the threshold moves.
    #[must_use]
    pub const fn ignores_threshold(self) -> bool {
        !matches!(self.group(), MetricGroup::Cut)
    }

    /// Its value for a ranking and the confusion matrix at some threshold of that ranking; `None`
    /// where it is undefined. O(1), except at the first call for a ranking, which is O(n).
    #[must_use]
    pub fn value<T: Count>(self, ranking: &Ranking, confusion: &Confusion<T>) -> Option<f64> {
        match self.row().computed {
            Computed::Cut(of_cells) => of_cells(&confusion.real()),
            Computed::Ranking(of_rows)
            | Computed::Probability(of_rows)
            | Computed::Costs(of_rows) => of_rows(ranking),
        }
    }

    /// Its value where the four cells alone make it; `None` where it is undefined, and for what
    /// ignores the threshold.
    #[must_use]
    pub fn value_at<T: Count>(self, confusion: &Confusion<T>) -> Option<f64> {
        match self.row().computed {
            Computed::Cut(of_cells) => of_cells(&confusion.real()),
            Computed::Ranking(_) | Computed::Probability(_) | Computed::Costs(_) => None,
        }
    }

    /// Whether a threshold can be chosen to make it as large as possible: it depends on the cut, and
    /// more of it is better.
    #[must_use]
    pub const fn is_goal(self) -> bool {
        matches!(
            (self.group(), self.better()),
            (MetricGroup::Cut, Better::Higher)
        )
    }
}
