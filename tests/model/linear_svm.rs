//! Linear support vector machines, against scikit-learn and by what must hold at an optimum; golden/linear_svm.py
//! writes the numbers.

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    Classifier, Fitting, LinearSvm, LinearSvmFit, LinearSvmSpec, Says, Step, SvmLoss,
};
use ndarray::{Array2, s};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    loss: String,
    c: f64,
    class_weights: [f64; 2],
    objective: f64,
    margins: Vec<f64>,
}

impl Case {
    fn spec(&self) -> LinearSvmSpec {
        LinearSvmSpec {
            loss: match &self.loss[..] {
                "hinge" => SvmLoss::Hinge,
                _ => SvmLoss::SquaredHinge,
            },
            c: self.c,
            class_weights: self.class_weights,
            tol: 1e-10,
            max_iter: 1_000_000,
            ..LinearSvmSpec::default()
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn made(spec: &ClassificationSpec) -> (Array2<f32>, Vec<bool>) {
    let rows = make_classification(spec).unwrap();
    let features = rows.features().mapv(|value| value as f32);
    (features, rows.labels().to_vec())
}

fn fitted(features: &Array2<f32>, labels: &[bool], spec: LinearSvmSpec) -> LinearSvmFit {
    let fit = LinearSvmFit::new(features.clone(), labels.to_vec(), spec);
    fit.unwrap().finish()
}

const fn sign(label: bool) -> f64 {
    if label { 1.0 } else { -1.0 }
}

/// `½ |w|²` of coefficients and intercept.
fn half_square(model: &LinearSvm) -> f64 {
    let all = model.coefficients.iter().chain([&model.intercept]);
    0.5 * all.map(|w| w * w).sum::<f64>()
}

/// What is made small: by its definition.
fn objective(
    model: &LinearSvm,
    features: &Array2<f32>,
    labels: &[bool],
    spec: &LinearSvmSpec,
) -> f64 {
    let costs = features.outer_iter().zip(labels).map(|(row, &label)| {
        let short = (1.0 - sign(label) * model.margin(&row)).max(0.0);
        let cost = spec.c * spec.class_weights[usize::from(label)];
        cost * match spec.loss {
            SvmLoss::Hinge => short,
            SvmLoss::SquaredHinge => short * short,
        }
    });
    half_square(model) + costs.sum::<f64>()
}

/// The hinge's optimum is where kinks meet, found to about the root of the tolerance in what isn't bent.
#[test]
fn margins_equal_scikit_learns() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/linear_svm.json")).unwrap();
    assert_eq!(golden.cases.len(), 9);
    for case in golden.cases {
        let name = format!("{} C {} {:?}", case.loss, case.c, case.class_weights);
        let (features, labels) = made(&case.rows);
        let spec = case.spec();
        let fit = fitted(&features, &labels, spec);
        assert!(fit.n_iterations() < spec.max_iter, "{name}");
        let is_dual = spec.loss == SvmLoss::Hinge || features.nrows() < features.ncols();
        assert_eq!(fit.alphas().is_some(), is_dual, "{name}");
        let reached = objective(fit.model(), &features, &labels, &spec);
        assert!(
            (reached / case.objective - 1.0).abs() < 1e-9,
            "{name}: {reached}"
        );
        for (row, theirs) in features.outer_iter().zip(&case.margins) {
            let ours = fit.model().margin(&row);
            assert!((ours - theirs).abs() < 1e-4, "{name}: {ours} {theirs}");
        }
    }
}

#[test]
fn it_scores_margins_in_rounds_without_a_loss() {
    let (features, labels) = made(&ClassificationSpec::default());
    for loss in SvmLoss::ALL {
        let spec = LinearSvmSpec {
            loss,
            max_iter: 5,
            ..LinearSvmSpec::default()
        };
        let mut fit = LinearSvmFit::new(features.clone(), labels.clone(), spec).unwrap();
        let mut n_rounds = 0;
        while !fit.is_over() {
            if let Step::Epoch { training_loss } = fit.step().unwrap() {
                assert!(training_loss.is_nan());
                n_rounds += 1;
            }
        }
        assert_eq!(n_rounds, fit.n_iterations());
        assert!((1..=5).contains(&n_rounds));
        assert_eq!(fit.model().says(), Says::Margin);
        let mut scores = Vec::new();
        fit.model().score(&features.slice(s![..3, ..]), &mut scores);
        let margins = features.outer_iter().map(|row| fit.model().margin(&row));
        for (score, margin) in scores.iter().zip(margins) {
            assert!((f64::from(*score) - margin).abs() < 1e-6);
        }
        assert_eq!(scores.len(), 3);
    }
}

#[test]
fn another_seed_is_another_way_to_the_same_border() {
    let (features, labels) = made(&ClassificationSpec::default());
    let of = |random_state| {
        let spec = LinearSvmSpec {
            loss: SvmLoss::Hinge,
            tol: 1e-8,
            max_iter: 1_000_000,
            random_state,
            ..LinearSvmSpec::default()
        };
        fitted(&features, &labels, spec)
    };
    let (one, same, other) = (of(1), of(1), of(2));
    assert_eq!(one.model(), same.model());
    assert_ne!(one.model(), other.model());
    for row in features.outer_iter() {
        assert!((one.model().margin(&row) - other.model().margin(&row)).abs() < 1e-4);
    }
}

/// Numbers so large that a 1 is lost beside their squares, and columns that say the same.
#[test]
fn a_hessian_that_rounding_breaks_is_no_end() {
    let value = |(row, column): (usize, usize)| [3e6, -2e6, 5e6, 1e6][(row * 7 + column / 2) % 4];
    let features = Array2::from_shape_fn((40, 4), value);
    let labels: Vec<bool> = (0..40).map(|row| row % 3 == 0).collect();
    let spec = LinearSvmSpec::default();
    let fit = fitted(&features, &labels, spec);
    let reached = objective(fit.model(), &features, &labels, &spec);
    assert!(reached.is_finite() && reached <= 40.0, "{reached}");
}

#[test]
fn what_can_not_be_learnt_is_said() {
    let (features, labels) = made(&ClassificationSpec::default());
    let spec = LinearSvmSpec::default();
    for (spec, begins) in [
        (LinearSvmSpec { c: 0.0, ..spec }, "C is 0"),
        (LinearSvmSpec { tol: -1.0, ..spec }, "the tolerance is -1"),
        (
            LinearSvmSpec {
                max_iter: 0,
                ..spec
            },
            "the number of iterations is 0",
        ),
        (
            LinearSvmSpec {
                class_weights: [0.0, 1.0],
                ..spec
            },
            "the weight of negatives is 0",
        ),
    ] {
        let said = LinearSvmFit::new(features.clone(), labels.clone(), spec).err();
        let said = said.unwrap().to_string();
        assert!(said.starts_with(begins), "{said}");
    }
    let one_class = LinearSvmFit::new(features.clone(), vec![true; labels.len()], spec).err();
    let said = one_class.unwrap().to_string();
    assert!(
        said.starts_with("rows of both classes are needed"),
        "{said}"
    );
}

fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    (6_usize..30, 0_usize..12).prop_flat_map(|(n, p)| {
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
    /// The dual objective is a bound below the primal one, which an optimum touches.
    #[test]
    fn the_gap_of_duality_closes(
        (features, labels) in any_rows(), loss in prop::sample::select(&SvmLoss::ALL[..]),
        c in 0.01_f64..5.0, positive in 0.2_f64..10.0,
    ) {
        let spec = LinearSvmSpec {
            loss, c, class_weights: [1.0, positive], tol: 1e-6, max_iter: 1_000_000,
            ..LinearSvmSpec::default()
        };
        let mut fit = LinearSvmFit::new(features.clone(), labels.clone(), spec).unwrap();
        let gap = |fit: &LinearSvmFit| {
            let costs = labels.iter().map(|&label| c * spec.class_weights[usize::from(label)]);
            let alphas = fit.alphas().unwrap().iter();
            let each = alphas.zip(costs).map(|(alpha, cost)| match loss {
                SvmLoss::Hinge => {
                    assert!((0.0..=cost).contains(alpha));
                    *alpha
                }
                SvmLoss::SquaredHinge => alpha - alpha * alpha / (4.0 * cost),
            });
            let dual = each.sum::<f64>() - half_square(fit.model());
            objective(fit.model(), &features, &labels, &spec) - dual
        };
        if fit.alphas().is_none() {
            return Ok(());
        }
        while !fit.is_over() {
            if fit.advance() {
                prop_assert!(gap(&fit) >= -1e-9);
            }
        }
        let largest = objective(fit.model(), &features, &labels, &spec).max(1.0);
        prop_assert!(gap(&fit) <= 1e-4 * largest, "{}", gap(&fit));
    }

    /// Karush, Kuhn and Tucker: each row's α is at a bound, or its margin is where it has to be.
    #[test]
    fn at_the_end_no_row_would_move(
        (features, labels) in any_rows(), loss in prop::sample::select(&SvmLoss::ALL[..]), c in 0.01_f64..5.0,
    ) {
        let spec = LinearSvmSpec { loss, c, tol: 1e-6, max_iter: 1_000_000, ..LinearSvmSpec::default() };
        let fit = fitted(&features, &labels, spec);
        let model = fit.model();
        // w = Σ y α x, where the primal problem's α is 2 · C · max(0, 1 − m).
        let short = |row: usize| 1.0 - sign(labels[row]) * model.margin(&features.row(row));
        let alpha = |row: usize| match fit.alphas() {
            Some(alphas) => alphas[row],
            None => 2.0 * c * short(row).max(0.0),
        };
        let rows = 0..labels.len();
        let intercept: f64 = rows.clone().map(|row| sign(labels[row]) * alpha(row)).sum();
        let scale = 1.0 + rows.clone().map(alpha).sum::<f64>();
        prop_assert!((intercept - model.intercept).abs() <= 1e-5 * scale);
        for (column, w) in model.coefficients.iter().enumerate() {
            let of = |row: usize| sign(labels[row]) * alpha(row) * f64::from(features[[row, column]]);
            prop_assert!((rows.clone().map(of).sum::<f64>() - w).abs() <= 1e-5 * scale);
        }
        for row in rows {
            let (alpha, short) = (alpha(row), short(row));
            let holds = match loss {
                SvmLoss::SquaredHinge => (alpha - 2.0 * c * short.max(0.0)).abs() <= 1e-4 * (1.0 + c),
                SvmLoss::Hinge if alpha <= 0.0 => short <= 1e-5,
                SvmLoss::Hinge if alpha >= c => short >= -1e-5,
                SvmLoss::Hinge => short.abs() <= 1e-5,
            };
            prop_assert!(holds, "row {row}: {alpha} {short}");
        }
    }
}
