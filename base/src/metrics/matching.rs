//! Thresholds of two models that have something in common.

use serde::{Deserialize, Serialize};

use super::Ranking;
use super::counts::Flagged;

/// What the threshold of another model has in common with that of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Match {
    /// The number itself.
    #[default]
    Threshold,
    /// The share of applicants that are rejected.
    ShareRejected,
    /// The share of defaults that are caught.
    Recall,
    /// The share of good customers that are turned away.
    FalsePositiveRate,
}

impl Match {
    /// Every rule, in the order of the menu.
    pub const ALL: [Self; 4] = [
        Self::Threshold,
        Self::ShareRejected,
        Self::Recall,
        Self::FalsePositiveRate,
    ];

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Threshold => "same threshold",
            Self::ShareRejected => "same rejections",
            Self::Recall => "same recall",
            Self::FalsePositiveRate => "same false alarms",
        }
    }
}

/// The threshold of `other` that does what `at` does for `first`:
/// - the same number;
/// - the lowest threshold that rejects at most the same share of the rows;
/// - the highest threshold that catches at least the same share of the defaults;
/// - the lowest threshold that turns away at most the same share of the good customers.
///
/// Where scores tie, exactly the same share may be out of reach, and the nearest on that side is
/// taken. O(log n), in whole rows.
#[must_use]
pub fn matching_threshold(first: &Ranking, at: f64, other: &Ranking, rule: Match) -> f64 {
    let reached = first.flagged_at(at);
    let (ours, theirs) = (first.whole(), other.whole());
    // a / b <= c / d without rounding.
    let is_at_most =
        |a: usize, b: usize, c: usize, d: usize| a as u128 * d as u128 <= c as u128 * b as u128;
    match rule {
        Match::Threshold => at,
        Match::ShareRejected => other.lowest_threshold(|flagged| {
            is_at_most(
                flagged.total(),
                theirs.total(),
                reached.total(),
                ours.total(),
            )
        }),
        Match::FalsePositiveRate => other.lowest_threshold(|flagged| {
            is_at_most(
                flagged.negatives,
                theirs.negatives,
                reached.negatives,
                ours.negatives,
            )
        }),
        Match::Recall => other.highest_threshold(|flagged| {
            is_at_most(
                reached.positives,
                ours.positives,
                flagged.positives,
                theirs.positives,
            )
        }),
    }
}

impl Ranking {
    fn whole(&self) -> Flagged {
        self.flagged_at(f64::NEG_INFINITY)
    }

    /// The lowest threshold whose flagged rows are allowed, as fewer then have to be too.
    fn lowest_threshold(&self, is_allowed: impl Fn(&Flagged) -> bool) -> f64 {
        let n_allowed = self.flagged()[1..].partition_point(is_allowed);
        let thresholds = self.thresholds();
        let Some(&last) = n_allowed
            .checked_sub(1)
            .and_then(|last| thresholds.get(last))
        else {
            return self.above_all();
        };
        // A scale may have made the next, forbidden score equal.
        if thresholds.get(n_allowed) != Some(&last) {
            return last;
        }
        self.next_above(last).unwrap_or_else(|| self.above_all())
    }

    /// The highest threshold whose flagged rows are enough, as more then have to be too.
    fn highest_threshold(&self, is_enough: impl Fn(&Flagged) -> bool) -> f64 {
        let n_short = self
            .flagged()
            .partition_point(|flagged| !is_enough(flagged));
        match n_short.checked_sub(1) {
            None => self.above_all(),
            Some(place) => {
                let lowest = self.thresholds().len() - 1;
                self.thresholds()[place.min(lowest)]
            }
        }
    }
}
