//! What holds for the measures of every ranking.

use std::iter;

use imbalance_lab::metrics::{EmpSpec, HPrior, Metric, MetricGroup, Ranking, RocPoint};
use proptest::prelude::*;

use super::properties::{Rows, probabilities, tied};

/// The defaults of a sample, each as often as `times` says.
fn repeated(rows: &Rows, times: usize) -> Ranking {
    let pairs = rows.scores.iter().zip(&rows.labels);
    let repeated = pairs
        .flat_map(|(&score, &label)| iter::repeat_n((score, label), if label { times } else { 1 }));
    let (scores, labels): (Vec<_>, Vec<_>) = repeated.unzip();
    Ranking::new(&scores, &labels).unwrap()
}

fn values(ranking: &Ranking, group: MetricGroup) -> Vec<(Metric, Option<f64>)> {
    let confusion = ranking.outcomes_at(0.4);
    let metrics = Metric::ALL
        .into_iter()
        .filter(|metric| metric.group() == group);
    metrics
        .map(|metric| (metric, metric.value(ranking, &confusion)))
        .collect()
}

/// The height of the lines between points at a place, on the right of a jump.
fn height(points: &[RocPoint], fpr: f64) -> f64 {
    let right = points.partition_point(|point| point.fpr <= fpr);
    let from = points[right - 1];
    points.get(right).map_or(from.tpr, |to| {
        from.tpr + (to.tpr - from.tpr) * (fpr - from.fpr) / (to.fpr - from.fpr)
    })
}

/// The mean over the middles of many equal parts of 0..=1.
fn mean(of: impl Fn(f64) -> f64) -> f64 {
    let n_parts = 4000;
    let middles = (0..n_parts).map(|part| (f64::from(part) + 0.5) / f64::from(n_parts));
    middles.map(of).sum::<f64>() / f64::from(n_parts)
}

proptest! {
    #[test]
    fn measures_of_the_ranking_stay_under_every_increasing_map(rows in tied()) {
        let ranking = rows.ranking();
        let mapped = rows.mapped(|score| 5.0 * score.exp() - 300.0).ranking();
        let group = MetricGroup::Ranking;
        prop_assert_eq!(values(&mapped, group), values(&ranking, group));
        // Of its own, since readings of one ranking share what they have in common.
        let rescaled = rows.ranking().rescaled(|score| (2.0 * score).floor()).unwrap();
        prop_assert_eq!(values(&rescaled, group), values(&ranking, group));
    }

    #[test]
    fn what_was_asked_of_one_reading_changes_no_number_of_another(rows in probabilities()) {
        let readings = |ranking: &Ranking| {
            let scaled = ranking.rescaled(|score| (4.0 * score).floor() / 8.0).unwrap();
            let deployed = scaled.deployed_at(0.07).unwrap();
            [ranking.clone(), scaled, deployed]
        };
        let asked = rows.ranking();
        let numbers = |ranking: &Ranking| {
            let groups = MetricGroup::ALL.map(|group| values(ranking, group));
            (groups, ranking.ks(), ranking.hull())
        };
        numbers(&asked);
        for (place, reading) in readings(&asked).iter().enumerate() {
            let alone = &readings(&rows.ranking())[place];
            prop_assert_eq!(numbers(reading), numbers(alone));
        }
    }

    #[test]
    fn another_share_of_defaults_measures_as_repeating_the_defaults(
        rows in probabilities(),
        times in 2_usize..6,
    ) {
        let repeated = repeated(&rows, times);
        let deployed = rows.ranking().deployed_at(repeated.prevalence()).unwrap();
        for group in MetricGroup::ALL {
            let pairs = iter::zip(values(&deployed, group), values(&repeated, group));
            for ((metric, ours), (_, theirs)) in pairs {
                let is_near = match (ours, theirs) {
                    (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
                    _ => ours == theirs,
                };
                prop_assert!(is_near, "{}: {:?} and {:?}", metric.name(), ours, theirs);
            }
        }
    }

    #[test]
    fn no_point_of_the_curve_lies_above_its_hull_whose_edges_flatten(rows in tied()) {
        let ranking = rows.ranking();
        let hull = ranking.hull();
        let roc: Vec<_> = ranking.roc().collect();
        prop_assert_eq!((hull.first(), hull.last()), (roc.first(), roc.last()));
        prop_assert!(hull.iter().all(|corner| roc.contains(corner)));
        for point in &roc {
            prop_assert!(point.tpr <= height(&hull, point.fpr) + 1e-12);
        }
        for corners in hull.windows(3) {
            let slope = |a: RocPoint, b: RocPoint| (b.tpr - a.tpr) / (b.fpr - a.fpr);
            let (before, after) = (slope(corners[0], corners[1]), slope(corners[1], corners[2]));
            prop_assert!(before > after);
        }
        let trapezoids = hull.windows(2).map(|edge| {
            (edge[1].fpr - edge[0].fpr) * f64::midpoint(edge[0].tpr, edge[1].tpr)
        });
        prop_assert!((ranking.hull_auc() - trapezoids.sum::<f64>()).abs() < 1e-12);
        prop_assert!(ranking.hull_auc() >= ranking.roc_auc().max(0.5));
    }

    #[test]
    fn ks_is_the_widest_gap_and_its_threshold_the_highest_with_it(rows in tied()) {
        let ranking = rows.ranking();
        let ks = ranking.ks();
        let gap = |point: RocPoint| point.tpr - point.fpr;
        let widest = ranking.roc().map(gap).fold(0.0, f64::max);
        prop_assert!((ks.value - widest).abs() < 1e-12);
        prop_assert_eq!(ks, ranking.youden_j());
    }

    #[test]
    fn parts_of_the_area_make_up_the_whole(rows in tied(), cut in 0.01..0.99) {
        let ranking = rows.ranking();
        let part = |low, high| ranking.partial_auc(low, high).unwrap();
        prop_assert!((part(0.0, cut) + part(cut, 1.0) - ranking.roc_auc()).abs() < 1e-12);
        let whole = ranking.standardized_partial_auc(1.0).unwrap();
        prop_assert!((whole - ranking.roc_auc()).abs() < 1e-12);
    }

    #[test]
    fn h_is_one_less_the_average_loss_of_the_best_cut_over_that_without_scores(
        rows in tied(),
        share in 0.05..0.95,
    ) {
        let ranking = rows.ranking().deployed_at(share).unwrap();
        let roc: Vec<_> = ranking.roc().collect();
        let density = |cost: f64| 6.0 * cost * (1.0 - cost);
        let best = |points: &[RocPoint], cost: f64| {
            let losses = points.iter().map(|point| {
                cost * (1.0 - share) * point.fpr + (1.0 - cost) * share * (1.0 - point.tpr)
            });
            losses.fold(f64::INFINITY, f64::min)
        };
        let loss = mean(|cost| density(cost) * best(&roc, cost));
        let ends = [roc[0], roc[roc.len() - 1]];
        let without_scores = mean(|cost| density(cost) * best(&ends, cost));
        let h = ranking.h_measure(HPrior::Beta22);
        prop_assert!((h - (1.0 - loss / without_scores)).abs() < 1e-5);
        for prior in HPrior::ALL {
            prop_assert!((-1e-12..=1.0).contains(&ranking.h_measure(prior)));
        }
    }

    #[test]
    fn the_expected_maximum_profit_averages_the_best_cut_over_the_losses(
        rows in tied(),
        p0 in 0.0..0.5,
        p1 in 0.0..0.5,
        roi in 0.0..1.5,
    ) {
        let ranking = rows.ranking();
        let share = ranking.prevalence();
        let best = |loss: f64| {
            let profits = ranking.roc().map(|point| {
                loss * share * point.tpr - roi * (1.0 - share) * point.fpr
            });
            profits.fold(0.0, f64::max)
        };
        let average = (1.0 - p0 - p1) * mean(best) + p1 * best(1.0);
        let emp = ranking.expected_maximum_profit(&EmpSpec { p0, p1, roi }).unwrap();
        prop_assert!((emp.profit - average).abs() < 1e-6);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&emp.rejected_share));
    }
}
