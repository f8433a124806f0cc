//! The kernels that a run's time is spent in, natively; `make bench` measures them in wasm too.
//!
//! Training counts 6 operations a weight and row: a product and a sum forwards, and two of each
//! backwards, except the first layer's, whose inputs need no gradient.

#![expect(
    clippy::expect_used,
    reason = "a bench that can't start has nothing to measure"
)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use imbalance_lab::balance::{SmoteSpec, smote};
use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::metrics::{Bootstrap, BootstrapSpec, DoubtedArm, Ranking};
use imbalance_lab::model::{Fit, FitError, Mlp, MlpSpec, Step};
use ndarray::Array2;
use ndarray::linalg::general_mat_mul;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

fn training(criterion: &mut Criterion) {
    let large = MlpSpec {
        hidden_layers: vec![256, 128].into(),
        batch_size: 256,
        ..MlpSpec::default()
    };
    let cases = [
        ("tutorial, 20 epochs", 15_604, 10, 20, MlpSpec::default()),
        ("large, 1 epoch", 50_000, 240, 1, large),
    ];
    let mut group = criterion.benchmark_group("training");
    group.sample_size(10);
    for (name, n_rows, n_features, n_epochs, spec) in cases {
        group.throughput(Throughput::Elements(
            n_epochs * n_rows as u64 * operations(&spec, n_features),
        ));
        let (features, labels) = rows(n_rows, n_features);
        let fit = Fit::new(features, labels, &spec).expect("rows and spec are sound");
        group.bench_function(name, |bencher| {
            let run = |mut fit| (0..n_epochs).try_for_each(|_| epoch(&mut fit).map(drop));
            bencher.iter_batched(|| fit.clone(), run, BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// The larger of the published residual networks, on fewer rows than it was published with, and beside it
/// the product of matrices that it spends its time in: scoring by wide layers, which is little else. Of the
/// second's operations a second the first should reach three quarters.
fn residual(criterion: &mut Criterion) {
    const N_ROWS: usize = 8_192;
    let mut group = criterion.benchmark_group("residual");
    group.sample_size(10);
    let wide = MlpSpec {
        hidden_layers: vec![256; 4].into(),
        ..MlpSpec::default()
    };
    let (features, _) = rows(N_ROWS, 256);
    let network = Mlp::new(256, &wide);
    let weights = wide.n_parameters(256) - 4 * 256 - 1;
    group.throughput(Throughput::Elements((2 * N_ROWS * weights) as u64));
    group.bench_function("products alone", |bencher| {
        bencher.iter(|| black_box(network.logits(&features)));
    });
    let spec = MlpSpec::residual_b();
    group.throughput(Throughput::Elements(N_ROWS as u64 * operations(&spec, 240)));
    let (features, labels) = rows(N_ROWS, 240);
    let fit = Fit::new(features, labels, &spec).expect("rows and spec are sound");
    group.bench_function("1 epoch of 8,192 x 240", |bencher| {
        bencher.iter_batched(
            || fit.clone(),
            |mut fit| epoch(&mut fit),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn scoring(criterion: &mut Criterion) {
    let (features, _) = rows(200_000, 10);
    let network = Mlp::new(10, &MlpSpec::default());
    let mut group = criterion.benchmark_group("scoring");
    group.throughput(Throughput::Elements(200_000));
    group.bench_function("200,000 rows", |bencher| {
        bencher.iter(|| black_box(network.logits(&features)));
    });
    group.finish();
}

/// The general product of `ndarray`, which the model's own is to be compared with.
fn general_product(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("general_mat_mul");
    for (m, k, n) in [(64, 10, 32), (64, 32, 16), (256, 240, 256)] {
        let (left, right) = (Array2::<f32>::ones((m, k)), Array2::ones((k, n)));
        let mut product = Array2::zeros((m, n));
        group.throughput(Throughput::Elements((2 * m * k * n) as u64));
        group.bench_function(format!("{m} x {k} x {n}"), |bencher| {
            bencher.iter(|| general_mat_mul(1.0, &left, &right, 0.0, &mut product));
        });
    }
    group.finish();
}

/// Floating-point operations of training, a row.
fn operations(spec: &MlpSpec, n_features: usize) -> u64 {
    let weights = spec
        .layer_sizes(n_features)
        .into_iter()
        .map(|(inputs, outputs)| inputs * outputs);
    let all: usize = weights.clone().sum();
    (6 * all - 2 * weights.take(1).sum::<usize>()) as u64
}

fn epoch(fit: &mut Fit) -> Result<f64, FitError> {
    loop {
        if let Step::Epoch { training_loss } = fit.step()? {
            return Ok(training_loss);
        }
    }
}

fn rows(n_rows: usize, n_features: usize) -> (Array2<f32>, Vec<bool>) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let draw = || random.random_range(-2.0_f32..2.0);
    let features = Array2::from_shape_simple_fn((n_rows, n_features), draw);
    let labels = features
        .rows()
        .into_iter()
        .map(|row| row[0] + row[1] * row[2] > 0.5)
        .collect();
    (features, labels)
}

/// SMOTE of 5,000 minority rows to 10,000.
fn synthesis(criterion: &mut Criterion) {
    let spec = ClassificationSpec {
        n_samples: 15_000,
        n_features: 50,
        n_informative: 10,
        weights: Some([2.0 / 3.0, 1.0 / 3.0]),
        flip_y: 0.0,
        ..ClassificationSpec::default()
    };
    let rows = make_classification(&spec).expect("the spec is sound");
    let mut group = criterion.benchmark_group("SMOTE");
    group.sample_size(10);
    group.bench_function("5,000 x 50", |bencher| {
        bencher.iter(|| black_box(smote(&rows, &SmoteSpec::default())));
    });
    group.finish();
}

fn ranking(criterion: &mut Criterion) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
    let scores: Vec<f64> = (0..1_000_000)
        .map(|_| random.random_range(0.0..1.0))
        .collect();
    let labels: Vec<bool> = scores
        .iter()
        .map(|&score| random.random_range(0.0..1.0) < score)
        .collect();
    let ranking = Ranking::new(&scores, &labels).expect("both classes");
    let mut group = criterion.benchmark_group("1,000,000 scores");
    group.sample_size(10);
    group.bench_function("Ranking::new", |bencher| {
        bencher.iter(|| black_box(Ranking::new(&scores, &labels)));
    });
    let mut at = 0.0;
    group.bench_function("confusion_at", |bencher| {
        bencher.iter(|| {
            at = (at + 0.618_033_988) % 1.0;
            black_box(ranking.confusion_at(at))
        });
    });
    group.finish();
}

/// 1,000 redraws of 2,000 rows of two arms, every metric and both curves.
fn redraws(criterion: &mut Criterion) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
    let labels: Vec<bool> = (0..2_000).map(|row| row % 40 == 7).collect();
    let mut scores = || -> Vec<f64> {
        let score = |&label: &bool| random.random_range(0.0..0.7) + if label { 0.3 } else { 0.0 };
        labels.iter().map(score).collect()
    };
    let arms = [scores(), scores()];
    let mut group = criterion.benchmark_group("bootstrap");
    group.sample_size(10);
    group.bench_function("1,000 draws of 2,000 rows, two arms", |bencher| {
        bencher.iter(|| {
            let arms = arms.iter().map(|scores| DoubtedArm {
                ranking: Ranking::new(scores, &labels).expect("both classes"),
                threshold: 0.5,
            });
            let spec = BootstrapSpec::default();
            let mut bootstrap = Bootstrap::new(&labels, arms.collect(), Vec::new(), spec);
            while bootstrap.draw(None, 0) {}
            black_box(bootstrap.intervals())
        });
    });
    group.finish();
}

criterion_group!(
    kernels,
    training,
    residual,
    scoring,
    general_product,
    synthesis,
    ranking,
    redraws
);
criterion_main!(kernels);
