//! How sure an AUC is: DeLong's standard error and test.
//!
//! The numbers are those of the definition and of MLstatkit 0.1.91, made by `tests/golden/delong.py`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use imbalance_lab::metrics::{AucInterval, Ranking, compare_aucs};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Pair {
    name: String,
    labels: Vec<u8>,
    scores: [Vec<f64>; 2],
    aucs: [f64; 2],
    standard_errors: [f64; 2],
    intervals: [(f64, f64); 2],
    /// Difference, standard error, z, p.
    test: Option<(f64, f64, f64, f64)>,
}

impl Pair {
    fn labels(&self) -> Vec<bool> {
        self.labels.iter().map(|&label| label == 1).collect()
    }
}

fn pairs() -> Vec<Pair> {
    serde_json::from_str(include_str!("golden/delong.json")).unwrap()
}

fn interval(scores: &[f64], labels: &[bool]) -> Option<AucInterval> {
    Ranking::new(scores, labels).unwrap().delong()
}

#[track_caller]
fn same(name: &str, found: f64, expected: f64) {
    let off = (found - expected).abs();
    assert!(off < 1e-10, "{name}: {found} is not {expected}");
}

#[test]
fn each_auc_has_the_standard_error_and_interval_of_the_definition() {
    for pair in pairs() {
        for arm in 0..2 {
            let found = interval(&pair.scores[arm], &pair.labels()).unwrap();
            same(&pair.name, found.auc, pair.aucs[arm]);
            same(&pair.name, found.standard_error, pair.standard_errors[arm]);
            same(&pair.name, found.interval.0, pair.intervals[arm].0);
            same(&pair.name, found.interval.1, pair.intervals[arm].1);
        }
    }
}

#[test]
fn two_aucs_on_the_same_rows_compare_as_by_the_definition() {
    for pair in pairs() {
        let found = compare_aucs(&pair.scores[0], &pair.scores[1], &pair.labels());
        assert_eq!(found.is_some(), pair.test.is_some(), "{}", pair.name);
        let Some((found, expected)) = found.zip(pair.test) else {
            continue;
        };
        same(&pair.name, found.difference, expected.0);
        same(&pair.name, found.standard_error, expected.1);
        same(&pair.name, found.z, expected.2);
        same(&pair.name, found.p_value, expected.3);
        let half = 1.959_963_984_540_054 * expected.1;
        same(&pair.name, found.interval.0, (expected.0 - half).max(-1.0));
        same(&pair.name, found.interval.1, (expected.0 + half).min(1.0));
    }
}

#[test]
fn one_row_of_a_class_has_no_standard_error() {
    let (scores, other) = ([0.9, 0.1, 0.5], [0.1, 0.9, 0.5]);
    for labels in [[true, false, false], [false, true, true]] {
        assert_eq!(interval(&scores, &labels), None);
        assert_eq!(compare_aucs(&scores, &other, &labels), None);
    }
}

#[test]
fn what_no_ranking_can_be_made_of_is_not_compared() {
    let (scores, labels) = ([0.9, 0.1, 0.5, 0.4], [true, false, true, false]);
    assert_eq!(compare_aucs(&scores, &scores[1..], &labels), None);
    assert_eq!(compare_aucs(&scores, &[f64::NAN; 4], &labels), None);
    assert_eq!(
        compare_aucs(&scores, &[0.1, 0.2, 0.3, 0.4], &[true; 4]),
        None
    );
}

#[test]
fn a_difference_that_is_the_same_for_every_row_cannot_be_tested() {
    // Every row gains one of three: 0 to 1/3, 1/3 to 2/3, 2/3 to 1, which as doubles differ.
    let labels = [true, true, true, false, false, false];
    let first = [0.5, 1.5, 2.5, 1.0, 2.0, 3.0];
    let second = [1.5, 2.5, 3.5, 1.0, 2.0, 3.0];
    assert_eq!(compare_aucs(&first, &second, &labels), None);
    let [first, second] = [first, second].map(|arm| interval(&arm, &labels).unwrap());
    assert!(second.auc - first.auc > 0.3 && first.standard_error > 0.0);
}

fn two_arms() -> impl Strategy<Value = (Vec<f64>, Vec<f64>, Vec<bool>)> {
    let score = || (-20..20_i32).prop_map(|level| f64::from(level) / 16.0);
    vec((score(), score(), any::<bool>()), 4..80).prop_filter_map("a class is short", |rows| {
        let labels: Vec<bool> = rows.iter().map(|row| row.2).collect();
        let n_positives = labels.iter().filter(|&&label| label).count();
        let both = n_positives > 1 && labels.len() - n_positives > 1;
        let (first, second) = rows.iter().map(|row| (row.0, row.1)).unzip();
        both.then_some((first, second, labels))
    })
}

proptest! {
    #[test]
    fn the_auc_is_the_rankings_and_lies_in_its_interval((scores, _, labels) in two_arms()) {
        let ranking = Ranking::new(&scores, &labels).unwrap();
        let found = ranking.delong().unwrap();
        prop_assert_eq!(found.auc, ranking.roc_auc());
        prop_assert!(0.0 <= found.interval.0 && found.interval.0 <= found.auc);
        prop_assert!(found.auc <= found.interval.1 && found.interval.1 <= 1.0);
    }

    #[test]
    fn swapping_the_arms_flips_the_sign((first, second, labels) in two_arms()) {
        let there = compare_aucs(&first, &second, &labels);
        let back = compare_aucs(&second, &first, &labels);
        prop_assert_eq!(there.is_some(), back.is_some());
        let Some((there, back)) = there.zip(back) else { return Ok(()) };
        prop_assert_eq!(there.difference, -back.difference);
        prop_assert_eq!(there.z, -back.z);
        prop_assert_eq!(there.standard_error, back.standard_error);
        prop_assert_eq!(there.p_value, back.p_value);
        prop_assert_eq!(there.interval, (-back.interval.1, -back.interval.0));
        let aucs = [&first, &second].map(|arm| interval(arm, &labels).unwrap().auc);
        prop_assert!((there.difference - (aucs[1] - aucs[0])).abs() < 1e-12);
    }

    #[test]
    fn scores_that_order_the_rows_alike_are_not_compared((scores, _, labels) in two_arms()) {
        let stretched: Vec<f64> = scores.iter().map(|score| score * score * score + 7.0 * score).collect();
        prop_assert_eq!(compare_aucs(&scores, &scores, &labels), None);
        prop_assert_eq!(compare_aucs(&scores, &stretched, &labels), None);
    }

    #[test]
    fn turning_the_scores_mirrors_the_interval((scores, _, labels) in two_arms()) {
        let turned: Vec<f64> = scores.iter().map(|score| -score).collect();
        let there = interval(&scores, &labels).unwrap();
        let back = interval(&turned, &labels).unwrap();
        prop_assert!((there.auc - (1.0 - back.auc)).abs() < 1e-12);
        prop_assert!((there.standard_error - back.standard_error).abs() < 1e-12);
    }
}
