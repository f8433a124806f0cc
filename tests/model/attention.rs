//! What a fit makes of validation rows, against Keras' callbacks; golden/network.py writes the numbers.

use imbalance_lab::model::{
    EarlyStopping, Fit, Fitting, Mlp, MlpSpec, OptimizerSpec, Plateau, Watch, Watched,
};
use serde::Deserialize;

use crate::{rows, run_epoch};

#[derive(Deserialize)]
struct Golden {
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    patience: usize,
    losses: Vec<f64>,
    aucs: Vec<f64>,
    /// The learning rate after each epoch.
    rates: Vec<f64>,
    /// Epochs done, and the one whose weights are kept.
    by_loss: [usize; 2],
    by_auc: [usize; 2],
}

fn fit(epochs: usize, plateau: Option<Plateau>, early_stopping: Option<EarlyStopping>) -> Fit {
    let (features, labels) = rows(8, 2, 1);
    let spec = MlpSpec {
        hidden_layers: vec![2].into(),
        epochs,
        optimizer: OptimizerSpec::Sgd {
            learning_rate: 0.5,
            momentum: 0.0,
        },
        plateau,
        early_stopping,
        ..MlpSpec::default()
    };
    Fit::new(features, labels, &spec).unwrap()
}

impl Run {
    fn watched(&self) -> impl Iterator<Item = Watched> {
        self.losses
            .iter()
            .zip(&self.aucs)
            .map(|(&loss, &auc)| Watched {
                loss: Some(loss),
                auc: Some(auc),
            })
    }
}

/// Trains until the run is over, and says after which epoch; the network of each epoch besides.
fn run_to_end(fit: &mut Fit, run: &Run) -> (usize, Vec<Mlp>) {
    let mut networks = Vec::new();
    for watched in run.watched() {
        run_epoch(fit);
        networks.push(fit.network().clone());
        Fitting::heed(fit, &watched);
        if fit.is_over() || fit.is_finished() {
            break;
        }
    }
    (fit.epochs_finished(), networks)
}

#[test]
fn halving_and_stopping_are_those_of_keras_callbacks() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/network.json")).unwrap();
    assert_eq!(golden.runs.len(), 20);
    for run in &golden.runs {
        let patience = run.patience;
        let mut halving = fit(99, Some(Plateau { patience }), None);
        for (watched, &rate) in run.watched().zip(&run.rates) {
            run_epoch(&mut halving);
            Fitting::heed(&mut halving, &watched);
            assert_eq!(halving.learning_rate(), rate);
        }
        for (watch, [after, best]) in [(Watch::Loss, run.by_loss), (Watch::Auc, run.by_auc)] {
            let early = Some(EarlyStopping { patience, watch });
            let mut stopping = fit(run.losses.len(), None, early);
            let (epochs, networks) = run_to_end(&mut stopping, run);
            assert_eq!(epochs, after);
            assert_eq!(Fitting::best_round(&stopping), Some(best));
            assert!(stopping.is_over());
            assert_eq!(stopping.network(), &networks[best - 1]);
        }
    }
}

#[test]
fn a_halved_rate_halves_the_next_step() {
    let mut halved = fit(9, Some(Plateau { patience: 1 }), None);
    run_epoch(&mut halved);
    let mut plain = halved.clone();
    let start = halved.network().clone();
    for loss in [0.5, 0.5] {
        Fitting::heed(
            &mut halved,
            &Watched {
                loss: Some(loss),
                auc: None,
            },
        );
    }
    run_epoch(&mut halved);
    run_epoch(&mut plain);
    let layers = start.layers().iter().zip(plain.network().layers());
    for ((start, plain), halved) in layers.zip(halved.network().layers()) {
        let steps = [plain, halved].map(|after| after.parameters() - start.parameters());
        for (whole, half) in steps[0].iter().zip(&steps[1]) {
            assert!((whole - 2.0 * half).abs() < 1e-6);
        }
    }
}

#[test]
fn a_fit_that_is_told_nothing_runs_to_its_end_and_keeps_its_last_network() {
    let early = EarlyStopping {
        patience: 1,
        watch: Watch::Auc,
    };
    let mut untold = fit(4, None, Some(early));
    assert!(untold.needs_auc());
    let mut plain = fit(4, None, None);
    for _ in 0..4 {
        run_epoch(&mut untold);
        run_epoch(&mut plain);
        let watched = Watched {
            loss: Some(f64::NAN),
            auc: None,
        };
        Fitting::heed(&mut untold, &watched);
        assert_eq!(untold.network(), plain.network());
    }
    assert_eq!(Fitting::best_round(&untold), None);
}
