//! What draws say.

use serde::{Deserialize, Serialize};

use super::draws::{Draws, grid};

use crate::sorting::sort_numbers;

/// An interval needs at least so many draws.
const FEWEST: usize = 20;
/// There is no interval where a larger share of the draws is undefined.
const MOST_UNDEFINED: f64 = 0.05;
/// The ends of an interval that holds 95 % of the draws.
const ENDS: (f64, f64) = (0.025, 0.975);

/// 95 % percentile intervals from the draws so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// Draws so far.
    pub n_draws: usize,
    /// Those of each arm.
    pub arms: Vec<ArmIntervals>,
    /// Of the threshold that was chosen on the drawn rows.
    pub chosen: Option<(f64, f64)>,
    /// The second arm's metrics less the first's, in the order of
    /// [`Metric::ALL`](crate::metrics::Metric::ALL); empty without a second arm.
    pub differences: Vec<Option<Difference>>,
}

/// Intervals of one arm. `None` with fewer than 20 draws, or where more than 5 % are undefined.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArmIntervals {
    /// Of its metrics, in the order of [`Metric::ALL`](crate::metrics::Metric::ALL).
    pub metrics: Vec<Option<(f64, f64)>>,
    /// Of the ROC curve: false-positive rate, lower and upper true-positive rate.
    pub roc: Vec<(f64, f64, f64)>,
    /// Of the precision-recall curve: recall, lower and upper precision.
    pub precision_recall: Vec<(f64, f64, f64)>,
    /// Of the default rate in each bin of scores.
    pub calibration: Vec<Option<(f64, f64)>>,
}

/// A difference between two arms that were drawn together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Its 95 % interval.
    pub interval: (f64, f64),
    /// 2 · min(share of draws ≤ 0, share of draws ≥ 0), at most 1, of the defined draws; one draw
    /// is added to each count and to their number.
    pub p_value: f64,
}

impl Intervals {
    /// From the draws of each arm, and the thresholds chosen on the drawn rows.
    pub(super) fn of(arms: &[&Draws], chosen: &[f64], n_draws: usize) -> Self {
        let differences = match arms {
            [first, second, ..] => {
                let pairs = first.metrics.iter().zip(&second.metrics);
                pairs
                    .map(|(first, second)| Difference::of(first, second))
                    .collect()
            }
            _ => Vec::new(),
        };
        Self {
            n_draws,
            arms: arms.iter().map(|draws| ArmIntervals::of(draws)).collect(),
            chosen: interval(chosen),
            differences,
        }
    }
}

impl ArmIntervals {
    fn of(arm: &Draws) -> Self {
        let each = |draws: &[Vec<f64>]| draws.iter().map(|draws| interval(draws)).collect();
        let band = |draws: &[Vec<f64>]| {
            let at = grid().zip(draws);
            let at = at.filter_map(|(x, draws)| interval(draws).map(|(low, high)| (x, low, high)));
            at.collect()
        };
        Self {
            metrics: each(&arm.metrics),
            roc: band(&arm.roc),
            precision_recall: band(&arm.precision_recall),
            calibration: each(&arm.calibration),
        }
    }
}

impl Difference {
    fn of(first: &[f64], second: &[f64]) -> Option<Self> {
        let draws: Vec<_> = first.iter().zip(second).map(|(a, b)| b - a).collect();
        let interval = interval(&draws)?;
        let n_defined = draws.iter().filter(|draw| !draw.is_nan()).count();
        let share = |is_there: fn(&f64) -> bool| {
            let n = draws.iter().filter(|draw| is_there(draw)).count();
            (n + 1) as f64 / (n_defined + 1) as f64
        };
        let rarer = share(|&draw| draw <= 0.0).min(share(|&draw| draw >= 0.0));
        Some(Self {
            interval,
            p_value: (2.0 * rarer).min(1.0),
        })
    }
}

/// The interval that holds 95 % of the defined draws.
fn interval(draws: &[f64]) -> Option<(f64, f64)> {
    let mut defined: Vec<_> = draws
        .iter()
        .copied()
        .filter(|draw| !draw.is_nan())
        .collect();
    let n_undefined = draws.len() - defined.len();
    if defined.len() < FEWEST || n_undefined as f64 > MOST_UNDEFINED * draws.len() as f64 {
        return None;
    }
    sort_numbers(&mut defined);
    Some((quantile(&defined, ENDS.0)?, quantile(&defined, ENDS.1)?))
}

/// The `share`-quantile of ascending values, on a straight line between the two nearest, as
/// `numpy.quantile(method="linear")`. `None` without values, or unless `0 <= share <= 1`.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among the values"
)]
pub fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let place = share * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (ascending[below], ascending[(below + 1).min(last)]);
    // Equal values stay exactly equal, infinite ones among them.
    Some(if low == high {
        low
    } else {
        low + (high - low) * (place - below as f64)
    })
}
