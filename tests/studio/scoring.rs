//! A file whose rows the models of the run score.

use std::fmt::Write;

use imbalance_lab::experiment::{ArmId, ArmSpec, EffectWay, Other, Source, TypedCells, WhyAsked};
use imbalance_lab::model::{BoostingSpec, ModelSpec};
use imbalance_lab::studio::setting::lab;
use imbalance_lab::studio::{Studio, Verb};

use crate::bench::Bench;

/// Applicants with a number, a text and a missing cell here and there.
fn applicants(has_label: bool) -> String {
    let mut text = if has_label {
        "income,home,bad\n"
    } else {
        "income,home\n"
    }
    .to_owned();
    for row in 0..200 {
        let income = if row % 23 == 4 {
            String::new()
        } else {
            (1000 + row * 7919 % 977).to_string()
        };
        let home = ["own", "rent", "other"][row % 3];
        let bad = ["no", "yes"][usize::from(row * 7919 % 977 < 250 && row % 3 > 0)];
        let label = if has_label {
            format!(",{bad}")
        } else {
            String::new()
        };
        writeln!(text, "{income},{home}{label}").unwrap();
    }
    text
}

fn trained() -> Bench {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "loans.csv", &applicants(true));
    bench.set(&lab::EPOCHS, 5);
    bench.train();
    bench
}

/// One arm that takes gaps and categories as they stand in the file, and one that takes what steps made.
fn boosted() -> Bench {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "loans.csv", &applicants(true));
    let arm = |is_native| ArmSpec {
        model: Some(ModelSpec::Boosting(BoostingSpec {
            is_native,
            rounds: 20,
            min_rows_of_leaf: 5,
            ..BoostingSpec::default()
        })),
        ..ArmSpec::default()
    };
    bench.perform(Verb::Arms {
        arms: vec![arm(true), arm(false)],
        came_from: vec![None, None],
    });
    bench.train();
    bench
}

#[test]
fn boosting_sees_columns_as_they_stand_in_the_file() {
    let mut bench = boosted();
    let names: Vec<_> = bench
        .studio
        .runs()
        .arms()
        .iter()
        .map(|arm| arm.facts().unwrap().names.clone())
        .collect();
    assert_eq!(names[0], ["income", "home"]);
    assert_eq!(
        names[1],
        [
            "income",
            "income is missing",
            "home = other",
            "home = own",
            "home = rent"
        ]
    );
    let (column, way) = ("home".to_owned(), EffectWay::Mean);
    bench.perform(Verb::Explain(WhyAsked::Effect { column, way }));
    let effects = bench.studio.effects("home", EffectWay::Mean);
    let effect = effects[0].said.as_ref().unwrap();
    assert_eq!(effect.levels, ["other", "own", "rent"]);
    assert_eq!(effect.values, [0.0, 1.0, 2.0]);
    assert!(effects[1].said.as_ref().unwrap_err().contains("no column"));
    // A gap, and a level that no training row has, are scored.
    for cells in [
        [("home", "castle"), ("income", "")],
        [("home", "rent"), ("income", "1200")],
    ] {
        bench.perform(Verb::ScoreApplicant(typed(&cells)));
        let typed = bench.studio.sources().typed.clone().unwrap();
        let said = typed.arms[0].applicant().unwrap().unwrap();
        assert!(said.score.is_finite());
        let reasons = said.reasons.unwrap();
        assert!(reasons.is_exact);
        let sum = reasons.base + reasons.columns.iter().map(|of| of.value).sum::<f64>();
        assert!((sum - f64::from(said.score)).abs() < 1e-5);
    }
}

#[test]
fn rows_of_the_run_get_the_scores_that_they_were_judged_by() {
    same_scores(trained());
    same_scores(boosted());
}

fn same_scores(mut bench: Bench) {
    bench.score("again.csv", &applicants(false));
    let scoring = bench.studio.sources().scoring.clone().unwrap();
    assert_eq!(scoring.arms.len(), 2);
    for arm in &scoring.arms {
        let scored = arm.scored().unwrap().unwrap();
        assert_eq!((scored.scores.len(), scored.rows[0]), (200, 2));
        assert!(scored.notes.is_empty(), "{:?}", scored.notes);
        let (scores, threshold) = bench.studio.scores_of(arm, &scored);
        let view = bench.studio.view(arm.arm).unwrap();
        assert_eq!(threshold, bench.studio.standing(arm.arm).unwrap().threshold);
        let judged = view.reading.judged.rows().iter().zip(view.test().scores());
        for (&row, score) in judged {
            // Places of rows of the file, from 0.
            let place = scored.rows.iter().position(|of| *of == row).unwrap();
            assert!(
                (scores[place] - score).abs() < 1e-6,
                "{row}: {} {score}",
                scores[place]
            );
        }
        assert!(bench.studio.scores_stand(arm));
    }
}

#[test]
fn what_a_file_lacks_or_has_besides_is_said_and_handled_as_fitted() {
    let mut bench = trained();
    bench.score(
        "other.csv",
        "home,age,income\ncastle,30,1200\nown,31,about 3\nrent,32,\n",
    );
    let scoring = bench.studio.sources().scoring.clone().unwrap();
    let scored = scoring.arms[0].scored().unwrap().unwrap();
    assert_eq!(scored.scores.len(), 3);
    assert!(scored.shown().all(|score| (0.0..=1.0).contains(&score)));
    let said = scored.notes.join(" ");
    for part in [
        "castle",
        "income: 1 row hold no number",
        "1 column that the models don't know: age",
    ] {
        assert!(said.contains(part), "{said}");
    }
    bench.score("half.csv", "home\nown\nrent\n");
    let scoring = bench.studio.sources().scoring.clone().unwrap();
    let said = scoring.arms[0].scored().unwrap().unwrap().notes.join(" ");
    assert!(said.contains("counts as missing: income"), "{said}");
    bench.score("wrong.csv", "a,b\n1,2\n3,4\n");
    let scoring = bench.studio.sources().scoring.clone().unwrap();
    let error = scoring.arms[0].scored().unwrap().unwrap_err();
    assert!(error.contains("There is no column income"), "{error}");
}

#[test]
fn scores_of_models_that_were_trained_before_are_known_as_such() {
    let mut bench = trained();
    bench.score("again.csv", &applicants(false));
    let before = bench.studio.sources().scoring.clone().unwrap();
    bench.set(&lab::EPOCHS, 6);
    bench.train();
    assert!(!bench.studio.scores_stand(&before.arms[0]));
    assert!(bench.studio.view(ArmId::at(0)).is_some());
}

fn typed(cells: &[(&str, &str)]) -> TypedCells {
    let cells = cells.iter();
    cells
        .map(|&(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

/// The first arm's score and what would change its decision: column, text and distance.
fn decided(studio: &Studio) -> (f64, bool, Vec<Other>) {
    let typed = studio.sources().typed.clone().unwrap();
    let said = typed.arms[0].applicant().unwrap().unwrap();
    let decision = studio.decision(&typed.arms[0], &said);
    let changes = decision.changes.into_iter().cloned();
    (decision.score, decision.is_flagged, changes.collect())
}

#[test]
fn a_typed_applicant_is_scored_as_the_same_row_of_a_file_is() {
    let mut bench = trained();
    bench.score("one.csv", "income,home\n1200,rent\n,own\n");
    let scoring = bench.studio.sources().scoring.clone().unwrap();
    let scored = scoring.arms[0].scored().unwrap().unwrap();
    let (scores, _) = bench.studio.scores_of(&scoring.arms[0], &scored);
    for (cells, score) in [
        ([("home", "rent"), ("income", "1200")], scores[0]),
        ([("income", ""), ("home", "own")], scores[1]),
    ] {
        bench.perform(Verb::ScoreApplicant(typed(&cells)));
        let (typed, ..) = decided(&bench.studio);
        assert!((typed - score).abs() < 1e-6, "{typed} {score}");
    }
}

#[test]
fn what_columns_add_to_a_score_adds_up_to_it_over_all_columns_that_were_made_from_them() {
    let mut bench = trained();
    for cells in [
        [("home", "rent"), ("income", "1200")],
        [("income", ""), ("home", "own")],
    ] {
        bench.perform(Verb::ScoreApplicant(typed(&cells)));
        let typed = bench.studio.sources().typed.clone().unwrap();
        let said = typed.arms[0].applicant().unwrap().unwrap();
        let reasons = said.reasons.unwrap();
        let mut names: Vec<_> = reasons
            .columns
            .iter()
            .map(|of| of.column.as_str())
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["home", "income"]);
        let sum = reasons.base + reasons.columns.iter().map(|of| of.value).sum::<f64>();
        assert!(
            (sum - f64::from(said.score)).abs() < 1e-4,
            "{sum} {}",
            said.score
        );
        assert_eq!(reasons.says, said.says);
        let sorted = reasons.sorted();
        assert!(sorted[0].value.abs() >= sorted[1].value.abs());
        let against = reasons.against(&typed.cells, 4);
        let n_raising = reasons.columns.iter().filter(|of| of.value > 0.0).count();
        assert_eq!(against.len(), n_raising);
        let stands = |(name, text): &(&str, &str)| {
            let text = if text.is_empty() { "missing" } else { text };
            against
                .iter()
                .any(|line| line.starts_with(&format!("{name}: {text} (adds ")))
        };
        assert_eq!(cells.iter().filter(|cell| stands(cell)).count(), n_raising);
        let main = reasons.main(sorted[0].value > 0.0, 1);
        assert!(main.starts_with(&sorted[0].column), "{main}");
    }
}

#[test]
fn what_is_said_to_change_a_decision_changes_it_and_nothing_nearer_does() {
    let mut bench = trained();
    let mut n_changes = 0;
    for (income, home) in [
        ("1010", "own"),
        ("1200", "rent"),
        ("1900", "other"),
        ("", "rent"),
    ] {
        let cells = [("income", income), ("home", home)];
        bench.perform(Verb::ScoreApplicant(typed(&cells)));
        let (_, is_flagged, changes) = decided(&bench.studio);
        let far = changes
            .windows(2)
            .find(|pair| pair[0].distance > pair[1].distance);
        assert!(far.is_none(), "{changes:?}");
        for change in &changes {
            n_changes += 1;
            let changed = cells.map(|(name, text)| {
                (
                    name,
                    if name == change.column {
                        change.text.as_str()
                    } else {
                        text
                    },
                )
            });
            bench.perform(Verb::ScoreApplicant(typed(&changed)));
            let (_, is_flagged_now, back) = decided(&bench.studio);
            assert_ne!(is_flagged, is_flagged_now, "{change:?}");
            // From there the way back is no longer.
            let back = back.iter().find(|back| back.column == change.column);
            assert!(
                back.is_some_and(|back| back.distance <= change.distance + 1e-12),
                "{change:?}"
            );
        }
    }
    assert!(n_changes > 0);
}

#[test]
fn a_typed_applicant_of_generated_rows_needs_every_number_and_stands_until_the_next_is_heard() {
    let mut bench = Bench::new();
    bench.set(&lab::EPOCHS, 2);
    bench.train();
    let names = bench.studio.preview().unwrap().names.clone();
    let row = bench.studio.preview().unwrap().first_rows[0].clone();
    let cells = names.iter().zip(&row.values);
    let cells: TypedCells = cells
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect();
    bench.perform(Verb::ScoreApplicant(cells.clone()));
    let (score, ..) = decided(&bench.studio);
    assert!((0.0..=1.0).contains(&score));
    bench.just(Verb::ScoreApplicant(cells[1..].to_vec()));
    assert_eq!(decided(&bench.studio).0, score);
    bench.settle();
    let typed = bench.studio.sources().typed.clone().unwrap();
    let error = typed.arms[0].applicant().unwrap().unwrap_err();
    assert!(error.contains(&names[0]), "{error}");
}

#[test]
fn what_stands_for_a_missing_cell_in_the_file_of_the_run_does_so_in_rows_that_come_later() {
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "loans.csv", &applicants(true));
    bench.set(&lab::MISSING, "-999, none");
    bench.set(&lab::EPOCHS, 5);
    bench.train();
    bench.score("later.csv", "income,home\n,rent\n-999,rent\n");
    let scoring = bench.studio.sources().scoring.clone().unwrap();
    let scored = scoring.arms[0].scored().unwrap().unwrap();
    assert_eq!(scored.scores[0], scored.scores[1]);
    for income in ["", "-999", "-999.0", "none", "NA"] {
        let cells = typed(&[("income", income), ("home", "rent")]);
        bench.perform(Verb::ScoreApplicant(cells));
        let arm = &bench.studio.sources().typed.clone().unwrap().arms[0];
        let said = arm.applicant().unwrap().unwrap();
        assert_eq!(said.score, scored.scores[0], "{income}");
    }
}

#[test]
fn the_form_has_a_field_for_each_column_that_models_know_and_is_filled_from_rows() {
    let bench = trained();
    let fields = bench.studio.applicant_fields();
    let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["income", "home"]);
    let mut homes = fields[1].options.clone();
    homes.sort();
    assert_eq!(homes, ["other", "own", "rent"]);
    assert!(fields[0].options.is_empty());
    let rows = bench.studio.form_rows();
    assert!(rows.into_iter().eq(2..=201), "as a spreadsheet counts them");
    assert_eq!(
        bench.studio.form_row(6),
        typed(&[("income", ""), ("home", "rent")])
    );
    assert_eq!(
        bench.studio.form_row(7),
        typed(&[("income", "1515"), ("home", "other")])
    );
}

#[test]
fn codes_with_zeros_before_them_are_the_same_codes_in_rows_that_come_later() {
    let mut text = "branch,income,bad\n".to_owned();
    for row in 0..200 {
        let branch = ["01", "02", "X"][row % 3];
        let bad = ["no", "yes"][usize::from(row * 7919 % 977 < 250 && row % 3 > 0)];
        writeln!(text, "{branch},{},{bad}", 1000 + row * 7919 % 977).unwrap();
    }
    let mut bench = Bench::new();
    bench.choose(Source::Upload, "loans.csv", &text);
    bench.set(&lab::EPOCHS, 5);
    bench.train();
    bench.score("one.csv", "branch,income\n01,1200\n02,1200\n");
    let arm = &bench.studio.sources().scoring.clone().unwrap().arms[0];
    let of_numbers = arm.scored().unwrap().unwrap();
    assert!(of_numbers.notes.is_empty(), "{:?}", of_numbers.notes);
    bench.score("two.csv", "branch,income\n01,1200\n02,1200\nX,1200\n");
    let arm = &bench.studio.sources().scoring.clone().unwrap().arms[0];
    let of_texts = arm.scored().unwrap().unwrap();
    assert_eq!(of_numbers.scores, of_texts.scores[..2]);
    bench.perform(Verb::ScoreApplicant(typed(&[
        ("branch", "01"),
        ("income", "1200"),
    ])));
    let arm = &bench.studio.sources().typed.clone().unwrap().arms[0];
    assert_eq!(arm.applicant().unwrap().unwrap().score, of_texts.scores[0]);
}
