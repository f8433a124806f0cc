//! A scorecard that was learnt.

use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};

use super::{PointScale, WoeBins};
use crate::model::{Classifier, ColumnUnit, Logistic, Says};

/// A column of a scorecard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardColumn {
    /// The column, counted from 0 among all that it was learnt from.
    pub column: usize,
    /// Its bins, with the information value of the column.
    pub bins: WoeBins,
    /// What one nat of evidence adds to the log-odds. Below 0 where other columns say the same and more: the points then
    /// run against the bins' shares of positives, and the column is better left out.
    pub coefficient: f64,
    /// Whole points of each bin: more for a lower risk.
    pub points: Vec<f64>,
}

/// A scorecard: points of an applicant's bins, one of each column, add up to the score. More points are a lower risk.
///
/// `points = round(−(coefficient · woe + intercept / n) · factor + offset / n)` with the card's `n` columns; a half is
/// rounded away from 0. The score of the [`Classifier`] is what the rounded points stand for, so that a card on paper
/// and this one judge alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// What points mean.
    pub scale: PointScale,
    /// Whole points that everybody has: 0, except where the card has no column.
    pub start: f64,
    /// The regression's log-odds where all weights of evidence are 0.
    pub intercept: f64,
    /// Its columns, the largest information value first, 8 at most.
    pub columns: Vec<CardColumn>,
}

impl Scorecard {
    /// The card of some columns, by place and bins, and of the regression on their weights of evidence.
    pub(super) fn new(
        columns: &[(usize, WoeBins)],
        regression: &Logistic,
        scale: PointScale,
    ) -> Self {
        let intercept = regression.intercept;
        let whole = scale.points(intercept);
        let share = whole / columns.len() as f64;
        let made = columns.iter().zip(&regression.coefficients);
        let made = made.map(|((column, bins), &coefficient)| CardColumn {
            column: *column,
            points: bins
                .bins
                .iter()
                .map(|bin| rounded(share - coefficient * bin.woe * scale.factor))
                .collect(),
            bins: bins.clone(),
            coefficient,
        });
        Self {
            scale,
            start: if columns.is_empty() {
                rounded(whole)
            } else {
                0.0
            },
            intercept,
            columns: made.collect(),
        }
    }

    /// The points of a row, `(n_features,)`. A column that the row doesn't have counts as its lowest bin.
    #[must_use]
    pub fn points(&self, row: &ArrayRef1<f32>) -> f64 {
        let columns = self.columns.iter().map(|column| {
            let value = row.get(column.column).copied().unwrap_or(f32::NAN);
            let points = column.points.get(column.bins.place(value));
            points.copied().unwrap_or(0.0)
        });
        self.start + columns.sum::<f64>()
    }

    /// The same with bins in the columns' own units.
    #[must_use]
    pub fn unscaled(mut self, units: &[ColumnUnit]) -> Self {
        for column in &mut self.columns {
            let Some(unit) = units.get(column.column) else {
                continue;
            };
            for bin in &mut column.bins.bins {
                bin.low = bin.low.map(|low| unit.unscaled(low));
                bin.high = bin.high.map(|high| unit.unscaled(high));
            }
        }
        self
    }

    /// Numbers that it has learnt: the points of all bins.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        self.columns.iter().map(|column| column.points.len()).sum()
    }
}

impl Classifier for Scorecard {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let points = rows.outer_iter().map(|row| self.points(&row));
        scores.extend(points.map(|points| narrow(self.scale.log_odds(points))));
    }

    fn says(&self) -> Says {
        Says::LogOdds
    }

    fn rows_at_once(&self) -> usize {
        1 << 15
    }
}

/// The nearest whole number, never −0.
fn rounded(points: f64) -> f64 {
    points.round() + 0.0
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(log_odds: f64) -> f32 {
    log_odds as f32
}
