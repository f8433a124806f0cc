//! The threshold: typed, dragged, stepped, matched and kept.

use std::fs;
use std::path::Path;

use imbalance_lab::experiment::{ArmId, Preset, Source};
use imbalance_lab::metrics::{Goal, Match, Metric, ScaleKind};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{ScoreAxis, Verb};

use crate::bench::Bench;

fn trained() -> Bench {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 3);
    bench.train();
    bench
}

/// Scores with so many rows, of which every tenth defaults.
fn scores(n: usize, score: impl Fn(usize) -> f64) -> String {
    let line = |row: usize| format!("{},{}\n", u8::from(row % 10 == 3), score(row));
    std::iter::once("y,p\n".to_owned())
        .chain((0..n).map(line))
        .collect()
}

#[test]
fn each_arm_stands_at_the_threshold_as_its_ranking_counts_it() {
    let mut bench = trained();
    for threshold in [0.0, 0.1, 0.37, 0.5, 0.9, 1.0] {
        bench.perform(Verb::Threshold(threshold));
        for (view, standing) in bench
            .studio
            .views()
            .arms
            .iter()
            .zip(bench.studio.standings())
        {
            assert_eq!(standing.threshold, threshold);
            assert_eq!(standing.confusion, view.test().confusion_at(threshold));
        }
    }
}

#[test]
fn a_second_arm_keeps_its_own_threshold_while_it_is_held_and_follows_when_let_go() {
    let mut bench = trained();
    bench.set(&study::COMPARE, "share");
    let held = 0.412_345;
    bench.perform(Verb::Drag {
        arm: ArmId(1),
        threshold: held,
    });
    assert_eq!(bench.studio.standing(ArmId(1)).unwrap().threshold, held);
    let of_first = bench.studio.study().threshold;
    bench.perform(Verb::LetGo);
    let after = bench.studio.standing(ArmId(1)).unwrap();
    assert_eq!(bench.studio.study().threshold, of_first);
    let first = bench.studio.standing(ArmId(0)).unwrap();
    assert!(after.confusion.n_flagged() <= first.confusion.n_flagged());
    assert_ne!(after.threshold, held);
}

#[test]
fn steps_visit_every_score_of_any_arm() {
    let mut bench = trained();
    bench.perform(Verb::Threshold(0.3));
    let mut last = 0.3;
    for _ in 0..20 {
        bench.perform(Verb::Step { up: true });
        let at = bench.studio.study().threshold;
        assert!(at > last);
        let is_a_score =
            |view: &imbalance_lab::studio::ArmView| view.test().thresholds().contains(&at);
        assert!(bench.studio.views().arms.iter().any(is_a_score));
        last = at;
    }
    bench.perform(Verb::Step { up: false });
    assert!(bench.studio.study().threshold < last);
}

#[test]
fn a_goal_moves_to_the_best_cut_and_the_best_cut_reads_back() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/near-ties-1e-16.csv"),
    );
    let mut bench = Bench::new();
    bench.choose(Source::Scores, "near-ties-1e-16.csv", &text.unwrap());
    bench.perform(Verb::Pursue(Goal::Max(Metric::F1)));
    let arm = ArmId(0);
    let first = bench.counts(arm);
    assert_eq!((first[0], first[2]), (2, 1));
    let shown = bench.studio.threshold_text();
    assert_eq!(shown, "0.6535494669979387");
    bench.perform(Verb::Threshold(0.1));
    bench.perform(Verb::Threshold(shown.parse().unwrap()));
    assert_eq!(bench.counts(arm), first);
}

#[test]
fn scores_that_are_no_probabilities_have_an_axis_of_their_own() {
    let mut bench = Bench::new();
    bench.choose(
        Source::Scores,
        "points.csv",
        &scores(60, |row| 300.0 + (row * 37 % 60) as f64 * 10.0),
    );
    let scale = bench.studio.scale();
    assert_eq!(scale.scores(), (300.0, 890.0));
    assert!(!scale.are_probabilities());
    bench.perform(Verb::End { upper: true });
    assert_eq!(bench.studio.study().threshold, 890.0);
    bench.perform(Verb::End { upper: false });
    assert_eq!(bench.studio.study().threshold, 300.0);
    bench.perform(Verb::Move { parts: 0.05 });
    let at = bench.studio.study().threshold;
    assert!((at - 329.5).abs() < 1e-9, "{at}");
}

#[test]
fn tiny_scores_stand_on_an_axis_on_which_cuts_can_be_told_apart() {
    let mut bench = Bench::new();
    bench.choose(
        Source::Scores,
        "tiny.csv",
        &scores(200, |row| (1 + row * 71 % 200) as f64 * 4e-12),
    );
    let scale = bench.studio.scale();
    assert_eq!(scale.axis(), ScoreAxis::ShareRejected);
    let ranking = bench.studio.views().arms[0].test();
    let mut reached: Vec<_> = (0..=500)
        .map(|pixel| {
            ranking
                .confusion_at(scale.threshold(f64::from(pixel) / 500.0))
                .n_flagged()
        })
        .collect();
    reached.sort_unstable();
    reached.dedup();
    assert_eq!(reached.len(), 201);
    bench.set(&study::AXIS, "score");
    assert_eq!(bench.studio.scale().axis(), ScoreAxis::Probability);
}

#[test]
fn a_threshold_of_large_scores_keeps_its_rank_on_another_scale_and_back() {
    let mut bench = Bench::new();
    let noisy = |row: usize| {
        let risk = if row % 10 == 3 { 60.0 } else { 0.0 };
        118_000.0 + risk + (row * 7919 % 307) as f64
    };
    bench.choose(Source::Scores, "large.csv", &scores(900, noisy));
    bench.set(&lab::STRATIFIED, "yes");
    bench.set(&lab::VALIDATION_SHARE, 40);
    bench.perform(Verb::Threshold(118_267.0));
    let arm = ArmId(0);
    let (raw, at) = (bench.counts(arm), bench.studio.study().threshold);
    let read = |kind| Verb::Read { place: 0, kind };
    bench.perform(read(ScaleKind::Platt));
    assert!(bench.studio.views().arms[0].reading.refusal.is_none());
    assert!((0.0..=1.0).contains(&bench.studio.study().threshold));
    assert_eq!(bench.counts(arm), raw);
    bench.perform(read(ScaleKind::Raw));
    assert_eq!(bench.counts(arm), raw);
    let back = bench.studio.study().threshold;
    assert!((back - at).abs() < 2.0, "{back}");
}

#[test]
fn thresholds_follow_the_rule_of_comparison() {
    let mut bench = trained();
    for (key, rule) in [
        ("share", Match::ShareRejected),
        ("recall", Match::Recall),
        ("fpr", Match::FalsePositiveRate),
    ] {
        bench.set(&study::COMPARE, key);
        assert_eq!(bench.studio.study().compare, rule);
        bench.perform(Verb::Threshold(0.2));
        let [first, second] = bench.studio.standings() else {
            panic!("two arms")
        };
        let (first, second) = (&first.confusion, &second.confusion);
        match rule {
            Match::ShareRejected => assert!(second.n_flagged() <= first.n_flagged()),
            Match::Recall => assert!(second.true_positives >= first.true_positives),
            _ => assert!(second.false_positives <= first.false_positives),
        }
    }
}

#[test]
fn scores_that_rank_the_wrong_way_round_are_said_and_turned_only_when_asked() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/log-odds-and-points.csv"),
    );
    let mut bench = Bench::new();
    bench.choose(Source::Scores, "log-odds-and-points.csv", &text.unwrap());
    let auc = |bench: &Bench, place: usize| bench.studio.views().arms[place].test().roc_auc();
    assert!((auc(&bench, 0) - 0.877_404).abs() < 5e-7);
    assert!((auc(&bench, 1) - 0.121_394).abs() < 5e-7);
    let turned: Vec<_> = bench
        .studio
        .turned_round()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(turned, [bench.studio.views().arms[1].name()]);
    let column = turned[0].clone();
    bench.perform(Verb::Turn {
        column: column.clone(),
    });
    assert!((auc(&bench, 1) - (1.0 - 0.121_394)).abs() < 5e-7);
    assert!(bench.studio.turned_round().is_empty());
    bench.perform(Verb::Turn { column });
    assert!((auc(&bench, 1) - 0.121_394).abs() < 5e-7);
}

/// Both goals choose .75, where everyone above defaults and nobody below.
#[test]
fn what_resamples_say_of_a_goal_is_not_said_of_another_with_the_same_threshold() {
    let mut bench = Bench::new();
    let perfect = scores(60, |row| if row % 10 == 3 { 0.75 } else { 0.25 });
    bench.choose(Source::Scores, "perfect.csv", &perfect);
    bench.perform(Verb::Pursue(Goal::Max(Metric::F1)));
    let threshold = bench.studio.standings()[0].threshold;
    assert_eq!(bench.studio.optimism().len(), 200);
    assert_eq!(bench.studio.chosen_interval(), Some((threshold, threshold)));
    bench.just(Verb::Pursue(Goal::Max(Metric::Informedness)));
    assert_eq!(bench.studio.standings()[0].threshold, threshold);
    assert!(bench.studio.optimism().is_empty());
    assert_eq!(bench.studio.chosen_interval(), None);
    bench.settle();
    assert_eq!(bench.studio.optimism().len(), 200);
}
