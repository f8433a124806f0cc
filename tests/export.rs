//! What people take away.

use imbalance_lab::export::{Prediction, Report, html_report, predictions_csv, table_csv};
use imbalance_lab::words::ClassNames;
use imbalance_lab::words::Table;
use proptest::prelude::*;

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(Result::unwrap);
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn predictions_have_the_four_columns_and_every_digit() {
    let scores = [0.1 + 0.2, 0.15, 1e-300];
    let text = predictions_csv(
        &[Prediction {
            model: "as is",
            rows: &[4, 9, 2],
            scores: &scores,
            threshold: 0.15,
        }],
        &ClassNames::default(),
    );
    let lines = records(&text);
    assert_eq!(
        lines[0],
        [
            "Model",
            "Applicant Index",
            "Default Probability",
            "Prediction"
        ]
    );
    assert_eq!(lines[1], ["as is", "4", "0.30000000000000004", "1"]);
    assert_eq!(
        lines[2],
        ["as is", "9", "0.15", "1"],
        "a score at the threshold is a default"
    );
    assert_eq!(lines[3][2].parse::<f64>().unwrap(), 1e-300);
    assert_eq!(lines[3][3], "0");
}

#[test]
fn cells_that_begin_like_a_formula_are_made_harmless_and_numbers_stay_numbers() {
    let mut table = Table::new("Any", &["=1+1", "value"]);
    for cell in [
        "=cmd|' /C calc'!A0",
        "+A1",
        "-A1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "-",
        "-inf",
    ] {
        table.push([cell.to_owned(), "-1.5e-7".to_owned()]);
    }
    for line in records(&table_csv(&table)) {
        assert!(line[0].starts_with('\''), "{line:?}");
        assert!(line[1] == "value" || line[1] == "-1.5e-7", "{line:?}");
    }
    let model = predictions_csv(
        &[Prediction {
            model: "=HYPERLINK(\"x\")",
            rows: &[0],
            scores: &[-0.5],
            threshold: 0.0,
        }],
        &ClassNames::default(),
    );
    assert_eq!(records(&model)[1], ["'=HYPERLINK(\"x\")", "0", "-0.5", "0"]);
}

#[test]
fn the_report_is_one_file_that_asks_for_nothing_and_escapes_every_word() {
    let mut table = Table::new("Metrics <of> all", &["Metric", "a & b"]);
    table.push(["Recall".to_owned(), "<script>alert(1)</script>".to_owned()]);
    let html = html_report(&Report {
        date: "24 November 2026".into(),
        version: "0.1.0".into(),
        address: "https://example.org/#v1=abc".into(),
        sentence: "Reject \"anyone\" & all".into(),
        notes: vec!["Chosen on the rows it is judged on.".into()],
        tables: vec![table],
        figures: vec![(
            "ROC curve: a < b".into(),
            "<svg><path d=\"M0 0\"/></svg>".into(),
        )],
    });
    for part in [
        "24 November 2026",
        "version 0.1.0",
        "Metrics &lt;of&gt; all",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "Reject &quot;anyone&quot; &amp; all",
        "<svg><path d=\"M0 0\"/></svg>",
        "ROC curve: a &lt; b",
        "Chosen on the rows it is judged on.",
    ] {
        assert!(html.contains(part), "{part}");
    }
    for outside in ["<script", "src=", "href=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("default-src 'none'"));
}

proptest! {
    #[test]
    fn whatever_a_table_holds_comes_back_from_its_csv(
        cells in prop::collection::vec("[a-z0-9,;\"\n é]{0,12}", 3..30),
    ) {
        let mut table = Table::new("Any", &["a", "b", "c"]);
        for row in cells.chunks_exact(3) {
            table.push(row.iter().cloned());
        }
        let read = records(&table_csv(&table));
        let plain = table.rows.iter().map(|row| row.iter().map(|cell| cell.plain.clone()).collect());
        prop_assert_eq!(&read[1..], &plain.collect::<Vec<Vec<String>>>()[..]);
    }

    #[test]
    fn a_thinned_table_keeps_its_ends(n_rows in 2_usize..500, n in 2_usize..60) {
        let mut table = Table::new("Any", &["row"]);
        for row in 0..n_rows {
            table.push([row.to_string()]);
        }
        let thinned = table.clone().thinned(n);
        prop_assert!(thinned.rows.len() <= n.max(2));
        prop_assert_eq!(thinned.rows.first(), table.rows.first());
        prop_assert_eq!(thinned.rows.last(), table.rows.last());
    }
}
