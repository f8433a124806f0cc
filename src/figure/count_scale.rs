//! How long the bar of a count is, and the axis that says so.

use plotters::backend::DrawingBackend;

use super::axes;
use super::axis::{Axis, Tick};
use super::{FigureError, Paper, text};
use crate::words::grouped;

/// About how many pixels of the height the plot rectangle doesn't get.
const OUTSIDE: i32 = 45;

/// How many pixels the labels of counts keep from one another.
const APART: f64 = 14.0;

/// Into how many steps a linear scale is divided at most.
const STEPS: f64 = 9.0;

/// How the lengths of bars grow with the rows they stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountScale {
    /// As `ln(1 + rows)`: a single row stays visible beside thousands.
    #[default]
    Log,
    /// As the rows themselves.
    Linear,
}

impl CountScale {
    /// Every scale, in the order of the menu.
    pub const ALL: [Self; 2] = [Self::Log, Self::Linear];

    /// Its word in the menu.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Linear => "linear",
        }
    }

    /// How long the bar of a count is, before it is scaled to pixels.
    pub(super) fn length(self, count: usize) -> f64 {
        let rows = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        match self {
            Self::Log => rows.ln_1p(),
            Self::Linear => rows,
        }
    }

    /// The axis of counts: positions are lengths of bars, downwards negative; labels are rows, good
    /// upwards and defaults downwards from a base line at two thirds of the height.
    pub(super) fn axis<DB: DrawingBackend>(
        self,
        paper: &Paper<DB>,
        (good, default): (usize, usize),
    ) -> Result<Axis, FigureError<DB>> {
        let (_, height) = axes::size(paper);
        let length = |count| self.length(count);
        let reach = length(good).max(2.0 * length(default)).max(length(9));
        let range = (-reach / 2.0, reach);
        let unit = f64::from((height - OUTSIDE).max(1)) / (range.1 - range.0);
        let ticks = match self {
            Self::Log => powers_of_ten((good, default), unit),
            Self::Linear => round_counts(range, unit),
        };
        let title = self.title(paper, height)?.to_owned();
        Ok(Axis {
            title,
            range,
            ticks,
        })
    }

    fn title<DB: DrawingBackend>(
        self,
        paper: &Paper<DB>,
        height: i32,
    ) -> Result<&'static str, FigureError<DB>> {
        const LOG: &str = "Rows (log scale)";
        Ok(match self {
            Self::Linear => "Rows",
            Self::Log if text::width(paper, LOG)? <= height => LOG,
            Self::Log => "log rows",
        })
    }
}

/// Ticks at 0 and, for either class, at every n-th power of ten up to its tallest bar; `unit` is
/// how many pixels a length of 1 takes.
fn powers_of_ten((good, default): (usize, usize), unit: f64) -> Vec<Tick> {
    let decade = unit * 10.0_f64.ln();
    let step = (1..=9)
        .find(|&step| f64::from(step) * decade >= APART)
        .unwrap_or(9);
    let powers = |tallest: usize, direction: f64| {
        let powers = (1..=9)
            .filter(move |power| power % step == 0)
            .map(|power| 10_usize.pow(power));
        powers
            .take_while(move |&count| count <= tallest)
            .map(move |count| Tick {
                at: direction * CountScale::Log.length(count),
                label: short(count),
            })
    };
    let mut ticks: Vec<_> = powers(default, -1.0).collect();
    ticks.reverse();
    ticks.push(Tick {
        at: 0.0,
        label: "0".to_owned(),
    });
    ticks.extend(powers(good, 1.0));
    ticks
}

/// Ticks at the multiples of a round number of rows, far enough apart for their labels; `unit` is
/// how many pixels a row takes.
fn round_counts((low, high): (f64, f64), unit: f64) -> Vec<Tick> {
    let least = (APART / unit).max((high - low) / STEPS);
    let step = round_up(least);
    let (down, up) = ((-low / step).floor(), (high / step).floor());
    (0..=20_u8)
        .map(|index| f64::from(index) - down)
        .take_while(|&steps| steps <= up)
        .map(|steps| Tick {
            at: steps * step,
            label: rows((steps * step).abs(), step),
        })
        .collect()
}

/// The first of 1, 2, 5, 10, 20, 50 … that isn't below `least`.
fn round_up(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor()).max(1.0);
    let step = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|step| step * power >= least);
    step.unwrap_or(10.0) * power
}

/// A multiple of `step` rows in few letters: 500, 20k, 3M.
fn rows(count: f64, step: f64) -> String {
    let (unit, letter) = match step {
        1e6.. => (1e6, "M"),
        1e3.. => (1e3, "k"),
        _ => (1.0, ""),
    };
    if count == 0.0 {
        return "0".to_owned();
    }
    let digits = grouped(&format!("{:.0}", count / unit));
    format!("{digits}{letter}")
}

/// A power of ten in few letters: 100, 10k, 1M.
fn short(count: usize) -> String {
    match count {
        1_000_000.. => format!("{}M", count / 1_000_000),
        1_000.. => format!("{}k", count / 1_000),
        _ => count.to_string(),
    }
}
