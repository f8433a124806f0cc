//! The settings of a network as text.

use imbalance_lab::model::{EarlyStopping, MlpSpec, ModelSpec, PerLayer, Plateau, Watch};

#[test]
fn what_is_set_by_name_is_what_is_special_and_comes_back() {
    let texts = [
        ("activation", "selu"),
        ("l2", "0.1, 0, 0.02"),
        ("l1", "0.001"),
        ("dropout", "0.2, 0.5"),
        ("batch_norm", "yes"),
        ("prior_bias", "yes"),
        ("plateau", "4"),
        ("early_stopping", "7"),
        ("watch", "auc"),
    ];
    let mut model = ModelSpec::Network(MlpSpec::default());
    for (key, text) in texts {
        model.set(key, text).unwrap();
    }
    let special: Vec<_> = model.special();
    let special: Vec<_> = special
        .iter()
        .map(|(key, text)| (*key, &text[..]))
        .collect();
    assert_eq!(special, texts);
    let spec = MlpSpec {
        activation: imbalance_lab::model::Activation::Selu,
        l2: vec![0.1, 0.0, 0.02].into(),
        l1: 0.001.into(),
        dropout: vec![0.2, 0.5].into(),
        batch_normalisation: true,
        output_bias: true,
        plateau: Some(Plateau { patience: 4 }),
        early_stopping: Some(EarlyStopping {
            patience: 7,
            watch: Watch::Auc,
        }),
        ..MlpSpec::default()
    };
    assert_eq!(model, ModelSpec::Network(spec));
    assert_eq!(model.check(10), Ok(()));
    for (key, usual) in [
        ("early_stopping", "0"),
        ("plateau", "0"),
        ("l2", "0"),
        ("l1", ""),
    ] {
        model.set(key, usual).unwrap();
    }
    assert_eq!(model.special().len(), 4);
}

#[test]
fn what_is_no_number_is_refused_where_it_is_typed_and_what_is_out_of_range_by_the_check() {
    let mut model = ModelSpec::Network(MlpSpec::default());
    for (key, text) in [
        ("l2", "inf"),
        ("l1", "NaN"),
        ("dropout", "half"),
        ("l1", "0.1, x"),
    ] {
        assert!(model.set(key, text).is_err(), "{key} {text}");
    }
    assert_eq!(model, ModelSpec::Network(MlpSpec::default()));
    for (key, text) in [
        ("l2", "-1"),
        ("l1", "2e6"),
        ("dropout", "0.96"),
        ("dropout", "0, 2"),
    ] {
        let mut model = model.clone();
        model.set(key, text).unwrap();
        assert!(model.check(10).is_err(), "{key} {text}");
    }
}

#[test]
fn a_number_alone_and_a_list_are_both_read_from_json() {
    let read = |text: &str| serde_json::from_str::<MlpSpec>(text).unwrap().l2;
    assert_eq!(read(r#"{"l2": 0.5}"#), PerLayer::from(0.5));
    assert_eq!(read(r#"{"l2": [0.5, 0]}"#), vec![0.5, 0.0].into());
}
