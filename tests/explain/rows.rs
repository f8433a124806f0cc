//! Single rows explained: linear models, and any model by its scores.

use std::rc::Rc;

use imbalance_lab::explain::{
    ExplainError, Explainer, Explanation, KernelShap, TreeShap, explainer,
};
use imbalance_lab::model::{
    Classifier, Ensemble, Logistic, Question, Says, ScoringNode, ScoringTree,
};
use ndarray::{Array2, ArrayRef2, s};
use proptest::prelude::*;

use super::crooked::{Crooked, golden};
use super::{assert_close, explained, rows};

#[test]
fn values_of_linear_models_equal_shaps() {
    let golden = golden();
    let (rows, background) = golden.parts();
    let model = of(Logistic {
        intercept: golden.linear.intercept,
        coefficients: golden.linear.coefficients,
    });
    let mut explainer = explainer(&model, &background, 0).unwrap();
    for (row, values) in rows.outer_iter().zip(&golden.linear.values) {
        let ours = explained(&mut *explainer, &row);
        assert_close(&[ours.base], &[golden.linear.base], 1e-12, "base");
        assert_close(&ours.values, values, 1e-12, "values");
        assert_eq!((ours.errors, ours.says), (None, Says::LogOdds));
    }
}

#[test]
fn values_by_every_coalition_equal_shaps() {
    let golden = golden();
    let (rows, background) = golden.parts();
    let mut explainer = KernelShap::new(Rc::new(Crooked), &background, 0).unwrap();
    for (row, values) in rows.outer_iter().zip(&golden.kernel.values) {
        let ours = explained(&mut explainer, &row);
        // Scores are single.
        assert_close(&[ours.base], &[golden.kernel.base], 1e-6, "base");
        assert_close(&ours.values, values, 1e-6, "values");
        assert_eq!(ours.values[5], 0.0, "it has no part");
        assert_eq!(ours.errors, None);
    }
}

#[test]
fn a_row_that_is_the_whole_background_has_nothing_to_explain() {
    let (row, _) = golden().parts();
    let background = row.slice(s![..1, ..]).to_owned();
    let model = of(Crooked);
    let mut explainer = explainer(&model, &background, 0).unwrap();
    let ours = explained(&mut *explainer, &background.row(0));
    let mut scores = Vec::new();
    Crooked.score(&background, &mut scores);
    assert_eq!(ours.values, [0.0; 6]);
    assert_eq!(ours.base, f64::from(scores[0]));
}

/// A model of which only scores are known.
struct Hidden(Rc<dyn Classifier>);

fn of(model: impl Classifier + 'static) -> Rc<dyn Classifier> {
    Rc::new(model)
}

impl Classifier for Hidden {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        self.0.score(rows, scores);
    }

    fn says(&self) -> Says {
        self.0.says()
    }

    fn rows_at_once(&self) -> usize {
        self.0.rows_at_once()
    }
}

/// Trees that each ask about columns after one another: two on a path, or three on some.
fn crossed(n_columns: u32, is_deep: bool) -> Ensemble {
    let leaf = |value: f64| ScoringNode {
        question: None,
        value,
        cover: 1.0,
    };
    let asks = |feature: u32, left: u32| ScoringNode {
        question: Some(Question {
            feature: feature % n_columns,
            threshold: 0.0,
            left,
            missing_left: false,
            among: None,
        }),
        ..leaf(0.0)
    };
    let tree = |nth: u32| {
        let value = f64::from(nth % 5) - 1.0;
        let mut nodes = vec![asks(nth, 1), asks(nth + 1, 3), asks(nth + 3, 5)];
        nodes.extend([value, 1.5, -0.5 * value, 0.25].map(leaf));
        if is_deep {
            (nodes[3], nodes[6]) = (asks(nth + 5, 7), asks(nth + 6, 9));
            nodes.extend([value, -2.0, 0.5, value - 1.0].map(leaf));
        }
        ScoringTree::new(nodes)
    };
    Ensemble {
        trees: (0..n_columns).map(tree).collect(),
        ..Ensemble::nothing(Says::Margin)
    }
}

#[test]
fn drawn_coalitions_come_as_close_as_their_standard_errors_say() {
    let model = crossed(16, true);
    let hidden = of(Hidden(of(model.clone())));
    let rows = rows(12, 16, 5);
    let background = rows.slice(s![2.., ..]).to_owned();
    let mut exact = TreeShap::of_rows((0.0, 1.0), &model.trees, model.says, &background).unwrap();
    let (mut squares, mut n, mut widest) = (0.0, 0.0, [0.0_f64; 2]);
    for seed in 0..6 {
        let mut few = KernelShap::new(Rc::clone(&hidden), &background, seed)
            .unwrap()
            .with_pairs(200);
        let mut many = KernelShap::new(Rc::clone(&hidden), &background, seed)
            .unwrap()
            .with_pairs(3200);
        for row in rows.slice(s![..2, ..]).outer_iter() {
            let right = explained(&mut exact, &row);
            for (place, explainer) in [&mut few, &mut many].into_iter().enumerate() {
                let ours = explained(explainer, &row);
                assert_close(&[ours.base], &[right.base], 1e-5, "base");
                assert_close(&[ours.score()], &[right.score()], 1e-5, "sum");
                let errors = ours.errors.unwrap();
                for ((ours, right), error) in ours.values.iter().zip(&right.values).zip(&errors) {
                    // Scores are single.
                    let score = (ours - right) / error.max(1e-6);
                    assert!(score.abs() < 6.0, "{ours} ± {error}, {right}");
                    squares += score * score;
                    n += 1.0;
                    widest[place] = widest[place].max(*error);
                }
            }
        }
    }
    // Errors of the right size make the mean square about 1, and sixteen times as many pairs a quarter of it.
    let mean = squares / n;
    assert!((0.6..1.6).contains(&mean), "{mean}");
    assert!(widest[1] < widest[0] / 2.5, "{widest:?}");
}

#[test]
fn drawn_coalitions_are_exact_where_no_more_than_two_columns_act_together() {
    let linear = Logistic {
        intercept: 0.5,
        coefficients: (0..14).map(|nth| f64::from(nth) - 6.0).collect(),
    };
    let rows = rows(9, 14, 3);
    let background = rows.slice(s![1.., ..]).to_owned();
    let models = [of(linear), of(crossed(14, false))];
    for model in models {
        let right = explained(
            &mut *explainer(&model, &background, 1).unwrap(),
            &rows.row(0),
        );
        let hidden = of(Hidden(model));
        let mut explainer = explainer(&hidden, &background, 1).unwrap();
        let ours = explained(&mut *explainer, &rows.row(0));
        assert_close(&ours.values, &right.values, 1e-5, "values");
        assert!(ours.errors.unwrap().iter().all(|error| *error < 1e-5));
    }
}

#[test]
fn what_can_not_be_compared_is_refused() {
    let none = Array2::zeros((0, 6));
    let refused = explainer(&of(Crooked), &none, 0).err();
    assert_eq!(refused, Some(ExplainError::NoBackground));
    let many = explainer(&of(Crooked), &Array2::zeros((101, 6)), 0).err();
    assert_eq!(
        many.unwrap().to_string(),
        "101 rows to compare with are too many; use at most 100"
    );
    let model = of(crossed(4, false));
    assert!(explainer(&model, &none, 0).is_ok(), "trees have covers");
    let linear = of(Logistic {
        intercept: 0.0,
        coefficients: vec![1.0; 5],
    });
    let refused = explainer(&linear, &Array2::zeros((3, 6)), 0).err();
    assert_eq!(
        refused,
        Some(ExplainError::Columns {
            n_features: 6,
            n_needed: 5
        })
    );
    let background = Array2::zeros((3, 6));
    let mut kernel = KernelShap::new(Rc::new(Crooked), &background, 0).unwrap();
    assert!(kernel.begin(&Array2::<f32>::zeros((1, 5)).row(0)).is_err());
    assert_eq!(kernel.advance(), None);
}

proptest! {
    #[test]
    fn groups_add_up_to_the_same_score(values in prop::collection::vec(-9_i8..9, 1..12), shift in 0_usize..3) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let groups: Vec<usize> = (0..values.len()).map(|column| (column + shift) % 3).collect();
        let explanation = Explanation { base: 1.0, errors: Some(vec![0.5; values.len()]), values, says: Says::Margin };
        let grouped = explanation.grouped(&groups, 3);
        prop_assert_eq!(grouped.values.len(), 3);
        prop_assert_eq!(grouped.score(), explanation.score());
        let errors: f64 = grouped.errors.unwrap().iter().sum();
        prop_assert_eq!(errors, 0.5 * explanation.values.len() as f64);
    }
}
