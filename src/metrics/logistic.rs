//! A logistic curve through outcomes, by maximum likelihood.

/// How many steps Newton's method may take; it needs about ten.
const MOST_STEPS: usize = 200;
/// A coefficient beyond this in units of the standardised score means that none is best.
const SEPARATED: f64 = 60.0;

/// P(default) = 1 / (1 + exp(−(intercept + slope · x))).
#[derive(Clone, Copy, Debug, PartialEq)]
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
struct Step {
    loss: f64,
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
        let [intercept, slope] = minimised(&standard, [prior_log_odds(outcomes)?, 0.0], true)?;
        let slope = slope / deviation;
        Some(Self {
            intercept: intercept - slope * mean,
            slope,
        })
    }

    /// The likeliest intercept when the slope is 1.
    pub(super) fn fit_intercept(outcomes: &[Outcomes]) -> Option<f64> {
        prior_log_odds(outcomes)?;
        let [intercept, _] = minimised(outcomes, [0.0, 1.0], false)?;
        Some(intercept)
    }

    pub(super) fn probability(&self, x: f64) -> f64 {
        logistic(self.intercept + self.slope * x)
    }
}

/// 1 / (1 + exp(−z)), without overflow.
fn logistic(z: f64) -> f64 {
    if z >= 0.0 {
        1.0 / (1.0 + libm::exp(-z))
    } else {
        let odds = libm::exp(z);
        odds / (1.0 + odds)
    }
}

/// ln(1 + exp(z)), without overflow.
fn softplus(z: f64) -> f64 {
    z.max(0.0) + libm::log1p(libm::exp(-z.abs()))
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

/// Newton's method from `start`; the slope is kept where it isn't free.
fn minimised(outcomes: &[Outcomes], start: [f64; 2], is_slope_free: bool) -> Option<[f64; 2]> {
    let mut at = start;
    let mut here = step(outcomes, at);
    for _ in 0..MOST_STEPS {
        let direction = newton(&here, is_slope_free)?;
        let mut share = 1.0;
        let (next, there) = loop {
            let next = [at[0] - share * direction[0], at[1] - share * direction[1]];
            let there = step(outcomes, next);
            if there.loss <= here.loss || share < 1e-10 {
                break (next, there);
            }
            share /= 2.0;
        };
        let moved = direction[0].abs().max(direction[1].abs());
        (at, here) = (next, there);
        if !at.iter().all(|value| value.is_finite()) || (is_slope_free && at[1].abs() > SEPARATED) {
            return None;
        }
        if moved <= 1e-12 * (1.0 + at[0].abs().max(at[1].abs())) {
            return Some(at);
        }
    }
    // Rounding keeps the last digits moving where the loss no longer falls.
    let is_flat = here
        .gradient
        .iter()
        .all(|slope| slope.abs() < 1e-6 * (1.0 + here.loss));
    is_flat.then_some(at)
}

fn newton(step: &Step, is_slope_free: bool) -> Option<[f64; 2]> {
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

fn step(outcomes: &[Outcomes], [intercept, slope]: [f64; 2]) -> Step {
    let mut step = Step {
        loss: 0.0,
        gradient: [0.0; 2],
        hessian: [0.0; 3],
    };
    for at in outcomes {
        let z = intercept + slope * at.x;
        let p = logistic(z);
        let weight = at.defaults + at.good;
        let error = weight * p - at.defaults;
        let spread = weight * p * (1.0 - p);
        step.loss += at.defaults * softplus(-z) + at.good * softplus(z);
        step.gradient[0] += error;
        step.gradient[1] += error * at.x;
        step.hessian[0] += spread;
        step.hessian[1] += spread * at.x;
        step.hessian[2] += spread * at.x * at.x;
    }
    step
}
