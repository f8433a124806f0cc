//! Models fitted natively, on the rows that `models.py` gives to scikit-learn: `make bench` runs both, one after the other.

#![expect(
    clippy::expect_used,
    reason = "a bench that can't start has nothing to measure"
)]

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    AdaBoostFit, AdaBoostSpec, BoostingFit, BoostingSpec, ExtraTreesSpec, ForestFit, ForestSpec,
    Growth, LinearSvmFit, LinearSvmSpec, LogisticFit, LogisticSpec, NaiveBayesFit, NaiveBayesSpec,
    NeighborsFit, NeighborsSpec, TreeFit, TreeSpec,
};
use ndarray::{Array2, s};

/// As in `models.py`.
#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn rows(
    (n_samples, n_features): (usize, usize),
    n_informative: usize,
    rate: f64,
) -> (Array2<f32>, Vec<bool>) {
    let spec = ClassificationSpec {
        n_samples,
        n_features,
        n_informative,
        n_redundant: 0,
        weights: Some([1.0 - rate, rate]),
        random_state: 1,
        ..ClassificationSpec::default()
    };
    let rows = make_classification(&spec).expect("the spec is sound");
    let features = rows.features().mapv(|value| value as f32);
    (features, rows.labels().to_vec())
}

fn models(criterion: &mut Criterion) {
    let (features, labels) = rows((200_000, 30), 10, 0.05);
    let mut group = criterion.benchmark_group("200,000 x 30");
    group.sample_size(10);
    let spec = LogisticSpec::default();
    let fit = || LogisticFit::new(features.clone(), labels.clone(), spec).expect("both classes");
    group.bench_function("logistic regression, L2, C = 1", |bencher| {
        bencher.iter(|| black_box(fit().finish()));
    });
    let spec = TreeSpec {
        max_depth: Some(10),
        ..TreeSpec::default()
    };
    let fit = || TreeFit::new(features.clone(), labels.clone(), spec).expect("rows are sound");
    group.bench_function("decision tree, 10 levels", |bencher| {
        bencher.iter(|| black_box(fit().finish()));
    });
    group.finish();
}

fn ensembles(criterion: &mut Criterion) {
    let (features, labels) = rows((30_000, 24), 10, 0.05);
    let mut group = criterion.benchmark_group("30,000 x 24");
    group.sample_size(10);
    let spec = ForestSpec::default();
    let fit = || ForestFit::new(features.clone(), labels.clone(), &spec).expect("both classes");
    group.bench_function("random forest, 100 trees", |bencher| {
        bencher.iter(|| black_box(fit().finish()));
    });
    let spec = ExtraTreesSpec::default();
    let fit = || ForestFit::new(features.clone(), labels.clone(), &spec).expect("both classes");
    group.bench_function("extra trees, 100 trees", |bencher| {
        bencher.iter(|| black_box(fit().finish()));
    });
    let spec = AdaBoostSpec::default();
    let fit = || AdaBoostFit::new(features.clone(), labels.clone(), spec).expect("both classes");
    group.bench_function("AdaBoost, 50 stumps", |bencher| {
        bencher.iter(|| black_box(fit().finish()));
    });
    group.finish();
}

fn boosting(criterion: &mut Criterion) {
    let (features, labels) = rows((100_000, 50), 10, 0.05);
    let mut group = criterion.benchmark_group("100,000 x 50");
    group.sample_size(10);
    let leaf_wise = BoostingSpec::default();
    let depth_wise = BoostingSpec {
        growth: Growth::DepthWise,
        max_leaves: 64,
        max_depth: Some(6),
        ..leaf_wise
    };
    for (name, spec) in [
        ("boosting, 100 trees of 31 leaves", leaf_wise),
        ("boosting, 100 trees of 6 levels", depth_wise),
    ] {
        let fit =
            || BoostingFit::new(features.clone(), labels.clone(), spec).expect("both classes");
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(fit().finish()));
        });
    }
    group.finish();
}

/// Models where there are many columns. The best of three fits counts: criterion would fit each ten times.
#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
fn wide(_: &mut Criterion) {
    let (features, labels) = rows((300_000, 120), 20, 0.08);
    let best = |name: &str, fit: &dyn Fn(Array2<f32>, Vec<bool>) -> String| {
        let time = |_| {
            let rows = (features.clone(), labels.clone());
            let start = Instant::now();
            let said = fit(rows.0, rows.1);
            (start.elapsed().as_millis(), said)
        };
        let (ms, said) = (0..3).map(time).min().expect("three times");
        println!("300,000 x 120, {name}: {ms} ms, {said}");
    };
    best("linear SVM, squared hinge, C = 1", &|features, labels| {
        let fit = LinearSvmFit::new(features, labels, LinearSvmSpec::default());
        let fit = black_box(fit.expect("both classes").finish());
        let objective = fit.objective();
        format!(
            "objective {objective:.6}, {} iterations",
            fit.n_iterations()
        )
    });
    for tol in [1e-4, LogisticSpec::default().tol] {
        let name = format!("logistic regression, L2, C = 1, tolerance {tol}");
        best(&name, &|features, labels| {
            let spec = LogisticSpec {
                tol,
                ..LogisticSpec::default()
            };
            let fit = LogisticFit::new(features, labels, spec).expect("both classes");
            let fit = black_box(fit.finish().expect("a penalty has a best"));
            format!("loss {:.9}, {} iterations", fit.loss(), fit.n_iterations())
        });
    }
    best("naive Bayes", &|features, labels| {
        let fit = NaiveBayesFit::new(features, labels, NaiveBayesSpec::default());
        let model = black_box(fit.expect("both classes").finish());
        format!("prior {:.6}", model.priors[1])
    });
    best("nearest neighbours, 400 rows asked", &|features, labels| {
        let asked = features.slice(s![..400, ..]).to_owned();
        let fit = NeighborsFit::new(features, labels, NeighborsSpec::default());
        let shares = fit.expect("rows are sound").finish().shares(&asked);
        format!("mean {:.6}", shares.iter().sum::<f64>() / 400.0)
    });
}

criterion_group!(benches, models, ensembles, boosting, wide);
criterion_main!(benches);
