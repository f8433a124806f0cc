//! The sentence above the figures.

use imbalance_lab::experiment::ArmId;
use imbalance_lab::metrics::{ClassWeights, Confusion, Match};
use imbalance_lab::studio::{Piece, Standing, sentence};

fn standing(arm: ArmId, caught: usize, missed: usize, turned_away: usize) -> Standing {
    standing_at(0.15, arm, [caught, missed, turned_away])
}

fn standing_at(threshold: f64, arm: ArmId, [caught, missed, turned_away]: [usize; 3]) -> Standing {
    let confusion = Confusion {
        true_positives: caught,
        false_negatives: missed,
        false_positives: turned_away,
        true_negatives: 1_000,
    };
    let name = ["as is", "SMOTE"][arm.index()].to_owned();
    Standing {
        arm,
        name,
        threshold,
        confusion,
        outcomes: confusion.weighted(ClassWeights::default()),
    }
}

fn read(standings: &[Standing]) -> String {
    read_at(Match::Threshold, standings)
}

fn read_at(rule: Match, standings: &[Standing]) -> String {
    let words = sentence(rule, standings)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(words) | Piece::Strong(words) | Piece::Of(_, words) => words,
        });
    words.collect()
}

#[test]
fn it_says_what_both_arms_catch_and_turn_away() {
    let arms = [
        standing(ArmId(0), 28, 21, 23),
        standing(ArmId(1), 37, 12, 1_314),
    ];
    assert_eq!(
        read(&arms),
        "At 0.15 as is catches 28 of 49 defaults and turns away 23 good customers; SMOTE catches 37 and \
         turns away 1,314."
    );
}

#[test]
fn one_of_anything_is_singular() {
    assert_eq!(
        read(&[standing_at(0.0001234567, ArmId(1), [1, 0, 1])]),
        "At 0.000123 SMOTE catches 1 of 1 default and turns away 1 good customer."
    );
}

#[test]
fn arms_with_other_test_rows_say_of_how_many() {
    let arms = [standing(ArmId(0), 1, 1, 0), standing(ArmId(1), 2, 3, 0)];
    assert!(read(&arms).contains("; SMOTE catches 2 of 5 defaults and"));
}

#[test]
fn before_the_first_run_it_says_what_to_do() {
    assert!(read(&[]).starts_with("Press Train"));
}

#[test]
fn it_says_what_thresholds_have_in_common_where_they_differ() {
    let mut arms = [
        standing_at(0.15, ArmId(0), [28, 21, 98]),
        standing_at(0.874_49, ArmId(1), [29, 20, 97]),
    ];
    arms[1].confusion.true_negatives += 1;
    let outcome = "as is catches 28 of 49 defaults and turns away 98 good customers; SMOTE catches 29 and \
                   turns away 97.";
    let rule = |rule| read_at(rule, &arms);
    assert_eq!(
        rule(Match::FalsePositiveRate),
        format!(
            "as is turns away 98 of 1,098 good customers from 0.15, SMOTE turns away 97 of 1,098 good \
             customers from 0.874. {outcome}"
        ),
        "ties keep them apart"
    );
    assert_eq!(
        rule(Match::ShareRejected),
        format!("Both reject 126 of 1,147: as is from 0.15, SMOTE from 0.874. {outcome}")
    );
}

#[test]
fn columns_of_scores_are_called_by_their_names() {
    let mut first = standing_at(0.5, ArmId(0), [3, 1, 2]);
    first.name = "logistic".into();
    let mut second = standing_at(0.5, ArmId(1), [2, 2, 1]);
    second.name = "forest".into();
    assert_eq!(
        read(&[first, second]),
        "At 0.5 logistic catches 3 of 4 defaults and turns away 2 good customers; forest catches 2 and \
         turns away 1."
    );
}
