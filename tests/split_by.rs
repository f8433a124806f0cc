//! Rows divided by time and by group.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::collections::BTreeSet;
use std::fmt::Write;

use imbalance_lab::data::prepare::{Cells, Frame, FrameColumn};
use imbalance_lab::data::{
    LabelChoice, SplitBy, SplitError, SplitSpec, read_csv, split_by_group, split_by_time,
};
use imbalance_lab::experiment::{LabSpec, Source};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    groups: Vec<String>,
    seed: u32,
    test_share: f64,
    validation_share: f64,
    train: Vec<usize>,
    validation: Vec<usize>,
    test: Vec<usize>,
}

fn spec(test_share: f64, validation_share: f64, random_state: u32) -> SplitSpec {
    SplitSpec {
        test_share,
        validation_share,
        random_state,
        ..SplitSpec::default()
    }
}

#[test]
fn groups_go_where_scikit_learn_puts_them() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("golden/split_by.json")).unwrap();
    for case in cases {
        let texts = Cells::texts(case.groups.iter().map(|group| Some(group.as_str())));
        let frame = Frame::new(vec![FrameColumn::new("customer", texts)]).unwrap();
        let groups = frame.groups("customer").unwrap();
        let spec = spec(case.test_share, case.validation_share, case.seed);
        let split = split_by_group(&groups, &spec).unwrap();
        assert_eq!(split.train, case.train);
        assert_eq!(split.validation, case.validation);
        assert_eq!(split.test, case.test);
    }
}

#[test]
fn the_newest_rows_are_held_out_and_one_day_stays_on_one_side() {
    let times = [5.0, 1.0, f64::NAN, 3.0, 5.0, 2.0, 4.0, 5.0, 3.0, 1.0];
    let split = split_by_time(&times, None, &spec(0.2, 0.2, 0)).unwrap();
    assert_eq!(
        split.test,
        [0, 4, 7],
        "three rows of the newest day, though two are asked for"
    );
    assert_eq!(split.validation, [6]);
    assert_eq!(split.train, [2, 1, 9, 5, 3, 8]);
    let one_day = split_by_time(&[1.0; 9], None, &spec(0.2, 0.0, 0));
    assert!(matches!(one_day, Err(SplitError::EmptyPart { .. })));
}

fn loans() -> String {
    let mut text = "customer,opened,income,bad\n".to_owned();
    for row in 0..60 {
        let (month, customer) = (1 + row / 5, row % 20);
        let bad = u8::from(row % 6 == 0);
        writeln!(
            text,
            "c{customer},2021-{month:02}-15,{},{bad}",
            row * 37 % 91
        )
        .unwrap();
    }
    text
}

fn upload(by: SplitBy, column: &str) -> LabSpec {
    let mut lab = LabSpec::default();
    lab.data.source = Source::Upload;
    lab.data.upload.choice = LabelChoice {
        label_column: "bad".into(),
        default_value: "1".into(),
        ..LabelChoice::default()
    };
    lab.split.by = by;
    lab.split.column = column.into();
    lab
}

#[test]
fn a_file_is_divided_by_its_own_column() {
    let table = read_csv(loans().as_bytes()).unwrap();
    let rows = |by, column: &str| upload(by, column).check().unwrap().rows(Some(&table));
    let by_time = rows(SplitBy::Time, "opened").unwrap();
    // A fifth of 60 rows is 12, which lie in the last three months, of five rows each.
    assert_eq!(by_time.split().test, (45..60).collect::<Vec<_>>());
    assert!(by_time.all().names().iter().any(|name| name == "opened"));
    let by_group = rows(SplitBy::Group, "customer").unwrap();
    let customers = |part: &[usize]| part.iter().map(|row| row % 20).collect::<BTreeSet<_>>();
    let split = by_group.split();
    assert!(customers(&split.train).is_disjoint(&customers(&split.test)));
    assert_eq!(customers(&split.test).len(), 4);
    let names = by_group.all().names();
    assert!(
        !names.iter().any(|name| name.starts_with("customer")),
        "{names:?}"
    );
    let said = |by, column: &str| rows(by, column).unwrap_err().to_string();
    assert!(said(SplitBy::Time, "date").contains("no column date to split by"));
    assert!(said(SplitBy::Time, "customer").contains("neither dates nor numbers"));
}

proptest! {
    #[test]
    fn every_row_is_in_one_part_and_every_group_on_one_side(
        groups in prop::collection::vec(0_usize..12, 4..60),
        test_share in 0.05..0.6_f64,
        validation_share in 0.0..0.35_f64,
        seed: u32,
    ) {
        let spec = spec(test_share, validation_share, seed);
        let times: Vec<f64> = groups.iter().map(|group| *group as f64).collect();
        let splits = [split_by_group(&groups, &spec), split_by_time(&times, None, &spec)];
        for split in splits.into_iter().flatten() {
            let mut all = [&split.train[..], &split.validation, &split.test].concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..groups.len()).collect::<Vec<_>>());
            let parts = [&split.train, &split.validation, &split.test];
            for group in 0..12 {
                let has = |part: &&&Vec<usize>| part.iter().any(|&row| groups[row] == group);
                prop_assert!(parts.iter().filter(has).count() <= 1);
            }
        }
    }
}

#[test]
fn rows_are_tested_on_from_a_time_that_someone_says() {
    let days = [
        "31.12.2019",
        "01.01.2020",
        "15.06.2020",
        "31.12.2020",
        "",
        "01.01.2021",
        "30.12.2021",
    ];
    let texts = days.map(|day| (!day.is_empty()).then_some(day));
    let frame = Frame::new(vec![FrameColumn::new("opened", Cells::texts(texts))]).unwrap();
    let times = frame.times("opened").unwrap();
    for (text, test) in [
        ("01.01.2021", vec![5, 6]),
        ("2020-12-31", vec![3, 5, 6]),
        ("last year", vec![3, 5, 6]),
        (" Last Year ", vec![3, 5, 6]),
    ] {
        let from = frame.time_of("opened", text).unwrap();
        let split = split_by_time(&times, Some(from), &spec(0.2, 0.0, 0)).unwrap();
        assert_eq!(split.test, test, "{text}");
        assert_eq!(split.train.len() + test.len(), days.len());
    }
    let with_validation = split_by_time(&times, Some(times[5]), &spec(0.2, 0.2, 0)).unwrap();
    assert_eq!(with_validation.validation, [2, 3]);
    let no = frame.time_of("opened", "tomorrow").unwrap_err().to_string();
    assert!(no.contains("“tomorrow”") && no.contains("opened"), "{no}");
    let after_all = split_by_time(&times, Some(1e9), &spec(0.2, 0.0, 0));
    assert!(matches!(after_all, Err(SplitError::EmptyPart { .. })));

    let numbers = FrameColumn::new("year", Cells::Numbers(vec![2019.0, 2020.0, 2021.0]));
    let frame = Frame::new(vec![numbers]).unwrap();
    assert_eq!(frame.time_of("year", "2020"), Ok(2020.0));
    let last = frame.time_of("year", "last year").unwrap();
    assert!(last > 2020.0 && last < 2020.001, "the rows of 2021");
}
