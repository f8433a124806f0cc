//! Where a setting is searched.

use super::form::{Form, Options};
use crate::words::plain_number;

/// Significant digits of a number that is tried.
const DIGITS: usize = 3;

/// The values of a setting among which a search tries some.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Span {
    /// From the least to the largest, equal steps being equal ratios. Both are above 0.
    Log(f64, f64),
    /// From the least to the largest.
    Even(f64, f64),
    /// Every option of a choice.
    Options,
}

impl Span {
    /// The value at a share of the way, in 0..=1, as a field shows it; whole where `form` wants it.
    #[must_use]
    pub fn at(self, form: Form, share: f64) -> String {
        let number = match self {
            Self::Log(low, high) => low * (high / low).powf(share),
            Self::Even(low, high) => low + (high - low) * share,
            Self::Options => return option(form.options(), share),
        };
        match form {
            Form::Whole(_) => plain_number(number.round(), 12),
            _ => plain_number(number, DIGITS),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among the options"
)]
fn option(options: Options, share: f64) -> String {
    let place = (share * options.len() as f64) as usize;
    let option = options.get(place).or(options.last());
    option.map_or_else(String::new, |(key, _)| (*key).to_owned())
}
