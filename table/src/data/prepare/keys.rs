//! Columns as keys to divide rows by: when they are, and whose.

use time::Date;

use super::columns::by_level;
use super::dates::{DateOrder, are_dates, julian_day};
use super::frame::text_of;
use super::{Cells, Frame};
use crate::data::{SplitError, group_numbers, number_from};

/// Numbers that may be years.
const YEARS: std::ops::Range<f64> = 1800.0..2200.0;

/// The day after the same day a year earlier, as julian days count.
#[expect(clippy::cast_possible_truncation, reason = "a day is a whole number")]
fn a_year_before(newest: f64) -> Option<f64> {
    let newest = Date::from_julian_day(newest as i32).ok()?;
    let year = newest.year() - 1;
    // There is no 29 February a year before.
    let same = newest.replace_year(year);
    let same = same.or_else(|_| newest.replace_day(28)?.replace_year(year));
    Some(f64::from(same.ok()?.next_day()?.to_julian_day()))
}

impl Frame {
    /// A column as times: numbers as they are, dates as days; NaN where a cell is missing or no date.
    ///
    /// # Errors
    ///
    /// [`SplitError::NoColumn`], [`SplitError::NoTimes`].
    pub fn times(&self, column: &str) -> Result<Vec<f64>, SplitError> {
        let found = self
            .column(column)
            .ok_or_else(|| SplitError::NoColumn(column.to_owned()))?;
        match &*found.cells {
            Cells::Numbers(values) => Ok(values.clone()),
            Cells::Texts { codes, levels } => {
                let texts: Vec<&str> = levels.iter().map(String::as_str).collect();
                let (is_day_first, _) = are_dates(&texts, DateOrder::Found)
                    .ok_or_else(|| SplitError::NoTimes(column.to_owned()))?;
                let day = |level: &str| julian_day(level, is_day_first).map(f64::from);
                Ok(by_level(codes, levels, f64::NAN, day))
            }
        }
    }

    /// The time that a text says, as a column has [`times`](Self::times): a number or a date as the column writes it, or
    /// `last year`: the day on which the year begins that the newest date ends, and of numbers that are years what lies less
    /// than one below the largest.
    ///
    /// # Errors
    ///
    /// [`SplitError::NoColumn`], [`SplitError::NoTimes`], [`SplitError::NoSuchTime`].
    pub fn time_of(&self, column: &str, text: &str) -> Result<f64, SplitError> {
        let times = self.times(column)?;
        let newest = times.iter().copied().filter(|time| !time.is_nan());
        let newest = newest.fold(f64::NEG_INFINITY, f64::max);
        let found = self.column(column).map(|of| &*of.cells);
        let is_last_year = text.trim().eq_ignore_ascii_case("last year");
        let time = match found {
            Some(Cells::Texts { .. }) if is_last_year => a_year_before(newest),
            Some(Cells::Texts { levels, .. }) => {
                let texts: Vec<&str> = levels.iter().map(String::as_str).collect();
                let is_day_first = are_dates(&texts, DateOrder::Found).is_some_and(|of| of.0);
                julian_day(text, is_day_first).map(f64::from)
            }
            _ if is_last_year => YEARS.contains(&newest).then(|| (newest - 1.0).next_up()),
            _ => number_from(text),
        };
        time.ok_or_else(|| SplitError::NoSuchTime {
            text: text.trim().to_owned(),
            column: column.to_owned(),
        })
    }

    /// A column as the numbers of groups, sorted as NumPy sorts their values; missing cells are a group of their own.
    ///
    /// # Errors
    ///
    /// [`SplitError::NoColumn`].
    pub fn groups(&self, column: &str) -> Result<Vec<usize>, SplitError> {
        let found = self
            .column(column)
            .ok_or_else(|| SplitError::NoColumn(column.to_owned()))?;
        Ok(match &*found.cells {
            Cells::Numbers(values) => group_numbers(values, f64::total_cmp),
            Cells::Texts { codes, levels } => {
                let texts: Vec<_> = codes.iter().map(|&code| text_of(levels, code)).collect();
                // Behind all texts, as NumPy has what isn't a number.
                group_numbers(&texts, |a, b| a.is_none().cmp(&b.is_none()).then(a.cmp(b)))
            }
        })
    }

    /// The frame without a column.
    #[must_use]
    pub fn without(&self, column: &str) -> Self {
        let columns = self.columns().iter().filter(|of| of.name != column);
        // Fewer columns of the same lengths and names make a frame.
        Self::new(columns.cloned().collect()).unwrap_or_default()
    }
}
