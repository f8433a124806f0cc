//! Finished runs are kept across reloads, can be used again, and pinned behind the curves of today.

use imbalance_lab::data::sha256;
use imbalance_lab::experiment::message::encode;
use imbalance_lab::experiment::{ArmId, MOST_ARMS, Preset, Source};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Kept, KeptArm, LedgerEntry, Link, MOST_PINS, MOST_RUNS, Stored, Verb};

use crate::bench::Bench;

fn small() -> Bench {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::ROWS, 600);
    bench.set(&lab::EPOCHS, 2);
    bench.studio.tell_time(1_000_000.0);
    bench
}

fn entries(bench: &Bench) -> &[LedgerEntry] {
    bench.studio.ledger().entries()
}

fn arms(entry: &LedgerEntry) -> &[KeptArm] {
    match &entry.kept {
        Kept::Run(arms) => arms,
        Kept::Repeats { .. } => panic!("{entry:?}"),
    }
}

fn pin(bench: &mut Bench, nth: usize, place: usize) {
    let run = entries(bench)[nth].when;
    bench.perform(Verb::Pin { run, place });
}

#[test]
fn a_finished_run_is_kept_with_settings_seeds_time_and_the_hash_of_its_scores() {
    let mut bench = small();
    bench.train();
    let [entry] = entries(&bench) else { panic!() };
    assert_eq!((entry.when, entry.number), (1_000_000, 1));
    let spec = bench.studio.spec().clone();
    let link = Link {
        spec,
        ..Link::default()
    };
    assert_eq!(entry.settings, link.to_fragment());
    assert_eq!(entry.seeds, "data 42, split 42, model 42");
    assert_eq!(entry.data, "generated rows, seed 42");
    assert_eq!(arms(entry).len(), 2);
    for (place, arm) in arms(entry).iter().enumerate() {
        let record = &bench.studio.runs().arms()[place];
        let result = record.result().unwrap();
        let bytes: Vec<u8> = result
            .scores
            .test
            .iter()
            .flat_map(|score| score.to_le_bytes())
            .collect();
        assert_eq!(arm.sha256, sha256(&bytes));
        assert_eq!(arm.sha256.len(), 64);
        assert_eq!(arm.name, record.name());
        assert_eq!(arm.n_rounds, 2);
        let view = bench.studio.view(record.arm()).unwrap();
        assert_eq!(arm.roc_auc, Some(view.test().roc_auc()));
        assert_eq!(arm.average_precision, Some(view.test().average_precision()));
    }
    let stored: usize = bench.store.values().map(Vec::len).sum();
    assert!(
        bench.studio.ledger().n_bytes().abs_diff(stored) < 32,
        "sizes are said as they are"
    );
}

#[test]
fn runs_are_there_after_a_reload_and_count_on() {
    let mut bench = small();
    bench.train();
    bench.set(&lab::EPOCHS, 3);
    bench.train();
    assert_eq!(entries(&bench).len(), 2);
    assert!(
        entries(&bench)[0].when > entries(&bench)[1].when,
        "no two are at the same time"
    );
    let mut again = Bench::reloaded(bench.studio.link(), bench.store.clone());
    assert_eq!(entries(&again), entries(&bench));
    again.set(&lab::EPOCHS, 4);
    again.train();
    let numbers: Vec<_> = entries(&again).iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!(entries(&again)[0].name(), "Run 3");
}

#[test]
fn a_run_that_is_finished_before_the_store_is_open_comes_after_those_of_before() {
    let mut bench = small();
    bench.train();
    bench.set(&lab::EPOCHS, 3);
    bench.train();
    let (lines, stored) = (entries(&bench).to_vec(), bench.store.clone());
    let key_and_bytes = |entry: &LedgerEntry| (entry.key(), stored[&entry.key()].clone());
    let of_before = || Stored::Lines(lines.iter().map(key_and_bytes).collect());
    for (epochs, expected) in [(3, [2, 1].as_slice()), (4, &[3, 2, 1])] {
        let mut early = small();
        early.studio.tell_time(9_000_000.0);
        early.set(&lab::EPOCHS, epochs);
        early.train();
        assert_eq!(entries(&early).len(), 1);
        early.store.extend(stored.clone());
        let asks = early.studio.hear_store(of_before());
        early.answer(asks);
        let numbers: Vec<_> = entries(&early).iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, expected);
        let again = Bench::reloaded(early.studio.link(), early.store.clone());
        assert_eq!(entries(&again), entries(&early), "the store says the same");
    }
}

#[test]
fn the_same_run_again_is_one_line_and_a_stopped_one_is_none() {
    let mut bench = small();
    bench.train();
    bench.studio.tell_time(2_000_000.0);
    bench.train();
    let [entry] = entries(&bench) else { panic!() };
    assert_eq!((entry.when, entry.number), (2_000_000, 1));
    assert_eq!(
        bench.store.len(),
        1 + 2,
        "a line and the scores of two arms"
    );
    bench.set(&lab::EPOCHS, 500);
    bench.just(Verb::Train);
    bench.just(Verb::Stop);
    bench.settle();
    assert_eq!(entries(&bench).len(), 1);
}

#[test]
fn an_arm_that_is_carried_over_is_kept_with_the_run_and_its_scores_once() {
    let mut bench = small();
    bench.is_live = true;
    bench.train();
    bench.set(&lab::SMOTE_SEED, 7);
    let [now, before] = entries(&bench) else {
        panic!("{:?}", entries(&bench));
    };
    assert_eq!(arms(now)[0].sha256, arms(before)[0].sha256);
    assert_ne!(arms(now)[1].sha256, arms(before)[1].sha256);
    assert_eq!(bench.store.len(), 2 + 3);
    let oldest = before.when;
    bench.perform(Verb::Forget(oldest));
    assert_eq!(bench.store.len(), 1 + 2, "what the other run needs stays");
    bench.perform(Verb::ForgetAll);
    assert!(bench.store.is_empty() && entries(&bench).is_empty());
    assert_eq!(bench.studio.ledger().n_bytes(), 0);
}

#[test]
fn two_arms_can_be_pinned_and_are_drawn_behind_the_others_with_the_same_numbers() {
    let mut bench = small();
    bench.train();
    let auc = |bench: &Bench, arm| bench.studio.view(arm).unwrap().test().roc_auc();
    let of_before = [ArmId(0), ArmId(1)].map(|arm| auc(&bench, arm));
    bench.set(&lab::EPOCHS, 6);
    bench.train();
    pin(&mut bench, 1, 1);
    pin(&mut bench, 1, 0);
    pin(&mut bench, 0, 0);
    let ghosts = &bench.studio.views().ghosts;
    assert_eq!(ghosts.len(), MOST_PINS);
    assert_eq!(ghosts[0].test().roc_auc(), of_before[1]);
    assert_eq!(ghosts[1].test().roc_auc(), of_before[0]);
    assert_eq!(ghosts[0].name(), "Run 1, SMOTE");
    assert_eq!(ghosts[0].arm.index(), MOST_ARMS);
    let drawn: Vec<_> = bench.studio.views().drawn().map(|view| view.arm).collect();
    assert_eq!(
        drawn,
        [ArmId::ghost(0), ArmId::ghost(1), ArmId(0), ArmId(1)]
    );
    assert_eq!(bench.studio.views().arms.len(), 2, "a ghost is no arm");
    let losses = &bench.studio.ledger().pins()[0]
        .ghost
        .as_ref()
        .unwrap()
        .losses;
    assert_eq!(losses.len(), 2);
    pin(&mut bench, 1, 1);
    assert_eq!(bench.studio.views().ghosts.len(), 1);
    let run = entries(&bench)[1].when;
    bench.perform(Verb::Forget(run));
    assert!(bench.studio.views().ghosts.is_empty());
}

#[test]
fn a_ghost_of_other_rows_says_so_and_follows_the_share_of_defaults() {
    let mut bench = small();
    bench.train();
    pin(&mut bench, 0, 0);
    bench.set(&lab::DATA_SEED, 43);
    bench.train();
    assert_eq!(
        bench.studio.views().ghosts[0].name(),
        "Run 1, as is (other rows)"
    );
    bench.set(&study::PREVALENCE, 0.3);
    let ghost = bench.studio.views().ghosts[0].test();
    assert!((ghost.prevalence() - 0.3).abs() < 1e-12);
}

#[test]
fn settings_are_used_again_and_can_be_undone() {
    let mut bench = small();
    bench.train();
    let before = bench.studio.spec().clone();
    bench.set(&lab::EPOCHS, 9);
    let changed = bench.studio.spec().clone();
    let run = entries(&bench)[0].when;
    bench.perform(Verb::UseAgain(run));
    assert_eq!(*bench.studio.spec(), before);
    assert!(bench.studio.stale().is_none(), "these are its results");
    bench.perform(Verb::Undo);
    assert_eq!(*bench.studio.spec(), changed);
}

#[test]
fn repeats_stay_in_the_ledger_and_are_shown_again() {
    let mut bench = small();
    bench.set(&study::REPEATS, 5);
    bench.perform(Verb::Repeat);
    let [entry] = entries(&bench) else { panic!() };
    let Kept::Repeats { names, n_done } = &entry.kept else {
        panic!("{entry:?}");
    };
    assert_eq!((names.len(), *n_done), (2, 5));
    let table = bench.studio.repeats_table();
    let mut again = Bench::reloaded(Link::default(), bench.store.clone());
    assert!(again.studio.repeats_table().is_none());
    let run = entries(&again)[0].when;
    again.perform(Verb::UseAgain(run));
    assert_eq!(again.studio.repeats_table(), table);
    assert_eq!(again.studio.repeats_stale(), None);
    assert_eq!(entries(&again).len(), 1, "they are no new ones");
}

#[test]
fn what_is_gone_from_the_store_or_damaged_is_a_notice() {
    let mut bench = small();
    bench.train();
    bench.store.retain(|key, _| LedgerEntry::is_at(key));
    pin(&mut bench, 0, 0);
    assert!(bench.studio.ledger().pins().is_empty());
    assert_eq!(bench.studio.notices().len(), 1);
    let key = arms(&entries(&bench)[0])[1].key();
    bench.store.insert(key, vec![7; 9]);
    pin(&mut bench, 0, 1);
    assert!(bench.studio.ledger().pins().is_empty());

    let mut store = bench.store.clone();
    store.insert("run1/0000000000000007".into(), vec![1, 2, 3]);
    store.insert("run9/0000000000000008".into(), vec![1, 2, 3]);
    assert_eq!(entries(&Bench::reloaded(Link::default(), store)).len(), 1);
}

#[test]
fn the_oldest_go_when_there_are_too_many_but_for_pinned_ones() {
    let mut bench = small();
    bench.train();
    let first = entries(&bench)[0].clone();
    let mut store = bench.store.clone();
    for nth in 1..=MOST_RUNS as u64 {
        let entry = LedgerEntry {
            when: first.when + nth,
            number: u32::try_from(nth).unwrap() + 1,
            ..first.clone()
        };
        store.insert(entry.key(), encode(&entry).unwrap());
    }
    let mut bench = Bench::reloaded(bench.studio.link(), store);
    assert_eq!(entries(&bench).len(), MOST_RUNS + 1);
    let run = first.when;
    bench.perform(Verb::Pin { run, place: 0 });
    bench.set(&lab::EPOCHS, 3);
    bench.train();
    assert_eq!(entries(&bench).len(), MOST_RUNS);
    let last = entries(&bench).last().unwrap();
    assert_eq!(last.when, first.when, "it is pinned");
    let lines = bench
        .store
        .keys()
        .filter(|key| LedgerEntry::is_at(key))
        .count();
    assert_eq!(lines, MOST_RUNS);
    assert!(
        bench.store.contains_key(&arms(&first)[0].key()),
        "others need its scores"
    );
}

#[test]
fn uploaded_scores_leave_no_line() {
    let mut bench = Bench::new();
    let text = "y,a\n0,0.1\n1,0.9\n0,0.4\n1,0.3\n0,0.2\n1,0.8\n";
    bench.choose(Source::Scores, "scores.csv", text);
    assert!(bench.studio.view(ArmId(0)).is_some());
    assert!(entries(&bench).is_empty());
}
