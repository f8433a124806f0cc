//! The axis on which scores, the cut line and the slider share their places.

use crate::metrics::Ranking;
use crate::words::{percent, typeset};

/// Log-odds shown at most; beyond ±20 a probability differs from 0 or 1 by less than 3e-9.
const WIDEST_LOG_ODDS: f64 = 20.0;

/// Places that a mouse can tell apart on a slider.
const PLACES: f64 = 500.0;

/// The share of the distinct scores in one place from which on an axis is of no use.
const CROWDED: f64 = 0.9;

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
            Self::Probability => "Score",
            Self::LogOdds => "Log-odds",
            Self::ShareRejected => "Share rejected",
        }
    }
}

/// Maps thresholds to places on an axis and back. Further right is a higher score, on every axis.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreScale {
    axis: ScoreAxis,
    /// The axis that was asked for.
    asked: Option<ScoreAxis>,
    /// The ends of the axis of scores: 0 and 1, or the lowest and the highest score where scores are
    /// no probabilities.
    scores: (f64, f64),
    /// The threshold above every score.
    above_all: f64,
    log_odds: (f64, f64),
    reference: Option<Ranking>,
    /// Whether every score is a probability of default.
    is_of_default: bool,
}

impl ScoreScale {
    /// An axis for the scores of `rankings`. Shares rejected are those of the first. Where a score
    /// isn't in 0..=1 there are no log-odds, and the axis of log-odds shows the scores themselves.
    /// Without an `axis` it is the score itself, or the share rejected where nearly all scores would
    /// share a pixel.
    #[must_use]
    pub fn new(axis: Option<ScoreAxis>, rankings: &[&Ranking]) -> Self {
        let scores = ends_of_scores(rankings);
        let are_probabilities = scores == (0.0, 1.0);
        let ends = rankings.iter().flat_map(|ranking| ends(ranking));
        let (low, high) = ends.map(log_odds).fold((-5.0_f64, 5.0_f64), widen);
        let asked = axis;
        let axis = axis.unwrap_or_else(|| {
            let is_crowded = |ranking: &&Ranking| is_crowded(ranking, scores);
            if rankings.first().is_some_and(is_crowded) {
                ScoreAxis::ShareRejected
            } else {
                ScoreAxis::Probability
            }
        });
        let above = rankings.iter().map(|ranking| ranking.above_all());
        Self {
            axis: match axis {
                ScoreAxis::LogOdds if !are_probabilities => ScoreAxis::Probability,
                axis => axis,
            },
            asked,
            scores,
            above_all: above.fold(scores.1, f64::max),
            log_odds: (low.max(-WIDEST_LOG_ODDS), high.min(WIDEST_LOG_ODDS)),
            reference: rankings.first().map(|&ranking| ranking.clone()),
            is_of_default: false,
        }
    }

    /// The same for scores that are probabilities of default, or not.
    #[must_use]
    pub fn of_default(self, is_of_default: bool) -> Self {
        Self {
            is_of_default,
            ..self
        }
    }

    /// Whether every score is a probability of default, and not only a number between 0 and 1.
    #[must_use]
    pub const fn is_of_default(&self) -> bool {
        self.is_of_default
    }

    /// What the axis measures.
    #[must_use]
    pub const fn axis(&self) -> ScoreAxis {
        self.axis
    }

    /// The axis that was asked for.
    #[must_use]
    pub const fn asked(&self) -> Option<ScoreAxis> {
        self.asked
    }

    /// The ends of the axis of scores: 0 and 1, or the lowest and the highest score where scores are
    /// no probabilities.
    #[must_use]
    pub const fn scores(&self) -> (f64, f64) {
        self.scores
    }

    /// Log-odds at both ends of the axis of log-odds.
    #[must_use]
    pub const fn log_odds(&self) -> (f64, f64) {
        self.log_odds
    }

    /// Whether every score is in 0..=1.
    #[must_use]
    pub fn are_probabilities(&self) -> bool {
        self.scores == (0.0, 1.0)
    }

    /// The nearest threshold that does something: from the lowest end to the one that flags nobody.
    #[must_use]
    pub fn within(&self, threshold: f64) -> f64 {
        threshold.clamp(self.scores.0, self.above_all)
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
                    .unwrap_or(self.above_all),
                None => 1.0 - position,
            },
        }
    }

    /// The threshold some parts of the axis further right, or left where `parts` is negative.
    #[must_use]
    pub fn moved(&self, threshold: f64, parts: f64) -> f64 {
        let (left, right) = self.range();
        self.threshold(self.position(threshold) + parts * (right - left))
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
        let score = typeset(threshold, 4);
        match (self.axis, self.reference()) {
            (ScoreAxis::LogOdds, _) => {
                format!("{score}, log-odds {}", typeset(log_odds(threshold), 3))
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

/// The highest and the lowest score.
fn ends(ranking: &Ranking) -> impl Iterator<Item = f64> + '_ {
    let thresholds = ranking.thresholds();
    [thresholds.first(), thresholds.last()]
        .into_iter()
        .flatten()
        .copied()
}

fn ends_of_scores(rankings: &[&Ranking]) -> (f64, f64) {
    let ends = rankings.iter().flat_map(|ranking| ends(ranking));
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), score| {
        (low.min(score), high.max(score))
    });
    if low > high || (low >= 0.0 && high <= 1.0) {
        return (0.0, 1.0);
    }
    if low < high {
        return (low, high);
    }
    let around = 0.5 * low.abs().max(1.0);
    (low - around, high + around)
}

/// Whether nearly all distinct scores lie within one place of the axis of scores.
fn is_crowded(ranking: &Ranking, (low, high): (f64, f64)) -> bool {
    let scores = ranking.thresholds();
    let width = (high - low) / PLACES;
    let n_crowded = |start: usize| {
        let least = scores.get(start).map_or(f64::NAN, |score| score - width);
        scores[start..].partition_point(|score| *score >= least)
    };
    // A place that holds nearly all scores holds the middle one.
    let middle = scores.len() / 2;
    let from = scores.get(middle).map_or(0, |score| {
        scores.partition_point(|other| *other > score + width)
    });
    let most = (from..=middle.min(from + 1)).map(n_crowded).max();
    scores.len() > 2 && most.unwrap_or(0) as f64 > CROWDED * scores.len() as f64
}

fn log_odds(probability: f64) -> f64 {
    libm::log(probability / (1.0 - probability))
}

fn widen((low, high): (f64, f64), value: f64) -> (f64, f64) {
    (low.min(value.floor()), high.max(value.ceil()))
}
