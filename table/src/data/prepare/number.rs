//! Texts taken for numbers, and numbers for texts.

use serde::{Deserialize, Serialize};

use super::columns::{are_texts, by_level, chosen, columns_setting};
use super::fitted::{other_kind, treated};
use super::frame::text_of;
use super::{Cells, Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::data::counted::counted;
use crate::data::{number_from, number_text};
use crate::setting::Setting;

/// Takes texts for numbers; a text that is none becomes missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberSpec {
    /// Columns; none for those of whose distinct texts nine in ten are numbers, or all but one.
    pub columns: Vec<String>,
}

struct Numbers {
    /// Columns, and what of them isn't a number: how many training cells, and one of them.
    columns: Vec<(String, usize, String)>,
}

impl Step for NumberSpec {
    const KEY: &'static str = "number";
    const NAME: &'static str = "Take texts for numbers";
    const SETTINGS: &'static [Setting<Self>] = &[columns_setting!("those that nearly are")];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let is_named = !self.columns.is_empty();
        let columns = chosen(frame, &self.columns, are_texts)?.into_iter();
        let learnt = columns.filter_map(|column| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return None;
            };
            let mut counts = vec![0_usize; levels.len()];
            for code in training.rows.iter().filter_map(|&row| codes.get(row)) {
                if let Some(count) = usize::try_from(*code)
                    .ok()
                    .and_then(|of| counts.get_mut(of))
                {
                    *count += 1;
                }
            }
            let there = || levels.iter().zip(&counts).filter(|(_, n)| **n > 0);
            let stray = || there().filter(|(level, _)| number_from(level).is_none());
            let (n_levels, n_stray) = (there().count(), stray().count());
            let n_numbers = n_levels - n_stray;
            let are_nearly = n_numbers >= n_stray && (n_stray <= 1 || n_numbers >= 9 * n_stray);
            let n_cells = stray().map(|(_, n)| n).sum();
            let example = stray()
                .next()
                .map_or_else(String::new, |(level, _)| level.clone());
            (is_named || are_nearly && n_numbers > 0)
                .then(|| (column.name.clone(), n_cells, example))
        });
        Ok(Box::new(Numbers {
            columns: learnt.collect(),
        }))
    }
}

impl Fitted for Numbers {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, ..)| (name, ()));
        treated(frame, columns, |column, ()| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Ok(vec![column]);
            };
            let values = by_level(codes, levels, f64::NAN, number_from);
            Ok(vec![column.with(Cells::Numbers(values))])
        })
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter().map(|(name, n_cells, example)| match n_cells {
            0 => format!("{name} is taken for numbers."),
            n => format!(
                "{name} is taken for numbers; {} of training rows are none, such as “{example}”, and count as missing.",
                counted(*n, "cell")
            ),
        });
        told.collect()
    }
}

/// Takes numbers for texts: codes, such as those of a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategorySpec {
    /// Columns.
    pub columns: Vec<String>,
}

struct Categories {
    columns: Vec<String>,
}

impl Step for CategorySpec {
    const KEY: &'static str = "category";
    const NAME: &'static str = "Take numbers for categories";
    const SETTINGS: &'static [Setting<Self>] = &[columns_setting!("no column")];

    fn fit(
        &self,
        frame: &Frame,
        _training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = chosen(frame, &self.columns, |_| false)?;
        Ok(Box::new(Categories {
            columns: columns
                .into_iter()
                .map(|column| column.name.clone())
                .collect(),
        }))
    }
}

impl Fitted for Categories {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|name| (name, ()));
        treated(frame, columns, |column, ()| {
            let Cells::Numbers(values) = &*column.cells else {
                return Ok(vec![column]);
            };
            let texts: Vec<_> = values
                .iter()
                .map(|&value| (!value.is_nan()).then(|| number_text(value)))
                .collect();
            let cells = Cells::texts(texts.iter().map(Option::as_deref));
            Ok(vec![column.with(cells)])
        })
    }

    fn learnt(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The level of a cell of texts; `None` where it is missing.
pub(super) fn level_of(cells: &Cells, row: usize) -> Option<&str> {
    match cells {
        Cells::Texts { codes, levels } => text_of(levels, *codes.get(row)?),
        Cells::Numbers(_) => None,
    }
}

/// That a column should hold texts.
pub(super) fn wanted_texts(column: &super::FrameColumn) -> PrepareError {
    other_kind(column, "numbers", "text")
}
