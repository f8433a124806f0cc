//! A logistic curve through outcomes, by maximum likelihood.

use serde::{Deserialize, Serialize};

use crate::likelihood::{Likelihood, probability};

/// How many steps Newton's method may take; it needs about ten.
const MOST_STEPS: usize = 200;
/// How often a step may be halved before the search ends.
const MOST_HALVINGS: usize = 30;
/// A coefficient has converged when it changes by less than this, relatively.
const CLOSE: f64 = 1e-12;
/// Relative error of a term of the loss; each sum may add another ε.
const ROUNDING: f64 = 1e-13;
/// Points of the sketch that a long search begins with.
const SKETCHED: usize = 1_000;
/// A slope beyond this, per standard deviation of the score, means that no finite one is best.
const SEPARATED: f64 = 60.0;

/// P(default) = 1 / (1 + exp(−(intercept + slope · x))).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Logistic {
    pub(super) intercept: f64,
    pub(super) slope: f64,
}

/// Weighted defaults and good customers at each `x`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcomes {
    pub(super) x: f64,
    pub(super) defaults: f64,
    pub(super) good: f64,
}

/// What Newton's method needs at a point.
struct Newton {
    weight: f64,
    loss: f64,
    /// How far rounding may have moved the loss.
    rounding: f64,
    gradient: [f64; 2],
    hessian: [f64; 3],
}

impl Logistic {
    /// The curve under which the outcomes are likeliest, without any penalty: Newton's method with
    /// halved steps, on a standardised `x`. `None` where no curve is likeliest, as when a score
    /// separates the classes, or where there is only one `x`.
    pub(super) fn fit(outcomes: &[Outcomes]) -> Option<Self> {
        let (mean, deviation) = moments(outcomes)?;
        let standard = standardised(outcomes, mean, deviation);
        let start = [prior_log_odds(outcomes)?, 0.0];
        let [intercept, slope] = sketched_and_minimised(&standard, start, true)?;
        let slope = slope / deviation;
        Some(Self {
            intercept: intercept - slope * mean,
            slope,
        })
    }

    /// The likeliest intercept when the slope is 1.
    pub(super) fn fit_intercept(outcomes: &[Outcomes]) -> Option<f64> {
        prior_log_odds(outcomes)?;
        let [intercept, _] = sketched_and_minimised(outcomes, [0.0, 1.0], false)?;
        Some(intercept)
    }

    pub(super) fn probability(&self, x: f64) -> f64 {
        probability(self.intercept + self.slope * x)
    }
}

/// The log-odds of all outcomes together; `None` where they are of one class.
fn prior_log_odds(outcomes: &[Outcomes]) -> Option<f64> {
    let defaults: f64 = outcomes.iter().map(|at| at.defaults).sum();
    let good: f64 = outcomes.iter().map(|at| at.good).sum();
    (defaults > 0.0 && good > 0.0).then(|| libm::log(defaults / good))
}

fn moments(outcomes: &[Outcomes]) -> Option<(f64, f64)> {
    let weight = |at: &Outcomes| at.defaults + at.good;
    let total: f64 = outcomes.iter().map(weight).sum();
    let mean = outcomes.iter().map(|at| weight(at) * at.x).sum::<f64>() / total;
    let squares = outcomes.iter().map(|at| weight(at) * (at.x - mean).powi(2));
    let deviation = libm::sqrt(squares.sum::<f64>() / total);
    (deviation > 0.0 && deviation.is_finite()).then_some((mean, deviation))
}

fn standardised(outcomes: &[Outcomes], mean: f64, deviation: f64) -> Vec<Outcomes> {
    let moved = |at: &Outcomes| Outcomes {
        x: (at.x - mean) / deviation,
        ..*at
    };
    outcomes.iter().map(moved).collect()
}

/// As [`minimised`]. Of many outcomes a sketch finds where to begin, which saves most passes over them.
fn sketched_and_minimised(
    outcomes: &[Outcomes],
    start: [f64; 2],
    is_slope_free: bool,
) -> Option<[f64; 2]> {
    let is_long = outcomes.len() > 4 * SKETCHED;
    let near = is_long.then(|| minimised(&sketch(outcomes), start, is_slope_free));
    let from_near = near
        .flatten()
        .and_then(|near| minimised(outcomes, near, is_slope_free));
    from_near.or_else(|| minimised(outcomes, start, is_slope_free))
}

/// Neighbours put together at their mean `x`.
fn sketch(outcomes: &[Outcomes]) -> Vec<Outcomes> {
    let together = |neighbours: &[Outcomes]| {
        let defaults: f64 = neighbours.iter().map(|at| at.defaults).sum();
        let good: f64 = neighbours.iter().map(|at| at.good).sum();
        let weighted = neighbours.iter().map(|at| (at.defaults + at.good) * at.x);
        let x = weighted.sum::<f64>() / (defaults + good);
        Outcomes { x, defaults, good }
    };
    outcomes
        .chunks(outcomes.len().div_ceil(SKETCHED).max(1))
        .map(together)
        .collect()
}

/// Newton's method from `start`; the slope is kept where it isn't free.
fn minimised(outcomes: &[Outcomes], start: [f64; 2], is_slope_free: bool) -> Option<[f64; 2]> {
    let mut at = start;
    let mut here = step(outcomes, at, is_slope_free);
    for _ in 0..MOST_STEPS {
        let direction = newton(&here, is_slope_free)?;
        if is_close(direction, at) {
            return Some(at);
        }
        let Some((next, there)) = descended(outcomes, at, direction, &here, is_slope_free) else {
            // Rounding hides what is left to gain.
            return here.is_flat().then_some(at);
        };
        (at, here) = (next, there);
        if is_slope_free && at[1].abs() > SEPARATED {
            return None;
        }
    }
    here.is_flat().then_some(at)
}

/// Whether a step is too short to matter.
fn is_close(direction: [f64; 2], at: [f64; 2]) -> bool {
    let mut moved = direction.iter().zip(at);
    moved.all(|(moved, value)| moved.abs() <= CLOSE * (1.0 + value.abs()))
}

/// The first of the whole step, its half, its quarter and so on that is lower.
fn descended(
    outcomes: &[Outcomes],
    at: [f64; 2],
    direction: [f64; 2],
    here: &Newton,
    is_slope_free: bool,
) -> Option<([f64; 2], Newton)> {
    let shares = std::iter::successors(Some(1.0), |share| Some(share / 2.0)).take(MOST_HALVINGS);
    let mut tried = shares.map(|share| {
        let next = [at[0] - share * direction[0], at[1] - share * direction[1]];
        (next, step(outcomes, next, is_slope_free))
    });
    tried.find(|(_, there)| there.is_lower_than(here))
}

impl Newton {
    /// Whether the loss is flatter there and no higher, but for rounding.
    fn is_lower_than(&self, other: &Self) -> bool {
        let steepness = |step: &Self| step.gradient[0].abs().max(step.gradient[1].abs());
        self.loss <= other.loss + other.rounding && steepness(self) < steepness(other)
    }

    /// Whether the gradient is 0 up to rounding.
    fn is_flat(&self) -> bool {
        self.gradient
            .iter()
            .all(|slope| slope.abs() <= 1e-9 * (1.0 + self.weight))
    }
}

fn newton(step: &Newton, is_slope_free: bool) -> Option<[f64; 2]> {
    let [first, second] = step.gradient;
    let [a, b, c] = step.hessian;
    if !is_slope_free {
        return (a > 0.0).then(|| [first / a, 0.0]);
    }
    let determinant = a * c - b * b;
    // Nearly flat: the classes are separated, and the curve would have to be infinitely steep.
    (determinant > 1e-300).then(|| {
        [
            (c * first - b * second) / determinant,
            (a * second - b * first) / determinant,
        ]
    })
}

fn step(outcomes: &[Outcomes], [intercept, slope]: [f64; 2], is_slope_free: bool) -> Newton {
    let mut step = Newton {
        weight: 0.0,
        loss: 0.0,
        rounding: 0.0,
        gradient: [0.0; 2],
        hessian: [0.0; 3],
    };
    for at in outcomes {
        let z = intercept + slope * at.x;
        let here = Likelihood::of(z, [at.good, at.defaults]);
        step.weight += at.defaults + at.good;
        step.loss += here.loss;
        step.gradient[0] += here.slope;
        step.gradient[1] += if is_slope_free {
            here.slope * at.x
        } else {
            0.0
        };
        step.hessian[0] += here.bend;
        step.hessian[1] += here.bend * at.x;
        step.hessian[2] += here.bend * at.x * at.x;
    }
    step.rounding = (ROUNDING + f64::EPSILON * outcomes.len() as f64) * (1.0 + step.loss);
    step
}
