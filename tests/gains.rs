//! Gains, lift, deciles and the detection error trade-off.
//!
//! The numbers are those of scikit-learn 1.9.1 and of exact fractions, checked against pandas 3.1.1,
//! made by `tests/golden/gains.py`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use imbalance_lab::metrics::{Decile, GainPoint, Ranking};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    scores: Vec<f64>,
    labels: Vec<u8>,
    prevalence: Option<f64>,
    /// Place, share flagged, recall, lift, false-positive rate.
    gains: Vec<(usize, f64, f64, f64, f64)>,
    deciles: Vec<[f64; 9]>,
    /// Place, false-positive rate, miss rate.
    det: Vec<(usize, f64, f64)>,
}

impl Case {
    fn ranking(&self) -> Ranking {
        let labels: Vec<bool> = self.labels.iter().map(|&label| label == 1).collect();
        let ranking = Ranking::new(&self.scores, &labels).unwrap();
        match self.prevalence {
            Some(prevalence) => ranking.deployed_at(prevalence).unwrap(),
            None => ranking,
        }
    }
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("golden/gains.json")).unwrap()
}

fn columns(decile: &Decile) -> [f64; 9] {
    [
        decile.rows,
        decile.defaults,
        decile.default_rate,
        decile.lift,
        decile.cumulative_recall,
        decile.cumulative_false_positive_rate,
        decile.ks,
        decile.highest_score,
        decile.lowest_score,
    ]
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * a.abs().max(1.0)
}

#[track_caller]
fn same(name: &str, found: f64, expected: f64) {
    assert!(near(found, expected), "{name}: {found} is not {expected}");
}

#[test]
fn gains_and_lift_are_scikit_learns() {
    for case in cases() {
        let found = case.ranking().gains();
        assert_eq!(found[0].lift, None, "{}", case.name);
        for (place, share_flagged, recall, lift, false_positive_rate) in case.gains {
            let point = found[place];
            same(&case.name, point.share_flagged, share_flagged);
            same(&case.name, point.recall, recall);
            same(&case.name, point.lift.unwrap(), lift);
            same(&case.name, point.false_positive_rate, false_positive_rate);
        }
    }
}

#[test]
fn deciles_share_out_ties_in_exact_proportion() {
    for case in cases() {
        let found = case.ranking().deciles();
        assert_eq!(found.len(), case.deciles.len());
        for (tenth, (decile, expected)) in found.iter().zip(&case.deciles).enumerate() {
            for (column, (&found, &expected)) in columns(decile).iter().zip(expected).enumerate() {
                let name = format!("{}, decile {tenth}, column {column}", case.name);
                same(&name, found, expected);
            }
        }
    }
}

#[test]
fn the_detection_error_trade_off_is_scikit_learns_roc_curve_turned_over() {
    for case in cases() {
        let found = case.ranking().det();
        for (place, false_positive_rate, miss_rate) in case.det {
            same(&case.name, found[place].0, false_positive_rate);
            same(&case.name, found[place].1, miss_rate);
        }
    }
}

#[test]
fn a_lift_chart_draws_lift_and_not_gains() {
    let labels = [true, false, true, false, false, false, false, false];
    let scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2];
    let gains = Ranking::new(&scores, &labels).unwrap().gains();
    let lift: Vec<f64> = gains.iter().filter_map(|point| point.lift).collect();
    assert_eq!(&lift[..2], &[4.0, 2.0]);
    assert_eq!((gains[1].recall, gains[2].recall), (0.5, 0.5));
}

#[test]
fn rows_in_the_order_of_the_file_do_not_decide_where_a_tie_is_cut() {
    let labels: Vec<bool> = (0..20).map(|row| row < 5).collect();
    let backwards: Vec<bool> = labels.iter().rev().copied().collect();
    let deciles = |labels: &[bool]| Ranking::new(&[0.3; 20], labels).unwrap().deciles();
    assert_eq!(deciles(&labels), deciles(&backwards));
    for decile in deciles(&labels) {
        assert!(near(decile.rows, 2.0) && near(decile.defaults, 0.5) && near(decile.lift, 1.0));
    }
}

fn rankings() -> impl Strategy<Value = Ranking> {
    let score = (-20..20_i32).prop_map(|level| f64::from(level) / 16.0);
    let deployed = proptest::option::of(0.001..0.999);
    let rows = (vec((score, any::<bool>()), 2..80), deployed);
    rows.prop_filter_map("one class", |(rows, deployed)| {
        let (scores, labels): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let ranking = Ranking::new(&scores, &labels).ok()?;
        match deployed {
            Some(prevalence) => ranking.deployed_at(prevalence),
            None => Some(ranking),
        }
    })
}

/// The height of the gains curve between its points.
fn recall_at(gains: &[GainPoint], share: f64) -> f64 {
    let step = gains.windows(2).find(|step| step[1].share_flagged >= share);
    let Some([from, to]) = step else { return 1.0 };
    let part = (share - from.share_flagged) / (to.share_flagged - from.share_flagged);
    from.recall + part * (to.recall - from.recall)
}

proptest! {
    #[test]
    fn gains_rise_from_nothing_to_everything(ranking in rankings()) {
        let gains = ranking.gains();
        prop_assert_eq!(gains.len(), ranking.thresholds().len() + 1);
        let (first, last) = (gains[0], gains[gains.len() - 1]);
        prop_assert_eq!((first.share_flagged, first.recall, first.false_positive_rate), (0.0, 0.0, 0.0));
        prop_assert_eq!((last.share_flagged, last.recall, last.false_positive_rate), (1.0, 1.0, 1.0));
        prop_assert!(near(last.lift.unwrap(), 1.0));
        for step in gains.windows(2) {
            prop_assert!(step[0].share_flagged < step[1].share_flagged);
            prop_assert!(step[0].recall <= step[1].recall);
            prop_assert!(step[0].false_positive_rate <= step[1].false_positive_rate);
        }
    }

    #[test]
    fn lift_times_share_flagged_is_recall_and_lift_is_precision_over_prevalence(ranking in rankings()) {
        let gains = ranking.gains();
        for (point, (_, confusion)) in gains[1..].iter().zip(ranking.confusions()) {
            let lift = point.lift.unwrap();
            prop_assert!(near(lift * point.share_flagged, point.recall));
            let outcomes = confusion.weighted(ranking.weights());
            prop_assert!(near(lift, outcomes.precision().unwrap() / ranking.prevalence()));
        }
    }

    #[test]
    fn deciles_hold_a_tenth_of_the_rows_each_and_all_together(ranking in rankings()) {
        let (deciles, n) = (ranking.deciles(), ranking.n_samples() as f64);
        prop_assert_eq!(deciles.len(), 10);
        prop_assert!(deciles.iter().all(|decile| near(decile.rows, n / 10.0)));
        let defaults: f64 = deciles.iter().map(|decile| decile.defaults).sum();
        prop_assert!(near(defaults, ranking.prevalence() * n));
        prop_assert!(near(deciles.iter().map(|decile| decile.lift).sum::<f64>(), 10.0));
        let last = deciles[9];
        prop_assert_eq!((last.cumulative_recall, last.cumulative_false_positive_rate), (1.0, 1.0));
    }

    #[test]
    fn the_deciles_recall_lies_on_the_gains_curve(ranking in rankings()) {
        let gains = ranking.gains();
        for (decile, tenths) in ranking.deciles().iter().zip(1..=10) {
            let expected = recall_at(&gains, f64::from(tenths) / 10.0);
            prop_assert!((decile.cumulative_recall - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn deciles_go_down_in_score_and_share_at_most_the_tie_at_the_border(ranking in rankings()) {
        let (deciles, thresholds) = (ranking.deciles(), ranking.thresholds());
        prop_assert_eq!(deciles[0].highest_score, thresholds[0]);
        prop_assert_eq!(deciles[9].lowest_score, thresholds[thresholds.len() - 1]);
        for decile in &deciles {
            prop_assert!(decile.highest_score >= decile.lowest_score);
        }
        for pair in deciles.windows(2) {
            let next = ranking.next_below(pair[0].lowest_score);
            let begins = pair[1].highest_score;
            prop_assert!(begins == pair[0].lowest_score || Some(begins) == next);
        }
    }

    #[test]
    fn misses_are_what_recall_leaves(ranking in rankings()) {
        let det = ranking.det();
        prop_assert_eq!((det[0], det[det.len() - 1]), ((0.0, 1.0), (1.0, 0.0)));
        for ((false_positive_rate, miss_rate), point) in det.iter().zip(ranking.gains()) {
            prop_assert_eq!(*false_positive_rate, point.false_positive_rate);
            prop_assert!(near(*miss_rate, 1.0 - point.recall));
        }
    }
}
