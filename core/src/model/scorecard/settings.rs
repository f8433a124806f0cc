//! The settings of a scorecard.

use super::ScorecardSpec;
use crate::setting::{Setting, real, size, whole};

type Of = Setting<ScorecardSpec>;

/// Columns at most.
pub(super) static COLUMNS: Of = whole(
    "columns",
    "Columns at most",
    (1, 8),
    |s| s.n_columns as u64,
    |s, v| s.n_columns = size(v),
);
/// Bins of a column at most.
pub(super) static BINS: Of = whole(
    "bins",
    "Bins a column at most",
    (2, 20),
    |s| s.max_bins as u64,
    |s, v| s.max_bins = size(v),
);
/// Points at the base odds.
pub(super) static BASE_POINTS: Of = real(
    "base_points",
    "Base points",
    (0.0, 1e5),
    |s| s.base_points,
    |s, v| s.base_points = v,
);
/// Good to bad where somebody has the base points.
pub(super) static BASE_ODDS: Of = real(
    "base_odds",
    "Base odds, good to bad",
    (1e-3, 1e6),
    |s| s.base_odds,
    |s, v| s.base_odds = v,
);
/// Points to double the odds.
pub(super) static PDO: Of = real(
    "pdo",
    "Points to double the odds",
    (1.0, 1e3),
    |s| s.pdo,
    |s, v| s.pdo = v,
);
/// All of them, in an order in which one doesn't undo another.
pub(super) static ALL: [&Of; 5] = [&COLUMNS, &BINS, &BASE_POINTS, &BASE_ODDS, &PDO];
