//! Ways of resampling, against imbalanced-learn 0.14, against brute force, and by what must always hold.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, HashSet};

use imbalance_lab::balance::{
    AdasynSpec, EditedSpec, Kept, Origin, RandomOverSpec, RandomUnderSpec, RemedyError, RemedySpec,
    Resample, Resampling, SmoteEnnSpec, SmoteSpec, TrainingSet,
};
use imbalance_lab::data::{ClassificationSpec, Dataset, make_classification};
use ndarray::{Array2, Axis};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Golden {
    remedies: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    name: String,
    spec: Value,
    class_counts: [usize; 2],
    /// Label and numbers of some rows.
    sampled: BTreeMap<usize, Vec<f64>>,
    column_sums_of_squares: Vec<f64>,
}

/// A remedy by its name and parameters.
fn remedy(name: &str, spec: &Value) -> Box<dyn Resample> {
    let spec = spec.clone();
    match name {
        "random_over" => Box::new(serde_json::from_value::<RandomOverSpec>(spec).unwrap()),
        "random_under" => Box::new(serde_json::from_value::<RandomUnderSpec>(spec).unwrap()),
        "adasyn" => Box::new(serde_json::from_value::<AdasynSpec>(spec).unwrap()),
        "edited" => Box::new(serde_json::from_value::<EditedSpec>(lower(spec)).unwrap()),
        "smote_enn" => Box::new(serde_json::from_value::<SmoteEnnSpec>(lower(spec)).unwrap()),
        other => panic!("{other}"),
    }
}

/// imbalanced-learn writes kinds in small letters.
fn lower(mut spec: Value) -> Value {
    for kind in ["all", "mode"] {
        let name = if kind == "all" { "All" } else { "Mode" };
        for place in ["/kind_sel", "/edited/kind_sel"] {
            if let Some(value) = spec.pointer_mut(place).filter(|value| *value == kind) {
                *value = name.into();
            }
        }
    }
    spec
}

#[test]
fn resampled_rows_equal_imbalanced_learns() {
    let golden: Golden = serde_json::from_str(include_str!("golden/balance.json")).unwrap();
    assert_eq!(golden.remedies.len(), 69);
    for case in golden.remedies {
        let data = make_classification(&case.rows).unwrap();
        let what = format!(
            "{} {} of {:?}",
            case.name, case.spec, case.rows.random_state
        );
        let made = remedy(&case.name, &case.spec).resample(&data).unwrap();
        assert_eq!(made.class_counts(), case.class_counts, "{what}");
        let is_close = |a: f64, e: f64| (a - e).abs() <= 1e-9 * e.abs().max(1e-9);
        for (&row, expected) in &case.sampled {
            assert_eq!(
                f64::from(u8::from(made.labels()[row])),
                expected[0],
                "{what}, row {row}"
            );
            let ours = made.features().row(row).to_owned();
            let is_same = ours
                .iter()
                .zip(&expected[1..])
                .all(|(&a, &e)| is_close(a, e));
            assert!(is_same, "{what}, row {row}: {ours} is not {expected:?}");
        }
        let sums = made
            .features()
            .mapv(|value| value * value)
            .sum_axis(Axis(0));
        assert!(
            sums.iter()
                .zip(&case.column_sums_of_squares)
                .all(|(&a, &e)| is_close(a, e)),
            "{what}"
        );
    }
}

fn dataset(features: Array2<f64>, labels: Vec<bool>) -> Dataset {
    let names = (0..features.ncols())
        .map(|column| format!("x{column}"))
        .collect();
    Dataset::new(features, labels, names).unwrap()
}

/// 100 × 0.29 is 28.999… in binary.
#[test]
fn a_ratio_whose_product_is_just_under_a_whole_number_is_that_number() {
    let labels = [vec![false; 100], vec![true; 28]].concat();
    let data = dataset(
        Array2::from_shape_fn((128, 1), |(row, _)| row as f64),
        labels,
    );
    let spec = SmoteSpec {
        sampling_strategy: 0.29,
        ..SmoteSpec::default()
    };
    assert_eq!(spec.resample(&data).unwrap().class_counts(), [100, 29]);
}

proptest! {
    /// The kind: hundredths of any number of rows, counted in whole numbers.
    #[test]
    fn hundredths_of_rows_are_counted_as_in_arithmetic(
        n_majority in 20_usize..3_000, n_minority in 6_usize..400, hundredths in 1_usize..=100,
    ) {
        prop_assume!(n_minority < n_majority);
        let ratio = hundredths as f64 / 100.0;
        let spec = SmoteSpec { sampling_strategy: ratio, ..SmoteSpec::default() };
        let expected = (n_majority * hundredths / 100).max(n_minority);
        let after = spec.after([n_majority, n_minority]);
        prop_assert_eq!(after.map_or(n_minority, |[_, after]| after), expected);
        let labels = [vec![false; n_majority], vec![true; n_minority]].concat();
        let data = dataset(Array2::zeros((labels.len(), 1)), labels);
        let spec = RandomUnderSpec { sampling_strategy: ratio, ..RandomUnderSpec::default() };
        let kept = (n_minority * 100 / hundredths).min(n_majority);
        let after = spec.resample(&data).map_or(n_majority, |made| made.class_counts()[0]);
        prop_assert_eq!(after, kept);
    }
}

/// Rows of two clouds that overlap, on a grid so that there are duplicates and ties.
fn rows() -> impl Strategy<Value = Dataset> {
    (1_usize..5, 8_usize..25, 26_usize..70).prop_flat_map(|(n_features, n_minority, n_majority)| {
        let n_samples = n_minority + n_majority;
        let value = prop_oneof![-3.0..3.0_f64, (0..3_i8).prop_map(f64::from)];
        let labels: Vec<_> = (0..n_samples).map(|row| row < n_minority).collect();
        let values = prop::collection::vec(value, n_samples * n_features);
        (values, Just(labels).prop_shuffle()).prop_map(move |(values, labels)| {
            dataset(
                Array2::from_shape_vec((n_samples, n_features), values).unwrap(),
                labels,
            )
        })
    })
}

fn every_remedy(random_state: u32) -> Vec<Box<dyn Resample>> {
    let smote = SmoteSpec {
        random_state,
        ..SmoteSpec::default()
    };
    vec![
        Box::new(smote),
        Box::new(RandomOverSpec {
            random_state,
            ..RandomOverSpec::default()
        }),
        Box::new(RandomOverSpec {
            shrinkage: Some(1.0),
            random_state,
            ..RandomOverSpec::default()
        }),
        Box::new(RandomUnderSpec {
            random_state,
            ..RandomUnderSpec::default()
        }),
        Box::new(RandomUnderSpec {
            replacement: true,
            random_state,
            ..RandomUnderSpec::default()
        }),
        Box::new(EditedSpec::default()),
        Box::new(EditedSpec {
            n_neighbors: 2,
            kind_sel: Kept::Mode,
        }),
        Box::new(SmoteEnnSpec {
            smote,
            ..SmoteEnnSpec::default()
        }),
        Box::new(AdasynSpec {
            random_state,
            ..AdasynSpec::default()
        }),
    ]
}

/// What a row must be by its lineage.
fn is_what_its_lineage_says(made: &TrainingSet, data: &Dataset) -> bool {
    let (features, made_rows) = (data.features(), made.features());
    let rows = made
        .lineage()
        .iter()
        .zip(made_rows.rows().into_iter().zip(made.labels()));
    rows.into_iter()
        .all(|(origin, (row, &label))| match *origin {
            Origin::Kept(of) => row == features.row(of) && label == data.labels()[of],
            Origin::Moved(of) => label == data.labels()[of],
            Origin::Between(between) => {
                let (from, to) = (features.row(between.parent), features.row(between.neighbor));
                let mut values = row.iter().zip(from.iter().zip(to));
                label == data.labels()[between.parent]
                    && label == data.labels()[between.neighbor]
                    && values.all(|(at, (from, to))| {
                        (at - from - between.step * (to - from)).abs() < 1e-9
                    })
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_is_what_its_lineage_says_and_both_classes_are_left(data in rows(), random_state: u32) {
        for remedy in every_remedy(random_state) {
            match remedy.resample(&data) {
                Ok(made) => {
                    prop_assert!(is_what_its_lineage_says(&made, &data));
                    prop_assert_eq!(made.lineage().len(), made.n_samples());
                    prop_assert!(made.class_counts().iter().all(|count| *count > 0));
                }
                Err(error) => prop_assert!(matches!(
                    error,
                    RemedyError::NothingLeft { .. } | RemedyError::NoneIsHard { .. }
                ), "{}", error),
            }
        }
    }

    #[test]
    fn under_sampling_gives_a_subset_and_hits_its_counts(data in rows(), random_state: u32) {
        let spec = RandomUnderSpec { random_state, ..RandomUnderSpec::default() };
        let made = spec.resample(&data).unwrap();
        let rows: HashSet<_> = made.lineage().iter().map(|origin| match origin {
            Origin::Kept(row) => *row,
            other => panic!("{other:?}"),
        }).collect();
        prop_assert_eq!(rows.len(), made.n_samples(), "no row twice");
        let n_minority = data.class_counts()[1];
        prop_assert_eq!(made.class_counts(), [n_minority, n_minority]);
    }

    #[test]
    fn a_row_is_edited_out_where_a_neighbour_is_of_the_other_class(data in rows(), k in 1_usize..6) {
        let spec = EditedSpec { n_neighbors: k, kind_sel: Kept::All };
        let features = data.features();
        let nearest = |row: usize| {
            let mut others: Vec<_> = (0..data.n_samples()).filter(|&other| other != row).map(|other| {
                let pairs = features.row(row).into_iter().zip(features.row(other));
                (pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>(), other)
            }).collect();
            others.sort_by(|a, b| a.partial_cmp(b).unwrap());
            others.into_iter().take(k).map(|(_, other)| other).collect::<Vec<_>>()
        };
        let stays = |&row: &usize| {
            data.labels()[row] || nearest(row).iter().all(|&near| !data.labels()[near])
        };
        let (good, default): (Vec<_>, Vec<_>) =
            (0..data.n_samples()).filter(stays).partition(|&row| !data.labels()[row]);
        match spec.resample(&data) {
            Ok(made) => {
                let expected: Vec<_> = good.into_iter().chain(default).map(Origin::Kept).collect();
                prop_assert_eq!(made.lineage(), &expected[..]);
            }
            Err(error) => {
                prop_assert_eq!(error, RemedyError::NothingLeft { class: false });
                prop_assert!(good.is_empty());
            }
        }
    }
}

/// Rows of which a search for neighbours takes many parts.
fn many_rows() -> Dataset {
    let spec = ClassificationSpec {
        n_samples: 1_500,
        weights: Some([0.6, 0.4]),
        ..ClassificationSpec::default()
    };
    make_classification(&spec).unwrap()
}

#[test]
fn every_remedy_in_parts_comes_to_the_same_and_its_share_rises_from_0_to_1() {
    let rows = many_rows();
    for remedy in RemedySpec::all() {
        let Some(resampler) = remedy.resampler() else {
            continue;
        };
        let mut resampling = resampler.begin(rows.clone()).unwrap();
        let mut shares = Vec::new();
        while let Resampling::UnderWay(stage) = resampling {
            shares.push(stage.share());
            resampling = stage.advance().unwrap();
        }
        let made = resampling.finish().unwrap();
        assert_eq!(made, resampler.resample(&rows).unwrap(), "{remedy:?}");
        let is_short = matches!(
            remedy,
            RemedySpec::RandomOver(_) | RemedySpec::RandomUnder(_)
        );
        assert_eq!(shares.is_empty(), is_short, "{remedy:?}");
        if let [first, .., last] = shares[..] {
            assert!(shares.is_sorted(), "{remedy:?}: {shares:?}");
            assert!(first == 0.0 && (0.85..=1.0).contains(&last), "{shares:?}");
            let steps = shares.windows(2).map(|pair| pair[1] - pair[0]);
            let longest = steps.fold(0.0, f64::max);
            assert!(longest < 0.3, "{remedy:?}: {longest} at once");
        }
    }
}

#[test]
fn what_is_found_only_in_the_middle_ends_a_resampling_there() {
    let labels = [vec![false; 300], vec![true; 100]].concat();
    // Far apart, so that nobody has a neighbour of the other class.
    let place = |(row, _): (usize, usize)| row as f64 + if row < 300 { 0.0 } else { 1e6 };
    let data = dataset(Array2::from_shape_fn((400, 1), place), labels);
    let Resampling::UnderWay(mut stage) = AdasynSpec::default().begin(data).unwrap() else {
        panic!("it is over before it began");
    };
    let error = loop {
        assert!(stage.share() <= 0.8, "the second half isn't begun");
        match stage.advance() {
            Ok(Resampling::UnderWay(next)) => stage = next,
            Ok(Resampling::Done(_)) => panic!("no row is hard to tell"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, RemedyError::NoneIsHard { .. }));
}

#[test]
fn what_can_not_be_done_is_said_with_what_to_do() {
    let rows = |n_negatives: usize, n_positives: usize| {
        let labels = [vec![false; n_negatives], vec![true; n_positives]].concat();
        // Far apart, so that nobody has a neighbour of the other class.
        let place =
            |(row, _): (usize, usize)| row as f64 + if row < n_negatives { 0.0 } else { 1e6 };
        dataset(Array2::from_shape_fn((labels.len(), 1), place), labels)
    };
    let said =
        |remedy: &dyn Resample, data: &Dataset| remedy.resample(data).unwrap_err().to_string();
    assert_eq!(
        said(&AdasynSpec::default(), &rows(50, 10)),
        "no default has a neighbour of the other class among its 5 nearest, so ADASYN finds none that is hard to \
         tell; SMOTE does without"
    );
    assert_eq!(
        said(
            &RandomUnderSpec {
                sampling_strategy: 0.2,
                ..RandomUnderSpec::default()
            },
            &rows(50, 10)
        ),
        "the training rows hold 10 defaults to 50 non-defaults; a ratio of 0.2 takes no row away"
    );
    assert_eq!(
        said(
            &RandomOverSpec {
                shrinkage: Some(-1.0),
                ..RandomOverSpec::default()
            },
            &rows(50, 10)
        ),
        "the shrinkage is -1; it must be 0 or more"
    );
    for remedy in every_remedy(1) {
        let error = remedy.resample(&rows(50, 0)).err().unwrap();
        assert!(matches!(error, RemedyError::OneClass { .. }), "{error}");
    }
    let few = AdasynSpec::default().resample(&rows(50, 3)).unwrap_err();
    assert!(matches!(few, RemedyError::TooFewMinority { .. }));
}
