//! Generating, splitting and scaling, against scikit-learn 1.9.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use imbalance_lab::data::{
    ClassificationError, ClassificationSpec, Dataset, DatasetError, Part, Scaler, Scaling,
    SplitError, SplitSpec, make_classification, train_test_split,
};
use ndarray::{Array2, Axis, array};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    classifications: Vec<Classification>,
    splits: Vec<GoldenSplit>,
    tutorial_counts: BTreeMap<String, [usize; 2]>,
    scaler: GoldenScaler,
}

#[derive(Deserialize)]
struct Classification {
    spec: ClassificationSpec,
    positives: Vec<usize>,
    rows: BTreeMap<usize, Vec<f64>>,
    column_sums_of_squares: Vec<f64>,
}

#[derive(Deserialize)]
struct GoldenSplit {
    labels: Vec<bool>,
    #[serde(flatten)]
    spec: SplitSpec,
    train: Vec<usize>,
    validation: Vec<usize>,
    test: Vec<usize>,
}

#[derive(Deserialize)]
struct GoldenScaler {
    range: [Vec<f64>; 2],
    quartiles: [Vec<f64>; 2],
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
    mean: Vec<f64>,
    scale: Vec<f64>,
    transformed: Vec<Vec<f64>>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/data.json")).unwrap()
}

fn matrix(rows: &[Vec<f64>]) -> Array2<f64> {
    Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat()).unwrap()
}

#[track_caller]
fn assert_close<'a>(
    actual: impl IntoIterator<Item = &'a f64>,
    expected: impl IntoIterator<Item = &'a f64>,
    tolerance: f64,
) {
    let (mut actual, mut expected) = (actual.into_iter(), expected.into_iter());
    loop {
        match (actual.next(), expected.next()) {
            (None, None) => return,
            (Some(a), Some(e)) => assert!((a - e).abs() <= tolerance * e.abs(), "{a} is not {e}"),
            (a, e) => panic!("lengths differ at {a:?} and {e:?}"),
        }
    }
}

fn tutorial() -> ClassificationSpec {
    ClassificationSpec {
        n_samples: 10_000,
        n_features: 10,
        n_informative: 5,
        weights: Some([0.98, 0.02]),
        ..ClassificationSpec::default()
    }
}

// Data sets

#[test]
fn a_data_set_refuses_labels_names_and_values_that_do_not_fit() {
    let rows = array![[1.0, 2.0], [3.0, f64::NAN]];
    let names = || vec!["age".to_owned(), "income".to_owned()];
    let refused = |labels: usize, names| {
        Dataset::new(rows.clone(), vec![true; labels], names)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(refused(3, names()), "2 rows came with 3 labels.");
    assert_eq!(refused(2, vec![]), "2 columns came with 0 names.");
    assert_eq!(
        refused(2, names()),
        "Row 2, column income: the value is not a finite number."
    );
    let infinite = array![[f64::INFINITY, 2.0]];
    assert_eq!(
        Dataset::new(infinite, vec![true], names()),
        Err(DatasetError::NotFinite {
            row: 0,
            name: "age".to_owned()
        })
    );
}

#[test]
fn selected_rows_keep_their_labels_and_order() {
    let rows = array![[0.0], [1.0], [2.0], [3.0]];
    let data = Dataset::new(rows, vec![true, false, false, true], vec!["x".into()]).unwrap();
    let selected = data.select(&[3, 1, 3]);
    assert_eq!(selected.features(), array![[3.0], [1.0], [3.0]]);
    assert_eq!(selected.labels(), [true, false, true]);
    assert_eq!(
        (selected.class_counts(), selected.prevalence()),
        ([1, 2], Some(2.0 / 3.0))
    );
    assert_eq!(data.select(&[]).prevalence(), None);
    assert_eq!(selected.row_numbers(), [4, 2, 4], "the first made row is 1");
}

// make_classification

#[test]
fn generated_rows_equal_scikit_learns() {
    let cases = golden().classifications;
    assert!(cases.len() >= 12);
    for case in cases {
        let data = make_classification(&case.spec).unwrap();
        let positives: Vec<usize> = (0..data.n_samples())
            .filter(|&row| data.labels()[row])
            .collect();
        assert_eq!(positives, case.positives, "{:?}", case.spec);
        for (row, expected) in case.rows {
            assert_close(data.features().row(row), &expected, 1e-9);
        }
        let sums = data
            .features()
            .mapv(|value| value * value)
            .sum_axis(Axis(0));
        assert_close(&sums, &case.column_sums_of_squares, 1e-9);
    }
}

#[test]
fn the_tutorials_counts_are_the_published_ones() {
    let data = make_classification(&tutorial()).unwrap();
    let split = train_test_split(data.labels(), &SplitSpec::default()).unwrap();
    let [train, test] = [&split.train, &split.test].map(|rows| data.select(rows));
    let counts = [&data, &train, &test].map(|data| [data.n_samples(), data.n_positives()]);
    assert_eq!(counts, [[10_000, 246], [8_000, 198], [2_000, 48]]);
    let golden = golden().tutorial_counts;
    assert_eq!(counts, [golden["all"], golden["train"], golden["test"]]);
}

fn refusal(spec: &ClassificationSpec) -> String {
    make_classification(spec).unwrap_err().to_string()
}

#[test]
fn impossible_counts_are_refused_with_their_numbers() {
    let default = ClassificationSpec::default;
    assert_eq!(
        refusal(&ClassificationSpec {
            n_samples: 0,
            ..default()
        }),
        "0 rows can't be made; at least 1 is needed."
    );
    assert_eq!(
        refusal(&ClassificationSpec {
            n_features: 9,
            n_informative: 6,
            n_repeated: 2,
            ..default()
        }),
        "6 informative, 2 redundant and 2 repeated columns don't fit into 9."
    );
    assert_eq!(
        refusal(&ClassificationSpec {
            n_informative: 3,
            n_clusters_per_class: 5,
            ..default()
        }),
        "2 classes of 5 clusters need a corner each; the hypercube of 3 informative columns has 8."
    );
    let none = ClassificationSpec {
        n_informative: 0,
        ..default()
    };
    assert_eq!(
        make_classification(&none),
        Err(ClassificationError::NoInformative)
    );
    let none = ClassificationSpec {
        n_clusters_per_class: 0,
        ..default()
    };
    assert_eq!(
        make_classification(&none),
        Err(ClassificationError::NoClusters)
    );
    assert_eq!(
        refusal(&ClassificationSpec {
            n_samples: usize::MAX,
            ..default()
        }),
        format!(
            "{} rows of 20 columns (2 informative, 2 clusters per class) are too many; 67108864 \
             values are the most.",
            usize::MAX
        )
    );
}

#[test]
fn impossible_numbers_are_refused_with_their_numbers() {
    let default = ClassificationSpec::default;
    let cases = [
        (
            ClassificationSpec {
                weights: Some([0.9, 0.2]),
                ..default()
            },
            "The class weights are 0.9 and 0.2; they must be 0 or more and sum to at most 1.",
        ),
        (
            ClassificationSpec {
                weights: Some([1.5, -0.5]),
                ..default()
            },
            "The class weights are 1.5 and -0.5; they must be 0 or more and sum to at most 1.",
        ),
        (
            ClassificationSpec {
                flip_y: 1.01,
                ..default()
            },
            "The share of flipped labels is 1.01; it must lie between 0 and 1.",
        ),
        (
            ClassificationSpec {
                class_sep: 0.0,
                ..default()
            },
            "The class separation is 0; it must be more than 0.",
        ),
        (
            ClassificationSpec {
                shift: Some(f64::INFINITY),
                ..default()
            },
            "The shift is inf; it must be a finite number.",
        ),
        (
            ClassificationSpec {
                scale: Some(-1.0),
                ..default()
            },
            "The scale is -1; it must be more than 0.",
        ),
        (
            ClassificationSpec {
                class_sep: 1e308,
                scale: Some(1e9),
                ..default()
            },
            "The values overflow; choose a smaller class separation, shift or scale.",
        ),
    ];
    for (spec, sentence) in cases {
        assert_eq!(refusal(&spec), sentence);
    }
}

proptest! {
    #[test]
    fn generating_never_panics_and_gives_the_shape_asked_for(
        counts in [0..300_usize, 0..40, 0..36, 0..4, 0..4, 0..9],
        weights in proptest::option::of([-0.1..1.1, -0.1..1.1]),
        numbers in [-0.1..1.1, -0.1..3.0],
        switches: [bool; 2],
        shift in proptest::option::of(any::<f64>()),
        scale in proptest::option::of(any::<f64>()),
        random_state: u32,
    ) {
        let [n_samples, n_features, n_informative, n_redundant, n_repeated, clusters] = counts;
        let spec = ClassificationSpec {
            n_samples, n_features, n_informative, n_redundant, n_repeated,
            n_clusters_per_class: clusters, weights, flip_y: numbers[0], class_sep: numbers[1],
            hypercube: switches[0], shuffle: switches[1], shift, scale, random_state,
        };
        if let Ok(data) = make_classification(&spec) {
            prop_assert_eq!(data.features().dim(), (n_samples, n_features));
        }
    }

    #[test]
    fn extreme_counts_are_refused_rather_than_run_out_of_memory(
        counts in prop::array::uniform6(prop_oneof![
            1..3_usize,
            (1..5_usize).prop_map(|n| usize::MAX / n),
        ]),
    ) {
        let [n_samples, n_features, n_informative, n_redundant, n_repeated, clusters] = counts;
        let spec = ClassificationSpec {
            n_samples, n_features, n_informative, n_redundant, n_repeated,
            n_clusters_per_class: clusters, ..ClassificationSpec::default()
        };
        let is_small = n_samples < 3 && n_features < 3;
        prop_assert!(is_small || make_classification(&spec).is_err() || n_samples * n_features <= 1 << 26);
    }
}

// train_test_split

#[test]
fn splits_equal_scikit_learns_index_by_index() {
    for case in golden().splits {
        let split = train_test_split(&case.labels, &case.spec).unwrap();
        assert_eq!(split.test, case.test, "{:?}", case.spec);
        assert_eq!(split.validation, case.validation, "{:?}", case.spec);
        assert_eq!(split.train, case.train, "{:?}", case.spec);
    }
}

#[test]
fn impossible_splits_are_refused_with_their_numbers() {
    let split = |labels: &[bool], test_share, validation_share, stratified| {
        let spec = SplitSpec {
            test_share,
            validation_share,
            stratified,
            random_state: 42,
            ..SplitSpec::default()
        };
        train_test_split(labels, &spec).unwrap_err()
    };
    let ten = [&[true; 3][..], &[false; 7]].concat();
    let cases = [
        (
            split(&ten, 0.0, 0.0, false),
            "The test share is 0; it must be more than 0 and less than 1.",
        ),
        (
            split(&ten, 1.0, 0.0, false),
            "The test share is 1; it must be more than 0 and less than 1.",
        ),
        (
            split(&ten, 0.5, 0.5, false),
            "The validation share is 0.5; it must be 0 or more, and with the test share of 0.5 stay \
             below 1.",
        ),
        (
            split(&[true], 0.2, 0.0, false),
            "Of 1 row none is left to be a training row.",
        ),
        (
            split(&[], 0.2, 0.0, false),
            "Of 0 rows none is left to be a test row.",
        ),
        (
            split(&ten, 0.1, 0.0, true),
            "1 test row can't hold both classes; a stratified split needs 2 or more.",
        ),
        (
            split(&ten[2..], 0.3, 0.0, true),
            "A stratified split needs at least 2 rows of each class in what it divides, which holds \
             7 that didn't default and 1 that did.",
        ),
    ];
    for (error, sentence) in cases {
        assert_eq!(error.to_string(), sentence);
    }
    assert!(matches!(
        split(&ten, f64::NAN, 0.0, false),
        SplitError::TestShare { .. }
    ));
    assert!(matches!(
        split(&ten, 0.2, f64::NAN, false),
        SplitError::ValidationShare { .. }
    ));
    assert!(matches!(
        split(&ten, 0.2, -0.1, false),
        SplitError::ValidationShare { .. }
    ));
    assert_eq!(
        split(&ten, 0.5, 0.49, false),
        SplitError::EmptyPart {
            part: Part::Training,
            n_samples: 5
        }
    );
}

proptest! {
    #[test]
    fn a_split_puts_each_row_in_exactly_one_part(
        labels in prop::collection::vec(prop::bool::weighted(0.2), 0..200),
        test_share in 0.01..0.99,
        validation_share in prop_oneof![Just(0.0), 0.0..0.9],
        stratified: bool,
        random_state: u32,
    ) {
        let spec = SplitSpec { test_share, validation_share, stratified, random_state, ..SplitSpec::default() };
        if let Ok(split) = train_test_split(&labels, &spec) {
            let mut rows = [split.train, split.validation, split.test].concat();
            rows.sort_unstable();
            prop_assert_eq!(rows, (0..labels.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_stratified_split_keeps_the_share_of_defaults_to_a_row(
        labels in prop::collection::vec(prop::bool::weighted(0.2), 20..200),
        test_share in 0.1..0.9,
        random_state: u32,
    ) {
        let spec = SplitSpec { test_share, stratified: true, random_state, ..SplitSpec::default() };
        let positives = |rows: &[usize]| rows.iter().filter(|&&row| labels[row]).count() as f64;
        if let Ok(split) = train_test_split(&labels, &spec) {
            let share = split.test.len() as f64 / labels.len() as f64;
            let expected = share * labels.iter().filter(|&&label| label).count() as f64;
            prop_assert!((positives(&split.test) - expected).abs() <= 1.0 + 1e-9);
        }
    }
}

// Scaler

#[test]
fn scaling_equals_scikit_learns_for_constant_and_nearly_constant_columns_too() {
    let golden = golden().scaler;
    let rows = matrix(&golden.rows);
    let scaler = Scaler::fit(Scaling::default(), rows.view());
    assert_close(scaler.center(), &golden.mean, 1e-12);
    for ((name, scale), expected) in golden.names.iter().zip(scaler.scale()).zip(&golden.scale) {
        assert!(
            (scale - expected).abs() <= 1e-12 * expected,
            "{name}: {scale} is not {expected}"
        );
    }
    assert_close(
        &scaler.transform(rows.view()),
        &matrix(&golden.transformed),
        1e-12,
    );
}

#[test]
fn other_scales_are_scikit_learns_too() {
    let golden = golden().scaler;
    let rows = matrix(&golden.rows);
    for (scaling, [center, scale]) in [
        (Scaling::Range, golden.range),
        (Scaling::Quartiles, golden.quartiles),
    ] {
        let scaler = Scaler::fit(scaling, rows.view());
        for (found, expected) in [(scaler.center(), center), (scaler.scale(), scale)] {
            for (found, expected) in found.iter().zip(&expected) {
                let near = 1e-12 * expected.abs().max(1.0);
                assert!(
                    (found - expected).abs() <= near,
                    "{scaling:?}: {found} {expected}"
                );
            }
        }
    }
    let as_it_is = Scaler::fit(Scaling::Nothing, rows.view());
    assert_eq!(as_it_is.transform(rows.view()), rows);
}

#[test]
fn a_scaler_is_fitted_on_what_it_is_given_and_nothing_else() {
    let scaler = Scaler::fit(Scaling::default(), array![[0.0, 5.0], [2.0, 5.0]].view());
    assert_eq!(
        (scaler.center(), scaler.scale()),
        (&[1.0, 5.0][..], &[1.0, 1.0][..])
    );
    assert_eq!(
        scaler.transform(array![[5.0, 6.0]].view()),
        array![[4.0, 1.0]]
    );
}

#[test]
fn a_scaler_without_rows_changes_nothing() {
    let scaler = Scaler::fit(Scaling::default(), Array2::zeros((0, 2)).view());
    assert_eq!(
        scaler.transform(array![[5.0, 6.0]].view()),
        array![[5.0, 6.0]]
    );
}

proptest! {
    #[test]
    fn a_scaler_of_some_rows_is_the_scaler_of_a_copy_of_them(
        rows in prop::collection::vec(prop::collection::vec(any::<f64>(), 3), 1..20),
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let rows = matrix(&rows);
        let chosen: Vec<_> = chosen.iter().map(|row| row.index(rows.nrows())).collect();
        let copy = Scaler::fit(Scaling::default(), rows.select(Axis(0), &chosen).view());
        let scaler = Scaler::fit_rows(Scaling::default(), rows.view(), &chosen);
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(scaler.center()), bits(copy.center()));
        prop_assert_eq!(bits(scaler.scale()), bits(copy.scale()));
        for (row, scaled) in rows.rows().into_iter().zip(copy.transform(rows.view()).rows()) {
            let row: Vec<_> = scaler.scaled(row).collect();
            prop_assert_eq!(bits(&row), bits(&scaled.to_vec()));
        }
    }

    #[test]
    fn scaled_columns_have_mean_0_and_variance_1(
        rows in prop::collection::vec(prop::collection::vec(-1e6..1e6_f64, 3), 5..50),
    ) {
        let rows = matrix(&rows);
        let scaled = Scaler::fit(Scaling::default(), rows.view()).transform(rows.view());
        for column in scaled.columns() {
            prop_assert!(column.sum().abs() < 1e-9);
            let variance = column.iter().map(|z| z * z).sum::<f64>() / column.len() as f64;
            prop_assert!((variance - 1.0).abs() < 1e-9, "{}", variance);
        }
    }
}
