//! Gradient boosting, against LightGBM 4.7, XGBoost 3.2, scikit-learn 1.9 and brute force; golden/boosting.py writes the numbers.

use std::collections::BTreeMap;

use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::loss::cross_entropy;
use imbalance_lab::model::{
    BoostingFit, BoostingSpec, Classifier, EarlyStopping, Ensemble, FitError, Fitting, Growth,
    Question, Says, ScoringNode, Step, Watch, Watched,
};
use ndarray::{Array2, ArrayRef2, Axis, s};
use proptest::prelude::*;
use serde::Deserialize;

use super::rows;

#[path = "../support/real_file.rs"]
mod real_file;

#[derive(Deserialize)]
struct Golden {
    small: Vec<Small>,
    of_categories: Vec<OfCategories>,
    on_grid: Vec<OnGrid>,
    alike: Vec<Alike>,
    drawn: Alike,
    real: Vec<Real>,
}

/// What brute force finds.
#[derive(Deserialize)]
struct Small {
    features: Vec<Vec<Option<f32>>>,
    labels: Vec<u8>,
    spec: BoostingSpec,
    /// Columns and thresholds in the order in which they are asked; no threshold where missing values are told apart.
    asked: Vec<(u32, Option<f32>)>,
    scores: Vec<f64>,
}

#[derive(Deserialize)]
struct OfCategories {
    features: Vec<Vec<Option<f32>>>,
    labels: Vec<u8>,
    spec: BoostingSpec,
    categories: Vec<usize>,
    asked: Vec<Vec<Option<f32>>>,
    scores: Vec<f64>,
}

#[derive(Deserialize)]
struct OnGrid {
    rows: ClassificationSpec,
    spec: BoostingSpec,
    has_missing: bool,
    loss: f64,
    importances: Option<Vec<f64>>,
    scores: BTreeMap<usize, f64>,
}

#[derive(Deserialize)]
struct Alike {
    rows: ClassificationSpec,
    spec: BoostingSpec,
    #[serde(flatten)]
    theirs: Losses,
}

/// Mean cross-entropies of held-out rows.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Losses {
    lightgbm: Option<f64>,
    xgboost: Option<f64>,
    scikit_learn: Option<f64>,
}

impl Losses {
    fn all(self) -> impl Iterator<Item = f64> {
        [self.lightgbm, self.xgboost, self.scikit_learn]
            .into_iter()
            .flatten()
    }

    /// By which part ours is below the lowest or above the highest of theirs.
    fn distance(self, ours: f64) -> f64 {
        let (low, high) = (
            self.all().fold(f64::INFINITY, f64::min),
            self.all().fold(0.0, f64::max),
        );
        (ours / ours.clamp(low, high) - 1.0).abs()
    }
}

#[derive(Deserialize)]
struct Real {
    file: String,
    label: String,
    positive: String,
    columns: Vec<String>,
    spec: BoostingSpec,
    #[serde(flatten)]
    theirs: Losses,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/boosting.json")).unwrap()
}

fn boosted(features: &ArrayRef2<f32>, labels: &[bool], spec: &BoostingSpec) -> Ensemble {
    let fit = BoostingFit::new(features.to_owned(), labels.to_vec(), *spec);
    fit.unwrap().finish()
}

fn sum(ensemble: &Ensemble, row: &[f32]) -> f64 {
    let values = ensemble.trees.iter().map(|tree| tree.value(row));
    ensemble.score_of(values.sum())
}

fn loss(model: &Ensemble, features: &ArrayRef2<f32>, labels: &[bool]) -> f64 {
    let mut scores = Vec::new();
    model.score(features, &mut scores);
    let losses = scores.iter().zip(labels);
    let losses: f64 = losses
        .map(|(&score, &label)| cross_entropy(score, label))
        .sum();
    losses / labels.len() as f64
}

#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn made(spec: &ClassificationSpec, to_grid: bool) -> (Array2<f32>, Vec<bool>) {
    let data = make_classification(spec).unwrap();
    let on_grid = |value: f64| {
        if to_grid {
            (value * 8.0).floor() / 8.0
        } else {
            value
        }
    };
    let features = data.features().mapv(|value| on_grid(value) as f32);
    (features, data.labels().to_vec())
}

/// What no limit keeps from splitting.
const UNBOUND: BoostingSpec = BoostingSpec {
    rounds: 10,
    learning_rate: 0.1,
    max_leaves: 31,
    max_depth: None,
    growth: Growth::LeafWise,
    max_bins: 255,
    min_rows_of_leaf: 1,
    min_child_weight: 0.0,
    l2: 1.0,
    row_share: 1.0,
    column_share: 1.0,
    early_stopping: None,
    class_weights: [1.0; 2],
    is_native: false,
    seed: 42,
};

#[test]
fn small_trees_are_those_that_brute_force_finds() {
    for (place, case) in golden().small.iter().enumerate() {
        let values = case.features.iter().flatten();
        let values: Vec<f32> = values.map(|value| value.unwrap_or(f32::NAN)).collect();
        let width = case.features[0].len();
        let features = Array2::from_shape_vec((case.labels.len(), width), values).unwrap();
        let labels: Vec<bool> = case.labels.iter().map(|&label| label == 1).collect();
        let model = boosted(&features, &labels, &case.spec);
        let nodes = model.trees.iter().map(|tree| tree.nodes());
        // Children stand in the order in which their parents were split.
        let asked = nodes.flat_map(|nodes| {
            let mut asked: Vec<Question> = nodes
                .iter()
                .filter_map(|node| node.question.clone())
                .collect();
            asked.sort_by_key(|question| question.left);
            asked
        });
        let asked: Vec<_> = asked
            .map(|question| {
                (
                    question.feature,
                    Some(question.threshold).filter(|at| at.is_finite()),
                )
            })
            .collect();
        assert_eq!(asked, case.asked, "case {place}");
        for (row, &expected) in features.outer_iter().zip(&case.scores) {
            let score = sum(&model, row.as_slice().unwrap());
            assert!(
                (score - expected).abs() < 1e-9,
                "case {place}: {score} {expected}"
            );
        }
    }
}

/// Categories go left or right by groups, and what is missing with them.
#[test]
fn scores_by_categories_equal_scikit_learns() {
    let matrix = |rows: &[Vec<Option<f32>>]| {
        let values = rows.iter().flatten().map(|value| value.unwrap_or(f32::NAN));
        Array2::from_shape_vec((rows.len(), rows[0].len()), values.collect()).unwrap()
    };
    for case in golden().of_categories {
        let features = matrix(&case.features);
        let labels = case.labels.iter().map(|label| *label == 1).collect();
        let fit = BoostingFit::new(features, labels, case.spec).unwrap();
        let model = fit.with_categories(case.categories).finish();
        for (row, expected) in matrix(&case.asked).outer_iter().zip(&case.scores) {
            let ours = sum(&model, row.as_slice().unwrap());
            assert!((ours - expected).abs() < 1e-10, "{ours} {expected}: {row}");
        }
        let asks = |node: &ScoringNode| {
            let question = node.question.as_ref();
            question.is_some_and(|question| question.among.is_some())
        };
        let nodes = model.trees.iter().flat_map(|tree| tree.nodes());
        assert!(nodes.filter(|node| asks(node)).count() > 20);
    }
}

/// Those of LightGBM, of scikit-learn where a leaf needs more rows than one, and of XGBoost where leaves are penalised.
#[test]
fn scores_equal_the_libraries_where_bins_do() {
    for case in golden().on_grid {
        let (mut features, labels) = made(&case.rows, true);
        if case.has_missing {
            for ((row, column), value) in features.indexed_iter_mut() {
                if (row * 7 + column * 3) % 11 == 0 {
                    *value = f32::NAN;
                }
            }
        }
        let mut fit = BoostingFit::new(features.clone(), labels.clone(), case.spec).unwrap();
        while fit.ensemble().trees.len() < case.spec.rounds {
            fit.step().unwrap();
        }
        for (ours, theirs) in fit
            .importances()
            .iter()
            .zip(case.importances.iter().flatten())
        {
            assert!((ours - theirs).abs() < 1e-6, "{ours} {theirs}");
        }
        let model = fit.ensemble().clone();
        let what = format!("{:?} of {:?}", case.spec, case.rows.random_state);
        let loss = loss(&model, &features, &labels);
        let far = case.scores.iter().map(|(&row, expected)| {
            let score = sum(&model, features.row(row).as_slice().unwrap());
            (score - expected).abs()
        });
        let farthest = far.fold(0.0, f64::max);
        let what = format!("{what}: {loss} {}, {farthest:e}", case.loss);
        // Scores are single in the loss, and in XGBoost all is.
        let most = if case.spec.l2 > 0.0 { 1e-5 } else { 1e-12 };
        assert!(farthest < most, "{what}");
        assert!((loss / case.loss - 1.0).abs() < 1e-6 + most, "{what}");
    }
}

/// Libraries cut bins and settle ties otherwise, so that on rows like these their own losses lie up to 4 % apart.
#[test]
fn held_out_losses_are_those_of_the_libraries() {
    let mut all = Vec::new();
    for case in golden().alike {
        let (features, labels) = made(&case.rows, false);
        let half = labels.len() / 2;
        let model = boosted(&features.slice(s![..half, ..]), &labels[..half], &case.spec);
        let loss = loss(&model, &features.slice(s![half.., ..]), &labels[half..]);
        let distance = case.theirs.distance(loss);
        let what = format!("{loss:.5}, {:.5?}, {:?}", case.theirs, case.spec);
        assert!(distance < 0.02, "{distance:.4}: {what}");
        all.extend(case.theirs.all().map(|theirs| loss / theirs - 1.0));
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!(mean.abs() < 0.005, "{mean:.4}");
}

#[test]
fn held_out_losses_of_real_files_are_those_of_the_libraries() {
    for case in golden().real {
        let Some(path) = real_file::real_file(&case.file) else {
            continue;
        };
        let mut file = csv::Reader::from_path(path).unwrap();
        let header = file.headers().unwrap().clone();
        let place = |name: &String| header.iter().position(|column| column == name).unwrap();
        let places: Vec<usize> = case.columns.iter().map(place).collect();
        let (mut values, mut labels) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        for (row, record) in file.records().enumerate() {
            let (record, part) = (record.unwrap(), usize::from(row % 3 == 0));
            values[part].extend(
                places
                    .iter()
                    .map(|&place| record[place].parse::<f32>().unwrap()),
            );
            labels[part].push(record[place(&case.label)] == case.positive);
        }
        let [train, held_out] = values.map(|values| {
            let width = places.len();
            Array2::from_shape_vec((values.len() / width, width), values).unwrap()
        });
        let model = boosted(&train, &labels[0], &case.spec);
        let loss = loss(&model, &held_out, &labels[1]);
        let distance = case.theirs.distance(loss);
        let what = format!(
            "{}: {loss:.5}, {:.5?}, {:?}",
            case.file, case.theirs, case.spec
        );
        // A third of the 1,000 rows of one file is held out.
        let most = if case.file.starts_with("german") {
            0.02
        } else {
            0.01
        };
        assert!(distance < most, "{distance:.4}: {what}");
    }
}

/// Draws differ, so that means over eight seeds are compared.
#[test]
fn trees_of_drawn_rows_and_columns_are_as_good_as_lightgbms() {
    let case = golden().drawn;
    let (features, labels) = made(&case.rows, false);
    let half = labels.len() / 2;
    let losses = (0..8).map(|seed| {
        let spec = BoostingSpec { seed, ..case.spec };
        let model = boosted(&features.slice(s![..half, ..]), &labels[..half], &spec);
        loss(&model, &features.slice(s![half.., ..]), &labels[half..])
    });
    let mean = losses.sum::<f64>() / 8.0;
    let difference = mean / case.theirs.lightgbm.unwrap() - 1.0;
    assert!(difference.abs() < 0.01, "{difference:.4}");
}

#[test]
fn what_is_missing_tells_as_much_as_what_is_there() {
    let (mut features, _) = rows(400, 2, 3);
    let labels: Vec<bool> = (0..400).map(|row| row % 3 == 0).collect();
    for (row, &label) in labels.iter().enumerate() {
        features[[row, 1]] = if label { f32::NAN } else { f32::INFINITY };
    }
    let model = boosted(&features, &labels, &UNBOUND);
    for (row, &label) in features.outer_iter().zip(&labels) {
        assert_eq!(sum(&model, row.as_slice().unwrap()) > 0.0, label);
    }
    features.column_mut(1).fill(f32::NAN);
    let model = boosted(&features, &labels, &UNBOUND);
    let nodes = model.trees.iter().flat_map(|tree| tree.nodes());
    assert!(
        nodes
            .filter_map(|node| node.question.clone())
            .all(|question| question.feature == 0)
    );
}

fn run(fit: &mut BoostingFit) -> f64 {
    loop {
        if let Step::Epoch { training_loss } = fit.step().unwrap() {
            return training_loss;
        }
    }
}

#[test]
fn early_stopping_goes_back_to_the_best_tree() {
    let (features, labels) = rows(300, 4, 5);
    let early = EarlyStopping {
        patience: 3,
        watch: Watch::Loss,
    };
    let spec = BoostingSpec {
        early_stopping: Some(early),
        ..UNBOUND
    };
    let mut fit = BoostingFit::new(features.clone(), labels.clone(), spec).unwrap();
    for (round, loss) in [0.5, 0.4, 0.45, 0.41, 0.4].into_iter().enumerate() {
        assert!(!fit.is_over(), "round {round}");
        run(&mut fit);
        let mut scores = Vec::new();
        fit.score_held_out(&features, 0, &mut scores);
        fit.heed(&Watched {
            loss: Some(loss),
            auc: None,
        });
    }
    assert!(fit.is_over());
    assert_eq!(fit.best_round(), Some(2));
    let two = BoostingSpec {
        rounds: 2,
        ..UNBOUND
    };
    assert_eq!(*fit.ensemble(), boosted(&features, &labels, &two));
    let (mut running, mut anew) = (Vec::new(), Vec::new());
    fit.score_held_out(&features, 0, &mut running);
    fit.model().score(&features, &mut anew);
    assert_eq!(running, anew, "what later trees said is forgotten");
}

#[test]
fn without_validation_rows_nothing_stops_early() {
    let (features, labels) = rows(100, 2, 5);
    let early = EarlyStopping {
        patience: 1,
        watch: Watch::Auc,
    };
    let spec = BoostingSpec {
        early_stopping: Some(early),
        ..UNBOUND
    };
    let mut fit = BoostingFit::new(features, labels, spec).unwrap();
    assert!(fit.needs_auc());
    for _ in 0..spec.rounds {
        run(&mut fit);
        fit.heed(&Watched::default());
    }
    assert_eq!((fit.best_round(), fit.ensemble().trees.len()), (None, 10));
}

#[test]
fn more_leaves_than_there_is_memory_for_histograms_grow_all_the_same() {
    let (features, _) = rows(3_000, 200, 1);
    let labels: Vec<bool> = (0..3_000_u32)
        .map(|row| row.wrapping_mul(0x9e37_79b9) >> 31 == 1)
        .collect();
    let spec = BoostingSpec {
        rounds: 1,
        max_leaves: 300,
        ..UNBOUND
    };
    let large = boosted(&features, &labels, &spec);
    assert_eq!(large.trees[0].nodes().len(), 2 * 300 - 1);
    let nodes = large.trees[0].nodes();
    for node in nodes {
        if let Some(question) = &node.question {
            let [left, right] = [0, 1].map(|side| nodes[question.left as usize + side].cover);
            assert_eq!(left + right, node.cover);
        }
    }
    let mut counts = vec![0.0; nodes.len()];
    for row in features.outer_iter() {
        let mut place = 0;
        while let Some(question) = &nodes[place].question {
            place = question.next(row.as_slice().unwrap());
        }
        counts[place] += 1.0;
    }
    for (node, count) in nodes.iter().zip(counts) {
        assert!(node.question.is_some() || node.cover == count);
    }
}

#[test]
fn the_same_seed_gives_the_same_trees_and_another_one_others() {
    let (features, labels) = rows(200, 6, 2);
    let spec = BoostingSpec {
        row_share: 0.5,
        column_share: 0.4,
        ..UNBOUND
    };
    let model = |seed| boosted(&features, &labels, &BoostingSpec { seed, ..spec });
    assert_eq!(model(1), model(1));
    assert_ne!(model(1), model(2));
    for tree in model(1).trees {
        assert_eq!(tree.nodes()[0].cover, 100.0);
        let asked = tree.nodes().iter().filter_map(|node| node.question.clone());
        let mut columns: Vec<u32> = asked.map(|question| question.feature).collect();
        columns.sort_unstable();
        columns.dedup();
        assert!(columns.len() <= 2, "{columns:?}");
    }
}

#[test]
fn what_nothing_is_boosted_from_is_refused() {
    let (features, labels) = rows(6, 2, 1);
    let refusal = |labels: &[bool], spec: BoostingSpec| {
        let fit = BoostingFit::new(features.clone(), labels.to_vec(), spec);
        fit.err().unwrap().to_string()
    };
    let spec = BoostingSpec::default();
    assert_eq!(
        refusal(&[true; 6], spec),
        "rows of both classes are needed; there are 0 and 6"
    );
    assert_eq!(
        refusal(&labels[1..], spec),
        "5 labels were given for 6 training rows"
    );
    let none = BoostingFit::new(Array2::zeros((0, 2)), Vec::new(), spec);
    assert_eq!(none.err(), Some(FitError::NoRows));
    let bins = BoostingSpec {
        max_bins: 256,
        ..spec
    };
    let rate = BoostingSpec {
        learning_rate: f64::NAN,
        ..spec
    };
    let share = BoostingSpec {
        row_share: 0.0,
        ..spec
    };
    for (spec, sentence) in [
        (
            bins,
            "the most bins of a column is 256; it needs to be from 2 to 255",
        ),
        (
            rate,
            "the learning rate is NaN; it needs to be above 0 and at most 1",
        ),
        (
            share,
            "the share of rows is 0; it needs to be above 0 and at most 1",
        ),
    ] {
        assert_eq!(refusal(&labels, spec), sentence);
    }
}

/// Rows of few values, some of them missing, of both classes; the last column says nothing.
fn any_rows() -> impl Strategy<Value = (Array2<f32>, Vec<bool>)> {
    (2_usize..60, 1_usize..4).prop_flat_map(|(n_rows, n_features)| {
        let values = prop::collection::vec(-3_i8..5, n_rows * n_features);
        let labels = prop::collection::vec(any::<bool>(), n_rows);
        (values, labels).prop_map(move |(values, mut labels)| {
            let value = |value: i8| {
                if value == 4 {
                    f32::NAN
                } else {
                    f32::from(value)
                }
            };
            let values = values.into_iter().map(value).collect();
            let mut features = Array2::from_shape_vec((n_rows, n_features), values).unwrap();
            features.column_mut(n_features - 1).fill(7.0);
            (labels[0], labels[1]) = (true, false);
            (features, labels)
        })
    })
}

fn any_spec() -> impl Strategy<Value = BoostingSpec> {
    let shape = (
        2_usize..9,
        prop::option::of(1_usize..4),
        2_usize..9,
        any::<bool>(),
    );
    let shares = (0.3_f64..=1.0, 0.3_f64..=1.0);
    (
        shape,
        1_usize..4,
        0.0_f64..2.0,
        0.1_f64..9.0,
        shares,
        any::<u32>(),
    )
        .prop_map(
            |((leaves, depth, bins, is_leaf_wise), least, l2, weight, (rows, columns), seed)| {
                BoostingSpec {
                    rounds: 5,
                    learning_rate: 0.3,
                    max_leaves: leaves,
                    max_depth: depth,
                    growth: Growth::ALL[usize::from(is_leaf_wise)],
                    max_bins: bins,
                    min_rows_of_leaf: least,
                    l2,
                    row_share: rows,
                    column_share: columns,
                    class_weights: [1.0, weight],
                    seed: u64::from(seed),
                    ..UNBOUND
                }
            },
        )
}

proptest! {
    #[test]
    fn a_score_is_the_base_and_the_values_of_its_leaves((features, labels) in any_rows(), spec in any_spec()) {
        let model = boosted(&features, &labels, &spec);
        prop_assert_eq!(model.says(), Says::LogOdds);
        let mut scores = Vec::new();
        model.score(&features, &mut scores);
        for (row, score) in features.outer_iter().zip(scores) {
            let mut expected = model.base;
            for tree in &model.trees {
                let mut place = 0;
                while let Some(question) = &tree.nodes()[place].question {
                    let value = row[question.feature as usize];
                    let is_left = if value.is_nan() { question.missing_left } else { value <= question.threshold };
                    prop_assert!(question.left as usize > place, "children stand behind");
                    place = question.left as usize + usize::from(!is_left);
                }
                expected += tree.nodes()[place].value;
            }
            prop_assert!((f64::from(score) - expected).abs() < 1e-5);
        }
    }

    #[test]
    fn trees_keep_to_their_limits((features, labels) in any_rows(), spec in any_spec()) {
        let last = features.ncols() - 1;
        for tree in boosted(&features, &labels, &spec).trees {
            let nodes = tree.nodes();
            prop_assert!(nodes.len() < 2 * spec.max_leaves);
            let mut depths = vec![0; nodes.len()];
            for (place, node) in nodes.iter().enumerate() {
                let Some(question) = &node.question else { continue };
                prop_assert!(question.feature as usize != last, "a constant column is asked");
                let left = question.left as usize;
                for child in [left, left + 1] {
                    depths[child] = depths[place] + 1;
                    prop_assert!(nodes[child].cover >= spec.min_rows_of_leaf as f64);
                }
                prop_assert_eq!(nodes[left].cover + nodes[left + 1].cover, node.cover);
            }
            let deepest = depths.into_iter().max().unwrap();
            prop_assert!(spec.max_depth.is_none_or(|most| deepest <= most));
        }
    }

    #[test]
    fn the_training_loss_never_rises((features, labels) in any_rows(), spec in any_spec()) {
        let spec = BoostingSpec { learning_rate: 0.1, row_share: 1.0, column_share: 1.0, ..spec };
        let mut fit = BoostingFit::new(features.clone(), labels.clone(), spec).unwrap();
        let mut before = f64::INFINITY;
        for _ in 0..spec.rounds {
            let loss = run(&mut fit);
            prop_assert!(loss <= before + 1e-9, "{} after {}", loss, before);
            before = loss;
        }
        let weight = |label: bool| spec.class_weights[usize::from(label)];
        let mut expected = [0.0; 2];
        for (row, &label) in features.outer_iter().zip(&labels) {
            let score = sum(fit.ensemble(), row.to_slice().unwrap());
            let own = if label { score } else { -score };
            expected[0] += weight(label) * (-own).exp().ln_1p();
            expected[1] += weight(label);
        }
        prop_assert!((before - expected[0] / expected[1]).abs() < 1e-9);
    }

    #[test]
    fn a_weight_counts_as_rows_that_are_there_again((features, labels) in any_rows(), spec in any_spec()) {
        let spec = BoostingSpec {
            min_rows_of_leaf: 1,
            max_bins: 255,
            row_share: 1.0,
            column_share: 1.0,
            class_weights: [1.0; 2],
            ..spec
        };
        let mut again = Vec::new();
        for (row, &label) in labels.iter().enumerate() {
            again.extend(std::iter::repeat_n(row, 1 + usize::from(label)));
        }
        let more: Vec<bool> = again.iter().map(|&row| labels[row]).collect();
        let by_rows = boosted(&features.select(Axis(0), &again), &more, &spec);
        let weighted = BoostingSpec { class_weights: [1.0, 2.0], ..spec };
        let by_weight = boosted(&features, &labels, &weighted);
        for row in features.outer_iter() {
            let row = row.to_slice().unwrap();
            prop_assert!((sum(&by_rows, row) - sum(&by_weight, row)).abs() < 1e-9);
        }
    }
}
