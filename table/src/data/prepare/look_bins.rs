//! How often each part of a column's values occurs, and how often it defaults.

use serde::{Deserialize, Serialize};

use super::columns::quantile;
use super::dates::{DateOrder, are_dates, julian_day};
use crate::sorting::sort_by;
use crate::words::typeset;

/// Bins of equally many rows in which numbers are counted.
pub(super) const BINS: usize = 10;
/// A number of so few values has a bin each.
const FEW: usize = 12;
/// Texts that have a bin each; the rest share one.
const MOST_TEXTS: usize = 14;
/// Periods of time at most.
const MOST_PERIODS: usize = 24;
/// Bars of a small histogram.
const BARS: usize = 10;
/// Significant digits of a bound.
const DIGITS: usize = 4;

/// A part of a column's values among training rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookBin {
    /// Which values.
    pub label: String,
    /// Its rows that didn't default, and those that did.
    pub counts: [usize; 2],
}

impl LookBin {
    fn new(label: String, counts: [usize; 2]) -> Self {
        Self { label, counts }
    }

    /// Its rows.
    #[must_use]
    pub const fn n_rows(&self) -> usize {
        self.counts[0] + self.counts[1]
    }
}

/// Bins of numbers: one a value where these are few, otherwise tenths of the rows; missing cells behind. `sorted` are the
/// numbers that aren't missing; `counts` those of tenths, and of missing cells.
pub(super) fn of_numbers(
    sorted: &[f64],
    bounds: &[f64],
    counts: &[[usize; 2]],
    of_value: &dyn Fn(f64) -> [usize; 2],
) -> Vec<LookBin> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let mut bins: Vec<LookBin> = if distinct.len() <= FEW {
        let bin = |&value: &f64| LookBin::new(typeset(value, DIGITS), of_value(value));
        distinct.iter().map(bin).collect()
    } else {
        let bin = |(place, counts): (usize, &[usize; 2])| {
            let label = match bounds.get(place) {
                Some(bound) => format!("up to {}", typeset(*bound, DIGITS)),
                None => format!("above {}", typeset(*bounds.last().unwrap_or(&0.0), DIGITS)),
            };
            LookBin::new(label, *counts)
        };
        let tenths = counts.iter().take(BINS).enumerate();
        // Bounds that are the same leave bins without rows.
        tenths.map(bin).filter(|bin| bin.n_rows() > 0).collect()
    };
    bins.extend(missing(counts.get(BINS)));
    bins
}

fn missing(counts: Option<&[usize; 2]>) -> Option<LookBin> {
    let counts = counts.filter(|counts| counts[0] + counts[1] > 0)?;
    Some(LookBin::new("missing".to_owned(), *counts))
}

/// Bins of texts, `levels` by falling number of rows: of dates the periods, otherwise one a text.
pub(super) fn of_texts(levels: &[(&str, [usize; 2])], none: Option<&[usize; 2]>) -> Vec<LookBin> {
    let mut bins = periods(levels).unwrap_or_else(|| most_frequent(levels));
    bins.extend(missing(none));
    bins
}

fn most_frequent(levels: &[(&str, [usize; 2])]) -> Vec<LookBin> {
    let (shown, rest) = levels.split_at(levels.len().min(MOST_TEXTS));
    let bin = |(level, counts): &(&str, [usize; 2])| LookBin::new((*level).to_owned(), *counts);
    let mut bins: Vec<_> = shown.iter().map(bin).collect();
    if !rest.is_empty() {
        let sum = |class: usize| rest.iter().map(|(_, counts)| counts[class]).sum();
        bins.push(LookBin::new(
            format!("{} others", rest.len()),
            [sum(0), sum(1)],
        ));
    }
    bins
}

/// Dates by month, quarter or year, the finest of which there are few enough; `None` of other texts.
fn periods(levels: &[(&str, [usize; 2])]) -> Option<Vec<LookBin>> {
    let texts: Vec<&str> = levels.iter().map(|(level, _)| *level).collect();
    let (is_day_first, _) = are_dates(&texts, DateOrder::Found)?;
    let of_level = levels.iter().filter_map(|(level, counts)| {
        let date = time::Date::from_julian_day(julian_day(level, is_day_first)?).ok()?;
        let month = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1;
        Some((month, *counts))
    });
    let mut dated: Vec<(i64, [usize; 2])> = of_level.collect();
    sort_by(&mut dated, |a, b| a.0.cmp(&b.0));
    let span = dated.last()?.0 - dated.first()?.0;
    let most = i64::try_from(MOST_PERIODS).unwrap_or(i64::MAX);
    let months = [1, 3, 12].into_iter().find(|months| span / months < most);
    let months = months.unwrap_or(120);
    let mut bins: Vec<(i64, LookBin)> = Vec::new();
    for (month, counts) in dated {
        let period = month.div_euclid(months);
        match bins.last_mut() {
            Some((known, bin)) if *known == period => {
                bin.counts[0] += counts[0];
                bin.counts[1] += counts[1];
            }
            _ => bins.push((period, LookBin::new(period_name(period, months), counts))),
        }
    }
    Some(bins.into_iter().map(|(_, bin)| bin).collect())
}

fn period_name(period: i64, months: i64) -> String {
    let first = period * months;
    let (year, month) = (first.div_euclid(12), first.rem_euclid(12));
    match months {
        1 => format!("{year}-{:02}", month + 1),
        3 => format!("{year} Q{}", month / 3 + 1),
        12 => year.to_string(),
        _ => format!("{year}s"),
    }
}

/// A histogram of one letter a bar: of numbers between their 1st and 99th percentile in bins of equal width, what lies
/// beyond in the outer ones; nothing of a constant.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among ten"
)]
pub(super) fn shape(sorted: &[f64]) -> String {
    let (low, high) = (quantile(sorted, 0.01), quantile(sorted, 0.99));
    if high.total_cmp(&low).is_le() {
        return String::new();
    }
    let mut counts = [0_usize; BARS];
    for value in sorted {
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        counts[((share * BARS as f64) as usize).min(BARS - 1)] += 1;
    }
    bars(&counts)
}

/// Bars of one letter each, the highest of them full.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among eight"
)]
pub(super) fn bars(counts: &[usize]) -> String {
    const LETTERS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let bar = |&count: &usize| {
        let height = (count as f64 / most * LETTERS.len() as f64).ceil() as usize;
        LETTERS[height.saturating_sub(1).min(LETTERS.len() - 1)]
    };
    counts.iter().map(bar).collect()
}
