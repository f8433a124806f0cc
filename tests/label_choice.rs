//! From a table and a choice of label to labelled rows: what is used, what is left out, and why.

#![expect(
    clippy::expect_used,
    reason = "a test stops where its own preparation fails"
)]

use std::fs::File;

use imbalance_lab::data::prepare::Cells;
use imbalance_lab::data::{
    ColumnKind, FIRST_ROWS, LabelChoice, Labelled, LeftOut, RawTable, TableError, TableSummary,
    read_csv,
};

use real_file::real_file;

#[path = "support/real_file.rs"]
mod real_file;

const LOANS: &str = "\
ID;city;income;age;note;bad
1;Bern;1200,5;31;;no
2;Rome;;44;;yes
3;Rome;900;;;no
4;;1500;52;;yes
5;Bern;;;;no
6;Bern;700;29;;
7;Rome;800;61;;no
";

fn read(text: &str) -> RawTable {
    read_csv(text.as_bytes()).expect("the file is fine")
}

fn choice(label_column: &str, default_value: &str, left_out: &[&str]) -> LabelChoice {
    LabelChoice {
        label_column: label_column.into(),
        default_value: default_value.into(),
        left_out: left_out.iter().map(|&name| name.into()).collect(),
        ..LabelChoice::default()
    }
}

fn labelled(text: &str, choice: &LabelChoice) -> (Labelled, LeftOut) {
    read(text).labelled(choice).expect("the choice fits")
}

fn names(rows: &Labelled) -> Vec<&str> {
    let columns = rows.frame().columns().iter();
    columns.map(|column| column.name.as_str()).collect()
}

fn numbers<'a>(rows: &'a Labelled, name: &str) -> &'a [f64] {
    match &*rows.frame().column(name).expect("a column").cells {
        Cells::Numbers(values) => values,
        Cells::Texts { .. } => panic!("{name} holds text"),
    }
}

fn n_positives(rows: &Labelled) -> usize {
    rows.labels().iter().filter(|label| **label).count()
}

fn message(text: &str, choice: &LabelChoice) -> String {
    read(text)
        .labelled(choice)
        .expect_err("the choice does not fit")
        .to_string()
}

#[test]
fn rows_with_a_label_keep_their_columns_as_they_are() {
    let (rows, _) = labelled(LOANS, &choice("bad", "yes", &["ID"]));
    assert_eq!(names(&rows), ["city", "income", "age"]);
    assert_eq!(rows.labels(), [false, true, false, true, false, false]);
    let income = numbers(&rows, "income")
        .iter()
        .map(|value| value.to_string());
    let expected = ["1200.5", "NaN", "900", "1500", "NaN", "800"];
    assert_eq!(income.collect::<Vec<_>>(), expected);
    let city = &rows.frame().column("city").unwrap().cells;
    assert!(matches!(&**city, Cells::Texts { levels, .. } if levels == &["Bern", "Rome"]));
    assert!(city.is_missing(3) && !city.is_missing(0));
}

#[test]
fn rows_are_known_by_their_row_in_the_file() {
    let (rows, _) = labelled(LOANS, &choice("bad", "yes", &["ID"]));
    assert_eq!(rows.row_numbers(), [2, 3, 4, 5, 6, 8]);
    let table = read(&LOANS.replace("\n4;", "\n\n\n4;"));
    let (rows, _) = table.labelled(&choice("bad", "yes", &["ID"])).unwrap();
    assert_eq!(rows.row_numbers(), [2, 3, 4, 7, 8, 10]);
}

#[test]
fn what_is_left_out_is_said_with_its_reason() {
    let (_, left_out) = labelled(LOANS, &choice("bad", "yes", &["ID"]));
    let expected = [
        "1 row left out: empty bad",
        "column ID left out: by hand",
        "column note left out: empty",
    ];
    assert_eq!(left_out.sentences(), expected);
    assert_eq!(left_out.n_rows(), 1);
}

#[test]
fn counts_over_a_thousand_are_grouped() {
    let text = format!("x,y\n1,0\n2,1\n{}", "1,\n".repeat(12_345));
    let (_, left_out) = labelled(&text, &choice("y", "1", &[]));
    assert_eq!(left_out.sentences(), ["12,345 rows left out: empty y"]);
}

#[test]
fn numeric_labels_match_as_numbers() {
    for value in ["1", "1.0", " 1e0 "] {
        let (rows, _) = labelled("x,y\n5,1.0\n6,0\n7,01\n", &choice("y", value, &[]));
        assert_eq!(rows.labels(), [true, false, true], "{value}");
    }
    assert!(
        read("x,y\n5,Yes\n6,no\n")
            .labelled(&choice("y", "yess", &[]))
            .is_err()
    );
}

#[test]
fn a_choice_that_does_not_fit_says_what_to_do() {
    let two = "x,y\n1,a\n2,b\n";
    assert_eq!(
        read(two).labelled(&LabelChoice::default()),
        Err(TableError::NoLabelChosen)
    );
    let absent = message(two, &choice("z", "a", &[]));
    assert_eq!(
        absent,
        "The table has no column z; choose one of its 2 columns."
    );
    assert!(message(two, &choice("y", "a", &["ID"])).contains("no column ID"));
    let never = message(two, &choice("y", "c", &[]));
    assert!(
        never.contains("column y is \"c\"") && never.ends_with("a or b."),
        "{never}"
    );
    let empty = message("x,y\n1,\n2,\n", &choice("y", "1", &[]));
    assert_eq!(empty, "Column y is empty; choose another label column.");
}

#[test]
fn a_table_of_which_nothing_is_left_says_why() {
    let texts = "id,b,y\n1,,0\n2,,1\n";
    assert_eq!(
        read(texts).labelled(&choice("y", "1", &["id"])),
        Err(TableError::NoColumn {
            n_empty: 1,
            n_by_hand: 1
        })
    );
    let all = message("x,y\n1,1\n2,1\n", &choice("y", "1", &[]));
    assert!(
        all.starts_with("Of the 2 rows with a label all have 1 in column y"),
        "{all}"
    );
}

#[test]
fn a_choice_and_an_error_survive_the_way_through_json() {
    let choice = choice("y", "1", &["ID"]);
    let json = serde_json::to_string(&choice).unwrap();
    assert_eq!(serde_json::from_str::<LabelChoice>(&json).unwrap(), choice);
    let partial: LabelChoice = serde_json::from_str(r#"{"label_column":"y"}"#).unwrap();
    assert_eq!(partial.label_column, "y");
    assert!(
        partial.turned.is_empty(),
        "a link from before columns were turned"
    );
    let error = read("x,y\n1,1\n").labelled(&choice).unwrap_err();
    let json = serde_json::to_string(&error).unwrap();
    assert_eq!(serde_json::from_str::<TableError>(&json).unwrap(), error);
}

fn summary(text: &str) -> TableSummary {
    read(text).summary()
}

fn values(summary: &TableSummary, index: usize) -> Vec<(String, usize)> {
    let values = summary.columns[index].values.as_ref().expect("few values");
    values
        .iter()
        .map(|count| (count.value.clone(), count.n_rows))
        .collect()
}

#[test]
fn summary_lists_values_most_frequent_first_and_the_first_rows_as_they_are() {
    let summary = summary(LOANS);
    assert_eq!(summary.n_rows, 7);
    let kinds: Vec<ColumnKind> = summary.columns.iter().map(|column| column.kind).collect();
    use ColumnKind::{Empty, Number, Text};
    assert_eq!(kinds, [Number, Text, Number, Number, Empty, Text]);
    assert_eq!(
        values(&summary, 1),
        [("Bern".into(), 3), ("Rome".into(), 3)]
    );
    assert_eq!(values(&summary, 5), [("no".into(), 4), ("yes".into(), 2)]);
    assert_eq!(summary.columns[2].n_missing, 2);
    assert_eq!(
        summary.first_rows[0],
        ["1", "Bern", "1200.5", "31", "", "no"]
    );
    assert_eq!(summary.first_rows.len(), 7);
}

#[test]
fn summary_stays_small() {
    let rows: String = (0..300)
        .map(|n| format!("{},{},t{n}\n", n % 50, n % 51))
        .collect();
    let summary = summary(&format!("a,b,c\n{rows}"));
    assert_eq!(values(&summary, 0).len(), 50);
    assert_eq!(summary.columns[1].values, None);
    assert_eq!(summary.columns[2].values, None);
    assert_eq!(summary.first_rows.len(), FIRST_ROWS);
}

#[test]
fn numbers_are_shown_so_that_they_read_back_the_same() {
    let cells = [
        "0.1",
        "-0.30000000000000004",
        "120000",
        "1e-7",
        "2.5e300",
        "123456789012345680",
    ];
    for row in summary(&format!("x\n{}\n", cells.join("\n")))
        .first_rows
        .iter()
        .zip(cells)
    {
        let (shown, written) = (&row.0[0], row.1);
        assert_eq!(shown.parse::<f64>(), written.parse(), "{shown}");
        assert!(shown.len() <= 22, "{shown}");
    }
}

#[test]
fn guess_takes_the_column_that_looks_like_a_label() {
    for (text, label, value) in [
        ("TARGET,x,flag\n1,4,0\n0,5,1\n0,6,1\n", "TARGET", "1"),
        ("x,default,y\n1,no,no\n2,no,yes\n3,yes,no\n", "y", "yes"),
        ("x,flag,z\n1,a,5\n2,a,6\n3,b,7\n", "flag", "b"),
        ("x,default.payment\n1,0\n2,1\n", "default.payment", "1"),
        ("x,class\n3,1\n4,2\n5,1\n", "class", "2"),
        ("x,loan\n3,Good\n4,BAD\n5,BAD\n", "loan", "BAD"),
        ("x,z\n3,\n4,\n", "x", "4"),
    ] {
        let guess = summary(text).guess;
        assert_eq!(
            (guess.label_column.as_str(), guess.default_value.as_str()),
            (label, value)
        );
        assert!(guess.left_out.is_empty());
    }
}

fn read_real(name: &str) -> Option<RawTable> {
    let file = File::open(real_file(name)?).expect("the file can be opened");
    Some(read_csv(file).expect("the file is fine"))
}

fn sum(rows: &Labelled, name: &str) -> f64 {
    numbers(rows, name).iter().sum()
}

// Counts are those of the data's README; sums were taken with Python's csv module.

#[test]
fn credit_card_clients_load_whole_but_for_their_id() {
    let Some(table) = read_real("uci_credit_card.csv") else {
        return;
    };
    assert_eq!((table.n_rows(), table.columns().len()), (30_000, 25));
    let label = "default.payment.next.month";
    let guess = table.summary().guess;
    assert_eq!(guess, choice(label, "1", &[]));
    let (rows, left_out) = table.labelled(&choice(label, "1", &["ID"])).unwrap();
    assert_eq!((rows.labels().len(), names(&rows).len()), (30_000, 23));
    assert_eq!(n_positives(&rows), 6_636);
    assert_eq!(left_out.sentences(), ["column ID left out: by hand"]);
    assert_eq!(sum(&rows, "LIMIT_BAL"), 5_024_529_680.0);
    assert_eq!(sum(&rows, "BILL_AMT1"), 1_536_699_927.0);
}

#[test]
fn bank_marketing_loads_whole() {
    let Some(table) = read_real("bank_marketing.csv") else {
        return;
    };
    assert_eq!((table.n_rows(), table.columns().len()), (45_211, 17));
    assert_eq!(table.summary().guess, choice("y", "yes", &[]));
    let (rows, left_out) = table.labelled(&choice("y", "yes", &[])).unwrap();
    let numeric = [
        "age", "balance", "day", "duration", "campaign", "pdays", "previous",
    ];
    assert!(numeric.iter().all(|name| names(&rows).contains(name)));
    assert_eq!((names(&rows).len(), rows.labels().len()), (16, 45_211));
    assert_eq!(n_positives(&rows), 5_289);
    assert!(left_out.sentences().is_empty());
    assert_eq!(sum(&rows, "balance"), 61_589_682.0);
    assert_eq!(sum(&rows, "pdays"), 1_817_384.0);
}

#[test]
fn german_credit_loads_whole() {
    let Some(table) = read_real("german_credit.csv") else {
        return;
    };
    assert_eq!((table.n_rows(), table.columns().len()), (1_000, 21));
    assert_eq!(table.summary().guess, choice("class", "bad", &[]));
    let (rows, left_out) = table.labelled(&choice("class", "bad", &[])).unwrap();
    assert_eq!((rows.labels().len(), n_positives(&rows)), (1_000, 300));
    assert_eq!(names(&rows).len(), 20);
    assert!(left_out.sentences().is_empty());
    assert_eq!(sum(&rows, "credit_amount"), 3_271_258.0);
}

#[test]
fn values_that_differ_in_case_spaces_or_digits_are_one_and_said() {
    let text = include_str!("cases/yes-in-three-spellings-training.csv");
    let (rows, left_out) = labelled(text, &choice("defaulted", "yes", &[]));
    assert_eq!((n_positives(&rows), rows.labels().len()), (20, 120));
    let said = left_out.sentences();
    assert!(said[0].ends_with("are taken for one value."), "{said:?}");
    let (rows, _) = labelled("x,y\n1,a\n2, A \n3,b\n", &choice("y", "A", &[]));
    assert_eq!(rows.labels(), [true, true, false]);
    let (rows, _) = labelled("x,y\n1,1.0\n2,x\n3,1\n", &choice("y", "1", &[]));
    assert_eq!(rows.labels(), [true, false, true]);
}

#[test]
fn more_than_two_values_are_grouped_into_default_good_and_left_out() {
    let text = "x,loan_status\n1,Fully Paid\n2,Charged Off\n3,Default\n4,Current\n5,Late (31-120 days)\n6,\n7,fully paid\n";
    let mut chosen = choice("loan_status", "Charged Off", &[]);
    let (rows, left_out) = labelled(text, &chosen);
    assert_eq!((n_positives(&rows), rows.labels().len()), (1, 6));
    let said = left_out.sentences();
    let many =
        "loan_status: 4 values count as good: current, default, fully paid, late (31-120 days).";
    assert_eq!(said, [many, "1 row left out: empty loan_status"]);
    chosen.also_default = vec!["default".into()];
    chosen.without = vec!["Current".into(), "Late (31-120 days)".into()];
    let (rows, left_out) = labelled(text, &chosen);
    assert_eq!(rows.labels(), [false, true, true, false]);
    assert_eq!(rows.row_numbers(), [2, 3, 4, 8]);
    let said = left_out.sentences();
    assert_eq!(
        said,
        [
            "1 row left out: empty loan_status",
            "2 rows left out by their loan_status"
        ]
    );
}

#[test]
fn a_column_of_a_model_or_of_the_past_is_no_label() {
    let text = "cb_person_default_on_file,amount,loan_status\nY,1,0\nN,2,0\nN,3,1\nY,4,0\n";
    let summary = read(text).summary();
    assert_eq!(summary.guess, choice("loan_status", "1", &[]));
    let why = "loan_status is taken for the label by its name and its two values and its place, the last.";
    assert_eq!(summary.notes, [why]);
    let scores = include_str!("cases/y_pred-before-y_true.csv");
    let guess = LabelChoice::guess_scores(&read(scores).summary().columns);
    assert_eq!(guess.label_column, "y_true");
}

/// The default value that is guessed, and the one that is asked back.
fn meaning(name: &str, values: [&str; 2]) -> (String, Option<String>) {
    let [often, rarely] = values;
    let text = format!("amount,{name}\n1,{often}\n2,{often}\n3,{rarely}\n");
    let table = read(&text).summary();
    let guess = table.guess.clone();
    let asked = guess
        .asked_back(table.column(name).expect("the label"))
        .map(str::to_owned);
    (guess.default_value, asked)
}

#[test]
fn a_label_that_speaks_of_good_customers_is_asked_back() {
    let said = |default: &str, asked: Option<&str>| (default.to_owned(), asked.map(str::to_owned));
    for name in ["Fully Paid", "fully_paid", "repaid", "is.good"] {
        assert_eq!(meaning(name, ["1", "0"]), said("0", Some("1")), "{name}");
        assert_eq!(meaning(name, ["0", "1"]), said("0", Some("1")), "{name}");
        assert_eq!(
            meaning(name, ["yes", "no"]),
            said("no", Some("yes")),
            "{name}"
        );
    }
    for name in ["not.fully.paid", "default", "non_performing"] {
        assert_eq!(meaning(name, ["0", "1"]), said("1", None), "{name}");
    }
}

#[test]
fn a_word_for_good_customers_leaves_the_other_value_to_be_the_default_even_if_it_is_frequent() {
    assert_eq!(meaning("loan_status", ["Late", "Fully Paid"]).0, "Late");
    assert_eq!(meaning("loan_status", ["Fully Paid", "Late"]).0, "Late");
    assert_eq!(meaning("status", ["no default", "default"]).0, "default");
}
