//! Which texts are numbers, and by which mark.

use crate::numbers::read_number;

/// What stands between the whole of a number and its fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// `1,250.5`, `1 250.5` or `1250.5`.
    Point,
    /// `1.250,5`, `1 250,5` or `1250,5`.
    Comma,
}

/// The marks by which texts are numbers, and whether which of them it is makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) point: bool,
    pub(super) comma: bool,
    /// Whether a point or a comma stands in it.
    pub(super) is_marked: bool,
}

impl Marks {
    /// What nothing was seen of yet.
    pub(super) const ANY: Self = Self {
        point: true,
        comma: true,
        is_marked: false,
    };

    /// The marks by which a text is a finite number.
    pub(super) fn of(text: &str) -> Self {
        let body = text.strip_prefix(['-', '+']).unwrap_or(text);
        // Most numbers are digits and at most one point; each is looked at once.
        let (mut n_points, mut after) = (0, 0);
        let mut is_plain = !body.is_empty();
        for byte in body.bytes() {
            match byte {
                b'0'..=b'9' => after += 1,
                b'.' => {
                    n_points += 1;
                    after = 0;
                }
                _ => {
                    is_plain = false;
                    break;
                }
            }
        }
        if is_plain && n_points == 0 {
            return Self::ANY;
        }
        if is_plain {
            return Self {
                point: n_points == 1 && body.len() > 1,
                // Thousands are parted by points only where three digits come last.
                comma: after == 3 && are_groups(body, |sign| sign == '.'),
                is_marked: true,
            };
        }
        Self {
            point: is_number(body, '.', ','),
            comma: is_number(body, ',', '.'),
            is_marked: body.contains(['.', ',']),
        }
    }

    /// Those of both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            point: self.point && other.point,
            comma: self.comma && other.comma,
            is_marked: self.is_marked || other.is_marked,
        }
    }

    /// Whether there is none.
    pub(super) const fn is_none(self) -> bool {
        !self.point && !self.comma
    }

    /// Whether it is one of the two, and nobody knows which.
    pub(super) const fn is_open(self) -> bool {
        self.point && self.comma && self.is_marked
    }
}

/// Whether a text without a sign is a finite number with this mark, its thousands parted by the other mark, by spaces or
/// by apostrophes.
fn is_number(body: &str, mark: char, other: char) -> bool {
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let (whole, fraction) = mantissa.split_once(mark).unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = whole.len() + fraction.len() > 0 && are_digits(fraction);
    let is_whole = are_digits(whole) || are_groups(whole, |sign| sign == other || is_space(sign));
    has_digits && is_whole && exponent.is_none_or(|_| value(body, mark).is_some_and(f64::is_finite))
}

/// Whether a text is one to three digits and then groups of three, each behind the same sign.
fn are_groups(text: &str, is_sign: impl Fn(char) -> bool) -> bool {
    let Some(sign) = text.chars().find(|sign| !sign.is_ascii_digit()) else {
        return false;
    };
    let mut groups = text.split(sign);
    let first = groups.next().unwrap_or_default();
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    is_sign(sign)
        && (1..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_digit())
        && groups.all(is_group)
}

/// Spaces, with or without a break, and apostrophes, as they part thousands.
const fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}')
}

/// The number that a text is, whose mark is known, if it is a finite one.
pub(super) fn number(text: &str, mark: DecimalMark) -> Option<f64> {
    let mark = match mark {
        DecimalMark::Point => '.',
        DecimalMark::Comma => ',',
    };
    value(text, mark).filter(|value| value.is_finite())
}

fn value(text: &str, mark: char) -> Option<f64> {
    let is_plain =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    if mark == '.' && text.bytes().all(is_plain) {
        return read_number(text);
    }
    let signs = text.chars().filter_map(|sign| match sign {
        sign if sign == mark => Some('.'),
        '.' | ',' => None,
        sign if is_space(sign) => None,
        sign => Some(sign),
    });
    read_number(&signs.collect::<String>())
}
