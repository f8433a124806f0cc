//! Levels as the share of defaults that the training rows have there.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::columns::{are_texts, by_level, chosen, columns_setting};
use super::fitted::treated;
use super::frame::text_of;
use super::number::wanted_texts;
use super::one_hot::training_levels;
use super::{Cells, Fitted, Frame, PrepareError, Step, TrainingRows};
use crate::folds::stratified_folds;
use crate::setting::{Setting, size, whole};
use crate::words::{percent, typeset};

/// Turns texts of many levels into the share of defaults among the training rows of their level, drawn towards that of
/// all training rows where a level has few: scikit-learn 1.9's `TargetEncoder(smooth="auto", cv=folds,
/// random_state=seed)` (Micci-Barreca 2001). A training row is given a share that was learnt without its fold, so that
/// its own label isn't among what it is predicted from. A level that no training row has gets the share of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetSpec {
    /// Columns; none for all of texts.
    pub columns: Vec<String>,
    /// Folds among the training rows, 2 or more.
    pub folds: usize,
}

impl Default for TargetSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            folds: 5,
        }
    }
}

/// What stands for a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    /// The share of defaults.
    Share,
    /// The weight of evidence.
    Evidence,
}

/// What stands for each level, and for one that isn't known.
struct Values {
    by_level: HashMap<String, f64>,
    of_none: f64,
}

struct TargetColumn {
    name: String,
    values: Values,
    /// The training rows, and what each was given.
    own: Vec<(usize, f64)>,
}

struct Targets {
    value: Value,
    columns: Vec<TargetColumn>,
}

/// A column of texts, as rows are learnt from.
struct Levels<'a> {
    codes: &'a [u32],
    levels: &'a [String],
    known: Vec<&'a str>,
}

impl Levels<'_> {
    fn of(&self, row: usize) -> Option<&str> {
        text_of(self.levels, *self.codes.get(row)?)
    }

    /// Learns the values from some rows.
    fn values(&self, rows: &[(usize, bool)], value: Value) -> Values {
        let n_rows = rows.len() as f64;
        let n_defaults = rows.iter().filter(|(_, label)| *label).count() as f64;
        let of_all = n_defaults / n_rows;
        let variance = of_all * (1.0 - of_all);
        let mut counts: HashMap<&str, (f64, f64)> = HashMap::new();
        for &(row, label) in rows {
            if let Some(level) = self.of(row) {
                let (n, defaults) = counts.entry(level).or_default();
                *n += 1.0;
                *defaults += f64::from(u8::from(label));
            }
        }
        let share = |(n, defaults): (f64, f64)| {
            let mean = defaults / n;
            // The squared differences to the mean of 0 and 1.
            let within = n * mean * (1.0 - mean);
            let weight = variance * n / (variance * n + within / n);
            let drawn = weight * mean + (1.0 - weight) * of_all;
            if weight.is_nan() { of_all } else { drawn }
        };
        // Half a row of each class more in every level, so that none is without.
        let added = 0.5 * self.known.len() as f64;
        let evidence = |(n, defaults): (f64, f64)| {
            let of_defaults = (defaults + 0.5) / (n_defaults + added);
            let of_others = (n - defaults + 0.5) / (n_rows - n_defaults + added);
            (of_defaults / of_others).ln()
        };
        let of_level = |level: &&str| {
            let counted = counts.get(level).copied().unwrap_or_default();
            let value = match value {
                Value::Share => share(counted),
                Value::Evidence => evidence(counted),
            };
            ((*level).to_owned(), value)
        };
        Values {
            by_level: self.known.iter().map(of_level).collect(),
            of_none: match value {
                Value::Share => of_all,
                Value::Evidence => 0.0,
            },
        }
    }
}

impl Values {
    fn of(&self, level: Option<&str>) -> f64 {
        let value = level.and_then(|level| self.by_level.get(level));
        value.copied().unwrap_or(self.of_none)
    }
}

/// Turns texts into their weight of evidence, ln (share of the defaults in the level / share of the other class), with half a
/// row of each class more in every level, as scorecards do; learnt with folds as [`TargetSpec`] does. A level that no training row has is 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WoeSpec {
    /// Columns; none for all of texts.
    pub columns: Vec<String>,
    /// Folds among the training rows, 2 or more.
    pub folds: usize,
}

impl Default for WoeSpec {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            folds: 5,
        }
    }
}

macro_rules! folds_setting {
    () => {
        whole(
            "folds",
            "Folds",
            (2, 100),
            |s| s.folds as u64,
            |s, v| s.folds = size(v),
        )
    };
}

impl Step for TargetSpec {
    const KEY: &'static str = "target";
    const NAME: &'static str = "Texts to default rates";
    const SETTINGS: &'static [Setting<Self>] =
        &[columns_setting!("all of texts"), folds_setting!()];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        learn(frame, training, &self.columns, self.folds, Value::Share)
    }
}

impl Step for WoeSpec {
    const KEY: &'static str = "woe";
    const NAME: &'static str = "Texts to weights of evidence";
    const SETTINGS: &'static [Setting<Self>] =
        &[columns_setting!("all of texts"), folds_setting!()];

    fn fit(
        &self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        learn(frame, training, &self.columns, self.folds, Value::Evidence)
    }
}

/// Learns what stands for the levels of columns.
fn learn(
    frame: &Frame,
    training: &TrainingRows<'_>,
    columns: &[String],
    folds: usize,
    value: Value,
) -> Result<Box<dyn Fitted>, PrepareError> {
    let label = |&row: &usize| training.labels.get(row).map(|&label| (row, label));
    let rows: Vec<(usize, bool)> = training.rows.iter().filter_map(label).collect();
    if rows.is_empty() {
        return Err(PrepareError::NoTrainingRows);
    }
    let labels: Vec<bool> = rows.iter().map(|&(_, label)| label).collect();
    let n_folds = folds.clamp(2, rows.len().max(2));
    let folds = stratified_folds(&labels, n_folds, Some(training.seed));
    let columns = chosen(frame, columns, are_texts)?
        .into_iter()
        .filter_map(|column| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return None;
            };
            let known = training_levels(codes, levels, training);
            let levels = Levels {
                codes,
                levels,
                known,
            };
            let mut own = Vec::with_capacity(rows.len());
            for fold in 0..n_folds {
                let is_in = |place: usize| folds.get(place) == Some(&fold);
                let places = 0..rows.len();
                let (within, without): (Vec<_>, Vec<_>) = places.partition(|&place| is_in(place));
                let learnt_from: Vec<_> = without.into_iter().map(|place| rows[place]).collect();
                let values = levels.values(&learnt_from, value);
                own.extend(within.into_iter().map(|place| {
                    let row = rows[place].0;
                    (row, values.of(levels.of(row)))
                }));
            }
            Some(TargetColumn {
                name: column.name.clone(),
                values: levels.values(&rows, value),
                own,
            })
        });
    Ok(Box::new(Targets {
        value,
        columns: columns.collect(),
    }))
}

impl Targets {
    fn apply_with(&self, frame: Frame, is_own: bool) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|known| (&known.name, known));
        treated(frame, columns, |column, known| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Err(wanted_texts(&column));
            };
            let of_level = |level: &str| Some(known.values.of(Some(level)));
            let mut values = by_level(codes, levels, known.values.of_none, of_level);
            for &(row, share) in known.own.iter().filter(|_| is_own) {
                if let Some(value) = values.get_mut(row) {
                    *value = share;
                }
            }
            Ok(vec![column.with(Cells::Numbers(values))])
        })
    }
}

impl Fitted for Targets {
    fn apply(&self, frame: Frame) -> Result<Frame, PrepareError> {
        self.apply_with(frame, false)
    }

    fn apply_to_own(&self, frame: Frame) -> Result<Frame, PrepareError> {
        self.apply_with(frame, true)
    }

    fn learnt(&self) -> Vec<String> {
        let told = self.columns.iter().map(|column| {
            let values = column.values.by_level.values().copied();
            let (low, high) = values
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                    (low.min(value), high.max(value))
                });
            let n = column.values.by_level.len();
            let (what, [low, high]) = match self.value {
                Value::Share => (
                    "default rates",
                    [low, high].map(|share| percent(Some(share))),
                ),
                Value::Evidence => (
                    "weights of evidence",
                    [low, high].map(|value| typeset(value, 3)),
                ),
            };
            format!(
                "{}: {n} levels as their {what}, {low} to {high}.",
                column.name
            )
        });
        told.collect()
    }
}
