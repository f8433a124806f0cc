//! From a table to a data set, once its label column is chosen.

use std::collections::HashSet;

use ndarray::Array2;

use super::table::{Cells, MISSING};
use super::{
    Column, ColumnKind, ColumnLeftOut, Dataset, LabelChoice, LeftOut, LeftOutReason, RawTable,
    RowsLeftOut, TableError,
};

/// Name and numbers, NaN where missing.
type Feature<'a> = (&'a str, &'a [f64]);

impl RawTable {
    /// The rows without missing values as a data set of all numeric columns but the label and those
    /// left out by hand, and what else was left out.
    ///
    /// Missing cells count only in columns that are used, the label among them.
    ///
    /// # Errors
    /// See [`TableError`]: a column or value that isn't there, no column or row left, one class.
    pub fn dataset(&self, choice: &LabelChoice) -> Result<(Dataset, LeftOut), TableError> {
        let label = self.label(choice)?;
        let by_hand = self.by_hand(choice)?;
        let by_hand = |name: &str| by_hand.contains(name).then_some(LeftOutReason::ByHand);
        let (features, columns) = self.features(label.name(), &by_hand);
        if features.is_empty() {
            return Err(no_numeric_column(&columns));
        }
        let labels = labels(label, &choice.default_value)?;
        let (is_complete, rows) = self.complete_rows(&features, label, &labels);
        let left_out = LeftOut { columns, rows };
        if left_out.n_rows() == self.n_rows() {
            return Err(self.no_complete_row(&features));
        }
        let labels: Vec<bool> = kept(labels, &is_complete).flatten().collect();
        check_classes(&labels, choice)?;
        let matrix = matrix(&features, &is_complete, labels.len());
        let names = features.iter().map(|&(name, _)| name.to_owned()).collect();
        let dataset = Dataset::new(matrix, labels, names)?;
        let numbers = kept(self.row_numbers().iter(), &is_complete).collect();
        Ok((dataset.with_row_numbers(numbers), left_out))
    }

    /// The columns that become features, and the others but the label.
    fn features(
        &self,
        label: &str,
        by_hand: &dyn Fn(&str) -> Option<LeftOutReason>,
    ) -> (Vec<Feature<'_>>, Vec<ColumnLeftOut>) {
        let (mut features, mut left_out) = (Vec::new(), Vec::new());
        for column in self
            .columns()
            .iter()
            .filter(|column| column.name() != label)
        {
            let name = column.name();
            match reason(column, by_hand) {
                Some(reason) => left_out.push(ColumnLeftOut {
                    name: name.to_owned(),
                    reason,
                }),
                None => features.extend(column.numbers().map(|values| (name, values))),
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

    /// Which rows miss nothing, and in which column the others first do.
    fn complete_rows(
        &self,
        features: &[Feature<'_>],
        label: &Column,
        labels: &[Option<bool>],
    ) -> (Vec<bool>, Vec<RowsLeftOut>) {
        let mut is_complete = vec![true; self.n_rows()];
        let mut rows = Vec::new();
        let mut features = features.iter().peekable();
        for column in self.columns() {
            let name = column.name();
            let n_rows = if name == label.name() {
                drop_missing(&mut is_complete, labels, Option::is_none)
            } else if let Some((_, values)) = features.next_if(|&&(feature, _)| feature == name) {
                drop_missing(&mut is_complete, values, |value| value.is_nan())
            } else {
                0
            };
            if n_rows > 0 {
                rows.push(RowsLeftOut {
                    column: name.to_owned(),
                    n_rows,
                });
            }
        }
        (is_complete, rows)
    }

    fn no_complete_row(&self, features: &[Feature<'_>]) -> TableError {
        let n_missing = |values: &[f64]| values.iter().filter(|value| value.is_nan()).count();
        let counts = features
            .iter()
            .map(|&(name, values)| (n_missing(values), name));
        let (n_missing, column) = counts
            .max_by_key(|&(n_missing, _)| n_missing)
            .unwrap_or((0, ""));
        TableError::NoCompleteRow {
            n_rows: self.n_rows(),
            column: column.to_owned(),
            n_missing,
        }
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

fn no_numeric_column(left_out: &[ColumnLeftOut]) -> TableError {
    let n_by_hand = left_out
        .iter()
        .filter(|c| c.reason == LeftOutReason::ByHand)
        .count();
    let n_empty = left_out
        .iter()
        .filter(|c| c.reason == LeftOutReason::Empty)
        .count();
    let n_text = left_out.len() - n_by_hand - n_empty;
    TableError::NoNumericColumn {
        n_text,
        n_empty,
        n_by_hand,
    }
}

/// For each row whether it is a default, `None` where the label is missing.
pub(super) fn labels(
    column: &Column,
    default_value: &str,
) -> Result<Vec<Option<bool>>, TableError> {
    let wanted = default_value.trim();
    let labels: Vec<Option<bool>> = match column.cells() {
        Cells::Numbers(values) => {
            let wanted = wanted.parse::<f64>().ok();
            let label = |value: &f64| (!value.is_nan()).then(|| Some(*value) == wanted);
            values.iter().map(label).collect()
        }
        Cells::Texts {
            codes, dictionary, ..
        } => {
            let code = dictionary.iter().position(|text| text == wanted);
            let code = code.and_then(|code| u32::try_from(code).ok());
            let label = |&cell: &u32| (cell != MISSING).then(|| Some(cell) == code);
            codes.iter().map(label).collect()
        }
        Cells::Empty(n_rows) => vec![None; *n_rows],
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
    let value = default_value.to_owned();
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

/// The complete rows, `(n_samples, n_features)`.
fn matrix(features: &[Feature<'_>], is_complete: &[bool], n_samples: usize) -> Array2<f64> {
    let mut matrix = Array2::zeros((n_samples, features.len()));
    for (mut to, (_, from)) in matrix.columns_mut().into_iter().zip(features) {
        let values = kept(from.iter().copied(), is_complete);
        to.iter_mut()
            .zip(values)
            .for_each(|(to, value)| *to = value);
    }
    matrix
}

/// Marks rows that miss this cell; returns how many were complete so far.
fn drop_missing<T>(
    is_complete: &mut [bool],
    cells: &[T],
    is_missing: impl Fn(&T) -> bool,
) -> usize {
    let mut n_dropped = 0;
    for (is_complete, cell) in is_complete.iter_mut().zip(cells) {
        if *is_complete && is_missing(cell) {
            *is_complete = false;
            n_dropped += 1;
        }
    }
    n_dropped
}

fn kept<T>(cells: impl IntoIterator<Item = T>, is_kept: &[bool]) -> impl Iterator<Item = T> {
    cells
        .into_iter()
        .zip(is_kept)
        .filter_map(|(cell, &is_kept)| is_kept.then_some(cell))
}
