//! Rows divided in folds, and folds pooled.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::collections::HashMap;

use imbalance_lab::data::{
    Fold, Split, SplitBy, SplitError, SplitSpec, split_by_fold, split_within,
};
use imbalance_lab::experiment::{FoldScores, LabSpec};
use imbalance_lab::metrics::Metric;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
    pooled: Pooled,
}

#[derive(Deserialize)]
struct Case {
    labels: Vec<bool>,
    groups: Vec<usize>,
    n_folds: u32,
    seed: u32,
    tests: HashMap<String, Vec<Vec<usize>>>,
}

#[derive(Deserialize)]
struct Pooled {
    folds: Vec<FoldCase>,
    auc: f64,
    ap: f64,
    f1: f64,
}

#[derive(Deserialize)]
struct FoldCase {
    labels: Vec<bool>,
    scores: Vec<f64>,
    threshold: f64,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/split_folds.json")).unwrap()
}

fn spec(random_state: u32, stratified: bool, validation_share: f64) -> SplitSpec {
    SplitSpec {
        random_state,
        stratified,
        validation_share,
        ..SplitSpec::default()
    }
}

#[test]
fn folds_are_those_of_scikit_learn() {
    for case in golden().cases {
        for (kind, tests) in &case.tests {
            let groups = (kind == "group").then_some(case.groups.as_slice());
            let spec = spec(case.seed, kind == "stratified", 0.0);
            for (nth, test) in (0..).zip(tests) {
                let n_folds = case.n_folds;
                let fold = Fold { n_folds, nth };
                let split = split_by_fold(&case.labels, groups, fold, &spec).unwrap();
                assert_eq!(split.test, *test, "{kind} {nth}");
                let rest = (0..case.labels.len()).filter(|row| !test.contains(row));
                assert_eq!(split.train, rest.collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn pooled_folds_are_judged_as_scikit_learn_judges_their_rows_together() {
    let golden = golden().pooled;
    let folds = golden.folds.iter().map(|fold| FoldScores {
        labels: fold.labels.clone(),
        scores: fold.scores.clone(),
        threshold: fold.threshold,
    });
    let folds: Vec<_> = folds.collect();
    let values = FoldScores::pooled(folds.iter());
    for (metric, expected) in [
        (Metric::RocAuc, golden.auc),
        (Metric::AveragePrecision, golden.ap),
        (Metric::F1, golden.f1),
    ] {
        let place = Metric::ALL.iter().position(|of| *of == metric).unwrap();
        assert!(
            (values[place].unwrap() - expected).abs() < 1e-12,
            "{metric:?}"
        );
    }
}

#[test]
fn what_can_not_be_divided_in_folds_is_said() {
    let fold = Fold { n_folds: 5, nth: 0 };
    let few = split_by_fold(
        &[true, false, true, false],
        None,
        fold,
        &spec(0, false, 0.0),
    );
    let (n_folds, n_samples) = (5, 4);
    assert_eq!(few, Err(SplitError::Folds { n_folds, n_samples }));
    let labels: Vec<bool> = (0..30).map(|row| row % 3 == 0).collect();
    let third = Fold { n_folds: 3, nth: 0 };
    let all = split_by_fold(&labels, None, third, &spec(0, false, 0.7)).unwrap_err();
    assert!(
        all.to_string().starts_with("The validation share is 0.7"),
        "{all}"
    );
    let mut lab = LabSpec::default();
    lab.split.by = SplitBy::Time;
    lab.split.fold = Some(fold);
    assert_eq!(
        lab.used().split.by,
        SplitBy::Chance,
        "generated rows have no time"
    );
}

/// Groups whose rows are all test rows are no fold.
#[test]
fn folds_of_the_training_rows_leave_test_rows_out_and_tear_no_group_apart() {
    let groups: Vec<usize> = (0..120).map(|row| row * 7 % 12).collect();
    let labels: Vec<bool> = (0..120).map(|row| row % 5 == 0).collect();
    let rows = |is_in: fn(usize) -> bool| (0..120).filter(|row| is_in(groups[*row])).collect();
    let split = Split {
        train: rows(|group| group > 2),
        validation: rows(|group| group == 2),
        test: rows(|group| group < 2),
    };
    let mut judged = Vec::new();
    for nth in 0..3 {
        let fold = Fold { n_folds: 3, nth };
        let spec = SplitSpec::default();
        let inner = split_within(split.clone(), &labels, Some(&groups), fold, &spec).unwrap();
        assert_eq!(inner.validation, split.validation);
        assert!(inner.train.iter().all(|row| split.train.contains(row)));
        let of = |rows: &[usize]| rows.iter().map(|row| groups[*row]).collect::<Vec<_>>();
        let (learnt, tested) = (of(&inner.train), of(&inner.test));
        assert!(tested.iter().all(|group| !learnt.contains(group)));
        judged.extend(inner.test);
    }
    judged.sort_unstable();
    assert_eq!(judged, split.train);
    let few = Split {
        train: vec![0, 12],
        ..Split::default()
    };
    let fold = Fold { n_folds: 3, nth: 0 };
    let refused = split_within(few, &labels, Some(&groups), fold, &SplitSpec::default());
    assert!(matches!(refused, Err(SplitError::Folds { .. })));
}

proptest! {
    #[test]
    fn every_row_is_tested_on_once_and_each_is_in_one_part(
        labels in proptest::collection::vec(any::<bool>(), 20..80),
        groups in proptest::collection::vec(0_usize..12, 80),
        (n_folds, seed, kind) in (2_u32..6, any::<u32>(), 0..3),
        has_validation: bool,
    ) {
        let groups: Vec<usize> = groups[..labels.len()].to_vec();
        let by_group = (kind == 2).then_some(groups.as_slice());
        let spec = spec(seed, kind == 1, if has_validation { 0.1 } else { 0.0 });
        let mut tested = vec![0; labels.len()];
        for nth in 0..n_folds {
            let split = split_by_fold(&labels, by_group, Fold { n_folds, nth }, &spec);
            let Ok(Split { train, validation, test }) = split else {
                // Too few of a class, or of groups, for a part.
                return Ok(());
            };
            let mut all: Vec<_> = train.iter().chain(&validation).chain(&test).copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..labels.len()).collect::<Vec<_>>());
            for &row in &test {
                tested[row] += 1;
            }
            if by_group.is_some() {
                let is_apart = |row: &usize| test.iter().all(|of| groups[*of] != groups[*row]);
                prop_assert!(train.iter().chain(&validation).all(is_apart));
            }
        }
        prop_assert!(tested.iter().all(|times| *times == 1));
    }
}
