//! Rules that are typed: how they read, what they refuse, and what they score.

use imbalance_lab::model::RuleError;
use imbalance_lab::model::rules::{Comparison, RuleSpec, Rules};
use imbalance_lab::model::{Classifier, ColumnUnit, Says};
use ndarray::{Array2, array};
use proptest::prelude::*;

fn unit(name: &str, mean: f64, scale: f64) -> ColumnUnit {
    ColumnUnit {
        name: name.into(),
        mean,
        scale,
    }
}

fn scored(text: &str, columns: &[ColumnUnit], rows: &Array2<f32>) -> Vec<f32> {
    let card = Rules::parse(text).unwrap().resolve(columns).unwrap();
    let mut scores = Vec::new();
    card.score(rows, &mut scores);
    scores
}

#[test]
fn points_of_the_rules_that_hold_are_added() {
    let columns = [unit("income", 0.0, 1.0), unit("age", 0.0, 1.0)];
    let rows = array![[19_999.0, 59.0], [20_000.0, 60.0], [5.0, 61.0]];
    let text = "income < 20000: 15\nage >= 60: -10; age != 61: 0.5;;\n\n age==59 :+2";
    assert_eq!(scored(text, &columns, &rows), [17.5, -9.5, 5.0]);
    let card = Rules::parse(text).unwrap().resolve(&columns).unwrap();
    assert_eq!(card.says(), Says::Margin);
    assert!(card.rows_at_once() > 1);
}

#[test]
fn each_comparison_holds_where_it_should() {
    let rows = array![[1.0], [2.0], [3.0], [f32::NAN]];
    for (sign, expected) in [
        ("<", [1.0, 0.0, 0.0, 0.0]),
        ("<=", [1.0, 1.0, 0.0, 0.0]),
        (">", [0.0, 0.0, 1.0, 0.0]),
        (">=", [0.0, 1.0, 1.0, 0.0]),
        ("=", [0.0, 1.0, 0.0, 0.0]),
        ("!=", [1.0, 0.0, 1.0, 1.0]),
    ] {
        let scores = scored(&format!("x {sign} 2: 1"), &[unit("x", 0.0, 1.0)], &rows);
        assert_eq!(scores, expected, "{sign}");
    }
}

#[test]
fn a_name_may_hold_spaces_signs_and_colons() {
    for name in [
        "monthly income",
        "employment = self-employed",
        "a: b",
        "x<y",
        "日本 income",
    ] {
        let rules = Rules::parse(&format!("{name}>=1: 5")).unwrap();
        let expected = RuleSpec {
            column: name.into(),
            comparison: Comparison::AtLeast,
            value: 1.0,
            points: 5.0,
        };
        assert_eq!(rules.0, [expected]);
    }
}

#[test]
fn rules_that_can_not_be_read_are_refused_in_a_sentence() {
    for (text, said) in [
        (
            " \n; ",
            "there is no rule; write one a line, as in income < 20000: 15",
        ),
        (
            "income < 1: 2\nage",
            "rule 2 gives no points; end it with a colon and points, as in income < 20000: 15",
        ),
        (
            "age 60: 1",
            "rule 1 compares nothing; write <, <=, >, >=, = or != between column and value, as in income < 20000: 15",
        ),
        (
            "a<1:1;\n\n<= 60: 1",
            "rule 2 names no column; begin it with a column's name, as in income < 20000: 15",
        ),
        (
            "age < 6o: 1",
            "rule 1 has “6o” where a number has to stand; write it as in 20000 or -0.5",
        ),
        (
            "age < 60: ",
            "rule 1 has “” where a number has to stand; write it as in 20000 or -0.5",
        ),
        (
            "age < inf: 1",
            "rule 1 has “inf” where a number has to stand; write it as in 20000 or -0.5",
        ),
        (
            "age < 1: -2e6",
            "rule 1 gives “-2e6” points; give from -1000000 to 1000000",
        ),
    ] {
        assert_eq!(Rules::parse(text).unwrap_err().to_string(), said);
    }
}

#[test]
fn an_unknown_column_is_answered_with_the_nearest() {
    let names = ["age", "Income", "outcome", "employment", "loan amount"];
    let columns = names.map(|name| unit(name, 0.0, 1.0));
    let rules = Rules::parse("age < 1: 1; incom > 3: 1").unwrap();
    let error = rules.resolve(&columns).unwrap_err();
    assert_eq!(
        error.to_string(),
        "rule 2 asks for “incom”, and no column is called so; the nearest: Income, outcome, age"
    );
    assert!(matches!(error, RuleError::UnknownColumn { rule: 2, .. }));
    assert!(rules.resolve(&[]).is_err());
    let long = Rules::parse(&format!("{} < 1: 1", "x".repeat(100_000))).unwrap();
    assert!(long.resolve(&columns).is_err());
}

/// A row as models see it, by the same arithmetic as the scaler of the data.
#[expect(clippy::cast_possible_truncation, reason = "models see singles")]
fn scaled(value: f64, mean: f64, scale: f64) -> f32 {
    ((value - mean) / scale) as f32
}

fn any_rule() -> impl Strategy<Value = RuleSpec> {
    let name = "[a-zA-Zé0-9 _=<>:.-]{0,12}[a-z)]".prop_map(|name| name.trim().to_owned());
    let comparison = prop::sample::select(Comparison::ALL.to_vec());
    let value = prop::num::f64::NORMAL | prop::num::f64::ZERO;
    (name, comparison, value, -1e6_f64..1e6).prop_map(|(column, comparison, value, points)| {
        RuleSpec {
            column,
            comparison,
            value,
            points,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(rules in prop::collection::vec(any_rule(), 1..9)) {
        let rules = Rules(rules);
        prop_assert_eq!(Rules::parse(&rules.to_string()), Ok(rules));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "([a-z<>=!:;\n é0-9.-]|\\PC){0,40}") {
        if let Ok(rules) = Rules::parse(&text) {
            prop_assert!(!rules.0.is_empty());
            let _ = rules.resolve(&[unit("a", 0.0, 1.0)]);
        }
    }

    /// Scaling changes nothing for whole numbers, equal ones among them.
    #[test]
    fn rules_in_the_files_unit_hold_for_scaled_rows(
        values in prop::collection::vec(-100_000_i32..100_000, 1..20),
        of in 0_usize..20,
        mean in -1e5_f64..1e5,
        scale in 1_f64..1e5,
        comparison in prop::sample::select(Comparison::ALL.to_vec()),
    ) {
        let at = values[of % values.len()];
        let rules = Rules(vec![RuleSpec {
            column: "x".into(), comparison, value: f64::from(at), points: 1.0,
        }]);
        let card = rules.resolve(&[unit("x", mean, scale)]).unwrap();
        for value in values {
            let row = array![scaled(f64::from(value), mean, scale)];
            let holds = match comparison {
                Comparison::Below => value < at,
                Comparison::AtMost => value <= at,
                Comparison::Above => value > at,
                Comparison::AtLeast => value >= at,
                Comparison::Equal => value == at,
                Comparison::Unequal => value != at,
            };
            prop_assert_eq!(card.points(&row), f64::from(u8::from(holds)));
        }
    }
}
