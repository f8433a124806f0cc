//! From a table and a choice of label to a data set: what is used, what is left out, and why.

#![expect(
    clippy::expect_used,
    reason = "a test stops where its own preparation fails"
)]

use std::fs::File;
use std::path::{Path, PathBuf};

use imbalance_lab::data::{
    ColumnKind, Dataset, LabelChoice, LeftOut, RawTable, TableError, TableSummary, read_csv,
};

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

fn dataset(text: &str, choice: &LabelChoice) -> (Dataset, LeftOut) {
    read(text).dataset(choice).expect("the choice fits")
}

fn message(text: &str, choice: &LabelChoice) -> String {
    read(text)
        .dataset(choice)
        .expect_err("the choice does not fit")
        .to_string()
}

#[test]
fn complete_rows_of_numeric_columns_become_the_data_set() {
    let (dataset, _) = dataset(LOANS, &choice("bad", "yes", &["ID"]));
    assert_eq!(dataset.names(), ["income", "age"]);
    assert_eq!(
        dataset.features(),
        ndarray::arr2(&[[1200.5, 31.0], [1500.0, 52.0], [800.0, 61.0]])
    );
    assert_eq!(dataset.labels(), [false, true, false]);
}

#[test]
fn rows_are_known_by_their_row_in_the_file() {
    let (dataset, _) = dataset(LOANS, &choice("bad", "yes", &["ID"]));
    assert_eq!(dataset.row_numbers(), [2, 5, 8]);
    let table = read(&LOANS.replace("\n4;", "\n\n\n4;"));
    let (dataset, _) = table.dataset(&choice("bad", "yes", &["ID"])).unwrap();
    assert_eq!(dataset.row_numbers(), [2, 7, 10]);
    assert_eq!(dataset.select(&[2, 0]).row_numbers(), [10, 2]);
}

#[test]
fn what_is_left_out_is_said_with_its_reason() {
    let (_, left_out) = dataset(LOANS, &choice("bad", "yes", &["ID"]));
    let expected = [
        "2 rows left out: empty income",
        "1 row left out: empty age",
        "1 row left out: empty bad",
        "column ID left out: by hand",
        "column city left out: text",
        "column note left out: empty",
    ];
    assert_eq!(left_out.sentences(), expected);
    assert_eq!(left_out.n_rows(), 4);
}

#[test]
fn cells_missing_in_a_column_left_out_by_hand_cost_no_row() {
    let (dataset, left_out) = dataset(LOANS, &choice("bad", "yes", &["income", "age", "bad"]));
    assert_eq!(dataset.names(), ["ID"]);
    assert_eq!(left_out.sentences()[0], "1 row left out: empty bad");
    assert_eq!(dataset.n_samples(), 6);
}

#[test]
fn a_numeric_column_with_a_stray_text_names_the_first() {
    let text = "a,b,x,y\n1,1,1,0\n2,7,2,1\nabout 3,1e999,3,0\n4,5,4,1\nfew,6,5,1\n";
    let (_, left_out) = dataset(text, &choice("y", "1", &[]));
    let expected = [
        "column a left out: text (\"about 3\" in row 4 is not a finite number)",
        "column b left out: text (\"1e999\" in row 4 is not a finite number)",
    ];
    assert_eq!(left_out.sentences(), expected);
    let long = format!("a,x,y\n1,1,0\n{},2,1\n", "w".repeat(500));
    let (_, left_out) = dataset(&long, &choice("y", "1", &[]));
    assert!(left_out.sentences()[0].len() < 120);
}

#[test]
fn counts_over_a_thousand_are_grouped() {
    let text = format!("x,y\n1,0\n2,1\n{}", ",1\n".repeat(12_345));
    let (_, left_out) = dataset(&text, &choice("y", "1", &[]));
    assert_eq!(left_out.sentences(), ["12,345 rows left out: empty x"]);
}

#[test]
fn numeric_labels_match_as_numbers_and_texts_as_texts() {
    for value in ["1", "1.0", " 1e0 "] {
        let (dataset, _) = dataset("x,y\n5,1.0\n6,0\n7,01\n", &choice("y", value, &[]));
        assert_eq!(dataset.labels(), [true, false, true], "{value}");
    }
    let (dataset, _) = dataset("x,y\n5,1.0\n6,no\n7,1\n", &choice("y", "1", &[]));
    assert_eq!(dataset.labels(), [false, false, true]);
    assert!(
        read("x,y\n5,Yes\n6,no\n")
            .dataset(&choice("y", "yes", &[]))
            .is_err()
    );
}

#[test]
fn a_choice_that_does_not_fit_says_what_to_do() {
    let two = "x,y\n1,a\n2,b\n";
    assert_eq!(
        read(two).dataset(&LabelChoice::default()),
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
    let texts = "id,a,b,y\n1,p,,0\n2,q,,1\n";
    assert_eq!(
        read(texts).dataset(&choice("y", "1", &["id"])),
        Err(TableError::NoNumericColumn {
            n_text: 1,
            n_empty: 1,
            n_by_hand: 1
        })
    );
    let holes = message("a,b,y\n,1,0\n,2,1\n3,,1\n", &choice("y", "1", &[]));
    assert!(
        holes.contains("3 rows") && holes.contains("column a") && holes.contains("in 2 of"),
        "{holes}"
    );
    let none = message("x,y\n1,0\n2,0\n,1\n", &choice("y", "1", &[]));
    assert!(
        none.starts_with("Of the 2 rows without missing values none have 1 in column y"),
        "{none}"
    );
    let all = message("x,y\n1,1\n2,1\n", &choice("y", "1", &[]));
    assert!(
        all.starts_with("Of the 2 rows without missing values all have 1"),
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
    let error = read("x,y\n1,1\n").dataset(&choice).unwrap_err();
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
    let rows: String = (0..200)
        .map(|n| format!("{},{},t{n}\n", n % 50, n % 51))
        .collect();
    let summary = summary(&format!("a,b,c\n{rows}"));
    assert_eq!(values(&summary, 0).len(), 50);
    assert_eq!(summary.columns[1].values, None);
    assert_eq!(summary.columns[2].values, None);
    assert_eq!(summary.first_rows.len(), 100);
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

/// Where real files may be, seen from a checkout and from a work tree of one.
fn real_file(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("IMBALANCE_LAB_DATA").map(PathBuf::from);
    let folders = [
        named,
        Some(root.join("../shared/data")),
        Some(root.join("../../shared/data")),
    ];
    let found = folders
        .into_iter()
        .flatten()
        .map(|folder| folder.join(name))
        .find(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: {name} is in none of $IMBALANCE_LAB_DATA and ../shared/data");
    }
    found
}

fn read_real(name: &str) -> Option<RawTable> {
    let file = File::open(real_file(name)?).expect("the file can be opened");
    Some(read_csv(file).expect("the file is fine"))
}

fn sum(dataset: &Dataset, name: &str) -> f64 {
    let index = dataset
        .names()
        .iter()
        .position(|known| known == name)
        .expect("a feature");
    dataset.features().column(index).sum()
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
    let (dataset, left_out) = table.dataset(&choice(label, "1", &["ID"])).unwrap();
    assert_eq!((dataset.n_samples(), dataset.n_features()), (30_000, 23));
    assert_eq!(dataset.n_positives(), 6_636);
    assert_eq!(left_out.sentences(), ["column ID left out: by hand"]);
    assert_eq!(sum(&dataset, "LIMIT_BAL"), 5_024_529_680.0);
    assert_eq!(sum(&dataset, "BILL_AMT1"), 1_536_699_927.0);
}

#[test]
fn bank_marketing_loads_its_seven_numeric_columns() {
    let Some(table) = read_real("bank_marketing.csv") else {
        return;
    };
    assert_eq!((table.n_rows(), table.columns().len()), (45_211, 17));
    assert_eq!(table.summary().guess, choice("y", "yes", &[]));
    let (dataset, left_out) = table.dataset(&choice("y", "yes", &[])).unwrap();
    let numeric = [
        "age", "balance", "day", "duration", "campaign", "pdays", "previous",
    ];
    assert_eq!(dataset.names(), numeric);
    assert_eq!(
        (dataset.n_samples(), dataset.n_positives()),
        (45_211, 5_289)
    );
    let texts = "job marital education default housing loan contact month poutcome";
    let expected = texts
        .split(' ')
        .map(|name| format!("column {name} left out: text"));
    assert_eq!(left_out.sentences(), expected.collect::<Vec<_>>());
    assert_eq!(sum(&dataset, "balance"), 61_589_682.0);
    assert_eq!(sum(&dataset, "pdays"), 1_817_384.0);
}

#[test]
fn german_credit_loads_its_seven_numeric_columns() {
    let Some(table) = read_real("german_credit.csv") else {
        return;
    };
    assert_eq!((table.n_rows(), table.columns().len()), (1_000, 21));
    assert_eq!(table.summary().guess, choice("class", "bad", &[]));
    let (dataset, left_out) = table.dataset(&choice("class", "bad", &[])).unwrap();
    assert_eq!((dataset.n_samples(), dataset.n_positives()), (1_000, 300));
    assert_eq!(dataset.n_features(), 7);
    assert_eq!(left_out.columns.len(), 13);
    assert_eq!(left_out.n_rows(), 0);
    assert_eq!(sum(&dataset, "credit_amount"), 3_271_258.0);
}
