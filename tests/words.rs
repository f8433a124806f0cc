//! The sentence above the figures.

use imbalance_lab::experiment::Arm;
use imbalance_lab::metrics::Confusion;
use imbalance_lab::words::{Piece, Standing, sentence};

fn standing(arm: Arm, caught: usize, missed: usize, turned_away: usize) -> Standing {
    let confusion = Confusion {
        true_positives: caught,
        false_negatives: missed,
        false_positives: turned_away,
        true_negatives: 1_000,
    };
    let name = arm.name().to_owned();
    Standing {
        arm,
        name,
        confusion,
    }
}

fn read(threshold: f64, standings: &[Standing]) -> String {
    let words = sentence(threshold, standings)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(words) | Piece::Strong(words) | Piece::Of(_, words) => words,
        });
    words.collect()
}

#[test]
fn it_says_what_both_arms_catch_and_turn_away() {
    let arms = [
        standing(Arm::AsIs, 28, 21, 23),
        standing(Arm::Smote, 37, 12, 1_314),
    ];
    assert_eq!(
        read(0.15, &arms),
        "Reject an applicant when the score is at least 0.15. Of 49 real defaults, the model \
         trained as is catches 28 and turns away 23 good customers; with SMOTE it catches 37 and \
         turns away 1,314 good customers."
    );
}

#[test]
fn one_of_anything_is_singular() {
    assert_eq!(
        read(0.0001234567, &[standing(Arm::Smote, 1, 0, 1)]),
        "Reject an applicant when the score is at least 0.0001235. Of 1 real default, the model \
         trained with SMOTE catches 1 and turns away 1 good customer."
    );
}

#[test]
fn arms_with_other_test_rows_say_of_how_many() {
    let arms = [standing(Arm::AsIs, 1, 1, 0), standing(Arm::Smote, 2, 3, 0)];
    assert!(read(0.5, &arms).contains("with SMOTE, of 5 real defaults, it catches 2"));
}

#[test]
fn before_the_first_run_it_says_what_to_do() {
    assert!(read(0.5, &[]).starts_with("Press Train"));
}
