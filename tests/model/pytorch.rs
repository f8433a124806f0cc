//! One epoch from given weights, against PyTorch; golden/model.py writes the numbers.

use imbalance_lab::model::{Batches, Dense, Fit, Mlp, MlpSpec};
use ndarray::Array2;
use serde::Deserialize;

use crate::run_epoch;

#[derive(Deserialize)]
struct Golden {
    features: Vec<Vec<f32>>,
    labels: Vec<u8>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    spec: MlpSpec,
    before: Vec<Vec<Vec<f32>>>,
    after: Vec<Vec<Vec<f64>>>,
    training_loss: f64,
    logits: Vec<f64>,
}

#[test]
fn one_epoch_equals_pytorchs_for_each_activation_optimizer_and_loss() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/model.json")).unwrap();
    let features = matrix(&golden.features);
    let labels: Vec<bool> = golden.labels.iter().map(|&label| label == 1).collect();
    assert_eq!(golden.cases.len(), 24);
    for case in &golden.cases {
        let mut fit = fit_that_visits_in_order(&features, &labels, case);
        let training_loss = run_epoch(&mut fit);
        assert_close(
            training_loss,
            case.training_loss,
            "training loss",
            &case.spec,
        );
        for (layer, after) in fit.network().layers().iter().zip(&case.after) {
            for (&ours, &theirs) in layer.parameters().iter().zip(after.iter().flatten()) {
                assert_close(f64::from(ours), theirs, "parameter", &case.spec);
            }
        }
        for (&ours, &theirs) in fit.network().logits(&features).iter().zip(&case.logits) {
            assert_close(f64::from(ours), theirs, "logit", &case.spec);
        }
    }
}

fn fit_that_visits_in_order(features: &Array2<f32>, labels: &[bool], case: &Case) -> Fit {
    let (features, labels) = laid_out(features, labels, &case.spec);
    let layers = case
        .before
        .iter()
        .map(|layer| Dense::from_parameters(&matrix(layer)).unwrap());
    let network = Mlp::from_layers(layers.collect(), case.spec.activation).unwrap();
    Fit::with_network(network, features, labels, &case.spec).unwrap()
}

/// Rows laid out so that the order that the first epoch draws visits them from the first to the last.
pub fn laid_out(
    features: &Array2<f32>,
    labels: &[bool],
    spec: &MlpSpec,
) -> (Array2<f32>, Vec<bool>) {
    let n_rows = u32::try_from(labels.len()).unwrap();
    let mut batches = Batches::new(n_rows, spec.batch_size, spec.seed);
    batches.shuffle();
    let mut laid_out = (features.clone(), labels.to_vec());
    for (position, &row) in batches.order().iter().enumerate() {
        laid_out
            .0
            .row_mut(row as usize)
            .assign(&features.row(position));
        laid_out.1[row as usize] = labels[position];
    }
    assert_ne!(laid_out.0, features);
    laid_out
}

pub fn matrix(rows: &[Vec<f32>]) -> Array2<f32> {
    let shape = (rows.len(), rows[0].len());
    Array2::from_shape_vec(shape, rows.concat()).unwrap()
}

pub fn assert_close(ours: f64, theirs: f64, what: &str, spec: &MlpSpec) {
    let close = (ours - theirs).abs() <= 1e-4 * theirs.abs() + 1e-7;
    assert!(
        close,
        "{what} {ours} is not PyTorch's {theirs} for {spec:?}"
    );
}
