//! What is known of a run, and what crosses the worker.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::sync::Arc;

use imbalance_lab::balance::SmoteSpec;
use imbalance_lab::experiment::message::{
    Command, Complaint, Done, Ending, Event, Facts, Job, News, decode, encode,
};
use imbalance_lab::experiment::{
    ArmId, ArmRecord, Arms, EpochLoss, Judged, LabSpec, Order, Reading, Restored, Round, RoundPlan,
    RowsPerClass, RunRecord, Scores, Section, Status,
};
use imbalance_lab::metrics::ScaleKind;
use imbalance_lab::model::Says;

fn facts() -> Facts {
    Facts {
        test: vec![false, true],
        ..Facts::default()
    }
}

fn epoch(epoch: usize, logits: [f32; 2]) -> News {
    let loss = EpochLoss {
        epoch,
        training: 0.5,
        held_out: Some(0.4),
    };
    let scores = Scores {
        says: Says::LogOdds,
        validation: Vec::new(),
        test: logits.into(),
    };
    News::Epochs {
        losses: vec![loss],
        rounds: vec![Round { epoch, scores }],
        elapsed_ms: 500.0,
    }
}

/// A first run whose arm "as is" has its rows.
fn prepared() -> RunRecord {
    let mut record = RunRecord::default().next(LabSpec::default(), 1);
    record.hear(1, News::Prepared(facts()));
    record
}

fn as_is(record: &RunRecord) -> &ArmRecord {
    record.arm(ArmId(0)).unwrap()
}

#[test]
fn messages_survive_the_way_to_the_worker_and_back() {
    let job = Job::Train {
        arm: ArmId(1),
        spec: LabSpec::default(),
        is_slow: false,
    };
    let start = Command::Do { id: 3, job };
    assert_eq!(decode(&encode(&start).unwrap()), Ok(start));
    let complaint = Complaint {
        sentence: "no".into(),
        section: Section::Split,
    };
    let done = Done::Trained(Ending::Failed(complaint));
    let ended = Event::Done { id: 3, done };
    assert_eq!(decode(&encode(&ended).unwrap()), Ok(ended));
}

#[test]
fn a_record_ignores_other_runs_and_arms_it_doesnt_have() {
    let spec = LabSpec {
        arms: Arms::Off.list(SmoteSpec::default(), Order::default()),
        ..LabSpec::default()
    };
    let mut record = RunRecord::default().next(spec, 1);
    let before = record.clone();
    record.hear(99, News::Prepared(facts()));
    record.end(2, Ending::Finished);
    assert_eq!(record, before);
}

#[test]
fn a_record_keeps_the_last_result_until_the_next_run_has_one() {
    let mut record = prepared();
    record.hear(1, epoch(1, [-1.0, 1.0]));
    let first = Arc::clone(as_is(&record).result().unwrap());

    let mut record = record.next(LabSpec::default(), 3);
    assert!(Arc::ptr_eq(&first, as_is(&record).result().unwrap()));
    record.hear(3, News::Prepared(facts()));
    assert!(Arc::ptr_eq(&first, as_is(&record).result().unwrap()));
    record.hear(3, epoch(1, [-2.0, 2.0]));
    assert_eq!(as_is(&record).result().unwrap().scores.test, [-2.0, 2.0]);
}

#[test]
fn the_share_of_a_resampling_is_kept_until_the_rows_are_there() {
    let mut record = RunRecord::default().next(LabSpec::default(), 1);
    assert_eq!(*as_is(&record).status(), Status::Preparing(0.0));
    record.hear(1, News::Resampling(0.4));
    assert_eq!(*as_is(&record).status(), Status::Preparing(0.4));
    record.hear(1, News::Prepared(facts()));
    assert_eq!(*as_is(&record).status(), Status::Training);
    record.end(1, Ending::Stopped(None));
    record.hear(1, News::Resampling(0.5));
    assert_eq!(*as_is(&record).status(), Status::Stopped);
}

#[test]
fn a_failed_arm_keeps_its_last_good_epoch_and_the_other_goes_on() {
    let mut record = prepared();
    record.hear(1, epoch(1, [-1.0, 1.0]));
    let complaint = Complaint {
        sentence: "it broke".into(),
        section: Section::Model,
    };
    let ending = Ending::Failed(complaint.clone());
    record.end(1, ending);
    assert_eq!(as_is(&record).complaint(), Some(&complaint));
    assert_eq!(as_is(&record).result().unwrap().epoch, 1);
    assert!(!as_is(&record).is_running());
    assert!(record.arm(ArmId(1)).unwrap().is_running());
}

#[test]
fn a_stopped_arm_shows_its_best_epoch_if_it_may_choose_one() {
    let mut record = prepared();
    record.hear(1, epoch(4, [-1.0, 1.0]));
    let best = Scores {
        says: Says::LogOdds,
        validation: Vec::new(),
        test: vec![-3.0, 3.0],
    };
    let ending = Ending::Stopped(Some((2, best.clone())));
    record.end(1, ending);
    let result = as_is(&record).result().unwrap();
    assert_eq!(as_is(&record).status(), &Status::Stopped);
    assert_eq!((result.epoch, &result.scores), (2, &best));
}

#[test]
fn an_arm_that_ended_by_itself_shows_the_epoch_that_it_went_back_to() {
    let mut record = prepared();
    for round in 1..=4 {
        record.hear(1, epoch(round, [-1.0, 1.0]));
    }
    let scores = Scores {
        says: Says::LogOdds,
        validation: Vec::new(),
        test: vec![-3.0, 3.0],
    };
    let restored = Restored {
        after: 4,
        best: 2,
        scores: scores.clone(),
    };
    record.end(1, Ending::Restored(restored));
    let arm = as_is(&record);
    assert_eq!(arm.status(), &Status::Restored { best: 2 });
    assert_eq!(arm.epoch(), 4);
    let result = arm.result().unwrap();
    assert_eq!((result.epoch, &result.scores), (2, &scores));
    assert_eq!(arm.result_at(Some(4)), Some(result));
    assert!(!arm.is_running());
}

#[test]
fn the_rate_and_the_time_left_follow_from_the_epochs_done() {
    let mut record = prepared();
    assert_eq!(as_is(&record).seconds_left(), None);
    record.hear(1, epoch(1, [-1.0, 1.0]));
    assert_eq!(as_is(&record).epochs_per_second(), Some(2.0));
    assert_eq!(as_is(&record).seconds_left(), Some(9.5));
}

/// Judges three test rows after thresholds could be chosen on the given validation rows.
fn judged(validation: Vec<bool>, logits: Vec<f32>) -> Judged {
    let facts = Facts {
        validation,
        test: vec![false, true, true],
        ..Facts::default()
    };
    let mut record = RunRecord::default().next(LabSpec::default(), 1);
    record.hear(1, News::Prepared(facts));
    let scores = Scores {
        says: Says::LogOdds,
        validation: logits,
        test: vec![-1.0, 0.0, 1.0],
    };
    let losses = vec![EpochLoss {
        epoch: 1,
        training: 0.5,
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
    Judged::of_run(Arc::clone(as_is(&record).result().unwrap())).unwrap()
}

#[test]
fn thresholds_are_chosen_on_validation_rows_where_there_are_any() {
    let chosen = |judged: Judged| {
        let reading = Reading::new(Arc::new(judged), ScaleKind::Raw, None);
        reading.choosing().max_f1().threshold
    };
    assert_eq!(chosen(judged(Vec::new(), Vec::new())), 0.5);
    let with = judged(vec![false, true], vec![1.0, 2.0]);
    assert!((chosen(with) - 0.880_797_077_977_882).abs() < 1e-12);
    let of_one_class = judged(vec![true, true], vec![1.0, 2.0]);
    assert!(of_one_class.validation.is_none());
}

#[test]
fn validation_rows_of_one_class_are_not_taken_for_none() {
    let complaint = |rows| {
        let judged = Arc::new(judged(rows, vec![1.0, 2.0]));
        let reading = Reading::new(Arc::clone(&judged), ScaleKind::Isotonic, None);
        assert_eq!(reading.refusal, judged.validation_complaint());
        judged.validation_complaint()
    };
    let without_default = "the validation rows hold no default: raise the validation share, \
                           stratify the split, or choose another seed";
    assert_eq!(
        complaint(vec![false, false]).as_deref(),
        Some(without_default)
    );
    let without_good = complaint(vec![true, true]).unwrap();
    assert!(
        without_good.contains("hold no good customer"),
        "{without_good}"
    );
    assert_eq!(complaint(vec![true, false]), None);
    assert_eq!(judged(Vec::new(), Vec::new()).validation_complaint(), None);
}

#[test]
fn test_rows_of_one_class_are_an_error_with_a_sentence() {
    let facts = Facts {
        test: vec![false, false],
        ..Facts::default()
    };
    let mut record = RunRecord::default().next(LabSpec::default(), 1);
    record.hear(1, News::Prepared(facts));
    record.hear(1, epoch(1, [-1.0, 1.0]));
    let error = Judged::of_run(Arc::clone(as_is(&record).result().unwrap())).unwrap_err();
    assert!(
        error.to_string().contains("class") || error.to_string().contains("default"),
        "{error}"
    );
}

#[test]
fn a_scale_that_cannot_be_had_says_why_and_leaves_the_scores_as_they_are() {
    let judged = Arc::new(judged(Vec::new(), Vec::new()));
    for kind in [ScaleKind::Platt, ScaleKind::Isotonic] {
        let reading = Reading::new(Arc::clone(&judged), kind, None);
        let refusal = reading.refusal.clone().unwrap();
        assert!(refusal.contains("set a validation share"), "{refusal}");
        assert_eq!(reading.test, judged.test);
    }
}

#[test]
fn prior_correction_knows_the_rates_of_the_training_rows_and_keeps_the_ranking() {
    let rates = |good, default| RowsPerClass { good, default };
    let facts = Facts {
        real: rates(950, 50),
        resampled: rates(950, 950),
        test: vec![false, true, true],
        ..Facts::default()
    };
    let mut record = RunRecord::default().next(LabSpec::default(), 1);
    record.hear(2, News::Prepared(facts));
    record.hear(2, epoch_of(vec![-1.0, 0.0, 1.0]));
    let result = Arc::clone(record.arm(ArmId(1)).unwrap().result().unwrap());
    let judged = Arc::new(Judged::of_run(result).unwrap());
    let reading = Reading::new(Arc::clone(&judged), ScaleKind::PriorCorrected, None);
    assert_eq!(reading.refusal, None);
    assert_eq!(reading.test.roc_auc(), judged.test.roc_auc());
    // A balanced score of one half is the share of defaults before balancing.
    let middle = reading.test.thresholds()[1];
    assert!((middle - 0.05).abs() < 1e-12, "{middle}");

    let elsewhere = Reading::new(judged, ScaleKind::Raw, Some(0.2));
    assert!((elsewhere.test.prevalence() - 0.2).abs() < 1e-12);
    assert_ne!(elsewhere, reading);
}

fn epoch_of(test: Vec<f32>) -> News {
    let scores = Scores {
        says: Says::LogOdds,
        validation: Vec::new(),
        test,
    };
    let losses = vec![EpochLoss {
        epoch: 1,
        training: 0.5,
        held_out: None,
    }];
    News::Epochs {
        losses,
        rounds: vec![Round { epoch: 1, scores }],
        elapsed_ms: 1.0,
    }
}

/// One that settings started leaves the curves of before until it is done; one that was pressed doesn't.
#[test]
fn an_unwatched_run_keeps_the_result_of_before_until_it_ends() {
    let mut first = prepared();
    first.hear(1, epoch(1, [-1.0, 1.0]));
    for is_watched in [true, false] {
        let mut again = first.next(LabSpec::default(), 8);
        again.watch(is_watched);
        again.hear(8, News::Prepared(facts()));
        again.hear(8, epoch(5, [-2.0, 2.0]));
        let shown = as_is(&again).result().unwrap();
        assert_eq!(shown.epoch, if is_watched { 5 } else { 1 });
        assert_eq!(as_is(&again).epoch(), 5, "progress is shown all the same");
        again.end(8, Ending::Finished);
        let shown = as_is(&again).result().unwrap();
        assert_eq!((shown.epoch, &shown.scores.test), (5, &vec![-2.0, 2.0]));
    }
    let mut without = RunRecord::default().next(LabSpec::default(), 1);
    without.watch(false);
    without.hear(1, News::Prepared(facts()));
    without.hear(1, epoch(1, [-1.0, 1.0]));
    assert!(
        as_is(&without).result().is_some(),
        "the first run is watched"
    );
}

/// Stopped, an unwatched run shows its best epoch, or its last.
#[test]
fn an_unwatched_run_that_is_stopped_shows_how_far_it_came() {
    let mut first = prepared();
    first.hear(1, epoch(1, [-1.0, 1.0]));
    for best in [
        None,
        Some((
            3,
            Scores {
                says: Says::LogOdds,
                validation: Vec::new(),
                test: vec![0.0, 3.0],
            },
        )),
    ] {
        let mut again = first.next(LabSpec::default(), 8);
        again.watch(false);
        again.hear(8, News::Prepared(facts()));
        again.hear(8, epoch(4, [-2.0, 2.0]));
        let expected = best.as_ref().map_or(4, |(epoch, _)| *epoch);
        again.end(8, Ending::Stopped(best));
        assert_eq!(as_is(&again).result().unwrap().epoch, expected);
    }
}

#[test]
fn every_epoch_is_kept_up_to_128_and_evenly_spread_ones_beyond() {
    let mut spec = LabSpec::default();
    for (epochs, n_held_out) in [
        (1, 5),
        (50, 2_000),
        (128, 2_000),
        (129, 2_000),
        (1_000, 9),
        (100_000, 7),
    ] {
        spec.model.epochs = epochs;
        let plan = RoundPlan::new(&spec, ArmId(0), n_held_out);
        let kept: Vec<_> = (1..=epochs).filter(|epoch| plan.keeps(*epoch)).collect();
        assert_eq!(kept.len(), epochs.min(128));
        assert_eq!(kept.last(), Some(&epochs));
        let steps: Vec<_> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let (least, most) = (steps.iter().min(), steps.iter().max());
        assert!(
            most.copied().unwrap_or(1) - least.copied().unwrap_or(1) <= 1,
            "{steps:?}"
        );
        assert_eq!(plan.share(), (kept.len(), epochs));
    }
}

#[test]
fn rounds_of_many_rows_stay_within_64_megabytes() {
    let mut spec = LabSpec::default();
    spec.model.epochs = 128;
    for n_held_out in [10_000, 100_000, 1_000_000, 100_000_000] {
        let (n_kept, _) = RoundPlan::new(&spec, ArmId(0), n_held_out).share();
        let bytes = 2 * 4 * n_held_out * n_kept;
        assert!(
            bytes <= 64 << 20 || n_kept == 1,
            "{n_kept} rounds take {bytes} bytes"
        );
    }
    assert_eq!(RoundPlan::new(&spec, ArmId(0), 65_536).share(), (128, 128));
    assert_eq!(RoundPlan::new(&spec, ArmId(0), 65_537).share(), (127, 128));
}

#[test]
fn rounds_are_those_of_the_run_whose_result_is_shown() {
    let mut record = prepared();
    for n in [1, 2, 3] {
        record.hear(1, epoch(n, [-1.0, n as f32]));
    }
    let shown = |record: &RunRecord, round| as_is(record).result_at(round).unwrap().epoch;
    assert_eq!(record.rounds(), [1, 2, 3]);
    assert_eq!(
        [Some(1), Some(2), Some(9), None].map(|round| shown(&record, round)),
        [1, 2, 3, 3]
    );
    let mut next = record.next(LabSpec::default(), 8);
    next.watch(false);
    next.hear(8, News::Prepared(facts()));
    next.hear(8, epoch(1, [0.0, 7.0]));
    assert_eq!(next.rounds(), [1, 2, 3], "until the new run is whole");
    next.hear(8, epoch(2, [0.0, 8.0]));
    next.end(8, Ending::Finished);
    assert_eq!(next.rounds(), [1, 2]);
    assert_eq!(
        as_is(&next).result_at(Some(1)).unwrap().scores.test,
        [0.0, 7.0]
    );
    let mut watched = record.next(LabSpec::default(), 8);
    watched.hear(8, News::Prepared(facts()));
    watched.hear(8, epoch(1, [0.0, 7.0]));
    assert_eq!(watched.rounds(), [1]);
}

/// Stopped, a run ends with its best epoch, and nothing later can be shown again.
#[test]
fn rounds_after_the_best_of_a_stopped_run_are_gone() {
    let mut record = prepared();
    for n in [1, 2, 3, 4] {
        record.hear(1, epoch(n, [-1.0, n as f32]));
    }
    let best = Scores {
        says: Says::LogOdds,
        validation: Vec::new(),
        test: vec![-1.0, 2.0],
    };
    record.end(1, Ending::Stopped(Some((2, best.clone()))));
    assert_eq!(record.rounds(), [1, 2]);
    assert_eq!(as_is(&record).result_at(Some(4)).unwrap().scores, best);
    assert_eq!(as_is(&record).result_at(Some(1)).unwrap().epoch, 1);
}
