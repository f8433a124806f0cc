//! Settings of each kind, in few words.

use super::{Kind, Setting};

pub(super) const fn whole<S>(
    key: &'static str,
    label: &'static str,
    range: (u64, u64),
    read: fn(&S) -> u64,
    write: fn(&mut S, u64),
) -> Setting<S> {
    let kind = Kind::Whole { read, write, range };
    Setting { key, label, kind }
}

pub(super) const fn real<S>(
    key: &'static str,
    label: &'static str,
    range: (f64, f64),
    read: fn(&S) -> f64,
    write: fn(&mut S, f64),
) -> Setting<S> {
    let kind = Kind::Real { read, write, range };
    Setting { key, label, kind }
}

pub(super) const fn flag<S>(
    key: &'static str,
    label: &'static str,
    read: fn(&S) -> bool,
    write: fn(&mut S, bool),
) -> Setting<S> {
    let kind = Kind::Flag { read, write };
    Setting { key, label, kind }
}

pub(super) const fn choice<S>(
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

pub(super) const fn text<S>(
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

#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates, and no count is that large"
)]
pub(super) fn size(value: u64) -> usize {
    value.min(usize::MAX as u64) as usize
}

pub(super) fn place<T: PartialEq>(options: &[T], value: &T) -> usize {
    options
        .iter()
        .position(|option| option == value)
        .unwrap_or(0)
}

pub(super) fn at<T: Copy + Default>(options: &[T], place: usize) -> T {
    options.get(place).copied().unwrap_or_default()
}
