//! Why models decide as they do: against shap and scikit-learn, and by what must always hold.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on says so by a panic"
)]

mod crooked;
mod dependence;
mod groups;
mod permutation;
mod rows;
mod trees;

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::explain::{Explainer, Explanation};
use ndarray::{Array2, ArrayRef1};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Rows of the generator in single precision, as models see them.
#[expect(clippy::cast_possible_truncation, reason = "models see singles")]
fn made(spec: &ClassificationSpec) -> (Array2<f32>, Vec<bool>) {
    let rows = make_classification(spec).unwrap();
    let features = rows.features().mapv(|value| value as f32);
    (features, rows.labels().to_vec())
}

/// Rows of any numbers from −2 to 2.
fn rows(n_rows: usize, n_features: usize, seed: u64) -> Array2<f32> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let draw = || random.random_range(-2.0_f32..2.0);
    Array2::from_shape_simple_fn((n_rows, n_features), draw)
}

fn explained(explainer: &mut dyn Explainer, row: &ArrayRef1<f32>) -> Explanation {
    explainer.explain(row).unwrap()
}

#[track_caller]
fn assert_close(ours: &[f64], theirs: &[f64], tolerance: f64, what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (place, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let is_close = (ours - theirs).abs() <= tolerance;
        assert!(is_close, "{what}, place {place}: {ours} {theirs}");
    }
}

/// Shapley's values by their definition: of each subset of columns, what one column more adds.
fn by_definition(n_columns: usize, worth: impl Fn(&[bool]) -> f64) -> Vec<f64> {
    let known = |bits: usize| -> Vec<bool> { (0..n_columns).map(|c| bits >> c & 1 == 1).collect() };
    let worths: Vec<f64> = (0..1 << n_columns)
        .map(|bits| worth(&known(bits)))
        .collect();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let value = |column: usize| {
        let without = (0..1_usize << n_columns).filter(|bits| bits >> column & 1 == 0);
        let added = without.map(|bits| {
            let size = bits.count_ones() as usize;
            let weight = factorial(size) * factorial(n_columns - size - 1) / factorial(n_columns);
            weight * (worths[bits | 1 << column] - worths[bits])
        });
        added.sum()
    };
    (0..n_columns).map(value).collect()
}
