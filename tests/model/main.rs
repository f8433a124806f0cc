//! The network and its training, against PyTorch, central differences and plain arithmetic; linear models, trees, forests,
//! boosting and scorecards against scikit-learn, imbalanced-learn, LightGBM, XGBoost and optbinning.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on says so by a panic"
)]

mod activations;
mod adaboost;
mod attention;
mod blend;
mod boosting;
mod dropout;
mod early;
mod fitting;
mod forests;
mod gradients;
mod grown;
mod linear_svm;
mod logistic;
mod losses;
mod naive_bayes;
mod neighbors;
mod networks;
mod normalisation;
mod parts;
mod prior;
mod pytorch;
mod refusals;
mod residual;
mod rules;
mod scorecard;
mod settings;
mod trees;

use imbalance_lab::model::{Fit, Step};
use ndarray::Array2;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Random rows and labels that depend on them.
fn rows(n_rows: usize, n_features: usize, seed: u64) -> (Array2<f32>, Vec<bool>) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let draw = || random.random_range(-2.0_f32..2.0);
    let features = Array2::from_shape_simple_fn((n_rows, n_features), draw);
    let labels = features
        .rows()
        .into_iter()
        .map(|row| row[0] + row.sum().sin() > 0.0)
        .collect();
    (features, labels)
}

fn run_epoch(fit: &mut Fit) -> f64 {
    loop {
        if let Step::Epoch { training_loss } = fit.step().unwrap() {
            return training_loss;
        }
    }
}
