//! Rows as people count them.

use serde::{Deserialize, Serialize};

/// The number of each row of a source: in a file the row in which a spreadsheet shows it, the header and
/// blank lines counted; of rows that are made, 1 for the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNumbers {
    /// Places, from 0, from which on rows follow one another without a gap, each with its number.
    starts: Vec<(usize, usize)>,
    n_rows: usize,
}

impl RowNumbers {
    /// So many rows without a gap, the first of which has this number.
    #[must_use]
    pub fn from(first: usize, n_rows: usize) -> Self {
        Self {
            starts: vec![(0, first)],
            n_rows,
        }
    }

    /// One more row, whose number is higher than all before.
    pub(super) fn push(&mut self, number: usize) {
        if self.number(self.n_rows) != Some(number) {
            self.starts.push((self.n_rows, number));
        }
        self.n_rows += 1;
    }

    /// The number of the row at a place, counted from 0. At the place behind the last row it is the next
    /// number.
    #[must_use]
    pub fn number(&self, place: usize) -> Option<usize> {
        let before = self.starts.partition_point(|(start, _)| *start <= place);
        let (start, number) = self.starts.get(before.checked_sub(1)?)?;
        (place <= self.n_rows).then(|| number + (place - start))
    }

    /// The place of the row that has a number.
    #[must_use]
    pub fn place(&self, number: usize) -> Option<usize> {
        let before = self.starts.partition_point(|(_, first)| *first <= number);
        let (start, first) = self.starts.get(before.checked_sub(1)?)?;
        let place = start + (number - first);
        let next = self
            .starts
            .get(before)
            .map_or(self.n_rows, |(start, _)| *start);
        (place < next).then_some(place)
    }

    /// Every number, in the order of the rows.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.n_rows).filter_map(|place| self.number(place))
    }
}

/// Whether these are whole numbers that rise by one from row to row, as an index that was saved with
/// the table.
pub(super) fn number_rows(values: &[f64]) -> bool {
    let rises = values.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
    values.len() > 2 && rises && values.first().is_some_and(|first| first.fract() == 0.0)
}
