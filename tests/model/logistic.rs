//! Logistic regression, against scikit-learn and by what must always hold.

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{Classifier, FitError, LogisticFit, LogisticSpec, Penalty, Says};
use ndarray::{Array2, Axis, concatenate, s};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    penalty: String,
    c: f64,
    class_weights: [f64; 2],
    /// The intercept comes last.
    coefficients: Vec<f64>,
    errors: Option<Vec<f64>>,
    log_odds: Vec<f64>,
}

impl Case {
    fn spec(&self) -> LogisticSpec {
        LogisticSpec {
            penalty: match &self.penalty[..] {
                "l1" => Penalty::L1,
                "l2" => Penalty::L2,
                _ => Penalty::None,
            },
            c: self.c,
            class_weights: self.class_weights,
            tol: 1e-12,
            ..LogisticSpec::default()
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn made(spec: &ClassificationSpec) -> (Array2<f32>, Vec<bool>) {
    let rows = make_classification(spec).unwrap();
    let features = rows.features().mapv(|value| value as f32);
    (features, rows.labels().to_vec())
}

fn fitted(features: Array2<f32>, labels: Vec<bool>, spec: LogisticSpec) -> LogisticFit {
    let fit = LogisticFit::new(features, labels, spec).unwrap();
    fit.finish().unwrap()
}

#[test]
fn coefficients_equal_scikit_learns() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/logistic.json")).unwrap();
    assert_eq!(golden.cases.len(), 8);
    for case in golden.cases {
        let name = format!("{} C {} {:?}", case.penalty, case.c, case.class_weights);
        let (features, labels) = made(&case.rows);
        let fit = fitted(features.clone(), labels, case.spec());
        let model = fit.model();
        let ours = model.coefficients.iter().chain([&model.intercept]);
        for (ours, theirs) in ours.zip(&case.coefficients) {
            let is_close = (ours - theirs).abs() <= 1e-6 * theirs.abs().max(1.0);
            assert!(is_close, "{name}: {ours} {theirs}");
            // What the penalty takes away is away.
            assert_eq!(*ours == 0.0, *theirs == 0.0, "{name}");
        }
        for (row, theirs) in features.outer_iter().zip(&case.log_odds) {
            assert!((model.log_odds(&row) - theirs).abs() < 1e-5, "{name}");
        }
        let coefficients = fit.coefficients();
        let errors: Option<Vec<_>> = coefficients.iter().map(|of| of.error).collect();
        assert_eq!(errors.is_some(), case.errors.is_some(), "{name}");
        for (ours, theirs) in errors
            .into_iter()
            .flatten()
            .zip(case.errors.unwrap_or_default())
        {
            assert!(
                (ours / theirs - 1.0).abs() < 1e-6,
                "{name}: {ours} {theirs}"
            );
        }
    }
}

#[test]
fn it_scores_in_log_odds_and_ends_by_itself() {
    let (features, labels) = made(&ClassificationSpec::default());
    let mut fit = LogisticFit::new(features.clone(), labels, LogisticSpec::default()).unwrap();
    let mut n_parts = 0;
    while !fit.is_over() {
        fit.advance().unwrap();
        n_parts += 1;
    }
    assert!(
        (3..30).contains(&fit.n_iterations()),
        "{}",
        fit.n_iterations()
    );
    assert!(n_parts >= fit.n_iterations());
    let model = fit.model();
    assert_eq!(model.says(), Says::LogOdds);
    let mut scores = Vec::new();
    model.score(&features.slice(s![..3, ..]), &mut scores);
    assert_eq!(scores.len(), 3);
    assert!(fit.loss() < core::f64::consts::LN_2);
}

#[test]
fn what_can_not_be_learnt_is_said() {
    let row =
        |value: f32| Array2::from_shape_fn((6, 1), |(row, _)| if row < 3 { -value } else { value });
    let labels = vec![false, false, false, true, true, true];
    let plain = LogisticSpec {
        penalty: Penalty::None,
        ..LogisticSpec::default()
    };
    let apart = LogisticFit::new(row(1.0), labels.clone(), plain)
        .unwrap()
        .finish();
    assert_eq!(apart.err(), Some(FitError::NoBest));
    let mut again = LogisticFit::new(row(1.0), labels.clone(), plain).unwrap();
    while again.advance().is_ok() {}
    assert_eq!(
        again.advance(),
        Err(FitError::NoBest),
        "at every later call"
    );
    let held = LogisticFit::new(row(1.0), labels.clone(), LogisticSpec::default()).unwrap();
    assert!(held.finish().unwrap().model().coefficients[0] > 0.0);
    let same = Array2::from_shape_fn((6, 2), |(row, _)| [0.1, 0.9, 0.4, 0.5, 0.3, 0.8][row]);
    let mixed = vec![false, true, false, true, true, false];
    let same = LogisticFit::new(same, mixed, plain).unwrap().finish();
    assert_eq!(
        same.err(),
        Some(FitError::NoBest),
        "columns repeat one another"
    );

    let refused = |features, labels, spec| {
        LogisticFit::new(features, labels, spec)
            .err()
            .unwrap()
            .to_string()
    };
    let spec = LogisticSpec::default();
    for (said, begins) in [
        (
            refused(row(1.0), vec![true; 6], spec),
            "rows of both classes are needed; there are 0 and 6",
        ),
        (
            refused(row(f32::NAN), labels.clone(), spec),
            "training row 0 has no finite number",
        ),
        (
            refused(row(1.0), vec![true], spec),
            "1 labels were given for 6",
        ),
        (
            refused(row(1.0), labels.clone(), LogisticSpec { c: 0.0, ..spec }),
            "C is 0",
        ),
        (
            refused(row(1.0), labels.clone(), LogisticSpec { tol: -1.0, ..spec }),
            "the tolerance is -1",
        ),
        (
            refused(
                row(1.0),
                labels.clone(),
                LogisticSpec {
                    max_iter: 0,
                    ..spec
                },
            ),
            "the number of iterations is 0",
        ),
        (
            refused(
                row(1.0),
                labels,
                LogisticSpec {
                    class_weights: [0.0, 1.0],
                    ..spec
                },
            ),
            "the weight of negatives is 0",
        ),
    ] {
        assert!(said.starts_with(begins), "{said}");
    }
}

/// Steps that are found from a part of the rows end where the gradient over all of them does: also where a column is 0 in
/// nearly every row, and where every other row is of another kind.
#[test]
fn many_rows_have_the_best_of_all_of_them() {
    let n = 20_000_u32;
    let is_rare = |row: u32| row % 4_001 == 1;
    let features = Array2::from_shape_fn((n as usize, 3), |(row, column)| {
        let row = u32::try_from(row).unwrap();
        let noise = f32::from(u16::try_from(row.wrapping_mul(2_654_435_761) >> 16).unwrap());
        match column {
            0 => noise / 20_000.0 - 1.6,
            1 => f32::from(u8::from(is_rare(row))),
            _ if row % 13 == 0 => 0.0,
            _ => f32::from(u8::from(row % 3 == 0)),
        }
    });
    let labels: Vec<bool> = (0..n)
        .map(|row| (row.wrapping_mul(40_503) >> 4) % 11 == 0 || is_rare(row) || row % 39 == 0)
        .collect();
    let spec = LogisticSpec::default();
    let fit = fitted(features.clone(), labels.clone(), spec);
    assert!(fit.n_iterations() < 50, "{}", fit.n_iterations());
    let model = fit.model();
    let mut gradient = [0.0; 4];
    for (row, &label) in features.outer_iter().zip(&labels) {
        let slope = 1.0 / (1.0 + (-model.log_odds(&row)).exp()) - f64::from(u8::from(label));
        gradient[3] += slope;
        for (sum, value) in gradient.iter_mut().zip(row) {
            *sum += slope * f64::from(*value);
        }
    }
    for (sum, w) in gradient.iter_mut().zip(&model.coefficients) {
        *sum += w / spec.c;
    }
    let most = 2.0 * spec.tol * f64::from(n);
    assert!(
        gradient.iter().all(|part| part.abs() <= most),
        "{gradient:?}"
    );
}

fn rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    (8_usize..40, 1_usize..4).prop_flat_map(|(n, p)| {
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
    /// A weight counts as rows that are there again.
    #[test]
    fn weights_are_rows_repeated((features, labels) in rows()) {
        let spec = LogisticSpec { tol: 1e-12, ..LogisticSpec::default() };
        let weighted = LogisticSpec { class_weights: [1.0, 2.0], ..spec };
        let positives: Vec<_> = (0..labels.len()).filter(|&row| labels[row]).collect();
        let again = concatenate(Axis(0), &[features.view(), features.select(Axis(0), &positives).view()]).unwrap();
        let mut more = labels.clone();
        more.resize(again.nrows(), true);
        let (a, b) = (fitted(features, labels, weighted), fitted(again, more, spec));
        for (a, b) in a.model().coefficients.iter().zip(&b.model().coefficients) {
            prop_assert!((a - b).abs() < 1e-8);
        }
    }

    /// With an intercept that isn't penalised, expected and real positives are as many.
    #[test]
    fn as_many_positives_are_expected_as_there_are((features, labels) in rows(), l1: bool) {
        let penalty = if l1 { Penalty::L1 } else { Penalty::L2 };
        let spec = LogisticSpec { penalty, tol: 1e-12, ..LogisticSpec::default() };
        let fit = fitted(features.clone(), labels.clone(), spec);
        let model = fit.model();
        let expected: f64 = features.outer_iter().map(|row| 1.0 / (1.0 + (-model.log_odds(&row)).exp())).sum();
        let real = labels.iter().filter(|label| **label).count();
        prop_assert!((expected - real as f64).abs() < 1e-6);
    }
}
