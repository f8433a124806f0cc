//! Numbers read from text.

use lexical_parse_float::FromLexical;

/// Digits that make a whole number which a double holds exactly.
const EXACT_DIGITS: usize = 15;

/// Powers of ten by which so many digits are divided, all exact.
const POWERS: [f64; EXACT_DIGITS] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
];

/// The double that is nearest to a decimal number: what `str::parse` reads, and nothing else. It takes no large table of
/// powers, which would be a hundredth of the page.
///
/// ```
/// use imbalance_base::numbers::read_number;
///
/// assert_eq!(read_number("-12.5e-1"), Some(-1.25));
/// assert_eq!(read_number("12,5"), None);
/// ```
#[must_use]
pub fn read_number(text: &str) -> Option<f64> {
    plain(text.as_bytes()).or_else(|| f64::from_lexical(text.as_bytes()).ok())
}

/// A number of few digits without an exponent: the quotient of two whole numbers that doubles hold exactly is rounded once
/// (Clinger, "How to Read Floating Point Numbers Accurately", 1990). `None` of any other text.
fn plain(text: &[u8]) -> Option<f64> {
    let (is_negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > EXACT_DIGITS {
        return None;
    }
    let (mut whole, mut n_digits, mut n_behind) = (0_u64, 0, None);
    for byte in digits {
        match (byte, n_behind) {
            (b'0'..=b'9', _) => {
                whole = whole * 10 + u64::from(byte - b'0');
                n_digits += 1;
                n_behind = n_behind.map(|n| n + 1);
            }
            (b'.', None) => n_behind = Some(0),
            _ => return None,
        }
    }
    let size = whole as f64 / POWERS[n_behind.unwrap_or(0)];
    (n_digits > 0).then_some(if is_negative { -size } else { size })
}
