//! The sentence that says what happens at a threshold.

use super::Standing;
use crate::experiment::ArmId;
use crate::metrics::{Confusion, Match};
use crate::words::{count, typeset};

/// Arms that the sentence names at most.
const MOST_NAMED: usize = 3;

/// Significant digits of a threshold in a sentence.
const DIGITS: usize = 3;

/// A part of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// What changes with the threshold.
    Strong(String),
    /// A number or name that belongs to an arm.
    Of(ArmId, String),
}

/// The sentence for arms that have scores; `rule` says what their thresholds have in common.
#[must_use]
pub fn sentence(rule: Match, standings: &[Standing]) -> Vec<Piece> {
    let Some((first, others)) = standings.split_first() else {
        return invitation();
    };
    let mut pieces = match Shared::by(rule).filter(|_| !others.is_empty()) {
        None => vec![text("At "), Piece::Strong(short(first)), text(" ")],
        Some(shared) => matched(&shared, standings),
    };
    pieces.extend(outcome(first, true));
    pieces.push(text(if first.confusion.false_positives == 1 {
        " good customer"
    } else {
        " good customers"
    }));
    for other in others.iter().take(MOST_NAMED - 1) {
        let has_others = other.confusion.n_positives() != first.confusion.n_positives();
        pieces.push(text("; "));
        pieces.extend(outcome(other, has_others));
    }
    pieces.extend(more(standings));
    pieces.push(text("."));
    pieces
}

/// "; 5 more".
fn more(standings: &[Standing]) -> Option<Piece> {
    let n_more = standings.len().saturating_sub(MOST_NAMED);
    (n_more > 0).then(|| text(&format!("; {n_more} more")))
}

fn invitation() -> Vec<Piece> {
    vec![
        text("Press "),
        Piece::Strong("Train".into()),
        text(" and watch the networks learn; then drag the threshold to see what it costs."),
    ]
}

/// "**SMOTE** catches **32** of 48 defaults and turns away **299**".
fn outcome(standing: &Standing, says_of_how_many: bool) -> Vec<Piece> {
    let confusion = &standing.confusion;
    let of_all = format!(" of {}", defaults(confusion.n_positives()));
    vec![
        of(standing, &standing.name),
        text(" catches "),
        of(standing, &count(confusion.true_positives)),
        text(if says_of_how_many { &of_all } else { "" }),
        text(" and turns away "),
        of(standing, &count(confusion.false_positives)),
    ]
}

/// What arms that are cut at different thresholds have in common.
struct Shared {
    /// What both do, and what one does.
    verbs: [&'static str; 2],
    /// How many times, of how many.
    count: fn(&Confusion) -> [usize; 2],
    /// Of what.
    noun: &'static str,
}

impl Shared {
    /// `None` where they share the threshold itself.
    fn by(rule: Match) -> Option<Self> {
        Some(match rule {
            Match::Threshold => return None,
            Match::ShareRejected => Self {
                verbs: ["reject", "rejects"],
                count: |cells| [cells.n_flagged(), cells.n_samples()],
                noun: "",
            },
            Match::Recall => Self {
                verbs: ["catch", "catches"],
                count: |cells| [cells.true_positives, cells.n_positives()],
                noun: " defaults",
            },
            Match::FalsePositiveRate => Self {
                verbs: ["turn away", "turns away"],
                count: |cells| [cells.false_positives, cells.n_negatives()],
                noun: " good customers",
            },
        })
    }
}

/// "Both reject 29 of 2,000: **as is** from 0.44, **SMOTE** from 0.96." Where ties keep them apart, each says how
/// many.
fn matched(shared: &Shared, standings: &[Standing]) -> Vec<Piece> {
    let counts: Vec<_> = standings
        .iter()
        .map(|standing| (shared.count)(&standing.confusion))
        .collect();
    let of_all = |[n, all]: [usize; 2]| format!("{} of {}{}", count(n), count(all), shared.noun);
    let is_same = counts.windows(2).all(|pair| pair[0] == pair[1]);
    let mut pieces = Vec::new();
    if is_same {
        let who = if counts.len() == 2 { "Both" } else { "All" };
        let same = counts
            .first()
            .map_or_else(String::new, |same| of_all(*same));
        pieces.push(text(&format!("{who} {} {same}: ", shared.verbs[0])));
    }
    let named = standings.iter().zip(counts).take(MOST_NAMED);
    for (place, (standing, counts)) in named.enumerate() {
        pieces.push(text(if place > 0 { ", " } else { "" }));
        pieces.push(of(standing, &standing.name));
        if !is_same {
            pieces.push(text(&format!(" {} {}", shared.verbs[1], of_all(counts))));
        }
        pieces.push(text(" from "));
        pieces.push(Piece::Strong(short(standing)));
    }
    pieces.extend(more(standings));
    pieces.push(text(". "));
    pieces
}

fn short(standing: &Standing) -> String {
    typeset(standing.threshold, DIGITS)
}

fn defaults(positives: usize) -> String {
    let noun = if positives == 1 {
        "default"
    } else {
        "defaults"
    };
    format!("{} {noun}", count(positives))
}

fn text(words: &str) -> Piece {
    Piece::Text(words.into())
}

fn of(standing: &Standing, words: &str) -> Piece {
    Piece::Of(standing.arm, words.into())
}
