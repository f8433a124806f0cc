//! What is read off results: scales, calibration, uncertainty, gains, goals and money.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

#[path = "study/goals.rs"]
mod goals;
#[path = "study/goals_as_text.rs"]
mod goals_as_text;
#[path = "study/golden.rs"]
mod golden;
#[path = "study/invariants.rs"]
mod invariants;
#[path = "study/redraws.rs"]
mod redraws;

use imbalance_lab::metrics::Ranking;
use proptest::collection::vec;
use proptest::prelude::*;

/// Scores and labels of both classes.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Probabilities.
    pub scores: Vec<f64>,
    /// Whether each defaults.
    pub labels: Vec<bool>,
}

impl Rows {
    /// The rows, sorted.
    pub fn ranking(&self) -> Ranking {
        Ranking::new(&self.scores, &self.labels).unwrap()
    }
}

/// Up to so many rows with probabilities, many of them tied.
pub fn rows(most: usize) -> impl Strategy<Value = Rows> {
    let score = prop_oneof![
        (0_u8..=20).prop_map(|twentieth| f64::from(twentieth) / 20.0),
        0.0..=1.0
    ];
    let rows = vec((score, any::<bool>()), 2..most);
    rows.prop_map(|rows| {
        let (mut scores, mut labels): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        scores.extend([0.3, 0.7]);
        labels.extend([true, false]);
        Rows { scores, labels }
    })
}

/// Whether two numbers are the same but for rounding.
pub fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * (1.0 + b.abs())
}
