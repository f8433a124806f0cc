//! Settings, undo and redo.

use imbalance_lab::experiment::{LabSpec, Preset};
use imbalance_lab::studio::setting::{AnySetting, lab, study};
use imbalance_lab::studio::{Lab, Study, Verb};
use proptest::prelude::*;

use crate::bench::Bench;

#[test]
fn names_are_told_apart() {
    let mut keys: Vec<_> = lab::all().map(|setting| setting.key).collect();
    keys.extend(study::ALL.iter().map(|setting| setting.key));
    let n_keys = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), n_keys);
    assert!(keys.into_iter().all(|key| AnySetting::find(key).is_some()));
}

#[test]
fn the_tutorial_is_within_every_range_and_reads_back() {
    for preset in Preset::ALL {
        let spec = preset.spec();
        for setting in lab::all() {
            assert_eq!(setting.complaint(&spec), None, "{}", setting.key);
            // Arms that no press of it sets are written by the list of arms alone.
            if setting.key == "smote" && spec.preset().is_none() {
                continue;
            }
            let mut copy = spec.clone();
            setting.set(&mut copy, &setting.text(&spec)).unwrap();
            assert_eq!(copy, spec, "{}", setting.key);
        }
    }
    let study = Study::default();
    for setting in study::ALL {
        assert_eq!(setting.complaint(&study), None, "{}", setting.key);
        let mut copy = study.clone();
        setting.set(&mut copy, &setting.text(&study)).unwrap();
        assert_eq!(copy, study, "{}", setting.key);
    }
}

#[test]
fn what_cant_be_read_changes_nothing_and_says_what_is_wanted() {
    let mut bench = Bench::new();
    for (key, text, wanted) in [
        (
            "rows",
            "many",
            "A whole number from 10 to 6,000,000, please.",
        ),
        ("noise", "inf", "A number from 0 to 100, please."),
        ("noise", "", "A number from 0 to 100, please."),
        (
            "hidden",
            "32; 16",
            "Units of each layer, as in 32, 16; of a residual block with an r, as in r16; empty for none.",
        ),
        (
            "smote",
            "Maybe",
            "One of these, please: Off, On, Compare both.",
        ),
    ] {
        let verb = Verb::Set {
            key: key.into(),
            text: text.into(),
        };
        assert_eq!(bench.studio.perform(verb), Err(wanted.to_owned()), "{key}");
    }
    assert_eq!(*bench.studio.spec(), LabSpec::default());
}

#[test]
fn a_number_out_of_range_stays_and_is_a_sentence_at_its_field() {
    let mut spec = LabSpec::default();
    spec.data.generate.flip_y = 1e308;
    let setting = &lab::LABEL_NOISE;
    assert_eq!(
        setting.complaint(&spec).as_deref(),
        Some("A number from 0 to 100, please.")
    );
    for value in [1e306, 1e308] {
        spec.data.generate.flip_y = value;
        let text = setting.text(&spec);
        assert!(!text.is_empty() && !text.contains("inf"), "{text}");
    }
}

#[test]
fn typing_into_one_field_is_one_step_back() {
    let mut bench = Bench::new();
    for text in ["2", "20", "200"] {
        bench.set(&lab::ROWS, text);
    }
    bench.set(&lab::EPOCHS, 3);
    assert_eq!(bench.studio.spec().model.epochs, 3);
    bench.perform(Verb::Undo);
    assert_eq!(bench.studio.spec().model.epochs, 20);
    assert_eq!(bench.studio.spec().data.generate.n_samples, 200);
    bench.perform(Verb::Undo);
    assert_eq!(*bench.studio.spec(), LabSpec::default());
    assert!(!bench.studio.lab().can_undo());
    bench.perform(Verb::Redo);
    assert_eq!(bench.studio.spec().data.generate.n_samples, 200);
    bench.set(&lab::ROWS, 300);
    assert!(!bench.studio.lab().can_redo());
}

#[test]
fn a_preset_keeps_uploaded_files_and_can_be_undone() {
    let mut bench = Bench::new();
    bench.set(&lab::EPOCHS, 3);
    bench.perform(Verb::Start(Preset::Severe));
    assert_eq!(bench.studio.spec().data.generate.n_samples, 20_000);
    bench.perform(Verb::Undo);
    assert_eq!(bench.studio.spec().model.epochs, 3);
}

proptest! {
    #[test]
    fn undo_then_redo_is_nothing(steps in prop::collection::vec((0_usize..4, 1_u32..50), 1..30), back in 1_usize..20) {
        let settings = [&lab::EPOCHS, &lab::BATCH, &lab::NEIGHBORS, &lab::SPLIT_SEED];
        let mut lab = Lab::default();
        for (which, value) in steps {
            lab.set(settings[which], &value.to_string()).unwrap();
        }
        let before = lab.clone();
        let n_undone = (0..back).filter(|_| lab.undo()).count();
        for _ in 0..n_undone {
            prop_assert!(lab.redo());
        }
        prop_assert_eq!(lab.spec(), before.spec());
        prop_assert_eq!(lab.can_undo(), before.can_undo());
        prop_assert_eq!(lab.can_redo(), false);
    }

    #[test]
    fn a_real_number_is_read_back_to_the_last_bit(share in 0.0_f64..1.0, rate in 1e-9_f64..10.0) {
        let mut spec = LabSpec::default();
        spec.split.validation_share = share;
        spec.model.optimizer.set_learning_rate(rate);
        spec.data.generate.class_sep = rate;
        let mut read = LabSpec::default();
        for setting in lab::all() {
            setting.set(&mut read, &setting.text(&spec)).unwrap();
        }
        prop_assert_eq!(read.model.optimizer.learning_rate(), rate);
        prop_assert_eq!(read.data.generate.class_sep, rate);
        prop_assert!((read.split.validation_share - share).abs() < 1e-15);
    }
}
