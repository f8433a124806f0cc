//! Small files of scores on which numbers or their text went wrong.

use imbalance_lab::metrics::{
    Books, Goal, Metric, Payoff, Ranking, fewest_digits, threshold_text, wilson_interval,
};
use imbalance_lab::words;

const NEAR_TIES: &str = include_str!("../cases/near-ties-1e-16.csv");
const PERFECT: &str = include_str!("../cases/perfect-ranking.csv");
const LOG_ODDS_AND_POINTS: &str = include_str!("../cases/log-odds-and-points.csv");
const ABOVE_ONE: &str = include_str!("../cases/float32-above-1.csv");

/// Labels in the first column, scores in this one.
fn read(csv: &str, column: usize) -> Ranking {
    let rows = csv.lines().skip(1).map(|line| {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        (cells[column], cells[0] == 1.0)
    });
    let (scores, labels): (Vec<_>, Vec<_>) = rows.unzip();
    Ranking::new(&scores, &labels).unwrap()
}

#[test]
fn the_best_threshold_among_near_ties_is_still_the_best_as_it_is_shown() {
    let ranking = read(NEAR_TIES, 1);
    let books = Books::payoff(&ranking, Payoff::default());
    let best = Goal::Max(Metric::F1).choose(&ranking, &books, 0.5).unwrap();
    assert!((best.value - 2.0 / 3.0).abs() < 1e-15);
    let shown = threshold_text(best.threshold, &[&ranking], 3);
    assert_eq!(shown, "0.6535494669979387");
    let typed = ranking.confusion_at(shown.parse().unwrap());
    assert_eq!((typed.true_positives, typed.false_positives), (2, 1));
}

#[test]
fn a_perfect_ranking_of_few_defaults_is_said_to_be_too_sure() {
    let ranking = read(PERFECT, 1);
    let auc = ranking.delong().unwrap();
    assert!(auc.is_degenerate());
    assert_eq!(auc.interval, (1.0, 1.0));
    let (low, high) = wilson_interval(10.0, 100.0).unwrap();
    assert!((low - 0.0552).abs() < 5e-5 && (high - 0.1744).abs() < 5e-5);
    assert_eq!(
        words::degenerate_auc(&auc, &ranking).unwrap(),
        "DeLong's interval of the AUC is the point 1, because no default ranks differently from \
         another among the good customers: with 10 defaults that is too sure."
    );
    assert_eq!(
        words::resampling_condition(&ranking),
        "Every resample has 10 defaults among 100 rows, as there are here. In new rows the share \
         of defaults (10.0 % here) may lie anywhere from 5.5 % to 17.4 %, and what depends on it \
         varies more than the ranges say."
    );
    let other = read(LOG_ODDS_AND_POINTS, 1);
    assert_eq!(
        words::degenerate_auc(&other.delong().unwrap(), &other),
        None
    );
}

#[test]
fn points_of_a_scorecard_are_seen_to_fall_with_the_risk() {
    let (log_odds, points) = (read(LOG_ODDS_AND_POINTS, 1), read(LOG_ODDS_AND_POINTS, 2));
    assert!((log_odds.roc_auc() - 0.877_404).abs() < 5e-7);
    assert!((points.roc_auc() - 0.121_394).abs() < 5e-7);
    assert!(points.higher_seems_safer() && !log_odds.higher_seems_safer());
    assert_eq!(words::direction(&log_odds), None);
    let said = words::direction(&points).unwrap();
    assert!(said.starts_with("higher scores seem to mean safer applicants (ROC AUC 0.121)"));
}

#[test]
fn a_score_just_above_one_is_shown_above_one() {
    let ranking = read(ABOVE_ONE, 1);
    assert!(!ranking.are_probabilities());
    let outside = ranking.thresholds()[0];
    assert_eq!(words::outside(outside, &(0.0..=1.0), 6), "1.0000001");
    assert_eq!(words::significant(outside, 6), "1");
}

#[test]
fn no_more_digits_are_taken_than_it_needs() {
    assert_eq!(fewest_digits(0.1 + 0.2, 1, |_| true), "0.3");
    assert_eq!(
        fewest_digits(0.1 + 0.2, 1, |read| read > 0.3),
        "0.30000000000000004"
    );
    assert_eq!(fewest_digits(-0.0, 3, |_| true), "0");
    assert_eq!(fewest_digits(118_267.4, 3, |_| true), "118000");
    // What is never enough has all of its digits.
    assert_eq!(
        fewest_digits(2.0 / 3.0, 3, |_| false),
        (2.0_f64 / 3.0).to_string()
    );
    assert_eq!(fewest_digits(f64::INFINITY, 3, |_| true), "inf");
}
