//! Money: amounts belong to their data, and are asked for when a link needs them.

use imbalance_lab::experiment::{ArmId, Source};
use imbalance_lab::studio::setting::{lab, study};
use imbalance_lab::studio::{Link, MoneyMode, Verb};

use crate::bench::Bench;

const LOANS: &str = "y,p,lent\n1,0.9,100\n0,0.2,200\n0,0.4,300\n1,0.3,400\n";

fn with_loans() -> Bench {
    let mut bench = Bench::new();
    bench.choose(Source::Scores, "loans.csv", LOANS);
    bench.set(&study::MONEY, "credit");
    bench.set(&study::EXPOSURE, "lent");
    bench
}

fn profit(bench: &Bench, threshold: f64) -> f64 {
    let accounts = bench.studio.accounts(ArmId(0)).unwrap().unwrap();
    accounts.test.profit_at(threshold)
}

#[test]
fn each_applicant_counts_with_what_is_lent() {
    let bench = with_loans();
    // Above 0.5 one default of 100 is turned away; 500 earn 5 %, 400 lose 45 %.
    assert!((profit(&bench, 0.5) - (25.0 - 180.0)).abs() < 1e-9);
}

#[test]
fn a_link_with_a_column_of_amounts_asks_for_them_once_the_file_is_there() {
    let first = with_loans();
    let mut bench = Bench::with(first.studio.link());
    bench.settle();
    bench.choose(Source::Scores, "loans.csv", LOANS);
    assert_eq!(profit(&bench, 0.5), profit(&first, 0.5));
}

#[test]
fn amounts_of_another_file_are_not_counted() {
    let mut bench = with_loans();
    bench.choose(Source::Scores, "loans.csv", &LOANS.replace("400", "800"));
    assert!((profit(&bench, 0.5) - (25.0 - 360.0)).abs() < 1e-9);
    bench.choose(
        Source::Scores,
        "scores.csv",
        "y,p\n1,0.9\n0,0.2\n0,0.4\n1,0.3\n",
    );
    let refused = bench.studio.accounts(ArmId(0)).unwrap().unwrap_err();
    assert!(refused.contains("lent"), "{refused}");
}

#[test]
fn a_link_to_generated_rows_reads_their_amounts_too() {
    let mut first = Bench::new();
    first.set(&lab::ROWS, 500);
    first.set(&study::MONEY, "credit");
    first.set(&study::EXPOSURE, "x1");
    let mut bench = Bench::with(first.studio.link());
    bench.settle();
    let known = bench.studio.sources().amounts.clone().unwrap();
    assert_eq!(known.read.unwrap().numbers.len(), 500);
}

#[test]
fn payoffs_are_copied_renamed_and_taken_away() {
    let mut bench = Bench::new();
    let n_usual = bench.studio.study().money.payoffs.len();
    bench.perform(Verb::DuplicatePayoff);
    bench.set(&study::PAYOFF_NAME, "  Mine ");
    bench.set(&study::COST_FN, 25);
    let money = &bench.studio.study().money;
    assert_eq!((money.payoffs.len(), money.payoff), (n_usual + 1, n_usual));
    assert_eq!(money.payoffs[n_usual].name, "Mine");
    assert_eq!(money.chosen().false_negative, -25.0);
    for _ in 0..10 {
        bench.perform(Verb::RemovePayoff);
    }
    assert_eq!(bench.studio.study().money.payoffs.len(), 1);
}

/// The answer comes late: the settings name another file by then, which isn't at hand, so that no other
/// question has taken its place.
#[test]
fn amounts_are_those_of_the_data_and_the_column_that_were_asked_for() {
    let mut link = Link::default();
    link.study.money.mode = MoneyMode::Credit;
    link.study.money.exposure_column = "x3".into();
    let generated = link.spec.input();
    let mut bench = Bench::with(link.clone());
    link.spec.data.source = Source::Upload;
    link.spec.data.upload.file_name = "loans.csv".into();
    link.spec.data.upload.file_hash = "0123456789abcdef".into();
    bench.just(Verb::Open(Box::new(link)));
    bench.settle();
    let amounts = bench.studio.sources().amounts.clone().unwrap();
    assert_eq!(amounts.input, generated);
    assert_eq!(amounts.read.unwrap().input, generated);
    assert_eq!(amounts.column, "x3");
}
