//! What a worker does, without a browser: jobs in turns, reports in rhythm, Stop at once.

use std::cell::Cell;
use std::io::Cursor;

use imbalance_lab::balance::{EditedSpec, RemedySpec, SmoteEnnSpec};
use imbalance_lab::data::FormatChoice;
use imbalance_lab::desk::{Desk, Due, Enclosed, Pace, Readable, SLICE_MS};
use imbalance_lab::experiment::message::{Command, Done, Ending, Event, Job, News, decode, encode};
use imbalance_lab::experiment::{
    ArmId, ArmSpec, Input, LabSpec, MoneyTerms, Preset, RepeatSpec, Repeated, ScoredArm,
    ScoredRows, Scores, Source, UncertaintySpec, UploadedScores,
};
use imbalance_lab::metrics::{BootstrapSpec, Metric, Payoff, Ranking, Scale};
use imbalance_lab::model::Says;
use proptest::prelude::*;

#[derive(Clone)]
struct Text(&'static str);

impl Readable for Text {
    type Reader = Cursor<&'static str>;

    fn open(&self) -> std::io::Result<Self::Reader> {
        Ok(Cursor::new(self.0))
    }

    fn size(&self) -> f64 {
        self.0.len() as f64
    }
}

/// A desk, a clock that goes on by a millisecond whenever it is looked at, and what was said.
#[derive(Default)]
struct Room {
    desk: Desk<Text>,
    clock: Cell<f64>,
    said: Vec<Event>,
}

impl Room {
    fn command(&mut self, command: Command) {
        self.hand(command, None);
    }

    fn hand(&mut self, command: Command, file: Option<Text>) {
        let said = &mut self.said;
        let file = file.map(Enclosed::File);
        self.desk.hear(command, file, &mut |event| said.push(event));
    }

    fn work(&mut self) {
        let clock = || {
            self.clock.set(self.clock.get() + 1.0);
            self.clock.get()
        };
        let said = &mut self.said;
        self.desk.work(&clock, &mut |event| said.push(event));
    }

    fn work_until_done(&mut self) {
        while self.desk.is_busy() {
            self.work();
            self.command(Command::Seen);
        }
    }

    /// Stops job 1, which has to be over after the slice at hand.
    fn is_stopped_after_one_slice(&mut self) {
        self.command(Command::Stop { id: 1 });
        let before = self.clock.get();
        self.work();
        assert!(!self.desk.is_busy());
        assert!(self.clock.get() - before <= SLICE_MS + 2.0);
    }

    fn done(&self) -> Vec<u64> {
        let id = |event: &Event| match event {
            Event::Done { id, .. } => Some(*id),
            _ => None,
        };
        self.said.iter().filter_map(id).collect()
    }
}

fn training(id: u64, epochs: usize) -> Command {
    paced(id, epochs, false)
}

fn paced(id: u64, epochs: usize, is_slow: bool) -> Command {
    let mut spec = Preset::Quick.spec();
    spec.model.epochs = epochs;
    let arm = ArmId(0);
    Command::Do {
        id,
        job: Job::Train { arm, spec, is_slow },
    }
}

fn preview(id: u64) -> Command {
    let spec = Preset::Quick.spec();
    Command::Do {
        id,
        job: Job::Preview {
            spec,
            arm: ArmId(1),
        },
    }
}

#[test]
fn a_job_is_heard_at_once_and_done_under_its_own_number() {
    let mut room = Room::default();
    room.command(training(7, 2));
    assert_eq!(room.said, [Event::Heard { id: 7 }]);
    room.work_until_done();
    let told = |event: &Event| match event {
        Event::Heard { id } | Event::News { id, .. } | Event::Done { id, .. } => *id == 7,
        Event::Alive => true,
        Event::Ready { .. } | Event::Dropped { .. } => false,
    };
    assert!(room.said.iter().all(told));
    let last = room.said.last().unwrap();
    let done = Done::Trained(Ending::Finished);
    assert_eq!(*last, Event::Done { id: 7, done });
}

#[test]
fn every_epoch_is_told_once_however_rarely_it_is_reported() {
    let mut room = Room::default();
    room.command(training(1, 30));
    while room.desk.is_busy() {
        // The page draws nothing in between.
        room.work();
    }
    let losses = room.said.iter().flat_map(|event| match event {
        Event::News {
            news: News::Epochs { losses, .. },
            ..
        } => losses.clone(),
        _ => Vec::new(),
    });
    let epochs: Vec<_> = losses.map(|loss| loss.epoch).collect();
    assert_eq!(epochs, (1..=30).collect::<Vec<_>>());
    let reports = room.said.iter().filter(|event| {
        matches!(
            event,
            Event::News {
                news: News::Epochs { .. },
                ..
            }
        )
    });
    // The first, which nobody saw, and the last.
    assert_eq!(reports.count(), 2);
}

#[test]
fn stop_is_heard_after_one_slice_and_keeps_what_was_learned() {
    let mut room = Room::default();
    room.command(training(1, 1_000_000));
    room.work();
    room.work();
    room.is_stopped_after_one_slice();
    assert!(matches!(
        room.said.last().unwrap(),
        Event::Done {
            id: 1,
            done: Done::Trained(Ending::Stopped(_))
        }
    ));
}

#[test]
fn stopping_another_job_stops_nothing() {
    let mut room = Room::default();
    room.command(training(2, 3));
    room.work();
    room.command(Command::Stop { id: 1 });
    room.work_until_done();
    let done = Done::Trained(Ending::Finished);
    assert_eq!(*room.said.last().unwrap(), Event::Done { id: 2, done });
}

#[test]
fn a_job_takes_the_place_of_one_of_its_kind_and_leaves_others_alone() {
    let mut room = Room::default();
    room.command(preview(1));
    let column = "feature_1".to_owned();
    let spec = LabSpec::default();
    room.command(Command::Do {
        id: 2,
        job: Job::Amounts { spec, column },
    });
    room.command(preview(3));
    room.work_until_done();
    let mut done = room.done();
    done.sort_unstable();
    assert_eq!(done, [2, 3]);
}

#[test]
fn two_long_jobs_take_turns() {
    let mut room = Room::default();
    room.command(training(1, 1_000_000));
    room.work();
    room.command(preview(2));
    for _ in 0..4 {
        room.work();
    }
    assert_eq!(room.done(), [2]);
    assert!(room.desk.is_busy());
}

#[test]
fn a_table_is_read_once_and_named_by_what_was_read() {
    let mut room = Room::default();
    let text = Text("y,p\n1,0.9\n0,0.2\n");
    let source = Source::Scores;
    room.hand(
        Command::Do {
            id: 1,
            job: Job::Inspect {
                source,
                format: FormatChoice::default(),
            },
        },
        Some(text),
    );
    room.work_until_done();
    let Event::Done {
        done: Done::Inspected(Ok(inspection)),
        ..
    } = room.said.last().unwrap().clone()
    else {
        panic!("{:?}", room.said);
    };
    let mut spec = LabSpec::default();
    spec.data.source = source;
    spec.data.scores.file_hash = inspection.hash;
    spec.data.scores.choice.label_column = "y".into();
    spec.data.scores.choice.default_value = "1".into();
    // No file comes with it: the table is at hand.
    room.command(Command::Do {
        id: 2,
        job: Job::Preview {
            spec: spec.clone(),
            arm: ArmId(0),
        },
    });
    room.work_until_done();
    assert!(matches!(
        room.said.last().unwrap(),
        Event::Done {
            id: 2,
            done: Done::Previewed(Ok(_))
        }
    ));

    let mut elsewhere = Room::default();
    let job = Job::Preview {
        spec,
        arm: ArmId(0),
    };
    let other = Text("y,p\n1,0.9\n0,0.3\n");
    elsewhere.hand(Command::Do { id: 1, job }, Some(other));
    elsewhere.work_until_done();
    let Event::Done {
        done: Done::Previewed(Err(complaint)),
        ..
    } = elsewhere.said.last().unwrap()
    else {
        panic!("{:?}", elsewhere.said);
    };
    assert!(
        complaint.sentence.contains("other contents"),
        "{}",
        complaint.sentence
    );
}

proptest! {
    #[test]
    fn a_job_never_reports_quicker_than_its_rhythm_nor_stays_silent(
        rows in 0_usize..200_000, looks in prop::collection::vec((1.0_f64..400.0, any::<bool>(), any::<bool>()), 1..80),
    ) {
        let mut pace = Pace::new(rows, 0.0);
        let (mut now, mut reported, mut spoke) = (0.0, f64::NEG_INFINITY, 0.0);
        for (step, has_news, is_seen) in looks {
            now += step;
            match pace.look(now, has_news, is_seen) {
                Due::Report => {
                    prop_assert!(has_news && is_seen && now - reported >= 33.0);
                    reported = now;
                    spoke = now;
                }
                Due::Alive => spoke = now,
                Due::Nothing => prop_assert!(now - spoke < 1_000.0),
            }
        }
    }
}

#[test]
fn a_question_that_differs_in_its_cut_is_answered_from_the_same_resamples() {
    let scores: Vec<_> = (0..400)
        .map(|row| f64::from(row * 37 % 400) / 400.0)
        .collect();
    let labels: Vec<_> = scores.iter().map(|score| score * 7.0 % 1.0 > 0.8).collect();
    let question = |id, threshold| Command::Do {
        id,
        job: Job::Doubt(UncertaintySpec {
            labels: labels.clone(),
            arms: vec![ScoredArm {
                place: 0,
                scores: scores.clone(),
                scale: Scale::Raw,
                threshold,
            }],
            prevalence: None,
            goal: None,
            is_chosen_here: true,
            payoff: None,
            training_prevalence: 0.2,
            edges: vec![0.0, 1.0],
            bootstrap: BootstrapSpec {
                n_draws: 200,
                seed: 1,
            },
        }),
    };
    let answer = |room: &Room| match room.said.last().unwrap().clone() {
        Event::Done {
            done: Done::Doubted(uncertainty),
            ..
        } => uncertainty,
        other => panic!("{other:?}"),
    };
    let mut room = Room::default();
    room.command(question(1, 0.3));
    room.work();
    // Overtaken in the middle, and once more after it has come to its end.
    room.command(question(2, 0.5));
    room.work_until_done();
    room.command(question(3, 0.7));
    room.work_until_done();
    assert_eq!(room.done(), [2, 3]);
    let mut fresh = Room::default();
    fresh.command(question(1, 0.7));
    fresh.work_until_done();
    assert_eq!(answer(&room), answer(&fresh));
}

proptest! {
    #[test]
    fn long_lists_survive_the_way_bit_for_bit(
        scores in prop::collection::vec(any::<f64>().prop_filter("equal to itself", |x| !x.is_nan()), 0..50),
        labels in prop::collection::vec(any::<bool>(), 0..50),
        logits in prop::collection::vec(any::<f32>().prop_filter("equal to itself", |x| !x.is_nan()), 0..50),
        rows in prop::collection::vec(0_usize..4_000_000_000, 0..50),
        ranked in prop::collection::vec((-9..9_i8, any::<bool>()), 1..50),
    ) {
        let ranked: (Vec<f64>, Vec<bool>) = ranked.into_iter().map(|(score, label)| (f64::from(score), label)).unzip();
        let sent = UploadedScores {
            input: Input::file("a.csv", "00"),
            names: vec!["p".into()],
            validation: ScoredRows {
                rankings: vec![Ranking::new(&scores, &labels), Ranking::new(&ranked.0, &ranked.1)],
                rows: rows.clone(),
                labels: labels.clone(),
                scores: vec![scores.clone(), Vec::new()],
            },
            test: ScoredRows::default(),
            left_out: Vec::new(),
            warnings: vec!["The 9 test rows hold no default.".into()],
        };
        prop_assert_eq!(decode(&encode(&sent).unwrap()), Ok(sent));
        let sent = Scores { says: Says::LogOdds, validation: logits, test: Vec::new() };
        prop_assert_eq!(decode(&encode(&sent).unwrap()), Ok(sent));
    }
}

/// What a desk reports of a run: the last epoch so far, when by its clock, and how long it says it has worked.
fn reports(room: &mut Room, until: f64) -> Vec<(usize, f64, f64)> {
    let mut reports = Vec::new();
    while room.desk.is_busy() && room.clock.get() < until {
        room.said.clear();
        room.work();
        room.command(Command::Seen);
        let now = room.clock.get();
        for event in &room.said {
            if let Event::News {
                news: News::Epochs {
                    losses, elapsed_ms, ..
                },
                ..
            } = event
            {
                reports.extend(losses.last().map(|loss| (loss.epoch, now, *elapsed_ms)));
            }
        }
        // As a worker does that has nothing to do.
        let rest = room.desk.rest(now);
        room.clock.set(now + rest);
    }
    reports
}

#[test]
fn slow_motion_does_five_epochs_a_second_and_rests_are_no_work() {
    let mut room = Room::default();
    room.command(paced(1, 40, true));
    let reports = reports(&mut room, f64::INFINITY);
    assert_eq!(reports.len(), 40, "each epoch is seen");
    for pair in reports.windows(2) {
        let between = pair[1].1 - pair[0].1;
        assert!((150.0..260.0).contains(&between), "{between} ms");
    }
    let &(epoch, now, worked) = reports.last().unwrap();
    assert_eq!(epoch, 40);
    assert!((7_500.0..8_500.0).contains(&now), "{now} ms");
    assert!(worked < now / 2.0, "{worked} of {now} ms");
}

#[test]
fn a_slow_run_stops_at_once_and_leaves_its_turn_to_others() {
    let mut room = Room::default();
    room.command(paced(1, 1_000, true));
    room.work();
    room.work();
    assert!(room.desk.rest(room.clock.get()) > 0.0);
    room.command(preview(2));
    assert!(room.desk.rest(room.clock.get()) == 0.0, "another job waits");
    room.work();
    room.work();
    assert_eq!(room.done(), [2]);
    room.command(Command::Stop { id: 1 });
    assert!(room.desk.rest(room.clock.get()) == 0.0);
    room.work();
    assert!(!room.desk.is_busy());
}

/// What is kept of each epoch is what a run of so many epochs ends with, bit for bit.
#[test]
fn a_kept_round_is_the_end_of_a_shorter_run() {
    let rounds = |epochs| {
        let mut room = Room::default();
        room.command(training(1, epochs));
        room.work_until_done();
        let rounds = room.said.into_iter().flat_map(|event| match event {
            Event::News {
                news: News::Epochs { rounds, .. },
                ..
            } => rounds,
            _ => Vec::new(),
        });
        rounds.collect::<Vec<_>>()
    };
    let whole = rounds(12);
    let epochs: Vec<_> = whole.iter().map(|round| round.epoch).collect();
    assert_eq!(epochs, (1..=12).collect::<Vec<_>>());
    for n in [1, 5, 11] {
        assert_eq!(rounds(n).last(), whole.get(n - 1));
    }
}

/// Training on rows whose resampling takes many slices.
fn resampling(id: u64, remedy: RemedySpec) -> (Command, LabSpec) {
    let mut spec = Preset::Quick.spec();
    spec.data.generate.n_samples = 6_000;
    spec.model.epochs = 2;
    spec.arms = vec![ArmSpec::of(remedy)];
    let job = Job::Train {
        arm: ArmId(0),
        spec: spec.clone(),
        is_slow: false,
    };
    (Command::Do { id, job }, spec)
}

fn shares(room: &Room) -> Vec<f64> {
    let share = |event: &Event| match event {
        Event::News {
            news: News::Resampling(share),
            ..
        } => Some(*share),
        _ => None,
    };
    room.said.iter().filter_map(share).collect()
}

#[test]
fn the_share_of_a_resampling_is_told_and_its_rows_are_those_of_one_go() {
    for remedy in [
        RemedySpec::Edited(EditedSpec::default()),
        RemedySpec::SmoteEnn(SmoteEnnSpec::default()),
    ] {
        let mut room = Room::default();
        let (command, spec) = resampling(1, remedy);
        room.command(command);
        room.work_until_done();
        let shares = shares(&room);
        assert!(shares.is_sorted() && shares.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(!shares.is_empty());
        let mut rounds = room.said.iter().filter_map(|event| match event {
            Event::News {
                news: News::Epochs { rounds, .. },
                ..
            } => rounds.last(),
            _ => None,
        });
        let rows = spec.check().unwrap().rows(None).unwrap();
        let in_one_go = rows.training(ArmId(0)).unwrap().last().unwrap().unwrap();
        assert_eq!(rounds.next_back().unwrap().scores, in_one_go.scores);
    }
}

#[test]
fn a_stop_in_the_middle_of_a_resampling_is_heard_after_one_slice_and_the_desk_goes_on() {
    let mut room = Room::default();
    room.command(resampling(1, RemedySpec::Edited(EditedSpec::default())).0);
    while shares(&room).is_empty() {
        room.work();
    }
    assert!(shares(&room).iter().all(|share| *share < 1.0));
    room.is_stopped_after_one_slice();
    let done = Done::Trained(Ending::Stopped(None));
    assert_eq!(*room.said.last().unwrap(), Event::Done { id: 1, done });
    room.command(training(2, 2));
    room.work_until_done();
    let done = Done::Trained(Ending::Finished);
    assert_eq!(*room.said.last().unwrap(), Event::Done { id: 2, done });
}

#[test]
fn a_resampling_leaves_its_turn_to_others() {
    let mut room = Room::default();
    room.command(resampling(1, RemedySpec::Edited(EditedSpec::default())).0);
    room.work();
    room.command(preview(2));
    room.work();
    room.work();
    assert_eq!(room.done(), [2]);
    assert!(room.desk.is_busy());
}

fn repeat(id: u64, nth: u32, lab: LabSpec) -> Command {
    let (arm, money) = (ArmId(1), MoneyTerms::Payoff(Payoff::default()));
    let spec = RepeatSpec {
        lab,
        arm,
        nth,
        n_folds: 0,
        is_within: false,
        money,
    };
    let job = Job::Repeat(spec);
    Command::Do { id, job }
}

fn quick(epochs: usize) -> LabSpec {
    let mut spec = Preset::Quick.spec();
    spec.model.epochs = epochs;
    spec
}

#[test]
fn a_repeat_says_every_metric_and_nothing_before() {
    let mut room = Room::default();
    room.command(repeat(3, 2, quick(4)));
    room.work_until_done();
    let (last, before) = room.said.split_last().unwrap();
    let is_quiet = |event: &Event| matches!(event, Event::Heard { id: 3 } | Event::Alive);
    assert!(before.iter().all(is_quiet), "{before:?}");
    let Event::Done {
        id: 3,
        done: Done::Repeated(Ok(Repeated {
            values, seconds, ..
        })),
    } = last
    else {
        panic!("{last:?}");
    };
    assert_eq!(values.len(), Metric::ALL.len());
    assert!(*seconds > 0.0 && *seconds <= room.clock.get() / 1_000.0);
    assert_eq!(decode(&encode(last).unwrap()).as_ref(), Ok(last));
    assert!(encode(last).unwrap().len() < 400, "it is a small message");
}

#[test]
fn a_repeat_is_stopped_after_one_slice() {
    let mut room = Room::default();
    room.command(repeat(1, 0, quick(1_000_000)));
    room.work();
    room.work();
    room.is_stopped_after_one_slice();
    assert_eq!(room.done(), [1]);
}

#[test]
fn a_repeat_is_stopped_while_its_rows_are_made() {
    let mut room = Room::default();
    let (_, lab) = resampling(1, RemedySpec::Edited(EditedSpec::default()));
    let spec = RepeatSpec {
        lab,
        arm: ArmId(0),
        nth: 0,
        n_folds: 0,
        is_within: false,
        money: MoneyTerms::Payoff(Payoff::default()),
    };
    let job = Job::Repeat(spec);
    room.command(Command::Do { id: 1, job });
    room.work();
    room.work();
    assert_eq!(room.done(), [0; 0]);
    room.is_stopped_after_one_slice();
    assert_eq!(room.done(), [1]);
}

#[test]
fn a_long_repeat_gives_signs_of_life_and_takes_no_others_place() {
    let mut room = Room::default();
    room.command(repeat(1, 0, quick(1_000_000)));
    room.command(repeat(2, 1, quick(2)));
    while room.clock.get() < 3_000.0 {
        room.work();
    }
    assert_eq!(room.done(), [2]);
    assert!(room.said.contains(&Event::Alive));
    assert!(room.desk.is_busy());
}

#[test]
fn a_repeat_that_cant_be_had_says_why() {
    let mut room = Room::default();
    let mut spec = quick(2);
    spec.data.generate.n_samples = 3;
    room.command(repeat(1, 0, spec));
    room.work_until_done();
    let last = room.said.last().unwrap();
    let Event::Done {
        done: Done::Repeated(Err(complaint)),
        ..
    } = last
    else {
        panic!("{last:?}");
    };
    let sentence = &complaint.sentence;
    assert!(sentence.contains("both classes are needed"), "{sentence}");
}

#[test]
fn a_job_whose_place_another_takes_is_said_to_be_dropped() {
    let mut room = Room::default();
    room.command(preview(1));
    room.command(preview(2));
    assert!(room.said.contains(&Event::Dropped { id: 1 }));
    room.work_until_done();
    assert_eq!(room.done(), [2]);
}
