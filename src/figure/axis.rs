//! What an axis says: its title, its range, its ticks.

use super::frame::usable_range;
use crate::numbers::read_number;
use crate::words::grouped;

/// One labelled place on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands, in units of the axis.
    pub at: f64,
    /// What is written there; empty for a grid line without a label.
    pub label: String,
}

/// An axis: what it measures, from where to where, and which places are labelled.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What the axis measures; empty for an axis that shares another's title.
    pub title: String,
    /// The values at its start and end. It may run backwards.
    pub range: (f64, f64),
    /// The labelled places, in the order of the axis.
    pub ticks: Vec<Tick>,
}

impl Axis {
    /// A rate from 0 to 1 with a tick at each quarter.
    #[must_use]
    pub fn rate(title: &str) -> Self {
        let ticks = [
            (0.0, "0"),
            (0.25, "0.25"),
            (0.5, "0.5"),
            (0.75, "0.75"),
            (1.0, "1"),
        ];
        Self {
            title: title.to_owned(),
            range: (0.0, 1.0),
            ticks: labelled(ticks),
        }
    }

    /// The score as a probability of default, from 0 to 1.
    #[must_use]
    pub fn probability() -> Self {
        Self::rate("Probability of default")
    }

    /// The score as log-odds of default, `ln(p / (1 − p))`, from `low` to `high`.
    #[must_use]
    pub fn log_odds(low: f64, high: f64) -> Self {
        Self::spanning("Log-odds of default", low, high)
    }

    /// The share of applicants rejected, from all at the left to none at the right, so that the
    /// rejected lie to the right of the cut as on the other axes.
    #[must_use]
    pub fn share_rejected() -> Self {
        let ticks = [
            (1.0, "100 %"),
            (0.75, "75 %"),
            (0.5, "50 %"),
            (0.25, "25 %"),
            (0.0, "0 %"),
        ];
        let title = "Share of applicants rejected".to_owned();
        Self {
            title,
            range: (1.0, 0.0),
            ticks: labelled(ticks),
        }
    }

    /// Any quantity from `low` to `high`, with some four to eight ticks at round values.
    ///
    /// A range without width or with an end that isn't finite is replaced by one that can be drawn.
    #[must_use]
    pub fn spanning(title: &str, low: f64, high: f64) -> Self {
        let range = usable_range((low.min(high), low.max(high)));
        Self {
            title: title.to_owned(),
            range,
            ticks: round_ticks(range, 0.0),
        }
    }

    /// A quantity from 0 to the first round value that isn't below `high`.
    #[must_use]
    pub fn from_zero(title: &str, high: f64) -> Self {
        let high = if high.is_finite() && high > 0.0 {
            high
        } else {
            1.0
        };
        let (_, high) = usable_range((0.0, high));
        let step = round_step(high);
        let range = (0.0, (high / step - 1e-9).ceil() * step);
        Self {
            title: title.to_owned(),
            range,
            ticks: round_ticks(range, 0.0),
        }
    }

    /// Whole numbers from 0 to `last`, at least to 1.
    #[must_use]
    pub fn counting(title: &str, last: f64) -> Self {
        let last = if last.is_finite() { last.max(1.0) } else { 1.0 };
        let range = usable_range((0.0, last));
        Self {
            title: title.to_owned(),
            range,
            ticks: round_ticks(range, 1.0),
        }
    }

    /// The same axis with its grid lines and nothing written, for a figure that stands above
    /// another one with the same axis.
    #[must_use]
    pub fn unlabelled(mut self) -> Self {
        self.title.clear();
        self.ticks.iter_mut().for_each(|tick| tick.label.clear());
        self
    }

    /// Whether any tick is labelled.
    pub(super) fn is_labelled(&self) -> bool {
        self.ticks.iter().any(|tick| !tick.label.is_empty())
    }
}

fn labelled<const N: usize>(ticks: [(f64, &str); N]) -> Vec<Tick> {
    ticks
        .into_iter()
        .map(|(at, label)| Tick {
            at,
            label: label.to_owned(),
        })
        .collect()
}

/// Ticks at multiples of a round step within a rising range, steps no smaller than `least`.
fn round_ticks((low, high): (f64, f64), least: f64) -> Vec<Tick> {
    let step = round_step(high - low).max(least);
    let first = (low / step - 1e-9).ceil();
    (0..=10_u8)
        .map(|count| (first + f64::from(count)) * step)
        .take_while(|at| *at <= high + step * 1e-9)
        .map(|at| Tick {
            at,
            label: written(at, step),
        })
        .collect()
}

/// The step of 1, 2 or 5 times a power of ten that divides `span` into four to ten parts.
pub(super) fn round_step(span: f64) -> f64 {
    let power = 10_f64.powf((span / 4.0).log10().floor());
    let step = [5.0, 2.0, 1.0]
        .into_iter()
        .find(|step| step * power * 4.0 <= span);
    step.unwrap_or(1.0) * power
}

/// A value as a tick label: no more decimals than its step needs, a true minus sign, thousands set
/// off, powers of ten where digits would run long.
pub(super) fn written(value: f64, step: f64) -> String {
    let value = if value.abs() < step * 1e-6 {
        0.0
    } else {
        value
    };
    let size = value.abs();
    let digits = if size >= 1e6 || (step < 1e-7 && size > 0.0) {
        format!("{:e}", rounded(size))
    } else if step >= 1.0 {
        grouped(&format!("{size:.0}"))
    } else {
        let decimals = (1..=7)
            .find(|&places| is_multiple(step, places))
            .unwrap_or(7);
        let fixed = format!("{size:.decimals$}");
        fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if value < 0.0 {
        format!("−{digits}")
    } else {
        digits
    }
}

/// A size to six significant digits.
fn rounded(size: f64) -> f64 {
    read_number(&format!("{size:.5e}")).unwrap_or(size)
}

/// Whether `step` is a whole number of units of the given decimal place.
fn is_multiple(step: f64, places: usize) -> bool {
    let units = (0..places).fold(step, |units, _| units * 10.0);
    (units - units.round()).abs() < 1e-6 && units.round() >= 1.0
}
