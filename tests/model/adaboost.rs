//! AdaBoost and RUSBoost, against scikit-learn 1.9 and imbalanced-learn 0.14, and by what must always hold;
//! golden/adaboost.py writes the numbers.

use std::collections::BTreeMap;

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    AdaBoostFit, AdaBoostSpec, Ensemble, FitError, Fitting, Learnt, Says, Step, Undersampling,
};
use ndarray::{Array2, array, s};
use proptest::prelude::*;
use serde::Deserialize;

use super::rows;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    spec: AdaBoostSpec,
    /// What each tree counts.
    weights: Vec<f64>,
    /// The decision function of some rows.
    scores: BTreeMap<usize, f64>,
    importances: Vec<f64>,
}

fn boosted(features: &Array2<f32>, labels: &[bool], spec: AdaBoostSpec) -> AdaBoostFit {
    let fit = AdaBoostFit::new(features.clone(), labels.to_vec(), spec);
    fit.unwrap().finish().unwrap()
}

/// Scores as they are before they are narrowed.
fn wide(boosted: &Ensemble, features: &Array2<f32>) -> Vec<f64> {
    let mut sums = vec![0.0; features.nrows()];
    boosted.add_to(0, features, &mut sums);
    sums.into_iter().map(|sum| boosted.score_of(sum)).collect()
}

fn is_close(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() < 1e-9
}

#[test]
#[expect(clippy::cast_possible_truncation, reason = "trees see singles")]
fn decision_functions_equal_those_of_python() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/adaboost.json")).unwrap();
    assert_eq!(golden.cases.len(), 20);
    for case in golden.cases {
        let what = format!("{:?} of {:?}", case.spec, case.rows.random_state);
        let data = make_classification(&case.rows).unwrap();
        let features = data.features().mapv(|value| value as f32);
        let fit = boosted(&features, data.labels(), case.spec);
        let trees = &fit.boosted().trees;
        assert_eq!(trees.len(), case.weights.len(), "{what}");
        for (tree, &weight) in trees.iter().zip(&case.weights) {
            assert!(is_close(tree.nodes()[0].value.abs(), weight), "{what}");
        }
        let scores = wide(fit.boosted(), &features);
        for (&row, &expected) in &case.scores {
            assert!(is_close(scores[row], expected), "{what}, row {row}");
        }
        for (ours, &theirs) in fit.importances().into_iter().zip(&case.importances) {
            assert!(is_close(ours, theirs), "{what}: {ours} {theirs}");
        }
    }
}

#[test]
fn a_tree_that_is_never_wrong_ends_it() {
    let features = array![[0.0], [1.0], [2.0], [3.0]];
    let labels = [false, false, true, true];
    let fit = boosted(&features, &labels, AdaBoostSpec::default());
    assert!(fit.is_over());
    assert_eq!(
        wide(fit.boosted(), &features),
        [-2.0, -2.0, 2.0, 2.0],
        "as its decision function in scikit-learn"
    );
}

#[test]
fn a_first_tree_that_is_wrong_as_often_as_right_is_told() {
    let features = array![[0.0], [0.0], [1.0], [1.0]];
    let labels = vec![false, true, false, true];
    let mut fit = AdaBoostFit::new(features, labels, AdaBoostSpec::default()).unwrap();
    let first = std::iter::repeat_with(|| fit.step()).find(|step| step != &Ok(Step::Part));
    assert_eq!(first, Some(Err(FitError::NoBetterThanChance)));
    assert_eq!(fit.step(), Err(FitError::NoBetterThanChance), "and again");
}

#[test]
fn held_out_rows_get_the_models_own_scores_after_each_round() {
    let (features, labels) = rows(150, 5, 5);
    let (held_out, _) = rows(90, 5, 6);
    for undersampling in Undersampling::ALL {
        let spec = AdaBoostSpec {
            n_rounds: 6,
            undersampling,
            ..AdaBoostSpec::default()
        };
        let mut fit = AdaBoostFit::new(features.clone(), labels.clone(), spec).unwrap();
        assert_eq!(fit.model().says(), Says::Margin);
        while !fit.is_over() {
            let Step::Epoch { training_loss } = fit.step().unwrap() else {
                continue;
            };
            assert!(training_loss.is_nan(), "margins are no probabilities");
            let mut running = Vec::new();
            for from in [0, 40] {
                let to = if from == 0 { 40 } else { 90 };
                fit.score_held_out(&held_out.slice(s![from..to, ..]), from, &mut running);
            }
            let mut scores = Vec::new();
            fit.model().score(&held_out, &mut scores);
            assert_eq!(running, scores);
        }
        let Some(Learnt::Importances(shares)) = fit.learnt() else {
            panic!("{:?}", fit.learnt());
        };
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn what_cant_be_boosted_is_refused() {
    let (features, labels) = rows(20, 2, 1);
    let refusal = |labels: &[bool], spec| {
        let fit = AdaBoostFit::new(features.clone(), labels.to_vec(), spec);
        fit.err().unwrap().to_string()
    };
    let spec = AdaBoostSpec::default();
    assert_eq!(
        refusal(&[true; 20], spec),
        "rows of both classes are needed; there are 0 and 20"
    );
    let refused = [
        (
            AdaBoostSpec {
                n_rounds: 0,
                ..spec
            },
            "the number of rounds is 0; it needs to be from 1 to 10,000",
        ),
        (
            AdaBoostSpec {
                learning_rate: 0.0,
                ..spec
            },
            "the learning rate is 0; it needs to be above 0 and at most 100",
        ),
        (
            AdaBoostSpec {
                max_depth: 33,
                ..spec
            },
            "the deepest level is 33; it needs to be from 1 to 32",
        ),
    ];
    for (spec, sentence) in refused {
        assert_eq!(refusal(&labels, spec), sentence);
    }
}

proptest! {
    #[test]
    fn margins_lie_between_those_of_all_trees_agreeing(
        seed in 0_u64..1000, n_rounds in 1_usize..8, max_depth in 1_usize..4, weight in 0.2_f64..5.0, is_rus in any::<bool>(),
    ) {
        let (features, labels) = rows(40, 3, seed);
        let spec = AdaBoostSpec {
            n_rounds, max_depth, class_weights: [1.0, weight], undersampling: Undersampling::ALL[usize::from(is_rus)],
            ..AdaBoostSpec::default()
        };
        let fit = AdaBoostFit::new(features.clone(), labels, spec);
        // A tree on some rows may be wrong about most of the others.
        let fit = fit.and_then(AdaBoostFit::finish);
        prop_assert!(is_rus || fit.is_ok());
        let Ok(fit) = fit else { return Ok(()) };
        prop_assert!(fit.boosted().trees.len() <= n_rounds);
        let scores = wide(fit.boosted(), &features);
        prop_assert!(scores.iter().all(|score| score.abs() <= 2.0 + 1e-12));
    }
}
