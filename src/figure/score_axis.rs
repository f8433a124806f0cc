//! The axis of scores as a figure draws it.

use super::Axis;
use crate::studio::{ScoreAxis, ScoreScale};

impl From<&ScoreScale> for Axis {
    fn from(scale: &ScoreScale) -> Self {
        let (low, high) = scale.scores();
        match scale.axis() {
            ScoreAxis::Probability if scale.are_probabilities() => Self::probability(),
            ScoreAxis::Probability => Self::spanning("Score", low, high),
            ScoreAxis::LogOdds => {
                let (low, high) = scale.log_odds();
                Self::log_odds(low, high)
            }
            ScoreAxis::ShareRejected => Self::share_rejected(),
        }
    }
}
