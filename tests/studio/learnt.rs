//! What models have learnt, as tables.

use imbalance_lab::data::Scaling;
use imbalance_lab::model::{Coefficient, ColumnUnit, Learnt};
use imbalance_lab::studio::learnt_table;
use imbalance_lab::words::{Cell, ClassNames, Table};

fn names() -> Vec<String> {
    ["income", "default_history"].map(str::to_owned).to_vec()
}

fn table(learnt: &Learnt) -> Table {
    learnt_table(learnt, &names(), Scaling::ZScore, &ClassNames::default())
}

/// The lines as people see them, their cells joined.
fn shown(table: &Table) -> Vec<String> {
    let line = |cells: &Vec<Cell>| {
        let cells: Vec<_> = cells.iter().map(|cell| cell.shown.as_str()).collect();
        cells.join(" | ")
    };
    table.rows.iter().map(line).collect()
}

fn is_whole(table: &Table) -> bool {
    let n = table.head.len();
    table.rows.iter().all(|row| row.len() == n)
}

const fn coefficient(value: f64, error: Option<f64>) -> Coefficient {
    Coefficient { value, error }
}

/// exp(0.5), exp(0.5 ± 1.96 · 0.1), and the like.
#[test]
fn a_regression_is_a_line_a_column_with_its_odds_ratio_and_the_intercept_at_the_end() {
    let learnt = Learnt::Coefficients(vec![
        coefficient(0.5, Some(0.1)),
        coefficient(-0.25, Some(0.05)),
        coefficient(-3.0, Some(0.2)),
    ]);
    let table = table(&learnt);
    assert!(is_whole(&table));
    assert_eq!(
        shown(&table),
        [
            "income | 0.5 | 1.649 | 1.355 | 2.006",
            "default_history | −0.25 | 0.7788 | 0.7061 | 0.859",
            "Intercept (odds where every column is at its mean) | −3 | 0.04979 | 0.03364 | 0.07368",
        ]
    );
}

#[test]
fn with_a_penalty_there_is_no_interval() {
    let learnt = Learnt::Coefficients(vec![coefficient(0.5, None), coefficient(1.0, None)]);
    let table = table(&learnt);
    assert_eq!(shown(&table)[0], "income | 0.5 | 1.649 | – | –");
    assert_eq!(table.rows[0][3].plain, "");
}

#[test]
fn columns_without_a_name_are_counted() {
    let learnt = Learnt::Coefficients(vec![coefficient(0.0, None); 4]);
    assert_eq!(shown(&table(&learnt))[2], "Column 3 | 0 | 1 | – | –");
}

#[test]
fn a_linear_svm_is_a_line_a_column_with_what_it_adds_to_the_margin() {
    let learnt = Learnt::Weights(vec![0.5, -0.125, -1.0]);
    let table = table(&learnt);
    assert!(is_whole(&table));
    assert_eq!(
        table.caption,
        "Linear SVM: what one standard deviation more adds to the margin of a default"
    );
    assert_eq!(
        shown(&table),
        [
            "income | 0.5",
            "default_history | −0.125",
            "Intercept (margin where every column is at its mean) | −1",
        ]
    );
}

const CARD: &str = r#"{"Card": {
    "scale": {"offset": 500.0, "factor": 28.85},
    "start": 0.0,
    "intercept": -3.0,
    "columns": [
        {"column": 1, "coefficient": 0.9, "points": [120.0, 90.0, -5.0], "bins": {
            "information_value": 0.3456,
            "bins": [
                {"low": null, "high": 0.5, "counts": [3000, 20], "woe": -0.75},
                {"low": 0.5, "high": 1.5, "counts": [900, 30], "woe": 0.125},
                {"low": 1.5, "high": null, "counts": [100, 50], "woe": 1.5}
            ]
        }},
        {"column": 0, "coefficient": 0.4, "points": [60.0], "bins": {
            "information_value": 0.0,
            "bins": [{"low": null, "high": null, "counts": [4000, 100], "woe": 0.0}]
        }}
    ]
}}"#;

#[test]
fn a_scorecard_is_a_line_a_bin_in_the_columns_own_units() {
    let card: Learnt = serde_json::from_str(CARD).unwrap();
    let unit = |name: &str, mean, scale| ColumnUnit {
        name: name.into(),
        mean,
        scale,
    };
    let units = [unit("income", 0.0, 1.0), unit("default_history", -2.0, 4.0)];
    let table = table(&card.unscaled(&units));
    assert!(is_whole(&table));
    assert_eq!(
        shown(&table),
        [
            "default_history | below 0 | 3,000 | 20 | 0.7 % | −0.750 | 120 | 0.346",
            "default_history | 0 to 4 | 900 | 30 | 3.2 % | 0.125 | 90 | ",
            "default_history | 4 and above | 100 | 50 | 33.3 % | 1.500 | −5 | ",
            "income | any value | 4,000 | 100 | 2.4 % | 0.000 | 60 | 0.000",
        ]
    );
}

#[test]
fn ends_of_a_bin_have_as_many_digits_as_tell_them_apart() {
    let text = CARD
        .replace("1.5,", "0.500001,")
        .replace("null, \"high\": 0.5", "null, \"high\": -0.25");
    let card: Learnt = serde_json::from_str(&text).unwrap();
    let table = table(&card);
    assert_eq!(table.rows[0][1].shown, "below −0.25");
    assert_eq!(table.rows[0][1].plain, "below -0.25");
    assert_eq!(table.rows[1][1].shown, "0.5 to 0.500001");
}

#[test]
fn a_card_without_columns_gives_everybody_the_same_points() {
    let text = r#"{"Card": {"scale": {"offset": 500.0, "factor": 28.85}, "start": 587.0, "intercept": -3.0,
        "columns": []}}"#;
    let table = table(&serde_json::from_str(text).unwrap());
    assert!(is_whole(&table));
    assert_eq!(shown(&table), ["Everybody | – | – | – | – | – | 587 | –"]);
}

const TREE: &str = r#"{"Tree": {"nodes": [
    {"split": {"feature": 0, "threshold": 1.23456, "left": 1, "right": 2}, "counts": [900, 100], "share": 0.1},
    {"split": null, "counts": [800, 20], "share": 0.0244},
    {"split": {"feature": 1, "threshold": -2.0, "left": 3, "right": 4}, "counts": [100, 80], "share": 0.444},
    {"split": null, "counts": [100, 30], "share": 0.75},
    {"split": null, "counts": [0, 50], "share": 1.0}
]}}"#;

#[test]
fn a_tree_is_a_line_a_leaf_with_the_questions_that_lead_there() {
    let table = table(&serde_json::from_str(TREE).unwrap());
    assert!(is_whole(&table));
    assert_eq!(
        shown(&table),
        [
            "income ≤ 1.235 | 800 | 20 | 2.4 % | 0.024",
            "income > 1.235 and default_history ≤ −2 | 100 | 30 | 23.1 % | 0.750",
            "income > 1.235 and default_history > −2 | 0 | 50 | 100.0 % | 1.000",
        ]
    );
    assert_eq!(table.rows[0][0].plain, "income ≤ 1.23456");
}

#[test]
fn a_tree_of_one_leaf_is_one_line() {
    let text = r#"{"Tree": {"nodes": [{"split": null, "counts": [3, 1], "share": 0.25}]}}"#;
    let table = table(&serde_json::from_str(text).unwrap());
    assert_eq!(shown(&table), ["(every row) | 3 | 1 | 25.0 % | 0.250"]);
}

#[test]
fn importances_are_a_line_a_column_from_the_most_important_one_on() {
    let table = table(&Learnt::Importances(vec![0.25, 0.6251, 0.1249]));
    assert!(is_whole(&table));
    assert_eq!(
        shown(&table),
        [
            "default_history | 62.5 %",
            "income | 25.0 %",
            "Column 3 | 12.5 %"
        ]
    );
    assert!(table.caption.contains("favours columns with many values"));
}

#[test]
fn heads_call_the_classes_as_people_do_and_columns_keep_their_names() {
    let classes = ClassNames {
        positive: "fraud".into(),
        negative: "genuine".into(),
    };
    let names = ["default", "good"].map(str::to_owned);
    let table = learnt_table(
        &serde_json::from_str(TREE).unwrap(),
        &names,
        Scaling::ZScore,
        &classes,
    );
    assert_eq!(table.head[1..4], ["Genuine", "Fraud", "Share of frauds"]);
    assert_eq!(table.rows[0][0].shown, "default ≤ 1.235");
}
