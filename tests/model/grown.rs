//! Penalties, dropout and batch normalisation from given weights, against PyTorch and Keras 3;
//! golden/network.py writes the numbers.

use imbalance_lab::model::{Dense, Dropout, Fit, Mlp, MlpSpec, Normalisation};
use serde::Deserialize;

use crate::pytorch::{assert_close, laid_out, matrix};
use crate::run_epoch;

#[derive(Deserialize)]
struct Golden {
    features: Vec<Vec<f32>>,
    labels: Vec<u8>,
    cases: Vec<Case>,
}

type Matrix<T> = Vec<Vec<T>>;

#[derive(Deserialize)]
struct Case {
    spec: MlpSpec,
    before: Vec<Matrix<f32>>,
    /// γ above β, before.
    scales: Vec<Matrix<f32>>,
    after: Vec<Matrix<f64>>,
    /// γ above β, after.
    learned: Vec<Matrix<f64>>,
    /// The running mean above the running variance, after.
    running: Vec<Matrix<f64>>,
    /// Of each batch, of each hidden layer.
    masks: Vec<Vec<Matrix<f32>>>,
    training_loss: f64,
    logits: Vec<f64>,
}

impl Case {
    fn network(&self) -> Mlp {
        let layers = self.before.iter();
        let layers = layers.map(|layer| Dense::from_parameters(&matrix(layer)).unwrap());
        let network = Mlp::from_layers(layers.collect(), self.spec.activation).unwrap();
        let scales = self.scales.iter().map(|scale| {
            let scale = matrix(scale);
            let new = Normalisation::new(scale.ncols());
            new.with_learned(&scale).unwrap()
        });
        if self.scales.is_empty() {
            network
        } else {
            network.with_normalisations(scales.collect()).unwrap()
        }
    }
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/network.json")).unwrap()
}

#[test]
fn one_epoch_equals_pytorchs_and_keras_with_penalties_dropout_and_normalisation() {
    let golden = golden();
    let features = matrix(&golden.features);
    let labels: Vec<bool> = golden.labels.iter().map(|&label| label == 1).collect();
    assert_eq!(golden.cases.len(), 13);
    for case in &golden.cases {
        let spec = &case.spec;
        let (rows, labels) = laid_out(&features, &labels, spec);
        let mut fit = Fit::with_network(case.network(), rows, labels, spec).unwrap();
        let training_loss = run_epoch(&mut fit);
        assert_close(training_loss, case.training_loss, "training loss", spec);
        let network = fit.network();
        let layers = network.layers().iter().map(Dense::parameters);
        let learned = network.normalisations().iter();
        let running = learned.clone().map(Normalisation::running);
        let ours = layers
            .chain(learned.map(Normalisation::learned))
            .chain(running);
        let theirs = case.after.iter().chain(&case.learned).chain(&case.running);
        assert_eq!(ours.clone().count(), theirs.clone().count());
        for (place, (ours, theirs)) in ours.zip(theirs).enumerate() {
            for (&ours, &theirs) in ours.iter().zip(theirs.iter().flatten()) {
                let what = format!("number of matrix {place}");
                assert_close(f64::from(ours), theirs, &what, spec);
            }
        }
        for (&ours, &theirs) in network.logits(&features).iter().zip(&case.logits) {
            assert_close(f64::from(ours), theirs, "logit", spec);
        }
    }
}

#[test]
fn masks_are_those_that_the_stream_gives_when_it_is_written_a_second_time() {
    let golden = golden();
    let dropped = golden.cases.iter().filter(|case| !case.masks.is_empty());
    assert_eq!(dropped.clone().count(), 5);
    for case in dropped {
        let spec = &case.spec;
        let mut dropout = Dropout::new(&spec.dropout, spec.hidden_layers.len(), spec.seed);
        for batch in &case.masks {
            for (layer, mask) in batch.iter().enumerate() {
                let mask = matrix(mask);
                assert_eq!(dropout.mask(layer, mask.nrows(), mask.ncols()), mask);
            }
        }
    }
}
