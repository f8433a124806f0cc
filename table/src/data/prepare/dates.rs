//! Dates as months before the newest.

use serde::{Deserialize, Serialize};
use time::{Date, Month};

use super::columns::{are_texts, by_level, chosen, columns_setting};
use super::fitted::treated;
use super::number::wanted_texts;
use super::one_hot::training_levels;
use super::{Cells, Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, at, choice, place};

/// Days of a month on average: 365.25 / 12.
pub(super) const DAYS_OF_MONTH: f64 = 30.4375;

/// In which order the parts of a date stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// As the dates of a column show; the month first where they leave it open, and a point isn't between.
    #[default]
    Found,
    /// `31/12/2024`, `31.12.2024`.
    DayFirst,
    /// `12/31/2024`.
    MonthFirst,
}

const ORDERS: [DateOrder; 3] = [DateOrder::Found, DateOrder::DayFirst, DateOrder::MonthFirst];

/// Turns dates into months before the newest of the training rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatesSpec {
    /// Columns; none for those whose texts are dates, all but one in twenty.
    pub columns: Vec<String>,
    /// In which order day and month stand.
    pub order: DateOrder,
}

struct DateColumn {
    name: String,
    is_day_first: bool,
    is_open: bool,
    example: String,
    newest: i32,
}

struct Dates {
    columns: Vec<DateColumn>,
}

/// A date as far as its text says: year, and month and day in one order or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Whole { year: i32, month: u8, day: u8 },
    Either { year: i32, first: u8, second: u8 },
}

impl Written {
    /// Reads `2024-12-31` (a time may follow), `31.12.2024`, `12/31/24`, `Dec-15`, `31-Dec-2015` and `2024-12`.
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text
            .split(['T', ' '])
            .next()
            .filter(|_| text.len() > 10)
            .unwrap_or(text);
        let sign = text
            .chars()
            .find(|sign| matches!(sign, '-' | '/' | '.' | ' '))?;
        let parts: Vec<&str> = text.split(sign).collect();
        let whole = |text: &str| {
            let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            are_digits.then(|| text.parse::<i32>().ok()).flatten()
        };
        let small = |text: &str| whole(text).and_then(|part| u8::try_from(part).ok());
        match parts[..] {
            [year, month, day] if year.len() == 4 => Some(Self::Whole {
                year: whole(year)?,
                month: small(month).or_else(|| month_of(month))?,
                day: small(day)?,
            }),
            [day, month, year] if month_of(month).is_some() => Some(Self::Whole {
                year: full_year(year, whole(year)?)?,
                month: month_of(month)?,
                day: small(day)?,
            }),
            [first, second, year] => Some(Self::Either {
                year: full_year(year, whole(year)?)?,
                first: small(first)?,
                second: small(second)?,
            }),
            [month, year] if month_of(month).is_some() => Some(Self::Whole {
                year: full_year(year, whole(year)?)?,
                month: month_of(month)?,
                day: 1,
            }),
            [year, month] if year.len() == 4 && sign == '-' => Some(Self::Whole {
                year: whole(year)?,
                month: small(month)?,
                day: 1,
            }),
            _ => None,
        }
    }

    fn julian_day(self, is_day_first: bool) -> Option<i32> {
        let (year, month, day) = match self {
            Self::Whole { year, month, day } => (year, month, day),
            Self::Either {
                year,
                first,
                second,
            } if is_day_first => (year, second, first),
            Self::Either {
                year,
                first,
                second,
            } => (year, first, second),
        };
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        (1800..2200).contains(&year).then(|| date.to_julian_day())
    }
}

/// A year of four digits, or of two as POSIX reads them: 69 to 99 are of the last century.
fn full_year(written: &str, year: i32) -> Option<i32> {
    match written.len() {
        4 => Some(year),
        2 => Some(if year < 69 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// A month by the first three letters of its English name.
fn month_of(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = text
        .get(..3)
        .filter(|_| text.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    let place = NAMES
        .iter()
        .position(|name| name.eq_ignore_ascii_case(start))?;
    u8::try_from(place + 1).ok()
}

/// The day of a text that is a date, as julian days count.
#[must_use]
pub(crate) fn julian_day(text: &str, is_day_first: bool) -> Option<i32> {
    Written::of(text)?.julian_day(is_day_first)
}

/// Whether texts are dates, all but one in twenty, and then whether the day comes first, and whether that is open.
#[must_use]
pub(crate) fn are_dates(levels: &[&str], order: DateOrder) -> Option<(bool, bool)> {
    let written: Vec<_> = levels
        .iter()
        .filter_map(|level| Written::of(level))
        .collect();
    if written.is_empty() || written.len() * 20 < levels.len() * 19 {
        return None;
    }
    let n_possible = |is_day_first| {
        let days = written
            .iter()
            .filter_map(|of: &Written| of.julian_day(is_day_first));
        days.count()
    };
    let (as_day, as_month) = (n_possible(true), n_possible(false));
    let has_points = || levels.iter().any(|level| level.contains('.'));
    let has_either = written
        .iter()
        .any(|of| matches!(of, Written::Either { .. }));
    let is_open = has_either && as_day == as_month;
    let is_day_first = match order {
        DateOrder::DayFirst => true,
        DateOrder::MonthFirst => false,
        DateOrder::Found if is_open => has_points(),
        DateOrder::Found => as_day > as_month,
    };
    let n = if is_day_first { as_day } else { as_month };
    let is_said = order != DateOrder::Found || has_points();
    (n * 20 >= levels.len() * 19).then_some((is_day_first, is_open && !is_said))
}

impl Step for DatesSpec {
    const KEY: &'static str = "dates";
    const NAME: &'static str = "Dates to months before the newest";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("those that are dates"),
        choice(
            "order",
            "Day and month",
            &[
                ("found", "as found"),
                ("day", "day first"),
                ("month", "month first"),
            ],
            |s| place(&ORDERS, &s.order),
            |s, v| s.order = at(&ORDERS, v),
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let is_named = !self.columns.is_empty();
        let mut columns = Vec::new();
        for column in chosen(frame, &self.columns, are_texts)? {
            let Cells::Texts { codes, levels } = &*column.cells else {
                continue;
            };
            let levels = training_levels(codes, levels, training);
            let found = are_dates(&levels, self.order);
            let (is_day_first, is_open) = match found {
                Some(found) => found,
                None if is_named => (self.order == DateOrder::DayFirst, false),
                None => continue,
            };
            let days = levels
                .iter()
                .filter_map(|level| julian_day(level, is_day_first));
            columns.push(DateColumn {
                name: column.name.clone(),
                is_day_first,
                is_open,
                example: levels
                    .first()
                    .map_or_else(String::new, |level| (*level).to_owned()),
                newest: days.max().unwrap_or_default(),
            });
        }
        Ok(Box::new(Dates { columns }))
    }
}

impl Fitted for Dates {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|known| (&known.name, known));
        treated(frame, columns, |column, known| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Err(wanted_texts(&column));
            };
            let months = |level: &str| {
                let day = julian_day(level, known.is_day_first)?;
                Some(f64::from(known.newest - day) / DAYS_OF_MONTH)
            };
            let values = by_level(codes, levels, f64::NAN, months);
            Ok(vec![column.with(Cells::Numbers(values))])
        })
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter().map(|known| {
            let newest = Date::from_julian_day(known.newest).map_or_else(
                |_| String::new(),
                |date| {
                    let (year, month, day) = date.to_calendar_date();
                    format!("{year:04}-{:02}-{day:02}", u8::from(month))
                },
            );
            let order = if known.is_day_first { "day" } else { "month" };
            let open = if known.is_open {
                format!(
                    " {} is read with the {order} first; it may be meant otherwise.",
                    known.example
                )
            } else {
                String::new()
            };
            format!(
                "{}: months before {newest}, the newest of the training rows.{open}",
                known.name
            )
        });
        told.collect()
    }
}
