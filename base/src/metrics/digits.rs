//! As many digits as a number's purpose needs.

use super::Ranking;
use crate::numbers::read_number;

/// So many significant digits tell every `f64` from its neighbours.
const ALL_DIGITS: usize = 17;

/// A threshold with the fewest significant digits, at least `least`, that give the same confusion
/// matrix in every one of the rankings when they are read back; zeros at the end are left out.
///
/// ```
/// use imbalance_base::metrics::{Ranking, threshold_text};
///
/// let ranking = Ranking::new(&[0.65354, 0.65351, 0.2], &[true, false, false])?;
/// assert_eq!(threshold_text(0.65354, &[], 3), "0.654");
/// assert_eq!(threshold_text(0.65354, &[&ranking], 3), "0.65354");
/// # Ok::<(), imbalance_base::metrics::RankingError>(())
/// ```
#[must_use]
pub fn threshold_text(threshold: f64, rankings: &[&Ranking], least: usize) -> String {
    fewest_digits(threshold, least, |read| {
        let mut rankings = rankings.iter();
        rankings.all(|ranking| ranking.confusion_at(read) == ranking.confusion_at(threshold))
    })
}

/// A number with the fewest significant digits, at least `least`, that are enough when they are
/// read back; with all of its digits where fewer never are. Zeros at the end are left out.
///
/// ```
/// use imbalance_base::metrics::fewest_digits;
///
/// assert_eq!(fewest_digits(0.99996, 3, |read| read < 1.0), "0.99996");
/// assert_eq!(fewest_digits(0.99996, 3, |_| true), "1");
/// ```
#[must_use]
pub fn fewest_digits(value: f64, least: usize, is_enough: impl Fn(f64) -> bool) -> String {
    let rounded = |digits: usize| {
        let text = format!("{value:.*e}", digits - 1);
        // Adding zero turns −0 into 0.
        read_number(&text).map_or(value, |read| read + 0.0)
    };
    let mut tried = (least.max(1)..=ALL_DIGITS).map(rounded);
    let read = tried.find(|&read| is_enough(read));
    read.unwrap_or(value).to_string()
}
