//! Random forests and extra trees, against scikit-learn 1.9 and imbalanced-learn 0.14, and by what must always hold;
//! golden/forest.py writes the numbers.

use std::collections::BTreeMap;

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::metrics::Ranking;
use imbalance_lab::model::{
    Balance, Classifier, ColumnsTried, ExtraTreesSpec, FitError, Fitting, ForestFit, ForestSpec,
    Learnt, Says, ScoringTree, Step, TreeFit, TreeSpec, TreesSpec,
};
use ndarray::{Array2, s};
use proptest::prelude::*;
use serde::Deserialize;

use super::rows;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
    areas: Areas,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    spec: ForestSpec,
    trees: Vec<GoldenTree>,
    /// The score of some rows.
    scores: BTreeMap<usize, f32>,
    /// The same by trees that didn't grow on them; empty where there is none.
    oob: BTreeMap<usize, f64>,
    importances: Vec<f64>,
}

#[derive(Deserialize)]
struct GoldenTree {
    feature: Vec<i64>,
    threshold: Vec<f64>,
    left: Vec<i64>,
    right: Vec<i64>,
    share: Vec<f64>,
    weight: Vec<f64>,
}

/// Areas under the ROC curve of a dozen seeds.
#[derive(Deserialize)]
struct Areas {
    rows: ClassificationSpec,
    n_training: usize,
    of: BTreeMap<String, Vec<f64>>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/forest.json")).unwrap()
}

#[expect(clippy::cast_possible_truncation, reason = "trees see singles")]
fn made(spec: &ClassificationSpec) -> (Array2<f32>, Vec<bool>) {
    let data = make_classification(spec).unwrap();
    let features = data.features().mapv(|value| value as f32);
    (features, data.labels().to_vec())
}

fn is_close(ours: f64, theirs: f64, tolerance: f64) -> bool {
    (ours - theirs).abs() <= tolerance * theirs.abs().max(1.0)
}

/// Goes down both trees at once: ours stands level by level, scikit-learn's depth first.
fn assert_same_tree(ours: &ScoringTree, theirs: &GoldenTree, what: &str) {
    assert_eq!(ours.nodes().len(), theirs.feature.len(), "{what}");
    let mut open = vec![(0_usize, 0_usize)];
    while let Some((here, there)) = open.pop() {
        let node = &ours.nodes()[here];
        let what = format!("{what}, node {there}");
        assert!(is_close(node.value, theirs.share[there], 1e-12), "{what}");
        assert!(is_close(node.cover, theirs.weight[there], 1e-12), "{what}");
        let Some(question) = &node.question else {
            assert_eq!(theirs.left[there], -1, "{what}");
            continue;
        };
        assert_eq!(i64::from(question.feature), theirs.feature[there], "{what}");
        let threshold = f64::from(question.threshold);
        assert!(
            is_close(threshold, theirs.threshold[there], 1e-6),
            "{what}: {threshold}"
        );
        for (nth, child) in [theirs.left[there], theirs.right[there]]
            .into_iter()
            .enumerate()
        {
            open.push((
                question.left as usize + nth,
                usize::try_from(child).unwrap(),
            ));
        }
    }
}

/// Which rows are drawn is part of it: they alone make the trees, their weights and what is said out of the bag.
#[test]
fn forests_that_try_all_columns_equal_those_of_python_tree_for_tree() {
    let golden = golden();
    assert_eq!(golden.cases.len(), 17);
    let is = |balance| {
        move |case: &&Case| case.spec.balance == balance && case.spec.class_weights != [1.0; 2]
    };
    assert!(golden.cases.iter().filter(is(Balance::None)).count() >= 2);
    assert!(golden.cases.iter().filter(is(Balance::Forest)).count() >= 1);
    for case in golden.cases {
        let what = format!("{:?} of {:?}", case.spec, case.rows.random_state);
        let (features, labels) = made(&case.rows);
        let fit = ForestFit::new(features.clone(), labels, &case.spec).unwrap();
        let fit = fit.finish();
        let trees = &fit.forest().trees;
        assert_eq!(trees.len(), case.trees.len());
        for (nth, (ours, theirs)) in trees.iter().zip(&case.trees).enumerate() {
            assert_same_tree(ours, theirs, &format!("{what}, tree {nth}"));
        }
        let mut scores = Vec::new();
        fit.forest().score(&features, &mut scores);
        for (&row, &expected) in &case.scores {
            assert!((scores[row] - expected).abs() < 1e-6, "{what}, row {row}");
        }
        let oob = fit.oob_scores();
        for (&row, &expected) in &case.oob {
            // There a row that every tree grew on scores 0.
            let score = oob[row].unwrap_or(0.0);
            assert!(is_close(score, expected, 1e-12), "{what}, row {row}");
        }
        for (ours, &theirs) in fit.importances().into_iter().zip(&case.importances) {
            assert!(is_close(ours, theirs, 1e-9), "{what}: {ours} {theirs}");
        }
    }
}

fn area(fit: ForestFit, test: &Array2<f32>, labels: &[bool]) -> f64 {
    let mut scores = Vec::new();
    fit.finish().forest().score(test, &mut scores);
    let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
    Ranking::new(&scores, labels).unwrap().roc_auc()
}

/// Of Welch's test.
fn t_statistic(a: &[f64], b: &[f64]) -> f64 {
    let moments = |of: &[f64]| {
        let n = of.len() as f64;
        let mean = of.iter().sum::<f64>() / n;
        let squares: f64 = of.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, squares / (n - 1.0) / n)
    };
    let ((mean_a, a), (mean_b, b)) = (moments(a), moments(b));
    (mean_a - mean_b) / (a + b).sqrt()
}

/// Columns and thresholds are drawn from streams that Python doesn't have.
#[test]
fn forests_that_draw_columns_rank_as_well_as_those_of_python() {
    let Areas {
        rows,
        n_training,
        of,
    } = golden().areas;
    let (features, labels) = made(&rows);
    let training = features.slice(s![..n_training, ..]).to_owned();
    let test = features.slice(s![n_training.., ..]).to_owned();
    let (known, held_out) = labels.split_at(n_training);
    let areas = |name: &str| -> Vec<f64> {
        let of_seed = |seed| {
            let (training, known) = (training.clone(), known.to_vec());
            let forest = ForestSpec {
                seed,
                ..ForestSpec::default()
            };
            let fit = match name {
                "forest" => ForestFit::new(training, known, &forest),
                "balanced forest" => {
                    let balance = Balance::Forest;
                    let spec = ForestSpec { balance, ..forest };
                    ForestFit::new(training, known, &spec)
                }
                _ => {
                    let spec = ExtraTreesSpec {
                        seed,
                        ..ExtraTreesSpec::default()
                    };
                    ForestFit::new(training, known, &spec)
                }
            };
            area(fit.unwrap(), &test, held_out)
        };
        (0..12).map(of_seed).collect()
    };
    assert_eq!(of.len(), 3);
    for (name, theirs) in of {
        let ours = areas(&name);
        let t = t_statistic(&ours, &theirs);
        assert!(
            t.abs() < 2.8,
            "{name}: t = {t:.2}, {ours:.4?} and {theirs:.4?}"
        );
    }
}

fn small<K: Copy>(spec: TreesSpec<K>) -> TreesSpec<K> {
    TreesSpec {
        n_trees: 7,
        max_depth: Some(4),
        ..spec
    }
}

#[test]
fn the_loss_of_a_round_is_that_of_rows_that_trees_didnt_grow_on() {
    let (features, labels) = rows(300, 4, 3);
    let class_weights = [1.0, 3.0];
    let spec = small(ForestSpec {
        class_weights,
        ..ForestSpec::default()
    });
    let mut fit = ForestFit::new(features, labels.clone(), &spec).unwrap();
    let mut n_rounds = 0;
    while !fit.is_over() {
        let Step::Epoch { training_loss } = fit.step().unwrap() else {
            continue;
        };
        n_rounds += 1;
        let scores = fit.oob_scores();
        let (mut loss, mut all, mut n_left_out) = (0.0, 0.0, 0);
        for (score, &label) in scores.into_iter().zip(&labels) {
            let Some(score) = score else { continue };
            let right = if label { score } else { 1.0 - score };
            let weight = class_weights[usize::from(label)];
            loss -= weight * right.clamp(1e-7, 1.0 - 1e-7).ln();
            all += weight;
            n_left_out += 1;
        }
        // Of so many draws with replacement a row is in none with a chance of 1 / e.
        assert!(n_rounds > 1 || (80..170).contains(&n_left_out));
        assert!((training_loss - loss / all).abs() < 1e-12);
    }
    assert_eq!((n_rounds, fit.rounds()), (7, 7));
}

#[test]
fn without_drawn_rows_the_loss_is_that_of_all_rows() {
    let (features, labels) = rows(200, 3, 4);
    let spec = small(ExtraTreesSpec::default());
    let fit = ForestFit::new(features.clone(), labels, &spec).unwrap();
    let fit = fit.finish();
    let mut scores = Vec::new();
    fit.forest().score(&features, &mut scores);
    for (score, said) in scores.into_iter().zip(fit.oob_scores()) {
        assert!((f64::from(score) - said.unwrap()).abs() < 1e-6);
    }
}

#[test]
fn held_out_rows_get_the_models_own_scores_after_each_tree() {
    let (features, labels) = rows(150, 5, 5);
    let (held_out, _) = rows(90, 5, 6);
    let spec = small(ForestSpec::default());
    let mut fit = ForestFit::new(features, labels, &spec).unwrap();
    assert_eq!(fit.model().says(), Says::Probability);
    while !fit.is_over() {
        if fit.step().unwrap() == Step::Part {
            continue;
        }
        let mut running = Vec::new();
        for from in [0, 40] {
            let to = if from == 0 { 40 } else { 90 };
            let some = held_out.slice(s![from..to, ..]);
            fit.score_held_out(&some, from, &mut running);
        }
        let mut scores = Vec::new();
        fit.model().score(&held_out, &mut scores);
        assert_eq!(running, scores);
    }
    let Some(Learnt::Importances(shares)) = fit.learnt() else {
        panic!("{:?}", fit.learnt());
    };
    assert_eq!(shares.len(), 5);
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(fit.n_parameters() > 7 * 3);
}

#[test]
fn a_seed_makes_a_forest_again_and_another_one_makes_another() {
    let (features, labels) = rows(120, 6, 7);
    let forest = |seed| {
        let spec = small(ForestSpec {
            seed,
            bootstrap: false,
            ..ForestSpec::default()
        });
        let fit = ForestFit::new(features.clone(), labels.clone(), &spec);
        fit.unwrap().finish().forest().clone()
    };
    assert_eq!(forest(1), forest(1));
    assert_ne!(forest(1), forest(2));
    let trees = forest(1).trees;
    assert_ne!(trees[0], trees[1], "columns are drawn anew for each tree");
}

#[test]
fn a_tree_on_many_rows_grows_in_parts() {
    let (features, labels) = rows(40_000, 4, 9);
    let spec = ForestSpec {
        n_trees: 1,
        max_depth: Some(3),
        columns: ColumnsTried::All,
        ..ForestSpec::default()
    };
    let mut fit = ForestFit::new(features, labels, &spec).unwrap();
    let parts = std::iter::repeat_with(|| fit.step().unwrap());
    let n_parts = parts.take_while(|step| *step == Step::Part).count();
    // Three levels of four columns each, of 25,000 rows that are drawn, and two or three parts for the others.
    assert!((9..40).contains(&n_parts), "{n_parts}");
}

#[test]
fn a_node_goes_on_past_columns_that_are_constant() {
    let (mut features, labels) = rows(80, 12, 8);
    features.slice_mut(s![.., 1..]).fill(3.0);
    let spec = small(ForestSpec {
        columns: ColumnsTried::Log2,
        ..ForestSpec::default()
    });
    let fit = ForestFit::new(features, labels, &spec).unwrap().finish();
    for tree in &fit.forest().trees {
        assert_eq!(
            tree.nodes()[0].question.as_ref().map(|of| of.feature),
            Some(0)
        );
    }
    assert_eq!(fit.importances()[0], 1.0);
}

#[test]
fn what_no_forest_grows_from_is_refused() {
    let (features, labels) = rows(20, 2, 1);
    let refusal = |labels: &[bool], spec: ForestSpec| {
        let fit = ForestFit::new(features.clone(), labels.to_vec(), &spec);
        fit.err().unwrap().to_string()
    };
    let spec = ForestSpec::default();
    let is_alone = FitError::OneClass {
        n_negatives: 20,
        n_positives: 0,
    };
    assert_eq!(refusal(&[false; 20], spec), is_alone.to_string());
    let none = ForestSpec { n_trees: 0, ..spec };
    assert_eq!(
        refusal(&labels, none),
        "the number of trees is 0; it needs to be from 1 to 10,000"
    );
    for column_share in [0.0, 1.5, f64::NAN] {
        let odd = ForestSpec {
            column_share,
            ..spec
        };
        assert_eq!(
            refusal(&labels, odd),
            format!("the share of columns is {column_share}; it needs to be above 0 and at most 1")
        );
    }
    let odd = ForestSpec {
        min_samples_leaf: 0,
        ..spec
    };
    assert!(refusal(&labels, odd).starts_with("the least rows of a leaf is 0"));
}

/// Rows of few values, so that many are alike, and labels of both kinds.
fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    (2_usize..40, 1_usize..5).prop_flat_map(|(n_rows, n_features)| {
        let values = prop::collection::vec(-3_i8..4, n_rows * n_features);
        let labels = prop::collection::vec(any::<bool>(), n_rows);
        (values, labels).prop_map(move |(values, mut labels)| {
            let values = values.into_iter().map(f32::from).collect();
            (labels[0], labels[1]) = (false, true);
            let features = Array2::from_shape_vec((n_rows, n_features), values);
            (features.unwrap(), labels)
        })
    })
}

fn any_spec<K: Copy + std::fmt::Debug>(usual: TreesSpec<K>) -> impl Strategy<Value = TreesSpec<K>> {
    let weights = [0.1_f64..20.0, 0.1..20.0];
    let depth = prop::option::of(0_usize..6);
    let [columns, balances] = [4_usize, 3].map(|n| 0..n);
    let drawn = (columns, balances, any::<bool>(), 0_u32..1000);
    (depth, 2_usize..6, 1_usize..4, weights, drawn).prop_map(
        move |(max_depth, split, leaf, class_weights, (columns, balance, bootstrap, seed))| {
            TreesSpec {
                n_trees: 3,
                max_depth,
                min_samples_split: split,
                min_samples_leaf: leaf,
                columns: ColumnsTried::ALL[columns],
                balance: Balance::ALL[balance],
                bootstrap,
                class_weights,
                seed,
                ..usual
            }
        },
    )
}

/// What rows that come to each node of a tree count, when each is sent down by hand.
fn sent_down(tree: &ScoringTree, features: &Array2<f32>, labels: &[bool]) -> Vec<[usize; 2]> {
    let mut counts = vec![[0; 2]; tree.nodes().len()];
    for (row, &label) in features.outer_iter().zip(labels) {
        let mut place = 0;
        loop {
            counts[place][usize::from(label)] += 1;
            let Some(question) = &tree.nodes()[place].question else {
                break;
            };
            let is_left = row[question.feature as usize] <= question.threshold;
            place = question.left as usize + usize::from(!is_left);
        }
    }
    counts
}

proptest! {
    #[test]
    fn a_tree_on_all_rows_and_columns_is_a_decision_tree((features, labels) in any_rows(), spec in any_spec(ForestSpec::default())) {
        let spec = ForestSpec {
            n_trees: 1, bootstrap: false, balance: Balance::None, columns: ColumnsTried::All, ..spec
        };
        let tree = TreeSpec {
            max_depth: spec.max_depth,
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            class_weights: spec.class_weights,
        };
        let forest = ForestFit::new(features.clone(), labels.clone(), &spec).unwrap().finish();
        let tree = TreeFit::new(features.clone(), labels, tree).unwrap().finish();
        let (mut ours, mut expected) = (Vec::new(), Vec::new());
        forest.forest().score(&features, &mut ours);
        tree.score(&features, &mut expected);
        prop_assert_eq!(ours, expected);
        prop_assert_eq!(forest.forest().n_nodes(), tree.nodes().len());
    }

    #[test]
    fn nodes_of_trees_on_all_rows_say_the_share_of_positives_that_come_to_them((features, labels) in any_rows(), spec in any_spec(ExtraTreesSpec::default())) {
        let spec = ExtraTreesSpec { bootstrap: false, balance: Balance::None, ..spec };
        let fit = ForestFit::new(features.clone(), labels.clone(), &spec).unwrap().finish();
        for tree in &fit.forest().trees {
            for (node, counts) in tree.nodes().iter().zip(sent_down(tree, &features, &labels)) {
                let [negative, positive] = [0, 1].map(|class| counts[class] as f64 * spec.class_weights[class]);
                prop_assert!(is_close(node.cover, negative + positive, 1e-12));
                prop_assert!(is_close(node.value, positive / (negative + positive), 1e-12));
                let n_rows = counts[0] + counts[1];
                prop_assert!(n_rows >= spec.min_samples_leaf.min(labels.len()));
                prop_assert!(node.question.is_none() || n_rows >= spec.min_samples_split);
            }
        }
    }

    #[test]
    fn scores_are_shares_and_importances_sum_to_one((features, labels) in any_rows(), spec in any_spec(ForestSpec::default())) {
        let fit = ForestFit::new(features.clone(), labels, &spec).unwrap().finish();
        let mut scores = Vec::new();
        fit.forest().score(&features, &mut scores);
        prop_assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        prop_assert!(fit.oob_scores().into_iter().flatten().all(|score| (0.0..=1.0).contains(&score)));
        let sum: f64 = fit.importances().iter().sum();
        prop_assert!(sum == 0.0 || (sum - 1.0).abs() < 1e-12);
        prop_assert!(fit.importances().iter().all(|of| *of >= -1e-12));
    }
}
