//! Places on the axis of scores, and thresholds found from places beside a curve.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::sync::Arc;

use imbalance_lab::experiment::message::{Facts, News};
use imbalance_lab::experiment::{ArmId, EpochLoss, Judged, LabSpec, Round, RunRecord, Scores};
use imbalance_lab::metrics::Ranking;
use imbalance_lab::model::Says;
use imbalance_lab::studio::{ScoreAxis, ScoreScale};
use proptest::prelude::*;

fn judged(logits: Vec<f32>, labels: Vec<bool>) -> Arc<Judged> {
    let mut record = RunRecord::default().next(LabSpec::default(), 1);
    let facts = Facts {
        test: labels,
        ..Facts::default()
    };
    record.hear(1, News::Prepared(facts));
    let scores = Scores {
        says: Says::LogOdds,
        validation: Vec::new(),
        test: logits,
    };
    let losses = vec![EpochLoss {
        epoch: 1,
        training: 0.1,
        held_out: None,
    }];
    let elapsed_ms = 1.0;
    record.hear(
        1,
        News::Epochs {
            losses,
            rounds: vec![Round { epoch: 1, scores }],
            elapsed_ms,
        },
    );
    let result = Arc::clone(record.arm(ArmId(0)).unwrap().result().unwrap());
    Arc::new(Judged::of_run(result).unwrap())
}

fn rows() -> impl Strategy<Value = Arc<Judged>> {
    let rows = prop::collection::vec((-9.0_f32..9.0, any::<bool>()), 2..60);
    let rows = rows.prop_filter("both classes", |rows| {
        rows.iter().any(|row| row.1) && rows.iter().any(|row| !row.1)
    });
    rows.prop_map(|rows| {
        judged(
            rows.iter().map(|r| r.0).collect(),
            rows.iter().map(|r| r.1).collect(),
        )
    })
}

proptest! {
    #[test]
    fn a_higher_threshold_never_stands_further_left(
        judged in rows(), a in 0.001..0.999, b in 0.001..0.999
    ) {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        for axis in ScoreAxis::ALL {
            let scale = ScoreScale::new(Some(axis), &[&judged.test]);
            let (left, right) = scale.range();
            let share = |threshold| (scale.position(threshold) - left) / (right - left);
            prop_assert!(share(low) <= share(high));
            prop_assert!((0.0..=1.0).contains(&share(low)));
        }
    }

    #[test]
    fn probability_and_log_odds_go_there_and_back(judged in rows(), threshold in 0.01..0.99) {
        for axis in [ScoreAxis::Probability, ScoreAxis::LogOdds] {
            let scale = ScoreScale::new(Some(axis), &[&judged.test]);
            let back = scale.threshold(scale.position(threshold));
            prop_assert!((back - threshold).abs() < 1e-12);
        }
    }

    #[test]
    fn a_share_rejects_at_least_that_share(judged in rows(), share in 0.0..=1.0) {
        let scale = ScoreScale::new(Some(ScoreAxis::ShareRejected), &[&judged.test]);
        let threshold = scale.threshold(share);
        prop_assert!(judged.test.share_flagged_at(threshold) >= share - 1e-12);
    }

    #[test]
    fn no_row_falls_out_of_the_histogram(judged in rows()) {
        for axis in ScoreAxis::ALL {
            let scale = ScoreScale::new(Some(axis), &[&judged.test]);
            let edges = scale.score_edges(50);
            prop_assert!(edges.is_sorted(), "{edges:?}");
            let counted: usize = judged.test.counts_between(&edges).iter().flatten().sum();
            prop_assert_eq!(counted, judged.test.n_samples());
        }
    }

    #[test]
    fn the_nearest_point_of_a_curve_point_is_itself(judged in rows()) {
        let ranking: &Ranking = &judged.test;
        for point in ranking.roc().skip(1) {
            let found = ranking.nearest_on_roc(point.fpr, point.tpr);
            prop_assert_eq!(found, Some(point.threshold));
        }
        for point in ranking.precision_recall() {
            let found = ranking.nearest_on_precision_recall(point.recall, point.precision).unwrap();
            let there = ranking.confusion_at(found);
            prop_assert_eq!(there.recall(), Some(point.recall));
            prop_assert_eq!(there.precision(), Some(point.precision));
        }
    }
}

#[test]
fn all_three_axes_say_the_same_threshold() {
    let judged = judged(vec![-2.0, -1.0, 1.0, 2.0], vec![false, false, true, true]);
    let threshold = 0.6;
    let place = |axis| ScoreScale::new(Some(axis), &[&judged.test]).position(threshold);
    assert_eq!(place(ScoreAxis::Probability), 0.6);
    assert!((place(ScoreAxis::LogOdds) - 1.5_f64.ln()).abs() < 1e-12);
    assert_eq!(place(ScoreAxis::ShareRejected), 0.5);
}
