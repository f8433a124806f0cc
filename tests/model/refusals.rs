//! What can't be trained is refused in a sentence.

use imbalance_lab::model::{
    Fit, FitError, HiddenLayers, Mlp, MlpSpec, ModelSpecError, OptimizerSpec, Plateau,
};
use ndarray::Array2;

#[test]
fn rows_that_cannot_be_trained_on_are_refused_with_their_numbers() {
    let spec = MlpSpec::default();
    let refuse = |features, labels| Fit::new(features, labels, &spec).unwrap_err();
    assert_eq!(refuse(Array2::zeros((0, 3)), vec![]), FitError::NoRows);
    assert_eq!(
        refuse(Array2::zeros((4, 3)), vec![true; 3]),
        FitError::LabelCount {
            n_rows: 4,
            n_labels: 3
        }
    );
    let mut broken = Array2::zeros((4, 3));
    broken[[2, 1]] = f32::NAN;
    assert_eq!(
        refuse(broken, vec![true; 4]),
        FitError::NotFinite { row: 2, column: 1 }
    );
    assert_eq!(
        refuse(Array2::zeros((4, 0)), vec![true; 4]),
        FitError::Spec(ModelSpecError::NoFeatures)
    );
    let network = Mlp::new(5, &spec);
    let refused = Fit::with_network(network, Array2::zeros((4, 3)), vec![true; 4], &spec);
    assert_eq!(
        refused.unwrap_err(),
        FitError::FeatureCount {
            n_features: 3,
            n_inputs: 5
        }
    );
}

#[test]
fn layers_that_cannot_be_built_are_refused_in_a_sentence() {
    let refuse = |hidden_layers: &[usize], sentence| {
        let hidden_layers = hidden_layers.to_vec().into();
        assert_refused(
            &MlpSpec {
                hidden_layers,
                ..MlpSpec::default()
            },
            sentence,
        );
    };
    refuse(&[8, 0], "hidden layer 2 has 0 units; use 1 to 4096");
    refuse(&[5000], "hidden layer 1 has 5000 units; use 1 to 4096");
    refuse(&[4; 11], "11 hidden layers are too many; use at most 10");
    refuse(&[4096; 3], "the network has 33611777 parameters");
    let blocks = |text| MlpSpec {
        hidden_layers: HiddenLayers::read(text).unwrap(),
        ..MlpSpec::default()
    };
    let sentence = "hidden layer 2 has 0 units; use 1 to 4096";
    assert_refused(&blocks("8, r0"), sentence);
    // A unit has 10 + 1 weights and biases in the first layer and the projection, 4096 + 1 in the other three.
    assert_refused(
        &blocks("r4096, r4096"),
        "the network has 50438145 parameters",
    );
    let eleven = "11 hidden layers are too many; use at most 10";
    assert_refused(&blocks("r4 r4 r4 r4 r4 r4 r4 r4 r4 r4 r4"), eleven);
    let dropout = vec![0.1, 0.2, 0.3].into();
    let sentence = "the dropout rate has 3 numbers; give one for all layers, or 2, one for each";
    assert_refused(
        &MlpSpec {
            dropout,
            ..blocks("8, r8")
        },
        sentence,
    );
    assert_eq!(MlpSpec::default().check(0), Err(ModelSpecError::NoFeatures));
}

#[test]
fn training_that_cannot_be_done_is_refused_in_a_sentence() {
    let spec = MlpSpec::default;
    assert_refused(
        &MlpSpec {
            batch_size: 0,
            ..spec()
        },
        "the batch size is 0; it needs to be",
    );
    assert_refused(
        &MlpSpec {
            epochs: 0,
            ..spec()
        },
        "the number of epochs is 0; it needs to be",
    );
    assert_refused(
        &MlpSpec {
            l2: (-0.5).into(),
            ..spec()
        },
        "the L2 penalty is -0.5; it needs to be between",
    );
    assert_refused(
        &MlpSpec {
            l2: f64::NAN.into(),
            ..spec()
        },
        "the L2 penalty is NaN",
    );
}

#[test]
fn what_a_layer_cannot_have_is_refused_in_a_sentence() {
    let spec = MlpSpec::default;
    let refuse = |spec, sentence: &str| assert_refused(&spec, sentence);
    refuse(
        MlpSpec {
            l1: vec![0.1, 0.2].into(),
            ..spec()
        },
        "the L1 penalty has 2 numbers; give one for all layers, or 3, one for each",
    );
    refuse(
        MlpSpec {
            dropout: vec![0.1, 0.2, 0.3].into(),
            ..spec()
        },
        "the dropout rate has 3 numbers; give one for all layers, or 2, one for each",
    );
    refuse(
        MlpSpec {
            dropout: vec![0.1, 0.96].into(),
            ..spec()
        },
        "the dropout rate is 0.96; it needs to be between 0 and 0.95",
    );
    // 10 features and 4 units three times: first, projection and second of the block.
    refuse(
        MlpSpec {
            batch_normalisation: true,
            batch_size: 400_000,
            hidden_layers: HiddenLayers::read("r4").unwrap(),
            ..spec()
        },
        "the batch size with batch normalisation is 400000; it needs to be from 2 to 381300",
    );
    for batch_size in [1, 200_000] {
        let spec = MlpSpec {
            batch_normalisation: true,
            batch_size,
            ..spec()
        };
        let sentence = format!(
            "the batch size with batch normalisation is {batch_size}; it needs to be from 2 to 144631"
        );
        refuse(spec, &sentence);
    }
    let plateau = Some(Plateau { patience: 0 });
    refuse(
        MlpSpec { plateau, ..spec() },
        "the patience of halving the learning rate is 0; it needs to be from 1",
    );
}

#[test]
fn optimizers_that_cannot_work_are_refused_in_a_sentence() {
    let refuse = |optimizer, sentence| {
        assert_refused(
            &MlpSpec {
                optimizer,
                ..MlpSpec::default()
            },
            sentence,
        );
    };
    let sgd = |learning_rate, momentum| OptimizerSpec::Sgd {
        learning_rate,
        momentum,
    };
    let adam = |beta_2, epsilon| OptimizerSpec::Adam {
        learning_rate: 1e-3,
        beta_1: 0.9,
        beta_2,
        epsilon,
    };
    refuse(
        sgd(0.0, 0.9),
        "the learning rate is 0; it needs to be above 0",
    );
    refuse(sgd(f64::NAN, 0.9), "the learning rate is NaN");
    refuse(sgd(f64::INFINITY, 0.9), "the learning rate is inf");
    refuse(
        sgd(0.1, 1.0),
        "the momentum is 1; it needs to be at least 0 and below 1",
    );
    refuse(
        adam(1.0, 1e-7),
        "Adam's beta 2 is 1; it needs to be at least 0 and below 1",
    );
    refuse(
        adam(0.999, 0.0),
        "Adam's epsilon is 0; it needs to be between",
    );
}

/// Refused with this sentence, and as the same error after a way through JSON.
fn assert_refused(spec: &MlpSpec, sentence: &str) {
    let error = spec.check(10).unwrap_err();
    assert!(error.to_string().contains(sentence), "{error}");
    let json = serde_json::to_string(&FitError::from(error.clone())).unwrap();
    assert_eq!(
        serde_json::from_str::<FitError>(&json).unwrap(),
        FitError::Spec(error)
    );
}
