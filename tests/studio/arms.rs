//! Lists of arms: what changes of them do, what is trained again, and who works when.

use std::collections::HashSet;

use imbalance_lab::experiment::message::{Done, Ending, Event, Job};
use imbalance_lab::experiment::{ArmId, Preset, Section, Source, Status};
use imbalance_lab::metrics::{Books, Goal, Metric, Payoff, ScaleKind};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{ArmChange, Ask, ChangedArms, Due, Enclosed, Post, RaceBy, Verb};

use crate::bench::Bench;

fn small() -> Bench {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 2);
    bench
}

fn changed(bench: &Bench, arm: u8, change: ArmChange) -> Result<Verb, String> {
    let ChangedArms { arms, came_from } = change.of(bench.studio.spec(), ArmId(arm))?;
    Ok(Verb::Arms { arms, came_from })
}

fn change(bench: &mut Bench, arm: u8, change: ArmChange) {
    let verb = changed(bench, arm, change).unwrap();
    bench.perform(verb);
}

fn add(bench: &mut Bench, key: &str) {
    change(bench, 0, ArmChange::Add(key.into()));
}

fn names(bench: &Bench) -> Vec<String> {
    let arms = bench.studio.views().arms.iter();
    arms.map(|view| view.name().to_owned()).collect()
}

/// The jobs of the arms, in their order.
fn jobs(bench: &Bench) -> Vec<u64> {
    bench
        .studio
        .runs()
        .arms()
        .iter()
        .map(|arm| arm.id())
        .collect()
}

/// Trains what is due, as when settings have rested.
fn rest(bench: &mut Bench) {
    let asks = bench.studio.due(Due::Train);
    bench.answer(asks);
    bench.settle();
}

#[test]
fn every_remedy_makes_an_arm_with_scores_of_its_own() {
    let mut bench = small();
    for key in ["smote-enn", "enn", "adasyn", "over", "under", "weights"] {
        add(&mut bench, key);
    }
    bench.train();
    assert_eq!(
        names(&bench),
        [
            "as is",
            "SMOTE",
            "SMOTE-ENN",
            "edited neighbours",
            "ADASYN",
            "random over-sampling",
            "random under-sampling",
            "class weights"
        ]
    );
    let views = &bench.studio.views().arms;
    let scores: Vec<_> = views.iter().map(|view| view.test().scores()).collect();
    for (place, view) in views.iter().enumerate() {
        let before = &scores[..place];
        assert!(
            !before.contains(&scores[place]),
            "{} is like one before",
            view.name()
        );
    }
    let refused = changed(&bench, 0, ArmChange::Duplicate);
    assert_eq!(refused.unwrap_err(), "8 arms are compared at most.");
}

#[test]
fn results_go_with_their_arms_when_the_list_changes_and_nothing_is_trained_again() {
    let mut bench = small();
    add(&mut bench, "under");
    bench.train();
    let before = jobs(&bench);
    let counts = [0, 1, 2].map(|arm| bench.counts(ArmId(arm)));
    bench.perform(Verb::Read {
        place: 2,
        kind: ScaleKind::PriorCorrected,
    });
    let corrected = bench.counts(ArmId(2));
    change(&mut bench, 2, ArmChange::Up);
    rest(&mut bench);
    assert_eq!(names(&bench), ["as is", "random under-sampling", "SMOTE"]);
    assert_eq!(jobs(&bench), [before[0], before[2], before[1]]);
    assert_eq!(bench.counts(ArmId(1)), corrected, "its scale goes with it");
    assert_eq!(bench.counts(ArmId(2)), counts[1]);
    assert_eq!(
        bench.studio.study().pair,
        [0, 2],
        "and so does what is compared"
    );

    change(&mut bench, 1, ArmChange::Rename(" fewer ".into()));
    change(&mut bench, 0, ArmChange::Hide(true));
    assert_eq!(names(&bench), ["fewer", "SMOTE"]);
    assert_eq!(bench.studio.stale(), None);
    change(&mut bench, 2, ArmChange::Remove);
    assert_eq!(names(&bench), ["fewer"]);
    rest(&mut bench);
    assert_eq!(jobs(&bench), [before[2]]);
    change(&mut bench, 0, ArmChange::Hide(false));
    rest(&mut bench);
    assert_eq!(bench.counts(ArmId(0)), counts[0], "trained again, alone");
    assert_eq!(jobs(&bench)[1], before[2]);
}

#[test]
fn a_changed_arm_is_trained_again_and_keeps_its_old_name_until_then() {
    let mut bench = small();
    bench.train();
    let before = jobs(&bench);
    let key = "adasyn".to_owned();
    change(&mut bench, 1, ArmChange::Remedy { place: 0, key });
    assert_eq!(
        names(&bench),
        ["as is", "SMOTE"],
        "they are SMOTE's numbers"
    );
    assert!(bench.studio.stale().is_some());
    rest(&mut bench);
    assert_eq!(names(&bench), ["as is", "ADASYN"]);
    assert_eq!(jobs(&bench)[0], before[0]);
    assert_ne!(jobs(&bench)[1], before[1]);
    assert_eq!(bench.studio.stale(), None);
    bench.perform(Verb::Undo);
    rest(&mut bench);
    assert_eq!(names(&bench), ["as is", "SMOTE"]);
}

#[test]
fn arms_that_are_called_the_same_are_told_apart() {
    let mut bench = small();
    change(&mut bench, 1, ArmChange::Duplicate);
    let (place, key, text) = (0, "k".to_owned(), "3".to_owned());
    change(&mut bench, 2, ArmChange::RemedySetting { place, key, text });
    bench.train();
    assert_eq!(names(&bench), ["as is", "SMOTE", "SMOTE (2)"]);
    assert_ne!(bench.counts(ArmId(1)), bench.counts(ArmId(2)));
}

#[test]
fn two_remedies_of_one_aspect_are_refused_and_others_go_together() {
    let mut bench = small();
    let and = |key: &str| ArmChange::Remedy {
        place: 1,
        key: key.into(),
    };
    change(&mut bench, 1, and("under"));
    let complaint = bench.studio.complaint(Section::Balance).unwrap();
    assert_eq!(
        complaint,
        "SMOTE + random under-sampling: two remedies act on the training rows; keep one of them."
    );
    assert!(bench.studio.refusal().is_some());
    change(&mut bench, 1, and("weights"));
    bench.train();
    assert_eq!(names(&bench)[1], "SMOTE + class weights");
}

#[test]
fn the_last_shown_arm_hidden_leaves_nothing_to_train_and_says_so() {
    let mut bench = small();
    for arm in [0, 1] {
        change(&mut bench, arm, ArmChange::Hide(true));
    }
    let refusal = bench.studio.refusal().unwrap();
    assert_eq!(refusal, "There is nothing to train: show an arm.");
}

#[test]
fn what_cant_be_read_changes_no_arm() {
    let mut bench = small();
    let before = bench.studio.spec().clone();
    for (key, text) in [("k", "many"), ("speed", "3")] {
        let (place, key, text) = (0, key.to_owned(), text.to_owned());
        let setting = ArmChange::RemedySetting { place, key, text };
        let refused = changed(&bench, 1, setting);
        assert!(refused.is_err());
    }
    assert_eq!(*bench.studio.spec(), before);
    // Places that there aren't.
    for change in [
        ArmChange::Remove,
        ArmChange::Up,
        ArmChange::Down,
        ArmChange::Hide(true),
    ] {
        let verb = changed(&bench, 7, change).unwrap();
        bench.perform(verb);
    }
    assert_eq!(*bench.studio.spec(), before);
}

#[test]
fn a_threshold_that_a_remedy_moves_stays_where_it_put_it() {
    let mut bench = small();
    bench.set(&lab::VALIDATION_SHARE, 20);
    add(&mut bench, "threshold");
    bench.train();
    let moved = |bench: &Bench| bench.studio.standing(ArmId(2)).unwrap().threshold;
    // A missed default costs ten times as much as a good customer who is turned away.
    assert_eq!(moved(&bench), 1.0 / 11.0);
    bench.perform(Verb::Threshold(0.7));
    assert_eq!(moved(&bench), 1.0 / 11.0);
    assert_eq!(bench.studio.standing(ArmId(0)).unwrap().threshold, 0.7);
    bench.set(&study::COST_FN, 50);
    assert_eq!(moved(&bench), 1.0 / 51.0, "money moves it");

    let (place, key, text) = (0, "rule".to_owned(), "f1".to_owned());
    change(&mut bench, 2, ArmChange::RemedySetting { place, key, text });
    let view = bench.studio.view(ArmId(2)).unwrap();
    let validation = view.reading.validation.as_ref().unwrap();
    let books = Books::payoff(validation, Payoff::default());
    let best = Goal::Max(Metric::F1)
        .choose(validation, &books, 0.1)
        .unwrap();
    assert_eq!(moved(&bench), best.threshold);
    assert_eq!(bench.studio.stale(), None, "nothing is to be learnt anew");

    // The slider is of the first arm that has none of its own.
    change(&mut bench, 2, ArmChange::Up);
    change(&mut bench, 1, ArmChange::Up);
    assert_eq!(
        bench.studio.standing(ArmId(0)).unwrap().threshold,
        best.threshold
    );
    bench.perform(Verb::Threshold(0.4));
    assert_eq!(bench.studio.standing(ArmId(1)).unwrap().threshold, 0.4);
    bench.perform(Verb::Pursue(Goal::Fixed(0.3)));
    assert_eq!(
        bench.studio.standing(ArmId(0)).unwrap().threshold,
        best.threshold
    );
}

#[test]
fn weights_and_focal_loss_say_what_their_scores_are() {
    let mut bench = small();
    add(&mut bench, "weights");
    add(&mut bench, "focal");
    bench.train();
    let reading = |arm: u8| &bench.studio.view(ArmId(arm)).unwrap().reading;
    let (real, weighted) = reading(2).judged.rates().unwrap();
    assert!(
        (weighted - 0.5).abs() < 1e-12 && real < 0.2,
        "{real} {weighted}"
    );
    assert!(reading(0).is_probability() && !reading(2).is_probability());
    assert_eq!(
        reading(3).judged.rates(),
        None,
        "no rates undo a focal loss"
    );
    assert!(!reading(3).is_probability());
}

#[test]
fn arms_wait_for_a_free_worker_and_say_so() {
    let mut bench = small();
    add(&mut bench, "under");
    add(&mut bench, "over");
    bench.just(Verb::Train);
    let waits = |bench: &Bench| {
        let arms = bench.studio.runs().arms().iter();
        arms.map(|arm| *arm.status() == Status::Waiting)
            .collect::<Vec<_>>()
    };
    assert_eq!(waits(&bench), [false, false, true, true]);
    bench.settle();
    assert_eq!(waits(&bench), [false; 4]);
    assert_eq!(names(&bench).len(), 4);
}

#[test]
fn stop_ends_what_waits_at_once() {
    let mut bench = small();
    add(&mut bench, "under");
    bench.just(Verb::Train);
    let asks = bench.studio.perform(Verb::Stop).unwrap();
    let stopped = asks.iter().filter(|ask| matches!(ask, Ask::Stop { .. }));
    assert_eq!(stopped.count(), 2, "those that work are asked to");
    let waited = bench.studio.runs().arm(ArmId(2)).unwrap();
    assert_eq!(*waited.status(), Status::Stopped);
    bench.answer(asks);
    bench.settle();
    assert!(!bench.studio.runs().is_running());
}

#[test]
fn a_worker_that_is_lost_costs_its_arm_and_no_other() {
    let mut bench = small();
    add(&mut bench, "under");
    bench.just(Verb::Train);
    let asks = bench
        .studio
        .lose(Post::Trainer(1), "A worker broke.", false);
    assert!(
        matches!(
            &asks[..],
            [Ask::Do {
                to: Post::Trainer(1),
                ..
            }]
        ),
        "what waited is done in its place"
    );
    bench.answer(asks);
    bench.settle();
    let runs = bench.studio.runs();
    let status = |arm: u8| runs.arm(ArmId(arm)).unwrap().status().clone();
    assert_eq!([status(0), status(2)], [Status::Finished, Status::Finished]);
    let complaint = runs.arm(ArmId(1)).unwrap().complaint().unwrap();
    assert!(
        complaint
            .sentence
            .starts_with("SMOTE was not trained to its end: A worker broke.")
    );
}

#[test]
fn a_removed_arm_stops_its_worker_and_the_next_begins() {
    let mut bench = small();
    add(&mut bench, "under");
    bench.just(Verb::Train);
    let verb = changed(&bench, 0, ArmChange::Remove).unwrap();
    let asks = bench.studio.perform(verb).unwrap();
    let posts: Vec<_> = asks
        .iter()
        .filter_map(|ask| match ask {
            Ask::Stop { to, .. } | Ask::Do { to, .. } => Some(*to),
            Ask::Later(_) | Ask::Store(_) => None,
        })
        .filter(|post| matches!(post, Post::Trainer(_)))
        .collect();
    assert_eq!(posts, [Post::Trainer(0), Post::Trainer(0)]);
    bench.answer(asks);
    bench.settle();
    assert_eq!(names(&bench), ["SMOTE", "random under-sampling"]);
}

#[test]
fn what_an_ended_job_still_says_changes_nothing() {
    let mut bench = small();
    bench.train();
    let before = bench.studio.runs().clone();
    let done = Done::Trained(Ending::Finished);
    bench.answer(Vec::new());
    let asks = bench.studio.hear(Event::Done { id: 999, done });
    assert!(asks.iter().all(|ask| !matches!(ask, Ask::Do { .. })));
    assert_eq!(*bench.studio.runs(), before);
}

#[test]
fn the_compared_pair_is_chosen() {
    let mut bench = small();
    add(&mut bench, "under");
    bench.train();
    let pair = |bench: &Bench| bench.studio.pair().unwrap();
    assert_eq!(pair(&bench), [ArmId(0), ArmId(1)]);
    bench.set(&study::REFERENCE, 1);
    bench.set(&study::COMPARED, 2);
    assert_eq!(pair(&bench), [ArmId(1), ArmId(2)]);
    let ((low, high), _) = bench.studio.difference(Metric::RocAuc).unwrap();
    let auc = |arm: u8| bench.studio.view(ArmId(arm)).unwrap().test().roc_auc();
    assert!((low..=high).contains(&(auc(2) - auc(1))));
    bench.set(&study::COMPARED, 1);
    assert_eq!(pair(&bench), [ArmId(1), ArmId(0)], "never with itself");
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

/// Jobs that read a file, and those that train, by who is asked.
fn asked(asks: &[Ask]) -> Vec<(Post, &'static str)> {
    let kind = |ask: &Ask| match ask {
        Ask::Do { to, job, .. } => match job {
            Job::Train { .. } => Some((*to, "train")),
            Job::Hand { .. } => Some((*to, "hand")),
            _ => None,
        },
        Ask::Stop { .. } | Ask::Later(_) | Ask::Store(_) => None,
    };
    asks.iter().filter_map(kind).collect()
}

#[test]
fn a_file_is_read_once_and_its_rows_are_handed_to_those_who_train() {
    let mut bench = Bench::new();
    bench.set(&lab::EPOCHS, 2);
    bench.choose(Source::Upload, "loans.csv", &applicants());
    let asks = bench.studio.perform(Verb::Train).unwrap();
    assert_eq!(asked(&asks), [(Post::Data, "hand"), (Post::Data, "hand")]);
    let files = asks.iter().filter(|ask| {
        matches!(
            ask,
            Ask::Do {
                to: Post::Trainer(_),
                with: Enclosed::File(_),
                ..
            }
        )
    });
    assert_eq!(files.count(), 0, "who trains reads no file");
    bench.answer(asks);
    bench.settle();
    assert_eq!(names(&bench), ["as is", "SMOTE"]);
    let first = bench.counts(ArmId(0));

    // They have the rows now, however they are split and whatever learns.
    bench.set(&lab::SPLIT_SEED, 7);
    let asks = bench.studio.perform(Verb::Train).unwrap();
    let trainers = [(Post::Trainer(0), "train"), (Post::Trainer(1), "train")];
    assert_eq!(asked(&asks), trainers);
    bench.answer(asks);
    bench.settle();
    bench.set(&lab::SPLIT_SEED, 42);
    bench.train();
    assert_eq!(bench.counts(ArmId(0)), first);

    // One that was replaced has none.
    let asks = bench.studio.lose(Post::Trainer(0), "A worker broke.", true);
    bench.answer(asks);
    let asks = bench.studio.perform(Verb::Train).unwrap();
    assert_eq!(
        asked(&asks),
        [(Post::Data, "hand"), (Post::Trainer(1), "train")]
    );
}

#[test]
fn handed_rows_are_those_of_the_file_and_of_what_is_chosen_of_it() {
    let mut bench = Bench::new();
    bench.set(&lab::EPOCHS, 1);
    bench.choose(Source::Upload, "loans.csv", &applicants());
    bench.train();
    let facts = |bench: &Bench| {
        let record = bench.studio.runs().arm(ArmId(1)).unwrap();
        record.facts().unwrap().clone()
    };
    let before = facts(&bench);
    assert_eq!(before.names, ["age", "income"]);
    assert!(
        before.test_rows.iter().all(|row| (2..=61).contains(row)),
        "as the file counts"
    );
    let mut choice = bench.studio.spec().data.upload.choice.clone();
    choice.left_out = vec!["income".into()];
    bench.perform(Verb::Choose(choice));
    bench.train();
    assert_eq!(facts(&bench).names, ["age"]);
    assert_eq!(facts(&bench).test_rows, before.test_rows);
}

#[test]
fn stop_ends_a_training_that_waits_for_its_rows() {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "loans.csv", &applicants());
    let asks = bench.studio.perform(Verb::Train).unwrap();
    bench.answer(asks);
    let asks = bench.studio.perform(Verb::Stop).unwrap();
    bench.answer(asks);
    assert!(
        !bench.studio.runs().is_running(),
        "nothing is to be waited for"
    );
    bench.settle();
    let arms = bench.studio.runs().arms().iter();
    assert!(arms.clone().all(|arm| *arm.status() == Status::Stopped));
    bench.train();
    assert_eq!(names(&bench), ["as is", "SMOTE"]);
}

fn ranked(bench: &Bench) -> Vec<String> {
    bench
        .studio
        .race()
        .into_iter()
        .map(|racer| racer.name)
        .collect()
}

#[test]
fn a_race_has_the_best_first_by_whatever_is_asked() {
    let mut bench = small();
    bench.set(&lab::EPOCHS, 8);
    bench.set(&lab::VALIDATION_SHARE, 20);
    for key in ["under", "weights", "threshold"] {
        add(&mut bench, key);
    }
    bench.train();
    for (place, by) in RaceBy::all().into_iter().enumerate() {
        bench.set(&study::RACE, place);
        assert_eq!(bench.studio.race_by(), by);
        let racers = bench.studio.race();
        assert_eq!(racers.len(), 5, "{}", by.name());
        let metric = match by {
            RaceBy::Metric(metric) | RaceBy::Best(metric) => metric,
        };
        for pair in racers.windows(2) {
            let [first, second] = [pair[0].value, pair[1].value];
            let is_in_order = match (first, second) {
                (Some(first), Some(second)) => !metric.better().prefers(second, first),
                (None, Some(_)) => false,
                (_, None) => true,
            };
            assert!(is_in_order, "{}: {racers:#?}", by.name());
            assert_eq!(pair[0].rank == pair[1].rank, first == second);
        }
    }
}

/// What each arm reaches, found by trying every threshold of its validation rows.
#[test]
fn a_race_at_the_best_threshold_chooses_on_validation_rows_and_judges_on_test_rows() {
    let mut bench = small();
    bench.set(&lab::VALIDATION_SHARE, 20);
    bench.train();
    let all = RaceBy::all();
    let best = all.iter().position(|by| *by == RaceBy::Best(Metric::F1));
    bench.set(&study::RACE, best.unwrap());
    for racer in bench.studio.race() {
        let reading = &bench.studio.view(racer.arm).unwrap().reading;
        let validation = reading.validation.as_ref().unwrap();
        let f1 = |at: f64| validation.confusion_at(at).f_beta(1.0).unwrap_or(0.0);
        let thresholds = validation.thresholds().iter().copied();
        let best = thresholds.reduce(|best, at| if f1(at) > f1(best) { at } else { best });
        let reached = reading.test.confusion_at(best.unwrap()).f_beta(1.0);
        assert_eq!(racer.value, reached);
    }
}

/// The lesson of FACTS: no arm wins by everything.
#[test]
fn metrics_disagree_about_the_winner() {
    let mut bench = small();
    bench.set(&lab::EPOCHS, 20);
    add(&mut bench, "under");
    bench.train();
    let winner = |bench: &mut Bench, by: RaceBy| {
        let place = RaceBy::all().iter().position(|known| *known == by);
        bench.set(&study::RACE, place.unwrap());
        ranked(bench).remove(0)
    };
    let winners: HashSet<_> = [Metric::Recall, Metric::Precision, Metric::BrierScore]
        .map(|metric| winner(&mut bench, RaceBy::Metric(metric)))
        .into();
    assert!(winners.len() > 1, "{winners:?}");
}
