//! Axes of shares in per cent and of money.

use super::Axis;
use super::axis::{round_step, written};

impl Axis {
    /// A share from 0 to 1 with a tick at each quarter, in per cent.
    #[must_use]
    pub fn share(title: &str) -> Self {
        let mut axis = Self::rate(title);
        for tick in &mut axis.ticks {
            tick.label = per_cent(tick.at, 0.25);
        }
        axis
    }

    /// The same axis with its ticks in per cent: for shares that are all small.
    ///
    /// ```
    /// use imbalance_lab::figure::Axis;
    /// let axis = Axis::from_zero("Default rate", 0.031).in_per_cent();
    /// let labels: Vec<_> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
    /// assert_eq!(labels, ["0", "0.5 %", "1 %", "1.5 %", "2 %", "2.5 %", "3 %", "3.5 %"]);
    /// ```
    #[must_use]
    pub fn in_per_cent(mut self) -> Self {
        let step = round_step((self.range.1 - self.range.0).abs());
        for tick in &mut self.ticks {
            tick.label = per_cent(tick.at, step);
        }
        self
    }

    /// Money from `low` to `high`, ticks at round amounts as [`spanning`](Self::spanning) puts
    /// them: from ten thousand in thousands (k), from a million in millions (M).
    ///
    /// ```
    /// use imbalance_lab::figure::Axis;
    /// let axis = Axis::money("Profit", -12_000.0, 41_000.0);
    /// let labels: Vec<_> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
    /// assert_eq!(labels, ["−10k", "0", "10k", "20k", "30k", "40k"]);
    /// ```
    #[must_use]
    pub fn money(title: &str, low: f64, high: f64) -> Self {
        let mut axis = Self::spanning(title, low, high);
        let (low, high) = axis.range;
        let (unit, letter) = match low.abs().max(high.abs()) {
            1e6.. => (1e6, "M"),
            1e4.. => (1e3, "k"),
            _ => (1.0, ""),
        };
        let step = round_step(high - low);
        for tick in &mut axis.ticks {
            let amount = written(tick.at / unit, step / unit);
            tick.label = if amount == "0" {
                amount
            } else {
                amount + letter
            };
        }
        axis
    }
}

/// A share as a tick label in per cent, with the decimals that its step needs.
fn per_cent(share: f64, step: f64) -> String {
    // Nothing needs no unit, and in a corner there is no room for two.
    let number = written(100.0 * share, 100.0 * step);
    if number == "0" { number } else { number + " %" }
}
