//! Trees that are added one by one end when validation rows get no better, and go back to the best.

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    AdaBoostFit, AdaBoostSpec, EarlyStopping, ExtraTreesSpec, Fitting, ForestFit, ForestSpec, Step,
    Watch, Watched,
};
use ndarray::Array2;

const EARLY: Option<EarlyStopping> = Some(EarlyStopping {
    patience: 2,
    watch: Watch::Auc,
});

/// The area under the ROC curve after each round: the third is the best.
const AUCS: [f64; 6] = [0.6, 0.7, 0.8, 0.75, 0.8, 0.9];

#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn rows() -> (Array2<f32>, Vec<bool>) {
    let spec = ClassificationSpec {
        n_samples: 400,
        ..ClassificationSpec::default()
    };
    let rows = make_classification(&spec).unwrap();
    let features = rows.features().mapv(|value| value as f32);
    (features, rows.labels().to_vec())
}

fn scores(fit: &dyn Fitting, features: &Array2<f32>) -> Vec<f32> {
    let mut scores = Vec::new();
    fit.model().score(features, &mut scores);
    scores
}

fn round(fit: &mut dyn Fitting) {
    while !matches!(fit.step().unwrap(), Step::Epoch { .. }) {}
}

/// Runs with validation rows that say so, and compares with as many rounds as the best has.
fn goes_back(mut early: Box<dyn Fitting>, mut three: Box<dyn Fitting>, features: &Array2<f32>) {
    assert!(early.needs_auc());
    let mut n_rounds = 0;
    for auc in AUCS {
        round(&mut *early);
        n_rounds += 1;
        let auc = Some(auc);
        early.heed(&Watched { loss: None, auc });
        if early.is_over() {
            break;
        }
    }
    assert_eq!((n_rounds, early.best_round()), (5, Some(3)));
    (0..3).for_each(|_| round(&mut *three));
    assert_eq!(scores(&*early, features), scores(&*three, features));
    let mut held_out = Vec::new();
    early.score_held_out(features, 0, &mut held_out);
    assert_eq!(held_out, scores(&*early, features));
}

#[test]
fn adaboost_goes_back_to_its_best_tree() {
    let (features, labels) = rows();
    let fit = |early_stopping| {
        let spec = AdaBoostSpec {
            max_depth: 2,
            early_stopping,
            ..AdaBoostSpec::default()
        };
        Box::new(AdaBoostFit::new(features.clone(), labels.clone(), spec).unwrap())
    };
    goes_back(fit(EARLY), fit(None), &features);
}

#[test]
fn forests_go_back_to_their_best_tree() {
    let (features, labels) = rows();
    let forest = |early_stopping| {
        let spec = ForestSpec {
            early_stopping,
            ..ForestSpec::default()
        };
        Box::new(ForestFit::new(features.clone(), labels.clone(), &spec).unwrap())
    };
    goes_back(forest(EARLY), forest(None), &features);
    let extra = |early_stopping| {
        let spec = ExtraTreesSpec {
            early_stopping,
            ..ExtraTreesSpec::default()
        };
        Box::new(ForestFit::new(features.clone(), labels.clone(), &spec).unwrap())
    };
    goes_back(extra(EARLY), extra(None), &features);
}
