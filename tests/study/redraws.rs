//! Rows drawn again and again.

use imbalance_lab::metrics::{
    Bootstrap, BootstrapSpec, Confusion, DoubtedArm, Intervals, Metric, Ranking, optimism,
};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

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
    let redraws = optimism(&ranking, &labels, &choose, &Confusion::f1, 200, 1);
    assert_eq!(redraws.len(), 200);
    let mean = redraws.iter().sum::<f64>() / 200.0;
    assert!(mean > 0.005, "{mean}");
}
