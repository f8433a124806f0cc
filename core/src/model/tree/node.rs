//! A tree that has grown.

use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};

use crate::model::{Classifier, ColumnUnit, Says, Structure};

/// A tree that has grown: nodes in the order in which they are met, left before right.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// A place in a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Where rows go on from here; `None` for a leaf.
    pub split: Option<Split>,
    /// Training rows that came here: negatives, positives.
    pub counts: [usize; 2],
    /// The share of positives among them, each counted with its weight, in `[0, 1]`.
    pub share: f64,
}

/// A question that a node asks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The column that is looked at.
    pub feature: usize,
    /// Up to here rows go left.
    pub threshold: f64,
    /// The node on the left.
    pub left: usize,
    /// The node on the right.
    pub right: usize,
}

impl Tree {
    /// A tree of nodes that were met in any order, with the root first: they are put in theirs.
    pub(super) fn of(met: &[Node]) -> Self {
        let mut nodes: Vec<Node> = Vec::with_capacity(met.len());
        // Places in `met` that are to come, and the parent whose right child each is.
        let mut waiting = vec![(0, None)];
        while let Some((place, parent)) = waiting.pop() {
            let Some(node) = met.get(place) else { continue };
            let here = nodes.len();
            if let Some(split) = parent.and_then(|parent: usize| nodes[parent].split.as_mut()) {
                split.right = here;
            }
            let mut node = node.clone();
            if let Some(split) = &mut node.split {
                waiting.extend([(split.right, Some(here)), (split.left, None)]);
                split.left = here + 1;
            }
            nodes.push(node);
        }
        Self { nodes }
    }

    /// The same with thresholds in the columns' own units.
    #[must_use]
    pub fn unscaled(mut self, units: &[ColumnUnit]) -> Self {
        for split in self.nodes.iter_mut().filter_map(|node| node.split.as_mut()) {
            if let Some(unit) = units.get(split.feature) {
                split.threshold = unit.unscaled(split.threshold);
            }
        }
        self
    }

    /// Its nodes; the first is the root.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The leaf that a row comes to, by its place among the nodes.
    ///
    /// # Panics
    /// Where the row has fewer columns than the tree was grown on.
    #[must_use]
    pub fn leaf(&self, row: &ArrayRef1<f32>) -> usize {
        let mut place = 0;
        while let Some(split) = self.nodes[place].split {
            let is_left = f64::from(row[split.feature]) <= split.threshold;
            place = if is_left { split.left } else { split.right };
        }
        place
    }
}

impl Classifier for Tree {
    fn score(&self, rows: &ArrayRef2<f32>, scores: &mut Vec<f32>) {
        let shares = rows
            .outer_iter()
            .map(|row| self.nodes[self.leaf(&row)].share);
        scores.extend(shares.map(narrow));
    }

    fn says(&self) -> Says {
        Says::Probability
    }

    fn rows_at_once(&self) -> usize {
        1 << 15
    }

    fn structure(&self) -> Structure<'_> {
        Structure::Trees {
            base: 0.0,
            scale: 1.0,
            trees: vec![self.scoring()].into(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(share: f64) -> f32 {
    share as f32
}
