//! What the page shows of a column.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::row_numbers::number_rows;
use super::table::{Cells, MISSING};
use super::{Column, ColumnKind, number_text};

use crate::sorting::sort_by_key;

/// The values of a column are listed when there are at most this many distinct ones.
pub const MAX_LISTED_VALUES: usize = 50;

/// What the page shows of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSummary {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Missing cells.
    pub n_missing: usize,
    /// Whether its values are whole numbers that rise by one from row to row.
    pub numbers_rows: bool,
    /// Distinct values, most frequent first and then in the order of the file; `None` when there
    /// are more than [`MAX_LISTED_VALUES`].
    pub values: Option<Vec<ValueCount>>,
}

/// A value and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// As [`Column::cell`] writes it.
    pub value: String,
    /// Rows that have it.
    pub n_rows: usize,
}

impl ColumnSummary {
    pub(super) fn of(column: &Column) -> Self {
        let values = match column.cells() {
            Cells::Numbers(values) => count_numbers(values),
            Cells::Texts {
                codes, dictionary, ..
            } => count_texts(codes, dictionary),
            Cells::Empty(_) => Some(Vec::new()),
        };
        let values = values.map(|mut values| {
            sort_by_key(&mut values, |value| Reverse(value.n_rows));
            values
        });
        let name = column.name().to_owned();
        Self {
            name,
            kind: column.kind(),
            n_missing: column.n_missing(),
            numbers_rows: column.numbers().is_some_and(number_rows),
            values,
        }
    }
}

/// In a short list, looking through it is quicker than hashing.
fn count_numbers(values: &[f64]) -> Option<Vec<ValueCount>> {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for &value in values.iter().filter(|value| !value.is_nan()) {
        if let Some((_, n_rows)) = counts.iter_mut().find(|(known, _)| *known == value) {
            *n_rows += 1;
        } else if counts.len() == MAX_LISTED_VALUES {
            return None;
        } else {
            counts.push((value, 1));
        }
    }
    let counts = counts.into_iter();
    Some(
        counts
            .map(|(value, n_rows)| ValueCount {
                value: number_text(value),
                n_rows,
            })
            .collect(),
    )
}

fn count_texts(codes: &[u32], dictionary: &[String]) -> Option<Vec<ValueCount>> {
    if dictionary.len() > MAX_LISTED_VALUES {
        return None;
    }
    let empty = |text: &String| ValueCount {
        value: text.clone(),
        n_rows: 0,
    };
    let mut counts: Vec<_> = dictionary.iter().map(empty).collect();
    for code in codes.iter().filter(|&&code| code != MISSING) {
        if let Some(count) = usize::try_from(*code)
            .ok()
            .and_then(|code| counts.get_mut(code))
        {
            count.n_rows += 1;
        }
    }
    Some(counts)
}
