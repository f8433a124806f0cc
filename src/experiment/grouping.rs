//! Groups of the rows of a source, by one of its columns.

use std::borrow::Cow;

use fnv::FnvHashMap;
use serde::{Deserialize, Serialize};

use super::amounts::Cells;
use super::{AmountError, CheckedSpec, Input};
use crate::data::{RawTable, RowNumbers, number_text};
use crate::metrics::quantile;
use crate::sorting::sort_by;
use crate::words::significant;

/// A column of more numbers than this is cut into quarters.
const MOST_NUMBERS: usize = 12;

/// Texts that make a group each; further ones make one together.
const MOST_TEXTS: usize = 250;

/// Significant digits of the ends of a quarter.
const DIGITS: usize = 4;

const MISSING: &str = "(missing)";

/// Which group each row of a source is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grouping {
    /// What it was read from.
    pub input: Input,
    /// The name of the column.
    pub column: String,
    /// What the groups are called.
    pub names: Vec<String>,
    /// The rows of the source as people count them.
    pub row_numbers: RowNumbers,
    /// The place of its group among the names, for each of them.
    pub groups: Vec<u8>,
}

impl Grouping {
    /// The groups of some rows, by their numbers in the source; `None` where there is no such row.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Option<Vec<usize>> {
        let group = |&row: &usize| {
            let place = self.row_numbers.place(row)?;
            self.groups.get(place).map(|group| usize::from(*group))
        };
        rows.iter().map(group).collect()
    }
}

impl CheckedSpec {
    /// The group of each row of the source by a column: of texts, and of numbers where there are few, one for each value;
    /// of many numbers the four quarters. Missing cells are a group of their own.
    ///
    /// # Errors
    ///
    /// As [`CheckedSpec::amounts`].
    pub fn grouping(
        &self,
        table: Option<&RawTable>,
        column: &str,
    ) -> Result<Grouping, AmountError> {
        let (row_numbers, cells) = self.source_column(table, column)?;
        let (names, groups) = match &cells {
            Cells::Numbers(numbers) => of_numbers(numbers),
            Cells::Column(column) => match column.numbers() {
                Some(numbers) => of_numbers(numbers),
                None => {
                    let n_rows = row_numbers.iter().count();
                    of_texts((0..n_rows).map(|row| column.cell(row)))
                }
            },
        };
        Ok(Grouping {
            input: self.spec().input(),
            column: column.to_owned(),
            names,
            row_numbers,
            groups,
        })
    }
}

/// A group for each text, in the order in which they first come.
fn of_texts<'a>(cells: impl Iterator<Item = Option<Cow<'a, str>>>) -> (Vec<String>, Vec<u8>) {
    let mut names: Vec<String> = Vec::new();
    let mut places: FnvHashMap<String, u8> = FnvHashMap::default();
    let mut place = |cell: Option<Cow<'_, str>>| {
        let text = cell.as_deref().unwrap_or(MISSING);
        if let Some(place) = places.get(text) {
            return *place;
        }
        if names.len() == MOST_TEXTS {
            names.push("(others)".to_owned());
        }
        let place = if names.len() > MOST_TEXTS {
            MOST_TEXTS
        } else {
            names.push(text.to_owned());
            names.len() - 1
        };
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        places.insert(text.to_owned(), place);
        place
    };
    let groups = cells.map(&mut place).collect();
    (names, groups)
}

/// A group for each number, ascending, or the quarters of the rows.
fn of_numbers(numbers: &[f64]) -> (Vec<String>, Vec<u8>) {
    let mut known: Vec<f64> = Vec::new();
    for &number in numbers.iter().filter(|number| !number.is_nan()) {
        if !known.contains(&number) {
            known.push(number);
        }
        if known.len() > MOST_NUMBERS {
            break;
        }
    }
    let is_few = known.len() <= MOST_NUMBERS;
    if !is_few {
        known = numbers.iter().copied().filter(|n| !n.is_nan()).collect();
    }
    sort_by(&mut known, |a, b| a.total_cmp(b));
    let (mut names, ends): (Vec<String>, Vec<f64>) = if is_few {
        let names = known.iter().map(|number| number_text(*number));
        (names.collect(), known)
    } else {
        let mut ends: Vec<f64> = [0.25, 0.5, 0.75, 1.0]
            .iter()
            .filter_map(|share| {
                let at = quantile(&known, *share)?;
                // The last number that isn't above it, so that a name tells a number that rows have.
                let before = known.partition_point(|number| *number <= at);
                known.get(before.checked_sub(1)?).copied()
            })
            .collect();
        ends.dedup();
        (quarter_names(&known, &ends), ends)
    };
    let n_groups = ends.len();
    if numbers.iter().any(|number| number.is_nan()) {
        names.push(MISSING.to_owned());
    }
    let group = |number: &f64| {
        let place = if number.is_nan() {
            n_groups
        } else {
            ends.partition_point(|end| end < number)
        };
        u8::try_from(place).unwrap_or(u8::MAX)
    };
    (names, numbers.iter().map(group).collect())
}

/// From the lowest to the highest number of each quarter.
fn quarter_names(known: &[f64], ends: &[f64]) -> Vec<String> {
    let mut from = 0;
    let name = |end: &f64| {
        let low = known.get(from).copied().unwrap_or(*end);
        from = known.partition_point(|number| number <= end);
        if low == *end {
            number_text(low)
        } else {
            let [low, high] = [low, *end].map(|number| significant(number, DIGITS));
            format!("{low} to {high}")
        }
    };
    ends.iter().map(name).collect()
}
