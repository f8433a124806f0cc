//! The sentence that says what happens at a threshold.

use super::Standing;
use crate::experiment::Arm;
use crate::metrics::{Confusion, Match};
use crate::words::{count, threshold};

/// A part of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// What changes with the threshold.
    Strong(String),
    /// A number or name that belongs to an arm.
    Of(Arm, String),
}

/// The sentence for arms that have scores; `rule` says what their thresholds have in common.
#[must_use]
pub fn sentence(rule: Match, standings: &[Standing]) -> Vec<Piece> {
    let Some((first, others)) = standings.split_first() else {
        return invitation();
    };
    let mut pieces = rejection(rule, first, others);
    pieces.push(text(&format!(
        ". Of {}, ",
        defaults(first.confusion.n_positives())
    )));
    pieces.extend(opening(first));
    for other in others {
        pieces.push(text("; "));
        pieces.extend(continuation(
            other,
            other.confusion.n_positives() == first.confusion.n_positives(),
        ));
    }
    pieces.push(text("."));
    pieces
}

/// From which score on applicants are rejected: the same for all, or one for each arm.
fn rejection(rule: Match, first: &Standing, others: &[Standing]) -> Vec<Piece> {
    let from = Piece::Strong(threshold(first.threshold));
    let shared = match rule {
        _ if others.is_empty() => None,
        Match::Threshold => None,
        Match::ShareRejected => Some("At the same share rejected as "),
        Match::Recall => Some("At the same recall as "),
        Match::FalsePositiveRate => Some("At the same false-positive rate as "),
    };
    let Some(shared) = shared else {
        return vec![
            text("Reject an applicant when the score is at least "),
            from,
        ];
    };
    let mut pieces = vec![text(shared), of(first, &first.name), text(" from "), from];
    for other in others {
        pieces.push(text(", reject from "));
        pieces.push(Piece::Strong(threshold(other.threshold)));
        pieces.push(text(" on with "));
        pieces.push(of(other, &other.name));
    }
    pieces
}

fn invitation() -> Vec<Piece> {
    vec![
        text("Press "),
        Piece::Strong("Train".into()),
        text(" and watch the networks learn; then drag the threshold to see what it costs."),
    ]
}

fn opening(standing: &Standing) -> Vec<Piece> {
    let trained = match standing.arm {
        Arm::AsIs => "the model trained ",
        Arm::Smote => "the model trained with ",
        Arm::Column(_) => "",
    };
    let mut pieces = vec![text(trained), of(standing, &standing.name)];
    pieces.extend(outcome(standing));
    pieces
}

fn continuation(standing: &Standing, of_as_many: bool) -> Vec<Piece> {
    let is_trained = !matches!(standing.arm, Arm::Column(_));
    let mut pieces = vec![
        text(if is_trained { "with " } else { "" }),
        of(standing, &standing.name),
    ];
    if !of_as_many {
        pieces.push(text(&format!(
            ", of {},",
            defaults(standing.confusion.n_positives())
        )));
    }
    if is_trained {
        pieces.push(text(" it"));
    }
    pieces.extend(outcome(standing));
    pieces
}

fn outcome(standing: &Standing) -> [Piece; 5] {
    let Confusion {
        true_positives,
        false_positives,
        ..
    } = standing.confusion;
    let customers = if false_positives == 1 {
        " good customer"
    } else {
        " good customers"
    };
    [
        text(" catches "),
        of(standing, &count(true_positives)),
        text(" and turns away "),
        of(standing, &count(false_positives)),
        text(customers),
    ]
}

fn defaults(positives: usize) -> String {
    let noun = if positives == 1 {
        "real default"
    } else {
        "real defaults"
    };
    format!("{} {noun}", count(positives))
}

fn text(words: &str) -> Piece {
    Piece::Text(words.into())
}

fn of(standing: &Standing, words: &str) -> Piece {
    Piece::Of(standing.arm, words.into())
}
