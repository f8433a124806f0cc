//! The same kernels in wasm in a browser, beside what its processor can do at most.
//!
//! Every kernel takes turns with a loop of multiplications and additions that nothing waits for;
//! of each the best of several rounds counts, so that a busy machine slows both alike.

#![cfg_attr(
    target_arch = "wasm32",
    expect(
        clippy::unwrap_used,
        reason = "a bench that can't start has nothing to measure"
    )
)]

fn main() {}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use std::arch::wasm32::{f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat, v128};
    use std::hint::black_box;

    use imbalance_lab::balance::{EditedSpec, Resample, SmoteSpec, smote};
    use imbalance_lab::data::{ClassificationSpec, Dataset, make_classification};
    use imbalance_lab::experiment::{ArmId, LabSpec};
    use imbalance_lab::metrics::{Bootstrap, BootstrapSpec, DoubtedArm, Ranking};
    use imbalance_lab::model::{Fit, MlpSpec, Step};
    use ndarray::Array2;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};
    use wasm_bindgen_test::{
        Criterion, console_log, wasm_bindgen_bench, wasm_bindgen_test_configure,
    };

    wasm_bindgen_test_configure!(run_in_dedicated_worker);

    const ROUNDS: usize = 7;
    /// Independent products and independent sums: enough that none waits for another.
    const CHAINS: usize = 7;
    const PEAK_STEPS: u32 = 100_000;
    /// Steps without a look at the counter.
    const UNROLLED: u32 = 8;

    #[wasm_bindgen_bench]
    fn table(_: &mut Criterion) {
        console_log!("| kernel | time | GFLOP/s | of the peak |");
        console_log!("|---|---:|---:|---:|");
        edit();
        tutorial();
        large();
        synthesis();
        edited();
        ranking();
        redraws();
    }

    /// What the slower arm does after an edit of the tutorial, in its parts; `an_edit_is_timed` among the end-to-end
    /// tests has the whole, and the drawing.
    fn edit() {
        let spec = LabSpec::default();
        let part = |name: &str, ms: f64| {
            console_log!("| an edit of the tutorial: {name} | {ms:.1} ms | | |")
        };
        let rows = || spec.clone().check().unwrap().rows(None).unwrap();
        let (data, _) = best(|| {
            let from = now();
            let _ = black_box(rows());
            now() - from
        });
        part("data", data);
        let made = rows();
        let prepared = |arm| {
            let (ms, _) = best(|| {
                let from = now();
                let _ = black_box(made.training(arm).unwrap());
                now() - from
            });
            ms
        };
        let scaling = prepared(ArmId(0));
        part("SMOTE", (prepared(ArmId(1)) - scaling).max(0.0));
        let training = || made.training(ArmId(1)).unwrap();
        let (ms, _) = best(|| {
            let mut training = black_box(training());
            let from = now();
            while training.next().is_some() {}
            now() - from
        });
        part("training, SMOTE", ms + scaling);
        let snapshot = training().last().unwrap().unwrap();
        let scores = snapshot.scores.of_test();
        let training = training();
        let labels = training.held_out().test();
        let (ms, _) = best(|| {
            let from = now();
            let _ = black_box(Ranking::new(&scores, labels).unwrap());
            now() - from
        });
        part("ranking, an arm", ms);
    }

    /// The arm "SMOTE" of the tutorial, held-out rows scored after each epoch.
    fn tutorial() {
        let spec = LabSpec::default();
        let rows = spec.clone().check().unwrap().rows(None).unwrap();
        let operations = 15_604.0 * 20.0 * operations(&spec.model, 10);
        let (ms, peak) = best(|| {
            let mut training = black_box(rows.training(ArmId(1)).unwrap());
            let from = now();
            while training.next().is_some() {}
            now() - from
        });
        line(
            "tutorial, 15,604 × 10, 32-16, batch 64, 20 epochs",
            ms,
            operations,
            peak,
        );
    }

    fn large() {
        let spec = MlpSpec {
            hidden_layers: vec![256, 128].into(),
            batch_size: 256,
            ..MlpSpec::default()
        };
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let features =
            Array2::from_shape_simple_fn((50_000, 240), || random.random_range(-1.0..1.0));
        let labels = (0..50_000).map(|row| row % 20 == 0).collect();
        let mut fit = Fit::new(features, labels, &spec).unwrap();
        let (ms, peak) = best(|| {
            let from = now();
            while !matches!(fit.step().unwrap(), Step::Epoch { .. }) {}
            now() - from
        });
        line(
            "50,000 × 240, 256-128, batch 256, 1 epoch",
            ms,
            50_000.0 * operations(&spec, 240),
            peak,
        );
    }

    /// SMOTE of 5,000 minority rows to 10,000.
    fn synthesis() {
        let spec = ClassificationSpec {
            n_samples: 15_000,
            n_features: 50,
            n_informative: 10,
            weights: Some([2.0 / 3.0, 1.0 / 3.0]),
            flip_y: 0.0,
            ..ClassificationSpec::default()
        };
        let rows: Dataset = make_classification(&spec).unwrap();
        let (ms, _) = best(|| {
            let from = now();
            let _ = black_box(smote(&rows, &SmoteSpec::default()).unwrap());
            now() - from
        });
        console_log!("| SMOTE of 5,000 × 50 to 10,000 rows | {ms:.0} ms | | |");
    }

    /// To reach: 7 seconds. imbalanced-learn 0.14 natively on two cores: 3.4.
    fn edited() {
        let spec = ClassificationSpec {
            n_samples: 50_000,
            n_features: 30,
            n_informative: 10,
            ..ClassificationSpec::default()
        };
        let rows = make_classification(&spec).unwrap();
        let from = now();
        let _ = black_box(EditedSpec::default().resample(&rows).unwrap());
        let ms = now() - from;
        console_log!("| edited neighbours of 50,000 × 30 rows | {ms:.0} ms | | |");
    }

    fn ranking() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
        let scores: Vec<f64> = (0..1_000_000)
            .map(|_| random.random_range(0.0..1.0))
            .collect();
        let labels: Vec<bool> = scores
            .iter()
            .map(|&s| random.random_range(0.0..1.0) < s)
            .collect();
        let (ms, _) = best(|| {
            let from = now();
            let _ = black_box(Ranking::new(&scores, &labels).unwrap());
            now() - from
        });
        console_log!("| `Ranking::new`, 1,000,000 scores | {ms:.0} ms | | |");
        let ranking = Ranking::new(&scores, &labels).unwrap();
        let (ms, _) = best(|| {
            let from = now();
            for step in 0..100_000_u32 {
                let threshold = f64::from(step.wrapping_mul(2_654_435_761)) / 4_294_967_296.0;
                let _ = black_box(ranking.confusion_at(threshold));
            }
            now() - from
        });
        console_log!(
            "| `confusion_at` of 1,000,000 scores | {:.2} µs | | |",
            ms / 100.0
        );
    }

    /// 1,000 redraws of 2,000 rows of two arms, every metric and both curves.
    fn redraws() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let labels: Vec<bool> = (0..2_000).map(|row| row % 40 == 7).collect();
        let mut ranking = || {
            let score =
                |&label: &bool| random.random_range(0.0..0.7) + if label { 0.3 } else { 0.0 };
            let scores: Vec<f64> = labels.iter().map(score).collect();
            Ranking::new(&scores, &labels).unwrap()
        };
        let arms = [ranking(), ranking()];
        let (ms, _) = best(|| {
            let doubted = arms.clone().map(|ranking| DoubtedArm {
                ranking,
                threshold: 0.5,
            });
            let from = now();
            let spec = BootstrapSpec::default();
            let mut bootstrap = Bootstrap::new(&labels, doubted.into(), Vec::new(), spec);
            while bootstrap.draw(None, 0) {}
            let _ = black_box(bootstrap.intervals());
            now() - from
        });
        console_log!("| 1,000 redraws of 2,000 rows, two arms, every metric | {ms:.0} ms | | |");
    }

    fn line(name: &str, ms: f64, operations: f64, peak: f64) {
        let rate = operations / ms / 1e6;
        let share = 100.0 * rate / peak;
        console_log!("| {name} | {ms:.0} ms | {rate:.1} | {share:.0} % of {peak:.1} |");
    }

    /// Operations of training, a row: a product and a sum forwards and two of each backwards for
    /// each weight, less one of each in the first layer, whose inputs need no gradient.
    fn operations(spec: &MlpSpec, n_features: usize) -> f64 {
        let weights = spec
            .layer_sizes(n_features)
            .into_iter()
            .map(|(inputs, outputs)| inputs * outputs);
        (6 * weights.clone().sum::<usize>() - 2 * weights.take(1).sum::<usize>()) as f64
    }

    /// The best time of a kernel in ms, and the best rate of the processor between its rounds, in
    /// GFLOP/s.
    fn best(mut kernel: impl FnMut() -> f64) -> (f64, f64) {
        (0..ROUNDS).fold((f64::INFINITY, 0.0), |(ms, peak), _| {
            (ms.min(kernel()), f64::max(peak, peak_rate()))
        })
    }

    fn peak_rate() -> f64 {
        let from = now();
        black_box(multiply_and_add(PEAK_STEPS));
        let operations = f64::from(PEAK_STEPS * UNROLLED) * (CHAINS * 2 * 4) as f64;
        operations / (now() - from) / 1e6
    }

    fn multiply_and_add(steps: u32) -> f32 {
        let start: [v128; CHAINS] = std::array::from_fn(|chain| f32x4_splat(chain as f32));
        let (factor, term) = (f32x4_splat(black_box(1.0)), f32x4_splat(black_box(0.001)));
        let (mut products, mut sums) = (start, start);
        for _ in 0..steps {
            for _ in 0..UNROLLED {
                products = products.map(|product| f32x4_mul(product, factor));
                sums = sums.map(|sum| f32x4_add(sum, term));
            }
        }
        let all = products
            .iter()
            .chain(&sums)
            .fold(term, |sum, &chain| f32x4_add(sum, chain));
        f32x4_extract_lane::<0>(all)
    }

    fn now() -> f64 {
        let clock = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).unwrap();
        web_sys::Performance::from(clock).now()
    }
}
