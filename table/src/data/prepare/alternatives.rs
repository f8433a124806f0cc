//! What else could stand in a column: values that training rows have there.

use super::columns::known_numbers;
use super::frame::text_of;
use super::{Cells, Frame};
use crate::sorting::{sort_by, sort_numbers};

/// Training rows that are looked at: they place a value to a two-thousandth.
const LOOKED_AT: usize = 2_000;

/// Values of a column among training rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Alternatives {
    /// Numbers, sorted, each as often as it occurs.
    Numbers(Vec<f64>),
    /// The distinct texts, sorted.
    Texts(Vec<String>),
}

impl Alternatives {
    /// At most so many distinct values, evenly taken.
    #[must_use]
    pub fn some(&self, most: usize) -> Vec<Alternative> {
        match self {
            Self::Numbers(sorted) => {
                let mut distinct = sorted.clone();
                distinct.dedup();
                let step = (distinct.len().saturating_sub(1) as f64 / most.max(2) as f64).max(1.0);
                let mut chosen = Vec::new();
                let mut next = 0.0;
                for (place, &value) in distinct.iter().enumerate() {
                    if place as f64 >= next || place + 1 == distinct.len() {
                        chosen.push(Alternative::Number(value));
                        next += step;
                    }
                }
                chosen
            }
            // So many names say nothing one by one.
            Self::Texts(levels) if levels.len() > most => Vec::new(),
            Self::Texts(levels) => levels.iter().cloned().map(Alternative::Text).collect(),
        }
    }

    /// The share of training rows whose numbers lie between two, 0..=1; 1 where either is none, and between two texts: as
    /// the distance of Gower (1971), but for ranks in place of ranges.
    #[must_use]
    pub fn distance(&self, from: f64, to: f64) -> f64 {
        let Self::Numbers(sorted) = self else {
            return 1.0;
        };
        if from.is_nan() || to.is_nan() {
            return 1.0;
        }
        let (low, high) = (from.min(to), from.max(to));
        let below = |end: f64| sorted.partition_point(|value| *value <= end);
        below(high).saturating_sub(below(low)) as f64 / sorted.len().max(1) as f64
    }
}

/// A value that could stand in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Alternative {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Frame {
    /// What some training rows have in each column.
    #[must_use]
    pub fn alternatives(&self, train: &[usize]) -> Vec<Alternatives> {
        let step = train.len().div_ceil(LOOKED_AT).max(1);
        let rows: Vec<usize> = train.iter().copied().step_by(step).collect();
        let columns = self.columns().iter();
        let of = columns.map(|column| match &*column.cells {
            Cells::Numbers(values) => {
                let mut known = known_numbers(values, &rows);
                sort_numbers(&mut known);
                Alternatives::Numbers(known)
            }
            Cells::Texts { codes, levels } => {
                let mut is_there = vec![false; levels.len()];
                for &row in &rows {
                    let code = codes.get(row).and_then(|&code| usize::try_from(code).ok());
                    if let Some(there) = code.and_then(|code| is_there.get_mut(code)) {
                        *there = true;
                    }
                }
                let levels = levels.iter().zip(is_there);
                let mut there: Vec<_> = levels
                    .filter(|(_, is_there)| *is_there)
                    .map(|(level, _)| level.clone())
                    .collect();
                sort_by(&mut there, Ord::cmp);
                Alternatives::Texts(there)
            }
        });
        of.collect()
    }

    /// Its first row so many times over.
    #[must_use]
    pub fn repeated(&self, n_rows: usize) -> Vec<Cells> {
        let columns = self.columns().iter();
        let cells = columns.map(|column| match &*column.cells {
            Cells::Numbers(values) => {
                Cells::Numbers(vec![values.first().copied().unwrap_or(f64::NAN); n_rows])
            }
            Cells::Texts { codes, levels } => Cells::Texts {
                codes: vec![codes.first().copied().unwrap_or(u32::MAX); n_rows],
                levels: levels.clone(),
            },
        });
        cells.collect()
    }
}

impl Cells {
    /// The number in a row; NaN where there is none.
    #[must_use]
    pub fn number(&self, row: usize) -> f64 {
        match self {
            Self::Numbers(values) => values.get(row).copied().unwrap_or(f64::NAN),
            Self::Texts { .. } => f64::NAN,
        }
    }

    /// Whether a value stands in a row.
    #[must_use]
    pub fn holds(&self, row: usize, value: &Alternative) -> bool {
        match (self, value) {
            (Self::Numbers(_), Alternative::Number(number)) => self.number(row) == *number,
            (Self::Texts { codes, levels }, Alternative::Text(text)) => {
                codes.get(row).and_then(|&code| text_of(levels, code)) == Some(text)
            }
            _ => false,
        }
    }

    /// Puts a value into a row; one of another kind is left.
    pub fn put(&mut self, row: usize, value: &Alternative) {
        match (self, value) {
            (Self::Numbers(values), Alternative::Number(number)) => {
                if let Some(cell) = values.get_mut(row) {
                    *cell = *number;
                }
            }
            (Self::Texts { codes, levels }, Alternative::Text(text)) => {
                let place = levels.iter().position(|level| level == text);
                let place = place.unwrap_or_else(|| {
                    levels.push(text.clone());
                    levels.len() - 1
                });
                if let Some(cell) = codes.get_mut(row) {
                    *cell = u32::try_from(place).unwrap_or(u32::MAX);
                }
            }
            _ => {}
        }
    }
}
