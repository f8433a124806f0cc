//! Nearest neighbours, against scikit-learn and against sorting all distances; golden/neighbors.py writes the numbers.

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    Classifier, Fitting, NearestNeighbors, NeighborsFit, NeighborsSpec, Says, Step, Votes,
};
use ndarray::{Array2, Axis, array, s};
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
    n_neighbors: usize,
    weights: String,
    asked: Vec<usize>,
    shares: Vec<f64>,
}

fn fitted(features: &Array2<f32>, labels: &[bool], spec: NeighborsSpec) -> NearestNeighbors {
    let fit = NeighborsFit::new(features.clone(), labels.to_vec(), spec);
    fit.unwrap().finish()
}

/// The same neighbours, so that only the order in which votes are added is another.
#[test]
#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn shares_equal_scikit_learns() {
    let golden: Golden = serde_json::from_str(include_str!("../golden/neighbors.json")).unwrap();
    assert_eq!(golden.cases.len(), 5);
    for case in golden.cases {
        let data = make_classification(&case.rows).unwrap();
        let features = data.features().mapv(|value| value as f32);
        let half = features.nrows() / 2;
        let spec = NeighborsSpec {
            n_neighbors: case.n_neighbors,
            weights: if case.weights == "distance" {
                Votes::Distance
            } else {
                Votes::Uniform
            },
            ..NeighborsSpec::default()
        };
        let learnt_from = features.slice(s![..half, ..]).to_owned();
        let model = fitted(&learnt_from, &data.labels()[..half], spec);
        let asked = features.select(Axis(0), &case.asked);
        let shares = model.shares(&asked);
        assert_eq!(shares.len(), case.shares.len());
        for (ours, theirs) in shares.iter().zip(&case.shares) {
            assert!((ours - theirs).abs() <= 1e-12, "{ours} {theirs}");
        }
        let mut scores = Vec::new();
        model.score(&asked, &mut scores);
        let narrow: Vec<_> = shares.iter().map(|share| *share as f32).collect();
        assert_eq!(scores, narrow);
    }
}

#[test]
fn it_is_over_after_a_round_of_parts() {
    let (features, labels) = rows(40_000, 30, 1);
    let fit = NeighborsFit::new(features, labels, NeighborsSpec::default());
    let mut fit = fit.unwrap();
    assert_eq!(Fitting::model(&fit).says(), Says::Probability);
    let mut n_parts = 1;
    while fit.step().unwrap() == Step::Part {
        n_parts += 1;
    }
    assert!(fit.is_over());
    assert_eq!(n_parts, 2);
    let n_at_once = Fitting::model(&fit).rows_at_once();
    assert!((4..=64).contains(&n_at_once));
}

#[test]
fn of_equally_near_rows_the_first_are_asked() {
    let features = array![[1.0_f32], [-1.0], [1.0], [-1.0]];
    let labels = [true, true, false, false];
    let of = |n_neighbors| {
        let spec = NeighborsSpec {
            n_neighbors,
            ..NeighborsSpec::default()
        };
        fitted(&features, &labels, spec).shares(&array![[0.0_f32]])
    };
    assert_eq!([of(1), of(2), of(3)], [[1.0], [1.0], [2.0 / 3.0]]);
    assert_eq!(of(1_000), [0.5], "where there are fewer, all vote");
}

#[test]
fn who_is_at_the_very_place_votes_alone() {
    let features = array![[0.0_f32], [0.0], [1.0], [2.0]];
    let spec = NeighborsSpec {
        n_neighbors: 4,
        weights: Votes::Distance,
        ..NeighborsSpec::default()
    };
    let model = fitted(&features, &[true, false, false, false], spec);
    assert_eq!(model.shares(&array![[0.0_f32], [1.0]]), [0.5, 0.0]);
    // From −1 they are 1, 1, 2 and 3 away: 1 / (1 + 1 + 1/2 + 1/3).
    let share = model.shares(&array![[-1.0_f32]])[0];
    assert!((share - 6.0 / 17.0).abs() < 1e-15, "{share}");
}

#[test]
fn rows_far_beyond_all_that_were_learnt_have_neighbours_too() {
    let (features, labels) = rows(50, 3, 2);
    let model = fitted(&features, &labels, NeighborsSpec::default());
    for size in [1e10_f32, 1e20, f32::MAX] {
        let far = Array2::from_elem((1, 3), size);
        assert_eq!(
            model.shares(&far),
            [share_by_sorting(&features, &labels, &far, 5, [1.0; 2])]
        );
    }
}

#[test]
fn what_can_not_be_is_said() {
    let features = Array2::<f32>::zeros((2, 1));
    let refused = |features: &Array2<f32>, labels: &[bool], spec| {
        let fit = NeighborsFit::new(features.clone(), labels.to_vec(), spec);
        fit.err().unwrap().to_string()
    };
    let usual = NeighborsSpec::default();
    let nobody = NeighborsSpec {
        n_neighbors: 0,
        ..usual
    };
    assert_eq!(
        refused(&features, &[true, false], nobody),
        "the number of neighbours is 0; it needs to be from 1 to 1,000"
    );
    assert_eq!(
        refused(&Array2::zeros((0, 1)), &[], usual),
        "there are no training rows"
    );
}

/// The weighted share of positives among the `k` nearest, by sorting all distances.
fn share_by_sorting(
    features: &Array2<f32>,
    labels: &[bool],
    asked: &Array2<f32>,
    k: usize,
    class_weights: [f64; 2],
) -> f64 {
    let mut all: Vec<(f64, usize)> = Vec::new();
    for (place, row) in features.outer_iter().enumerate() {
        let pairs = asked.iter().zip(row);
        let apart = pairs.map(|(a, b)| f64::from(*a) - f64::from(*b));
        all.push((apart.map(|apart| apart * apart).sum(), place));
    }
    all.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let mut votes = [0.0; 2];
    for &(_, place) in all.iter().take(k) {
        let class = usize::from(labels[place]);
        votes[class] += class_weights[class];
    }
    votes[1] / (votes[0] + votes[1])
}

fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>, Array2<f32>)> {
    (1_usize..40, 1_usize..6).prop_flat_map(|(n, p)| {
        // Of few values, so that many are equally near, and of any.
        let value = prop_oneof![(-2_i8..3).prop_map(f32::from), -3.0_f32..3.0];
        let features = prop::collection::vec(value.clone(), n * p);
        let asked = prop::collection::vec(value, p);
        let labels = prop::collection::vec(any::<bool>(), n);
        (features, labels, asked).prop_map(move |(features, labels, asked)| {
            (
                Array2::from_shape_vec((n, p), features).unwrap(),
                labels,
                Array2::from_shape_vec((1, p), asked).unwrap(),
            )
        })
    })
}

proptest! {
    /// Weights of classes multiply votes.
    #[test]
    fn the_nearest_vote_and_nobody_else(
        (features, labels, asked) in any_rows(), n_neighbors in 1_usize..12, positive in 0.1_f64..20.0,
    ) {
        let class_weights = [1.0, positive];
        let spec = NeighborsSpec { n_neighbors, class_weights, ..NeighborsSpec::default() };
        let ours = fitted(&features, &labels, spec).shares(&asked)[0];
        let theirs = share_by_sorting(&features, &labels, &asked, n_neighbors, class_weights);
        prop_assert!((ours - theirs).abs() < 1e-12, "{ours} {theirs}");
    }

    #[test]
    fn a_nearer_vote_counts_more((features, labels, asked) in any_rows(), n_neighbors in 1_usize..12) {
        let of = |weights| {
            let spec = NeighborsSpec { n_neighbors, weights, ..NeighborsSpec::default() };
            fitted(&features, &labels, spec).shares(&asked)[0]
        };
        let (alike, by_nearness) = (of(Votes::Uniform), of(Votes::Distance));
        prop_assert!((0.0..=1.0).contains(&by_nearness));
        // Where all who vote agree it doesn't matter how much each counts.
        if alike == 0.0 || alike == 1.0 {
            prop_assert_eq!(alike, by_nearness);
        }
    }
}
