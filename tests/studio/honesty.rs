//! A number stands under the name of what it came from, or is said not to.

use imbalance_lab::experiment::{ArmId, Input, Preset, Source};
use imbalance_lab::export::{Report, html_report, table_csv};
use imbalance_lab::studio::setting::lab;
use imbalance_lab::studio::{Studio, Verb, metrics_table, report_notes, report_tables};

use crate::bench::Bench;

const GOOD: &str = "y,p\n1,0.9\n0,0.2\n0,0.4\n1,0.3\n";

fn report(studio: &Studio) -> String {
    html_report(&Report {
        notes: report_notes(studio),
        tables: report_tables(studio),
        ..Report::default()
    })
}

#[test]
fn numbers_of_a_file_stay_its_own_when_the_next_one_is_broken() {
    let mut bench = Bench::new();
    bench.choose(Source::Scores, "UPPER.CSV", GOOD);
    assert_eq!(bench.studio.stale(), None);
    let origin = bench.studio.origin().unwrap();
    let Input::File { name, hash } = &origin else {
        panic!("{origin:?}");
    };
    assert_eq!(name, "UPPER.CSV");
    let before = metrics_table(&bench.studio);

    bench.choose(Source::Scores, "1e309.csv", "y,p\n1,1e309\n0,0.5\n");
    let stale = bench.studio.stale().unwrap();
    assert!(stale.is_of_other_data);
    assert!(stale.sentence.contains("UPPER.CSV"), "{}", stale.sentence);
    assert!(stale.sentence.contains("1e309.csv"), "{}", stale.sentence);
    assert_eq!(bench.studio.origin(), Some(origin.clone()));
    assert_eq!(metrics_table(&bench.studio), before);

    let html = report(&bench.studio);
    assert!(html.contains(&hash[..8]), "{html}");
    assert!(html.contains("UPPER.CSV"));
    assert!(html.contains("These are numbers of UPPER.CSV"));
    let csv = table_csv(&before.with_column("Data", &origin.name()));
    assert!(
        csv.lines().skip(1).all(|line| line.contains("UPPER.CSV")),
        "{csv}"
    );
}

#[test]
fn a_run_of_other_settings_is_told_and_reported_with_its_own() {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 2);
    bench.train();
    assert_eq!(bench.studio.stale(), None);
    bench.set(&lab::EPOCHS, 3);
    let stale = bench.studio.stale().unwrap();
    assert!(!stale.is_of_other_data);
    let html = report(&bench.studio);
    assert!(
        html.contains("<th scope=\"row\">Epochs</th><td>2</td>"),
        "{html}"
    );
    assert!(html.contains("Settings were changed after this was trained"));

    bench.set(&lab::ROWS, 3_000);
    assert!(bench.studio.stale().unwrap().is_of_other_data);
    bench.train();
    assert_eq!(bench.studio.stale(), None);
    assert!(report(&bench.studio).contains("<th scope=\"row\">Epochs</th><td>3</td>"));
}

#[test]
fn results_of_a_run_are_not_those_of_a_file_that_is_chosen_next() {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 1);
    bench.train();
    bench.set(&lab::SOURCE, "upload");
    let stale = bench.studio.stale().unwrap();
    assert_eq!(
        stale.sentence,
        "These are numbers of generated rows, seed 42, and no file is chosen yet."
    );
    bench.set(&lab::SOURCE, "scores");
    assert!(bench.studio.stale().unwrap().is_of_other_data);
    bench.choose(Source::Scores, "a.csv", GOOD);
    assert_eq!(bench.studio.stale(), None);
    assert_eq!(bench.studio.views().shown, [ArmId(0)]);
    bench.set(&lab::SOURCE, "generate");
    assert_eq!(bench.studio.views().shown, [ArmId(0), ArmId(1)]);
    assert_eq!(bench.studio.stale(), None);
}

#[test]
fn a_failed_arm_keeps_its_last_numbers_and_the_sentence_goes_with_the_settings() {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 1);
    bench.train();
    bench.set(&lab::NEIGHBORS, 900);
    bench.train();
    let section = imbalance_lab::experiment::Section::Balance;
    assert!(bench.studio.complaint(section).is_some());
    assert!(bench.studio.stale().is_some());
    bench.set(&lab::NEIGHBORS, 5);
    assert_eq!(bench.studio.complaint(section), None);
}

#[test]
fn scores_that_can_no_longer_be_read_as_is_set_are_not_passed_off_as_such() {
    let mut bench = Bench::new();
    bench.choose(
        Source::Scores,
        "a.csv",
        "y,p,third\n1,0.9,0\n0,0.2,1\n0,0.4,2\n1,0.3,0\n",
    );
    assert_eq!(bench.studio.stale(), None);
    let mut choice = bench.studio.spec().data.scores.choice.clone();
    choice.label_column = "third".into();
    choice.default_value = "0".into();
    bench.perform(Verb::Choose(choice));
    let section = imbalance_lab::experiment::Section::Data;
    assert!(bench.studio.complaint(section).is_some());
    assert!(bench.studio.stale().is_some());
    bench.perform(Verb::Undo);
    assert_eq!(bench.studio.stale(), None);
    assert_eq!(bench.studio.complaint(section), None);
}
