//! Rows drawn again and again.

use imbalance_lab::experiment::{Doubting, ScoredArm, Uncertainty, UncertaintySpec};
use imbalance_lab::metrics::{
    Bootstrap, BootstrapSpec, Confusion, DoubtedArm, Goal, Intervals, Metric, Optimism, Ranking,
    Scale,
};
use proptest::prelude::*;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use crate::{Rows, rows};

/// `n` rows of which a tenth default, with scores that overlap.
fn sample(n: usize, lift: f64, seed: u64) -> (Vec<f64>, Vec<bool>) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let labels: Vec<_> = (0..n).map(|row| row % 10 == 3).collect();
    let score = |&label: &bool| {
        let sum: f64 = (0..4).map(|_| random.random_range(0.0..0.25)).sum();
        (sum * (1.0 - lift) + if label { lift } else { 0.0 }).clamp(0.0, 1.0)
    };
    let scores = labels.iter().map(score).collect();
    (scores, labels)
}

fn intervals(labels: &[bool], arms: &[(&Ranking, f64)], spec: BootstrapSpec) -> Intervals {
    let arms = arms.iter().map(|(ranking, threshold)| DoubtedArm {
        ranking: (*ranking).clone(),
        threshold: *threshold,
    });
    let edges = (0..=10).map(|edge| f64::from(edge) / 10.0).collect();
    let mut bootstrap = Bootstrap::new(labels, arms.collect(), edges, spec);
    let choose = |ranking: &Ranking| Some(ranking.max_f1().threshold);
    while bootstrap.draw(Some(&choose), 0) {}
    bootstrap.intervals()
}

fn of(intervals: &Intervals, arm: usize, metric: Metric) -> (f64, f64) {
    let place = Metric::ALL.iter().position(|of| *of == metric).unwrap();
    intervals.arms[arm].metrics[place].unwrap()
}

/// In a stratified bootstrap the defaults caught at a fixed threshold are Binomial(P, recall); the
/// quantiles of that are counted here from its exact probabilities.
#[test]
fn the_interval_of_recall_is_that_of_the_binomial_distribution() {
    let (scores, labels) = sample(1_000, 0.2, 1);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let threshold = 0.55;
    let confusion = ranking.confusion_at(threshold);
    let (n, recall) = (confusion.n_positives(), confusion.recall().unwrap());
    assert!((0.2..0.8).contains(&recall), "{recall}");
    let mut probability = (1.0 - recall).powi(i32::try_from(n).unwrap());
    let (mut cumulative, mut exact) = (0.0, Vec::new());
    for caught in 0..=n {
        cumulative += probability;
        exact.push(cumulative);
        probability *= (n - caught) as f64 / (caught + 1) as f64 * recall / (1.0 - recall);
    }
    let quantile = |share: f64| exact.iter().position(|&p| p >= share).unwrap() as f64 / n as f64;
    let spec = BootstrapSpec {
        n_draws: 4_000,
        seed: 3,
    };
    let (low, high) = of(
        &intervals(&labels, &[(&ranking, threshold)], spec),
        0,
        Metric::Recall,
    );
    assert!(
        (low - quantile(0.025)).abs() <= 0.011,
        "{low} {}",
        quantile(0.025)
    );
    assert!(
        (high - quantile(0.975)).abs() <= 0.011,
        "{high} {}",
        quantile(0.975)
    );
}

#[test]
fn the_spread_of_the_area_is_that_of_delong() {
    let (scores, labels) = sample(2_000, 0.15, 2);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let found = intervals(&labels, &[(&ranking, 0.5)], BootstrapSpec::default());
    let (low, high) = of(&found, 0, Metric::RocAuc);
    let delong = ranking.delong().unwrap();
    let width = (high - low) / (delong.interval.1 - delong.interval.0);
    assert!((0.9..1.1).contains(&width), "{width}");
    assert!(low < delong.auc && delong.auc < high);
}

#[test]
fn the_same_seed_gives_the_same_intervals_and_another_gives_others() {
    let (scores, labels) = sample(400, 0.15, 4);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let with = |seed| {
        let spec = BootstrapSpec { n_draws: 200, seed };
        intervals(&labels, &[(&ranking, 0.5)], spec)
    };
    assert_eq!(with(7), with(7));
    assert_ne!(with(7), with(8));
}

#[test]
fn an_arm_differs_from_itself_by_exactly_nothing() {
    let (scores, labels) = sample(300, 0.15, 5);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let arms = [(&ranking, 0.5), (&ranking, 0.5)];
    let spec = BootstrapSpec {
        n_draws: 100,
        seed: 1,
    };
    let found = intervals(&labels, &arms, spec);
    assert_eq!(found.differences.len(), Metric::ALL.len());
    for (metric, difference) in Metric::ALL.iter().zip(&found.differences) {
        let Some(difference) = difference else {
            continue;
        };
        assert_eq!(difference.interval, (0.0, 0.0), "{metric:?}");
        assert_eq!(difference.p_value, 1.0, "{metric:?}");
    }
    assert_eq!(found.arms[0], found.arms[1]);
}

#[test]
fn bands_hold_the_curves_and_the_chosen_threshold_lies_in_its_interval() {
    let (scores, labels) = sample(1_500, 0.2, 6);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let found = intervals(&labels, &[(&ranking, 0.5)], BootstrapSpec::default());
    let arm = &found.arms[0];
    assert_eq!(arm.roc.len(), 101);
    let highest_at = |fpr: f64| {
        let points = ranking.roc().filter(|point| point.fpr <= fpr + 1e-12);
        points.map(|point| point.tpr).fold(0.0, f64::max)
    };
    let held = arm.roc.iter().filter(|(fpr, low, high)| {
        let tpr = highest_at(*fpr);
        *low - 0.02 <= tpr && tpr <= *high + 0.02
    });
    assert_eq!(held.count(), 101);
    assert!(arm.roc.iter().all(|(_, low, high)| low <= high));
    let (low, high) = found.chosen.unwrap();
    let chosen = ranking.max_f1().threshold;
    assert!(low <= chosen && chosen <= high, "{low} {chosen} {high}");
    assert!(arm.calibration.iter().flatten().count() >= 5);
}

#[test]
fn undefined_draws_leave_no_interval() {
    // Nobody is flagged at 1.5, so precision is undefined in every draw.
    let (scores, labels) = sample(200, 0.1, 8);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let spec = BootstrapSpec {
        n_draws: 60,
        seed: 1,
    };
    let found = intervals(&labels, &[(&ranking, 1.5)], spec);
    let place = |metric| Metric::ALL.iter().position(|of| *of == metric).unwrap();
    assert_eq!(found.arms[0].metrics[place(Metric::Precision)], None);
    assert_eq!(
        found.arms[0].metrics[place(Metric::Recall)],
        Some((0.0, 0.0))
    );
    assert_eq!(found.n_draws, 60);
}

/// Scores that know nothing: whatever F1 a chosen threshold shows beyond that of all rows is chance.
#[test]
fn choosing_on_noise_flatters() {
    let (scores, _) = sample(300, 0.0, 9);
    let labels: Vec<_> = (0..300).map(|row| row % 6 == 0).collect();
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let choose = |ranking: &Ranking| Some(ranking.max_f1().threshold);
    let mut optimism = Optimism::new(ranking, &labels, 200, 1);
    let redraws = std::iter::from_fn(|| optimism.draw(&choose, &Confusion::f1));
    let redraws: Vec<f64> = redraws.map(Option::unwrap).collect();
    assert_eq!(redraws.len(), 200);
    let mean = redraws.iter().sum::<f64>() / 200.0;
    assert!(mean > 0.005, "{mean}");
}

fn doubted(scores: &[f64], labels: &[bool], scale: &Scale) -> Uncertainty {
    let arm = |place| ScoredArm {
        place,
        scores: scores.to_vec(),
        scale: scale.clone(),
        threshold: 0.1,
    };
    let mut doubting = Doubting::new(UncertaintySpec {
        labels: labels.to_vec(),
        arms: vec![arm(0), arm(1)],
        prevalence: None,
        goal: None,
        is_chosen_here: true,
        payoff: None,
        training_prevalence: 0.1,
        edges: vec![0.0, 0.5, 1.0],
        bootstrap: BootstrapSpec {
            n_draws: 200,
            seed: 5,
        },
    })
    .unwrap();
    while doubting.advance() {}
    doubting.uncertainty()
}

/// Isotonic steps tie scores, but what is judged is the order that the model gave.
#[test]
fn a_scale_changes_no_interval_of_a_ranking_metric() {
    let (scores, labels) = sample(600, 0.15, 10);
    let raw = Ranking::new(&scores, &labels).unwrap();
    let (other, other_labels) = sample(150, 0.15, 11);
    let scale = Scale::isotonic(&Ranking::new(&other, &other_labels).unwrap());
    let scaled: Vec<_> = scores.iter().map(|&score| scale.apply(score)).collect();
    let tied = Ranking::new(&scaled, &labels).unwrap();
    assert!((tied.roc_auc() - raw.roc_auc()).abs() > 1e-4, "steps tie");

    let found = doubted(&scores, &labels, &scale);
    let plain = doubted(&scores, &labels, &Scale::Raw);
    assert!((found.aucs[0].unwrap().auc - raw.roc_auc()).abs() < 1e-12);
    assert_eq!(found.aucs, plain.aucs);
    assert_eq!(found.intervals.arms[0].roc, plain.intervals.arms[0].roc);
    for metric in [Metric::RocAuc, Metric::AveragePrecision] {
        assert_eq!(
            of(&found.intervals, 0, metric),
            of(&plain.intervals, 0, metric)
        );
    }
    // The threshold is read on the scale.
    let (low, high) = of(&found.intervals, 0, Metric::Recall);
    let recall = tied.confusion_at(0.1).recall().unwrap();
    assert!(low < recall && recall < high, "{low} {recall} {high}");
    let at_raw = raw.confusion_at(0.1).recall().unwrap();
    assert!(!(low..=high).contains(&at_raw), "{at_raw}");
}

#[test]
fn a_goal_that_most_draws_miss_has_no_interval() {
    let (scores, labels) = sample(200, 0.15, 12);
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let arm = DoubtedArm {
        ranking,
        threshold: 0.5,
    };
    let spec = BootstrapSpec {
        n_draws: 200,
        seed: 2,
    };
    let mut bootstrap = Bootstrap::new(&labels, vec![arm], Vec::new(), spec);
    let n_asked = std::cell::Cell::new(0);
    let choose = |ranking: &Ranking| {
        n_asked.set(n_asked.get() + 1);
        (n_asked.get() % 10 != 0).then(|| ranking.max_f1().threshold)
    };
    while bootstrap.draw(Some(&choose), 0) {}
    assert_eq!(bootstrap.intervals().chosen, None);
}

/// Thirty good customers come first: at no recall is the precision 0, as average precision sums it.
#[test]
fn the_band_of_precision_begins_where_a_default_is_caught() {
    let scores: Vec<_> = (0..100)
        .map(|row| [0.9, 0.9, 0.9, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1][row % 10])
        .collect();
    let labels: Vec<_> = (0..100).map(|row| row % 10 == 3).collect();
    let ranking = Ranking::new(&scores, &labels).unwrap();
    let found = intervals(&labels, &[(&ranking, 0.5)], BootstrapSpec::default());
    let band = &found.arms[0].precision_recall;
    let (_, low, high) = band[0];
    assert_eq!((low, high), (band[1].1, band[1].2));
    assert!(low > 0.15 && low < 0.25 && high > 0.25, "{low} {high}");
}

proptest! {
    /// Rows drawn again are ranked as if they had been sorted anew.
    #[test]
    fn what_is_drawn_is_ranked_as_if_sorted(rows in rows(40), seed: u64) {
        let ranking = rows.ranking();
        let seen = std::cell::RefCell::new(Vec::new());
        let keep = |ranking: &Ranking| {
            seen.borrow_mut().push(ranking.clone());
            None
        };
        let arm = DoubtedArm { ranking: ranking.clone(), threshold: 0.5 };
        let spec = BootstrapSpec { n_draws: 3, seed };
        let mut bootstrap = Bootstrap::new(&rows.labels, vec![arm], Vec::new(), spec);
        while bootstrap.draw(Some(&keep), 0) {}
        for drawn in seen.take() {
            let mut repeated = Rows { scores: Vec::new(), labels: Vec::new() };
            let mut before = [0, 0];
            for &threshold in drawn.thresholds() {
                let flagged = drawn.confusion_at(threshold);
                let now = [flagged.false_positives, flagged.true_positives];
                for (class, label) in [false, true].into_iter().enumerate() {
                    for _ in before[class]..now[class] {
                        repeated.scores.push(threshold);
                        repeated.labels.push(label);
                    }
                }
                before = now;
            }
            let sorted = repeated.ranking();
            prop_assert_eq!(sorted.n_samples(), ranking.n_samples());
            prop_assert_eq!(sorted.n_positives(), ranking.n_positives());
            prop_assert_eq!(sorted.thresholds(), drawn.thresholds());
            let cells = sorted.outcomes_at(0.5);
            prop_assert_eq!(cells, drawn.outcomes_at(0.5));
            for metric in Metric::ALL {
                prop_assert_eq!(metric.value(&sorted, &cells), metric.value(&drawn, &cells));
            }
        }
    }
}

fn question(scores: &[f64], labels: &[bool], threshold: f64, goal: Goal) -> UncertaintySpec {
    let arm = |place| ScoredArm {
        place,
        scores: scores
            .iter()
            .map(|score| score / (1.0 + place as f64))
            .collect(),
        scale: Scale::Raw,
        threshold,
    };
    UncertaintySpec {
        labels: labels.to_vec(),
        arms: vec![arm(0), arm(1)],
        prevalence: None,
        goal: Some((goal, 1)),
        is_chosen_here: true,
        payoff: None,
        training_prevalence: 0.1,
        edges: vec![0.0, 0.5, 1.0],
        bootstrap: BootstrapSpec {
            n_draws: 120,
            seed: 9,
        },
    }
}

fn answered(mut doubting: Doubting) -> Uncertainty {
    while doubting.advance() {}
    doubting.uncertainty()
}

#[test]
fn another_cut_is_counted_on_the_same_resamples_as_if_they_were_drawn_for_it() {
    let (scores, labels) = sample(600, 0.2, 11);
    let first = question(&scores, &labels, 0.4, Goal::TopLeft);
    for (threshold, goal) in [
        (0.6, Goal::TopLeft),
        (0.6, Goal::MaxFBeta(2.0)),
        (0.4, Goal::TopLeft),
    ] {
        let asked = question(&scores, &labels, threshold, goal);
        // However far the resamples had come.
        for n_drawn in [0, 1, 57, 120, 1_000] {
            let mut doubting = Doubting::new(first.clone()).unwrap();
            let _ = (0..n_drawn).take_while(|_| doubting.advance()).count();
            assert!(doubting.can_be_recut(&asked));
            doubting.recut(asked.clone());
            assert_eq!(
                answered(doubting),
                answered(Doubting::new(asked.clone()).unwrap())
            );
        }
    }
}

#[test]
fn other_scores_are_resampled_anew() {
    let (scores, labels) = sample(200, 0.2, 12);
    let doubting = Doubting::new(question(&scores, &labels, 0.4, Goal::TopLeft)).unwrap();
    let (others, _) = sample(200, 0.3, 13);
    assert!(!doubting.can_be_recut(&question(&others, &labels, 0.4, Goal::TopLeft)));
    let mut elsewhere = question(&scores, &labels, 0.4, Goal::TopLeft);
    elsewhere.prevalence = Some(0.2);
    assert!(!doubting.can_be_recut(&elsewhere));
}
