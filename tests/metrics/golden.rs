//! Numbers of scikit-learn 1.9.1 and imbalanced-learn 0.14.2, made by `tests/golden/metrics.py`.

use std::collections::BTreeMap;

use imbalance_lab::metrics::{ClassificationReport, Confusion, Metric, Ranking, ReportRow};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    scores: Vec<f64>,
    labels: Vec<u8>,
    prevalence: f64,
    roc_auc: f64,
    average_precision: f64,
    brier_score: Option<f64>,
    log_loss: Option<f64>,
    n_roc: usize,
    roc: Vec<(usize, Option<f64>, f64, f64)>,
    precision_recall: Vec<(usize, f64, f64, f64)>,
    histogram: Histogram,
    cuts: Vec<Cut>,
}

#[derive(Deserialize)]
struct Histogram {
    edges: Vec<f64>,
    good: Vec<usize>,
    default: Vec<usize>,
}

#[derive(Deserialize)]
struct Cut {
    threshold: f64,
    cells: [usize; 4],
    precision: Option<f64>,
    recall: Option<f64>,
    specificity: Option<f64>,
    f1: Option<f64>,
    f2: Option<f64>,
    f_half: Option<f64>,
    balanced_accuracy: Option<f64>,
    g_mean: Option<f64>,
    mcc: Option<f64>,
    cohens_kappa: Option<f64>,
    accuracy: Option<f64>,
    share_flagged: Option<f64>,
    report: BTreeMap<String, BTreeMap<String, Option<f64>>>,
}

impl Case {
    fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../golden/metrics.json")).unwrap()
    }

    fn ranking(&self) -> Ranking {
        let labels: Vec<_> = self.labels.iter().map(|&label| label == 1).collect();
        Ranking::new(&self.scores, &labels).unwrap()
    }
}

fn assert_close(ours: f64, theirs: f64, what: &str) {
    let tolerance = 1e-12 * theirs.abs() + 1e-15;
    assert!(
        (ours - theirs).abs() <= tolerance,
        "{what}: {ours} here, {theirs} there"
    );
}

fn assert_same(ours: Option<f64>, theirs: Option<f64>, what: &str) {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => assert_close(ours, theirs, what),
        _ => assert_eq!(ours, theirs, "{what}"),
    }
}

#[test]
fn there_are_at_least_twenty_cases() {
    assert!(Case::all().len() >= 20);
}

#[test]
fn areas_and_losses_are_those_of_scikit_learn() {
    for case in Case::all() {
        let ranking = case.ranking();
        let name = &case.name;
        assert_close(
            ranking.prevalence(),
            case.prevalence,
            &format!("{name}: prevalence"),
        );
        assert_close(ranking.roc_auc(), case.roc_auc, &format!("{name}: AUC"));
        let average_precision = ranking.average_precision();
        assert_close(
            average_precision,
            case.average_precision,
            &format!("{name}: AP"),
        );
        assert_same(
            ranking.brier_score(),
            case.brier_score,
            &format!("{name}: Brier"),
        );
        assert_same(
            ranking.log_loss(),
            case.log_loss,
            &format!("{name}: log loss"),
        );
    }
}

#[test]
fn areas_and_brier_scores_are_the_published_ones() {
    let published = [
        ("V1", 0.765625, 0.20675),
        ("V2", 0.78, 0.193),
        ("V3", 0.895892857142857, 0.2100378252),
        ("V4", 0.741866666666667, 0.168924),
        ("V8", 0.666666666666667, 0.1645),
    ];
    let cases = Case::all();
    for (name, auc, brier) in published {
        let case = cases.iter().find(|case| case.name == name).unwrap();
        assert!((case.ranking().roc_auc() - auc).abs() < 1e-14, "{name}");
        assert!(
            (case.ranking().brier_score().unwrap() - brier).abs() < 1e-14,
            "{name}"
        );
    }
}

#[test]
fn curves_are_those_of_scikit_learn_point_by_point() {
    for case in Case::all() {
        let ranking = case.ranking();
        let roc: Vec<_> = ranking.roc().collect();
        let precision_recall: Vec<_> = ranking.precision_recall().collect();
        assert_eq!(
            (roc.len(), precision_recall.len()),
            (case.n_roc, case.n_roc - 1)
        );
        for &(i, threshold, fpr, tpr) in &case.roc {
            assert_eq!(
                roc[i].threshold,
                threshold.unwrap_or(f64::INFINITY),
                "{}",
                case.name
            );
            assert_close(roc[i].fpr, fpr, &case.name);
            assert_close(roc[i].tpr, tpr, &case.name);
        }
        for &(i, threshold, precision, recall) in &case.precision_recall {
            assert_eq!(precision_recall[i].threshold, threshold, "{}", case.name);
            assert_close(precision_recall[i].precision, precision, &case.name);
            assert_close(precision_recall[i].recall, recall, &case.name);
        }
    }
}

#[test]
fn histograms_are_those_of_numpy() {
    for case in Case::all() {
        let Histogram {
            edges,
            good,
            default,
        } = &case.histogram;
        let bins = case.ranking().counts_between(edges);
        assert_eq!(
            &bins.iter().map(|bin| bin[0]).collect::<Vec<_>>(),
            good,
            "{}",
            case.name
        );
        assert_eq!(
            &bins.iter().map(|bin| bin[1]).collect::<Vec<_>>(),
            default,
            "{}",
            case.name
        );
    }
}

#[test]
fn cells_and_rates_at_every_cut_are_those_of_scikit_learn() {
    for case in Case::all() {
        let ranking = case.ranking();
        for cut in &case.cuts {
            let confusion = ranking.confusion_at(cut.threshold);
            let what = format!("{} at {}", case.name, cut.threshold);
            assert_eq!(cells(&confusion), cut.cells, "{what}");
            for (metric, theirs) in rates(cut) {
                let what = format!("{what}: {}", metric.name());
                assert_same(metric.value(&ranking, &confusion), theirs, &what);
            }
            assert_same(confusion.f_beta(2.0), cut.f2, &format!("{what}: F2"));
            assert_same(confusion.f_beta(0.5), cut.f_half, &format!("{what}: F0.5"));
        }
    }
}

#[test]
fn classification_reports_are_those_of_scikit_learn() {
    for case in Case::all() {
        for cut in &case.cuts {
            let report = ClassificationReport::new(&case.ranking().confusion_at(cut.threshold));
            let what = format!("{} at {}", case.name, cut.threshold);
            assert_same(report.accuracy, cut.accuracy, &what);
            assert_row(report.good, &cut.report["good"], &what);
            assert_row(report.default, &cut.report["default"], &what);
            assert_row(report.macro_average, &cut.report["macro avg"], &what);
            assert_row(report.weighted_average, &cut.report["weighted avg"], &what);
        }
    }
}

fn cells(confusion: &Confusion) -> [usize; 4] {
    [
        confusion.true_positives,
        confusion.false_positives,
        confusion.true_negatives,
        confusion.false_negatives,
    ]
}

fn rates(cut: &Cut) -> [(Metric, Option<f64>); 10] {
    [
        (Metric::Precision, cut.precision),
        (Metric::Recall, cut.recall),
        (Metric::F1, cut.f1),
        (Metric::Specificity, cut.specificity),
        (Metric::BalancedAccuracy, cut.balanced_accuracy),
        (Metric::GMean, cut.g_mean),
        (Metric::Mcc, cut.mcc),
        (Metric::CohensKappa, cut.cohens_kappa),
        (Metric::Accuracy, cut.accuracy),
        (Metric::ShareFlagged, cut.share_flagged),
    ]
}

fn assert_row(ours: ReportRow, theirs: &BTreeMap<String, Option<f64>>, what: &str) {
    assert_same(ours.precision, theirs["precision"], what);
    assert_same(ours.recall, theirs["recall"], what);
    assert_same(ours.f1, theirs["f1-score"], what);
    assert_same(Some(ours.support as f64), theirs["support"], what);
}
