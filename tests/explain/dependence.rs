//! How a model's answers go with a column.

use std::rc::Rc;

use imbalance_lab::explain::{AccumulatedWork, DependenceSpec, DependenceWork};
use imbalance_lab::model::{Logistic, Says};
use ndarray::{Array2, Axis};
use proptest::prelude::*;

use super::crooked::{Crooked, golden};
use super::{assert_close, rows};

fn doubles(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}

#[test]
fn partial_dependence_and_lines_equal_scikit_learns() {
    let golden = golden();
    let (rows, _) = golden.rows();
    assert_eq!(golden.dependence.len(), 3);
    for case in &golden.dependence {
        let what = format!("column {}", case.column);
        let spec = DependenceSpec {
            column: case.column,
            resolution: case.resolution,
            percentiles: case.percentiles,
            n_lines: case.lines.len(),
        };
        let ours = DependenceWork::new(Rc::new(Crooked), rows.clone().into(), &spec).finish();
        // Values and scores are single.
        assert_close(&doubles(&ours.grid), &case.grid, 1e-6, &what);
        assert_close(&ours.means, &case.means, 1e-6, &what);
        assert_eq!(ours.says, Says::Probability);
        let expected: Vec<_> = case.lines.keys().copied().collect();
        assert_eq!(ours.rows, expected, "{what}");
        for (ours, theirs) in ours.lines.iter().zip(case.lines.values()) {
            assert_close(ours, theirs, 1e-6, &what);
        }
    }
}

#[test]
fn accumulated_effects_equal_the_formulas() {
    let golden = golden();
    let (rows, _) = golden.rows();
    assert_eq!(golden.accumulated.len(), 3);
    for case in &golden.accumulated {
        let what = format!("column {}", case.column);
        let mut work = AccumulatedWork::new(
            Rc::new(Crooked),
            rows.clone().into(),
            case.column,
            case.n_bins,
        );
        while !work.advance() {}
        assert!(work.advance(), "over stays over");
        let ours = work.finish();
        assert_close(&doubles(&ours.borders), &case.borders, 1e-6, &what);
        assert_eq!(ours.counts, case.counts, "{what}");
        assert_close(&ours.effects, &case.effects, 1e-6, &what);
    }
}

#[test]
fn a_column_that_is_the_same_everywhere_or_not_there_has_nothing_to_show() {
    let (mut rows, _) = golden().rows();
    rows.column_mut(1).fill(2.5);
    let spec = |column| DependenceSpec {
        column,
        ..DependenceSpec::default()
    };
    let flat = DependenceWork::new(Rc::new(Crooked), rows.clone().into(), &spec(1)).finish();
    assert_eq!(flat.grid, [2.5]);
    let flat = AccumulatedWork::new(Rc::new(Crooked), rows.clone().into(), 1, 10).finish();
    assert_eq!((flat.borders.len(), flat.counts.len()), (1, 0));
    let none = DependenceWork::new(Rc::new(Crooked), rows.clone().into(), &spec(6)).finish();
    assert_eq!((none.grid.len(), none.means.len()), (0, 0));
    let empty = rows.select(Axis(0), &[]);
    assert!(
        AccumulatedWork::new(Rc::new(Crooked), empty.clone().into(), 0, 10)
            .finish()
            .borders
            .is_empty()
    );
    assert!(
        DependenceWork::new(Rc::new(Crooked), empty.clone().into(), &spec(0))
            .finish()
            .grid
            .is_empty()
    );
}

#[test]
fn a_column_of_mostly_one_value_is_looked_at_over_all_its_values() {
    // Ninety-five of a hundred are the same, and more values than the grid has places.
    let rows = Array2::from_shape_fn(
        (200, 1),
        |(row, _)| if row < 10 { row as f32 } else { 20.0 },
    );
    let model = Logistic {
        intercept: 0.0,
        coefficients: vec![1.0],
    };
    let spec = DependenceSpec {
        resolution: 5,
        percentiles: [0.1, 0.9],
        ..DependenceSpec::default()
    };
    let found = DependenceWork::new(Rc::new(model), rows.clone().into(), &spec).finish();
    assert_eq!(found.grid, [0.0, 5.0, 10.0, 15.0, 20.0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn effects_of_a_column_without_a_part_are_nothing_and_others_have_the_mean_nothing(seed in 0_u64..1_000, n_bins in 1_usize..40) {
        let rows = rows(80, 6, seed);
        let none = AccumulatedWork::new(Rc::new(Crooked), rows.clone().into(), 5, n_bins).finish();
        prop_assert!(none.effects.iter().all(|effect| *effect == 0.0));
        let some = AccumulatedWork::new(Rc::new(Crooked), rows.clone().into(), 0, n_bins).finish();
        prop_assert_eq!(some.counts.iter().sum::<usize>(), 80);
        let middles = some.effects.windows(2).map(|ends| (ends[0] + ends[1]) / 2.0);
        let mean: f64 = middles.zip(&some.counts).map(|(middle, count)| middle * *count as f64).sum();
        prop_assert!(mean.abs() < 1e-10);
    }
}
