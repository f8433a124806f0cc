//! From a table to labelled rows, once its label column is chosen.

use std::collections::HashSet;

use super::label_values::Meaning;
use super::prepare::{Cells, Frame, FrameColumn};
use super::same_value::is_same_value;
use super::table::Cells as TableCells;
use super::{
    Column, ColumnKind, ColumnLeftOut, LabelChoice, LeftOut, LeftOutReason, RawTable, RowsLeftOut,
    TableError, number_from,
};

use crate::sorting::sort_by;

/// Values that a sentence lists at most.
const SHOWN: usize = 5;

/// Labelled rows of a table, the other columns as they stand there.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    frame: Frame,
    labels: Vec<bool>,
    row_numbers: Vec<usize>,
}

impl Labelled {
    /// Rows with their labels, and their numbers in the source; `None` where these are of different lengths.
    #[must_use]
    pub fn new(frame: Frame, labels: Vec<bool>, row_numbers: Vec<usize>) -> Option<Self> {
        let n_rows = labels.len();
        let is_whole = row_numbers.len() == n_rows && frame.n_rows() == n_rows;
        is_whole.then_some(Self {
            frame,
            labels,
            row_numbers,
        })
    }

    /// The columns besides the label.
    #[must_use]
    pub const fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The label of each row; `true` = default.
    #[must_use]
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// The number of each row as people count the rows of its source.
    #[must_use]
    pub fn row_numbers(&self) -> &[usize] {
        &self.row_numbers
    }
}

impl RawTable {
    /// The rows with a label, with all columns but the label, those left out by hand and empty ones; and what was left out.
    ///
    /// # Errors
    /// See [`TableError`]: a column or value that isn't there, no column left, one class.
    pub fn labelled(&self, choice: &LabelChoice) -> Result<(Labelled, LeftOut), TableError> {
        let label = self.label(choice)?;
        let by_hand = self.by_hand(choice)?;
        let by_hand = |name: &str| by_hand.contains(name).then_some(LeftOutReason::ByHand);
        let (features, columns) = self.features(label.name(), &by_hand);
        if features.is_empty() {
            return Err(no_column(&columns));
        }
        let labels = labels(label, choice)?;
        let is_labelled: Vec<bool> = labels.iter().map(Option::is_some).collect();
        let n_empty = label.n_missing();
        let n_without = is_labelled.iter().filter(|is| !**is).count() - n_empty;
        let of = |n_rows: usize, has_value| {
            (n_rows > 0).then(|| RowsLeftOut {
                column: label.name().to_owned(),
                has_value,
                n_rows,
            })
        };
        let rows = [of(n_empty, false), of(n_without, true)];
        let rows = rows.into_iter().flatten().collect();
        let understood = understood(label, choice);
        let labels: Vec<bool> = labels.into_iter().flatten().collect();
        check_classes(&labels, choice)?;
        let column =
            |column: &&Column| FrameColumn::new(column.name(), cells(column, &is_labelled));
        let frame = Frame::new(features.iter().map(column).collect())?;
        let row_numbers = kept(self.row_numbers().iter(), &is_labelled).collect();
        let labelled = Labelled {
            frame,
            labels,
            row_numbers,
        };
        let left_out = LeftOut {
            columns,
            rows,
            label: understood,
        };
        Ok((labelled, left_out))
    }

    /// The columns that become features, and the others but the label.
    fn features(
        &self,
        label: &str,
        by_hand: &dyn Fn(&str) -> Option<LeftOutReason>,
    ) -> (Vec<&Column>, Vec<ColumnLeftOut>) {
        let (mut features, mut left_out) = (Vec::new(), Vec::new());
        for column in self
            .columns()
            .iter()
            .filter(|column| column.name() != label)
        {
            let is_useless = |reason: &LeftOutReason| {
                matches!(reason, LeftOutReason::ByHand | LeftOutReason::Empty)
            };
            match reason(column, by_hand).filter(is_useless) {
                Some(reason) => left_out.push(ColumnLeftOut {
                    name: column.name().to_owned(),
                    reason,
                }),
                None => features.push(column),
            }
        }
        (features, left_out)
    }

    fn find(&self, name: &str) -> Result<&Column, TableError> {
        self.column(name).ok_or_else(|| TableError::NoSuchColumn {
            column: name.to_owned(),
            n_columns: self.columns().len(),
        })
    }

    pub(super) fn label(&self, choice: &LabelChoice) -> Result<&Column, TableError> {
        if choice.label_column.is_empty() {
            return Err(TableError::NoLabelChosen);
        }
        self.find(&choice.label_column)
    }

    /// The columns that the choice leaves out, all of which have to be there.
    pub(super) fn by_hand<'a>(
        &self,
        choice: &'a LabelChoice,
    ) -> Result<HashSet<&'a str>, TableError> {
        let known: HashSet<_> = self.columns().iter().map(Column::name).collect();
        let names = choice.left_out.iter().map(String::as_str);
        let is_there = |name: &'a str| match known.contains(name) {
            true => Ok(name),
            false => self.find(name).map(|_| name),
        };
        names.map(is_there).collect()
    }
}

/// Why a column isn't used as numbers: it was left out, or can't be.
pub(super) fn reason(
    column: &Column,
    left_out: &dyn Fn(&str) -> Option<LeftOutReason>,
) -> Option<LeftOutReason> {
    if let Some(reason) = left_out(column.name()) {
        return Some(reason);
    }
    match column.kind() {
        ColumnKind::Number => None,
        ColumnKind::Empty => Some(LeftOutReason::Empty),
        ColumnKind::Text => Some(
            column
                .stray_text()
                .map_or(LeftOutReason::Text, |(row, cell)| {
                    LeftOutReason::TextAmongNumbers {
                        row,
                        cell: cell.to_owned(),
                    }
                }),
        ),
    }
}

fn no_column(left_out: &[ColumnLeftOut]) -> TableError {
    let n_by_hand = left_out
        .iter()
        .filter(|c| c.reason == LeftOutReason::ByHand)
        .count();
    let n_empty = left_out
        .iter()
        .filter(|c| c.reason == LeftOutReason::Empty)
        .count();
    TableError::NoColumn { n_empty, n_by_hand }
}

/// Values that are one but for their spelling, and those that count as good though there are several.
fn understood(column: &Column, choice: &LabelChoice) -> Vec<String> {
    let TableCells::Texts { dictionary, .. } = column.cells() else {
        return Vec::new();
    };
    let mut said = Vec::new();
    let spelled = dictionary
        .iter()
        .filter(|text| is_same_value(text, &choice.default_value));
    let spelled: Vec<&str> = spelled.map(String::as_str).collect();
    if spelled.len() > 1 {
        said.push(format!(
            "{}: {} are taken for one value.",
            column.name(),
            spelled.join(", ")
        ));
    }
    let good = dictionary
        .iter()
        .filter(|text| choice.meaning(text) == Meaning::Good);
    let mut good: Vec<String> = good.map(|text| text.trim().to_ascii_lowercase()).collect();
    sort_by(&mut good, Ord::cmp);
    good.dedup();
    if good.len() > 1 {
        let shown = good.get(..SHOWN).unwrap_or(&good).join(", ");
        let more = if good.len() > SHOWN { ", …" } else { "" };
        said.push(format!(
            "{}: {} values count as good: {shown}{more}.",
            column.name(),
            good.len()
        ));
    }
    said
}

/// For each row whether it is a default, `None` where the label is missing or of a value that is left out.
pub(super) fn labels(
    column: &Column,
    choice: &LabelChoice,
) -> Result<Vec<Option<bool>>, TableError> {
    let label = |meaning: Meaning| match meaning {
        Meaning::Default => Some(true),
        Meaning::Good => Some(false),
        Meaning::Neither => None,
    };
    let labels: Vec<Option<bool>> = match column.cells() {
        TableCells::Numbers(values) => {
            let numbers = |texts: &[String]| {
                texts
                    .iter()
                    .filter_map(|text| number_from(text.trim()))
                    .collect::<Vec<_>>()
            };
            let wanted = numbers(
                &[
                    std::slice::from_ref(&choice.default_value),
                    &choice.also_default,
                ]
                .concat(),
            );
            let without = numbers(&choice.without);
            let of = |value: &f64| {
                let is_used = !value.is_nan() && !without.contains(value);
                is_used.then(|| wanted.contains(value))
            };
            values.iter().map(of).collect()
        }
        TableCells::Texts {
            codes, dictionary, ..
        } => {
            let by_level: Vec<_> = dictionary
                .iter()
                .map(|text| label(choice.meaning(text)))
                .collect();
            let of = |&code: &u32| by_level.get(usize::try_from(code).ok()?).copied().flatten();
            codes.iter().map(of).collect()
        }
        TableCells::Empty(n_rows) => vec![None; *n_rows],
    };
    if labels.contains(&Some(true)) {
        return Ok(labels);
    }
    let column_name = column.name().to_owned();
    let found = examples(column, labels.len());
    if found.is_empty() {
        return Err(TableError::LabelEmpty {
            column: column_name,
        });
    }
    let value = choice.default_value.clone();
    Err(TableError::DefaultValueAbsent {
        column: column_name,
        value,
        found,
    })
}

/// Up to five distinct values, in the order of the file.
fn examples(column: &Column, n_rows: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for cell in (0..n_rows).filter_map(|row| column.cell(row)) {
        if !found.iter().any(|text| *text == cell) {
            found.push(cell.into_owned());
        }
        if found.len() == 5 {
            break;
        }
    }
    found
}

fn check_classes(labels: &[bool], choice: &LabelChoice) -> Result<(), TableError> {
    let n_samples = labels.len();
    let n_positives = labels.iter().filter(|&&label| label).count();
    if n_positives > 0 && n_positives < n_samples {
        return Ok(());
    }
    let (column, value) = (choice.label_column.clone(), choice.default_value.clone());
    Err(TableError::OneClass {
        column,
        value,
        n_samples,
        n_positives,
    })
}

/// The cells of a column in some of its rows.
fn cells(column: &Column, is_kept: &[bool]) -> Cells {
    match column.cells() {
        TableCells::Numbers(values) => {
            Cells::Numbers(kept(values.iter().copied(), is_kept).collect())
        }
        TableCells::Texts {
            codes, dictionary, ..
        } => Cells::Texts {
            codes: kept(codes.iter().copied(), is_kept).collect(),
            levels: dictionary.clone(),
        },
        TableCells::Empty(_) => {
            Cells::Numbers(kept(std::iter::repeat(f64::NAN), is_kept).collect())
        }
    }
}

fn kept<T>(cells: impl IntoIterator<Item = T>, is_kept: &[bool]) -> impl Iterator<Item = T> {
    cells
        .into_iter()
        .zip(is_kept)
        .filter_map(|(cell, &is_kept)| is_kept.then_some(cell))
}
