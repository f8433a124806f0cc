//! What scales make of scores: computed by a worker, only while somebody looks at it.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may stop where it can't go on"
)]

#[expect(dead_code, reason = "other tests do more at it")]
#[path = "studio/bench.rs"]
mod bench;

use std::sync::Arc;

use imbalance_lab::experiment::message::{
    Complaint, Done, Ending, Event, Job, News, decode, encode,
};
use imbalance_lab::experiment::{
    ArmId, Calibrating, CalibrationTable, Loss, Preset, Reading, Section, Source,
};
use imbalance_lab::metrics::ScaleKind;
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Ask, Due, Enclosed, Post, Studio, Suggestion, Verb};

use bench::Bench;

const SCORES: &str = "y,points,p,lent\n1,700,0.9,100\n0,500,0.2,200\n0,520,0.4,300\n1,510,0.3,400\n\
                      0,300,0.1,500\n1,610,0.6,150\n0,620,0.7,250\n0,330,0.05,350\n";

/// Both arms, trained on few rows.
fn trained(validation_percent: u32) -> Bench {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 3);
    bench.set(&lab::VALIDATION_SHARE, validation_percent);
    bench.train();
    bench
}

fn open(bench: &mut Bench, tab: &str) -> Vec<Ask> {
    let verb = Verb::Set {
        key: study::TAB.key.into(),
        text: tab.into(),
    };
    bench.studio.perform(verb).unwrap()
}

fn is_due(asks: &[Ask]) -> bool {
    asks.contains(&Ask::Later(Due::Calibrate))
}

/// The number of the question that the studio asks once it has rested.
fn question(studio: &mut Studio) -> u64 {
    let asks = studio.due(Due::Calibrate);
    match &asks[..] {
        [
            Ask::Do {
                to: Post::Doubt,
                id,
                job: Job::Calibrate(_),
                with: Enclosed::Nothing,
            },
        ] => *id,
        other => panic!("{other:?}"),
    }
}

fn answer(studio: &mut Studio, id: u64, table: CalibrationTable) -> Vec<Ask> {
    studio.hear(Event::Done {
        id,
        done: Done::Calibrated(table),
    })
}

/// What is shown of each arm on each scale, computed from the arm's own rankings.
fn assert_as_read_directly(studio: &Studio) {
    let binning = studio.study().binning;
    let table = studio.calibration().expect("an answer");
    assert_eq!(table.arms.len(), studio.views().arms.len());
    for (view, known) in studio.views().arms.iter().zip(&table.arms) {
        assert_eq!(known.place, view.arm.index());
        for (kind, line) in ScaleKind::ALL.into_iter().zip(&known.scales) {
            let judged = Arc::clone(&view.reading.judged);
            let read = Reading::new(judged, kind, studio.study().prevalence);
            let is_had = read.refusal.is_none();
            assert_eq!((line.kind, line.roc_auc), (kind, read.test.roc_auc()));
            assert_eq!(line.refusal, read.refusal);
            assert_eq!(
                line.calibration,
                read.test.calibration(binning).filter(|_| is_had)
            );
            let books = studio.books_of(&read).ok().filter(|_| is_had);
            let book = books.map(|books| books.at(f64::INFINITY));
            let loss = book.map(|book| Loss {
                expected: book.expected_loss,
                realised: book.realised_loss,
            });
            assert_eq!(line.loss, loss);
        }
        let own = view.test();
        assert_eq!(known.calibration, own.calibration(binning));
        assert_eq!(known.recalibration, own.recalibration());
        assert_eq!(known.bins, own.reliability(binning).unwrap_or_default());
        let accounts = studio.accounts(view.arm).unwrap().ok();
        let best = accounts.map(|accounts| (accounts.test.best(), accounts.choosing.best()));
        assert_eq!(known.best.map(|best| (best.test, best.choosing)), best);
    }
}

#[test]
fn the_desk_answers_what_direct_reading_says() {
    for validation in [0, 20] {
        let mut bench = trained(validation);
        bench.set(&study::TAB, "calibration");
        assert_as_read_directly(&bench.studio);
        for scales in [["platt", "isotonic"], ["prior", "prior"]] {
            for (place, key) in scales.into_iter().enumerate() {
                let kind = ScaleKind::ALL
                    .into_iter()
                    .find(|kind| kind.name().to_lowercase().starts_with(key));
                bench.perform(Verb::Read {
                    place,
                    kind: kind.unwrap(),
                });
            }
            assert_as_read_directly(&bench.studio);
        }
        bench.set(&study::BINS, "count");
        bench.set(&study::N_BINS, 7);
        bench.set(&study::PREVALENCE, 0.2);
        bench.set(&study::MONEY, "credit");
        assert_as_read_directly(&bench.studio);
    }
}

#[test]
fn amounts_and_scores_that_are_no_probabilities_are_treated_as_they_are_on_the_page() {
    let mut bench = Bench::new();
    bench.set(&study::TAB, "cost");
    bench.choose(Source::Scores, "scores.csv", SCORES);
    bench.set(&study::MONEY, "credit");
    bench.set(&study::EXPOSURE, "lent");
    assert_as_read_directly(&bench.studio);
    let known = bench.studio.calibration_of(ArmId(0)).unwrap();
    assert_eq!(known.calibration, None);
    let loss = known.scales[0].loss.unwrap();
    assert_eq!(loss.expected, None);
    assert!((loss.realised - 0.45 * (100.0 + 400.0 + 150.0)).abs() < 1e-9);
    bench.set(&study::EXPOSURE, "no such column");
    let known = bench.studio.calibration_of(ArmId(0)).unwrap();
    assert!(known.best.is_none() && known.scales.iter().all(|line| line.loss.is_none()));
}

#[test]
fn nothing_is_asked_while_another_tab_is_shown_and_once_when_one_is_opened() {
    let mut bench = trained(0);
    assert_eq!(bench.studio.calibration(), None);
    assert!(bench.studio.due(Due::Calibrate).is_empty());
    for tab in ["curves", "training", "data", "threshold"] {
        assert!(!is_due(&open(&mut bench, tab)), "{tab}");
    }
    assert!(is_due(&open(&mut bench, "cost")));
    assert!(
        !is_due(&open(&mut bench, "calibration")),
        "it is asked already"
    );
    let id = question(&mut bench.studio);
    assert!(bench.studio.is_calibrating());
    answer(&mut bench.studio, id, CalibrationTable::default());
    assert!(!bench.studio.is_calibrating());
    for tab in ["threshold", "cost"] {
        assert!(!is_due(&open(&mut bench, tab)), "it is known");
    }
    for verb in [
        Verb::Threshold(0.3),
        Verb::Drag {
            arm: ArmId(1),
            threshold: 0.4,
        },
        Verb::Cut {
            is_low: true,
            threshold: 0.2,
        },
    ] {
        assert!(
            !is_due(&bench.studio.perform(verb).unwrap()),
            "no such thing hangs on a cut"
        );
    }
}

#[test]
fn what_is_closed_before_it_is_asked_is_not_asked() {
    let mut bench = trained(0);
    assert!(is_due(&open(&mut bench, "calibration")));
    open(&mut bench, "threshold");
    assert!(bench.studio.due(Due::Calibrate).is_empty());
    assert!(is_due(&open(&mut bench, "calibration")));
    question(&mut bench.studio);
}

#[test]
fn an_answer_to_an_older_question_is_dropped() {
    let mut bench = trained(20);
    open(&mut bench, "calibration");
    let older = question(&mut bench.studio);
    let asks = bench
        .studio
        .perform(Verb::Read {
            place: 0,
            kind: ScaleKind::Platt,
        })
        .unwrap();
    assert!(is_due(&asks));
    answer(&mut bench.studio, older, CalibrationTable::default());
    assert_eq!(bench.studio.calibration(), None);
    let newer = question(&mut bench.studio);
    assert!(newer > older);
    answer(&mut bench.studio, older, CalibrationTable::default());
    assert_eq!(bench.studio.calibration(), None);
    answer(&mut bench.studio, newer, CalibrationTable::default());
    assert!(bench.studio.calibration().is_some());
}

#[test]
fn other_bins_money_and_scales_are_asked_for_anew() {
    let mut bench = trained(0);
    bench.set(&study::TAB, "calibration");
    for (key, text) in [
        (study::N_BINS.key, "20"),
        (study::LGD.key, "30"),
        (study::MONEY.key, "credit"),
        (study::PREVALENCE.key, "0.3"),
        (study::SCALES.key, "prior,prior,raw,raw,raw,raw"),
    ] {
        let verb = Verb::Set {
            key: key.into(),
            text: text.into(),
        };
        let asks = bench.studio.perform(verb).unwrap();
        assert!(is_due(&asks), "{key}");
        assert_eq!(bench.studio.calibration(), None, "{key}");
        bench.answer(asks);
        bench.settle();
        assert!(bench.studio.calibration().is_some(), "{key}");
    }
}

#[test]
fn a_report_has_it_made_whatever_tab_is_shown() {
    let mut bench = trained(0);
    assert!(!bench.studio.is_gathered());
    bench.perform(Verb::Gather(true));
    assert!(bench.studio.is_gathered());
    assert_as_read_directly(&bench.studio);
    bench.just(Verb::Gather(false));
    bench.set(&study::N_BINS, 5);
    assert!(!bench.studio.is_gathered());
    assert!(
        Bench::new().studio.is_gathered(),
        "nothing is there to be made"
    );
}

#[test]
fn while_a_run_goes_on_the_last_epoch_that_is_known_stays() {
    let mut bench = trained(0);
    bench.set(&study::TAB, "calibration");
    bench.just(Verb::Train);
    bench.work();
    let is_epochs = |event: &Event| {
        let Event::News { news, .. } = event else {
            return false;
        };
        matches!(news, News::Epochs { .. })
    };
    let said: Vec<_> = bench.said.drain(..).collect();
    let (first, epoch) = said.split_at(said.iter().position(is_epochs).unwrap());
    for event in first.iter().cloned() {
        assert!(!is_due(&bench.studio.hear(event)));
    }
    let studio = &mut bench.studio;
    assert!(studio.calibration().is_some());
    assert!(is_due(&studio.hear(epoch[0].clone())));
    assert_eq!(studio.calibration(), None, "it was of another run");
    let id = question(studio);
    assert!(
        !is_due(&studio.hear(epoch[0].clone())),
        "one question at a time"
    );
    let asks = answer(studio, id, CalibrationTable::default());
    assert!(is_due(&asks), "another epoch was heard of meanwhile");
    assert!(studio.calibration().is_some() && !studio.is_gathered());
    let id = question(studio);
    assert!(
        studio.calibration().is_some(),
        "it stays until the next one comes"
    );
    assert!(!is_due(&answer(studio, id, CalibrationTable::default())));
    assert!(studio.is_gathered());
}

#[test]
fn a_worker_that_broke_leaves_dashes_and_is_not_asked_the_same_again() {
    let mut bench = trained(0);
    open(&mut bench, "calibration");
    question(&mut bench.studio);
    assert!(
        bench
            .studio
            .lose(Post::Doubt, "A worker broke.", false)
            .is_empty()
    );
    assert!(!bench.studio.is_calibrating());
    assert_eq!(
        bench.studio.calibration(),
        Some(&CalibrationTable::default())
    );
    let table = bench.studio.scale_table();
    assert!(table.rows.iter().all(|row| row[1].shown == "–"));
    assert!(!is_due(
        &bench.studio.perform(Verb::Threshold(0.2)).unwrap()
    ));
}

#[test]
fn a_failed_run_forgets_nothing() {
    let mut bench = trained(0);
    bench.set(&study::TAB, "calibration");
    let before = bench.studio.calibration().cloned();
    let complaint = Complaint {
        sentence: "No.".into(),
        section: Section::Model,
    };
    bench.just(Verb::Train);
    bench.said.clear();
    let ids: Vec<_> = bench
        .studio
        .runs()
        .arms()
        .iter()
        .map(|arm| arm.id())
        .collect();
    for id in ids {
        let done = Done::Trained(Ending::Failed(complaint.clone()));
        let _ = bench.studio.hear(Event::Done { id, done });
    }
    assert_eq!(bench.studio.calibration().cloned(), before);
}

#[test]
fn tables_have_a_line_for_each_arm_and_scale_before_anything_is_known() {
    let mut bench = trained(0);
    let (before, losses) = (bench.studio.scale_table(), bench.studio.loss_table());
    bench.set(&study::TAB, "cost");
    let after = bench.studio.scale_table();
    let names = |table: &imbalance_lab::words::Table| -> Vec<String> {
        table.rows.iter().map(|row| row[0].shown.clone()).collect()
    };
    assert_eq!(names(&before), names(&after));
    assert_eq!(names(&losses), names(&after));
    assert_eq!(before.rows.len(), bench.studio.scales_in_use().len());
    assert_eq!(names(&after)[4], "SMOTE, raw score");
    assert!(before.rows.iter().all(|row| row.len() == before.head.len()));
    let refusal = &after.rows[2].last().unwrap().shown;
    assert!(refusal.contains("validation"), "{refusal}");
    let meanings = bench.studio.calibration_table();
    assert!(
        meanings
            .rows
            .iter()
            .all(|row| row[0].shown.contains(": ") && row[1].shown != "–")
    );
}

#[test]
fn the_best_threshold_earns_no_less_than_any_other_suggestion() {
    let mut bench = trained(0);
    let (best, arm) = (Suggestion::Best, ArmId(1));
    assert_eq!(
        bench.studio.suggested(best, arm),
        None,
        "nobody has looked for it yet"
    );
    bench.set(&study::TAB, "cost");
    let best = bench.studio.suggested(best, arm).unwrap();
    assert_eq!(
        best.regret,
        Some(0.0),
        "it is chosen on the rows it is judged on"
    );
    for suggestion in Suggestion::ALL {
        let other = bench.studio.suggested(suggestion, arm).unwrap();
        assert!(other.profit <= best.profit, "{suggestion:?}");
        assert_eq!(other.regret, Some(best.profit - other.profit));
    }
    bench.just(Verb::ThresholdOf {
        arm,
        threshold: best.threshold,
    });
    assert_eq!(bench.studio.suggested(Suggestion::Now, arm), Some(best));
}

#[test]
fn a_question_crosses_to_the_worker_unharmed_and_is_answered_in_small_pieces() {
    let mut bench = trained(20);
    bench.set(&study::TAB, "calibration");
    let spec = bench.studio.calibration_spec();
    let job = Job::Calibrate(spec.clone());
    assert_eq!(decode::<Job>(&encode(&job).unwrap()).unwrap(), job);
    let mut calibrating = Calibrating::new(spec);
    let mut pieces = 0;
    while calibrating.advance() {
        pieces += 1;
    }
    // For each arm: ranking it, four scales, the one in use in detail, and the best cuts.
    assert_eq!(pieces, 2 * 7);
    assert!(!calibrating.advance());
    assert_eq!(Some(calibrating.table()), bench.studio.calibration());
}
