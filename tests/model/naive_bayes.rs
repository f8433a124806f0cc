//! Gaussian naive Bayes, against scikit-learn and by what must always hold; golden/naive_bayes.py writes the numbers.

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{Classifier, Fitting, NaiveBayesFit, NaiveBayesSpec, Says, Step};
use ndarray::{Array2, Axis, array, concatenate};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    var_smoothing: f64,
    class_weights: [f64; 2],
    priors: [f64; 2],
    loss: f64,
    log_odds: Vec<f64>,
}

fn is_close(ours: f64, theirs: f64, tolerance: f64) -> bool {
    (ours - theirs).abs() <= tolerance * theirs.abs().max(1e-3)
}

/// Sums are added in another order, and little else differs.
#[test]
#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn log_odds_equal_scikit_learns() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/naive_bayes.json")).unwrap();
    assert_eq!(golden.cases.len(), 4);
    for case in golden.cases {
        let rows = make_classification(&case.rows).unwrap();
        let features = rows.features().mapv(|value| value as f32);
        let spec = NaiveBayesSpec {
            var_smoothing: case.var_smoothing,
            class_weights: case.class_weights,
        };
        let fit = NaiveBayesFit::new(features.clone(), rows.labels().to_vec(), spec);
        let mut fit = fit.unwrap();
        let loss = loop {
            if let Step::Epoch { training_loss } = fit.step().unwrap() {
                break training_loss;
            }
        };
        assert!(is_close(loss, case.loss, 1e-9), "{loss} {}", case.loss);
        let model = fit.finish();
        for (ours, theirs) in model.priors.iter().zip(case.priors) {
            assert!(is_close(*ours, theirs, 1e-12), "{ours} {theirs}");
        }
        let mut scores = Vec::new();
        model.score(&features, &mut scores);
        assert_eq!(scores.len(), features.nrows());
        for ((row, score), theirs) in features.outer_iter().zip(scores).zip(&case.log_odds) {
            let ours = model.log_odds(&row);
            assert!(is_close(ours, *theirs, 1e-6), "{ours} {theirs}");
            assert!(is_close(f64::from(score), ours, 1e-6));
        }
    }
}

#[test]
fn it_is_over_after_a_round() {
    let features = array![[0.0_f32], [1.0], [3.0], [4.0]];
    let labels = vec![false, false, true, true];
    let fit = NaiveBayesFit::new(features, labels, NaiveBayesSpec::default());
    let mut fit = fit.unwrap();
    assert_eq!(Fitting::model(&fit).says(), Says::LogOdds);
    while !fit.is_over() {
        fit.step().unwrap();
    }
    assert!(fit.advance());
    // Bells of the same width: the border lies in the middle.
    let model = fit.finish();
    assert!(model.log_odds(&array![2.0]).abs() < 1e-9);
    assert!(model.log_odds(&array![2.5]) > 0.0);
}

#[test]
fn of_constant_columns_only_shares_are_known() {
    let labels = vec![false, false, false, true];
    let spec = NaiveBayesSpec::default();
    for n_features in [0, 2] {
        let features = Array2::ones((4, n_features));
        let fit = NaiveBayesFit::new(features.clone(), labels.clone(), spec);
        let model = fit.unwrap().finish();
        let log_odds = model.log_odds(&features.row(0));
        assert!((log_odds - (1.0_f64 / 3.0).ln()).abs() < 1e-12);
    }
    // A column that is constant within a class is next to sure, and a score stays a number.
    let features = array![[0.0_f32], [1e20], [2e20], [7.0]];
    let model = NaiveBayesFit::new(features, labels, spec).unwrap().finish();
    let mut scores = Vec::new();
    model.score(&array![[3e38_f32], [-3e38], [7.0]], &mut scores);
    assert!(scores.iter().all(|score| score.is_finite()));
}

#[test]
fn what_can_not_be_learnt_is_said() {
    let features = array![[0.0_f32], [1.0]];
    let refused = |labels: [bool; 2], spec| {
        let fit = NaiveBayesFit::new(features.clone(), labels.to_vec(), spec);
        fit.err().unwrap().to_string()
    };
    let spec = NaiveBayesSpec::default();
    let rough = NaiveBayesSpec {
        var_smoothing: 0.0,
        ..spec
    };
    let said = refused([false, true], rough);
    assert_eq!(
        said,
        "the smoothing of variances is 0; it needs to be between 1e-12 and 1"
    );
    let said = refused([true, true], spec);
    assert!(
        said.starts_with("rows of both classes are needed"),
        "{said}"
    );
}

fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    (4_usize..30, 1_usize..5).prop_flat_map(|(n, p)| {
        let features = prop::collection::vec(-3.0_f32..3.0, n * p);
        (features, prop::collection::vec(any::<bool>(), n - 2)).prop_map(
            move |(features, mut labels)| {
                labels.extend([false, true]);
                (Array2::from_shape_vec((n, p), features).unwrap(), labels)
            },
        )
    })
}

proptest! {
    /// A weight moves all log-odds alike, by its logarithm.
    #[test]
    fn a_weight_moves_every_row_alike((features, labels) in any_rows(), weight in 0.1_f64..50.0) {
        let spec = NaiveBayesSpec { var_smoothing: 1e-3, ..NaiveBayesSpec::default() };
        let weighted = NaiveBayesSpec { class_weights: [1.0, weight], ..spec };
        let of = |spec| NaiveBayesFit::new(features.clone(), labels.clone(), spec).unwrap().finish();
        let (plain, weighted) = (of(spec), of(weighted));
        for row in features.outer_iter() {
            let moved = weighted.log_odds(&row) - plain.log_odds(&row);
            prop_assert!((moved - weight.ln()).abs() < 1e-8);
        }
    }

    /// All rows once more change nothing.
    #[test]
    fn rows_twice_say_the_same((features, labels) in any_rows()) {
        let spec = NaiveBayesSpec { var_smoothing: 1e-3, ..NaiveBayesSpec::default() };
        let once = NaiveBayesFit::new(features.clone(), labels.clone(), spec).unwrap().finish();
        let again = concatenate(Axis(0), &[features.view(), features.view()]).unwrap();
        let twice = NaiveBayesFit::new(again, labels.repeat(2), spec).unwrap().finish();
        for row in features.outer_iter() {
            let (once, twice) = (once.log_odds(&row), twice.log_odds(&row));
            prop_assert!((once - twice).abs() <= 1e-9 * once.abs().max(1.0));
        }
    }
}
