//! Rankings, confusion matrices and what is read off them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "metrics/cases.rs"]
mod cases;
#[path = "metrics/formulas.rs"]
mod formulas;
#[path = "metrics/golden.rs"]
mod golden;
#[path = "metrics/groups.rs"]
mod groups;
#[path = "metrics/measure_properties.rs"]
mod measure_properties;
#[path = "metrics/other_tools.rs"]
mod other_tools;
#[path = "metrics/properties.rs"]
mod properties;
#[path = "metrics/ranking_measures.rs"]
mod ranking_measures;

use std::collections::HashSet;

use imbalance_lab::metrics::{
    Better, Confusion, Metric, MetricGroup, Ranking, RankingError, thinned,
};

fn ranking(rows: &[(f64, u8)]) -> Ranking {
    let (scores, labels): (Vec<_>, Vec<_>) = rows.iter().map(|&(s, y)| (s, y == 1)).unzip();
    Ranking::new(&scores, &labels).unwrap()
}

#[test]
fn rows_of_one_class_are_refused_with_a_sentence() {
    let error = Ranking::new(&[0.2, 0.7], &[true, true]).unwrap_err();
    assert_eq!(
        error,
        RankingError::OneClass {
            n_samples: 2,
            label: true
        }
    );
    assert_eq!(
        error.to_string(),
        "each of the 2 rows is a default; a ranking needs at least one default and one good \
         customer"
    );
    let error = Ranking::new(&[0.2; 3], &[false; 3]).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("none of the 3 rows is a default;")
    );
}

#[test]
fn no_rows_are_refused() {
    assert_eq!(Ranking::new(&[], &[]), Err(RankingError::NoRows));
}

#[test]
fn scores_that_are_no_numbers_are_named_by_row() {
    let labels = [true, false, true];
    let error = Ranking::new(&[0.1, f64::NAN, f64::NAN], &labels).unwrap_err();
    assert_eq!(error, RankingError::NotANumber { row: 1 });
    assert!(error.to_string().contains("row 2"));
    for infinite in [f64::INFINITY, f64::NEG_INFINITY] {
        let error = Ranking::new(&[0.1, 0.2, infinite], &labels).unwrap_err();
        assert_eq!(error, RankingError::Infinite { row: 2 });
        assert!(error.to_string().contains("row 3"));
    }
}

#[test]
fn differing_lengths_name_the_first_row_that_lacks_its_partner() {
    let error = Ranking::new(&[0.1, 0.2], &[true, false, true]).unwrap_err();
    assert_eq!(
        error,
        RankingError::LengthsDiffer {
            n_scores: 2,
            n_labels: 3
        }
    );
    assert!(error.to_string().contains("row 3 has no score"));
    let error = Ranking::new(&[0.1, 0.2], &[true]).unwrap_err();
    assert!(error.to_string().contains("row 2 has no label"));
}

#[test]
fn errors_cross_the_worker_unchanged() {
    let error = RankingError::OneClass {
        n_samples: 7,
        label: false,
    };
    let text = serde_json::to_string(&error).unwrap();
    assert_eq!(serde_json::from_str::<RankingError>(&text).unwrap(), error);
}

#[test]
fn a_row_is_flagged_exactly_from_its_own_score_on() {
    let ranking = ranking(&[(0.3, 1), (0.2, 0)]);
    assert_eq!(ranking.confusion_at(0.3).true_positives, 1);
    assert_eq!(ranking.confusion_at(0.3_f64.next_up()).true_positives, 0);
}

#[test]
fn a_threshold_that_is_no_number_flags_nothing() {
    let ranking = ranking(&[(0.3, 1), (0.2, 0)]);
    assert_eq!(ranking.confusion_at(f64::NAN).n_flagged(), 0);
    assert_eq!(ranking.next_above(f64::NAN), None);
    assert_eq!(ranking.next_below(f64::NAN), None);
    assert_eq!(ranking.threshold_at_share(f64::NAN), None);
}

#[test]
fn rates_without_a_denominator_are_none() {
    let ranking = ranking(&[(0.3, 1), (0.2, 0)]);
    let nothing_flagged = ranking.confusion_at(0.9);
    assert_eq!(nothing_flagged.precision(), None);
    assert_eq!(nothing_flagged.matthews_correlation(), None);
    assert_eq!(nothing_flagged.recall(), Some(0.0));
    let nothing: Confusion = Confusion::default();
    for metric in Metric::ALL
        .into_iter()
        .filter(|metric| !metric.ignores_threshold())
    {
        assert_eq!(metric.value(&ranking, &nothing), None, "{}", metric.name());
    }
}

#[test]
fn zero_and_minus_zero_tie() {
    let ranking = ranking(&[(-0.0, 1), (0.0, 0)]);
    assert_eq!(ranking.thresholds(), [0.0]);
    assert!(ranking.thresholds()[0].is_sign_positive());
    assert_eq!(ranking.confusion_at(-0.0).n_flagged(), 2);
}

#[test]
fn arrow_keys_visit_every_distinct_score() {
    let ranking = ranking(&[(0.3, 1), (0.2, 0), (0.3, 0), (0.9, 1)]);
    assert_eq!(ranking.next_above(0.0), Some(0.2));
    assert_eq!(ranking.next_above(0.2), Some(0.3));
    assert_eq!(ranking.next_above(0.9), None);
    assert_eq!(ranking.next_below(0.9), Some(0.3));
    assert_eq!(ranking.next_below(0.25), Some(0.2));
    assert_eq!(ranking.next_below(0.2), None);
}

#[test]
fn a_share_is_met_by_the_highest_score_that_flags_as_many() {
    let ranking = ranking(&[(0.1, 0), (0.2, 0), (0.2, 1), (0.4, 1)]);
    assert_eq!(ranking.threshold_at_share(0.25), Some(0.4));
    assert_eq!(ranking.threshold_at_share(0.26), Some(0.2));
    assert_eq!(ranking.threshold_at_share(1.0), Some(0.1));
    assert_eq!(ranking.threshold_at_share(0.0), None);
    assert_eq!(ranking.threshold_at_share(1.01), None);
}

#[test]
fn of_equally_good_cuts_the_highest_threshold_is_taken() {
    let ranking = ranking(&[(0.9, 1), (0.8, 0), (0.7, 1), (0.6, 0)]);
    assert_eq!(ranking.youden_j().threshold, 0.9);
    assert_eq!(ranking.youden_j().value, 0.5);
    assert_eq!(ranking.max_f1().threshold, 0.7);
}

#[test]
fn scores_that_are_no_probabilities_rank_but_have_no_brier_score() {
    let ranking = ranking(&[(-2.0, 0), (3.5, 1)]);
    assert_eq!(ranking.roc_auc(), 1.0);
    assert_eq!((ranking.brier_score(), ranking.log_loss()), (None, None));
}

#[test]
fn a_histogram_takes_in_its_last_edge_and_leaves_out_what_lies_beyond() {
    let ranking = ranking(&[(0.0, 0), (0.5, 0), (0.5, 1), (1.0, 1), (1.5, 1), (-0.1, 0)]);
    assert_eq!(ranking.counts_between(&[0.0, 0.5, 1.0]), [[1, 0], [1, 2]]);
    assert!(ranking.counts_between(&[0.5]).is_empty());
    assert!(ranking.counts_between(&[]).is_empty());
    assert_eq!(ranking.counts_between(&[1.0, 0.0]), [[0, 0]]);
}

#[test]
fn the_beginning_of_a_name_finds_its_metric_first() {
    for metric in Metric::ALL {
        let first = Metric::ALL
            .into_iter()
            .find(|other| other.name().starts_with(metric.name()));
        assert_eq!(first, Some(metric));
    }
    let meanings: HashSet<_> = Metric::ALL.map(Metric::meaning).into();
    assert_eq!(meanings.len(), Metric::ALL.len());
}

#[test]
fn every_row_of_the_table_is_complete() {
    for metric in Metric::ALL {
        let (name, noun) = (metric.name(), metric.noun());
        assert!(name.starts_with(char::is_uppercase), "{name}");
        let is_same = name.to_lowercase().starts_with(&noun.to_lowercase());
        assert!(is_same && !noun.is_empty(), "{noun} is no {name}");
        // Words that follow a colon, and before a full stop.
        let meaning = metric.meaning();
        assert!(
            meaning.starts_with(|c: char| !c.is_uppercase()),
            "{meaning}"
        );
        assert!(!meaning.ends_with(['.', ' ']), "{meaning}");
        assert!(!metric.formula().is_empty(), "{name}");
    }
    let distinct = |of: fn(Metric) -> &'static str| HashSet::from(Metric::ALL.map(of)).len();
    for of in [Metric::name, Metric::noun, Metric::meaning, Metric::formula] {
        assert_eq!(distinct(of), Metric::ALL.len());
    }
}

/// Links and messages hold them.
#[test]
fn metrics_are_written_as_ever() {
    let names = [
        "Precision",
        "Recall",
        "F1",
        "Specificity",
        "BalancedAccuracy",
        "GMean",
        "Informedness",
        "Markedness",
        "Mcc",
        "CohensKappa",
        "DiagnosticOddsRatio",
        "Accuracy",
        "ShareFlagged",
        "RocAuc",
        "Gini",
        "Ks",
        "HullAuc",
        "PartialAuc",
        "AveragePrecision",
        "AveragePrecisionOverPrevalence",
        "PrGain",
        "BrierScore",
        "BrierSkillScore",
        "LogLoss",
        "HMeasure",
        "HMeasureBeta22",
        "HMeasurePackage",
        "ExpectedMaximumProfit",
    ];
    let written = Metric::ALL.map(|metric| serde_json::to_value(metric).unwrap());
    assert_eq!(written.each_ref().map(|name| name.as_str().unwrap()), names);
}

#[test]
fn the_table_goes_group_by_group() {
    let groups = Metric::ALL.map(Metric::group);
    let headings: Vec<_> = groups
        .chunk_by(|a, b| a == b)
        .map(|group| group[0])
        .collect();
    assert_eq!(headings, MetricGroup::ALL);
    for metric in Metric::ALL {
        assert_eq!(
            metric.ignores_threshold(),
            metric.group() != MetricGroup::Cut
        );
    }
}

#[test]
fn a_metric_that_ignores_the_threshold_has_one_value_at_every_cut() {
    let ranking = ranking(&[(0.3, 1), (0.2, 0), (0.25, 0), (0.1, 1)]);
    for metric in Metric::ALL {
        let values = ranking
            .confusions()
            .map(|(_, cut)| metric.value(&ranking, &cut));
        let distinct: HashSet<_> = values.map(|value| value.map(f64::to_bits)).collect();
        assert_eq!(
            distinct.len() == 1,
            metric.ignores_threshold(),
            "{}",
            metric.name()
        );
    }
}

#[test]
fn lower_losses_and_higher_rates_are_better_and_a_share_is_neither() {
    assert!(Metric::BrierScore.better().prefers(0.1, 0.2));
    assert!(Metric::LogLoss.better().prefers(0.1, 0.2));
    assert!(Metric::BrierSkillScore.better().prefers(0.2, 0.1));
    assert!(Metric::Recall.better().prefers(0.2, 0.1));
    assert!(!Metric::Recall.better().prefers(0.2, 0.2));
    assert_eq!(Metric::ShareFlagged.better(), Better::Neither);
    assert!(!Better::Neither.prefers(0.2, 0.1));
}

#[test]
fn an_empty_or_short_curve_is_thinned_to_itself() {
    assert!(thinned(&[], 10).is_empty());
    assert_eq!(thinned(&[(0.5, 0.5)], 0), [(0.5, 0.5)]);
    let vertical = [(0.0, 0.0), (0.0, 0.4), (0.0, 1.0)];
    assert_eq!(thinned(&vertical, 10), [(0.0, 0.0), (0.0, 1.0)]);
}
