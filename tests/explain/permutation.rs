//! What columns are worth to a model.

use std::rc::Rc;

use imbalance_lab::explain::{Permutation, PermutationSpec};
use imbalance_lab::metrics::Ranking;
use imbalance_lab::model::Logistic;

use ndarray::Array2;

use super::crooked::{Crooked, golden};
use super::{assert_close, rows};

fn auc(scores: &[f32], labels: &[bool]) -> Option<f64> {
    let scores: Vec<_> = scores.iter().copied().map(f64::from).collect();
    Some(Ranking::new(&scores, labels).ok()?.roc_auc())
}

fn singles(n_columns: usize) -> Vec<Vec<usize>> {
    (0..n_columns).map(|column| vec![column]).collect()
}

fn shuffled(
    rows: &Array2<f32>,
    labels: &[bool],
    groups: impl Into<Vec<Vec<usize>>>,
    spec: PermutationSpec,
) -> Permutation {
    let rows = (rows.clone().into(), labels.to_vec());
    Permutation::new(Rc::new(Crooked), rows, groups.into(), Box::new(auc), spec)
}

#[test]
fn importances_of_columns_equal_scikit_learns() {
    let golden = golden();
    let (rows, labels) = golden.rows();
    let expected = golden.permutation;
    let spec = PermutationSpec {
        n_repeats: expected.n_repeats,
        random_state: expected.random_state,
    };
    let groups = singles(6);
    let mut work = shuffled(&rows, &labels, groups, spec);
    let mut n_parts = 0;
    while !work.advance() {
        n_parts += 1;
    }
    assert!(n_parts > 6 * 5 * 6, "{n_parts} parts of 37 rows");
    assert!(work.is_over() && work.progress() == 1.0 && work.baseline().is_some());
    for (place, ours) in work.importances().iter().enumerate() {
        let what = format!("column {place}");
        assert_close(&ours.drops, &expected.drops[place], 1e-9, &what);
        let both = [ours.mean().unwrap(), ours.deviation().unwrap()];
        let theirs = [expected.means[place], expected.deviations[place]];
        assert_close(&both, &theirs, 1e-9, &what);
    }
    assert_eq!(
        work.importances()[5].drops,
        [0.0; 5],
        "it has no part in the scores"
    );
}

#[test]
fn a_group_is_shuffled_together() {
    let golden = golden();
    let (rows, labels) = golden.rows();
    let spec = PermutationSpec::default();
    let groups = [vec![0, 1, 2, 3, 4], vec![5, 99], Vec::new()];
    let all = shuffled(&rows, &labels, groups, spec).finish();
    assert_eq!(all[0].drops.len(), 10);
    // All columns together: scores that have nothing to do with labels.
    let (mut work, groups) = (None, singles(5));
    let single = shuffled(&rows, &labels, groups, spec);
    let single = work.insert(single);
    while !single.advance() {}
    let left = single.baseline().unwrap() - all[0].mean().unwrap();
    assert!((left - 0.5).abs() < 0.06, "{left}");
    for none in &all[1..] {
        assert_eq!(none.drops, [0.0; 10]);
    }
}

#[test]
fn a_column_of_noise_is_worth_about_nothing() {
    // The model leans a little on noise, as models do.
    let model = Logistic {
        intercept: 0.0,
        coefficients: vec![2.0, 0.1],
    };
    let groups = singles(2);
    let means: Vec<f64> = (0..12)
        .map(|seed| {
            let rows = rows(400, 2, 100 + u64::from(seed));
            let unknown = super::rows(400, 1, 500 + u64::from(seed));
            let both = rows.outer_iter().zip(&unknown);
            let labels: Vec<bool> = both.map(|(row, unknown)| row[0] + unknown > 0.7).collect();
            let spec = PermutationSpec {
                n_repeats: 10,
                random_state: seed,
            };
            let found = Permutation::new(
                Rc::new(model.clone()),
                (rows.clone().into(), labels),
                groups.clone(),
                Box::new(auc),
                spec,
            )
            .finish();
            assert!(found[0].mean().unwrap() > 0.2);
            found[1].mean().unwrap()
        })
        .collect();
    // Over rows drawn anew: within four standard errors of nothing.
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let squares = means.iter().map(|value| (value - mean).powi(2));
    let error = (squares.sum::<f64>() / (n - 1.0) / n).sqrt();
    assert!(mean.abs() < 4.0 * error, "{mean} ± {error}");
    assert!(error < 0.002, "{error}");
}

#[test]
fn where_the_measure_is_not_defined_nothing_is_said() {
    let (rows, _) = golden().rows();
    let labels = vec![false; rows.nrows()];
    let groups = singles(2);
    let spec = PermutationSpec::default();
    let found = shuffled(&rows, &labels, groups, spec).finish();
    assert_eq!(
        (found.len(), found[0].mean(), found[0].deviation()),
        (2, None, None)
    );
}
