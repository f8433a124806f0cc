//! Metrics within groups and the agreement of models, as scikit-learn, NumPy and SciPy have them.

use imbalance_lab::metrics::{Agreement, Flags, GroupRows, Match, Metric, Ranking};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    group: Vec<usize>,
    labels: Vec<bool>,
    first: Vec<f64>,
    second: Vec<f64>,
    thresholds: [f64; 2],
    groups: Vec<OfGroup>,
    agreement: OfTwo,
}

#[derive(Deserialize)]
struct OfGroup {
    cells: [usize; 4],
    recall: f64,
    precision: f64,
    f1: f64,
    mcc: f64,
    roc_auc: f64,
    f1_interval: [f64; 2],
    mcc_interval: [f64; 2],
    average_precision: f64,
    average_precision_interval: [f64; 2],
}

#[derive(Deserialize)]
struct OfTwo {
    both: [usize; 2],
    only_first: [usize; 2],
    only_second: [usize; 2],
    neither: [usize; 2],
    kappa: f64,
    right_alone: [usize; 2],
    mcnemar: f64,
    large: Vec<(usize, usize, f64)>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/groups.json")).unwrap()
}

fn rows_of(golden: &Golden, group: usize) -> GroupRows {
    let rows = (0..golden.labels.len()).filter(|&row| golden.group[row] == group);
    let (scores, labels): (Vec<_>, Vec<_>) = rows
        .map(|row| (golden.first[row], golden.labels[row]))
        .unzip();
    GroupRows::new(&scores, &labels).unwrap()
}

#[test]
fn metrics_of_a_group_are_those_of_its_rows_alone() {
    let golden = golden();
    let at = golden.thresholds[0];
    for (group, known) in golden.groups.iter().enumerate() {
        let rows = rows_of(&golden, group);
        let cells = rows.confusion_at(at);
        let [tn, fp, fn_, tp] = known.cells;
        assert_eq!(
            (cells.true_negatives, cells.false_positives),
            (tn, fp),
            "{group}"
        );
        assert_eq!((cells.false_negatives, cells.true_positives), (fn_, tp));
        for (metric, value) in [
            (Metric::Recall, known.recall),
            (Metric::Precision, known.precision),
            (Metric::F1, known.f1),
            (Metric::Mcc, known.mcc),
            (Metric::RocAuc, known.roc_auc),
            (Metric::AveragePrecision, known.average_precision),
        ] {
            let ours = rows.value(metric, at).unwrap();
            assert!((ours - value).abs() < 1e-12, "{metric:?} {ours} {value}");
        }
    }
}

#[test]
fn intervals_are_those_of_redrawn_rows() {
    let golden = golden();
    let at = golden.thresholds[0];
    for (group, known) in golden.groups.iter().enumerate() {
        let rows = rows_of(&golden, group);
        for (metric, (low, high)) in [
            (Metric::F1, known.f1_interval.into()),
            (Metric::Mcc, known.mcc_interval.into()),
            (
                Metric::AveragePrecision,
                known.average_precision_interval.into(),
            ),
        ] {
            let ours: (f64, f64) = rows.interval(metric, at).unwrap();
            assert_eq!(rows.interval(metric, at), Some(ours), "drawn once");
            // The ends of some hundred redraws are known to about a tenth of the interval.
            let width: f64 = high - low;
            assert!((ours.0 - low).abs() < 0.15 * width, "{metric:?} {ours:?}");
            assert!((ours.1 - high).abs() < 0.15 * width, "{metric:?} {ours:?}");
        }
    }
}

#[test]
fn a_group_of_one_class_has_counts_and_no_ranking() {
    let rows = GroupRows::new(&[0.1, 0.9, 0.5], &[false; 3]).unwrap();
    let cells = rows.confusion_at(0.5);
    assert_eq!((cells.false_positives, cells.true_negatives), (2, 1));
    assert_eq!(rows.value(Metric::Recall, 0.5), None);
    assert_eq!(rows.value(Metric::RocAuc, 0.5), None);
    assert_eq!(rows.value(Metric::Specificity, 0.5), Some(1.0 / 3.0));
    assert_eq!(rows.interval(Metric::F1, 2.0), None);
    let all = Ranking::new(&[0.2, 0.8], &[false, true]).unwrap();
    assert_eq!(rows.matching_threshold(&all, 0.5, Match::Recall), 0.5);
    assert!(GroupRows::new(&[], &[]).is_none());
    assert!(GroupRows::new(&[f64::NAN], &[true]).is_none());
}

#[test]
fn two_models_agree_as_scikit_learn_and_scipy_say() {
    let golden = golden();
    let [at, other] = golden.thresholds;
    let flags = |scores: &[f64], at| {
        let ranking = Ranking::new(scores, &golden.labels).unwrap();
        Flags::at(&ranking, at)
    };
    let (first, second) = (flags(&golden.first, at), flags(&golden.second, other));
    let defaults = Flags::new(golden.labels.len(), |row| golden.labels[row]);
    let ours = Agreement::of(&first, &second, &defaults).unwrap();
    let known = &golden.agreement;
    assert_eq!(ours.both, known.both);
    assert_eq!(ours.only_first, known.only_first);
    assert_eq!(ours.only_second, known.only_second);
    assert_eq!(ours.neither, known.neither);
    assert_eq!(ours.right_alone(), known.right_alone);
    assert!((ours.kappa().unwrap() - known.kappa).abs() < 1e-12);
    assert!((ours.mcnemar().unwrap() - known.mcnemar).abs() < 1e-12);
    for (first, second, p) in &known.large {
        let of = Agreement {
            only_first: [0, *first],
            only_second: [0, *second],
            ..Agreement::default()
        };
        assert!(
            (of.mcnemar().unwrap() / p - 1.0).abs() < 1e-9,
            "{first} {second}"
        );
    }
    assert_eq!(Agreement::default().mcnemar(), None);
    assert_eq!(Agreement::default().kappa(), None);
}

proptest! {
    #[test]
    fn groups_add_up_to_all_rows(
        rows in proptest::collection::vec((0_u8..20, any::<bool>(), 0_usize..4), 2..80),
        at in 0_u8..21,
    ) {
        let of = |group: Option<usize>| -> (Vec<f64>, Vec<bool>) {
            rows.iter()
                .filter(|row| group.is_none_or(|group| row.2 == group))
                .map(|row| (f64::from(row.0), row.1))
                .unzip()
        };
        let at = f64::from(at);
        let cells = |group| {
            let (scores, labels) = of(group);
            GroupRows::new(&scores, &labels).map(|rows| rows.confusion_at(at)).unwrap_or_default()
        };
        let all = cells(None);
        let sum = (0..4).map(Some).map(cells).fold([0; 4], |sum, of| {
            [
                sum[0] + of.true_positives,
                sum[1] + of.false_positives,
                sum[2] + of.false_negatives,
                sum[3] + of.true_negatives,
            ]
        });
        prop_assert_eq!(sum, [all.true_positives, all.false_positives, all.false_negatives, all.true_negatives]);
    }

    #[test]
    fn a_model_agrees_with_itself(bits in proptest::collection::vec(any::<(bool, bool)>(), 1..200)) {
        let flags = Flags::new(bits.len(), |row| bits[row].0);
        let defaults = Flags::new(bits.len(), |row| bits[row].1);
        let alike = Agreement::of(&flags, &flags, &defaults).unwrap();
        prop_assert_eq!(alike.share_alike(), Some(1.0));
        prop_assert_eq!(alike.mcnemar(), None);
        prop_assert_eq!(alike.n_rows(), bits.len());
        prop_assert!((0..bits.len()).all(|row| flags.has(row) == bits[row].0));
    }
}
