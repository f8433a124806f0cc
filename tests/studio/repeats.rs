//! Repeats over seeds: who does them when, what they are of, and what they say.

use imbalance_lab::data::Fold;
use imbalance_lab::experiment::message::{Command, Job, decode, encode};
use imbalance_lab::experiment::{ArmId, LabSpec, Preset, Source};
use imbalance_lab::metrics::{Metric, OverRepeats, Ranking};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{ArmChange, Ask, ChangedArms, Post, Repeats, Verb};
use imbalance_lab::words::Cell;

use crate::bench::Bench;

const N: usize = 5;

fn small() -> Bench {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::ROWS, 600);
    bench.set(&lab::EPOCHS, 2);
    bench.set(&study::REPEATS, N);
    bench
}

fn add(bench: &mut Bench, key: &str) {
    let change = ArmChange::Add(key.into());
    let ChangedArms { arms, came_from } = change.of(bench.studio.spec(), ArmId(0)).unwrap();
    bench.perform(Verb::Arms { arms, came_from });
}

fn repeats(bench: &Bench) -> &Repeats {
    bench.studio.repeats().unwrap()
}

fn by(bench: &mut Bench, metric: Metric) {
    let place = Metric::ALL.iter().position(|of| *of == metric).unwrap();
    bench.set(&study::RACE, place);
}

/// The test rows of an experiment's arm, trained here and now: their labels, and its scores.
fn tested(spec: &LabSpec, arm: ArmId) -> (Vec<bool>, Vec<f64>) {
    let rows = spec.clone().check().unwrap().rows(None).unwrap();
    let mut training = rows.training(arm).unwrap();
    let last = training.by_ref().last().unwrap().unwrap();
    (training.held_out().test().to_vec(), last.scores.of_test())
}

/// The area under its ROC curve.
fn auc(spec: &LabSpec, arm: ArmId) -> f64 {
    let (labels, scores) = tested(spec, arm);
    Ranking::new(&scores, &labels).unwrap().roc_auc()
}

/// Repeats that are begun, by who does them: which repeat, which arm.
fn begun(asks: &[Ask]) -> Vec<(Post, u32, ArmId)> {
    let begun = |ask: &Ask| match ask {
        Ask::Do {
            to,
            job: Job::Repeat(spec),
            ..
        } => Some((*to, spec.nth, spec.arm)),
        _ => None,
    };
    asks.iter().filter_map(begun).collect()
}

#[test]
fn every_arm_of_every_repeat_is_trained_with_seeds_that_are_one_higher_each_time() {
    let mut bench = small();
    bench.perform(Verb::Repeat);
    assert_eq!(repeats(&bench).queue().progress(), (2 * N, 2 * N));
    assert_eq!(
        (repeats(&bench).n_asked(), repeats(&bench).n_done()),
        (N, N)
    );
    for (place, arm) in [ArmId(0), ArmId(1)].into_iter().enumerate() {
        let values = repeats(&bench).values(place, Metric::RocAuc);
        for (nth, value) in (0..).zip(values) {
            let spec = bench.studio.spec().repeated(nth);
            assert_eq!(value, Some(auc(&spec, arm)), "repeat {nth}");
        }
    }
    // The 0th is the experiment itself.
    bench.train();
    let view = bench.studio.view(ArmId(1)).unwrap();
    let first = repeats(&bench).values(1, Metric::RocAuc)[0];
    assert_eq!(first, Some(view.test().roc_auc()));
    assert_eq!(bench.studio.repeats_stale(), None);
}

#[test]
fn free_workers_begin_at_once_and_take_the_next_when_they_are_done() {
    let mut bench = small();
    let asks = bench.studio.perform(Verb::Repeat).unwrap();
    let first = [
        (Post::Trainer(0), 0, ArmId(0)),
        (Post::Trainer(1), 0, ArmId(1)),
    ];
    assert_eq!(begun(&asks), first);
    bench.answer(asks);
    assert!(repeats(&bench).queue().is_running());
    assert_eq!(
        repeats(&bench).seconds_left(2),
        None,
        "nothing is measured yet"
    );
    bench.work();
    while repeats(&bench).n_done() == 0 {
        bench.hear();
    }
    assert!(repeats(&bench).seconds_left(2).is_some());
    let progress = bench.studio.repeats_progress().unwrap();
    assert!(progress.starts_with("1 of 5 repeats · "), "{progress}");
    bench.settle();
    assert_eq!(bench.studio.repeats_progress(), None);
}

#[test]
fn training_goes_first_and_what_gave_way_is_done_again() {
    let mut bench = small();
    bench.perform(Verb::Repeat);
    let undisturbed = repeats(&bench).clone();
    bench.just(Verb::Repeat);
    let asks = bench.studio.perform(Verb::Train).unwrap();
    let trains = asks.iter().filter_map(|ask| match ask {
        Ask::Do {
            to,
            job: Job::Train { .. },
            ..
        } => Some(*to),
        _ => None,
    });
    let mut posts: Vec<_> = trains.collect();
    posts.sort_by_key(|post| format!("{post:?}"));
    assert_eq!(posts, [Post::Trainer(0), Post::Trainer(1)], "at once");
    let stopped = asks.iter().filter(|ask| matches!(ask, Ask::Stop { .. }));
    assert_eq!(stopped.count(), 2);
    assert_eq!(begun(&asks), []);
    bench.answer(asks);
    bench.settle();
    assert!(!bench.studio.runs().is_running());
    assert_eq!(bench.studio.views().arms.len(), 2);
    for place in [0, 1] {
        for metric in Metric::ALL {
            let [now, before] = [repeats(&bench), &undisturbed].map(|it| it.values(place, metric));
            assert_eq!(now, before);
        }
    }
}

#[test]
fn repeats_wait_while_a_run_has_every_worker() {
    let mut bench = small();
    bench.just(Verb::Train);
    let asks = bench.studio.perform(Verb::Repeat).unwrap();
    assert_eq!(begun(&asks), []);
    bench.answer(asks);
    // Stop is of the training alone.
    bench.perform(Verb::Stop);
    assert_eq!(repeats(&bench).n_done(), N);
}

#[test]
fn cancel_ends_them_at_once_and_keeps_those_that_are_done() {
    let mut bench = small();
    bench.just(Verb::Repeat);
    while repeats(&bench).n_done() < 2 {
        bench.work();
        bench.hear();
    }
    let n_done = repeats(&bench).n_done();
    let asks = bench.studio.perform(Verb::CancelRepeats).unwrap();
    assert!(!repeats(&bench).queue().is_running());
    let stopped = asks.iter().filter(|ask| matches!(ask, Ask::Stop { .. }));
    assert!(stopped.count() > 0 && begun(&asks).is_empty());
    bench.answer(asks);
    bench.settle();
    assert_eq!(
        repeats(&bench).n_done(),
        n_done,
        "late words change nothing"
    );
    let progress = bench.studio.repeats_progress().unwrap();
    assert_eq!(progress, format!("Cancelled after {n_done} of 5 repeats."));
    assert_eq!(repeats(&bench).values(0, Metric::RocAuc).len(), n_done);
    // Workers are free again.
    bench.train();
    assert!(!bench.studio.runs().is_running());
    bench.perform(Verb::Repeat);
    assert_eq!(repeats(&bench).n_done(), N);
}

#[test]
fn repeats_of_other_settings_stay_and_are_named_as_such() {
    let mut bench = small();
    bench.perform(Verb::Repeat);
    let table = bench.studio.repeats_table();
    bench.perform(Verb::Threshold(0.2));
    bench.set(&study::COST_FN, 50);
    assert_eq!(
        bench.studio.repeats_stale(),
        None,
        "neither has a part in them"
    );

    bench.set(&lab::EPOCHS, 3);
    let stale = bench.studio.repeats_stale().unwrap();
    assert_eq!(
        stale,
        "Settings changed since these repeats of as is, SMOTE: press Repeat to bring them up to date."
    );
    assert_eq!(bench.studio.repeats_table(), table);
    bench.set(&lab::EPOCHS, 2);
    assert_eq!(bench.studio.repeats_stale(), None);

    add(&mut bench, "under");
    assert!(bench.studio.repeats_stale().is_some(), "an arm has none");
    bench.perform(Verb::Undo);
    bench.set(&lab::DATA_SEED, 7);
    assert_eq!(
        bench.studio.repeats_stale().unwrap(),
        "These are repeats of generated rows, seed 42, not of generated rows, seed 7."
    );
    bench.perform(Verb::Repeat);
    assert_eq!(bench.studio.repeats_stale(), None);
    assert_ne!(bench.studio.repeats_table(), table);
}

#[test]
fn an_arms_own_threshold_is_chosen_as_on_the_first_screen_and_hangs_on_money() {
    let mut bench = small();
    bench.set(&lab::VALIDATION_SHARE, 20);
    add(&mut bench, "threshold");
    bench.perform(Verb::Repeat);
    bench.train();
    let standing = bench.studio.standing(ArmId(2)).unwrap();
    assert_eq!(standing.threshold, 1.0 / 11.0);
    let recall = |place| repeats(&bench).values(place, Metric::Recall)[0];
    assert_eq!(recall(2), standing.confusion.recall());
    let at_half = bench.studio.view(ArmId(0)).unwrap().test();
    assert_eq!(recall(0), at_half.confusion_at(0.5).recall());
    bench.set(&study::COST_FN, 50);
    assert!(bench.studio.repeats_stale().is_some());
}

#[test]
fn a_repeat_that_has_no_values_is_counted_and_told() {
    let mut bench = small();
    bench.set(&lab::ROWS, 100);
    bench.set(&lab::DEFAULT_RATE, 3);
    bench.set(&lab::LABEL_NOISE, 0);
    bench.set(&study::REPEATS, 20);
    add(&mut bench, "weights");
    bench.perform(Verb::Repeat);
    let repeats = repeats(&bench);
    assert_eq!(repeats.n_done(), 20);
    let (n_failed, _) = repeats.failures(0).unwrap();
    assert!(
        (1..20).contains(&n_failed),
        "{n_failed} test parts hold no default"
    );
    let values = repeats.values(0, Metric::RocAuc);
    let sums = OverRepeats::of(&values);
    assert_eq!((sums.n_repeats, sums.n_left_out), (20 - n_failed, n_failed));
    // There are too few defaults for SMOTE's five neighbours.
    assert_eq!(repeats.failures(1).unwrap().0, 20);
    assert!(
        OverRepeats::of(&repeats.values(1, Metric::RocAuc))
            .mean
            .is_none()
    );
    let told = bench.studio.repeats_sentences();
    let tells = |begin: String| told.iter().any(|sentence| sentence.starts_with(&begin));
    assert!(
        tells(format!("as is has no value in {n_failed} of 20: ")),
        "{told:#?}"
    );
    assert!(
        tells("SMOTE has no value in 20 of 20: ".into()),
        "{told:#?}"
    );
    let table = bench.studio.repeats_table().unwrap();
    assert_eq!(table.rows[1][1].shown, "–");
}

#[test]
fn a_worker_that_is_lost_costs_one_arm_of_one_repeat() {
    let mut bench = small();
    bench.just(Verb::Repeat);
    let asks = bench
        .studio
        .lose(Post::Trainer(1), "A worker broke.", false);
    assert_eq!(begun(&asks), [(Post::Trainer(1), 1, ArmId(0))]);
    bench.answer(asks);
    bench.settle();
    assert_eq!(repeats(&bench).n_done(), N);
    assert_eq!(repeats(&bench).failures(1), Some((1, "A worker broke.")));
    assert_eq!(repeats(&bench).failures(0), None);
}

#[test]
fn wins_are_counted_in_the_direction_in_which_a_metric_is_better() {
    let mut bench = small();
    bench.perform(Verb::Repeat);
    let line = |bench: &Bench| {
        let table = bench.studio.repeats_table().unwrap();
        assert_eq!(table.head.len(), table.rows[1].len());
        let cells = table.rows[1][3..6].iter().map(|cell| cell.shown.clone());
        cells.collect::<Vec<_>>()
    };
    for (metric, is_lower) in [(Metric::RocAuc, false), (Metric::BrierScore, true)] {
        by(&mut bench, metric);
        let [first, second] = [0, 1].map(|place| repeats(&bench).values(place, metric));
        let better = first.iter().zip(&second).filter(|(first, second)| {
            let is_more = second.unwrap() > first.unwrap();
            is_more != is_lower
        });
        let wins = better.count();
        assert_eq!(line(&bench), [wins, 0, N - wins].map(|n| n.to_string()));
        let told = &bench.studio.repeats_sentences()[0];
        assert!(told.contains(&format!("in {wins} of 5")), "{told}");
        assert!(told.contains("(Wilcoxon, paired)"), "{told}");
    }
    by(&mut bench, Metric::ShareFlagged);
    assert_eq!(line(&bench), ["–", "–", "–"], "neither is better");
    assert!(bench.studio.repeat_ranks().is_none());
}

#[test]
fn three_arms_are_ranked_and_two_are_not() {
    let mut bench = small();
    bench.perform(Verb::Repeat);
    assert!(bench.studio.repeat_ranks().is_none());
    add(&mut bench, "under");
    bench.perform(Verb::Repeat);
    let ranks = bench.studio.repeat_ranks().unwrap();
    assert_eq!((ranks.n_arms(), ranks.n_repeats()), (3, N));
    let sum: f64 = ranks.mean_ranks().unwrap().iter().sum();
    assert!((sum - 6.0).abs() < 1e-12);
    let told = bench.studio.repeats_sentences();
    assert!(
        told[1].starts_with("3 arms ranked over 5 seeds: p = "),
        "{told:#?}"
    );
    let values = bench.studio.repeat_values().unwrap();
    assert_eq!((values.head.len(), values.rows.len()), (4, N));
}

#[test]
fn one_arm_has_mean_and_spread_and_is_compared_with_none() {
    let mut bench = small();
    bench.set(&lab::SMOTE, "off");
    bench.perform(Verb::Repeat);
    let table = bench.studio.repeats_table().unwrap();
    assert_eq!(table.head, ["Model", "Mean", "Standard deviation"]);
    let told = bench.studio.repeats_sentences();
    assert!(
        told[0].starts_with("Each repeat adds 1 to every seed"),
        "{told:#?}"
    );
}

/// Sixty rows, of which a third default.
fn applicants() -> String {
    let line = |row: u32| {
        let (age, income) = (20 + row * 7 % 40, 1_000 + row * 37 % 500);
        format!("{age},{income},{}\n", u32::from(row.is_multiple_of(3)))
    };
    let lines: String = (0..60).map(line).collect();
    format!("age,income,default\n{lines}")
}

#[test]
fn rows_of_a_file_are_handed_once_and_only_their_split_changes() {
    let mut bench = Bench::new();
    bench.set(&lab::EPOCHS, 2);
    bench.set(&study::REPEATS, N);
    bench.choose(Source::Upload, "loans.csv", &applicants());
    let asks = bench.studio.perform(Verb::Repeat).unwrap();
    let hands = asks.iter().filter(|ask| {
        matches!(
            ask,
            Ask::Do {
                job: Job::Hand { .. },
                ..
            }
        )
    });
    assert_eq!(hands.count(), 2);
    assert_eq!(begun(&asks), [], "first come the rows");
    bench.answer(asks);
    bench.settle();
    assert_eq!(repeats(&bench).n_done(), N);
    assert_eq!(repeats(&bench).failures(0), None);
    let values = repeats(&bench).values(0, Metric::RocAuc);
    assert!(values.iter().any(|value| *value != values[0]));
    let asks = bench.studio.perform(Verb::Repeat).unwrap();
    assert_eq!(begun(&asks).len(), 2, "they have the rows now");
    let told = bench.studio.perform(Verb::CancelRepeats).unwrap();
    bench.answer(asks);
    bench.answer(told);
    bench.settle();
}

#[test]
fn scores_of_others_cant_be_repeated() {
    let mut bench = small();
    bench.choose(Source::Scores, "a.csv", "y,p\n1,0.9\n0,0.2\n0,0.4\n1,0.3\n");
    bench.perform(Verb::Repeat);
    assert!(bench.studio.repeats().is_none());
}

#[test]
fn a_repeat_survives_the_way_to_its_worker() {
    let mut bench = small();
    let asks = bench.studio.perform(Verb::Repeat).unwrap();
    let jobs = asks.into_iter().filter_map(|ask| match ask {
        Ask::Do { id, job, .. } => Some(Command::Do { id, job }),
        _ => None,
    });
    for command in jobs {
        assert_eq!(decode(&encode(&command).unwrap()), Ok(command));
    }
}

#[test]
fn folds_make_whole_rounds_are_told_one_by_one_and_pooled() {
    let mut bench = small();
    bench.set(&study::FOLDS, "5");
    bench.set(&study::REPEATS, 7);
    bench.perform(Verb::Repeat);
    let of = repeats(&bench);
    assert_eq!((of.n_asked(), of.n_done(), of.n_folds()), (10, 10, 5));
    // Each fold is the experiment with a fold of its rows tested on; a round has one seed.
    let (mut labels, mut scores) = (Vec::new(), Vec::new());
    for (nth, value) in (0..).zip(of.values(1, Metric::RocAuc)) {
        let mut spec = bench.studio.spec().repeated(nth / 5);
        spec.data.generate.random_state = bench.studio.spec().data.generate.random_state;
        spec.split.fold = Some(Fold {
            n_folds: 5,
            nth: nth % 5,
        });
        assert_eq!(value, Some(auc(&spec, ArmId(1))), "fold {nth}");
        if nth < 5 {
            let (of_fold, said) = tested(&spec, ArmId(1));
            labels.extend(of_fold);
            scores.extend(said);
        }
    }
    assert_eq!(labels.len(), 600, "each row once");
    let together = Ranking::new(&scores, &labels).unwrap().roc_auc();
    let pooled = of.pooled(1, Metric::RocAuc);
    assert_eq!(pooled.len(), 2, "one a round");
    assert_eq!(pooled[0], Some(together));
    by(&mut bench, Metric::RocAuc);
    let table = bench.studio.repeats_table().unwrap();
    assert_eq!(table.caption, "ROC AUC, over 10 folds (5 a round)");
    let place = table.head.iter().position(|head| head == "Pooled").unwrap();
    let mean = OverRepeats::of(&pooled).mean;
    assert_eq!(table.rows[1][place], Cell::metric(mean));
    let values = bench.studio.repeat_values().unwrap();
    assert_eq!(values.rows[6][0].shown, "round 2, fold 2");
    let sentences = bench.studio.repeats_sentences().join(" ");
    assert!(
        sentences.contains("Over 10 folds (5 a round) SMOTE"),
        "{sentences}"
    );
    assert!(
        sentences.contains("p is too small rather than too large"),
        "{sentences}"
    );
    // What is kept of them says the same.
    let kept = encode(&of_kept(&bench)).unwrap();
    let again = Repeats::kept(bench.studio.spec().clone(), &kept).unwrap();
    assert_eq!(again.pooled(1, Metric::RocAuc), pooled);
}

fn of_kept(bench: &Bench) -> impl serde::Serialize {
    repeats(bench).to_keep()
}
