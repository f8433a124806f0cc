//! Levels as the share of defaults that the training rows have there.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::fitted::{other_kind, treated};
use super::folds::stratified_folds;
use super::frame::text_of;
use super::one_hot::training_levels;
use super::{Cells, Fitted, Frame, PrepareError, TrainingRows};
use crate::words::percent;

/// Turns texts of many levels into the share of defaults among the training rows of their level, drawn towards that of
/// all training rows where a level has few: scikit-learn 1.9's `TargetEncoder(smooth="auto", cv=folds,
/// random_state=seed)` (Micci-Barreca 2001). A training row is given a share that was learnt without its fold, so that
/// its own label isn't among what it is predicted from. A level that no training row has gets the share of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetSpec {
    /// Folds among the training rows, 2 or more.
    pub folds: usize,
    /// Seed of the folds.
    pub seed: u32,
}

impl Default for TargetSpec {
    fn default() -> Self {
        Self { folds: 5, seed: 42 }
    }
}

/// Shares of defaults by level, and of all rows that they were learnt from.
#[derive(Clone, Debug, PartialEq)]
struct Shares {
    by_level: HashMap<String, f64>,
    of_all: f64,
}

#[derive(Clone, Debug)]
struct TargetColumn {
    name: String,
    shares: Shares,
    /// The training rows, and what each was given.
    own: Vec<(usize, f64)>,
}

#[derive(Clone, Debug)]
struct Targets {
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

    /// Learns the shares from some rows.
    fn shares(&self, rows: &[(usize, bool)]) -> Shares {
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
        let share = |level: &&str| {
            let (n, defaults) = counts.get(level).copied().unwrap_or_default();
            let mean = defaults / n;
            // The squared differences to the mean of 0 and 1.
            let within = n * mean * (1.0 - mean);
            let weight = variance * n / (variance * n + within / n);
            let drawn = weight * mean + (1.0 - weight) * of_all;
            let share = if weight.is_nan() { of_all } else { drawn };
            ((*level).to_owned(), share)
        };
        Shares {
            by_level: self.known.iter().map(share).collect(),
            of_all,
        }
    }
}

impl Shares {
    fn of(&self, level: Option<&str>) -> f64 {
        let share = level.and_then(|level| self.by_level.get(level));
        share.copied().unwrap_or(self.of_all)
    }
}

impl TargetSpec {
    /// Learns the shares of every column of texts.
    ///
    /// # Errors
    ///
    /// [`PrepareError::NoTrainingRows`] without one.
    pub(super) fn fit(
        self,
        frame: &Frame,
        training: &TrainingRows<'_>,
    ) -> Result<Box<dyn Fitted>, PrepareError> {
        let label = |&row: &usize| training.labels.get(row).map(|&label| (row, label));
        let rows: Vec<(usize, bool)> = training.rows.iter().filter_map(label).collect();
        if rows.is_empty() {
            return Err(PrepareError::NoTrainingRows);
        }
        let labels: Vec<bool> = rows.iter().map(|&(_, label)| label).collect();
        let n_folds = self.folds.clamp(2, rows.len().max(2));
        let folds = stratified_folds(&labels, n_folds, Some(self.seed));
        let columns = frame.columns().iter().filter_map(|column| {
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
                let shares = levels.shares(&learnt_from);
                own.extend(within.into_iter().map(|place| {
                    let row = rows[place].0;
                    (row, shares.of(levels.of(row)))
                }));
            }
            Some(TargetColumn {
                name: column.name.clone(),
                shares: levels.shares(&rows),
                own,
            })
        });
        Ok(Box::new(Targets {
            columns: columns.collect(),
        }))
    }
}

impl Targets {
    fn apply_with(&self, frame: Frame, is_own: bool) -> Result<Frame, PrepareError> {
        let columns = self.columns.iter().map(|known| (&known.name, known));
        treated(frame, columns, |column, known| {
            let Cells::Texts { codes, levels } = &*column.cells else {
                return Err(other_kind(&column, "numbers", "text"));
            };
            let by_place: Vec<f64> = levels
                .iter()
                .map(|level| known.shares.of(Some(level)))
                .collect();
            let share = |&code: &u32| {
                let place = usize::try_from(code).ok();
                let share = place.and_then(|place| by_place.get(place));
                share.copied().unwrap_or(known.shares.of_all)
            };
            let mut values: Vec<f64> = codes.iter().map(share).collect();
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
            let shares = column.shares.by_level.values().copied();
            let (low, high) = shares.fold((1.0_f64, 0.0_f64), |(low, high), share| {
                (low.min(share), high.max(share))
            });
            let [low, high] = [low, high].map(|share| percent(Some(share)));
            let n = column.shares.by_level.len();
            format!(
                "{}: {n} levels as their default rates, {low} to {high}.",
                column.name
            )
        });
        told.collect()
    }
}
