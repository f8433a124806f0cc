//! The formulas that are shown are the ones that are computed.

use imbalance_lab::metrics::{Confusion, Metric, MetricGroup, Ranking};
use proptest::prelude::*;

use super::ranking;

/// Reads a line of sums, products, quotients, roots and brackets, as a person with a calculator does.
struct Calculator<'a> {
    rest: &'a str,
}

impl Calculator<'_> {
    fn result(line: &str) -> f64 {
        let line = line.replace(' ', "");
        let mut calculator = Calculator { rest: &line };
        let result = calculator.sum();
        assert!(calculator.rest.is_empty(), "{line}: {}", calculator.rest);
        result
    }

    fn takes(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> f64 {
        let mut sum = self.product();
        loop {
            if self.takes('+') {
                sum += self.product();
            } else if self.takes('−') {
                sum -= self.product();
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut product = self.factor();
        loop {
            if self.takes('·') {
                product *= self.factor();
            } else if self.takes('/') {
                product /= self.factor();
            } else {
                return product;
            }
        }
    }

    fn factor(&mut self) -> f64 {
        if self.takes('√') {
            return self.factor().sqrt();
        }
        if self.takes('(') {
            let sum = self.sum();
            assert!(self.takes(')'), "a bracket is open at {}", self.rest);
            return sum;
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        digits.parse().unwrap()
    }
}

fn of_cuts() -> impl Iterator<Item = Metric> {
    Metric::ALL
        .into_iter()
        .filter(|metric| metric.group() == MetricGroup::Cut)
}

fn any_ranking() -> Ranking {
    ranking(&[(0.9, 1), (0.1, 0)])
}

#[test]
fn the_example_is_worked_as_on_paper() {
    let confusion = Confusion {
        true_positives: 28,
        false_positives: 23,
        true_negatives: 1929,
        false_negatives: 20,
    };
    let worked = |metric: Metric| metric.worked(&confusion).unwrap();
    assert_eq!(worked(Metric::Precision), "28 / (28 + 23) = 0.549");
    assert_eq!(worked(Metric::F1), "2 · 28 / (2 · 28 + 23 + 20) = 0.566");
    assert_eq!(
        worked(Metric::DiagnosticOddsRatio),
        "28 · 1929 / (23 · 20) = 117.417"
    );
}

#[test]
fn an_undefined_result_is_a_dash_and_a_negative_one_has_its_sign() {
    let nothing = Confusion {
        true_negatives: 3,
        false_negatives: 2,
        ..Confusion::default()
    };
    let worked = Metric::Precision.worked(&nothing).unwrap();
    assert_eq!(worked, "0 / (0 + 0) = –");
    let wrong = Confusion {
        false_positives: 3,
        false_negatives: 2,
        ..Confusion::default()
    };
    let worked = Metric::Informedness.worked(&wrong).unwrap();
    assert!(worked.ends_with(" = −1.000"), "{worked}");
}

#[test]
fn what_ignores_the_threshold_has_a_formula_but_no_cells() {
    let confusion = any_ranking().confusion_at(0.5);
    for metric in Metric::ALL
        .into_iter()
        .filter(|metric| metric.ignores_threshold())
    {
        assert_eq!(metric.worked(&confusion), None);
        assert_eq!(metric.cells(), Confusion::default());
        assert!(!metric.formula().is_empty());
    }
}

fn changed(mut confusion: Confusion, cell: usize) -> Confusion {
    let added = [0, 1, 2, 3].map(|place| if place == cell { 7 } else { 0 });
    confusion.true_positives += added[0];
    confusion.false_positives += added[1];
    confusion.true_negatives += added[2];
    confusion.false_negatives += added[3];
    confusion
}

#[test]
fn exactly_the_cells_that_enter_change_the_value() {
    let confusion = Confusion {
        true_positives: 5,
        false_positives: 11,
        true_negatives: 83,
        false_negatives: 3,
    };
    for metric in of_cuts() {
        let value = |confusion: Confusion| metric.value(&any_ranking(), &confusion).unwrap();
        let cells = metric.cells();
        let enters = [
            cells.true_positives,
            cells.false_positives,
            cells.true_negatives,
            cells.false_negatives,
        ];
        for (cell, enters) in enters.into_iter().enumerate() {
            let moves = value(changed(confusion, cell)) != value(confusion);
            assert_eq!(moves, enters, "{} and cell {cell}", metric.name());
        }
    }
}

proptest! {
    #[test]
    fn the_worked_formula_comes_to_the_value(cells in proptest::array::uniform4(0_usize..3000)) {
        let confusion = Confusion {
            true_positives: cells[0],
            false_positives: cells[1],
            true_negatives: cells[2],
            false_negatives: cells[3],
        };
        for metric in of_cuts() {
            let worked = metric.worked(&confusion).unwrap();
            let (formula, shown) = worked.split_once(" = ").unwrap();
            let calculated = Calculator::result(formula);
            match metric.value(&any_ranking(), &confusion) {
                Some(value) => {
                    let difference = (calculated - value).abs();
                    prop_assert!(difference <= 1e-9 * value.abs().max(1.0), "{}", worked);
                    prop_assert_eq!(shown.replace('−', "-").parse::<f64>().unwrap(),
                        format!("{value:.3}").parse::<f64>().unwrap());
                }
                None => {
                    prop_assert_eq!(shown, "–");
                    prop_assert!(!calculated.is_finite(), "{}", worked);
                }
            }
        }
    }
}
