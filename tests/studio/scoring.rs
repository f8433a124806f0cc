//! A file whose rows the models of the run score.

use std::fmt::Write;

use imbalance_lab::experiment::{ArmId, Source};
use imbalance_lab::studio::setting::lab;

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

#[test]
fn rows_of_the_run_get_the_scores_that_they_were_judged_by() {
    let mut bench = trained();
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
