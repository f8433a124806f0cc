//! Real files, with no setting touched: every column is used, and the model is sound.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::fs::File;

use imbalance_lab::data::read_csv;
use imbalance_lab::experiment::{ArmId, LabSpec, Source};
use imbalance_lab::metrics::Ranking;

use real_file::real_file;

#[path = "support/real_file.rs"]
mod real_file;

/// The mean areas under the ROC curve of the two arms over some seeds of split, SMOTE and network.
fn mean_aucs(name: &str, seeds: std::ops::Range<u32>) -> Option<[f64; 2]> {
    let table = read_csv(File::open(real_file(name)?).unwrap()).unwrap();
    let n_seeds = f64::from(seeds.end - seeds.start);
    let mut sums = [0.0; 2];
    for seed in seeds {
        let mut spec = LabSpec::default();
        spec.data.source = Source::Upload;
        spec.data.upload.choice = table.summary().guess;
        let rows = spec
            .repeated(seed)
            .check()
            .unwrap()
            .rows(Some(&table))
            .unwrap();
        for (arm, sum) in [ArmId(0), ArmId(1)].into_iter().zip(&mut sums) {
            let mut training = rows.training(arm).unwrap();
            let last = training.by_ref().last().unwrap().unwrap();
            let held_out = training.held_out();
            let ranking = Ranking::new(&last.scores.of_test(), held_out.test()).unwrap();
            *sum += ranking.roc_auc();
        }
    }
    let aucs = sums.map(|sum| sum / n_seeds);
    eprintln!("{name}: mean AUC {aucs:.3?} over {n_seeds} seeds");
    Some(aucs)
}

fn reaches(name: &str, n_seeds: u32, least: f64) {
    if let Some(aucs) = mean_aucs(name, 0..n_seeds) {
        assert!(aucs.iter().all(|auc| *auc >= least), "{name}: {aucs:?}");
    }
}

#[test]
fn german_credit_gives_a_sound_model_with_no_setting_touched() {
    reaches("german_credit.csv", 5, 0.72);
}

#[test]
fn bank_marketing_gives_a_sound_model_with_no_setting_touched() {
    reaches("bank_marketing.csv", 1, 0.90);
}

#[test]
fn credit_card_clients_give_a_sound_model_with_no_setting_touched() {
    reaches("uci_credit_card.csv", 1, 0.75);
}
