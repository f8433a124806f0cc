//! Thresholds that money suggests.

use super::Studio;
use crate::experiment::ArmId;

/// Where a threshold may be put for money's sake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// Where it is.
    Now,
    /// Where calibrated scores earn most (Elkan).
    Calibrated,
    /// Where most is earned on the rows that choose.
    Best,
    /// At one half.
    Half,
}

/// A threshold, and what it does on the test rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggested {
    /// The threshold.
    pub threshold: f64,
    /// What it earns.
    pub profit: f64,
    /// How much more the best threshold of the test rows earns; `None` until that is known.
    pub regret: Option<f64>,
}

impl Suggestion {
    /// Every suggestion, in the order of their table.
    pub const ALL: [Self; 4] = [Self::Now, Self::Calibrated, Self::Best, Self::Half];

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Calibrated => "Best for calibrated scores (Elkan)",
            Self::Best => "Lowest cost on these rows",
            Self::Half => "0.5",
        }
    }
}

impl Studio {
    /// A threshold that money suggests for an arm; `None` where there is none, and until it is known.
    #[must_use]
    pub fn suggested(&self, suggestion: Suggestion, arm: ArmId) -> Option<Suggested> {
        let books = &self.accounts(arm)?.ok()?.test;
        let best = self.calibration_of(arm).and_then(|known| known.best);
        let threshold = match suggestion {
            Suggestion::Now => self.standing(arm)?.threshold,
            Suggestion::Calibrated => books.calibrated_threshold()?,
            Suggestion::Best => best?.choosing.threshold,
            Suggestion::Half => 0.5,
        };
        let profit = books.profit_at(threshold);
        Some(Suggested {
            threshold,
            profit,
            regret: best.map(|best| best.test.value - profit),
        })
    }
}
