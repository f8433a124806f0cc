//! Training runs: their steps, their repeatability, and how they end.

use imbalance_lab::model::loss::mean_cross_entropy;
use imbalance_lab::model::{
    Activation, Batches, Fit, FitError, HiddenLayer, MlpSpec, OptimizerSpec, Step,
};
use proptest::prelude::*;

use crate::{rows, run_epoch};

#[test]
fn the_same_spec_twice_gives_equal_bits() {
    let run = |seed| {
        let (features, labels) = rows(150, 10, 3);
        let mut fit = Fit::new(
            features,
            labels,
            &MlpSpec {
                seed,
                ..MlpSpec::default()
            },
        )
        .unwrap();
        let losses: Vec<u64> = (0..3).map(|_| run_epoch(&mut fit).to_bits()).collect();
        (losses, fit.network().clone())
    };
    assert_eq!(run(42), run(42));
    assert_ne!(run(42).0, run(43).0);
}

#[test]
fn every_step_but_the_epochs_last_is_a_batch_and_the_smaller_last_one_counts() {
    let (features, labels) = rows(50, 4, 5);
    let spec = MlpSpec {
        batch_size: 16,
        epochs: 2,
        ..MlpSpec::default()
    };
    let mut fit = Fit::new(features, labels, &spec).unwrap();
    assert_eq!(fit.n_batches(), 4);
    let steps: Vec<Step> = (0..8).map(|_| fit.step().unwrap()).collect();
    let ends: Vec<bool> = steps
        .iter()
        .map(|step| matches!(step, Step::Epoch { .. }))
        .collect();
    assert_eq!(ends, [false, false, false, true, false, false, false, true]);
    assert_eq!(fit.epochs_finished(), 2);
    assert!(fit.is_finished());
}

#[test]
fn training_learns_what_logistic_regression_cannot() {
    let (features, _) = rows(600, 2, 11);
    let labels: Vec<bool> = features
        .rows()
        .into_iter()
        .map(|row| row[0] * row[1] > 0.0)
        .collect();
    let loss_with = |units: Vec<usize>| {
        let spec = MlpSpec {
            hidden_layers: units.into(),
            epochs: 60,
            batch_size: 16,
            ..MlpSpec::default()
        };
        let mut fit = Fit::new(features.clone(), labels.clone(), &spec).unwrap();
        while !fit.is_finished() {
            fit.step().unwrap();
        }
        mean_cross_entropy(&fit.network().logits(&features), &labels).unwrap()
    };
    assert!(loss_with(vec![]) > 0.6);
    assert!(loss_with(vec![32, 16]) < 0.15);
}

#[test]
fn a_run_that_breaks_down_says_where_and_keeps_the_last_good_epoch() {
    let (features, labels) = rows(64, 3, 17);
    let spec = MlpSpec {
        optimizer: OptimizerSpec::Sgd {
            learning_rate: 5e4,
            momentum: 0.9,
        },
        batch_size: 32,
        l2: 1.0.into(),
        ..MlpSpec::default()
    };
    let mut fit = Fit::new(features.clone(), labels, &spec).unwrap();
    let mut last_good = fit.network().clone();
    let failure = loop {
        match fit.step() {
            Ok(Step::Part | Step::Batch) => {}
            Ok(Step::Epoch { .. }) => last_good = fit.network().clone(),
            Err(failure) => break failure,
        }
    };
    assert!(matches!(
        failure,
        FitError::Diverged {
            n_batches: 2,
            learning_rate: 5e4,
            ..
        }
    ));
    assert!(
        failure
            .to_string()
            .contains("lower the learning rate, now 50000"),
        "{failure}"
    );
    assert_eq!(fit.step(), Err(failure));
    assert_eq!(*fit.network(), last_good);
    assert!(
        fit.network()
            .logits(&features)
            .iter()
            .all(|logit| logit.is_finite())
    );
}

/// Of few widths, so that blocks often have as many units as inputs.
fn hidden_layer() -> impl Strategy<Value = HiddenLayer> {
    let widths = prop::sample::select(vec![1_usize, 3, 4, 9, 11]);
    (widths, any::<bool>()).prop_map(|(n_units, is_residual)| {
        if is_residual {
            HiddenLayer::Residual(n_units)
        } else {
            HiddenLayer::Dense(n_units)
        }
    })
}

proptest! {
    #[test]
    fn an_epoch_visits_every_row_once(n_rows in 1_u32..400, batch_size in 1_usize..100, seed: u64) {
        let mut batches = Batches::new(n_rows, batch_size, seed);
        for _ in 0..3 {
            batches.shuffle();
            let cut = (0..batches.n_batches()).map(|batch| batches.rows(batch).to_vec());
            let mut rows: Vec<u32> = cut.collect::<Vec<_>>().concat();
            rows.sort_unstable();
            prop_assert_eq!(rows, (0..n_rows).collect::<Vec<_>>());
            prop_assert!(batches.rows(batches.n_batches()).is_empty());
        }
    }

    #[test]
    fn any_valid_network_trains_to_finite_numbers(
        hidden_layers in prop::collection::vec(hidden_layer(), 0..4),
        activation in prop::sample::select(Activation::ALL.to_vec()),
        n_rows in 1_usize..40,
        batch_size in 2_usize..50,
        rates in prop::sample::select(vec![0.0, 0.3, 0.95]),
        penalties in prop::array::uniform2(prop::sample::select(vec![0.0, 0.1])),
        flags: [bool; 2],
        seed: u64,
    ) {
        let (features, labels) = rows(n_rows, 3, seed);
        let spec = MlpSpec {
            hidden_layers: hidden_layers.into(),
            activation,
            batch_size,
            seed,
            l1: penalties[0].into(),
            l2: penalties[1].into(),
            dropout: rates.into(),
            batch_normalisation: flags[0],
            output_bias: flags[1],
            ..MlpSpec::default()
        };
        let mut fit = Fit::new(features.clone(), labels, &spec).unwrap();
        prop_assert!(run_epoch(&mut fit).is_finite());
        prop_assert!(fit.network().is_finite());
        let logits = fit.network().logits(&features);
        prop_assert_eq!(logits.len(), n_rows);
        prop_assert!(logits.iter().all(|logit| logit.is_finite()));
        prop_assert_eq!(fit.network().n_parameters(), spec.n_parameters(3));
    }
}
