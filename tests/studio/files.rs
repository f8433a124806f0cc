//! Files: what is read counts, and what was set by hand stays.

use imbalance_lab::data::LabelChoice;
use imbalance_lab::experiment::{Section, Source};
use imbalance_lab::studio::{UploadState, Verb};

use crate::bench::Bench;

const TABLE: &str =
    "x,z,bad\n1,7,yes\n2,8,no\n3,9,no\n4,6,yes\n5,5,no\n6,4,no\n7,3,yes\n8,2,no\n9,1,no\n10,0,no\n";
const SCORES: &str = "y,p,q\n1,0.9,3\n0,0.2,1\n0,0.4,2\n1,0.3,5\n";

#[test]
fn a_broken_file_says_why_and_nothing_is_trained_on_the_one_before() {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "a.csv", TABLE);
    assert_eq!(bench.studio.refusal(), None);
    bench.choose(Source::Upload, "b.csv", "x,bad\n1\n");
    let UploadState::Broken(sentence) = bench.studio.sources().table.state.clone() else {
        panic!("{:?}", bench.studio.sources().table);
    };
    assert_eq!(bench.studio.refusal(), Some(sentence));
    bench.train();
    assert!(bench.studio.runs().is_empty());
    assert_eq!(bench.studio.preview(), None);
}

#[test]
fn a_file_that_was_edited_after_it_was_chosen_is_refused_with_both_names() {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "a.csv", TABLE);
    bench.edit_on_disk(Source::Upload, &TABLE.replace("10,0", "11,0"));
    bench.train();
    let complaint = bench.studio.complaint(Section::Data).unwrap();
    assert!(
        complaint.starts_with("a.csv has other contents now (SHA-256 "),
        "{complaint}"
    );
    assert!(bench.studio.views().arms.is_empty());
}

#[test]
fn a_link_that_names_a_file_waits_for_that_very_file() {
    let mut first = Bench::new();
    first.choose(Source::Upload, "a.csv", TABLE);
    let mut bench = Bench::with(first.studio.link());
    assert_eq!(
        bench.studio.refusal().as_deref(),
        Some("Choose a.csv again: a link holds the settings and no rows.")
    );
    bench.choose(Source::Upload, "a.csv", TABLE);
    assert_eq!(bench.studio.refusal(), None);
    assert_eq!(bench.studio.spec(), first.studio.spec());
    bench.perform(Verb::Undo);
    bench.choose(Source::Upload, "other.csv", &TABLE.replace('7', "6"));
    bench.perform(Verb::Open(Box::new(first.studio.link())));
    let refusal = bench.studio.refusal().unwrap();
    assert!(
        refusal.contains("a.csv") && refusal.contains("other.csv"),
        "{refusal}"
    );
}

#[test]
fn a_mended_file_keeps_what_was_set_by_hand() {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "a.csv", TABLE);
    let by_hand = LabelChoice {
        label_column: "bad".into(),
        default_value: "no".into(),
        left_out: vec!["z".into()],
        ..LabelChoice::default()
    };
    bench.perform(Verb::Choose(by_hand.clone()));
    bench.choose(
        Source::Upload,
        "a.csv",
        &TABLE.replace("10,0,no", "10,1,no"),
    );
    assert_eq!(bench.studio.spec().data.upload.choice, by_hand);
    let notices = bench.studio.notices().join(" ");
    assert!(notices.contains("a.csv has other contents"), "{notices}");

    let renamed = TABLE.replace("x,z,bad", "x,w,bad");
    bench.choose(Source::Upload, "a.csv", &renamed);
    assert!(bench.studio.spec().data.upload.choice.left_out.is_empty());
    let relabelled = TABLE.replace("x,z,bad", "x,z,outcome");
    bench.choose(Source::Upload, "a.csv", &relabelled);
    assert_eq!(
        bench.studio.spec().data.upload.choice.label_column,
        "outcome"
    );
    let notices = bench.studio.notices().join(" ");
    assert!(
        notices.contains("There is no column bad any more: outcome is the label now."),
        "{notices}"
    );
}

#[test]
fn another_file_is_read_as_it_looks() {
    let mut bench = Bench::new();
    bench.choose(Source::Scores, "a.csv", SCORES);
    bench.perform(Verb::Choose(LabelChoice {
        label_column: "y".into(),
        default_value: "0".into(),
        ..LabelChoice::default()
    }));
    bench.choose(Source::Scores, "b.csv", &SCORES.replace("0.9", "0.8"));
    assert_eq!(bench.studio.spec().data.scores.choice.default_value, "1");
    assert!(bench.studio.notices().is_empty());
}

#[test]
fn nothing_is_shown_of_data_that_arent_chosen() {
    let mut bench = Bench::new();
    bench.settle();
    assert_eq!(bench.studio.preview().unwrap().all.total(), 10_000);
    let source = |text: &str| Verb::Set {
        key: "source".into(),
        text: text.into(),
    };
    bench.perform(source("upload"));
    assert_eq!(bench.studio.preview(), None);
    assert_eq!(
        bench.studio.refusal().as_deref(),
        Some("Choose a CSV file first.")
    );
    bench.perform(source("generate"));
    assert_eq!(bench.studio.preview().unwrap().all.total(), 10_000);
    assert_eq!(bench.studio.refusal(), None);
}
