//! Goals and thresholds that follow one another, against trying all.

use imbalance_lab::metrics::{
    Books, Confusion, Constraint, Goal, GoalError, Match, Metric, Objective, Payoff, Policy,
    Ranking, matching_threshold,
};
use proptest::prelude::*;

use crate::{near, rows};

/// Flagging nobody, and every distinct score.
fn thresholds(ranking: &Ranking) -> Vec<f64> {
    let mut all = vec![ranking.above_all()];
    all.extend(ranking.thresholds());
    all.dedup();
    all
}

/// What a goal makes large.
type Value<'a> = dyn Fn(&Confusion<f64>) -> Option<f64> + 'a;

/// The highest value of any cut.
fn highest(ranking: &Ranking, value: impl Fn(&Confusion<f64>) -> Option<f64>) -> Option<f64> {
    let cuts = thresholds(ranking).into_iter();
    cuts.filter_map(|threshold| value(&ranking.outcomes_at(threshold)))
        .reduce(f64::max)
}

fn variants(rows: &crate::Rows) -> [Ranking; 3] {
    let raw = rows.ranking();
    let stepped = raw.rescaled(|score| (5.0 * score).floor() / 5.0).unwrap();
    let deployed = raw.deployed_at(0.07).unwrap();
    [raw, stepped, deployed]
}

proptest! {
    #[test]
    fn goals_reach_the_highest_value_of_any_cut(rows in rows(200), beta in 0.2..4.0_f64) {
        for ranking in variants(&rows) {
            let books = Books::payoff(&ranking, Payoff::costs(1.0, 7.0));
            let corner = |cells: &Confusion<f64>| {
                Some(-cells.false_positive_rate()?.hypot(1.0 - cells.recall()?))
            };
            let f_beta = |cells: &Confusion<f64>| cells.f_beta(beta);
            let goals: [(Goal, &Value<'_>); 6] = [
                (Goal::Max(Metric::F1), &Confusion::f1),
                (Goal::MaxFBeta(beta), &f_beta),
                (Goal::Max(Metric::Informedness), &Confusion::youden_j),
                (Goal::Max(Metric::Mcc), &Confusion::matthews_correlation),
                (Goal::Max(Metric::GMean), &Confusion::g_mean),
                (Goal::TopLeft, &corner),
            ];
            for (goal, value) in goals {
                let cut = goal.choose(&ranking, &books, 0.5).unwrap();
                let Some(expected) = highest(&ranking, value) else { continue };
                let there = value(&ranking.outcomes_at(cut.threshold));
                prop_assert!(near(cut.value, there.unwrap_or(f64::NAN), 1e-12), "{goal:?}");
                // Nobody flagged is no cut of its own for these, and is never better.
                prop_assert!(cut.value >= expected - 1e-12 || cut.value >= expected, "{goal:?}");
            }
            let best = Goal::MinCost.choose(&ranking, &books, 0.5).unwrap();
            for threshold in thresholds(&ranking) {
                prop_assert!(books.profit_at(threshold) <= best.value + 1e-9);
            }
            prop_assert!(near(books.profit_at(best.threshold), best.value, 1e-12));
        }
    }

    #[test]
    fn the_best_cut_under_a_condition_meets_it_and_nothing_better_does(
        rows in rows(200), limit in 0.0..1.0_f64, count in 0_usize..60, which in 0_usize..5,
        objective in 0_usize..6,
    ) {
        let subject_to = [
            Constraint::RecallAtLeast(limit),
            Constraint::PrecisionAtLeast(limit),
            Constraint::FlaggedAtMost(count),
            Constraint::ShareFlaggedAtMost(limit),
            Constraint::FalsePositiveRateAtMost(limit),
        ][which];
        let maximise = Objective::ALL[objective];
        for ranking in variants(&rows) {
            let books = Books::payoff(&ranking, Payoff::costs(1.0, 7.0));
            let is_met = |threshold: f64| {
                let (cells, real) = (ranking.outcomes_at(threshold), ranking.confusion_at(threshold));
                match which {
                    0 => cells.recall().is_some_and(|recall| recall >= limit),
                    1 => cells.precision().is_some_and(|precision| precision >= limit),
                    2 => real.n_flagged() <= count,
                    3 => cells.share_flagged().unwrap() <= limit,
                    _ => cells.false_positive_rate().unwrap() <= limit,
                }
            };
            let value = |threshold: f64| {
                let cells = ranking.outcomes_at(threshold);
                match maximise {
                    Objective::Metric(Metric::Recall) => cells.recall(),
                    Objective::Metric(Metric::Precision) => cells.precision(),
                    Objective::Metric(Metric::F1) => cells.f1(),
                    Objective::Metric(Metric::Specificity) => cells.specificity(),
                    Objective::Metric(Metric::Mcc) => cells.matthews_correlation(),
                    Objective::Metric(other) => panic!("{other:?} is not in the menu"),
                    Objective::Profit => Some(books.profit_at(threshold)),
                }
            };
            let met: Vec<_> = thresholds(&ranking).into_iter().filter(|&t| is_met(t)).collect();
            let expected = met.iter().filter_map(|&threshold| value(threshold)).reduce(f64::max);
            let goal = Goal::Constrained { maximise, subject_to };
            match (goal.choose(&ranking, &books, 0.5), expected) {
                (Ok(cut), Some(expected)) => {
                    prop_assert!(is_met(cut.threshold));
                    prop_assert!(near(cut.value, expected, 1e-12));
                    let first = met.iter().find(|&&t| value(t).is_some_and(|v| near(v, expected, 0.0)));
                    prop_assert_eq!(first.copied(), Some(cut.threshold), "the highest of equals");
                }
                (Err(GoalError::Infeasible { .. }), None) => prop_assert!(met.is_empty()),
                (Err(GoalError::Undefined { .. }), None) => prop_assert!(!met.is_empty()),
                (ours, theirs) => prop_assert!(false, "{:?} here, {:?} there", ours, theirs),
            }
        }
    }

    #[test]
    fn a_threshold_that_follows_is_what_a_search_finds(
        first in rows(80), other in rows(80), at in 0.0..1.0_f64,
    ) {
        for other in variants(&other) {
            let first = first.ranking();
            let reached = first.confusion_at(at);
            let share = |a: usize, b: usize| a as f64 / b as f64;
            let all = thresholds(&other);
            let rejected = matching_threshold(&first, at, &other, Match::ShareRejected);
            let expected = all.iter().copied().filter(|&t| {
                let n = other.confusion_at(t).n_flagged();
                n * first.n_samples() <= reached.n_flagged() * other.n_samples()
            });
            prop_assert_eq!(other.confusion_at(rejected), other.confusion_at(expected.reduce(f64::min).unwrap()));

            let fpr = matching_threshold(&first, at, &other, Match::FalsePositiveRate);
            let expected = all.iter().copied().filter(|&t| {
                let n = other.confusion_at(t).false_positives;
                n * first.n_negatives() <= reached.false_positives * other.n_negatives()
            });
            prop_assert_eq!(other.confusion_at(fpr), other.confusion_at(expected.reduce(f64::min).unwrap()));

            let recall = matching_threshold(&first, at, &other, Match::Recall);
            let expected = all.iter().copied().filter(|&t| {
                let n = other.confusion_at(t).true_positives;
                n * first.n_positives() >= reached.true_positives * other.n_positives()
            });
            prop_assert_eq!(other.confusion_at(recall), other.confusion_at(expected.reduce(f64::max).unwrap()));
            prop_assert_eq!(matching_threshold(&first, at, &other, Match::Threshold), at);
            prop_assert!(share(1, 2) < 1.0);
        }
    }

    #[test]
    fn zones_hold_every_row_once_and_all_the_money(
        rows in rows(120), low in 0.0..1.0_f64, high in 0.0..1.0_f64,
    ) {
        let ranking = rows.ranking();
        let payoff = Payoff { true_positive: 2.0, false_positive: -3.0, true_negative: 1.0, false_negative: -11.0 };
        let books = Books::payoff(&ranking, payoff);
        let zones = Policy { low, high }.zones(&ranking, &books);
        prop_assert_eq!(zones.iter().map(|zone| zone.rows).sum::<usize>(), rows.scores.len());
        prop_assert_eq!(zones.iter().map(|zone| zone.defaults).sum::<usize>(), ranking.n_positives());
        let high = high.max(low);
        for (zone, is_in) in zones.iter().zip([
            (&|s: f64| s < low) as &dyn Fn(f64) -> bool,
            &|s: f64| s >= low && s < high,
            &|s: f64| s >= high,
        ]) {
            let inside = || rows.scores.iter().zip(&rows.labels).filter(|(s, _)| is_in(**s));
            prop_assert_eq!(zone.rows, inside().count());
            let approved: f64 = inside().map(|(_, &y)| if y { -11.0 } else { 1.0 }).sum();
            let rejected: f64 = inside().map(|(_, &y)| if y { 2.0 } else { -3.0 }).sum();
            prop_assert!(near(zone.profit_if_approved, approved, 1e-9));
            prop_assert!(near(zone.profit_if_rejected, rejected, 1e-9));
        }
    }

    #[test]
    fn the_largest_approval_is_that_of_trying_all(rows in rows(150), limit in 0.0..0.6_f64) {
        for ranking in variants(&rows) {
            let expected = thresholds(&ranking).into_iter().filter_map(|t| {
                let cells = ranking.outcomes_at(t);
                let accepted = cells.true_negatives + cells.false_negatives;
                let is_allowed = accepted > 0.0 && cells.false_negatives / accepted <= limit;
                is_allowed.then(|| accepted / cells.n_samples())
            }).reduce(f64::max);
            match (ranking.largest_approval(limit), expected) {
                (Ok(cut), Some(expected)) => prop_assert!(near(cut.value, expected, 1e-12)),
                (Err(_), None) => {}
                (ours, theirs) => prop_assert!(false, "{:?} here, {:?} there", ours, theirs),
            }
        }
    }
}

#[test]
fn what_cannot_be_met_is_said_with_numbers() {
    let ranking = Ranking::new(&[0.9, 0.8, 0.7, 0.1], &[false, true, false, true]).unwrap();
    let books = Books::payoff(&ranking, Payoff::default());
    let choose = |subject_to| {
        let goal = Goal::Constrained {
            maximise: Objective::Metric(Metric::Precision),
            subject_to,
        };
        goal.choose(&ranking, &books, 0.5).unwrap_err().to_string()
    };
    assert_eq!(
        choose(Constraint::PrecisionAtLeast(0.9)),
        "no threshold has a precision of at least 0.9; the nearest is 0.5 at a threshold of 0.8"
    );
    assert_eq!(
        choose(Constraint::FlaggedAtMost(0)),
        "precision is undefined wherever there is at most 0 applicants flagged, since nobody is \
         flagged there"
    );
    assert!(choose(Constraint::RecallAtLeast(f64::NAN)).starts_with("NaN is no threshold"));
}

/// As the case of issue 7: scores that differ in the sixteenth digit.
#[test]
fn what_comes_nearest_is_said_with_as_many_digits_as_it_takes() {
    let scores = [
        0.653_549_466_997_938_5,
        0.653_549_466_997_938_6,
        0.653_549_466_997_938_7,
        0.95,
    ];
    let ranking = Ranking::new(&scores, &[false, false, true, false]).unwrap();
    let books = Books::payoff(&ranking, Payoff::default());
    let goal = Goal::Constrained {
        maximise: Objective::Metric(Metric::Recall),
        subject_to: Constraint::PrecisionAtLeast(0.500_01),
    };
    assert_eq!(
        goal.choose(&ranking, &books, 0.5).unwrap_err().to_string(),
        "no threshold has a precision of at least 0.50001; the nearest is 0.5 at a threshold of \
         0.6535494669979387"
    );
    // Two defaults of three in reach, and a little more is asked for.
    let ranking = Ranking::new(&[0.9, 0.9, 0.9], &[true, true, false]).unwrap();
    let goal = Goal::Constrained {
        maximise: Objective::Profit,
        subject_to: Constraint::PrecisionAtLeast(0.666_67),
    };
    let said = goal.choose(&ranking, &books, 0.5).unwrap_err().to_string();
    assert!(said.contains("the nearest is 0.666667 at"), "{said}");
}

#[test]
fn only_a_metric_of_the_decisions_can_be_made_as_large_as_possible() {
    let ranking = Ranking::new(&[0.9, 0.6, 0.4, 0.1], &[true, false, true, false]).unwrap();
    let books = Books::payoff(&ranking, Payoff::default());
    for metric in Metric::ALL {
        let subject_to = Constraint::RecallAtLeast(0.0);
        let maximise = Objective::Metric(metric);
        let goals = [
            Goal::Max(metric),
            Goal::Constrained {
                maximise,
                subject_to,
            },
        ];
        for goal in goals {
            let chosen = goal.choose(&ranking, &books, 0.5);
            let is_refused = matches!(chosen, Err(GoalError::NoGoal { .. }));
            assert_eq!(is_refused, !metric.is_goal(), "{goal:?}: {chosen:?}");
        }
    }
    let refusal = Goal::Max(Metric::RocAuc).choose(&ranking, &books, 0.5);
    assert_eq!(
        refusal.unwrap_err().to_string(),
        "a threshold can't be chosen for the highest ROC AUC: choose a metric of the decisions of \
         which more is better"
    );
    for metric in [Metric::ShareFlagged, Metric::LogLoss, Metric::HMeasure] {
        assert!(!metric.is_goal());
    }
}

/// On scores that are the true probabilities, Elkan's threshold is the best there is.
#[test]
fn elkans_threshold_is_the_best_on_calibrated_scores() {
    let (mut scores, mut labels) = (Vec::new(), Vec::new());
    for step in 1..100_u32 {
        for row in 0..1_000_u32 {
            scores.push(f64::from(step) / 100.0);
            labels.push(row < 10 * step);
        }
    }
    let ranking = Ranking::new(&scores, &labels).unwrap();
    for (false_positive, false_negative) in [(1.0, 3.0), (1.0, 19.0), (4.0, 1.0)] {
        let payoff = Payoff::costs(false_positive, false_negative);
        let elkan = payoff.elkan_threshold().unwrap();
        let books = Books::payoff(&ranking, payoff);
        assert!(books.regret(elkan).abs() < 1e-9, "{elkan}");
    }
    let loan = Payoff {
        true_positive: 0.0,
        false_positive: 0.0,
        true_negative: 50.0,
        false_negative: -450.0,
    };
    assert_eq!(loan.elkan_threshold(), Some(0.1));
    assert_eq!(Payoff::costs(0.0, 1.0).elkan_threshold(), None);
}
