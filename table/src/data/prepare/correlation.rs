//! How numbers of a table go together.

use serde::{Deserialize, Serialize};

use super::{Cells, Frame, TrainingRows};

/// Columns of a heat map at most.
pub const MOST_CORRELATED: usize = 60;

/// Pearson's correlation of each two columns of numbers, and of each with the label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Correlations {
    /// The columns, and behind them the label; none where there are more than [`MOST_CORRELATED`] columns of numbers, or
    /// fewer than two.
    pub names: Vec<String>,
    /// Row after row of the square; NaN where one of the two doesn't vary.
    pub values: Vec<f64>,
}

impl Frame {
    /// How the columns of numbers go together in the training rows, each two in the rows where both are there, as
    /// `pandas.DataFrame.corr` of pandas 3.1; the label counts as 0 and 1.
    #[must_use]
    pub fn correlations(&self, training: &TrainingRows<'_>, label: &str) -> Correlations {
        let taken = |values: &[f64]| {
            let cells = training.rows.iter().map(|&row| values.get(row).copied());
            cells
                .map(|cell| cell.unwrap_or(f64::NAN))
                .collect::<Vec<_>>()
        };
        let columns = self
            .columns()
            .iter()
            .filter_map(|column| match &*column.cells {
                Cells::Numbers(values) => Some((column.name.clone(), values)),
                Cells::Texts { .. } => None,
            });
        let columns: Vec<_> = columns.take(MOST_CORRELATED + 1).collect();
        if columns.len() < 2 || columns.len() > MOST_CORRELATED {
            return Correlations::default();
        }
        let labels = training
            .rows
            .iter()
            .map(|&row| f64::from(u8::from(training.labels.get(row) == Some(&true))));
        let names = columns.iter().map(|(name, _)| name.clone());
        let names: Vec<_> = names.chain([label.to_owned()]).collect();
        let mut numbers: Vec<Vec<f64>> = columns.iter().map(|(_, values)| taken(values)).collect();
        numbers.push(labels.collect());
        let n = numbers.len();
        let mut values = vec![1.0; n * n];
        for a in 0..n {
            for b in 0..=a {
                let together = pearson(&numbers[a], &numbers[b]);
                values[a * n + b] = together;
                values[b * n + a] = together;
            }
        }
        Correlations { names, values }
    }
}

/// NaN where one of the two doesn't vary.
fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let pairs = || a.iter().zip(b).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    // Of a constant the sums below leave rounding.
    let varies = |of: fn((&f64, &f64)) -> f64| {
        let first = pairs().next().map(of);
        pairs().map(of).any(|value| Some(value) != first)
    };
    if !varies(|pair| *pair.0) || !varies(|pair| *pair.1) {
        return f64::NAN;
    }
    let n = pairs().count() as f64;
    let (sum_a, sum_b) = pairs().fold((0.0, 0.0), |(of_a, of_b), (a, b)| (of_a + a, of_b + b));
    let (mean_a, mean_b) = (sum_a / n, sum_b / n);
    let mut sums = [0.0; 3];
    for (a, b) in pairs() {
        let (a, b) = (a - mean_a, b - mean_b);
        sums[0] += a * a;
        sums[1] += b * b;
        sums[2] += a * b;
    }
    if sums[0] > 0.0 && sums[1] > 0.0 {
        (sums[2] / (sums[0] * sums[1]).sqrt()).clamp(-1.0, 1.0)
    } else {
        f64::NAN
    }
}
