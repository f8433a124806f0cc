//! Scores of models that were trained elsewhere.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::sync::Arc;

use imbalance_lab::data::{LabelChoice, MAX_SCORE_COLUMNS, RawTable, ScoreError, read_csv};
use imbalance_lab::experiment::{Judged, LabSpec, Source, SpecError, UploadedScores};
use proptest::prelude::*;

fn table(csv: &str) -> RawTable {
    read_csv(csv.as_bytes()).unwrap()
}

fn guess(table: &RawTable) -> LabelChoice {
    LabelChoice::guess_scores(&table.summary().columns)
}

fn complaint(csv: &str) -> String {
    let table = table(csv);
    let choice = LabelChoice {
        label_column: "y".into(),
        default_value: "1".into(),
        left_out: Vec::new(),
        ..LabelChoice::default()
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
    assert_eq!(scored.test.rows, [2, 3, 4]);
    assert_eq!(
        scored.test.scores,
        [vec![0.1, 0.7, 0.2], vec![-3.0, 12.0, 0.0]]
    );
    assert_eq!(
        scored.left_out,
        [
            "column id left out: its name says that it is no score",
            "column city left out: text"
        ]
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
    let columns = table(
        "y,customer_id,ead,a,b,c,d,e,f,g,h,i\n0,1,9,1,2,3,4,5,6,7,8,9\n1,2,9,1,2,3,4,5,6,7,8,9\n",
    );
    let choice = guess(&columns);
    assert_eq!(choice.label_column, "y");
    assert_eq!(choice.left_out, ["customer_id", "ead", "i"]);
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
            "Row 4, column y is \"2\", a third value beside \"1\" and \"0\"",
        ),
        ("y,p\n0,.1\n,.2\n1,.3\n", "Row 3, column y is empty"),
        ("y,p\n0,.1\n1,\n", "Row 3, column p is empty or NaN"),
        (
            "y,p\n0,.1\n1,NaN\n0,.3\n",
            "Row 3, column p is empty or NaN",
        ),
        (
            "y,p\n0,.1\n1,abc\n0,.2\n",
            "Row 3, column p is \"abc\", which is no finite number",
        ),
        (
            "y,p\n0,.1\n1,.4\n0,-inf\n",
            "Row 4, column p is \"-inf\", which is no finite number",
        ),
        (
            "y,p\n1,.1\n1,.2\n",
            "Each of the 2 rows has \"1\" in column y",
        ),
        ("y,p\n0,.1\n0,.2\n", "No row of column y is \"1\""),
        (
            "y,p\n1,.1\n",
            "The file has 1 row of scores; at least 2 are needed",
        ),
        (
            "y,p\n0,low\n1,high\n",
            "No column of scores is left besides the label y (row 2, column p is \"low\")",
        ),
        (
            "y\n0\n1\n",
            "No column of scores is left besides the label y;",
        ),
        ("x,p\n0,.1\n1,.2\n", "The table has no column y"),
        (
            "y,a,b,c,d,e,f,g,h,i\n0,1,2,3,4,5,6,7,8,9\n1,1,2,3,4,5,6,7,8,9\n",
            "9 columns of scores are chosen; leave out all but 8",
        ),
    ];
    for (csv, sentence) in sentences {
        let said = complaint(csv);
        assert!(said.starts_with(sentence), "{csv:?}: {said}");
    }
    assert_eq!(MAX_SCORE_COLUMNS, 8);
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
    assert_eq!(all, (2..102).collect::<Vec<_>>());
    for (place, &row) in scored.test.rows.iter().enumerate() {
        let row = row - 2;
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
fn columns_that_are_no_models_are_left_out_with_their_own_reasons() {
    let mut csv = String::from("row,customer,y,a,b,c,d,e,f,g,h,i\n");
    for row in 0..20 {
        let score = f64::from(row * 7 % 20) / 20.0;
        csv += &format!(
            "{row},C{row},{},{score},1{score},2{score},3{score},4{score},5{score},6{score},7{score},8{score}\n",
            row % 3
        );
    }
    let csv = csv.replace(",2,", ",0,");
    let table = table(&csv);
    let choice = guess(&table);
    let scored = table.scores(&choice).unwrap();
    assert_eq!(scored.names, ["a", "b", "c", "d", "e", "f", "g", "h"]);
    let reasons: Vec<_> = scored.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "column row left out: its name says that it is no score",
            "column customer left out: text",
            "column i left out: 8 columns are compared at most"
        ]
    );
    let by_hand = LabelChoice {
        left_out: vec!["b".into(), "row".into()],
        ..choice
    };
    let scored = table.scores(&by_hand).unwrap();
    assert_eq!(scored.names, ["a", "c", "d", "e", "f", "g", "h", "i"]);
    assert_eq!(scored.left_out[2].to_string(), "column b left out: by hand");
}

#[test]
fn an_index_without_a_telling_name_is_no_model_and_ids_among_numbers_are_no_fault() {
    let table = table("k,id,y,p\n10,A1,0,.1\n11,102,1,.9\n12,103,0,.3\n13,104,1,.2\n");
    let choice = guess(&table);
    assert_eq!(choice.left_out, ["k"]);
    let scored = table.scores(&choice).unwrap();
    assert_eq!(scored.names, ["p"]);
    let reasons: Vec<_> = scored.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(reasons[0], "column k left out: its values number the rows");
    assert!(
        reasons[1].starts_with("column id left out: text"),
        "{}",
        reasons[1]
    );
}

#[test]
fn a_turned_column_ranks_the_other_way_round_and_says_so() {
    let table = table("y,p\n0,3\n1,0\n0,2\n1,1\n");
    let mut choice = guess(&table);
    choice.turned = vec!["p".into(), "unknown".into()];
    let scored = table.scores(&choice).unwrap();
    assert_eq!(scored.names, ["p (turned)"]);
    assert_eq!(scored.scores, [[-3.0, 0.0, -2.0, -1.0]]);
    assert!(scored.scores[0][1].is_sign_positive());
}

/// The case of `tests/cases/blank-lines-row-number.csv`.
#[test]
fn a_fault_is_in_the_row_that_a_spreadsheet_shows() {
    let text = include_str!("cases/blank-lines-row-number.csv");
    let table = table(text);
    let error = table.scores(&guess(&table)).unwrap_err().to_string();
    assert!(
        error.starts_with("Row 7, column p is empty or NaN"),
        "{error}"
    );
}

#[test]
fn identifiers_of_letters_are_left_out_and_a_text_among_scores_is_a_fault() {
    for csv in [
        "case,y,p\nA1,0,.2\nB7,1,.7\nC3,0,.1\n",
        "case,y,p\nA1,0,.2\n102,1,.7\nB7,0,.1\n7,1,.4\n",
    ] {
        let scored = uploaded(csv, 0.0).unwrap();
        assert_eq!(scored.names, ["p"]);
        let said = &scored.left_out[0];
        assert!(said.starts_with("column case left out: text"), "{said}");
    }
    let called_so = uploaded("id,y,p\nA1,0,.2\n102,1,.7\n103,0,.1\n", 0.0).unwrap();
    assert_eq!(called_so.names, ["p"]);

    let with = |faults: &[usize], mark: &str| {
        let rows = (0..40).map(|row| match faults.contains(&row) {
            true => format!("{};unknown {row};{row}{mark}25\n", row % 2),
            false => format!("{};{row}{mark}5;{row}{mark}25\n", row % 2),
        });
        uploaded(&format!("y;p;q\n{}", rows.collect::<String>()), 0.0)
    };
    for mark in [".", ","] {
        for faults in [&[30][..], &[30, 32, 38]] {
            let error = with(faults, mark).unwrap_err().to_string();
            let named = "Row 32, column p is \"unknown 30\", which is no finite number";
            assert!(error.starts_with(named), "{error}");
        }
        let texts: Vec<_> = (10..40).collect();
        assert_eq!(with(&texts, mark).unwrap().names, ["q"]);
    }
}

/// AUC of `points` by scikit-learn: .121394. Turned, each pair counts the other way round.
#[test]
fn a_turned_column_says_so_and_ranks_the_other_way_round() {
    let csv = include_str!("cases/log-odds-and-points.csv");
    let auc = |turned: &[&str]| {
        let mut spec = LabSpec::default();
        spec.data.source = Source::Scores;
        let choice = &mut spec.data.scores.choice;
        *choice = guess(&table(csv));
        choice.turned = turned.iter().map(|&name| name.into()).collect();
        let scored = spec.check().unwrap().scores(Some(&table(csv))).unwrap();
        let scored = Arc::new(scored);
        [0, 1].map(|column| {
            let judged = Judged::of_column(&scored, column).unwrap();
            (judged.name, (judged.test.roc_auc() * 1e6).round() / 1e6)
        })
    };
    let [log_odds, points] =
        [("log_odds", 0.877_404), ("points", 0.121_394)].map(|(name, auc)| (name.to_owned(), auc));
    assert_eq!(auc(&[]), [log_odds.clone(), points]);
    let points = ("points (turned)".to_owned(), 0.878_606);
    assert_eq!(auc(&["points", "no such column", "y"]), [log_odds, points]);
}

#[test]
fn turned_scores_keep_every_bit_but_the_sign_and_have_no_minus_zero() {
    let choice = LabelChoice {
        label_column: "y".into(),
        default_value: "1".into(),
        turned: vec!["p".into()],
        ..LabelChoice::default()
    };
    let scored = table("y,p\n0,0\n1,-0\n0,0.1\n1,-2.5e-300\n")
        .scores(&choice)
        .unwrap();
    let bits: Vec<_> = scored.scores[0]
        .iter()
        .map(|score| score.to_bits())
        .collect();
    assert_eq!(bits, [0.0, 0.0, -0.1, 2.5e-300].map(f64::to_bits));
}

#[test]
fn rows_are_named_as_the_file_counts_them() {
    let third = complaint("\ny,p\n0,.1\n\n\n1,.2\n\n2,.3\n");
    assert!(third.starts_with("Row 8, column y is \"2\""), "{third}");
    let none = complaint("y,p\n\n0,.1\n\n,.2\n1,.3\n");
    assert!(none.starts_with("Row 5, column y is empty"), "{none}");
    let scored = uploaded("y,p\n\n0,.1\n1,.2\n\n1,.3\n", 0.0).unwrap();
    assert_eq!(scored.test.rows, [3, 4, 6]);
    let first = scored.preview().first_rows;
    let numbers: Vec<_> = first.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 4, 6]);
}

#[test]
fn first_rows_are_those_of_the_file_whatever_part_they_are_in() {
    let rows: String = (0..300)
        .map(|row| format!("{},{row}\n", row % 3 / 2))
        .collect();
    let scored = uploaded(&format!("y,p\n{rows}"), 0.4).unwrap();
    let first = scored.preview().first_rows;
    assert_eq!(first.len(), 200);
    for (place, row) in first.iter().enumerate() {
        assert_eq!(row.number, place + 2);
        assert_eq!(row.values, [place as f64]);
        assert_eq!(row.is_default, place % 3 == 2);
    }
}

#[test]
fn a_part_without_a_default_is_said_before_anything_is_chosen() {
    let rows: String = (0..100)
        .map(|row| format!("{},{row}\n", u8::from(row == 41)))
        .collect();
    let scored = uploaded(&format!("y,p\n{rows}"), 0.2).unwrap();
    let mut parts = [("validation", 20), ("test", 80)];
    if scored.test.count().default == 0 {
        parts.reverse();
    }
    let [(empty, n_empty), (other, n_other)] = parts;
    let warnings = scored.preview().warnings;
    let none = format!("The {n_empty} {empty} rows hold no default: ");
    let one = format!("The {n_other} {other} rows hold 1 default only: ");
    assert_eq!(warnings.len(), 2);
    for said in [none, one] {
        assert!(
            warnings.iter().any(|warning| warning.starts_with(&said)),
            "{warnings:?}"
        );
    }
}
