//! Rounds of a run, looked at again.

use imbalance_lab::experiment::{ArmId, Preset};
use imbalance_lab::metrics::Confusion;
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Due, Link, Verb, report_notes, report_tables, sentence_text};

use crate::bench::Bench;

const ARMS: [ArmId; 2] = [ArmId(0), ArmId(1)];

/// The quick preset after so many epochs.
fn trained(epochs: usize) -> Bench {
    let mut link = Link {
        spec: Preset::Quick.spec(),
        ..Link::default()
    };
    link.spec.model.epochs = epochs;
    let mut bench = Bench::with(link);
    bench.train();
    bench
}

fn scores(bench: &Bench) -> [Vec<f64>; 2] {
    ARMS.map(|arm| bench.studio.view(arm).unwrap().test().scores())
}

fn confusions(bench: &Bench) -> [Confusion; 2] {
    ARMS.map(|arm| bench.studio.standing(arm).unwrap().confusion)
}

#[test]
fn a_round_equals_a_run_of_that_many_epochs_bit_for_bit() {
    let mut whole = trained(9);
    assert_eq!(whole.studio.runs().rounds(), (1..=9).collect::<Vec<_>>());
    for epochs in [1, 4, 8] {
        whole.perform(Verb::ShowRound(Some(epochs)));
        let short = trained(epochs);
        assert_eq!(scores(&whole), scores(&short));
        assert_eq!(confusions(&whole), confusions(&short));
        let said = format!("Epoch {epochs} of 9: {}", sentence_text(&short.studio));
        assert_eq!(sentence_text(&whole.studio), said);
        assert_eq!(whole.studio.stale(), None);
        assert!(whole.studio.uncertainty().is_some(), "asked for this round");
    }
}

#[test]
fn the_last_round_is_the_latest_and_a_new_run_goes_back_to_it() {
    let mut bench = trained(5);
    bench.perform(Verb::ShowRound(Some(2)));
    assert_eq!(bench.studio.shown_round().unwrap().epoch, 2);
    bench.perform(Verb::ShowRound(Some(5)));
    assert_eq!(bench.studio.shown_round(), None);
    bench.perform(Verb::ShowRound(Some(2)));
    bench.train();
    assert_eq!(bench.studio.shown_round(), None);
    let ends = ARMS.map(|arm| {
        bench
            .studio
            .runs()
            .arm(arm)
            .unwrap()
            .result()
            .unwrap()
            .epoch
    });
    assert_eq!(ends, [5, 5]);
}

#[test]
fn playing_shows_each_round_once_and_ends_with_the_latest() {
    let mut bench = trained(6);
    bench.just(Verb::Play(true));
    let mut shown = vec![bench.studio.shown_round().unwrap().epoch];
    while bench.studio.is_playing() {
        bench.later.clear();
        let asks = bench.studio.due(Due::Play);
        bench.answer(asks);
        shown.extend(bench.studio.shown_round().map(|round| round.epoch));
    }
    assert_eq!(shown, [1, 2, 3, 4, 5]);
    assert_eq!(bench.studio.shown_round(), None);
    assert!(!bench.later.contains(&Due::Play));

    bench.just(Verb::ShowRound(Some(3)));
    bench.just(Verb::Play(true));
    assert_eq!(
        bench.studio.shown_round().unwrap().epoch,
        3,
        "goes on from there"
    );
    bench.just(Verb::Play(false));
    let asks = bench.studio.due(Due::Play);
    assert!(asks.is_empty());
    assert_eq!(bench.studio.shown_round().unwrap().epoch, 3);
}

#[test]
fn what_is_taken_away_says_which_round_it_shows() {
    let mut bench = trained(5);
    let latest = bench.studio.provenance().unwrap();
    bench.perform(Verb::ShowRound(Some(2)));
    let studio = &bench.studio;
    assert_eq!(
        studio.provenance().unwrap(),
        format!("{latest}, epoch 2 of 5")
    );
    assert!(studio.export_name().ends_with(" epoch 2"));
    let notes = report_notes(studio);
    assert!(notes.contains(&"Epoch 2 of 5 is shown, not the end of the run.".to_owned()));
    let settings = &report_tables(studio)[0];
    let line = |name: &str| {
        settings
            .rows
            .iter()
            .find(|row| row[0].shown == name)
            .unwrap()
    };
    assert_eq!(line("Scored after, SMOTE")[1].shown, "Epoch 2 of 5");
    assert!(!studio.link().to_fragment().contains("round"));
}

#[test]
fn slow_motion_trains_at_once_and_is_watched_epoch_by_epoch() {
    let mut bench = trained(4);
    bench.is_live = true;
    bench.just(Verb::Set {
        key: study::SLOW.key.to_owned(),
        text: "yes".to_owned(),
    });
    assert!(bench.studio.runs().is_running());
    assert!(
        bench
            .studio
            .runs()
            .arms()
            .iter()
            .all(|arm| arm.is_watched())
    );
    bench.work();
    bench.settle();
    assert_eq!(
        scores(&bench),
        scores(&trained(4)),
        "the pace changes no number"
    );
    // A clock that stands still is no slow machine, so that settings go on training by themselves.
    assert!(bench.studio.trains_itself());
    bench.set(&lab::EPOCHS, 3);
    assert!(bench.studio.stale().is_none());
    assert!(bench.studio.link().to_fragment().contains("slow=yes"));
}

/// A round of the run before doesn't stick to the one that takes its place unwatched.
#[test]
fn a_new_run_shows_its_latest_whatever_round_was_shown_meanwhile() {
    let mut bench = trained(8);
    bench.is_live = true;
    bench.just(Verb::Set {
        key: lab::EPOCHS.key.to_owned(),
        text: "3".to_owned(),
    });
    let asks = bench.studio.due(Due::Train);
    bench.answer(asks);
    bench.just(Verb::ShowRound(Some(5)));
    assert_eq!(
        bench.studio.shown_round().unwrap().epoch,
        5,
        "still of the run before"
    );
    bench.settle();
    assert_eq!(bench.studio.shown_round(), None);
    assert_eq!(scores(&bench), scores(&trained(3)));
}

/// The label and the pictures go back to the latest together.
#[test]
fn what_is_shown_is_named_while_a_new_run_prepares() {
    let mut bench = trained(6);
    let latest = scores(&bench);
    bench.perform(Verb::ShowRound(Some(2)));
    bench.is_live = true;
    bench.just(Verb::Set {
        key: lab::DATA_SEED.key.to_owned(),
        text: "5".to_owned(),
    });
    let asks = bench.studio.due(Due::Train);
    assert!(!asks.is_empty() && bench.studio.shown_round().is_none());
    assert_eq!(scores(&bench), latest);
    bench.answer(asks);
    bench.settle();
}
