//! Scores of models that were trained elsewhere.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::sync::Arc;

use imbalance_lab::data::{LabelChoice, MAX_SCORE_COLUMNS, ScoreError, Table, read_csv};
use imbalance_lab::experiment::{Judged, LabSpec, Source, SpecError, UploadedScores};
use imbalance_lab::metrics::Ranking;
use proptest::prelude::*;

fn table(csv: &str) -> Table {
    read_csv(csv.as_bytes()).unwrap()
}

fn guess(table: &Table) -> LabelChoice {
    LabelChoice::guess_scores(&table.summary().columns)
}

fn complaint(csv: &str) -> String {
    let table = table(csv);
    let choice = LabelChoice {
        label_column: "y".into(),
        default_value: "1".into(),
        left_out: Vec::new(),
    };
    table.scores(&choice).unwrap_err().to_string()
}

fn uploaded(csv: &str, validation_share: f64) -> Result<UploadedScores, SpecError> {
    let table = table(csv);
    let mut spec = LabSpec::default();
    spec.data.source = Source::Scores;
    spec.data.scores.choice = guess(&table);
    spec.split.validation_share = validation_share;
    spec.check()?.scores(Some(&table))
}

#[test]
fn every_numeric_column_but_the_label_is_a_model() {
    let scored = uploaded(
        "id,y,logistic,forest,city\n7,0,0.1,-3,Oslo\n8,1,0.7,12,Lima\n9,0,0.2,0,Bern\n",
        0.0,
    )
    .unwrap();
    assert_eq!(scored.names, ["logistic", "forest"]);
    assert_eq!(scored.test.labels, [false, true, false]);
    assert_eq!(scored.test.rows, [0, 1, 2]);
    assert_eq!(
        scored.test.scores,
        [vec![0.1, 0.7, 0.2], vec![-3.0, 12.0, 0.0]]
    );
    assert_eq!(
        scored.left_out,
        ["column id left out: by hand", "column city left out: text"]
    );
    let scored = Arc::new(scored);
    let forest = Judged::of_column(&scored, 1).unwrap();
    assert_eq!(
        (forest.name.as_str(), forest.test.roc_auc()),
        ("forest", 1.0)
    );
    assert_eq!(forest.test.brier_score(), None, "12 is no probability");
    assert!(
        Judged::of_column(&scored, 0)
            .unwrap()
            .test
            .brier_score()
            .is_some()
    );
}

#[test]
fn the_first_choice_leaves_out_identifiers_amounts_and_what_has_no_colour_left() {
    let columns =
        table("y,customer_id,ead,a,b,c,d,e,f,g\n0,1,9,1,2,3,4,5,6,7\n1,2,9,1,2,3,4,5,6,7\n");
    let choice = guess(&columns);
    assert_eq!(choice.label_column, "y");
    assert_eq!(choice.left_out, ["customer_id", "ead", "g"]);
    let one_value = guess(&table("y,p\n1,.1\n1,.2\n"));
    assert_eq!(
        one_value.label_column, "y",
        "to be told that it has one value"
    );
    let only = guess(&table("y,id\n0,1\n1,2\n"));
    assert!(only.left_out.is_empty(), "a file without other numbers");
}

#[test]
fn bad_files_are_named_with_row_and_column() {
    let sentences = [
        (
            "y,p\n0,.1\n1,.2\n2,.3\n",
            "row 4, column y is \"2\", a third value beside \"1\" and \"0\"",
        ),
        ("y,p\n0,.1\n,.2\n1,.3\n", "row 3, column y is empty"),
        ("y,p\n0,.1\n1,\n", "row 3, column p is empty or NaN"),
        (
            "y,p\n0,.1\n1,NaN\n0,.3\n",
            "row 3, column p is empty or NaN",
        ),
        (
            "y,p\n0,.1\n1,abc\n0,.2\n",
            "row 3, column p is \"abc\", which is no finite number",
        ),
        (
            "y,p\n0,.1\n1,.4\n0,-inf\n",
            "row 4, column p is \"-inf\", which is no finite number",
        ),
        (
            "y,p\n1,.1\n1,.2\n",
            "each of the 2 rows has \"1\" in column y",
        ),
        ("y,p\n0,.1\n0,.2\n", "no row of column y is \"1\""),
        (
            "y,p\n1,.1\n",
            "the file has 1 row of scores; at least 2 are needed",
        ),
        (
            "y,p\n0,low\n1,high\n",
            "no column of scores is left besides the label y (row 2, column p is \"low\")",
        ),
        (
            "y\n0\n1\n",
            "no column of scores is left besides the label y;",
        ),
        ("x,p\n0,.1\n1,.2\n", "the table has no column y"),
        (
            "y,a,b,c,d,e,f,g\n0,1,2,3,4,5,6,7\n1,1,2,3,4,5,6,7\n",
            "7 columns of scores are chosen; leave out all but 6",
        ),
    ];
    for (csv, sentence) in sentences {
        let said = complaint(csv);
        assert!(said.starts_with(sentence), "{csv:?}: {said}");
    }
    assert_eq!(MAX_SCORE_COLUMNS, 6);
}

#[test]
fn a_validation_share_sets_rows_aside_and_loses_none() {
    let mut csv = String::from("label;score\n");
    for row in 0..100 {
        csv += &format!("{};0,{row:02}\n", u8::from(row % 9 == 0));
    }
    let scored = uploaded(&csv, 0.25).unwrap();
    assert_eq!(
        (scored.validation.rows.len(), scored.test.rows.len()),
        (25, 75)
    );
    let mut all = [scored.validation.rows.clone(), scored.test.rows.clone()].concat();
    assert!(scored.test.rows.is_sorted() && scored.validation.rows.is_sorted());
    all.sort_unstable();
    assert_eq!(all, (0..100).collect::<Vec<_>>());
    for (place, &row) in scored.test.rows.iter().enumerate() {
        assert_eq!(scored.test.scores[0][place], row as f64 / 100.0);
        assert_eq!(scored.test.labels[place], row % 9 == 0);
    }
    assert!(
        Judged::of_column(&Arc::new(scored), 0)
            .unwrap()
            .validation
            .is_some()
    );
}

#[test]
fn there_is_nothing_to_train_and_without_a_file_nothing_to_show() {
    let mut spec = LabSpec::default();
    spec.data.source = Source::Scores;
    spec.data.scores.file_name = "scores.csv".into();
    let checked = spec.check().unwrap();
    assert_eq!(checked.rows(None).unwrap_err(), SpecError::NothingToTrain);
    let error = checked.scores(None).unwrap_err();
    assert!(error.to_string().contains("scores.csv"), "{error}");
}

proptest! {
    #[test]
    fn scores_come_through_bit_for_bit(scores in prop::collection::vec(proptest::num::f64::NORMAL, 2..40)) {
        let rows = scores.iter().enumerate();
        let csv: String = std::iter::once("y,score\n".to_owned())
            .chain(rows.map(|(row, score)| format!("{},{score}\n", row % 2)))
            .collect();
        let read = uploaded(&csv, 0.0).unwrap();
        prop_assert_eq!(&read.test.scores[0], &scores);
        let ranking = Judged::of_column(&Arc::new(read), 0).unwrap().test;
        prop_assert_eq!(ranking.n_samples(), scores.len());
    }

    #[test]
    fn no_text_makes_it_panic(csv in "[-y,s;\"\n0-2.a]{0,60}") {
        if let Ok(table) = read_csv(csv.as_bytes()) {
            let _: Result<_, ScoreError> = table.scores(&guess(&table));
        }
    }
}

#[test]
fn turned_scores_have_the_rest_of_the_area() {
    let csv = "y,points,other\n0,605,1\n1,511,0\n0,565,2\n1,550,5\n0,0,3\n";
    let table = table(csv);
    let before = table.scores(&guess(&table)).unwrap();
    let mut turned = before.clone();
    turned.turn(0);
    turned.turn(7);
    let auc = |scores: &[f64]| Ranking::new(scores, &before.labels).unwrap().roc_auc();
    // Of the six pairs only those with the score 0 are in order.
    assert_eq!(auc(&before.scores[0]), 2.0 / 6.0);
    assert_eq!(auc(&turned.scores[0]), 4.0 / 6.0);
    assert_eq!(turned.scores[0], [-605.0, -511.0, -565.0, -550.0, 0.0]);
    assert!(turned.scores[0][4].is_sign_positive());
    assert_eq!(turned.scores[1], before.scores[1]);
}
