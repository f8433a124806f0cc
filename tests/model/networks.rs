//! Networks before training: their size, initial weights, and scores.

use imbalance_lab::model::{Activation, Dense, Fit, HiddenLayers, Initialization, Mlp, MlpSpec};
use ndarray::{Array2, s};

use crate::rows;

#[test]
fn the_tutorials_network_has_897_parameters() {
    let network = Mlp::new(10, &MlpSpec::default());
    assert_eq!(network.n_parameters(), 897);
    assert_eq!(MlpSpec::default().n_parameters(10), 897);
    assert_eq!(
        Mlp::new(
            10,
            &MlpSpec {
                hidden_layers: HiddenLayers::default(),
                ..MlpSpec::default()
            }
        )
        .n_parameters(),
        11
    );
}

#[test]
fn initial_weights_fill_their_range_evenly_and_biases_are_zero() {
    for initialization in Initialization::ALL {
        let spec = MlpSpec {
            hidden_layers: vec![300].into(),
            initialization,
            ..MlpSpec::default()
        };
        let network = Mlp::new(200, &spec);
        let layer = &network.layers()[0];
        let limit = match initialization {
            Initialization::GlorotUniform => (6.0_f32 / 500.0).sqrt(),
            Initialization::HeUniform => (6.0_f32 / 200.0).sqrt(),
        };
        let weights = layer.weights();
        let variance = weights.iter().map(|w| w * w).sum::<f32>() / weights.len() as f32;
        assert!(weights.iter().all(|w| w.abs() <= limit));
        assert!((variance / (limit * limit / 3.0) - 1.0).abs() < 0.02);
        assert!(weights.mean().unwrap().abs() < limit / 100.0);
        assert!(layer.bias().iter().all(|&bias| bias == 0.0));
    }
}

#[test]
fn arms_with_other_rows_start_from_the_same_weights() {
    let spec = MlpSpec::default();
    let start = |n_rows, seed| {
        let (features, labels) = rows(n_rows, 10, n_rows as u64);
        let spec = MlpSpec {
            seed,
            ..spec.clone()
        };
        Fit::new(features, labels, &spec).unwrap().network().clone()
    };
    assert_eq!(start(80, 42), start(156, 42));
    assert_ne!(start(80, 42), start(80, 43));
}

#[test]
fn logits_do_not_depend_on_the_slices_they_are_asked_for_in() {
    let (features, _) = rows(1_000, 7, 13);
    let network = Mlp::new(7, &MlpSpec::default());
    let whole = network.logits(&features);
    let mut sliced = Vec::new();
    for start in (0..1_000).step_by(333) {
        network.score_rows(&features, start..start + 333, &mut sliced);
    }
    assert_eq!(whole, sliced);
    assert_eq!(whole[500..], network.logits(&features.slice(s![500.., ..])));
    assert!(network.logits(&Array2::zeros((0, 7))).is_empty());
}

#[test]
fn the_larger_a_network_the_fewer_rows_are_scored_at_once() {
    let rows_at_once = |units: Vec<usize>| {
        let spec = MlpSpec {
            hidden_layers: units.into(),
            ..MlpSpec::default()
        };
        let network = Mlp::new(10, &spec);
        (network.rows_at_once(), network.n_parameters())
    };
    assert_eq!(rows_at_once(vec![32, 16]).0, 4096);
    let (n_rows, n_parameters) = rows_at_once(vec![1000, 1000]);
    assert!((16..=67).contains(&n_rows) && n_rows * n_parameters <= 1 << 26);
}

#[test]
fn layers_that_do_not_fit_together_make_no_network() {
    let layer = |n_inputs, n_outputs| Dense::unbiased(&Array2::zeros((n_inputs, n_outputs)));
    let network = |layers| Mlp::from_layers(layers, Activation::Tanh);
    assert!(network(vec![layer(3, 4), layer(4, 1)]).is_some());
    assert!(network(vec![layer(3, 4), layer(5, 1)]).is_none());
    assert!(network(vec![layer(3, 4)]).is_none());
    assert!(network(vec![]).is_none());
}
