//! Blends of models, against scikit-learn; golden/blend.py writes the numbers.

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    BlendSpec, Blending, Examples, FitError, LossSpec, Model, ModelSpecError, Says, Step,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    average: Vec<f64>,
    stack: Vec<f64>,
}

/// Logistic regression, naive Bayes and nearest neighbours.
const THREE: [bool; 8] = [true, false, false, false, false, false, true, true];

#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn examples(rows: &ClassificationSpec) -> Examples {
    let rows = make_classification(rows).unwrap();
    Examples {
        features: rows.features().mapv(|value| value as f32),
        labels: rows.labels().to_vec(),
        ..Examples::default()
    }
}

/// Scores of all rows, what they are, and rounds that it took.
fn fitted(spec: BlendSpec, examples: &Examples) -> (Vec<f32>, Says, usize) {
    let mut fit = spec
        .fitting(examples.clone(), &LossSpec::default())
        .unwrap();
    let mut n_rounds = 0;
    while n_rounds < fit.rounds() {
        n_rounds += usize::from(matches!(fit.step().unwrap(), Step::Epoch { .. }));
    }
    assert!(fit.is_over() && fit.n_parameters() > 0);
    let model = fit.into_model();
    let mut scores = Vec::new();
    model.score(&examples.features, &mut scores);
    (scores, model.says(), n_rounds)
}

#[test]
fn averages_and_stacks_equal_scikit_learns() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/blend.json")).unwrap();
    assert_eq!(golden.cases.len(), 2);
    for case in golden.cases {
        let examples = examples(&case.rows);
        let ways = [
            (Blending::Average, case.average, Says::Probability, 3),
            (Blending::Stack, case.stack, Says::LogOdds, 4),
        ];
        for (blending, theirs, unit, rounds) in ways {
            let spec = BlendSpec {
                blending,
                members: THREE,
            };
            let (ours, says, n_rounds) = fitted(spec, &examples);
            assert_eq!((says, n_rounds), (unit, rounds));
            for (ours, theirs) in ours.iter().zip(&theirs) {
                // Probabilities cross as singles.
                let ours = f64::from(*ours);
                assert!((ours - theirs).abs() < 2e-5, "{blending:?} {ours} {theirs}");
            }
        }
    }
}

#[test]
fn after_each_round_the_models_so_far_are_put_together() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/blend.json")).unwrap();
    let examples = examples(&golden.cases[0].rows);
    let spec = BlendSpec {
        blending: Blending::Average,
        members: THREE,
    };
    let mut fit = spec
        .fitting(examples.clone(), &LossSpec::default())
        .unwrap();
    let mut rounds = Vec::new();
    while !fit.is_over() {
        if matches!(fit.step().unwrap(), Step::Epoch { .. }) {
            let mut scores = Vec::new();
            fit.model().score(&examples.features, &mut scores);
            assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
            rounds.push(scores);
        }
    }
    assert_eq!(rounds.len(), 3);
    assert!(rounds[0] != rounds[1] && rounds[1] != rounds[2]);
}

#[test]
fn one_model_alone_is_no_blend() {
    let mut members = [false; 8];
    members[3] = true;
    let spec = BlendSpec {
        members,
        ..BlendSpec::default()
    };
    assert!(matches!(
        Model::check(&spec, 4),
        Err(ModelSpecError::OutOfRange { .. })
    ));
    let refused = spec.fitting(Examples::default(), &LossSpec::default());
    assert!(matches!(refused.err(), Some(FitError::Spec(_))));
}
