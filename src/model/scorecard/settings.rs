//! The settings of a scorecard.

use super::{Rules, ScorecardError, ScorecardSpec};
use crate::setting::{Form, Setting, real, size, text, whole};

type Of = Setting<ScorecardSpec>;

/// What a row may count, at least and at most.
const CLASS_WEIGHTS: (f64, f64) = (1e-6, 1e6);

/// Columns at most.
pub static COLUMNS: Of = whole(
    "columns",
    "Columns at most",
    (1, 8),
    |s| s.n_columns as u64,
    |s, v| s.n_columns = size(v),
);
/// Bins of a column at most.
pub static BINS: Of = whole(
    "bins",
    "Bins a column at most",
    (2, 20),
    |s| s.max_bins as u64,
    |s, v| s.max_bins = size(v),
);
/// Points at the base odds.
pub static BASE_POINTS: Of = real(
    "base_points",
    "Base points",
    (0.0, 1e5),
    |s| s.base_points,
    |s, v| s.base_points = v,
);
/// Good to bad where somebody has the base points.
pub static BASE_ODDS: Of = real(
    "base_odds",
    "Base odds, good to bad",
    (1e-3, 1e6),
    |s| s.base_odds,
    |s, v| s.base_odds = v,
);
/// Points to double the odds.
pub static PDO: Of = real(
    "pdo",
    "Points to double the odds",
    (1.0, 1e3),
    |s| s.pdo,
    |s, v| s.pdo = v,
);
/// Rules instead of a card that is learnt. Any text can stand there: [`ScorecardSpec::check`] tells which rule is wrong.
pub static RULES: Of = text(
    "rules",
    "Rules",
    "One rule a line, as in income < 20000: 15; empty to learn the card.",
    |s| s.rules.clone(),
    |s, v| {
        s.rules = v.into();
        true
    },
);

/// All of them, in an order in which one doesn't undo another.
pub static ALL: [&Of; 6] = [&COLUMNS, &BINS, &BASE_POINTS, &BASE_ODDS, &PDO, &RULES];

impl ScorecardSpec {
    /// Says whether the settings hold.
    ///
    /// # Errors
    /// [`ScorecardError`]: the first setting that is out of its range, or the first rule that can't be read.
    pub fn check(&self) -> Result<(), ScorecardError> {
        let refused = |label: &str, wanted| ScorecardError::Setting {
            label: label.into(),
            wanted,
        };
        for setting in ALL {
            if let Some(wanted) = setting.complaint(self) {
                return Err(refused(setting.label, wanted));
            }
        }
        let (low, high) = CLASS_WEIGHTS;
        if !self.class_weights.iter().all(|w| (low..=high).contains(w)) {
            let wanted = Form::Real(CLASS_WEIGHTS).wanted();
            return Err(refused("Class weights", wanted));
        }
        if !self.rules.trim().is_empty() {
            Rules::parse(&self.rules)?;
        }
        Ok(())
    }
}
