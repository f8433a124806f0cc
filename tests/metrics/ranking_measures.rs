//! Numbers of hmeasure 0.1.6, pyprg 0.1.1b7, empulse 0.13.1, EMP-py 2.0.4, scikit-learn 1.9.1 and
//! SciPy 1.17.1, made by `tests/golden/ranking_measures.py`, and of published vectors.

use std::collections::BTreeMap;

use imbalance_lab::metrics::{EmpSpec, HPrior, Metric, Ranking};
use serde::Deserialize;

use super::ranking;

#[derive(Deserialize)]
struct Case {
    name: String,
    gini: f64,
    ks: f64,
    hull_auc: f64,
    partial_auc: Vec<(f64, f64)>,
    between: (f64, f64, f64),
    average_precision_over_prevalence: f64,
    pr_gain: f64,
    h: [f64; 3],
    emp: Vec<(f64, f64, f64, f64, f64)>,
    brier_skill_score: Option<f64>,
    cuts: Vec<Cut>,
}

#[derive(Deserialize)]
struct Cut {
    threshold: f64,
    negative_predictive_value: Option<f64>,
    informedness: Option<f64>,
    markedness: Option<f64>,
    diagnostic_odds_ratio: Option<f64>,
}

/// The rows of a case, which metrics.json holds.
#[derive(Deserialize)]
struct Rows {
    name: String,
    scores: Vec<f64>,
    labels: Vec<u8>,
}

fn rankings() -> BTreeMap<String, Ranking> {
    let rows: Vec<Rows> = serde_json::from_str(include_str!("../golden/metrics.json")).unwrap();
    let ranked = rows.into_iter().map(|rows| {
        let labels: Vec<_> = rows.labels.iter().map(|&label| label == 1).collect();
        (rows.name, Ranking::new(&rows.scores, &labels).unwrap())
    });
    ranked.collect()
}

fn cases() -> Vec<(Case, Ranking)> {
    let text = include_str!("../golden/ranking_measures.json");
    let cases: Vec<Case> = serde_json::from_str(text).unwrap();
    assert!(cases.len() >= 20);
    let mut rankings = rankings();
    let with_rows = cases.into_iter().map(|case| {
        let ranking = rankings.remove(&case.name).unwrap();
        (case, ranking)
    });
    with_rows.collect()
}

fn assert_close(ours: Option<f64>, theirs: Option<f64>, tolerance: f64, what: &str) {
    let is_close = match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() <= tolerance * theirs.abs().max(1.0),
        _ => ours == theirs,
    };
    assert!(is_close, "{what}: {ours:?} here, {theirs:?} there");
}

fn assert_value(ranking: &Ranking, metric: Metric, theirs: Option<f64>, what: &str) {
    let ours = metric.value(ranking, &ranking.confusion_at(0.5));
    assert_close(ours, theirs, 1e-9, &format!("{what}: {}", metric.name()));
}

#[test]
fn measures_of_the_ranking_are_those_of_the_packages() {
    for (case, ranking) in cases() {
        let expected = [
            (Metric::Gini, case.gini),
            (Metric::Ks, case.ks),
            (Metric::HullAuc, case.hull_auc),
            (Metric::PartialAuc, case.partial_auc[1].1),
            (
                Metric::AveragePrecisionOverPrevalence,
                case.average_precision_over_prevalence,
            ),
            (Metric::PrGain, case.pr_gain),
            (Metric::HMeasure, case.h[0]),
            (Metric::HMeasureBeta22, case.h[1]),
            (Metric::HMeasurePackage, case.h[2]),
            (Metric::ExpectedMaximumProfit, case.emp[0].3),
        ];
        for (metric, theirs) in expected {
            assert_value(&ranking, metric, Some(theirs), &case.name);
        }
        let theirs = case.brier_skill_score;
        assert_value(&ranking, Metric::BrierSkillScore, theirs, &case.name);
    }
}

#[test]
fn partial_areas_are_those_of_scikit_learn() {
    for (case, ranking) in cases() {
        for (max_fpr, theirs) in case.partial_auc {
            let ours = ranking.standardized_partial_auc(max_fpr);
            assert_close(ours, Some(theirs), 1e-12, &case.name);
        }
        let (low, high, theirs) = case.between;
        let ours = ranking.partial_auc(low, high);
        assert_close(ours, Some(theirs), 1e-12, &case.name);
    }
}

#[test]
fn expected_maximum_profits_and_rejected_shares_are_those_of_empulse() {
    for (case, ranking) in cases() {
        for (p0, p1, roi, profit, rejected_share) in case.emp {
            let spec = EmpSpec { p0, p1, roi };
            let emp = ranking.expected_maximum_profit(&spec).unwrap();
            let what = format!("{}: {spec:?}", case.name);
            assert_close(Some(emp.profit), Some(profit), 1e-12, &what);
            assert_close(Some(emp.rejected_share), Some(rejected_share), 1e-12, &what);
        }
    }
}

#[test]
fn rates_at_every_cut_are_those_of_scikit_learn_and_scipy() {
    for (case, ranking) in cases() {
        for cut in case.cuts {
            let confusion = ranking.confusion_at(cut.threshold);
            let rates = [
                (
                    confusion.negative_predictive_value(),
                    cut.negative_predictive_value,
                ),
                (confusion.youden_j(), cut.informedness),
                (confusion.markedness(), cut.markedness),
                (confusion.diagnostic_odds_ratio(), cut.diagnostic_odds_ratio),
            ];
            for (ours, theirs) in rates {
                let what = format!("{} at {}", case.name, cut.threshold);
                assert_close(ours, theirs, 1e-12, &what);
            }
        }
    }
}

#[test]
fn the_published_vectors_are_met() {
    let published = [
        (
            "V1",
            0.8828125,
            0.625,
            0.534382463318057,
            0.537109375,
            0.537109375,
        ),
        (
            "V2",
            0.86,
            0.6,
            0.44476006112792,
            0.454259259259259,
            0.454259259259259,
        ),
        (
            "V3",
            0.90469387755102,
            0.654081632653061,
            0.430127760804669,
            0.409873797340165,
            0.509941134018412,
        ),
        (
            "V4",
            0.744744444444444,
            0.285555555555556,
            0.280926861704108,
            0.280289198474724,
            0.28178316089827,
        ),
        (
            "V8",
            0.833333333333333,
            0.5,
            0.443594310701115,
            0.452409398645958,
            0.443132550619309,
        ),
    ];
    let rankings = rankings();
    for (name, hull_auc, ks, h_2014, h_beta22, h_package) in published {
        let ranking = &rankings[name];
        let expected = [
            (ranking.hull_auc(), hull_auc),
            (ranking.ks().value, ks),
            (ranking.h_measure(HPrior::ClassShares), h_2014),
            (ranking.h_measure(HPrior::Beta22), h_beta22),
            (ranking.h_measure(HPrior::PackageDefault), h_package),
        ];
        for (ours, theirs) in expected {
            assert_close(Some(ours), Some(theirs), 1e-9, name);
        }
    }
}

#[test]
fn a_perfect_ranking_reaches_one_everywhere() {
    let perfect = ranking(&[(0.9, 1), (0.8, 1), (0.2, 0), (0.1, 0), (0.1, 0)]);
    for prior in HPrior::ALL {
        assert_eq!(perfect.h_measure(prior), 1.0);
    }
    assert_eq!((perfect.ks().value, perfect.ks().threshold), (1.0, 0.8));
    assert_eq!((perfect.hull_auc(), perfect.gini()), (1.0, 1.0));
    assert_eq!(perfect.precision_recall_gain_auc(), 1.0);
    assert_eq!(perfect.standardized_partial_auc(0.1), Some(1.0));
    let corners: Vec<_> = perfect
        .hull()
        .iter()
        .map(|p| (p.fpr, p.tpr, p.threshold))
        .collect();
    assert_eq!(
        corners,
        [(0.0, 0.0, f64::INFINITY), (0.0, 1.0, 0.8), (1.0, 1.0, 0.1)]
    );
}

#[test]
fn equal_scores_are_chance() {
    let constant = ranking(&[(0.3, 1), (0.3, 0), (0.3, 0)]);
    for prior in HPrior::ALL {
        assert_eq!(constant.h_measure(prior), 0.0);
    }
    assert_eq!((constant.ks().value, constant.gini()), (0.0, 0.0));
    assert_eq!((constant.hull_auc(), constant.roc_auc()), (0.5, 0.5));
    assert_eq!(constant.hull().len(), 2);
    let chance = constant.standardized_partial_auc(0.1).unwrap();
    assert!((chance - 0.5).abs() < 1e-15);
    assert!(constant.precision_recall_gain_auc().abs() < 1e-15);
}

#[test]
fn an_inverted_ranking_is_not_turned() {
    let inverted = ranking(&[(0.9, 0), (0.8, 0), (0.2, 1), (0.1, 1)]);
    for prior in HPrior::ALL {
        assert_eq!(inverted.h_measure(prior), 0.0);
    }
    assert_eq!((inverted.ks().value, inverted.roc_auc()), (0.0, 0.0));
    assert_eq!((inverted.gini(), inverted.hull_auc()), (-1.0, 0.5));
}

#[test]
fn ranges_and_specs_that_make_no_sense_have_no_value() {
    let ranking = ranking(&[(0.9, 1), (0.8, 0)]);
    for (low, high) in [
        (-0.1, 0.5),
        (0.5, 0.5),
        (0.6, 0.5),
        (0.5, 1.1),
        (f64::NAN, 0.5),
    ] {
        assert_eq!(ranking.partial_auc(low, high), None);
    }
    for max_fpr in [0.0, -1.0, 1.5, f64::NAN] {
        assert_eq!(ranking.standardized_partial_auc(max_fpr), None);
    }
    let paper = EmpSpec::default();
    let unsound = [
        EmpSpec { p0: 0.95, ..paper },
        EmpSpec { p1: -0.1, ..paper },
        EmpSpec { roi: -0.1, ..paper },
        EmpSpec {
            roi: f64::INFINITY,
            ..paper
        },
        EmpSpec {
            p0: f64::NAN,
            ..paper
        },
    ];
    for spec in unsound {
        assert_eq!(ranking.expected_maximum_profit(&spec), None, "{spec:?}");
    }
}

#[test]
fn nothing_is_rejected_where_nothing_is_lost() {
    let ranking = ranking(&[(0.9, 1), (0.8, 0)]);
    let spec = EmpSpec {
        p0: 1.0,
        p1: 0.0,
        roi: 0.1,
    };
    let emp = ranking.expected_maximum_profit(&spec).unwrap();
    assert_eq!((emp.profit, emp.rejected_share), (0.0, 0.0));
}

#[test]
fn measures_that_were_read_do_not_make_a_ranking_another_one() {
    let [read, unread] = [0, 1].map(|_| ranking(&[(0.9, 1), (0.8, 0), (0.7, 1)]));
    assert_eq!(read.hull_auc(), 0.75);
    assert_eq!(read, unread);
    let deployed = read.deployed_at(0.1).unwrap();
    assert_ne!(
        deployed.h_measure(HPrior::ClassShares),
        read.h_measure(HPrior::ClassShares)
    );
}
