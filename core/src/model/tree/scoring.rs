//! A tree that people can read as one that scores.

use super::node::Tree;
use crate::model::{Ensemble, Question, Says, ScoringNode, ScoringTree};

impl Tree {
    /// The same tree as an ensemble of one, for rows of singles: each of them comes to the same leaf.
    #[must_use]
    pub fn ensemble(&self) -> Ensemble {
        Ensemble {
            trees: vec![self.scoring()],
            ..Ensemble::nothing(Says::Probability)
        }
    }

    /// Its nodes level by level. Covers are the weights of the training rows, in units of the weight of a negative: what
    /// scikit-learn calls `weighted_n_node_samples`, up to a factor that all nodes share.
    #[must_use]
    pub fn scoring(&self) -> ScoringTree {
        let weight = self.weight_of_positives();
        let mut places = vec![0];
        let mut nodes = Vec::with_capacity(self.nodes().len());
        while nodes.len() < self.nodes().len() {
            let place = places.get(nodes.len());
            let Some(node) = place.and_then(|&place| self.nodes().get(place)) else {
                break;
            };
            let question = node.split.map(|split| {
                let left = number(places.len());
                places.extend([split.left, split.right]);
                Question {
                    feature: number(split.feature),
                    threshold: rounded_down(split.threshold),
                    left,
                    missing_left: false,
                    among: None,
                }
            });
            let [negatives, positives] = node.counts.map(|count| count as f64);
            nodes.push(ScoringNode {
                question,
                value: node.share,
                cover: negatives + weight * positives,
            });
        }
        ScoringTree::new(nodes)
    }

    /// How much a positive counted for a negative, by the root's counts and its share. 1 where it has rows of one class, in
    /// which case it is the only node.
    fn weight_of_positives(&self) -> f64 {
        let Some(root) = self.nodes().first() else {
            return 1.0;
        };
        let [negatives, positives] = root.counts.map(|count| count as f64);
        let weight = root.share * negatives / ((1.0 - root.share) * positives);
        if weight.is_finite() && weight > 0.0 {
            weight
        } else {
            1.0
        }
    }
}

/// The largest single that isn't above a double: singles are up to it if and only if they are up to the double.
#[expect(clippy::cast_possible_truncation, reason = "rounded down below")]
fn rounded_down(threshold: f64) -> f32 {
    let near = threshold as f32;
    if f64::from(near) > threshold {
        near.next_down()
    } else {
        near
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
