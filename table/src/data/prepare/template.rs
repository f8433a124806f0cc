//! What a table has to look like to take the way of an earlier one.

use std::collections::{HashMap, HashSet};

use super::frame::text_of;
use super::{Cells, Frame, FrameColumn, PrepareError};
use crate::data::counted::counted;
use crate::data::{RawTable, number_from};

/// Names of columns that a sentence lists at most.
const LISTED: usize = 5;

/// The columns of a frame, with the texts that occur there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    columns: Vec<TemplateColumn>,
}

#[derive(Clone, Debug, PartialEq)]
struct TemplateColumn {
    name: String,
    /// The distinct texts; `None` of numbers.
    levels: Option<HashSet<String>>,
}

impl Template {
    /// That of a frame.
    #[must_use]
    pub fn of(frame: &Frame) -> Self {
        let columns = frame.columns().iter().map(|column| TemplateColumn {
            name: column.name.clone(),
            levels: match &*column.cells {
                Cells::Numbers(_) => None,
                Cells::Texts { levels, .. } => Some(levels.iter().cloned().collect()),
            },
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// The columns of a table as they stand in the template, and what had to be done for that, a sentence each: a column
    /// that the table lacks is all missing, texts among numbers count as missing, and other columns are left out.
    ///
    /// # Errors
    ///
    /// [`PrepareError::NoColumn`] where the table has none of the columns.
    pub fn frame(&self, table: &RawTable) -> Result<(Frame, Vec<String>), PrepareError> {
        let mut said = Vec::new();
        let mut columns = Vec::new();
        let (mut absent, mut n_found) = (Vec::new(), 0);
        for wanted in &self.columns {
            let cells = match table.column(&wanted.name) {
                Some(column) => {
                    n_found += 1;
                    let (cells, note) = wanted.cells(column, table.n_rows());
                    said.extend(note);
                    cells
                }
                None => {
                    absent.push(wanted.name.as_str());
                    wanted.nothing(table.n_rows())
                }
            };
            columns.push(FrameColumn::new(&wanted.name, cells));
        }
        if n_found == 0 {
            let first = self.columns.first().map(|column| column.name.clone());
            return Err(PrepareError::NoColumn(first.unwrap_or_default()));
        }
        let known: HashSet<&str> = self
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let extra = table.columns().iter().map(crate::data::Column::name);
        let extra: Vec<&str> = extra.filter(|name| !known.contains(name)).collect();
        if !absent.is_empty() {
            let (n, names) = (counted(absent.len(), "column"), listed(&absent));
            said.insert(
                0,
                format!("{n} of the training rows isn't there, and counts as missing: {names}."),
            );
        }
        if !extra.is_empty() {
            let (n, names) = (counted(extra.len(), "column"), listed(&extra));
            said.push(format!("{n} that the models don't know: {names}."));
        }
        Ok((Frame::new(columns)?, said))
    }
}

fn listed(names: &[&str]) -> String {
    let shown = names.get(..LISTED).unwrap_or(names).join(", ");
    if names.len() > LISTED {
        format!("{shown}, …")
    } else {
        shown
    }
}

impl TemplateColumn {
    fn nothing(&self, n_rows: usize) -> Cells {
        match self.levels {
            None => Cells::Numbers(vec![f64::NAN; n_rows]),
            Some(_) => Cells::texts((0..n_rows).map(|_| None)),
        }
    }

    /// The cells of a column as they are wanted, and what there is to say of them.
    fn cells(&self, column: &crate::data::Column, n_rows: usize) -> (Cells, Option<String>) {
        let texts: Vec<_> = (0..n_rows).map(|row| column.cell(row)).collect();
        let Some(known) = &self.levels else {
            if let Some(values) = column.numbers() {
                return (Cells::Numbers(values.to_vec()), None);
            }
            let number =
                |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().and_then(number_from);
            let n_stray = texts
                .iter()
                .filter(|text| text.is_some() && number(text).is_none())
                .count();
            let values = texts.iter().map(|text| number(text).unwrap_or(f64::NAN));
            let note = (n_stray > 0).then(|| {
                format!(
                    "{}: {} hold no number, and count as missing.",
                    self.name,
                    counted(n_stray, "row")
                )
            });
            return (Cells::Numbers(values.collect()), note);
        };
        // Where all cells of a file are numbers, `01` was read as 1: it is the level that is the same number.
        let numbers: HashMap<u64, &str> = if column.numbers().is_some() {
            let number = |level: &String| number_from(level).map(f64::to_bits);
            let numbers = known.iter().map(|level| (number(level), level.as_str()));
            numbers
                .filter_map(|(bits, level)| Some((bits?, level)))
                .collect()
        } else {
            HashMap::new()
        };
        let level = |text: &str| {
            let same = number_from(text).and_then(|number| numbers.get(&number.to_bits()));
            let same = same.filter(|_| !known.contains(text));
            same.map_or_else(|| text.to_owned(), |level| (*level).to_owned())
        };
        let read = texts.iter().map(|text| text.as_deref().map(level));
        let read: Vec<Option<String>> = read.collect();
        let cells = Cells::texts(read.iter().map(Option::as_deref));
        let Cells::Texts { codes, levels } = &cells else {
            return (cells, None);
        };
        let is_new =
            |code: &&u32| text_of(levels, **code).is_some_and(|level| !known.contains(level));
        let new: Vec<&u32> = codes.iter().filter(is_new).collect();
        let note = new
            .first()
            .and_then(|first| text_of(levels, **first))
            .map(|example| {
                let n = counted(new.len(), "row");
                format!(
                    "{}: {n} with what the training file doesn't have, such as “{example}”.",
                    self.name
                )
            });
        (cells, note)
    }
}
