//! Models fitted natively, on the rows that `models.py` gives to scikit-learn: `make bench` runs both, one after the other.

#![expect(
    clippy::expect_used,
    reason = "a bench that can't start has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    AdaBoostFit, AdaBoostSpec, ExtraTreesSpec, ForestFit, ForestSpec, LogisticFit, LogisticSpec,
    TreeFit, TreeSpec,
};
use ndarray::Array2;

/// As in `models.py`.
#[expect(clippy::cast_possible_truncation, reason = "models learn from f32")]
fn rows(n_samples: usize, n_features: usize) -> (Array2<f32>, Vec<bool>) {
    let spec = ClassificationSpec {
        n_samples,
        n_features,
        n_informative: 10,
        n_redundant: 0,
        weights: Some([0.95, 0.05]),
        random_state: 1,
        ..ClassificationSpec::default()
    };
    let rows = make_classification(&spec).expect("the spec is sound");
    let features = rows.features().mapv(|value| value as f32);
    (features, rows.labels().to_vec())
}

fn models(criterion: &mut Criterion) {
    let (features, labels) = rows(200_000, 30);
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
    let (features, labels) = rows(30_000, 24);
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

criterion_group!(benches, models, ensembles);
criterion_main!(benches);
