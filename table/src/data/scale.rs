//! Bringing columns to one scale.

use ndarray::{Array2, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::prepare::quantile;
use crate::sorting::sort_numbers;

/// By what columns are centred and divided, which the rows tell that a scaler is fitted on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scaling {
    /// Mean and population standard deviation (`÷ n`), by the corrected two-pass algorithm of Chan, Golub and LeVeque
    /// (1983). A column whose variance can't be told from rounding, `var ≤ n·ε·var + (n·mean·ε)²`, counts as constant. As
    /// `sklearn.preprocessing.StandardScaler` 1.9.
    #[default]
    ZScore,
    /// Least value and range, so that the rows lie between 0 and 1. As `MinMaxScaler`.
    Range,
    /// Median, and the distance between the quartiles: what lies far out counts no more than other rows. As
    /// `RobustScaler`.
    Quartiles,
    /// Nothing: columns stay in their own units.
    Nothing,
}

/// Centres each column and divides it: `z = (x − center) / scale`. A constant column has scale 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaler {
    center: Vec<f64>,
    scale: Vec<f64>,
}

impl Scaler {
    /// Center and scale of each column of `features` `(n_samples, n_features)`; without rows 0 and 1.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn fit(scaling: Scaling, features: ArrayView2<'_, f64>) -> Self {
        Self::of(scaling, features.outer_iter(), features.dim())
    }

    /// As [`fit`](Self::fit), of the given rows of `features`, without a copy of them.
    ///
    /// # Panics
    /// Where a row isn't there.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn fit_rows(scaling: Scaling, features: ArrayView2<'_, f64>, rows: &[usize]) -> Self {
        let size = (rows.len(), features.ncols());
        Self::of(scaling, rows.iter().map(|&row| features.row(row)), size)
    }

    fn of<'a>(
        scaling: Scaling,
        rows: impl Iterator<Item = ArrayView1<'a, f64>> + Clone,
        (n_samples, n_features): (usize, usize),
    ) -> Self {
        if n_samples == 0 || scaling == Scaling::Nothing {
            return Self {
                center: vec![0.0; n_features],
                scale: vec![1.0; n_features],
            };
        }
        if scaling != Scaling::ZScore {
            return Self::of_order(scaling == Scaling::Quartiles, &rows, n_features);
        }
        let n = n_samples as f64;
        let mut mean = vec![0.0; n_features];
        for row in rows.clone() {
            mean.iter_mut()
                .zip(row)
                .for_each(|(sum, value)| *sum += value);
        }
        mean.iter_mut().for_each(|sum| *sum /= n);

        let mut moments = vec![(0.0, 0.0); n_features];
        for row in rows {
            for (((drift, squares), value), mean) in moments.iter_mut().zip(row).zip(&mean) {
                let deviation = value - mean;
                *drift += deviation;
                *squares += deviation * deviation;
            }
        }
        let variances = moments
            .iter()
            .map(|(drift, squares)| (squares - drift * drift / n) / n);
        let scale = mean
            .iter()
            .zip(variances)
            .map(|(&mean, variance)| scale_of(mean, variance, n));
        Self {
            scale: scale.collect(),
            center: mean,
        }
    }

    /// By median and quartiles, or by the least and the largest.
    fn of_order<'a>(
        by_quartiles: bool,
        rows: &(impl Iterator<Item = ArrayView1<'a, f64>> + Clone),
        n_features: usize,
    ) -> Self {
        let shares = if by_quartiles {
            [0.5, 0.25, 0.75]
        } else {
            [0.0, 0.0, 1.0]
        };
        let of_column = |place: usize| {
            let mut sorted: Vec<f64> = rows.clone().map(|row| row[place]).collect();
            sort_numbers(&mut sorted);
            let [center, low, high] = shares.map(|share| quantile(&sorted, share));
            // Such a distance is rounding: 10 ε, as scikit-learn's `_handle_zeros_in_scale`.
            let distance = high - low;
            let is_constant = distance < 10.0 * f64::EPSILON;
            (center, if is_constant { 1.0 } else { distance })
        };
        let (center, scale) = (0..n_features).map(of_column).unzip();
        Self { center, scale }
    }

    /// What each column is centred at.
    pub fn center(&self) -> &[f64] {
        &self.center
    }

    /// What each column is divided by, 1 where the column is constant.
    pub fn scale(&self) -> &[f64] {
        &self.scale
    }

    /// `features` `(n_samples, n_features)` scaled, with the columns that the scaler was fitted on.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn transform(&self, features: ArrayView2<'_, f64>) -> Array2<f64> {
        let mut scaled = features.to_owned();
        self.transform_in_place(&mut scaled);
        scaled
    }

    /// One row scaled, value by value.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn scaled<'a>(&'a self, row: ArrayView1<'a, f64>) -> impl Iterator<Item = f64> + 'a {
        let columns = self.center.iter().zip(&self.scale);
        let values = row.into_iter().zip(columns);
        values.map(|(value, (center, scale))| (value - center) / scale)
    }

    /// One scaled row in the columns' own units again.
    pub fn unscaled(&self, row: &[f64]) -> Vec<f64> {
        let columns = self.center.iter().zip(&self.scale);
        let values = row.iter().zip(columns);
        values
            .map(|(value, (center, scale))| value * scale + center)
            .collect()
    }

    /// As [`transform`](Self::transform), in place.
    pub fn transform_in_place(&self, features: &mut Array2<f64>) {
        debug_assert_eq!(features.ncols(), self.center.len(), "columns as fitted");
        for mut row in features.rows_mut() {
            for ((value, center), scale) in row.iter_mut().zip(&self.center).zip(&self.scale) {
                *value = (*value - center) / scale;
            }
        }
    }
}

/// The standard deviation of `n` values with this mean and variance, 1 where they are constant.
fn scale_of(mean: f64, variance: f64, n: f64) -> f64 {
    let rounding = n * f64::EPSILON * variance + (n * mean * f64::EPSILON).powi(2);
    if variance <= rounding {
        1.0
    } else {
        variance.sqrt()
    }
}
