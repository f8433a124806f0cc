//! Columns that can teach nothing, or the wrong thing.

use serde::{Deserialize, Serialize};

use super::columns::names;
use super::fitted::treated;
use super::frame::text_of;
use super::{Cells, Fitted, Frame, FrameColumn, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, flag, text};
use crate::sorting::{sort_by, sort_rows};

/// Fewer rows than this don't tell an identifier from a column of many values.
const FEWEST_ROWS: usize = 20;

/// Leaves columns out that are of no use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropSpec {
    /// Those that have one value in all training rows, or none.
    pub constants: bool,
    /// Those that number or name the rows.
    pub identifiers: bool,
    /// Those whose cells are those of a column before them, in every training row.
    pub duplicates: bool,
    /// Names of those that stay in any case.
    pub keep: Vec<String>,
}

impl Default for DropSpec {
    fn default() -> Self {
        Self {
            constants: true,
            identifiers: true,
            duplicates: true,
            keep: Vec::new(),
        }
    }
}

/// Why a column is of no use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Useless {
    /// It has one value in all training rows, or none.
    Constant,
    /// It numbers the rows: whole numbers, one a row, rising or falling.
    Numbering,
    /// It names the rows: texts, hardly two alike.
    Naming,
    /// It is the same as a column before it.
    Duplicate(String),
}

/// A column that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The column.
    pub column: String,
    /// Why.
    pub reason: Useless,
}

struct Drops {
    columns: Vec<Dropped>,
}

impl Step for DropSpec {
    const KEY: &'static str = "drop";
    const NAME: &'static str = "Leave useless columns out";
    const SETTINGS: &'static [Setting<Self>] = &[
        flag(
            "constants",
            "Constants",
            |s| s.constants,
            |s, v| s.constants = v,
        ),
        flag(
            "identifiers",
            "Identifiers",
            |s| s.identifiers,
            |s, v| s.identifiers = v,
        ),
        flag(
            "duplicates",
            "Duplicates",
            |s| s.duplicates,
            |s, v| s.duplicates = v,
        ),
        text(
            "keep",
            "But keep",
            "Names of columns with commas between them, please.",
            |s| super::columns::listed(&s.keep),
            |s, v| {
                s.keep = names(v);
                true
            },
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let columns = frame.columns();
        let reason = |(place, column): (usize, &FrameColumn)| {
            let reason = self.reason(column, &columns[..place], training.rows)?;
            Some(Dropped {
                column: column.name.clone(),
                reason,
            })
        };
        Ok(Box::new(Drops {
            columns: columns.iter().enumerate().filter_map(reason).collect(),
        }))
    }
}

impl DropSpec {
    /// Why a column is of no use, beside those before it.
    pub(super) fn reason(
        &self,
        column: &FrameColumn,
        before: &[FrameColumn],
        rows: &[usize],
    ) -> Option<Useless> {
        if self.keep.contains(&column.name) {
            return None;
        }
        if self.constants && is_constant(&column.cells, rows) {
            return Some(Useless::Constant);
        }
        if self.identifiers
            && let Some(reason) = identifies(&column.cells, rows)
        {
            return Some(reason);
        }
        let mut before = before.iter().filter(|_| self.duplicates);
        let same = before.find(|other| {
            rows.iter()
                .all(|&row| is_same(&column.cells, &other.cells, row))
        });
        same.map(|other| Useless::Duplicate(other.name.clone()))
    }
}

fn is_constant(cells: &Cells, rows: &[usize]) -> bool {
    let Some(&first) = rows.first() else {
        return true;
    };
    match cells {
        Cells::Numbers(values) => {
            let of = |row: usize| {
                values
                    .get(row)
                    .map_or(f64::NAN.to_bits(), |value| value.to_bits())
            };
            let is_missing = cells.is_missing(first);
            rows.iter().all(|&row| {
                if is_missing {
                    cells.is_missing(row)
                } else {
                    of(row) == of(first)
                }
            })
        }
        Cells::Texts { codes, .. } => {
            let first = codes.get(first);
            rows.iter().all(|&row| codes.get(row) == first)
        }
    }
}

/// Whether a column tells rows apart instead of saying something of them.
fn identifies(cells: &Cells, rows: &[usize]) -> Option<Useless> {
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    // Training rows are in drawn order, and numbers of rows rise in the order of the file.
    let mut rows = rows.to_vec();
    sort_rows(&mut rows);
    match cells {
        Cells::Numbers(values) => {
            let numbers: Vec<f64> = rows
                .iter()
                .filter_map(|&row| values.get(row).copied())
                .collect();
            let are_whole = numbers.iter().all(|number| number.fract() == 0.0);
            let rises = numbers.is_sorted_by(|a, b| a < b);
            let falls = numbers.is_sorted_by(|a, b| a > b);
            (are_whole && (rises || falls)).then_some(Useless::Numbering)
        }
        Cells::Texts { codes, levels } => {
            let mut there: Vec<u32> = rows
                .iter()
                .filter_map(|&row| codes.get(row).copied())
                .filter(|&code| text_of(levels, code).is_some())
                .collect();
            let n_there = there.len();
            sort_by(&mut there, Ord::cmp);
            there.dedup();
            // Nine of ten are the only one of their kind.
            (n_there >= FEWEST_ROWS && there.len() * 10 >= n_there * 9).then_some(Useless::Naming)
        }
    }
}

fn is_same(cells: &Cells, other: &Cells, row: usize) -> bool {
    match (cells, other) {
        (Cells::Numbers(a), Cells::Numbers(b)) => {
            let [a, b] = [a, b].map(|values| values.get(row).copied().unwrap_or(f64::NAN));
            a == b || a.is_nan() && b.is_nan()
        }
        (
            Cells::Texts { codes, levels },
            Cells::Texts {
                codes: other,
                levels: other_levels,
            },
        ) => {
            let of = |codes: &[u32], levels| {
                text_of(levels, codes.get(row).copied()?).map(str::to_owned)
            };
            of(codes, levels) == of(other, other_levels)
        }
        _ => false,
    }
}

impl Fitted for Drops {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|dropped| (&dropped.column, ()));
        treated(frame, columns, |_, ()| Ok(Vec::new()))
    }

    fn learnt(&self) -> Vec<String> {
        let told = self
            .columns
            .iter()
            .map(|Dropped { column, reason }| match reason {
                Useless::Constant => {
                    format!("{column} is left out: it has one value in all training rows.")
                }
                Useless::Numbering => format!("{column} is left out: it numbers the rows."),
                Useless::Naming => {
                    format!("{column} is left out: it names the rows, hardly two alike.")
                }
                Useless::Duplicate(other) => {
                    format!("{column} is left out: it is the same as {other}.")
                }
            });
        told.collect()
    }
}
