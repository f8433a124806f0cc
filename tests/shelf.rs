//! What a new remedy or a new model needs: a file, and a line in the list of its kind. Everything else follows from
//! these two, and is looked at here for each of them.

#![expect(clippy::unwrap_used, reason = "a test may stop where it can't go on")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use imbalance_lab::balance::{Aspect, RemedySpec};
use imbalance_lab::data::{ClassificationSpec, make_classification};
use imbalance_lab::experiment::{ArmId, ArmSpec, LabSpec, Preset};
use imbalance_lab::model::ModelSpec;
use imbalance_lab::setting::{Field, Form};
use imbalance_lab::studio::setting::{arms, arms_text};

/// Implementations of a trait in the files of a room.
fn n_implementations(room: &Path, name: &str) -> usize {
    let entries = fs::read_dir(room).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let of = |path: PathBuf| {
        if path.is_dir() {
            return n_implementations(&path, name);
        }
        let text = fs::read_to_string(path).unwrap();
        text.matches(&format!("impl {name} for ")).count()
    };
    paths.map(of).sum()
}

fn room(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("core/src")
        .join(name)
}

fn is_key(key: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    !key.is_empty() && key.chars().all(is_sign)
}

/// Texts that a setting takes: the ends of its range, or each of its options.
fn texts(field: &Field) -> Vec<String> {
    let options = field.form.options().iter();
    let mut texts: Vec<_> = options.map(|(key, _)| (*key).to_owned()).collect();
    match field.form {
        Form::Whole((low, high)) => texts.extend([low, low + 1, high].map(|end| end.to_string())),
        Form::Real((low, high)) => {
            texts.extend([low, low / 2.0 + high / 2.0, high].map(|end| end.to_string()));
        }
        Form::Flag | Form::Choice(_) => {}
        Form::Text(_) => texts.push(field.text.clone()),
    }
    texts
}

#[test]
fn every_remedy_stands_in_the_list_under_a_name_of_its_own() {
    let all = RemedySpec::all();
    assert_eq!(all.len(), n_implementations(&room("balance"), "Remedy"));
    let keys: HashSet<_> = all.iter().map(RemedySpec::key).collect();
    let names: HashSet<_> = all.iter().map(RemedySpec::name).collect();
    assert_eq!((keys.len(), names.len()), (all.len(), all.len()));
    let models = ModelSpec::all();
    assert_eq!(models.len(), n_implementations(&room("model"), "Model"));
    let keys = keys.into_iter().chain(models.iter().map(ModelSpec::key));
    let keys: Vec<_> = keys.chain(["hidden", "scale"]).collect();
    assert!(keys.iter().all(|key| is_key(key)), "{keys:?}");
    let different: HashSet<_> = keys.iter().collect();
    assert_eq!(
        different.len(),
        keys.len(),
        "a link tells them by their keys"
    );
}

#[test]
fn a_remedy_acts_on_what_it_says_and_on_nothing_else() {
    for remedy in RemedySpec::all() {
        let acts = [
            (Aspect::Rows, remedy.resampler().is_some()),
            (Aspect::Weights, remedy.weights([90, 10]).is_some()),
            (Aspect::Loss, remedy.focus().is_some()),
            (Aspect::Threshold, remedy.cutting().is_some()),
        ];
        for (aspect, acts) in acts {
            assert_eq!(
                acts,
                remedy.aspect() == aspect,
                "{} {aspect:?}",
                remedy.name()
            );
        }
    }
}

#[test]
fn settings_start_in_range_and_come_back_from_a_link() {
    for usual in RemedySpec::all() {
        for field in usual.fields() {
            let name = format!("{} {}", usual.name(), field.key);
            assert_eq!(field.complaint, None, "{name}");
            for text in texts(&field) {
                let mut remedy = usual.clone();
                remedy.set(field.key, &text).unwrap();
                let arm = ArmSpec::of(remedy);
                let list = [arm];
                let read = arms(&arms_text(&list));
                assert_eq!(read.as_deref(), Some(&list[..]), "{name} {text}");
            }
            let mut remedy = usual.clone();
            if !matches!(field.form, Form::Text(_)) {
                assert!(remedy.set(field.key, "no such thing").is_err(), "{name}");
            }
            assert_eq!(remedy, usual);
        }
        assert!(usual.clone().set("no such setting", "1").is_err());
    }
}

#[test]
fn settings_of_models_start_in_range_and_come_back_from_a_link() {
    for usual in ModelSpec::all() {
        for field in usual.fields() {
            let name = format!("{} {}", usual.name(), field.key);
            assert_eq!(field.complaint, None, "{name}");
            for text in texts(&field) {
                let mut model = usual.clone();
                model.set(field.key, &text).unwrap();
                let list = [ArmSpec {
                    model: Some(model),
                    ..ArmSpec::default()
                }];
                let read = arms(&arms_text(&list));
                assert_eq!(read.as_deref(), Some(&list[..]), "{name} {text}");
            }
        }
        assert!(usual.clone().set("no such setting", "1").is_err());
    }
}

#[test]
fn a_focal_loss_is_refused_where_the_model_has_none() {
    for model in ModelSpec::all() {
        let name = model.name();
        let has_focus = model.has_focus();
        let remedies = RemedySpec::all();
        let focal = remedies.into_iter().find(|remedy| remedy.focus().is_some());
        let mut spec = Preset::Quick.spec();
        spec.arms = vec![ArmSpec {
            model: Some(model),
            remedies: focal.into_iter().collect(),
            ..ArmSpec::default()
        }];
        let said = spec.check().err().map(|error| error.to_string());
        assert_eq!(said.is_none(), has_focus, "{name}");
        assert!(said.is_none_or(|said| said.contains("has no focal loss")));
    }
}

#[test]
fn counts_that_are_told_beforehand_are_those_of_the_rows() {
    let rows = make_classification(&ClassificationSpec {
        weights: Some([0.9, 0.1]),
        n_samples: 300,
        ..ClassificationSpec::default()
    })
    .unwrap();
    for remedy in RemedySpec::all() {
        let Some(resampler) = remedy.resampler() else {
            continue;
        };
        let made = resampler.resample(&rows).unwrap();
        if let Some(told) = resampler.counts(rows.class_counts()) {
            assert_eq!(told.unwrap(), made.class_counts(), "{}", remedy.name());
        }
        // What can't be done is told beforehand too, and not only when it is tried.
        if let Some(told) = resampler.counts([10, 0]) {
            assert!(told.is_err(), "{}", remedy.name());
        }
    }
}

#[test]
fn every_remedy_and_every_model_is_trained_in_an_arm() {
    let mut spec = Preset::Quick.spec();
    spec.data.generate.n_samples = 400;
    spec.model.epochs = 1;
    let remedies = RemedySpec::all().into_iter().map(ArmSpec::of);
    let models = ModelSpec::all().into_iter().map(|model| ArmSpec {
        model: Some(model),
        ..ArmSpec::default()
    });
    for arm in remedies.chain(models) {
        let name = arm.own_name();
        let spec = LabSpec {
            arms: vec![arm],
            ..spec.clone()
        };
        let rows = spec.check().unwrap().rows(None).unwrap();
        let mut training = rows.training(ArmId(0)).unwrap();
        let last = training.by_ref().last().unwrap().unwrap();
        let scores = last.scores.of_test();
        assert_eq!(scores.len(), rows.split().test.len(), "{name}");
        assert!(scores.iter().all(|score| score.is_finite()), "{name}");
        let preview = rows.preview(ArmId(0));
        let told = preview.resampled.map_or(rows.real(), Result::unwrap);
        assert_eq!(told, training.resampled(), "{name}");
        let lineage = preview.lineage.unwrap();
        let parts = [lineage.kept, lineage.again, lineage.between, lineage.moved];
        let n_rows: usize = parts.iter().map(|rows| rows.total()).sum();
        assert_eq!(n_rows, told.total(), "{name}");
        let n_real = lineage.kept.total() + lineage.left_out.total();
        assert_eq!(n_real, rows.real().total(), "{name}");
    }
}
