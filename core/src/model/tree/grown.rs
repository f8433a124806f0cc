//! The nodes of a tree that grows, and what is read off them.

use std::ops::Range;

use super::node::Split;
use super::threshold::weighted;
use crate::model::{Question, ScoringNode, ScoringTree};

/// A node of a tree that grows. The right child stands behind the left one, and both behind their parent.
#[derive(Clone, Debug)]
pub(in crate::model) struct GrownNode {
    /// Where rows go on from here; `None` for a leaf.
    pub(in crate::model) split: Option<Split>,
    /// Where its rows stand among those of the grower.
    pub(in crate::model) rows: Range<usize>,
    /// What came here.
    pub(in crate::model) sum: RowSum,
}

/// Rows added up by class: negatives, positives.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::model) struct RowSum {
    /// How many rows.
    pub(in crate::model) counts: [usize; 2],
    /// Their weights.
    pub(in crate::model) weights: [f64; 2],
}

impl RowSum {
    /// Adds a row of some weight, which is below 0 for a negative.
    pub(super) fn add(&mut self, signed: f64) {
        let class = usize::from(signed > 0.0);
        self.counts[class] += 1;
        self.weights[class] += signed.abs();
    }

    /// The same with what classes count besides.
    pub(super) const fn weighted(self, class_weights: [f64; 2]) -> Self {
        Self {
            counts: self.counts,
            weights: weighted(self.weights, class_weights),
        }
    }

    /// The weight of all rows.
    pub(in crate::model) fn weight(&self) -> f64 {
        self.weights[0] + self.weights[1]
    }

    /// The share of positives by weight, in `[0, 1]`.
    pub(in crate::model) fn share(&self) -> f64 {
        self.weights[1] / self.weight()
    }

    /// The Gini impurity times the weight.
    fn impurity(&self) -> f64 {
        2.0 * self.weights[0] * self.share()
    }
}

/// The tree as it scores, with a value for each leaf.
pub(in crate::model) fn scoring_tree(
    nodes: &[GrownNode],
    value: fn(&RowSum) -> f64,
) -> ScoringTree {
    let question = |split: Split| Question {
        feature: place(split.feature),
        threshold: not_above(split.threshold),
        left: place(split.left),
        missing_left: false,
        among: None,
    };
    let nodes = nodes.iter().map(|node| ScoringNode {
        question: node.split.map(question),
        value: value(&node.sum),
        cover: node.sum.weight(),
    });
    ScoringTree::new(nodes.collect())
}

/// Adds to each column its share, times `weight`, of what the splits of a tree lowered the impurity: scikit-learn 1.9's
/// `feature_importances_`. A tree without splits adds nothing.
pub(in crate::model) fn add_importances(nodes: &[GrownNode], weight: f64, to: &mut [f64]) {
    let mut lowered = vec![0.0; to.len()];
    for node in nodes {
        let Some(split) = node.split else { continue };
        let below = nodes[split.left].sum.impurity() + nodes[split.right].sum.impurity();
        lowered[split.feature] += node.sum.impurity() - below;
    }
    let all: f64 = lowered.iter().sum();
    if all > 0.0 {
        for (to, lowered) in to.iter_mut().zip(lowered) {
            *to += weight * lowered / all;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "there are no more nodes or columns"
)]
const fn place(place: usize) -> u32 {
    place as u32
}

/// The largest single that isn't above a threshold: singles lie on the same sides of both.
#[expect(clippy::cast_possible_truncation, reason = "rows are of singles")]
fn not_above(threshold: f64) -> f32 {
    let near = threshold as f32;
    if f64::from(near) > threshold {
        near.next_down()
    } else {
        near
    }
}
