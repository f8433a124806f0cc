//! What must always hold of units that are left out.

use imbalance_lab::model::{Dropout, Fit, MlpSpec, PerLayer};
use proptest::prelude::*;

use crate::{rows, run_epoch};

#[test]
fn a_mask_leaves_out_as_many_as_the_rate_says_and_keeps_the_mean() {
    for rate in [0.05, 0.2, 0.5, 0.95] {
        let mut dropout = Dropout::new(&rate.into(), 1, 7);
        let mask = dropout.mask(0, 20_000, 11).mapv(f64::from);
        let n = mask.len() as f64;
        let share = mask.iter().filter(|&&value| value == 0.0).count() as f64 / n;
        let deviation = (rate * (1.0 - rate) / n).sqrt();
        assert!((share - rate).abs() < 4.0 * deviation, "{share} of {rate}");
        let mean = mask.sum() / n;
        assert!(
            (mean - 1.0).abs() < 4.0 * deviation / (1.0 - rate),
            "{mean}"
        );
    }
}

#[test]
fn rows_are_scored_with_all_units_and_the_start_is_that_of_a_run_without() {
    let (features, labels) = rows(90, 4, 3);
    let fit = |dropout: f64| {
        let spec = MlpSpec {
            dropout: dropout.into(),
            ..MlpSpec::default()
        };
        Fit::new(features.clone(), labels.clone(), &spec).unwrap()
    };
    let (mut with, without) = (fit(0.5), fit(0.0));
    assert_eq!(with.network(), without.network());
    run_epoch(&mut with);
    let logits = with.network().logits(&features);
    assert_eq!(logits, with.network().logits(&features));
    let layers = with.network().layers().to_vec();
    let plain = imbalance_lab::model::Mlp::from_layers(layers, with.network().activation());
    assert_eq!(plain.unwrap().logits(&features), logits);
}

proptest! {
    #[test]
    fn rates_of_0_are_no_dropout_to_the_last_bit(seed: u64, n_rows in 2_usize..60) {
        let (features, labels) = rows(n_rows, 3, seed);
        let run = |dropout| {
            let spec = MlpSpec { dropout, seed, batch_size: 16, ..MlpSpec::default() };
            let mut fit = Fit::new(features.clone(), labels.clone(), &spec).unwrap();
            (run_epoch(&mut fit).to_bits(), fit.network().clone())
        };
        prop_assert_eq!(run(PerLayer::default()), run(vec![0.0, 0.0].into()));
    }

    #[test]
    fn one_rate_for_all_layers_is_the_same_as_that_rate_for_each(rate in 0.0_f64..0.9, seed: u64) {
        let (features, labels) = rows(40, 3, seed);
        let run = |dropout| {
            let spec = MlpSpec { dropout, seed, batch_size: 16, ..MlpSpec::default() };
            let mut fit = Fit::new(features.clone(), labels.clone(), &spec).unwrap();
            run_epoch(&mut fit).to_bits()
        };
        prop_assert_eq!(run(rate.into()), run(vec![rate, rate].into()));
    }

    #[test]
    fn numbers_of_layers_come_back_from_their_text(numbers in prop::collection::vec(0.0_f64..1e6, 0..6)) {
        let numbers = PerLayer::from(numbers);
        prop_assert_eq!(PerLayer::read(&numbers.text()), Some(numbers.clone()));
        let json = serde_json::to_string(&numbers).unwrap();
        prop_assert_eq!(serde_json::from_str::<PerLayer>(&json).unwrap(), numbers);
    }
}
