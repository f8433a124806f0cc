//! A node of a tree that grows.

use std::ops::Range;

use super::bins::Bins;
use super::candidate::{BinQuestion, Candidate, Side};
use super::histogram::{Histograms, Sums};
use super::spec::BoostingSpec;
use crate::model::{Question, ScoringNode};

/// A node of a tree that grows.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// What it asks, and the left child's place; the right one's is the next.
    pub(super) split: Option<(BinQuestion, usize)>,
    /// The places of its rows.
    pub(super) rows: Range<usize>,
    /// What its rows add up to.
    pub(super) sums: Sums,
    /// Splits above it.
    pub(super) depth: usize,
    /// How it would best be split.
    pub(super) best: Option<Candidate>,
    /// What the rows of each bin add up to, as long as it may be split.
    pub(super) histograms: Option<Histograms>,
}

impl Node {
    /// A leaf that wasn't searched yet.
    pub(super) const fn new(rows: Range<usize>, sums: Sums, depth: usize) -> Self {
        Self {
            split: None,
            rows,
            sums,
            depth,
            best: None,
            histograms: None,
        }
    }

    /// What a row that ends here adds to the score.
    pub(super) fn value(&self, spec: &BoostingSpec) -> f64 {
        let bend = self.sums.hessian + spec.l2;
        if bend > 0.0 {
            -spec.learning_rate * self.sums.gradient / bend
        } else {
            0.0
        }
    }

    /// The node as it scores. Its cover counts the rows that the tree learnt from, as LightGBM's does.
    pub(super) fn scoring(&self, bins: &Bins, spec: &BoostingSpec) -> ScoringNode {
        let question = |(question, left): (BinQuestion, usize)| {
            let cuts = &bins.cuts[question.column as usize];
            let (threshold, among) = match question.side {
                Side::UpTo(bin) => (cuts.end(usize::from(bin)), None),
                Side::Among(among) => (f32::NAN, Some(Box::new(among))),
            };
            Question {
                feature: question.column,
                threshold,
                left: u32::try_from(left).unwrap_or(u32::MAX),
                missing_left: question.missing_left,
                among,
            }
        };
        ScoringNode {
            question: self.split.map(question),
            value: self.value(spec),
            cover: f64::from(self.sums.n_rows),
        }
    }
}
