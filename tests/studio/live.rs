//! Settings that train by themselves.

use imbalance_lab::experiment::message::{Done, Ending, Event, Job, News};
use imbalance_lab::experiment::{ArmId, EpochLoss, Preset};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Ask, Due, Link, Verb};

use crate::bench::Bench;

/// The quick preset with few epochs, opened as a link opens.
fn opened() -> Bench {
    let mut link = Link {
        spec: Preset::Quick.spec(),
        ..Link::default()
    };
    link.spec.model.epochs = 3;
    let mut bench = Bench::with(link);
    bench.is_live = true;
    bench
}

fn n_waiting(bench: &Bench) -> usize {
    bench.later.iter().filter(|due| **due == Due::Train).count()
}

#[test]
fn what_is_opened_is_trained() {
    let mut bench = opened();
    bench.settle();
    assert_eq!(bench.studio.views().arms.len(), 2);
    assert!(bench.studio.stale().is_none());
    assert_eq!(n_waiting(&bench), 0);
}

#[test]
fn an_edit_trains_again_and_the_last_of_many_wins() {
    let mut bench = opened();
    bench.settle();
    for seed in [1, 2, 3] {
        bench.just(Verb::Set {
            key: lab::DATA_SEED.key.to_owned(),
            text: seed.to_string(),
        });
        assert!(bench.studio.stale().is_some());
        assert_eq!(n_waiting(&bench), 1);
    }
    bench.settle();
    assert!(bench.studio.stale().is_none());
    let spec = bench.studio.views().arms[0].reading.judged.spec().unwrap();
    assert_eq!(spec.data.generate.random_state, 3);
}

/// An edit while the run of the edit before is on its way.
#[test]
fn what_an_overtaken_run_says_is_not_shown() {
    let mut bench = opened();
    bench.settle();
    bench.set(&study::LIVE, "no");
    for epochs in [4, 5] {
        bench.just(Verb::Set {
            key: lab::EPOCHS.key.to_owned(),
            text: epochs.to_string(),
        });
        bench.just(Verb::Train);
        bench.work();
    }
    bench.settle();
    let arms = &bench.studio.views().arms;
    for view in arms {
        assert_eq!(view.reading.judged.spec().unwrap().model.epochs, 5);
    }
}

#[test]
fn curves_stay_until_the_new_ones_are_whole() {
    let mut bench = opened();
    bench.settle();
    let before = bench.studio.views().arms.clone();
    bench.just(Verb::Set {
        key: lab::EPOCHS.key.to_owned(),
        text: "6".to_owned(),
    });
    let asks = bench.studio.due(Due::Train);
    bench.answer(asks);
    bench.work();
    let mut n_heard = 0;
    while bench.studio.runs().is_running() && !bench.said.is_empty() {
        for view in &before {
            let now = bench.studio.view(view.arm).unwrap();
            let record = bench.studio.runs().arm(view.arm).unwrap();
            if record.is_running() {
                assert_eq!(now, view);
                n_heard += 1;
            }
        }
        bench.hear();
    }
    assert!(n_heard > 6, "{n_heard}");
    for arm in [ArmId(0), ArmId(1)] {
        let result = bench.studio.runs().arm(arm).unwrap().result().unwrap();
        assert_eq!(result.epoch, 6);
    }
}

#[test]
fn nothing_trains_by_itself_where_that_is_switched_off_or_takes_long_or_is_impossible() {
    let mut bench = opened();
    bench.settle();
    bench.set(&lab::EPOCHS, 100_000);
    assert!(bench.studio.seconds_to_train().unwrap() > 1.0);
    assert!(!bench.studio.trains_itself());
    assert!(bench.studio.stale().is_some());
    bench.set(&lab::EPOCHS, 4);
    assert!(bench.studio.stale().is_none());
    bench.set(&lab::INFORMATIVE, 1_000);
    assert!(!bench.studio.trains_itself() && bench.studio.refusal().is_some());
    bench.perform(Verb::Undo);
    bench.set(&study::LIVE, "no");
    bench.set(&lab::EPOCHS, 2);
    assert!(bench.studio.stale().is_some());
    bench.set(&study::LIVE, "yes");
    assert!(bench.studio.stale().is_none(), "switched on, it catches up");
}

/// A few epochs of a long run took little time; that says nothing of all of them.
#[test]
fn a_run_that_was_stopped_early_is_not_taken_for_a_quick_one() {
    let mut bench = opened();
    bench.settle();
    let facts: Vec<_> = bench
        .studio
        .runs()
        .arms()
        .iter()
        .map(|arm| arm.facts().unwrap().as_ref().clone())
        .collect();
    bench.set(&lab::EPOCHS, 1_000_000);
    let asks = bench.studio.perform(Verb::Train).unwrap();
    let jobs = asks.into_iter().filter_map(|ask| match ask {
        Ask::Do {
            id,
            job: Job::Train { .. },
            ..
        } => Some(id),
        _ => None,
    });
    let jobs: Vec<_> = jobs.collect();
    assert_eq!(jobs.len(), facts.len());
    for (id, facts) in jobs.into_iter().zip(facts) {
        let losses = (1..=5).map(|epoch| EpochLoss {
            epoch,
            training: 0.5,
            held_out: None,
        });
        let epochs = News::Epochs {
            losses: losses.collect(),
            rounds: Vec::new(),
            elapsed_ms: 50.0,
        };
        for news in [News::Prepared(facts), epochs] {
            bench.studio.hear(Event::News { id, news });
        }
        let done = Done::Trained(Ending::Stopped(None));
        bench.studio.hear(Event::Done { id, done });
    }
    // Ten milliseconds an epoch and an arm: a million of them take hours.
    let seconds = bench.studio.seconds_to_train().unwrap();
    assert!((5_000.0..50_000.0).contains(&seconds), "{seconds}");
    assert!(!bench.studio.trains_itself());
}

/// While a setting is dragged, each run is let go to its end, and the next one is of the newest setting.
#[test]
fn a_setting_that_is_dragged_shows_a_film() {
    let mut bench = opened();
    bench.settle();
    let drag = |bench: &mut Bench, seed: usize| {
        bench.just(Verb::Set {
            key: lab::DATA_SEED.key.to_owned(),
            text: seed.to_string(),
        });
    };
    let seed_shown = |bench: &Bench| {
        let judged = &bench.studio.views().arms[0].reading.judged;
        judged.spec().unwrap().data.generate.random_state
    };
    drag(&mut bench, 1);
    let asks = bench.studio.due(Due::Train);
    bench.answer(asks);
    drag(&mut bench, 2);
    assert!(
        bench.studio.due(Due::Train).is_empty(),
        "a run is on its way"
    );
    bench.later.clear();
    bench.work();
    while !bench.said.is_empty() {
        bench.hear();
    }
    assert_eq!(seed_shown(&bench), 1);
    assert!(bench.studio.stale().is_some());
    assert_eq!(n_waiting(&bench), 1, "the newest setting has its turn");
    bench.settle();
    assert_eq!(seed_shown(&bench), 2);
    assert!(bench.studio.stale().is_none());
}
