//! What is asked of a scorecard.

use serde::{Deserialize, Serialize};

use crate::model::ModelSpecError;
use crate::network::check::{check_range, check_weights};

/// How a scorecard is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What a row of the negatives and what one of the positives counts in the regression, above 0 to 1e6.
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
            class_weights: [1.0; 2],
        }
    }
}

impl ScorecardSpec {
    /// Says whether a card can be learnt so.
    ///
    /// # Errors
    /// The first setting that is out of its range.
    pub fn check(&self) -> Result<(), ModelSpecError> {
        let (columns, bins) = (self.n_columns as f64, self.max_bins as f64);
        check_range("the number of columns", columns, 1.0..=8.0, "1 to 8")?;
        check_range("the number of bins", bins, 2.0..=20.0, "2 to 20")?;
        let points = "from 0 to 100,000";
        check_range("the base points", self.base_points, 0.0..=1e5, points)?;
        let odds = "from 0.001 to 1,000,000";
        check_range("the base odds", self.base_odds, 1e-3..=1e6, odds)?;
        let pdo = "the points to double the odds";
        check_range(pdo, self.pdo, 1.0..=1e3, "from 1 to 1,000")?;
        check_weights(self.class_weights)
    }
}
