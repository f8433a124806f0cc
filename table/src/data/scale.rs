//! Centring columns and dividing them by their standard deviation.

use ndarray::{Array2, ArrayView1, ArrayView2};

/// Centres each column and divides it by its standard deviation: `z = (x − mean) / scale`.
///
/// The mean and the population variance (`÷ n`) of the rows that it was fitted on, by the corrected
/// two-pass algorithm of Chan, Golub and LeVeque (1983). A column whose variance can't be told from
/// rounding, `var ≤ n·ε·var + (n·mean·ε)²`, counts as constant and has scale 1. As
/// `sklearn.preprocessing.StandardScaler` 1.9.
#[derive(Clone, Debug, PartialEq)]
pub struct StandardScaler {
    mean: Vec<f64>,
    scale: Vec<f64>,
}

impl StandardScaler {
    /// Mean and scale of each column of `features` `(n_samples, n_features)`; without rows 0 and 1.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn fit(features: ArrayView2<'_, f64>) -> Self {
        Self::of(features.outer_iter(), features.dim())
    }

    /// As [`fit`](Self::fit), of the given rows of `features`, without a copy of them.
    ///
    /// # Panics
    /// Where a row isn't there.
    #[expect(clippy::needless_pass_by_value, reason = "a view is a reference")]
    pub fn fit_rows(features: ArrayView2<'_, f64>, rows: &[usize]) -> Self {
        let size = (rows.len(), features.ncols());
        Self::of(rows.iter().map(|&row| features.row(row)), size)
    }

    fn of<'a>(
        rows: impl Iterator<Item = ArrayView1<'a, f64>> + Clone,
        (n_samples, n_features): (usize, usize),
    ) -> Self {
        if n_samples == 0 {
            return Self {
                mean: vec![0.0; n_features],
                scale: vec![1.0; n_features],
            };
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
            mean,
        }
    }

    /// The mean of each column.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The standard deviation of each column, 1 where the column is constant.
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
        let columns = self.mean.iter().zip(&self.scale);
        let values = row.into_iter().zip(columns);
        values.map(|(value, (mean, scale))| (value - mean) / scale)
    }

    /// One scaled row in the columns' own units again.
    pub fn unscaled(&self, row: &[f64]) -> Vec<f64> {
        let columns = self.mean.iter().zip(&self.scale);
        let values = row.iter().zip(columns);
        values
            .map(|(value, (mean, scale))| value * scale + mean)
            .collect()
    }

    /// As [`transform`](Self::transform), in place.
    pub fn transform_in_place(&self, features: &mut Array2<f64>) {
        debug_assert_eq!(features.ncols(), self.mean.len(), "columns as fitted");
        for mut row in features.rows_mut() {
            for ((value, mean), scale) in row.iter_mut().zip(&self.mean).zip(&self.scale) {
                *value = (*value - mean) / scale;
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
