//! Decision trees, against scikit-learn 1.9 and by what must always hold; golden/trees.py writes the numbers.

use std::collections::BTreeMap;

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{Classifier, FitError, Says, Tree, TreeFit, TreeSpec};
use ndarray::{Array2, Axis, array};
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
    spec: TreeSpec,
    feature: Vec<i64>,
    threshold: Vec<f64>,
    left: Vec<i64>,
    right: Vec<i64>,
    n_rows: Vec<usize>,
    share: Vec<f64>,
    /// The score of some rows.
    scores: BTreeMap<usize, f32>,
}

fn grown(features: &Array2<f32>, labels: &[bool], spec: TreeSpec) -> Tree {
    let fit = TreeFit::new(features.clone(), labels.to_vec(), spec);
    fit.unwrap().finish()
}

/// scikit-learn's, without a bound.
const UNBOUND: TreeSpec = TreeSpec {
    max_depth: None,
    min_samples_split: 2,
    min_samples_leaf: 1,
    class_weights: [1.0; 2],
};

#[test]
#[expect(clippy::cast_possible_truncation, reason = "trees see singles")]
fn trees_equal_scikit_learns() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/trees.json")).unwrap();
    assert_eq!(golden.cases.len(), 13);
    for case in golden.cases {
        let what = format!("{:?} of {:?}", case.spec, case.rows.random_state);
        let data = make_classification(&case.rows).unwrap();
        let features = data.features().mapv(|value| value as f32);
        let tree = grown(&features, data.labels(), case.spec);
        assert_eq!(tree.nodes().len(), case.feature.len(), "{what}");
        for (place, node) in tree.nodes().iter().enumerate() {
            let what = format!("{what}, node {place}");
            assert_eq!(
                node.counts.iter().sum::<usize>(),
                case.n_rows[place],
                "{what}"
            );
            assert!((node.share - case.share[place]).abs() < 1e-12, "{what}");
            let Some(split) = node.split else {
                assert_eq!(case.left[place], -1, "{what}");
                continue;
            };
            let places = [split.feature, split.left, split.right].map(|place| place as i64);
            let expected = [case.feature[place], case.left[place], case.right[place]];
            assert_eq!(places, expected, "{what}");
            let difference = (split.threshold - case.threshold[place]).abs();
            assert!(difference < 1e-6 * split.threshold.abs().max(1.0), "{what}");
        }
        let mut scores = Vec::new();
        tree.score(&features, &mut scores);
        for (&row, expected) in &case.scores {
            assert!((scores[row] - expected).abs() < 1e-6, "{what}, row {row}");
        }
    }
}

#[test]
fn classifiers_say_what_they_score() {
    let (features, labels) = rows(60, 3, 1);
    let tree = grown(&features, &labels, UNBOUND);
    assert_eq!(tree.says(), Says::Probability);
    let mut scores = vec![0.25];
    tree.score(&features, &mut scores);
    assert_eq!(scores.len(), 61, "scores are added");
    let right: Vec<f32> = labels
        .iter()
        .map(|&label| f32::from(u8::from(label)))
        .collect();
    assert_eq!(scores[1..], right, "rows that differ are told apart");
}

#[test]
fn what_no_tree_grows_from_is_refused() {
    let (features, labels) = rows(6, 2, 1);
    let refusal = |features: &Array2<f32>, labels: &[bool], spec: &TreeSpec| {
        TreeFit::new(features.clone(), labels.to_vec(), *spec)
            .err()
            .unwrap()
            .to_string()
    };
    let spec = TreeSpec::default();
    let mut odd = features.clone();
    odd[[4, 1]] = f32::NAN;
    assert_eq!(
        refusal(&odd, &labels, &spec),
        "training row 4 has no finite number in feature column 1 (counted from 0)"
    );
    assert_eq!(
        refusal(&features, &labels[1..], &spec),
        "5 labels were given for 6 training rows"
    );
    assert_eq!(
        TreeFit::new(Array2::zeros((0, 2)), Vec::new(), spec).err(),
        Some(FitError::NoRows)
    );
    let refused = [
        (
            TreeSpec {
                min_samples_leaf: 0,
                ..spec
            },
            "the least rows of a leaf is 0; it needs to be at least 1",
        ),
        (
            TreeSpec {
                min_samples_split: 1,
                ..spec
            },
            "the least rows of a split is 1; it needs to be at least 2",
        ),
        (
            TreeSpec {
                class_weights: [1.0, 0.0],
                ..spec
            },
            "the weight of positives is 0; it needs to be above 0 and at most 1,000,000",
        ),
        (
            TreeSpec {
                class_weights: [f64::NAN, 1.0],
                ..spec
            },
            "the weight of negatives is NaN; it needs to be above 0 and at most 1,000,000",
        ),
    ];
    for (spec, sentence) in refused {
        assert_eq!(refusal(&features, &labels, &spec), sentence);
    }
}

#[test]
fn values_next_to_each_other_are_still_told_apart_from_the_right_side() {
    let (low, high) = (1e7_f32, 1e7_f32.next_up());
    let tree = grown(&array![[low], [high]], &[false, true], UNBOUND);
    let shares = [low, high].map(|value| tree.nodes()[tree.leaf(&array![value])].share);
    assert_eq!(shares, [0.0, 1.0]);
    let huge = array![[-f32::MAX], [f32::MAX]];
    let tree = grown(&huge, &[true, false], UNBOUND);
    assert_eq!(tree.nodes().len(), 3);
}

/// Rows of few values, so that many are alike, and labels of any kind.
fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    (1_usize..40, 0_usize..4).prop_flat_map(|(n_rows, n_features)| {
        let values = prop::collection::vec(-3_i8..4, n_rows * n_features);
        let labels = prop::collection::vec(any::<bool>(), n_rows);
        (values, labels).prop_map(move |(values, labels)| {
            let values = values.into_iter().map(f32::from).collect();
            (
                Array2::from_shape_vec((n_rows, n_features), values).unwrap(),
                labels,
            )
        })
    })
}

fn any_spec() -> impl Strategy<Value = TreeSpec> {
    let depth = prop::option::of(0_usize..6);
    let weight = 0.1_f64..20.0;
    (depth, 2_usize..9, 1_usize..6, weight.clone(), weight).prop_map(
        |(max_depth, min_samples_split, min_samples_leaf, negative, positive)| TreeSpec {
            max_depth,
            min_samples_split,
            min_samples_leaf,
            class_weights: [negative, positive],
        },
    )
}

proptest! {
    #[test]
    fn nodes_count_the_rows_that_come_to_them((features, labels) in any_rows(), spec in any_spec()) {
        let tree = grown(&features, &labels, spec);
        let nodes = tree.nodes();
        let mut counts = vec![[0_usize; 2]; nodes.len()];
        for (row, &label) in features.outer_iter().zip(&labels) {
            counts[tree.leaf(&row)][usize::from(label)] += 1;
        }
        let mut depths = vec![0_usize; nodes.len()];
        for (place, node) in nodes.iter().enumerate() {
            if let Some(split) = node.split {
                prop_assert!(node.counts.iter().sum::<usize>() >= spec.min_samples_split);
                for child in [split.left, split.right] {
                    depths[child] = depths[place] + 1;
                    prop_assert!(nodes[child].counts.iter().sum::<usize>() >= spec.min_samples_leaf);
                }
                let both = [0, 1].map(|class| nodes[split.left].counts[class] + nodes[split.right].counts[class]);
                prop_assert_eq!(node.counts, both);
            } else {
                prop_assert_eq!(node.counts, counts[place]);
            }
            prop_assert!((0.0..=1.0).contains(&node.share));
        }
        let deepest = depths.into_iter().max().unwrap();
        prop_assert!(spec.max_depth.is_none_or(|most| deepest <= most));
    }

    #[test]
    fn a_weight_counts_as_rows_that_are_there_again((features, labels) in any_rows(), times in 1_usize..5) {
        let mut again = Vec::new();
        for (row, &label) in labels.iter().enumerate() {
            again.extend(std::iter::repeat_n(row, if label { times } else { 1 }));
        }
        let more: Vec<bool> = again.iter().map(|&row| labels[row]).collect();
        let weighted = TreeSpec { class_weights: [1.0, times as f64], ..UNBOUND };
        let by_weight = grown(&features, &labels, weighted);
        let by_rows = features.select(Axis(0), &again);
        let by_rows = grown(&by_rows, &more, UNBOUND);
        let shape = |tree: &Tree| tree.nodes().iter().map(|node| (node.split, node.share)).collect::<Vec<_>>();
        prop_assert_eq!(shape(&by_weight), shape(&by_rows));
    }
}
