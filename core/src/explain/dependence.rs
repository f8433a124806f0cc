//! What a model answers on average where a column has a value.

use std::rc::Rc;

use ndarray::{Array2, ArrayRef2};
use serde::{Deserialize, Serialize};

use super::asking::{answer, answers_are, rows_at_once, scores};
use crate::model::{Classifier, Says};
use crate::sorting::sort_numbers;

/// Where a column's influence is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DependenceSpec {
    /// The column, from 0.
    pub column: usize,
    /// Values at most; all values of the column where there are fewer.
    pub resolution: usize,
    /// From and to which quantile, in `[0, 1]`.
    pub percentiles: [f64; 2],
    /// Rows that are followed one by one.
    pub n_lines: usize,
}

impl Default for DependenceSpec {
    fn default() -> Self {
        Self {
            column: 0,
            resolution: 100,
            percentiles: [0.05, 0.95],
            n_lines: 50,
        }
    }
}

/// What a model answers where a column has a value and the others are as they are: the mean over rows (partial dependence;
/// Friedman, "Greedy Function Approximation", 2001) and single rows (individual conditional expectation; Goldstein and
/// others, "Peeking Inside the Black Box", 2015).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dependence {
    /// Values of the column, ascending.
    pub grid: Vec<f32>,
    /// The mean answer at each of them.
    pub means: Vec<f64>,
    /// Rows that are followed, evenly spread over all.
    pub rows: Vec<usize>,
    /// The answers for each of these rows at each value.
    pub lines: Vec<Vec<f64>>,
    /// What answers are: probabilities, also where scores are log-odds, or margins.
    pub says: Says,
}

/// Partial dependence being found, as scikit-learn 1.9's `partial_dependence(method="brute")`. Where its two percentiles
/// are the same it refuses; here the grid then goes from the lowest value to the highest.
pub struct DependenceWork {
    model: Rc<dyn Classifier>,
    features: Rc<Array2<f32>>,
    column: usize,
    /// Rows that are done, of all values of the grid.
    n_done: usize,
    found: Dependence,
}

impl DependenceWork {
    /// Begins with rows, `(n_samples, n_features)`. Without rows, or the column, nothing is found.
    #[must_use]
    pub fn new(
        model: Rc<dyn Classifier>,
        features: Rc<Array2<f32>>,
        spec: &DependenceSpec,
    ) -> Self {
        let n_rows = features.nrows();
        let grid = grid(&numbers(&features, spec.column), spec);
        let n_lines = spec.n_lines.min(n_rows);
        let rows: Vec<usize> = (0..n_lines).map(|nth| nth * n_rows / n_lines).collect();
        Self {
            column: spec.column,
            n_done: 0,
            found: Dependence {
                means: vec![0.0; grid.len()],
                lines: vec![Vec::with_capacity(grid.len()); rows.len()],
                rows,
                grid,
                says: answers_are(model.says()),
            },
            model,
            features,
        }
    }

    /// Scores some rows. True once all is done.
    pub fn advance(&mut self) -> bool {
        let (n_rows, n_features) = self.features.dim();
        let n_all = n_rows * self.found.grid.len();
        let from = self.n_done;
        let to = n_all.min(from + rows_at_once(&*self.model));
        let mut values = Vec::with_capacity((to - from) * n_features);
        for place in from..to {
            let start = values.len();
            values.extend(self.features.row(place % n_rows));
            values[start + self.column] = self.found.grid[place / n_rows];
        }
        let scores = scores(&*self.model, n_features, values);
        for (place, score) in (from..to).zip(scores) {
            self.take(
                place / n_rows,
                place % n_rows,
                answer(self.model.says(), score),
            );
        }
        self.n_done = to;
        to == n_all
    }

    fn take(&mut self, value: usize, row: usize, answer: f64) {
        self.found.means[value] += answer / self.features.nrows() as f64;
        if let Ok(line) = self.found.rows.binary_search(&row) {
            self.found.lines[line].push(answer);
        }
    }

    /// What is found so far.
    #[must_use]
    pub const fn found(&self) -> &Dependence {
        &self.found
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(mut self) -> Dependence {
        while !self.advance() {}
        self.found
    }
}

/// The numbers of a column, ascending; none without the column.
pub(super) fn numbers(features: &ArrayRef2<f32>, column: usize) -> Vec<f64> {
    if column >= features.ncols() {
        return Vec::new();
    }
    let values = features.column(column);
    let mut numbers: Vec<f64> = values.iter().copied().map(f64::from).collect();
    numbers.retain(|value| value.is_finite());
    sort_numbers(&mut numbers);
    numbers
}

#[expect(clippy::cast_possible_truncation, reason = "models see singles")]
pub(super) const fn narrow(value: f64) -> f32 {
    value as f32
}

/// Values of a column to look at: all, or evenly from one quantile to another.
fn grid(ascending: &[f64], spec: &DependenceSpec) -> Vec<f32> {
    let mut distinct: Vec<f32> = ascending.iter().map(|value| narrow(*value)).collect();
    distinct.dedup();
    let resolution = spec.resolution.max(2);
    let [Some(lowest), Some(highest)] = [ascending.first(), ascending.last()] else {
        return distinct;
    };
    if distinct.len() < resolution {
        return distinct;
    }
    let [from, to] = spec.percentiles.map(|share| quantile(ascending, share));
    let (from, to) = if from < to {
        (from, to)
    } else {
        (*lowest, *highest)
    };
    let step = (to - from) / (resolution - 1) as f64;
    let mut grid: Vec<f32> = (0..resolution)
        .map(|nth| narrow(from + nth as f64 * step))
        .collect();
    grid.dedup();
    grid
}

/// A quantile of ascending numbers as SciPy's `mquantiles` has it by default (α = β = 0.4).
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among them"
)]
fn quantile(ascending: &[f64], share: f64) -> f64 {
    let n = ascending.len() as f64;
    let share = share.clamp(0.0, 1.0);
    let place = n * share + 0.4 + share * 0.2;
    let below = place.floor().clamp(1.0, (n - 1.0).max(1.0));
    let part = (place - below).clamp(0.0, 1.0);
    let at = |place: f64| {
        let value = ascending.get(place as usize).or(ascending.last());
        value.copied().unwrap_or(f64::NAN)
    };
    (1.0 - part) * at(below - 1.0) + part * at(below)
}
