//! Numbers of scikit-learn 1.9.1, statsmodels 0.15.0, MLstatkit 0.1.91 and numpy 2.4.6, made by
//! `tests/golden/study.py`.

use imbalance_lab::metrics::{
    Binning, Books, Constraint, CreditTerms, Exposures, Goal, GoalError, Metric, Objective, Payoff,
    Ranking, Scale, ScaleError, compare_aucs, meaning_of_score, quantile, recall_margin,
    wilson_interval,
};
use serde::Deserialize;

use crate::near;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
    wilson: Vec<(f64, f64, f64, f64)>,
    pair: Pair,
    calibration_curve: Curve,
    quantiles: Quantiles,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    isotonic: Vec<(f64, f64)>,
    curve: Option<(f64, f64)>,
    in_the_large: f64,
    calibration: Calibration,
    delong: Option<(f64, f64)>,
    deciles: Vec<(f64, f64, f64)>,
    payoffs: Vec<OfPayoff>,
    credit: Vec<OfCredit>,
    constrained: Vec<(String, f64, String, Option<usize>)>,
}

#[derive(Deserialize)]
struct Calibration {
    bins: Vec<(usize, usize, f64, f64)>,
    ece: f64,
    mce: f64,
    reliability: f64,
    resolution: f64,
    within_bins: f64,
    uncertainty: f64,
    brier_of_good: f64,
    brier_of_default: f64,
}

#[derive(Deserialize)]
struct OfPayoff {
    amounts: [f64; 4],
    best: usize,
    value: f64,
    at_half: f64,
}

#[derive(Deserialize)]
struct OfCredit {
    lgd: f64,
    margin: f64,
    books: Vec<(Option<f64>, f64, f64, f64, f64, f64)>,
    best: usize,
    value: f64,
}

#[derive(Deserialize)]
struct Pair {
    first: Vec<f64>,
    second: Vec<f64>,
    labels: Vec<u8>,
    test: Test,
}

#[derive(Deserialize)]
struct Test {
    difference: f64,
    standard_error: f64,
    z: f64,
    p_value: f64,
}

#[derive(Deserialize)]
struct Curve {
    scores: Vec<f64>,
    labels: Vec<u8>,
    mean: Vec<f64>,
    rate: Vec<f64>,
}

#[derive(Deserialize)]
struct Quantiles {
    draws: Vec<f64>,
    at: Vec<(f64, f64)>,
}

#[derive(Deserialize)]
struct Vectors {
    name: String,
    scores: Vec<f64>,
    labels: Vec<u8>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/study.json")).unwrap()
}

fn labels(labels: &[u8]) -> Vec<bool> {
    labels.iter().map(|&label| label == 1).collect()
}

/// Each case with its scores and labels.
fn cases() -> Vec<(Case, Ranking, Vec<bool>)> {
    let vectors: Vec<Vectors> =
        serde_json::from_str(include_str!("../golden/metrics.json")).unwrap();
    let with = |case: Case| {
        let vector = vectors
            .iter()
            .find(|vector| vector.name == case.name)
            .unwrap();
        let labels = labels(&vector.labels);
        let ranking = Ranking::new(&vector.scores, &labels).unwrap();
        (case, ranking, labels)
    };
    let cases: Vec<_> = golden().cases.into_iter().map(with).collect();
    assert!(cases.len() >= 9);
    cases
}

fn assert_near(ours: f64, theirs: f64, tolerance: f64, what: &str) {
    assert!(
        near(ours, theirs, tolerance),
        "{what}: {ours} here, {theirs} there"
    );
}

#[test]
fn isotonic_steps_are_those_of_scikit_learn() {
    for (case, ranking, _) in cases() {
        let scale = Scale::isotonic(&ranking);
        for (score, probability) in case.isotonic {
            assert_near(
                scale.apply(score),
                probability,
                1e-12,
                &format!("{} at {score}", case.name),
            );
        }
    }
}

#[test]
fn platts_curve_is_the_plain_logistic_fit() {
    for (case, ranking, _) in cases() {
        match (Scale::platt(&ranking), case.curve) {
            (Ok(Scale::Platt(platt)), Some((intercept, slope))) => {
                assert_near(platt.intercept(), intercept, 1e-6, &case.name);
                assert_near(platt.slope(), slope, 1e-6, &case.name);
            }
            (Err(ScaleError::Falling { .. }), Some((_, slope))) => assert!(slope <= 0.0),
            (ours, theirs) => {
                assert_eq!(ours, Err(ScaleError::NoCurve), "{}", case.name);
                assert_eq!(theirs, None, "{}", case.name);
            }
        }
    }
}

#[test]
fn calibration_is_that_of_scikit_learn_statsmodels_and_numpy() {
    for (case, ranking, _) in cases() {
        let ours = ranking.calibration(Binning::EqualWidth(10)).unwrap();
        let theirs = &case.calibration;
        for (ours, theirs, what) in [
            (ours.expected_calibration_error, theirs.ece, "ECE"),
            (ours.maximum_calibration_error, theirs.mce, "MCE"),
            (ours.reliability, theirs.reliability, "reliability"),
            (ours.resolution, theirs.resolution, "resolution"),
            (ours.uncertainty, theirs.uncertainty, "uncertainty"),
            (ours.within_bins, theirs.within_bins, "within bins"),
            (ours.brier_of_good, theirs.brier_of_good, "Brier of good"),
            (
                ours.brier_of_default,
                theirs.brier_of_default,
                "Brier of default",
            ),
        ] {
            assert_near(ours, theirs, 1e-12, &format!("{}: {what}", case.name));
        }
        let ours = ranking.recalibration().unwrap();
        assert_near(
            ours.in_the_large.unwrap(),
            case.in_the_large,
            1e-6,
            &case.name,
        );
        assert_eq!(ours.slope.is_some(), case.curve.is_some(), "{}", case.name);
        if let (Some(slope), Some((_, theirs))) = (ours.slope, case.curve) {
            assert_near(slope, theirs, 1e-6, &case.name);
        }
        let bins = ranking.reliability(Binning::EqualWidth(10)).unwrap();
        assert_eq!(bins.len(), case.calibration.bins.len());
        for (bin, &(rows, defaults, mean, rate)) in bins.iter().zip(&case.calibration.bins) {
            assert_eq!((bin.rows, bin.defaults), (rows, defaults), "{}", case.name);
            assert_near(bin.mean_score, mean, 1e-12, &case.name);
            assert_near(bin.observed_rate, rate, 1e-12, &case.name);
        }
    }
}

#[test]
fn the_reliability_curve_is_scikit_learns_calibration_curve() {
    let curve = golden().calibration_curve;
    let ranking = Ranking::new(&curve.scores, &labels(&curve.labels)).unwrap();
    let bins = ranking.reliability(Binning::EqualWidth(10)).unwrap();
    assert_eq!(bins.len(), curve.mean.len());
    for (bin, (mean, rate)) in bins.iter().zip(curve.mean.iter().zip(&curve.rate)) {
        assert_near(bin.mean_score, *mean, 1e-12, "mean");
        assert_near(bin.observed_rate, *rate, 1e-12, "rate");
    }
}

#[test]
fn shares_are_known_as_far_as_wilson_says() {
    for (successes, n, low, high) in golden().wilson {
        let ours = wilson_interval(successes, n).unwrap();
        assert_near(ours.0, low, 1e-12, "low");
        assert_near(ours.1, high, 1e-12, "high");
    }
    assert_eq!(wilson_interval(0.0, 0.0), None);
    // A third of 48 defaults: ± 13 points.
    assert_eq!(
        recall_margin(16, 48).map(|margin| (100.0 * margin).round()),
        Some(13.0)
    );
}

#[test]
fn delongs_standard_error_is_that_of_all_pairs() {
    for (case, ranking, _) in cases() {
        let ours = ranking
            .delong()
            .map(|interval| (interval.auc, interval.standard_error));
        match (ours, case.delong) {
            (Some(ours), Some(theirs)) => {
                assert_near(ours.0, theirs.0, 1e-12, &case.name);
                assert_near(ours.1, theirs.1, 1e-10, &case.name);
            }
            (ours, theirs) => assert_eq!(ours.is_some(), theirs.is_some(), "{}", case.name),
        }
    }
}

#[test]
fn delongs_test_is_that_of_a_published_implementation_and_of_its_definition() {
    let pair = golden().pair;
    let labels = labels(&pair.labels);
    let ours = compare_aucs(&pair.first, &pair.second, &labels).unwrap();
    assert_near(ours.difference, pair.test.difference, 1e-12, "difference");
    assert_near(
        ours.standard_error,
        pair.test.standard_error,
        1e-10,
        "standard error",
    );
    assert_near(ours.z, pair.test.z, 1e-9, "z");
    assert_near(ours.p_value, pair.test.p_value, 1e-9, "p");
    let other_way = compare_aucs(&pair.second, &pair.first, &labels).unwrap();
    assert_eq!(other_way.difference, -ours.difference);
    assert_eq!(
        compare_aucs(&pair.first, &pair.first, &labels),
        None,
        "with itself"
    );
}

#[test]
fn quantiles_are_numpys() {
    let Quantiles { mut draws, at } = golden().quantiles;
    draws.sort_by(f64::total_cmp);
    for (share, value) in at {
        assert_near(
            quantile(&draws, share).unwrap(),
            value,
            1e-14,
            &share.to_string(),
        );
    }
    assert_eq!(quantile(&[], 0.5), None);
}

#[test]
fn deciles_share_out_the_rows_of_a_tie() {
    for (case, ranking, _) in cases() {
        let n_negatives = ranking.n_negatives() as f64;
        let mut good = 0.0;
        for (ours, &(defaults, lift, of_good)) in ranking.deciles().iter().zip(&case.deciles) {
            good += of_good;
            let false_positive_rate = good / n_negatives;
            assert_near(ours.defaults, defaults, 1e-9, &case.name);
            assert_near(ours.lift, lift, 1e-9, &case.name);
            assert_near(
                ours.cumulative_false_positive_rate,
                false_positive_rate,
                1e-9,
                &case.name,
            );
        }
    }
}

/// The threshold in a place of "nobody, then every distinct score from the highest on".
fn threshold_at(ranking: &Ranking, place: usize) -> f64 {
    match place.checked_sub(1) {
        None => ranking.above_all(),
        Some(place) => ranking.thresholds()[place],
    }
}

#[test]
fn payoffs_and_their_best_thresholds_are_those_of_trying_all() {
    for (case, ranking, _) in cases() {
        for golden in &case.payoffs {
            let [true_positive, false_positive, true_negative, false_negative] = golden.amounts;
            let payoff = Payoff {
                true_positive,
                false_positive,
                true_negative,
                false_negative,
            };
            let books = Books::payoff(&ranking, payoff);
            let best = books.best();
            assert_near(best.value, golden.value, 1e-12, &case.name);
            assert_eq!(
                best.threshold,
                threshold_at(&ranking, golden.best),
                "{}",
                case.name
            );
            assert_near(books.profit_at(0.5), golden.at_half, 1e-12, &case.name);
            assert_near(
                books.regret(0.5),
                golden.value - golden.at_half,
                1e-12,
                &case.name,
            );
        }
    }
}

#[test]
fn loans_are_those_of_adding_up_row_by_row() {
    for (case, ranking, labels) in cases() {
        let amounts: Vec<_> = (0..ranking.n_samples())
            .map(|row| 100.0 + 37.0 * (row % 11) as f64)
            .collect();
        for golden in &case.credit {
            let terms = CreditTerms {
                lgd: golden.lgd,
                interest_margin: golden.margin,
                ead: 0.0,
            };
            let exposures = Exposures {
                amounts: &amounts,
                labels: &labels,
            };
            let books = Books::credit(&ranking, &terms, Some(exposures)).unwrap();
            for &(threshold, approved, exposure, expected, realised, profit) in &golden.books {
                let book = books.at(threshold.unwrap_or(f64::INFINITY));
                assert_eq!(book.approved, approved, "{}", case.name);
                assert_near(book.exposure, exposure, 1e-9, &case.name);
                assert_near(book.expected_loss.unwrap(), expected, 1e-9, &case.name);
                assert_near(book.realised_loss, realised, 1e-9, &case.name);
                assert_near(book.profit, profit, 1e-9, &case.name);
            }
            let best = books.best();
            assert_near(best.value, golden.value, 1e-9, &case.name);
            assert_near(
                books.profit_at(threshold_at(&ranking, golden.best)),
                best.value,
                1e-9,
                &case.name,
            );
        }
    }
}

fn constraint(kind: &str, limit: f64) -> Constraint {
    match kind {
        "recall" => Constraint::RecallAtLeast(limit),
        "precision" => Constraint::PrecisionAtLeast(limit),
        "flagged" => Constraint::flagged_at_most(limit),
        "share" => Constraint::ShareFlaggedAtMost(limit),
        "fpr" => Constraint::FalsePositiveRateAtMost(limit),
        _ => panic!("{kind}"),
    }
}

#[test]
fn the_best_cut_under_a_condition_is_that_of_trying_all() {
    let objectives = [
        ("recall", Objective::Metric(Metric::Recall)),
        ("precision", Objective::Metric(Metric::Precision)),
        ("f1", Objective::Metric(Metric::F1)),
        ("specificity", Objective::Metric(Metric::Specificity)),
    ];
    for (case, ranking, _) in cases() {
        let books = Books::payoff(&ranking, Payoff::default());
        for (kind, limit, objective, place) in &case.constrained {
            let (_, maximise) = objectives
                .into_iter()
                .find(|(name, _)| name == objective)
                .unwrap();
            let goal = Goal::Constrained {
                maximise,
                subject_to: constraint(kind, *limit),
            };
            let what = format!("{}: {objective} with {kind} {limit}", case.name);
            match (goal.choose(&ranking, &books, 0.5), place) {
                (Ok(cut), Some(place)) => {
                    let expected = threshold_at(&ranking, *place);
                    assert_eq!(cut.threshold, expected, "{what}");
                }
                (Err(error), None) => {
                    let is_named = matches!(
                        error,
                        GoalError::Infeasible { .. } | GoalError::Undefined { .. }
                    );
                    assert!(is_named, "{what}: {error}");
                }
                (ours, theirs) => panic!("{what}: {ours:?} here, {theirs:?} there"),
            }
        }
    }
}

/// The numbers of a published comparison: after balancing 2.475 % to a half, 0.15 means 0.45 %, and a
/// true 15 % is a score of 0.874.
#[test]
fn prior_correction_gives_the_published_meanings() {
    let meaning = meaning_of_score(0.15, 0.02475, 0.5).unwrap();
    assert!((meaning - 0.0045).abs() < 5e-5, "{meaning}");
    let back = meaning_of_score(0.15, 0.5, 0.02475).unwrap();
    assert!((back - 0.874).abs() < 5e-4, "{back}");
    // Full balancing shifts the log-odds by ln((1 − π) / π).
    for (training, shift) in [(0.05_f64, 2.94), (0.02, 3.89), (0.01, 4.60)] {
        let corrected = meaning_of_score(0.5, training, 0.5).unwrap();
        assert!(((corrected / (1.0 - corrected)).ln() + shift).abs() < 0.005);
    }
    assert_eq!(meaning_of_score(1.2, 0.1, 0.5), None);
}
