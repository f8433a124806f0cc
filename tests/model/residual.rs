//! Residual blocks: against PyTorch, whose numbers golden/residual.py writes, and against plain arithmetic.

use imbalance_lab::model::{
    Activation, Dense, Fit, HiddenLayer, HiddenLayers, Mlp, MlpSpec, ModelSpec, Normalisation,
    Workspace,
};
use ndarray::{Array2, Axis, array, concatenate, s};
use proptest::prelude::*;
use serde::Deserialize;

use crate::pytorch::{assert_close, laid_out, matrix};
use crate::{rows, run_epoch};

#[derive(Deserialize)]
struct Golden {
    n_passes: usize,
    features: Vec<Vec<f32>>,
    labels: Vec<u8>,
    n_parameters: Counts,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Counts {
    a: usize,
    b: usize,
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
    training_loss: f64,
    logits: Vec<f64>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/residual.json")).unwrap()
}

impl Case {
    fn network(&self) -> Mlp {
        let layers = self.before.iter();
        let layers = layers.map(|layer| Dense::from_parameters(&matrix(layer)).unwrap());
        let hidden = &self.spec.hidden_layers;
        let network = Mlp::from_hidden(hidden, layers.collect(), self.spec.activation).unwrap();
        if self.scales.is_empty() {
            return network;
        }
        let scales = self.scales.iter().map(|scale| {
            let scale = matrix(scale);
            let new = Normalisation::new(scale.ncols());
            new.with_learned(&scale).unwrap()
        });
        network.with_normalisations(scales.collect()).unwrap()
    }
}

/// Everything that a network holds, matrix by matrix.
fn held(network: &Mlp) -> impl Iterator<Item = Array2<f32>> + Clone {
    let layers = network.layers().iter().map(Dense::parameters);
    let learned = network.normalisations().iter();
    let running = learned.clone().map(Normalisation::running);
    layers
        .chain(learned.map(Normalisation::learned))
        .chain(running)
}

#[test]
fn three_passes_over_the_rows_equal_pytorchs() {
    let golden = golden();
    let features = matrix(&golden.features);
    let labels: Vec<bool> = golden.labels.iter().map(|&label| label == 1).collect();
    let passes = concatenate(Axis(0), &vec![features.view(); golden.n_passes]).unwrap();
    assert_eq!(golden.cases.len(), 8);
    for case in &golden.cases {
        let spec = &case.spec;
        let (rows, labels) = laid_out(&passes, &labels.repeat(golden.n_passes), spec);
        let mut fit = Fit::with_network(case.network(), rows, labels, spec).unwrap();
        let training_loss = run_epoch(&mut fit);
        assert_close(training_loss, case.training_loss, "training loss", spec);
        let network = fit.network();
        let theirs = case.after.iter().chain(&case.learned).chain(&case.running);
        assert_eq!(held(network).count(), theirs.clone().count());
        for (place, (ours, theirs)) in held(network).zip(theirs).enumerate() {
            for (&ours, &theirs) in ours.iter().zip(theirs.iter().flatten()) {
                let what = format!("number of matrix {place}");
                assert_close(f64::from(ours), theirs, &what, spec);
            }
        }
        for (&ours, &theirs) in network.logits(&features).iter().zip(&case.logits) {
            // Of terms of about 1, whose rounding stays where they cancel each other.
            let close = (f64::from(ours) - theirs).abs() <= 1e-4 * theirs.abs() + 2e-6;
            assert!(close, "logit {ours} is not PyTorch's {theirs} for {spec:?}");
        }
    }
}

/// By hand: weights, and γ and β of each unit, of the first layer, of the blocks (of the narrower ones the
/// first layer and the projection alike), and the output.
#[test]
fn the_published_networks_have_as_many_parameters_as_by_hand_and_in_pytorch() {
    let block = |inputs: usize, units: usize| {
        let of_inputs = inputs * units + 2 * units;
        let of_units = units * units + 2 * units;
        of_units
            + if inputs == units {
                of_units
            } else {
                2 * of_inputs
            }
    };
    let a = (240 * 128 + 256) + block(128, 128) + block(128, 64) + block(64, 32) + 33;
    let b = (240 * 256 + 512) + block(256, 256) + block(256, 128) + block(128, 64) + block(64, 32);
    let counts = golden().n_parameters;
    for (spec, by_hand, pytorch) in [
        (MlpSpec::residual_a(), a, counts.a),
        (MlpSpec::residual_b(), b + 33, counts.b),
    ] {
        assert_eq!(spec.check(240), Ok(()));
        assert_eq!(spec.n_parameters(240), by_hand);
        assert_eq!(Mlp::new(240, &spec).n_parameters(), by_hand);
        assert_eq!(by_hand, pytorch);
    }
}

#[test]
fn the_published_networks_are_settings_that_a_field_shows_and_takes() {
    let penalised = |weight: &str| format!("0, {weight}, {weight}, {weight}, 0");
    let [l1, l2] = ["0.00001", "0.0001"].map(penalised);
    let a = [
        ("hidden", "128, r128, r64, r32"),
        ("epochs", "30"),
        ("batch", "256"),
        ("l2", &l2),
        ("l1", &l1),
        ("dropout", "0, 0.3, 0.3, 0.2"),
        ("batch_norm", "yes"),
    ];
    let b = [
        ("hidden", "256, r256, r128, r64, r32"),
        ("epochs", "50"),
        ("batch", "256"),
        ("activation", "leaky_relu"),
        ("rate", "0.0007"),
        ("dropout", "0, 0.3, 0.3, 0.25, 0.2"),
        ("batch_norm", "yes"),
        ("plateau", "3"),
        ("early_stopping", "5"),
        ("watch", "auc"),
    ];
    for (spec, texts) in [(MlpSpec::residual_a(), &a[..]), (MlpSpec::residual_b(), &b)] {
        let mut set = ModelSpec::Network(MlpSpec::default());
        for (key, text) in texts {
            set.set(key, text).unwrap();
        }
        assert_eq!(set, ModelSpec::Network(spec));
        let special = set.special();
        let special = special.iter().map(|(key, text)| (*key, &text[..]));
        assert_eq!(special.collect::<Vec<_>>(), texts);
    }
}

#[test]
fn a_block_whose_second_layer_is_zero_hands_on_what_it_got() {
    let inputs = array![[0.5_f32, 2.0], [3.0, 0.25]];
    let first = Dense::unbiased(&array![[1.0_f32, -2.0], [0.5, 4.0]]);
    let second = Dense::unbiased(&Array2::zeros((2, 2)));
    let output = Dense::unbiased(&array![[1.0_f32], [10.0]]);
    let hidden = HiddenLayers::from(vec![HiddenLayer::Residual(2)]);
    let layers = vec![first, second, output];
    let network = Mlp::from_hidden(&hidden, layers.clone(), Activation::Relu).unwrap();
    assert_eq!(network.logits(&inputs), [20.5, 5.5]);
    assert!(Mlp::from_hidden(&vec![2].into(), layers.clone(), Activation::Relu).is_none());
    let wider = HiddenLayers::from(vec![HiddenLayer::Residual(3)]);
    assert!(Mlp::from_hidden(&wider, layers, Activation::Relu).is_none());
}

/// Scoring folds what normalises into the layers; here each row goes through both, in double precision.
#[test]
fn rows_are_scored_with_the_running_mean_and_variance_of_blocks_and_projections() {
    let (features, labels) = rows(120, 4, 8);
    let spec = MlpSpec {
        hidden_layers: HiddenLayers::read("r4, r3").unwrap(),
        batch_normalisation: true,
        ..MlpSpec::default()
    };
    let mut fit = Fit::new(features.clone(), labels, &spec).unwrap();
    for _ in 0..5 {
        run_epoch(&mut fit);
    }
    let network = fit.network();
    let sums = |layer: usize, inputs: &Array2<f64>| {
        let of = &network.layers()[layer];
        let mut sums = inputs.dot(&of.weights().mapv(f64::from)) + of.bias().mapv(f64::from);
        if let Some(by) = network.normalisations().get(layer) {
            let (learned, running) = (by.learned().mapv(f64::from), by.running().mapv(f64::from));
            let deviation = running.row(1).mapv(|variance| (variance + 1e-3).sqrt());
            sums = (sums - running.row(0)) / deviation * learned.row(0) + learned.row(1);
        }
        sums
    };
    let relu = |values: Array2<f64>| values.mapv(|value| value.max(0.0));
    let inputs = features.mapv(f64::from);
    let block = relu(sums(1, &relu(sums(0, &inputs))) + &inputs);
    let block = relu(sums(4, &relu(sums(2, &block))) + sums(3, &block));
    let logits = network.logits(&features);
    for (&ours, expected) in logits.iter().zip(sums(5, &block).column(0)) {
        assert!((f64::from(ours) - expected).abs() < 1e-5);
    }
    assert_eq!(logits[30..], network.logits(&features.slice(s![30.., ..])));
}

/// A batch that goes through in parts is the same to a network with blocks; the last part is shorter.
#[test]
fn blocks_of_a_large_batch_are_trained_in_parts() {
    let (features, labels) = rows(600, 7, 29);
    let spec = MlpSpec {
        hidden_layers: HiddenLayers::read("12, r12, r5").unwrap(),
        batch_size: 600,
        ..MlpSpec::default()
    };
    let network = Mlp::new(7, &spec);
    let gradients = |start: usize, end: usize| -> Vec<Array2<f32>> {
        let mut workspace = Workspace::for_training(&network, end - start);
        let features = features.slice(s![start..end, ..]);
        workspace.backward(&network, &features, &labels[start..end], &[]);
        let gradients = workspace.gradients().iter();
        gradients.map(Dense::parameters).collect()
    };
    let quarters = [0, 150, 300, 450].map(|start| gradients(start, start + 150));
    for (layer, whole) in gradients(0, 600).iter().enumerate() {
        let mean = quarters.iter().map(|quarter| &quarter[layer] / 4.0);
        let mean = mean.fold(Array2::zeros(whole.dim()), |sum: Array2<f32>, part| {
            sum + part
        });
        let mut pairs = mean.iter().zip(whole);
        assert!(pairs.all(|(&a, &b)| f32::abs(a - b) < 1e-6), "{layer}");
    }
}

#[test]
fn a_list_of_numbers_is_layers_in_json_and_in_bytes_as_it_was_before_there_were_blocks() {
    let of_numbers = serde_json::from_str::<HiddenLayers>("[300, 16]").unwrap();
    assert_eq!(of_numbers, vec![300, 16].into());
    assert_eq!(serde_json::to_string(&of_numbers).unwrap(), "[300,16]");
    let bytes = postcard::to_stdvec(&vec![300_usize, 16]).unwrap();
    assert_eq!(
        postcard::from_bytes::<HiddenLayers>(&bytes).unwrap(),
        of_numbers
    );
    assert_eq!(postcard::to_stdvec(&of_numbers).unwrap(), bytes);
    let blocks = serde_json::from_str::<HiddenLayers>(r#"[128, "r64"]"#).unwrap();
    assert_eq!(Some(blocks), HiddenLayers::read("128 r64"));
    for text in [r#"["64r"]"#, r#"["r"]"#, "[-1]", "[1.5]", "[null]"] {
        assert!(
            serde_json::from_str::<HiddenLayers>(text).is_err(),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn layers_and_blocks_come_back_from_text_json_and_bytes(
        layers in prop::collection::vec((0_usize..5_000, any::<bool>()), 0..6),
    ) {
        let layer = |(n_units, is_residual)| {
            if is_residual { HiddenLayer::Residual(n_units) } else { HiddenLayer::Dense(n_units) }
        };
        let layers: Vec<_> = layers.into_iter().map(layer).collect();
        let layers = HiddenLayers::from(layers);
        prop_assert_eq!(HiddenLayers::read(&layers.text()), Some(layers.clone()));
        let json = serde_json::to_string(&layers).unwrap();
        prop_assert_eq!(serde_json::from_str::<HiddenLayers>(&json).unwrap(), layers.clone());
        let bytes = postcard::to_stdvec(&layers).unwrap();
        prop_assert_eq!(postcard::from_bytes::<HiddenLayers>(&bytes).unwrap(), layers);
    }
}
