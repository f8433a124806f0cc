//! What columns look like: against scikit-learn and NumPy, and what is suspect.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its own preparation fails"
)]

use std::collections::HashMap;

use imbalance_lab::data::prepare::{
    Cells, ColumnLook, ColumnType, Frame, FrameColumn, TrainingRows,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    labels: Vec<bool>,
    train: Vec<usize>,
    amount: Vec<Option<f64>>,
    few: Vec<Option<f64>>,
    town: Vec<String>,
    iv: HashMap<String, f64>,
    auc: HashMap<String, f64>,
    missing: usize,
    late: Vec<Option<f64>>,
    correlations: Vec<f64>,
    patterns: Vec<(Vec<bool>, usize, usize)>,
}

fn numbers(values: &[Option<f64>]) -> Cells {
    Cells::Numbers(
        values
            .iter()
            .map(|value| value.unwrap_or(f64::NAN))
            .collect(),
    )
}

#[test]
fn columns_say_of_the_label_what_scikit_learn_and_numpy_say() {
    let golden: Golden = serde_json::from_str(include_str!("golden/look.json")).unwrap();
    let towns = Cells::texts(golden.town.iter().map(|town| Some(town.as_str())));
    let frame = Frame::new(vec![
        FrameColumn::new("amount", numbers(&golden.amount)),
        FrameColumn::new("few", numbers(&golden.few)),
        FrameColumn::new("town", towns),
    ])
    .unwrap();
    let looks = frame.look(&TrainingRows {
        rows: &golden.train,
        labels: &golden.labels,
        seed: 0,
    });
    for look in &looks {
        let value = look.information_value.unwrap();
        assert!((value - golden.iv[&look.name]).abs() < 1e-9, "{look:?}");
        assert_eq!(look.auc.is_some(), golden.auc.contains_key(&look.name));
        if let Some(auc) = look.auc {
            assert!((auc - golden.auc[&look.name]).abs() < 1e-9, "{look:?}");
        }
    }
    assert_eq!(
        (looks[0].n_missing, looks[1].n_distinct),
        (golden.missing, 3)
    );
    assert!(
        looks[2].kind == ColumnType::Category
            && looks[2].flags[0] == "leak suspect: of d all default"
    );
}

fn looked(name: &str, cells: Cells, labels: &[bool]) -> ColumnLook {
    let rows: Vec<_> = (0..labels.len()).collect();
    let frame = Frame::new(vec![FrameColumn::new(name, cells)]).unwrap();
    let looks = frame.look(&TrainingRows {
        rows: &rows,
        labels,
        seed: 0,
    });
    looks[0].clone()
}

#[test]
fn what_is_known_too_well_or_too_late_is_said() {
    let labels: Vec<bool> = (0..40).map(|row| row % 4 == 0).collect();
    let leak = labels.iter().map(|label| f64::from(u8::from(*label)));
    let leak = looked("x", Cells::Numbers(leak.collect()), &labels);
    assert!(leak.flags[0].starts_with("leak suspect"), "{leak:?}");
    let late = looked("Total Recoveries", Cells::Numbers(vec![1.0; 40]), &labels);
    assert_eq!(
        late.flags,
        ["by its name known only after the outcome", "constant"]
    );
    let plain = looked(
        "age",
        Cells::Numbers((0..40).map(|row| f64::from(row * 7 % 40)).collect()),
        &labels,
    );
    assert!(plain.flags.is_empty(), "{plain:?}");
    assert_eq!(plain.values, "0 · 9.75 · 19.5 · 29.25 · 39");
    let empty = looked("none", Cells::Numbers(vec![f64::NAN; 40]), &labels);
    assert_eq!((empty.n_missing, empty.auc), (40, None));
}

#[test]
fn columns_go_together_and_lack_cells_together_as_pandas_says() {
    let golden: Golden = serde_json::from_str(include_str!("golden/look.json")).unwrap();
    let frame = Frame::new(vec![
        FrameColumn::new("amount", numbers(&golden.amount)),
        FrameColumn::new("few", numbers(&golden.few)),
        FrameColumn::new("late", numbers(&golden.late)),
    ]);
    let training = TrainingRows {
        rows: &golden.train,
        labels: &golden.labels,
        seed: 0,
    };
    let looks = frame.unwrap().looks(&training, "default");
    assert_eq!(
        looks.correlations.names,
        ["amount", "few", "late", "default"]
    );
    for (value, expected) in looks.correlations.values.iter().zip(&golden.correlations) {
        assert!((value - expected).abs() < 1e-12, "{value} {expected}");
    }
    assert_eq!(looks.missing.columns, ["late", "amount"]);
    assert_eq!(looks.missing.patterns.len(), golden.patterns.len());
    for (pattern, good, default) in &golden.patterns {
        let found = looks
            .missing
            .patterns
            .iter()
            .find(|of| of.is_missing == *pattern);
        assert_eq!(found.unwrap().counts, [*good, *default]);
    }
}

#[test]
fn every_training_row_is_in_one_bin() {
    let labels: Vec<bool> = (0..400).map(|row| row % 7 == 0).collect();
    let number = |row: i32| {
        if row % 11 == 5 {
            f64::NAN
        } else {
            f64::from(row * row % 97)
        }
    };
    let month = |row: usize| format!("{}-{:02}-03", 2014 + row / 120, 1 + row % 12);
    let texts: Vec<String> = (0..400).map(|row| format!("town {}", row % 23)).collect();
    let dates: Vec<String> = (0..400).map(month).collect();
    let cells = [
        Cells::Numbers((0..400).map(number).collect()),
        Cells::Numbers((0..400).map(|row| f64::from(row % 3)).collect()),
        Cells::texts(texts.iter().map(|text| Some(text.as_str()))),
        Cells::texts(dates.iter().map(|text| Some(text.as_str()))),
    ];
    let looks = cells.map(|cells| looked("x", cells, &labels));
    let n_defaults = labels.iter().filter(|label| **label).count();
    for look in &looks {
        let sum = |class: usize| look.bins.iter().map(|bin| bin.counts[class]).sum::<usize>();
        assert_eq!([sum(0), sum(1)], [400 - n_defaults, n_defaults], "{look:?}");
        assert!(look.shape.chars().count() <= 25 && !look.shape.is_empty());
    }
    let labels = |place: usize| looks[place].bins.iter().map(|bin| bin.label.as_str());
    assert_eq!(labels(0).next_back(), Some("missing"));
    assert_eq!(labels(1).collect::<Vec<_>>(), ["0", "1", "2"]);
    assert_eq!(labels(2).next_back(), Some("9 others"));
    assert_eq!(labels(3).next(), Some("2014 Q1"));
}

#[test]
fn a_column_is_what_its_values_show_and_says_why() {
    let labels: Vec<bool> = (0..400).map(|row| row % 7 == 0).collect();
    let numbers = |of: fn(i32) -> f64| Cells::Numbers((0..400).map(of).collect());
    let texts = |of: fn(i32) -> String| {
        let texts: Vec<String> = (0..400).map(of).collect();
        Cells::texts(texts.iter().map(|text| Some(text.as_str())))
    };
    for (cells, expected) in [
        (numbers(f64::from), ColumnType::Identifier),
        (numbers(|row| f64::from(row % 5)), ColumnType::Code),
        (numbers(|row| f64::from(row % 5) + 0.5), ColumnType::Number),
        (
            numbers(|row| f64::from(row * 7919 % 397)),
            ColumnType::Number,
        ),
        (numbers(|row| f64::from(row % 2)), ColumnType::YesNo),
        (
            texts(|row| format!("town {}", row % 9)),
            ColumnType::Category,
        ),
        (texts(|row| format!("word {}", row % 70)), ColumnType::Text),
        (
            texts(|row| format!("customer {row}")),
            ColumnType::Identifier,
        ),
        (
            texts(|row| format!("{:02}.03.2014", 1 + row % 28)),
            ColumnType::Date,
        ),
        (
            texts(|row| ["yes", "no"][usize::from(row % 3 == 0)].to_owned()),
            ColumnType::YesNo,
        ),
    ] {
        let look = looked("x", cells, &labels);
        assert_eq!(look.kind, expected, "{look:?}");
        assert!(look.reason.ends_with('.'));
    }
}

#[test]
fn a_column_that_is_there_twice_is_said_to_be() {
    let labels: Vec<bool> = (0..50).map(|row| row % 7 == 0).collect();
    let cells = || Cells::Numbers((0..50).map(|row| f64::from(row * row % 17)).collect());
    let columns = vec![
        FrameColumn::new("a", cells()),
        FrameColumn::new("b", cells()),
    ];
    let rows: Vec<_> = (0..50).collect();
    let training = TrainingRows {
        rows: &rows,
        labels: &labels,
        seed: 0,
    };
    let looks = Frame::new(columns).unwrap().look(&training);
    assert!(looks[0].flags.is_empty());
    assert_eq!(looks[1].flags, ["the same as a"]);
}

#[test]
fn a_constant_goes_with_nothing() {
    let labels: Vec<bool> = (0..5_000).map(|row| row % 7 == 0).collect();
    let columns = vec![
        FrameColumn::new("a", Cells::Numbers(vec![0.1; 5_000])),
        FrameColumn::new("b", Cells::Numbers(vec![0.7; 5_000])),
    ];
    let rows: Vec<_> = (0..5_000).collect();
    let training = TrainingRows {
        rows: &rows,
        labels: &labels,
        seed: 0,
    };
    let together = Frame::new(columns).unwrap().correlations(&training, "y");
    assert_eq!(together.names, ["a", "b", "y"]);
    let defined = together.values.iter().filter(|value| !value.is_nan());
    assert_eq!(defined.count(), 1, "of the label with itself");
}
