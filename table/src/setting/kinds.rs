//! Settings of each kind, in few words.

use super::named::{Kind, Setting};

/// A whole number.
pub const fn whole<S>(
    key: &'static str,
    label: &'static str,
    range: (u64, u64),
    read: fn(&S) -> u64,
    write: fn(&mut S, u64),
) -> Setting<S> {
    let kind = Kind::Whole { read, write, range };
    Setting { key, label, kind }
}

/// A real number.
pub const fn real<S>(
    key: &'static str,
    label: &'static str,
    range: (f64, f64),
    read: fn(&S) -> f64,
    write: fn(&mut S, f64),
) -> Setting<S> {
    let kind = Kind::Real { read, write, range };
    Setting { key, label, kind }
}

/// Yes or no.
pub const fn flag<S>(
    key: &'static str,
    label: &'static str,
    read: fn(&S) -> bool,
    write: fn(&mut S, bool),
) -> Setting<S> {
    let kind = Kind::Flag { read, write };
    Setting { key, label, kind }
}

/// One of a few.
pub const fn choice<S>(
    key: &'static str,
    label: &'static str,
    options: &'static [(&'static str, &'static str)],
    read: fn(&S) -> usize,
    write: fn(&mut S, usize),
) -> Setting<S> {
    let kind = Kind::Choice {
        options,
        read,
        write,
    };
    Setting { key, label, kind }
}

/// A text with a form of its own.
pub const fn text<S>(
    key: &'static str,
    label: &'static str,
    wanted: &'static str,
    read: fn(&S) -> String,
    write: fn(&mut S, &str) -> bool,
) -> Setting<S> {
    let kind = Kind::Text {
        read,
        write,
        wanted,
    };
    Setting { key, label, kind }
}

/// A count; what no machine can count is the largest that it can.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates, and no count is that large"
)]
pub fn size(value: u64) -> usize {
    value.min(usize::MAX as u64) as usize
}

/// The place of a value among options; the first where it is none of them.
pub fn place<T: PartialEq>(options: &[T], value: &T) -> usize {
    options
        .iter()
        .position(|option| option == value)
        .unwrap_or(0)
}

/// The option at a place, or the default.
pub fn at<T: Copy + Default>(options: &[T], place: usize) -> T {
    options.get(place).copied().unwrap_or_default()
}
