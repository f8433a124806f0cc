//! A decision tree.

use ndarray::{ArrayRef1, ArrayRef2};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Classifier, Says};

/// Values that lie no farther apart are not told apart, as scikit-learn has it.
const SAME: f32 = 1e-7;

/// An impurity that counts as none, as scikit-learn has it.
const PURE: f64 = f64::EPSILON;

/// How a tree grows. Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees" (1984).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TreeSpec {
    /// The most splits above a leaf; `None` for as many as it takes.
    pub max_depth: Option<usize>,
    /// The least rows of a node that is split, 2 or more.
    pub min_samples_split: usize,
    /// The least rows of a leaf, 1 or more.
    pub min_samples_leaf: usize,
    /// What a row of the negatives and what one of the positives counts, 1e-6 to 1e6.
    pub class_weights: [f64; 2],
}

impl Default for TreeSpec {
    /// scikit-learn's, without a bound.
    fn default() -> Self {
        Self {
            max_depth: None,
            min_samples_split: 2,
            min_samples_leaf: 1,
            class_weights: [1.0; 2],
        }
    }
}

/// Why no tree can grow.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
pub enum TreeError {
    /// There is no row to learn from.
    #[error("there is no row to grow a tree from")]
    NoRows,
    /// Rows and labels differ in number.
    #[error("there are {n_rows} rows and {n_labels} labels")]
    LabelCount {
        /// Rows.
        n_rows: usize,
        /// Labels.
        n_labels: usize,
    },
    /// A number is infinite or none.
    #[error("row {row} holds a number that isn't finite")]
    NotFinite {
        /// The first such row, counted from 0.
        row: usize,
    },
    /// A bound or a weight makes no sense.
    #[error("{name} is {value}; it needs to be {range}")]
    OutOfRange {
        /// The setting in words.
        name: String,
        /// As asked for.
        value: String,
        /// What it may be, in words.
        range: String,
    },
}

/// A tree that has grown: nodes in the order in which they are met, left before right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    nodes: Vec<Node>,
    n_features: usize,
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

/// A split that is tried.
#[derive(Clone, Copy)]
struct Candidate {
    feature: usize,
    threshold: f64,
    gain: f64,
}

/// What a tree grows from.
struct Ground<'a> {
    features: &'a ArrayRef2<f32>,
    labels: &'a [bool],
    spec: &'a TreeSpec,
}

impl Tree {
    /// Grows a tree on `features`, `(n_samples, n_features)`, and their labels: at each node the split that lowers the
    /// Gini impurity most, as scikit-learn 1.9's `DecisionTreeClassifier`. Of equally good ones the one of the first
    /// column is taken, where scikit-learn draws one.
    ///
    /// # Errors
    /// [`TreeError`] where spec or rows don't hold.
    pub fn grow(
        features: &ArrayRef2<f32>,
        labels: &[bool],
        spec: &TreeSpec,
    ) -> Result<Self, TreeError> {
        check(features, labels, spec)?;
        let ground = Ground {
            features,
            labels,
            spec,
        };
        let mut tree = Self {
            nodes: Vec::new(),
            n_features: features.ncols(),
        };
        let mut rows: Vec<usize> = (0..labels.len()).collect();
        // Nodes to come: their rows, their depth, and whose right child they are.
        let mut waiting = vec![(0..rows.len(), 0_usize, None)];
        while let Some((span, depth, parent)) = waiting.pop() {
            let place = tree.nodes.len();
            if let Some(split) = parent.and_then(|parent: usize| tree.nodes[parent].split.as_mut())
            {
                split.right = place;
            }
            let some = &mut rows[span.clone()];
            let (node, candidate) = ground.node(some, depth);
            tree.nodes.push(node);
            let Some(candidate) = candidate else { continue };
            let goes_left = |row: usize| ground.goes_left(row, &candidate);
            some.sort_by_key(|&row| !goes_left(row));
            let middle = span.start + some.partition_point(|&row| goes_left(row));
            tree.nodes[place].split = Some(Split {
                feature: candidate.feature,
                threshold: candidate.threshold,
                left: place + 1,
                right: 0,
            });
            waiting.push((middle..span.end, depth + 1, Some(place)));
            waiting.push((span.start..middle, depth + 1, None));
        }
        Ok(tree)
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
}

impl Ground<'_> {
    /// The node of some rows, and how it is split, if it is.
    fn node(&self, rows: &[usize], depth: usize) -> (Node, Option<Candidate>) {
        let n_positives = rows.iter().filter(|&&row| self.labels[row]).count();
        let counts = [rows.len() - n_positives, n_positives];
        let weights = self.weighted(counts);
        let total = weights[0] + weights[1];
        let share = weights[1] / total;
        let node = Node {
            split: None,
            counts,
            share,
        };
        let spec = self.spec;
        let impurity = 2.0 * share * (1.0 - share);
        let is_leaf = spec.max_depth.is_some_and(|most| depth >= most)
            || rows.len() < spec.min_samples_split
            || rows.len() / 2 < spec.min_samples_leaf
            || impurity <= PURE;
        let candidate = (!is_leaf).then(|| self.best(rows, weights)).flatten();
        (node, candidate)
    }

    fn weighted(&self, counts: [usize; 2]) -> [f64; 2] {
        [0, 1].map(|class| counts[class] as f64 * self.spec.class_weights[class])
    }

    /// The split after which squares of class weights over the weights of both sides are largest.
    fn best(&self, rows: &[usize], all: [f64; 2]) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        let mut sorted: Vec<(f32, bool)> = Vec::with_capacity(rows.len());
        for feature in 0..self.features.ncols() {
            sorted.clear();
            sorted.extend(
                rows.iter()
                    .map(|&row| (self.features[[row, feature]], self.labels[row])),
            );
            sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            let mut left = [0_usize; 2];
            for (place, pair) in sorted.windows(2).enumerate() {
                let [(before, is_positive), (here, _)] = *pair else {
                    continue;
                };
                left[usize::from(is_positive)] += 1;
                let smaller = (place + 1).min(sorted.len() - place - 1);
                if here <= before + SAME || smaller < self.spec.min_samples_leaf {
                    continue;
                }
                let left = self.weighted(left);
                let right = [all[0] - left[0], all[1] - left[1]];
                let side =
                    |side: [f64; 2]| (side[0] * side[0] + side[1] * side[1]) / (side[0] + side[1]);
                let gain = side(left) + side(right);
                if best.is_none_or(|best| gain > best.gain) {
                    best = Some(Candidate {
                        feature,
                        threshold: between(before, here),
                        gain,
                    });
                }
            }
        }
        best
    }

    fn goes_left(&self, row: usize, candidate: &Candidate) -> bool {
        f64::from(self.features[[row, candidate.feature]]) <= candidate.threshold
    }
}

/// The middle of two values, but never the upper one.
fn between(low: f32, high: f32) -> f64 {
    let (low, high) = (f64::from(low), f64::from(high));
    let middle = low / 2.0 + high / 2.0;
    if middle < high && middle.is_finite() {
        middle
    } else {
        low
    }
}

fn check(features: &ArrayRef2<f32>, labels: &[bool], spec: &TreeSpec) -> Result<(), TreeError> {
    let out_of_range = |name: &str, value: String, range: &str| TreeError::OutOfRange {
        name: name.into(),
        value,
        range: range.into(),
    };
    if spec.min_samples_leaf == 0 {
        return Err(out_of_range(
            "the least rows of a leaf",
            "0".into(),
            "at least 1",
        ));
    }
    if spec.min_samples_split < 2 {
        let value = spec.min_samples_split.to_string();
        return Err(out_of_range(
            "the least rows of a split",
            value,
            "at least 2",
        ));
    }
    if let Some(weight) = spec
        .class_weights
        .iter()
        .find(|weight| !(1e-6..=1e6).contains(*weight))
    {
        return Err(out_of_range(
            "a class weight",
            weight.to_string(),
            "from 0.000001 to 1,000,000",
        ));
    }
    if features.nrows() != labels.len() {
        return Err(TreeError::LabelCount {
            n_rows: features.nrows(),
            n_labels: labels.len(),
        });
    }
    if labels.is_empty() {
        return Err(TreeError::NoRows);
    }
    let mut rows = features.outer_iter();
    match rows.position(|row| !row.iter().all(|value| value.is_finite())) {
        Some(row) => Err(TreeError::NotFinite { row }),
        None => Ok(()),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single")]
const fn narrow(share: f64) -> f32 {
    share as f32
}
