//! Models fitted natively, on the rows that `models.py` gives to scikit-learn and LightGBM: `make bench` runs both, one after the other.

#![expect(
    clippy::expect_used,
    reason = "a bench that can't start has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::model::{
    BoostingFit, BoostingSpec, Growth, LogisticFit, LogisticSpec, TreeFit, TreeSpec,
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

fn boosting(criterion: &mut Criterion) {
    let (features, labels) = rows(100_000, 50);
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

criterion_group!(benches, models, boosting);
criterion_main!(benches);
