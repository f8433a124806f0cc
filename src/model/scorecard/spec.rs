//! What is asked of a scorecard.

use serde::{Deserialize, Serialize};

/// How a scorecard is made: learnt from rows, or typed as rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScorecardSpec {
    /// Columns at most, 1 to 8: those with the largest information value.
    pub n_columns: usize,
    /// Bins of a column at most, 2 to 20.
    pub max_bins: usize,
    /// Points at the base odds, 0 to 100,000.
    pub base_points: f64,
    /// Good to bad where somebody has the base points, 0.001 to 1,000,000.
    pub base_odds: f64,
    /// Points to double the odds, good to bad, 1 to 1,000.
    pub pdo: f64,
    /// Rules, one a line, as [`Rules`](super::Rules) reads them; empty for a card that is learnt.
    pub rules: String,
    /// What a row of the negatives and what one of the positives counts in the regression, 1e-6 to 1e6.
    pub class_weights: [f64; 2],
}

impl Default for ScorecardSpec {
    /// A usual card: 600 points at 50 goods a bad, 20 points to double the odds.
    fn default() -> Self {
        Self {
            n_columns: 8,
            max_bins: 5,
            base_points: 600.0,
            base_odds: 50.0,
            pdo: 20.0,
            rules: String::new(),
            class_weights: [1.0; 2],
        }
    }
}
