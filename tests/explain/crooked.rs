//! The function of rows that golden/explain.py explains, and what the script found.

use std::collections::BTreeMap;

use imbalance_lab::data::ClassificationSpec;
use imbalance_lab::model::{Classifier, Says};
use ndarray::{Array2, ArrayRef2, s};
use serde::Deserialize;

use super::made;

/// Log-odds of which nothing but scores is known. The sixth column has no part in them.
pub struct Crooked;

impl Classifier for Crooked {
    #[expect(clippy::cast_possible_truncation, reason = "scores are single")]
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        scores.extend(rows.outer_iter().map(|row| {
            let x: Vec<_> = row.iter().copied().map(f64::from).collect();
            let score = 2.0 * (x[0] * x[1]).tanh() + x[2].max(x[3]) - 0.5 * x[4] * x[4] - 1.0;
            score as f32
        }));
    }

    fn says(&self) -> Says {
        Says::LogOdds
    }

    /// Small, so that work is done in many parts.
    fn rows_at_once(&self) -> usize {
        37
    }
}

#[derive(Deserialize)]
pub struct Golden {
    rows: ClassificationSpec,
    n_explained: usize,
    n_background: usize,
    pub linear: Linear,
    pub kernel: Values,
    pub permutation: Permuted,
    pub dependence: Vec<Dependent>,
    pub accumulated: Vec<Local>,
}

#[derive(Deserialize)]
pub struct Linear {
    pub intercept: f64,
    pub coefficients: Vec<f64>,
    pub base: f64,
    pub values: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
pub struct Values {
    pub base: f64,
    pub values: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
pub struct Permuted {
    pub n_repeats: usize,
    pub random_state: u32,
    pub drops: Vec<Vec<f64>>,
    pub means: Vec<f64>,
    pub deviations: Vec<f64>,
}

#[derive(Deserialize)]
pub struct Dependent {
    pub column: usize,
    pub resolution: usize,
    pub percentiles: [f64; 2],
    pub grid: Vec<f64>,
    pub means: Vec<f64>,
    pub lines: BTreeMap<usize, Vec<f64>>,
}

#[derive(Deserialize)]
pub struct Local {
    pub column: usize,
    pub n_bins: usize,
    pub borders: Vec<f64>,
    pub effects: Vec<f64>,
    pub counts: Vec<usize>,
}

pub fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/explain.json")).unwrap()
}

impl Golden {
    pub fn rows(&self) -> (Array2<f32>, Vec<bool>) {
        let (mut rows, labels) = made(&self.rows);
        rows.column_mut(3).mapv_inplace(f32::round_ties_even);
        (rows, labels)
    }

    /// Rows that are explained, and those that they are compared with.
    pub fn parts(&self) -> (Array2<f32>, Array2<f32>) {
        let (rows, _) = self.rows();
        let (n, m) = (self.n_explained, self.n_background);
        let part = |from, to| rows.slice(s![from..to, ..]).to_owned();
        (part(0, n), part(n, n + m))
    }
}
