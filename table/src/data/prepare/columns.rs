//! Which columns a step is for.

use super::{Cells, Frame, FrameColumn, PrepareError};

/// The columns of these names; where none is named, all that `is_meant`.
///
/// # Errors
///
/// [`PrepareError::NoColumn`] where there is no such column.
pub(super) fn chosen<'a>(
    frame: &'a Frame,
    names: &[String],
    is_meant: impl Fn(&Cells) -> bool,
) -> Result<Vec<&'a FrameColumn>, PrepareError> {
    if names.is_empty() {
        let columns = frame.columns().iter();
        return Ok(columns.filter(|column| is_meant(&column.cells)).collect());
    }
    let find = |name: &String| {
        let column = frame.column(name);
        column.ok_or_else(|| PrepareError::NoColumn(name.clone()))
    };
    names.iter().map(find).collect()
}

pub(super) const fn are_numbers(cells: &Cells) -> bool {
    matches!(cells, Cells::Numbers(_))
}

pub(super) const fn are_texts(cells: &Cells) -> bool {
    matches!(cells, Cells::Texts { .. })
}

/// A number for each cell of texts: that of its level, or another one where it is missing or its level has none.
pub(super) fn by_level(
    codes: &[u32],
    levels: &[String],
    otherwise: f64,
    number: impl Fn(&str) -> Option<f64>,
) -> Vec<f64> {
    let numbers: Vec<_> = levels.iter().map(|level| number(level)).collect();
    let of_cell = |&code: &u32| {
        let place = usize::try_from(code).ok();
        let number = place.and_then(|place| numbers.get(place).copied().flatten());
        number.unwrap_or(otherwise)
    };
    codes.iter().map(of_cell).collect()
}

/// The numbers of the training rows that aren't missing.
pub(super) fn known_numbers(values: &[f64], rows: &[usize]) -> Vec<f64> {
    let of_training = rows.iter().filter_map(|&row| values.get(row).copied());
    of_training.filter(|value| !value.is_nan()).collect()
}

/// A quantile of sorted numbers by linear interpolation, as `numpy.quantile`; NaN of none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among them"
)]
pub(in crate::data) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let [.., last] = sorted else {
        return f64::NAN;
    };
    let place = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let (Some(low), high) = (sorted.get(below), sorted.get(below + 1).unwrap_or(last)) else {
        return *last;
    };
    low + (high - low) * (place - below as f64)
}

/// A setting for the names of columns, with commas between them.
macro_rules! columns_setting {
    ($all:literal) => {
        $crate::setting::text(
            "columns",
            concat!("Columns (", $all, " where none is named)"),
            "Names of columns with commas between them, please.",
            |s| $crate::data::prepare::columns::listed(&s.columns),
            |s, v| {
                s.columns = $crate::data::prepare::columns::names(v);
                true
            },
        )
    };
}

pub(super) use columns_setting;

/// Names with commas between them, those that hold one in quotes.
pub(super) fn listed(names: &[String]) -> String {
    let written = names.iter().map(|name| {
        if name.contains([',', '"']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            name.clone()
        }
    });
    written.collect::<Vec<_>>().join(", ")
}

/// The names that [`listed`] has written.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name = String::new();
    let (mut is_quoted, mut was_quote) = (false, false);
    for letter in text.chars() {
        match letter {
            '"' => {
                // Two within quotes are one.
                if was_quote && !is_quoted {
                    name.push('"');
                }
                is_quoted = !is_quoted;
            }
            ',' if !is_quoted => names.push(std::mem::take(&mut name)),
            letter => name.push(letter),
        }
        was_quote = letter == '"';
    }
    names.push(name);
    let names = names.iter().map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}
