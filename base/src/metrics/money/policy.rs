//! Three zones: approve, review, reject.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Books;
use crate::metrics::{Confusion, Cut, Ranking, fewest_digits};

/// Two cuts: below `low` applicants are approved, from `high` on rejected, and between them somebody
/// looks at the case. Where `high` lies below `low` nobody is reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// The score from which on an applicant is reviewed.
    pub low: f64,
    /// The score from which on an applicant is rejected.
    pub high: f64,
}

/// The applicants between two cuts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zone {
    /// Rows.
    pub rows: usize,
    /// Rows of them that defaulted.
    pub defaults: usize,
    /// Their share of all, each counted with its weight, in `0..=1`.
    pub share: f64,
    /// The share of them that default, weighted; `None` where there are none.
    pub default_rate: Option<f64>,
    /// What they earn if all of them are accepted.
    pub profit_if_approved: f64,
    /// What they earn if all of them are rejected.
    pub profit_if_rejected: f64,
}

/// Why nobody can be approved.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
#[error(
    "no threshold keeps the default rate of the accepted at {asked} or less; the lowest that can be \
     reached is {lowest}"
)]
pub struct NoApproval {
    /// The default rate asked for, as people write it.
    pub asked: String,
    /// The lowest default rate of any cut that accepts somebody.
    pub lowest: String,
}

impl Policy {
    /// The zones approve, review and reject. They hold every row once.
    #[must_use]
    pub fn zones(&self, ranking: &Ranking, books: &Books) -> [Zone; 3] {
        let high = self.high.max(self.low);
        let borders = [f64::NEG_INFINITY, self.low, high, f64::INFINITY];
        [0, 1, 2].map(|zone| Zone::between(ranking, books, borders[zone], borders[zone + 1]))
    }
}

impl Zone {
    /// The rows with `low <= score < high`.
    fn between(ranking: &Ranking, books: &Books, low: f64, high: f64) -> Self {
        let counts = between(&ranking.confusion_at(low), &ranking.confusion_at(high));
        let [defaults, good] = counts;
        let (from, to) = (ranking.outcomes_at(low), ranking.outcomes_at(high));
        let weighted_defaults = from.true_positives - to.true_positives;
        let weighted = weighted_defaults + from.false_positives - to.false_positives;
        let money = books.between(low, high);
        Self {
            rows: defaults + good,
            defaults,
            share: weighted / from.n_samples(),
            default_rate: (defaults + good > 0).then(|| weighted_defaults / weighted),
            profit_if_approved: money.0,
            profit_if_rejected: money.1,
        }
    }
}

/// Defaults and good customers that the first cut flags and the second doesn't.
fn between(from: &Confusion, to: &Confusion) -> [usize; 2] {
    [
        from.true_positives - to.true_positives,
        from.false_positives - to.false_positives,
    ]
}

impl Ranking {
    /// The cut that accepts most applicants while at most the share `max_default_rate` of the accepted
    /// default, and the share that it accepts. Every cut that a threshold can make is tried, and
    /// accepting everybody. Rows count with their weights.
    ///
    /// # Errors
    /// [`NoApproval`] where every cut that accepts anybody lets in more defaults.
    pub fn largest_approval(&self, max_default_rate: f64) -> Result<Cut, NoApproval> {
        let everybody = (self.above_all(), self.outcomes_at(f64::INFINITY));
        let cuts = std::iter::once(everybody).chain(self.cuts());
        let mut lowest = f64::INFINITY;
        for (threshold, cells) in cuts {
            let accepted = cells.true_negatives + cells.false_negatives;
            if accepted <= 0.0 {
                continue;
            }
            let rate = cells.false_negatives / accepted;
            lowest = lowest.min(rate);
            if rate <= max_default_rate {
                let value = accepted / cells.n_samples();
                return Ok(Cut { threshold, value });
            }
        }
        let percent = |share: f64| 100.0 * share;
        let asked = percent(max_default_rate);
        Err(NoApproval {
            asked: fewest_digits(asked, 3, |_| true) + " %",
            lowest: fewest_digits(percent(lowest), 3, |read| read > asked) + " %",
        })
    }
}
