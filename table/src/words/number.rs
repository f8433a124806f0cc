//! Numbers as text.

use std::ops::RangeInclusive;

use crate::metrics::fewest_digits;
use crate::numbers::read_number;

/// What is shown where a number is undefined.
const UNDEFINED: &str = "–";

/// A count with thousands separators.
///
/// ```
/// # use imbalance_table::words::count;
/// assert_eq!(count(15_604), "15,604");
/// assert_eq!(count(48), "48");
/// ```
#[must_use]
pub fn count(value: usize) -> String {
    grouped(&value.to_string())
}

/// Digits in groups of three.
///
/// ```
/// # use imbalance_table::words::grouped;
/// assert_eq!(grouped("1234567"), "1,234,567");
/// ```
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A metric with three decimals; a dash where it is undefined.
///
/// ```
/// # use imbalance_table::words::metric;
/// assert_eq!(metric(Some(0.6382)), "0.638");
/// assert_eq!(metric(None), "–");
/// ```
#[must_use]
pub fn metric(value: Option<f64>) -> String {
    value.map_or_else(|| UNDEFINED.into(), |value| format!("{value:.3}"))
}

/// A number with all of its digits; "undefined here" where there is none.
#[must_use]
pub fn exact(value: Option<f64>) -> String {
    value.map_or_else(|| "undefined here".into(), |value| value.to_string())
}

/// A difference with its sign and three decimals; a dash where it is undefined.
///
/// ```
/// # use imbalance_table::words::signed;
/// assert_eq!(signed(Some(-0.1)), "−0.100");
/// assert_eq!(signed(Some(0.0)), "0.000");
/// ```
#[must_use]
pub fn signed(value: Option<f64>) -> String {
    let Some(value) = value else {
        return UNDEFINED.into();
    };
    let digits = format!("{:.3}", value.abs());
    match digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        true => digits,
        false if value < 0.0 => format!("−{digits}"),
        false => format!("+{digits}"),
    }
}

/// A share of 0..=1 in per cent with one decimal.
///
/// ```
/// # use imbalance_table::words::percent;
/// assert_eq!(percent(Some(0.0246)), "2.5 %");
/// assert_eq!(percent(Some(0.000_4)), "under 0.05 %");
/// assert_eq!(percent(Some(0.0)), "0.0 %");
/// ```
#[must_use]
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(
        || UNDEFINED.into(),
        |share| {
            if share > 0.0 && share < 0.000_5 {
                return "under 0.05 %".into();
            }
            format!("{:.1} %", share * 100.0)
        },
    )
}

/// At most `digits` significant digits, without zeros at the end.
///
/// ```
/// # use imbalance_table::words::significant;
/// assert_eq!(significant(0.15, 4), "0.15");
/// assert_eq!(significant(0.000123456, 4), "0.0001235");
/// assert_eq!(significant(-1234.5678, 6), "-1234.57");
/// assert_eq!(significant(0.0, 4), "0");
/// ```
#[must_use]
pub fn significant(value: f64, digits: usize) -> String {
    fewest_digits(value, digits, |_| true)
}

/// A number outside of a range, with at least so many significant digits, and as many more as it
/// takes to see that it is outside.
///
/// ```
/// # use imbalance_table::words::outside;
/// assert_eq!(outside(1.0000001192, &(0.0..=1.0), 6), "1.0000001");
/// assert_eq!(outside(-12.3456, &(0.0..=1.0), 4), "-12.35");
/// ```
#[must_use]
pub fn outside(value: f64, range: &RangeInclusive<f64>, digits: usize) -> String {
    fewest_digits(value, digits, |read| !range.contains(&read))
}

/// As [`significant`], to be read: with a minus that is one.
///
/// ```
/// # use imbalance_table::words::typeset;
/// assert_eq!(typeset(-0.012_345, 3), "−0.0123");
/// ```
#[must_use]
pub fn typeset(value: f64, digits: usize) -> String {
    significant(value, digits).replace('-', "−")
}

/// A threshold in a sentence or a table: four significant digits, and a minus that is one.
///
/// ```
/// # use imbalance_table::words::threshold;
/// assert_eq!(threshold(0.15), "0.15");
/// assert_eq!(threshold(-2.5), "−2.5");
/// ```
#[must_use]
pub fn threshold(value: f64) -> String {
    typeset(value, 4)
}

/// A number as a field takes it: at most `digits` significant digits, with an exponent where it would be
/// very long.
///
/// ```
/// # use imbalance_table::words::plain_number;
/// assert_eq!(plain_number(2.5, 12), "2.5");
/// assert_eq!(plain_number(0.1 + 0.2, 12), "0.3");
/// assert_eq!(plain_number(1e308, 12), "1e308");
/// assert_eq!(plain_number(-0.000_000_001, 12), "-1e-9");
/// ```
#[must_use]
pub fn plain_number(value: f64, digits: usize) -> String {
    let text = significant(value, digits);
    let is_long = value != 0.0 && value.is_finite() && !(1e-6..1e16).contains(&value.abs());
    if is_long {
        let typeset: f64 = read_number(&text).unwrap_or(value);
        return format!("{typeset:e}");
    }
    text
}

/// So many defaults.
///
/// ```
/// # use imbalance_table::words::defaults;
/// assert_eq!(defaults(1), "1 default");
/// assert_eq!(defaults(1_200), "1,200 defaults");
/// ```
#[must_use]
pub fn defaults(n: usize) -> String {
    let noun = if n == 1 { "default" } else { "defaults" };
    format!("{} {noun}", count(n))
}

/// A stretch of time.
///
/// ```
/// # use imbalance_table::words::duration;
/// assert_eq!(duration(0.153), "0.15 s");
/// assert_eq!(duration(12.34), "12.3 s");
/// assert_eq!(duration(83.0), "1 min 23 s");
/// ```
#[must_use]
pub fn duration(seconds: f64) -> String {
    if seconds < 10.0 {
        format!("{seconds:.2} s")
    } else if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!(
            "{:.0} min {:.0} s",
            (seconds / 60.0).floor(),
            (seconds % 60.0).floor()
        )
    }
}

/// An amount of memory: "640 bytes", "12 kB", "3.1 MB", of thousands.
///
/// ```
/// # use imbalance_table::words::bytes;
/// assert_eq!(bytes(640.0), "640 bytes");
/// assert_eq!(bytes(12_340.0), "12 kB");
/// assert_eq!(bytes(3_140_000.0), "3.1 MB");
/// assert_eq!(bytes(64_000_000.0), "64 MB");
/// ```
#[must_use]
pub fn bytes(n: f64) -> String {
    let (unit, name) = match n {
        ..1e3 => return format!("{n:.0} bytes"),
        ..1e6 => (1e3, "kB"),
        ..1e9 => (1e6, "MB"),
        _ => (1e9, "GB"),
    };
    let number = n / unit;
    let digits = usize::from(number < 9.95);
    format!("{number:.digits$} {name}")
}

/// An amount of money, typeset to what matters, with thousands separators; a dash where it is
/// undefined.
///
/// ```
/// # use imbalance_table::words::money;
/// assert_eq!(money(Some(-12_345.678)), "−12,346");
/// assert_eq!(money(Some(12.3)), "12.3");
/// assert_eq!(money(Some(0.25)), "0.25");
/// assert_eq!(money(None), "–");
/// ```
#[must_use]
pub fn money(amount: Option<f64>) -> String {
    let Some(amount) = amount.filter(|amount| amount.is_finite()) else {
        return UNDEFINED.into();
    };
    let size = amount.abs();
    let text = if size >= 100.0 {
        grouped(&format!("{size:.0}"))
    } else {
        significant(size, 3)
    };
    if amount < 0.0 && text != "0" {
        format!("−{text}")
    } else {
        text
    }
}
