//! Numbers that lie far out.

use serde::{Deserialize, Serialize};

use super::columns::{are_numbers, chosen, columns_setting, known_numbers, quantile};
use super::fitted::{other_kind, treated};
use super::{Cells, Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::setting::{Setting, at, choice, place, real};
use crate::sorting::sort_numbers;
use crate::words::typeset;

/// By what it is seen that a number lies far out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// So many interquartile ranges beyond the quartiles (Tukey 1977).
    #[default]
    Iqr,
    /// So many standard deviations from the mean.
    Deviations,
    /// This share of the numbers at either end.
    Share,
}

/// What is done with such a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FarOut {
    /// It becomes the limit.
    #[default]
    Clip,
    /// It stays, and a column behind says so.
    Flag,
    /// It counts as missing.
    Missing,
    /// Its row is left out, where it is of the training.
    LeaveOut,
}

const LIMITS: [Limit; 3] = [Limit::Iqr, Limit::Deviations, Limit::Share];
const ACTS: [FarOut; 4] = [
    FarOut::Clip,
    FarOut::Flag,
    FarOut::Missing,
    FarOut::LeaveOut,
];

/// Does something about numbers that lie far out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClipSpec {
    /// Columns; none for all of numbers.
    pub columns: Vec<String>,
    /// By what it is seen.
    pub limit: Limit,
    /// How many of them: 1.5 interquartile ranges, 3 standard deviations, a share of .01.
    pub width: f64,
    /// What is done.
    pub act: FarOut,
}

impl Default for ClipSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            limit: Limit::Iqr,
            width: 1.5,
            act: FarOut::Clip,
        }
    }
}

struct Clips {
    act: FarOut,
    /// Columns, their limits, and how many training cells lie beyond.
    columns: Vec<(String, [f64; 2], usize)>,
    left_out: Vec<usize>,
}

impl ClipSpec {
    fn limits(&self, mut known: Vec<f64>) -> [f64; 2] {
        sort_numbers(&mut known);
        match self.limit {
            Limit::Iqr => {
                let [low, high] = [0.25, 0.75].map(|share| quantile(&known, share));
                let reach = self.width * (high - low);
                [low - reach, high + reach]
            }
            Limit::Deviations => {
                let n = known.len() as f64;
                let mean = known.iter().sum::<f64>() / n;
                let squares = known.iter().map(|value| (value - mean).powi(2));
                let reach = self.width * (squares.sum::<f64>() / n).sqrt();
                [mean - reach, mean + reach]
            }
            Limit::Share => [self.width, 1.0 - self.width].map(|share| quantile(&known, share)),
        }
    }
}

impl Step for ClipSpec {
    const KEY: &'static str = "clip";
    const NAME: &'static str = "Numbers that lie far out";
    const SETTINGS: &'static [Setting<Self>] = &[
        columns_setting!("all of numbers"),
        choice(
            "by",
            "Beyond",
            &[
                ("iqr", "interquartile ranges"),
                ("z", "standard deviations"),
                ("share", "a share at either end"),
            ],
            |s| place(&LIMITS, &s.limit),
            |s, v| {
                s.limit = at(&LIMITS, v);
                s.width = [1.5, 3.0, 0.01].get(v).copied().unwrap_or(s.width);
            },
        ),
        real(
            "width",
            "How many",
            (0.0, 1000.0),
            |s| s.width,
            |s, v| s.width = v,
        ),
        choice(
            "act",
            "What is done",
            &[
                ("clip", "clip"),
                ("flag", "flag"),
                ("missing", "take for missing"),
                ("leave", "leave the row out of training"),
            ],
            |s| place(&ACTS, &s.act),
            |s, v| s.act = at(&ACTS, v),
        ),
    ];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let mut columns = Vec::new();
        let mut left_out = Vec::new();
        for column in chosen(frame, &self.columns, are_numbers)? {
            let Cells::Numbers(values) = &*column.cells else {
                return Err(other_kind(column, "text", "numbers"));
            };
            let known = known_numbers(values, training.rows);
            let [low, high] = self.limits(known.clone());
            let n_beyond = known
                .iter()
                .filter(|value| **value < low || **value > high)
                .count();
            if self.act == FarOut::LeaveOut {
                let is_beyond = |row: &&usize| {
                    let value = column.cells.number(**row);
                    value < low || value > high
                };
                left_out.extend(training.rows.iter().filter(is_beyond));
            }
            columns.push((column.name.clone(), [low, high], n_beyond));
        }
        Ok(Box::new(Clips {
            act: self.act,
            columns,
            left_out,
        }))
    }
}

impl Fitted for Clips {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|(name, limits, _)| (name, *limits));
        treated(frame, columns, |column, [low, high]| {
            let Cells::Numbers(values) = &*column.cells else {
                return Err(other_kind(&column, "text", "numbers"));
            };
            let is_beyond = |value: f64| value < low || value > high;
            let made = match self.act {
                FarOut::Clip => {
                    // Without a limit, as in a column of nothing, all stays.
                    let within = |value: &f64| match *value {
                        value if value < low => low,
                        value if value > high => high,
                        value => value,
                    };
                    let values = values.iter().map(within).collect();
                    vec![column.with(Cells::Numbers(values))]
                }
                FarOut::LeaveOut => vec![column],
                FarOut::Missing => {
                    let known = |value: &f64| if is_beyond(*value) { f64::NAN } else { *value };
                    let values = values.iter().map(known).collect();
                    vec![column.with(Cells::Numbers(values))]
                }
                FarOut::Flag => {
                    let flags = values
                        .iter()
                        .map(|value| f64::from(u8::from(is_beyond(*value))));
                    let name = format!("{} is far out", column.name);
                    let flag = column.derived(name, flags.collect());
                    vec![column, flag]
                }
            };
            Ok(made)
        })
    }

    fn left_out(&self) -> &[usize] {
        &self.left_out
    }

    fn learnt(&self) -> Vec<String> {
        let some = self.columns.iter().filter(|(.., n_beyond)| *n_beyond > 0);
        let told = some.map(|(name, limits, n_beyond)| {
            let [low, high] = limits.map(|limit| typeset(limit, 5));
            format!("{name}: {n_beyond} training cells lie outside {low} to {high}.")
        });
        told.collect()
    }
}
