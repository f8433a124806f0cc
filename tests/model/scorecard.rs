//! Scorecards, against numpy, scipy, optbinning and scikit-learn, and by what must always hold; golden/scorecard.py
//! writes the numbers.

use std::collections::BTreeMap;

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::scorecard::{PointScale, WoeBins};
use imbalance_lab::model::{
    Classifier, FitError, Fitting, Says, Scorecard, ScorecardFit, ScorecardSpec, Step,
};
use ndarray::{Array2, Axis, array};
use proptest::prelude::*;
use serde::Deserialize;

use super::rows;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rows: ClassificationSpec,
    digits: Option<i32>,
    settings: ScorecardSpec,
    /// The information value of each column.
    values: Vec<f64>,
    chosen: Vec<Column>,
    intercept: f64,
    /// Points and scores of some rows.
    points: BTreeMap<usize, f64>,
    scores: BTreeMap<usize, f32>,
}

#[derive(Deserialize)]
struct Column {
    column: usize,
    cuts: Vec<f64>,
    counts: Vec<[u64; 2]>,
    woe: Vec<f64>,
    value: f64,
    coefficient: f64,
    points: Vec<f64>,
}

impl Case {
    #[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
    fn made(&self) -> (Array2<f32>, Vec<bool>) {
        let data = make_classification(&self.rows).unwrap();
        let kept = |value: f64| match self.digits {
            Some(digits) => {
                let power = 10_f64.powi(digits);
                (value * power).round_ties_even() / power
            }
            None => value,
        };
        let features = data.features().mapv(|value| kept(value) as f32);
        (features, data.labels().to_vec())
    }
}

fn learnt(
    features: &Array2<f32>,
    labels: &[bool],
    spec: &ScorecardSpec,
) -> Result<Scorecard, FitError> {
    ScorecardFit::new(features.clone(), labels.to_vec(), *spec)?.finish()
}

fn golden() -> Vec<Case> {
    let golden: Golden = serde_json::from_str(include_str!("../golden/scorecard.json")).unwrap();
    assert_eq!(golden.cases.len(), 4);
    golden.cases
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * b.abs().max(1.0)
}

#[test]
fn cards_equal_those_of_optbinning_and_scikit_learn() {
    for case in golden() {
        let (features, labels) = case.made();
        let card = learnt(&features, &labels, &case.settings).unwrap();
        assert!(
            close(card.intercept, case.intercept, 1e-4),
            "{}",
            card.intercept
        );
        assert_eq!(card.columns.len(), case.chosen.len());
        for (ours, theirs) in card.columns.iter().zip(&case.chosen) {
            assert_eq!(ours.column, theirs.column);
            let what = format!("{:?}, column {}", case.rows.random_state, ours.column);
            let bins = &ours.bins.bins;
            assert_eq!(bins.len(), theirs.woe.len(), "{what}");
            for (place, bin) in bins.iter().enumerate() {
                assert_eq!(bin.counts, theirs.counts[place], "{what}, bin {place}");
                assert!(close(bin.woe, theirs.woe[place], 1e-12), "{what}");
            }
            for (bin, cut) in bins.iter().zip(&theirs.cuts) {
                assert!(close(bin.high.unwrap(), *cut, 1e-6), "{what}");
            }
            assert!(
                close(ours.bins.information_value, theirs.value, 1e-12),
                "{what}"
            );
            // The fit stops as soon as whole points are sure.
            assert!(close(ours.coefficient, theirs.coefficient, 1e-4), "{what}");
            assert_eq!(ours.points, theirs.points, "{what}");
        }
        let mut scores = Vec::new();
        card.score(&features, &mut scores);
        for (&row, expected) in &case.points {
            assert_eq!(card.points(&features.row(row)), *expected, "row {row}");
            assert!((scores[row] - case.scores[&row]).abs() < 1e-5, "row {row}");
        }
    }
}

#[test]
fn columns_with_the_largest_information_values_are_chosen() {
    for case in golden() {
        let (features, labels) = case.made();
        for (column, expected) in case.values.iter().enumerate() {
            let alone = features.select(Axis(1), &[column]);
            let card = learnt(&alone, &labels, &case.settings).unwrap();
            let value = card
                .columns
                .first()
                .map_or(0.0, |it| it.bins.information_value);
            assert!(close(value, *expected, 1e-12), "{value} {expected}");
        }
        let least = case
            .chosen
            .iter()
            .map(|it| it.value)
            .fold(f64::MAX, f64::min);
        let n_larger = case.values.iter().filter(|value| **value >= least).count();
        assert_eq!(n_larger, case.chosen.len());
    }
}

#[test]
fn points_that_a_person_adds_up_are_the_score() {
    let (features, labels) = rows(900, 4, 7);
    let card = learnt(&features, &labels, &ScorecardSpec::default()).unwrap();
    let mut scores = Vec::new();
    card.score(&features, &mut scores);
    assert_eq!(card.says(), Says::LogOdds);
    let factor = 20.0 / core::f64::consts::LN_2;
    let offset = 600.0 - factor * 50.0_f64.ln();
    for (row, score) in features.outer_iter().zip(scores) {
        let mut sum = 0.0;
        for column in &card.columns {
            let value = f64::from(row[column.column]);
            let bins = column.bins.bins.iter().zip(&column.points);
            let held = bins.filter(|(bin, _)| {
                bin.low.is_none_or(|low| low <= value) && bin.high.is_none_or(|high| value < high)
            });
            let points: Vec<_> = held.map(|(_, points)| *points).collect();
            assert_eq!(points.len(), 1, "a value lies in one bin");
            assert_eq!(points[0].fract(), 0.0);
            sum += points[0];
        }
        assert_eq!(sum, card.points(&row));
        assert!((f64::from(score) - (offset - sum) / factor).abs() < 1e-5);
    }
}

#[test]
fn doubled_odds_are_pdo_points() {
    for (base_points, base_odds, pdo) in [(600.0, 50.0, 20.0), (0.0, 0.2, 1.0), (1000.0, 1.0, 73.5)]
    {
        let scale = PointScale::new(&ScorecardSpec {
            base_points,
            base_odds,
            pdo,
            ..ScorecardSpec::default()
        });
        // Good to bad, where the card's log-odds are bad to good.
        let at = |odds: f64| scale.points(-odds.ln());
        assert!((at(base_odds) - base_points).abs() < 1e-9);
        for odds in [0.01, 1.0, 37.0] {
            assert!((at(2.0 * odds) - at(odds) - pdo).abs() < 1e-9);
            assert!((scale.log_odds(at(odds)) + odds.ln()).abs() < 1e-9);
        }
    }
}

#[test]
fn rounding_moves_no_log_odds_by_more_than_half_a_point_a_column() {
    let (features, labels) = rows(900, 4, 3);
    let card = learnt(&features, &labels, &ScorecardSpec::default()).unwrap();
    for row in features.outer_iter() {
        let parts = card.columns.iter().map(|it| {
            let bin = it.bins.bins[it.bins.place(row[it.column])];
            it.coefficient * bin.woe
        });
        let exact = card.scale.points(card.intercept + parts.sum::<f64>());
        let half = 0.5 * card.columns.len() as f64 + 1e-9;
        assert!((card.points(&row) - exact).abs() <= half);
    }
}

#[test]
fn a_fit_cuts_columns_and_then_learns_an_iteration_a_round() {
    let (features, labels) = rows(300, 5, 2);
    let spec = ScorecardSpec::default();
    let mut fit = ScorecardFit::new(features.clone(), labels.clone(), spec).unwrap();
    let odds = labels.iter().filter(|label| **label).count() as f64;
    let prior = (odds / (300.0 - odds)).ln();
    let nothing = PointScale::new(&spec).points(prior).round();
    assert_eq!(fit.card().start, nothing);
    let mut n_rounds = 0;
    let mut loss = f64::INFINITY;
    while !fit.is_over() {
        if let Step::Epoch { training_loss } = fit.step().unwrap() {
            n_rounds += 1;
            assert!(training_loss <= loss);
            loss = training_loss;
        }
    }
    assert!((2..12).contains(&n_rounds), "{n_rounds}");
    assert!(fit.card().n_parameters() >= 2);
    assert_eq!(*fit.card(), learnt(&features, &labels, &spec).unwrap());
}

#[test]
fn a_column_that_says_nothing_has_no_points() {
    let features = Array2::from_shape_fn(
        (40, 2),
        |(row, column)| {
            if column == 0 { 3.5 } else { row as f32 }
        },
    );
    let labels: Vec<_> = (0..40).map(|row| row >= 30).collect();
    let spec = ScorecardSpec::default();
    let card = learnt(&features, &labels, &spec).unwrap();
    assert_eq!(card.columns.len(), 1);
    assert_eq!(card.columns[0].column, 1);
    let nothing = features.select(Axis(1), &[0]);
    let card = learnt(&nothing, &labels, &spec).unwrap();
    assert!(card.columns.is_empty());
    // 600 points at 50 goods a bad, and here there are 3.
    let expected = 600.0 + 20.0 * (3.0_f64 / 50.0).log2();
    assert_eq!(card.start, expected.round());
    let none = Array2::zeros((40, 0));
    let card = learnt(&none, &labels, &spec).unwrap();
    assert_eq!(card.start, expected.round());
}

#[test]
fn bins_rise_or_fall_as_the_column_does() {
    let features = Array2::from_shape_fn((200, 1), |(row, _)| row as f32);
    for rises in [true, false] {
        // Noise, and more positives on one side.
        let is_positive = |row: usize| (row * 7919) % 200 < if rises { row } else { 200 - row };
        let labels: Vec<_> = (0..200).map(is_positive).collect();
        let card = learnt(&features, &labels, &ScorecardSpec::default()).unwrap();
        let column = &card.columns[0];
        let woe = column.bins.bins.iter().map(|bin| bin.woe);
        assert!(woe.is_sorted_by(|a, b| (a < b) == rises), "{column:?}");
        let points = &column.points;
        assert!(points.is_sorted_by(|a, b| (a > b) == rises), "{points:?}");
        assert!(points.len() >= 3);
    }
}

#[test]
fn a_row_that_is_too_short_or_holds_no_number_is_scored() {
    let (features, labels) = rows(200, 3, 5);
    let card = learnt(&features, &labels, &ScorecardSpec::default()).unwrap();
    let mut scores = Vec::new();
    let odd = array![[f32::NAN, f32::INFINITY, -f32::INFINITY]];
    card.score(&odd, &mut scores);
    card.score(&Array2::zeros((1, 0)), &mut scores);
    assert!(scores.iter().all(|score| score.is_finite()));
}

#[test]
fn what_no_card_is_learnt_from_is_refused() {
    let (features, labels) = rows(40, 3, 1);
    let spec = ScorecardSpec::default();
    let refused = |features: &Array2<f32>, labels: &[bool], spec: &ScorecardSpec| {
        let error = learnt(features, labels, spec).unwrap_err();
        error.to_string()
    };
    assert_eq!(
        refused(&features, &labels[1..], &spec),
        "39 labels were given for 40 training rows"
    );
    assert_eq!(
        refused(&features, &[false; 40], &spec),
        "rows of both classes are needed; there are 40 and 0"
    );
    assert_eq!(
        refused(&Array2::zeros((0, 3)), &[], &spec),
        "there are no training rows"
    );
    for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut features = features.clone();
        features[[7, 2]] = odd;
        let sentence = "training row 7 has no finite number in feature column 2 (counted from 0)";
        assert_eq!(refused(&features, &labels, &spec), sentence);
    }
}

#[test]
fn settings_out_of_range_are_refused_by_name() {
    type Change = fn(&mut ScorecardSpec);
    let changes: [(Change, &str); 7] = [
        (
            |s| s.class_weights[0] = 0.0,
            "the weight of negatives is 0; it needs",
        ),
        (|s| s.n_columns = 0, "the number of columns is 0; it needs"),
        (|s| s.n_columns = 9, "the number of columns is 9; it needs"),
        (|s| s.max_bins = 1, "the number of bins is 1; it needs"),
        (|s| s.base_points = -1.0, "the base points is -1; it needs"),
        (|s| s.base_odds = 0.0, "the base odds is 0; it needs"),
        (
            |s| s.pdo = f64::NAN,
            "the points to double the odds is NaN; it needs",
        ),
    ];
    assert_eq!(ScorecardSpec::default().check(), Ok(()));
    for (change, begins) in changes {
        let mut spec = ScorecardSpec::default();
        change(&mut spec);
        let said = spec.check().unwrap_err().to_string();
        assert!(said.starts_with(begins), "{said}");
    }
}

/// Columns of few values, of many, and of the largest that there are, with labels of both classes.
fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    let value = prop_oneof![
        4 => (-3_i8..4).prop_map(f32::from),
        4 => -2.0_f32..2.0,
        1 => prop::sample::select(vec![f32::MAX, f32::MIN, f32::MIN_POSITIVE, -0.0, 1e-45]),
    ];
    (2_usize..120, 0_usize..11).prop_flat_map(move |(n, p)| {
        let features = prop::collection::vec(value.clone(), n * p);
        let labels = prop::collection::vec(any::<bool>(), n - 2);
        (features, labels).prop_map(move |(features, mut labels)| {
            labels.extend([true, false]);
            (Array2::from_shape_vec((n, p), features).unwrap(), labels)
        })
    })
}

fn any_spec() -> impl Strategy<Value = ScorecardSpec> {
    (1_usize..9, 2_usize..21, 0.1_f64..9.0).prop_map(|(n_columns, max_bins, weight)| {
        ScorecardSpec {
            n_columns,
            max_bins,
            class_weights: [1.0, weight],
            ..ScorecardSpec::default()
        }
    })
}

/// Whether the share of positives rises, or falls, from each bin to the next.
fn is_monotone(bins: &WoeBins) -> bool {
    let shares = bins.bins.iter().map(|bin| {
        let [negatives, positives] = bin.counts.map(|rows| rows as f64);
        positives / (negatives + positives)
    });
    let shares: Vec<f64> = shares.collect();
    shares.is_sorted_by(|a, b| a < b) || shares.is_sorted_by(|a, b| a > b)
}

proptest! {
    #[test]
    fn bins_hold_every_row_once_and_stay_few_large_and_monotone((features, labels) in any_rows(), spec in any_spec()) {
        let card = learnt(&features, &labels, &spec).unwrap();
        prop_assert!(card.columns.len() <= spec.n_columns);
        for column in &card.columns {
            let bins = &column.bins.bins;
            prop_assert!((2..=spec.max_bins).contains(&bins.len()));
            prop_assert!(is_monotone(&column.bins), "{:?}", bins);
            prop_assert!(column.bins.information_value >= 0.0);
            prop_assert_eq!((bins[0].low, bins[bins.len() - 1].high), (None, None));
            prop_assert!(bins.windows(2).all(|pair| pair[0].high.is_some() && pair[0].high == pair[1].low));
            prop_assert!(bins.is_sorted_by(|a, b| a.high < b.high || b.high.is_none()));
            let mut counts = vec![[0; 2]; bins.len()];
            for (value, label) in features.column(column.column).iter().zip(&labels) {
                counts[column.bins.place(*value)][usize::from(*label)] += 1;
            }
            for (bin, counts) in bins.iter().zip(counts) {
                prop_assert_eq!(bin.counts, counts);
                prop_assert!(20 * (counts[0] + counts[1]) >= labels.len() as u64);
            }
            for extreme in [f32::MIN, f32::MAX, f32::NEG_INFINITY, f32::INFINITY, f32::NAN] {
                prop_assert!(column.bins.place(extreme) < bins.len());
            }
        }
        prop_assert!(card.columns.is_sorted_by(|a, b| a.bins.information_value >= b.bins.information_value));
        let mut scores = Vec::new();
        card.score(&features, &mut scores);
        prop_assert!(scores.iter().all(|score| score.is_finite()));
    }

    #[test]
    fn class_weights_and_the_order_of_rows_change_no_bin((features, labels) in any_rows(), weight in 0.1_f64..9.0) {
        let spec = ScorecardSpec::default();
        let weighted = ScorecardSpec { class_weights: [weight, 1.0], ..spec };
        let back: Vec<_> = (0..labels.len()).rev().collect();
        let turned: Vec<_> = back.iter().map(|row| labels[*row]).collect();
        let card = learnt(&features, &labels, &spec).unwrap();
        let other = learnt(&features.select(Axis(0), &back), &turned, &weighted).unwrap();
        let bins = |card: &Scorecard| -> Vec<_> {
            card.columns.iter().map(|it| (it.column, it.bins.clone())).collect()
        };
        prop_assert_eq!(bins(&card), bins(&other));
    }
}
