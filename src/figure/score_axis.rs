//! The axis on which scores, the cut line and the slider share their places.

use super::Axis;
use crate::metrics::Ranking;
use crate::words::{percent, significant};

/// Log-odds shown at most; beyond ±20 a probability differs from 0 or 1 by less than 3e-9.
const WIDEST_LOG_ODDS: f64 = 20.0;

/// What the axis of scores measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScoreAxis {
    /// The score itself.
    #[default]
    Probability,
    /// ln(score / (1 − score)): spreads what crowds at both ends.
    LogOdds,
    /// The share of applicants with at least that score, from all on the left to none on the right.
    ShareRejected,
}

impl ScoreAxis {
    /// Every axis, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Probability, Self::LogOdds, Self::ShareRejected];

    /// Its line in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Probability => "Probability",
            Self::LogOdds => "Log-odds",
            Self::ShareRejected => "Share rejected",
        }
    }
}

/// Maps thresholds to places on an axis and back. Further right is a higher score, on every axis.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreScale {
    axis: ScoreAxis,
    /// The ends of the axis of scores: 0 and 1, or beyond where scores are no probabilities.
    scores: (f64, f64),
    log_odds: (f64, f64),
    reference: Option<Ranking>,
}

impl ScoreScale {
    /// An axis for the scores of `rankings`. Shares rejected are those of the first. Where a score
    /// isn't in 0..=1 there are no log-odds, and the axis of log-odds shows the scores themselves.
    #[must_use]
    pub fn new(axis: ScoreAxis, rankings: &[&Ranking]) -> Self {
        let ends = || {
            let thresholds = rankings.iter().map(|ranking| ranking.thresholds());
            thresholds
                .flat_map(|all| [all.first(), all.last()])
                .flatten()
                .copied()
        };
        let scores = ends().fold((0.0_f64, 1.0_f64), |(low, high), score| {
            (low.min(score), high.max(score))
        });
        let are_probabilities = scores == (0.0, 1.0);
        let (low, high) = ends().map(log_odds).fold((-5.0_f64, 5.0_f64), widen);
        Self {
            axis: match axis {
                ScoreAxis::LogOdds if !are_probabilities => ScoreAxis::Probability,
                axis => axis,
            },
            scores,
            log_odds: (low.max(-WIDEST_LOG_ODDS), high.min(WIDEST_LOG_ODDS)),
            reference: rankings.first().map(|&ranking| ranking.clone()),
        }
    }

    /// The lowest and the highest threshold: 0 and 1, or beyond where scores are no probabilities.
    #[must_use]
    pub const fn scores(&self) -> (f64, f64) {
        self.scores
    }

    /// Whether every score is in 0..=1.
    #[must_use]
    pub fn are_probabilities(&self) -> bool {
        self.scores == (0.0, 1.0)
    }

    /// The leftmost and the rightmost place; shares rejected fall from left to right.
    #[must_use]
    pub const fn range(&self) -> (f64, f64) {
        match self.axis {
            ScoreAxis::Probability => self.scores,
            ScoreAxis::LogOdds => self.log_odds,
            ScoreAxis::ShareRejected => (1.0, 0.0),
        }
    }

    /// The axis as a figure draws it.
    #[must_use]
    pub fn axis(&self) -> Axis {
        match self.axis {
            ScoreAxis::Probability if self.are_probabilities() => Axis::probability(),
            ScoreAxis::Probability => Axis::spanning("Score", self.scores.0, self.scores.1),
            ScoreAxis::LogOdds => Axis::log_odds(self.log_odds.0, self.log_odds.1),
            ScoreAxis::ShareRejected => Axis::share_rejected(),
        }
    }

    /// The place of a threshold, within [`range`](Self::range).
    #[must_use]
    pub fn position(&self, threshold: f64) -> f64 {
        match self.axis {
            ScoreAxis::Probability => threshold.clamp(self.scores.0, self.scores.1),
            ScoreAxis::LogOdds => log_odds(threshold).clamp(self.log_odds.0, self.log_odds.1),
            ScoreAxis::ShareRejected => self.reference().map_or(1.0 - threshold, |ranking| {
                ranking.share_flagged_at(threshold)
            }),
        }
    }

    /// The threshold at a place: on the axis of shares the highest that rejects at least that share.
    #[must_use]
    pub fn threshold(&self, position: f64) -> f64 {
        match self.axis {
            ScoreAxis::Probability => position.clamp(self.scores.0, self.scores.1),
            ScoreAxis::LogOdds => 1.0 / (1.0 + libm::exp(-position)),
            ScoreAxis::ShareRejected => match self.reference() {
                Some(ranking) => ranking
                    .threshold_at_share(position)
                    .unwrap_or(self.scores.1),
                None => 1.0 - position,
            },
        }
    }

    /// The borders of `n` bins of equal width from left to right, as places.
    #[must_use]
    pub fn edges(&self, n: usize) -> Vec<f64> {
        let (left, right) = self.range();
        (0..=n)
            .map(|edge| left + (right - left) * edge as f64 / n as f64)
            .collect()
    }

    /// The same borders as scores, ascending; the outer ones are the ends of
    /// [`scores`](Self::scores), so that no row is lost.
    #[must_use]
    pub fn score_edges(&self, n: usize) -> Vec<f64> {
        let mut edges: Vec<f64> = self
            .edges(n)
            .into_iter()
            .map(|at| self.threshold(at))
            .collect();
        if let [first, .., last] = edges.as_mut_slice() {
            (*first, *last) = self.scores;
        }
        edges
    }

    /// The threshold in words, with what it means on this axis.
    #[must_use]
    pub fn describe(&self, threshold: f64) -> String {
        let score = significant(threshold, 4);
        match (self.axis, self.reference()) {
            (ScoreAxis::LogOdds, _) => {
                format!("{score}, log-odds {}", significant(log_odds(threshold), 3))
            }
            (ScoreAxis::ShareRejected, Some(ranking)) => {
                format!(
                    "{score}, {} rejected",
                    percent(Some(ranking.share_flagged_at(threshold)))
                )
            }
            _ => score,
        }
    }

    fn reference(&self) -> Option<&Ranking> {
        self.reference.as_ref()
    }
}

fn log_odds(probability: f64) -> f64 {
    libm::log(probability / (1.0 - probability))
}

fn widen((low, high): (f64, f64), value: f64) -> (f64, f64) {
    (low.min(value.floor()), high.max(value.ceil()))
}
