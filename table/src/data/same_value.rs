//! Which values of a label column are one.

use super::csv::number_from;

/// Whether two values of a label are one: texts but for case and spaces around them, numbers as numbers.
pub(super) fn is_same_value(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    let are_one_number = || number_from(a).is_some_and(|a| number_from(b) == Some(a));
    a.eq_ignore_ascii_case(b) || are_one_number()
}
