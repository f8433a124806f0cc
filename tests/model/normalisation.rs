//! What must always hold of normalised layers.

use imbalance_lab::model::normalisation::{EPSILON, MOMENTUM};
use imbalance_lab::model::{Activation, Dense, Fit, Mlp, MlpSpec, Normalisation, Workspace};
use ndarray::{Array2, Axis, array, s};

use crate::{rows, run_epoch};

fn spec() -> MlpSpec {
    MlpSpec {
        hidden_layers: vec![9, 3].into(),
        batch_normalisation: true,
        ..MlpSpec::default()
    }
}

#[test]
fn a_batch_of_one_row_becomes_beta_and_teaches_the_weights_below_nothing() {
    let learned = array![[0.7_f32, -1.2], [0.4, 0.9]];
    let first = Dense::unbiased(&array![[0.5_f32, -2.0], [1.5, 0.25]]);
    let last = Dense::unbiased(&array![[1.0_f32], [2.0]]);
    let network = Mlp::from_layers(vec![first, last], Activation::Tanh).unwrap();
    let normalisation = Normalisation::new(2).with_learned(&learned).unwrap();
    let network = network.with_normalisations(vec![normalisation]).unwrap();
    let mut workspace = Workspace::for_training(&network, 1);
    let loss = workspace.backward(&network, &array![[3.0_f32, -4.0]], &[true], &[]);
    let logit = 0.4_f64.tanh() + 2.0 * 0.9_f64.tanh();
    assert!((loss - (-logit).exp().ln_1p()).abs() < 1e-6);
    let [below, above] = workspace.gradients() else {
        panic!("two layers");
    };
    assert!(below.parameters().iter().all(|&gradient| gradient == 0.0));
    assert!(above.parameters().iter().all(|&gradient| gradient != 0.0));
}

#[test]
fn a_batch_goes_through_as_a_whole_however_long_it_is() {
    let (features, labels) = rows(700, 4, 21);
    let spec = MlpSpec {
        batch_size: 700,
        ..spec()
    };
    let mut fit = Fit::new(features.clone(), labels, &spec).unwrap();
    let start = fit.network().layers()[0].weights();
    run_epoch(&mut fit);
    let sums = features.dot(&start).mapv(f64::from);
    let momentum = f64::from(MOMENTUM);
    let running = fit.network().normalisations()[0].running().mapv(f64::from);
    let mean = sums.mean_axis(Axis(0)).unwrap();
    let variance = sums.var_axis(Axis(0), 0.0);
    for unit in 0..9 {
        assert!((running[[0, unit]] - (1.0 - momentum) * mean[unit]).abs() < 1e-6);
        let expected = momentum + (1.0 - momentum) * variance[unit];
        assert!((running[[1, unit]] - expected).abs() < 1e-6);
    }
}

#[test]
fn rows_are_scored_with_the_running_mean_and_variance_whichever_rows_they_come_with() {
    let (features, labels) = rows(120, 4, 8);
    let mut fit = Fit::new(features.clone(), labels, &spec()).unwrap();
    for _ in 0..5 {
        run_epoch(&mut fit);
    }
    let network = fit.network();
    let logits = network.logits(&features);
    assert_eq!(logits[30..], network.logits(&features.slice(s![30.., ..])));
    let mut values = features.mapv(f64::from);
    for (index, layer) in network.layers().iter().enumerate() {
        let bias = layer.bias().mapv(f64::from);
        values = values.dot(&layer.weights().mapv(f64::from)) + bias;
        if let Some(by) = network.normalisations().get(index) {
            let (learned, running) = (by.learned(), by.running());
            let number = |matrix: &Array2<f32>, row, unit| f64::from(matrix[[row, unit]]);
            for ((_, unit), value) in values.indexed_iter_mut() {
                let variance = number(&running, 1, unit) + f64::from(EPSILON);
                *value = (*value - number(&running, 0, unit)) / variance.sqrt();
                *value = *value * number(&learned, 0, unit) + number(&learned, 1, unit);
                *value = value.max(0.0);
            }
        }
    }
    for (&ours, expected) in logits.iter().zip(values.column(0)) {
        assert!((f64::from(ours) - expected).abs() < 1e-5);
    }
}

#[test]
fn normalisations_that_fit_no_layer_make_no_network() {
    let network = || Mlp::new(4, &MlpSpec::default());
    let of = |units: &[usize]| units.iter().map(|&n| Normalisation::new(n)).collect();
    assert!(network().with_normalisations(of(&[32, 16])).is_some());
    assert!(network().with_normalisations(of(&[32])).is_none());
    assert!(network().with_normalisations(of(&[32, 15])).is_none());
    let three = array![[1.0_f32], [1.0], [1.0]];
    assert!(Normalisation::new(1).with_learned(&three).is_none());
}
