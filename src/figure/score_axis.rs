//! The axis of scores as a figure draws it.

use super::Axis;
use crate::studio::{ScoreAxis, ScoreScale};
use crate::words::ClassNames;

/// The axis of a scale of scores, titled by what the scores are.
#[must_use]
pub fn score_axis(scale: &ScoreScale, classes: &ClassNames) -> Axis {
    let (low, high) = scale.scores();
    let axis = match scale.axis() {
        ScoreAxis::Probability if scale.are_probabilities() => Axis::probability(),
        ScoreAxis::Probability => return Axis::spanning("Score", low, high),
        ScoreAxis::LogOdds => {
            let (low, high) = scale.log_odds();
            Axis::log_odds(low, high)
        }
        ScoreAxis::ShareRejected => Axis::share_rejected(),
    };
    let title = match scale.axis() {
        ScoreAxis::Probability if !scale.is_of_default() => "Score".into(),
        ScoreAxis::LogOdds if !scale.is_of_default() => "Log-odds of the score".into(),
        _ => classes.say(&axis.title),
    };
    Axis { title, ..axis }
}
