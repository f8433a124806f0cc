//! SMOTE, against imbalanced-learn 0.14, against brute force, and by what must always hold.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use imbalance_lab::balance::{
    Origin, RemedyError, SmoteSpec, Synthesis, Synthetic, TrainingSet, smote,
};
use imbalance_lab::data::{
    ClassificationSpec, Dataset, Scaler, Scaling, SplitSpec, make_classification, train_test_split,
};
use imbalance_lab::random::NumpyRandom;
use ndarray::{Array2, ArrayView2, Axis, s};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    smote: Vec<Case>,
    tutorial: Tutorial,
    duplicates: Vec<Duplicates>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    spec: SmoteSpec,
    n_synthetic: usize,
    label: bool,
    synthetic: BTreeMap<usize, Vec<f64>>,
    column_sums_of_squares: Vec<f64>,
}

#[derive(Deserialize)]
struct Tutorial {
    n_samples: usize,
    class_counts: [usize; 2],
    synthetic: BTreeMap<usize, Vec<f64>>,
    column_sums_of_squares: Vec<f64>,
}

#[derive(Deserialize)]
struct Duplicates {
    rows: Vec<[f64; 2]>,
    labels: Vec<bool>,
    k_neighbors: usize,
    random_state: u32,
    synthetic: Vec<Synthetic>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/balance.json")).unwrap()
}

fn dataset(features: Array2<f64>, labels: Vec<bool>) -> Dataset {
    let names = (0..features.ncols())
        .map(|column| format!("x{column}"))
        .collect();
    Dataset::new(features, labels, names).unwrap()
}

fn tutorial_training_rows() -> Dataset {
    let data = make_classification(&ClassificationSpec {
        n_samples: 10_000,
        n_features: 10,
        n_informative: 5,
        weights: Some([0.98, 0.02]),
        ..ClassificationSpec::default()
    });
    let data = data.unwrap();
    let split = train_test_split(data.labels(), &SplitSpec::default()).unwrap();
    data.select(&split.train)
}

#[track_caller]
fn assert_synthetic_rows(
    balanced: &TrainingSet,
    rows: &BTreeMap<usize, Vec<f64>>,
    sums_of_squares: &[f64],
) {
    let made = balanced.made_features();
    let is_close = |a: f64, e: f64| (a - e).abs() <= 1e-9 * e.abs();
    for (&row, expected) in rows {
        let is_equal = made
            .row(row)
            .iter()
            .zip(expected)
            .all(|(&a, &e)| is_close(a, e));
        assert!(is_equal, "row {row}: {} is not {expected:?}", made.row(row));
    }
    let sums = made.mapv(|value| value * value).sum_axis(Axis(0));
    assert!(
        sums.iter()
            .zip(sums_of_squares)
            .all(|(&a, &e)| is_close(a, e))
    );
}

/// The rows of the class `label` nearest to `row`, by sorting all of them.
fn brute_force(data: &Dataset, row: usize, k: usize) -> Vec<usize> {
    let features = data.features();
    let mut others: Vec<(f64, usize)> = (0..data.n_samples())
        .filter(|&other| other != row && data.labels()[other] == data.labels()[row])
        .map(|other| {
            let pairs = features.row(row).into_iter().zip(features.row(other));
            (pairs.map(|(a, b)| (a - b) * (a - b)).sum(), other)
        })
        .collect();
    others.sort_by(|a, b| a.partial_cmp(b).unwrap());
    others.into_iter().take(k).map(|(_, other)| other).collect()
}

#[test]
fn synthetic_rows_equal_imbalanced_learns() {
    for case in golden().smote {
        let data = make_classification(&case.rows).unwrap();
        let balanced = smote(&data, &case.spec).unwrap();
        assert_eq!(balanced.synthetic().len(), case.n_synthetic);
        assert!(
            balanced.labels()[data.n_samples()..]
                .iter()
                .all(|&label| label == case.label)
        );
        assert_synthetic_rows(&balanced, &case.synthetic, &case.column_sums_of_squares);
    }
}

#[test]
fn the_tutorials_training_rows_are_balanced_as_published() {
    let golden = golden().tutorial;
    let balanced = smote(&tutorial_training_rows(), &SmoteSpec::default()).unwrap();
    assert_eq!(
        (balanced.n_samples(), balanced.class_counts()),
        (15_604, [7_802, 7_802])
    );
    assert_eq!(
        (balanced.n_samples(), balanced.class_counts()),
        (golden.n_samples, golden.class_counts)
    );
    assert_synthetic_rows(&balanced, &golden.synthetic, &golden.column_sums_of_squares);
}

#[test]
fn rows_are_made_in_parts_that_come_to_the_same() {
    let data = tutorial_training_rows();
    let mut synthesis = Synthesis::new(data.clone(), &SmoteSpec::default()).unwrap();
    let n_parts = (0..1_000).take_while(|_| synthesis.advance()).count();
    // The parents, of 198 rows, are searched for 64 at once; drawing and writing are parts as well.
    assert!((5..20).contains(&n_parts), "{n_parts} parts");
    assert!(!synthesis.advance());
    let golden = golden().tutorial;
    let balanced = synthesis.finish();
    assert_eq!(balanced.class_counts(), golden.class_counts);
    assert_synthetic_rows(&balanced, &golden.synthetic, &golden.column_sums_of_squares);
}

#[test]
fn among_duplicates_a_row_is_left_out_by_index_and_ties_go_to_the_lower_index() {
    for case in golden().duplicates {
        let rows =
            Array2::from_shape_fn((case.rows.len(), 2), |(row, column)| case.rows[row][column]);
        let spec = SmoteSpec {
            k_neighbors: case.k_neighbors,
            random_state: case.random_state,
            ..SmoteSpec::default()
        };
        let balanced = smote(&dataset(rows, case.labels), &spec).unwrap();
        assert_eq!(balanced.synthetic(), case.synthetic);
    }
}

#[test]
fn the_negatives_are_resampled_where_they_are_the_rarer_class() {
    let rows = Array2::from_shape_fn((10, 1), |(row, _)| row as f64);
    let data = dataset(rows, (0..10).map(|row| row >= 3).collect());
    let spec = SmoteSpec {
        k_neighbors: 2,
        ..SmoteSpec::default()
    };
    let balanced = smote(&data, &spec).unwrap();
    assert_eq!(balanced.class_counts(), [7, 7]);
    assert!(balanced.made_features().iter().all(|&value| value <= 2.0));
}

#[test]
fn what_smote_can_not_do_is_said_with_the_numbers() {
    let refusal = |n_negatives: usize, n_positives: usize, k_neighbors, sampling_strategy| {
        let labels = [vec![false; n_negatives], vec![true; n_positives]].concat();
        let rows = Array2::zeros((labels.len(), 2));
        let spec = SmoteSpec {
            k_neighbors,
            sampling_strategy,
            random_state: 42,
        };
        smote(&dataset(rows, labels), &spec)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(100, 3, 5, 1.0),
        "the training rows hold 3 defaults; k = 5 neighbours need at least 6"
    );
    assert_eq!(
        refusal(1, 100, 5, 1.0),
        "the training rows hold 1 non-default; k = 5 neighbours need at least 6"
    );
    assert_eq!(
        refusal(100, 20, 5, 0.2),
        "the training rows hold 20 defaults to 100 non-defaults already; a ratio of 0.2 adds no row"
    );
    assert_eq!(
        refusal(50, 50, 5, 1.0),
        "the training rows hold 50 defaults to 50 non-defaults already; a ratio of 1 adds no row"
    );
    let one_class =
        "the training rows hold 100 non-defaults and 0 defaults; both classes are needed";
    assert_eq!(refusal(100, 0, 5, 1.0), one_class);
    assert_eq!(
        refusal(100, 20, 0, 1.0),
        "k = 0 neighbours leave nothing to step towards; at least 1 is needed"
    );
    assert_eq!(
        refusal(100, 20, 5, 1.5),
        "the ratio after resampling is 1.5; it must be more than 0 and at most 1"
    );
    let nan = SmoteSpec {
        sampling_strategy: f64::NAN,
        ..SmoteSpec::default()
    };
    let refused = smote(&dataset(Array2::zeros((0, 2)), vec![]), &nan);
    assert!(matches!(refused, Err(RemedyError::Ratio { .. })));
}

#[test]
fn six_minority_rows_are_enough_for_five_neighbours() {
    let rows = Array2::from_shape_fn((30, 2), |(row, column)| (row * (column + 1)) as f64);
    let data = dataset(rows, (0..30).map(|row| row < 6).collect());
    assert_eq!(
        smote(&data, &SmoteSpec::default()).unwrap().class_counts(),
        [24, 24]
    );
}

#[test]
fn scaling_before_and_after_smote_are_both_to_be_had_and_differ() {
    let training = tutorial_training_rows();
    let spec = SmoteSpec::default();
    let balanced = smote(&training, &spec).unwrap();
    let scaler = Scaler::fit(Scaling::default(), balanced.features());
    let smote_then_scale = balanced.scaled(&scaler);
    assert!(
        smote_then_scale
            .features()
            .mean_axis(Axis(0))
            .unwrap()
            .iter()
            .all(|m| m.abs() < 1e-9)
    );

    let scaler = Scaler::fit(Scaling::default(), training.features());
    let scale_then_smote = smote(&training.scaled(&scaler), &spec).unwrap();
    let real = scale_then_smote.features();
    let real = real.slice(s![..scale_then_smote.n_kept(), ..]);
    assert!(
        real.mean_axis(Axis(0))
            .unwrap()
            .iter()
            .all(|m| m.abs() < 1e-9)
    );
    assert_ne!(smote_then_scale, scale_then_smote);
    assert_eq!(
        smote_then_scale.class_counts(),
        scale_then_smote.class_counts()
    );
}

/// Variance of the synthetic rows over that of the 40 minority rows they come from, summed over the
/// columns; mean of 20 seeds.
fn variance_ratio(n_features: usize) -> f64 {
    let variance = |rows: ArrayView2<'_, f64>| rows.var_axis(Axis(0), 0.0).sum();
    let ratio = |random_state| {
        let mut random = NumpyRandom::new(random_state);
        let normals = || random.standard_normal();
        let rows = Array2::from_shape_simple_fn((840, n_features), normals);
        let data = dataset(rows, (0..840).map(|row| row < 40).collect());
        let balanced = smote(
            &data,
            &SmoteSpec {
                random_state,
                ..SmoteSpec::default()
            },
        )
        .unwrap();
        variance(balanced.made_features().view()) / variance(data.features().slice(s![..40, ..]))
    };
    (0..20).map(ratio).sum::<f64>() / 20.0
}

#[test]
fn synthetic_rows_vary_less_than_real_ones_down_to_two_thirds_in_many_dimensions() {
    // Between independent parents the variance would be E[(1 − u)² + u²] = 2/3.
    let (few, many) = (variance_ratio(2), variance_ratio(200));
    assert!((few - 0.79).abs() < 0.02, "{few}");
    assert!((many - 0.66).abs() < 0.01, "{many}");
}

fn imbalanced_rows() -> impl Strategy<Value = Dataset> {
    (1..20_usize, 8..30_usize, 31..80_usize).prop_flat_map(
        |(n_features, n_minority, n_majority)| {
            let n_samples = n_minority + n_majority;
            // A coarse grid half of the time, so that there are duplicates and ties.
            let value = prop_oneof![-100.0..100.0, (0..3_i8).prop_map(f64::from)];
            let labels: Vec<bool> = (0..n_samples).map(|row| row < n_minority).collect();
            (
                prop::collection::vec(value, n_samples * n_features),
                Just(labels).prop_shuffle(),
            )
                .prop_map(move |(values, labels)| {
                    dataset(
                        Array2::from_shape_vec((n_samples, n_features), values).unwrap(),
                        labels,
                    )
                })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_synthetic_row_lies_between_a_minority_row_and_one_of_its_nearest(
        data in imbalanced_rows(), k_neighbors in 1..8_usize, random_state: u32,
    ) {
        let spec = SmoteSpec { k_neighbors, sampling_strategy: 1.0, random_state };
        let balanced = smote(&data, &spec).unwrap();
        prop_assert_eq!(balanced.class_counts()[0], balanced.class_counts()[1]);
        let rows = balanced.features();
        for (made, origin) in balanced.made_features().rows().into_iter().zip(balanced.synthetic()) {
            prop_assert!(data.labels()[origin.parent] && data.labels()[origin.neighbor]);
            prop_assert!(brute_force(&data, origin.parent, k_neighbors).contains(&origin.neighbor));
            prop_assert!((0.0..1.0).contains(&origin.step));
            for (column, &value) in made.iter().enumerate() {
                let (from, to) = (rows[[origin.parent, column]], rows[[origin.neighbor, column]]);
                prop_assert!(from.min(to) - 1e-9 <= value && value <= from.max(to) + 1e-9);
                prop_assert!((value - (1.0 - origin.step) * from - origin.step * to).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn real_rows_come_first_and_unchanged(
        data in imbalanced_rows(), sampling_strategy in 0.1..1.0, random_state: u32,
    ) {
        let spec = SmoteSpec { sampling_strategy, random_state, ..SmoteSpec::default() };
        let balanced = smote(&data, &spec).unwrap_or_else(|_| TrainingSet::real(&data));
        let n_real = balanced.n_kept();
        prop_assert_eq!(n_real, data.n_samples());
        let rows = balanced.features();
        prop_assert_eq!(rows.slice(s![..n_real, ..]), data.features());
        prop_assert_eq!(&balanced.labels()[..n_real], data.labels());
        let (real, made) = balanced.lineage().split_at(n_real);
        prop_assert!(real.iter().enumerate().all(|(row, origin)| *origin == Origin::Kept(row)));
        let between: Vec<_> = balanced.synthetic().into_iter().map(Origin::Between).collect();
        prop_assert_eq!(made, &between[..]);
    }
}
