//! The most memory that an arm takes while its rows are made and its model is begun, beside what the page says
//! beforehand.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench says what it measures, and one that can't start has nothing to say"
)]

use imbalance_lab::experiment::{ArmId, ArmSpec, LabSpec, Preset, Progress};
use imbalance_lab::model::ModelSpec;
use imbalance_lab::studio::{Link, Studio, Study};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// So many small parts of the work are done, or the first round: then all is laid out.
const PARTS: usize = 400;

/// 300,000 × 30, as is and with SMOTE, a network and a tree; and every other model as is.
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

fn with_others(spec: &LabSpec) -> Vec<LabSpec> {
    let others = ModelSpec::all().into_iter();
    let others =
        others.filter(|model| !["network", "tree", "rules", "scorecard"].contains(&model.key()));
    let of = |model: ModelSpec| LabSpec {
        arms: vec![ArmSpec {
            name: model.name().to_owned(),
            model: Some(model),
            ..ArmSpec::default()
        }],
        ..spec.clone()
    };
    others.map(of).collect()
}

fn main() {
    let spec = spec();
    println!("300,000 x 30, MB at most | rows | and the model under way | said beforehand");
    for place in 0..spec.arms.len() {
        let mut alone = spec.clone();
        alone.arms = vec![spec.arms[place].clone()];
        measure(&alone);
    }
    with_others(&spec).iter().for_each(measure);
}

fn measure(spec: &LabSpec) {
    let arm = ArmId::at(0);
    let link = Link {
        spec: spec.clone(),
        study: Study::default(),
    };
    let said = Studio::new(link).bytes_to_train().unwrap_or_default() / 1e6;
    MEMORY.reset_peak_usage();
    let before = f64::from(MEMORY.current_usage_as_mb());
    let checked = spec.clone().check().expect("the spec is sound");
    let rows = checked.rows(None).expect("rows are made");
    let of_rows = f64::from(MEMORY.peak_usage_as_mb()) - before;
    MEMORY.reset_peak_usage();
    let mut training = rows.training(arm).expect("it can be trained");
    for _ in 0..PARTS {
        match training.advance() {
            Ok(Progress::Working) => {}
            _ => break,
        }
    }
    let of_model = f64::from(MEMORY.peak_usage_as_mb()) - before;
    drop(training);
    println!(
        "{} | {of_rows:.0} | {of_model:.0} | {said:.0}",
        spec.name_of(arm)
    );
}
