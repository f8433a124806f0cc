//! Mistakes that other tools make in their numbers, and this one must not.

use imbalance_lab::metrics::{Confusion, Ranking, RankingError};

use super::ranking;

#[test]
fn roc_steps_are_one_over_the_rows_of_the_class() {
    let ranking = ranking(&[(0.9, 1), (0.8, 0), (0.7, 1), (0.6, 0), (0.5, 0)]);
    let points: Vec<_> = ranking.roc().map(|point| (point.fpr, point.tpr)).collect();
    let thirds = |n: f64| n / 3.0;
    let expected = [
        (0.0, 0.0),
        (0.0, 0.5),
        (thirds(1.0), 0.5),
        (thirds(1.0), 1.0),
        (thirds(2.0), 1.0),
        (1.0, 1.0),
    ];
    assert_eq!(points, expected);
}

#[test]
fn average_precision_is_a_sum_of_steps_not_of_trapezoids() {
    // Precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1: steps give 5/6, trapezoids from (0, 1) 19/24.
    let ranking = ranking(&[(0.9, 1), (0.8, 0), (0.7, 1)]);
    assert!((ranking.average_precision() - 5.0 / 6.0).abs() < 1e-15);
}

#[test]
fn the_precision_recall_curve_has_no_point_where_nothing_is_flagged() {
    let ranking = ranking(&[(0.9, 0), (0.8, 1)]);
    let points: Vec<_> = ranking
        .precision_recall()
        .map(|p| (p.recall, p.precision))
        .collect();
    assert_eq!(points, [(0.0, 0.0), (1.0, 0.5)]);
    assert_eq!(ranking.average_precision(), 0.5);
    assert_eq!(ranking.confusion_at(1.0).precision(), None);
}

#[test]
fn precision_and_recall_are_not_swapped() {
    // One default is missed, no good customer is flagged.
    let ranking = ranking(&[(0., 1), (1., 1), (0., 0), (1., 1), (0., 0), (1., 1)]);
    let confusion = ranking.confusion_at(0.5);
    assert_eq!(confusion.precision(), Some(1.0));
    assert_eq!(confusion.recall(), Some(0.75));
}

#[test]
fn best_thresholds_are_found_below_any_grid() {
    let rows = [
        (0.0213, 1),
        (0.0212, 1),
        (0.0211, 0),
        (0.0021, 0),
        (0.0007, 0),
    ];
    let ranking = ranking(&rows);
    assert_eq!(ranking.max_f1().threshold, 0.0212);
    assert_eq!(ranking.max_f1().value, 1.0);
    assert_eq!(ranking.youden_j().threshold, 0.0212);
    let tiny: Vec<_> = rows
        .iter()
        .map(|&(score, label)| (score * 1e-9, label))
        .collect();
    assert_eq!(super::ranking(&tiny).max_f1().value, 1.0);
}

#[test]
fn an_undefined_auc_is_an_error_not_a_half() {
    let one_class = Ranking::new(&[0.1, 0.9, 0.4], &[false; 3]);
    assert_eq!(
        one_class,
        Err(RankingError::OneClass {
            n_samples: 3,
            label: false
        })
    );
}

#[test]
fn an_undefined_rate_is_not_zero() {
    let only_good = Confusion {
        true_negatives: 9,
        ..Confusion::default()
    };
    assert_eq!(only_good.recall(), None);
    assert_eq!(only_good.precision(), None);
    assert_eq!(only_good.balanced_accuracy(), None);
    assert_eq!(only_good.g_mean(), None);
    assert_eq!(only_good.f1(), None);
    assert_eq!(only_good.matthews_correlation(), None);
    assert_eq!(only_good.cohens_kappa(), None);
    assert_eq!(only_good.specificity(), Some(1.0));
}
