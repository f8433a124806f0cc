//! The most memory that an arm takes while its rows are made and its model is begun, beside what the page says
//! beforehand.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench says what it measures, and one that can't start has nothing to say"
)]

use imbalance_lab::experiment::{ArmId, ArmSpec, LabSpec, Preset};
use imbalance_lab::model::ModelSpec;
use imbalance_lab::studio::{Link, Studio, Study};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// 300,000 × 30, as is and with SMOTE, a network and a tree.
fn spec() -> LabSpec {
    let mut spec = Preset::Quick.spec();
    spec.data.generate.n_samples = 300_000;
    spec.data.generate.n_features = 30;
    let with_tree = |arm: &ArmSpec| ArmSpec {
        model: ModelSpec::of_key("tree"),
        ..arm.clone()
    };
    let trees: Vec<_> = spec.arms.iter().map(with_tree).collect();
    spec.arms.extend(trees);
    spec
}

fn main() {
    let spec = spec();
    println!("300,000 x 30, MB at most | rows | and the model begun | said beforehand");
    for place in 0..spec.arms.len() {
        let arm = ArmId::at(place);
        let mut alone = spec.clone();
        alone.arms = vec![spec.arms[place].clone()];
        let link = Link {
            spec: alone,
            study: Study::default(),
        };
        let said = Studio::new(link).bytes_to_train().unwrap_or_default() / 1e6;
        MEMORY.reset_peak_usage();
        let before = f64::from(MEMORY.current_usage_as_mb());
        let checked = spec.clone().check().expect("the spec is sound");
        let rows = checked.rows(None).expect("rows are made");
        let of_rows = f64::from(MEMORY.peak_usage_as_mb()) - before;
        MEMORY.reset_peak_usage();
        let training = rows.training(arm).expect("it can be trained");
        let of_model = f64::from(MEMORY.peak_usage_as_mb()) - before;
        drop(training);
        println!(
            "{} | {of_rows:.0} | {of_model:.0} | {said:.0}",
            spec.name_of(arm)
        );
    }
}
