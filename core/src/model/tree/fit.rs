//! A tree being grown, a level a round.

use std::ops::Range;

use ndarray::Array2;

use super::node::{Node, Split, Tree};
use super::spec::TreeSpec;
use crate::model::training_rows::check_rows;
use crate::model::{Classifier, FitError, Fitting, Learnt, Step};
use crate::sorting::sort_by_key;

/// Values that lie no farther apart are not told apart, as scikit-learn has it.
const SAME: f32 = 1e-7;

/// An impurity that counts as none, as scikit-learn has it.
const PURE: f64 = f64::EPSILON;

/// Values that are sorted in one part of the work.
const PART: usize = 1 << 15;

/// A tree being grown: at each node the split that lowers the Gini impurity most, as scikit-learn 1.9's
/// `DecisionTreeClassifier`. Of equally good ones the one of the first column is taken, where scikit-learn draws one.
#[derive(Clone, Debug)]
pub struct TreeFit {
    spec: TreeSpec,
    features: Array2<f32>,
    labels: Vec<bool>,
    /// Every row, those of a node side by side.
    rows: Vec<usize>,
    /// Nodes in the order in which they were made.
    nodes: Vec<Node>,
    /// Nodes of this level that may be split, the next one last, and those of the level below.
    level: Vec<Place>,
    below: Vec<Place>,
    n_levels: usize,
    /// The split of the next node as far as columns were tried.
    trial: Trial,
    /// The tree as it stood when the last level was finished.
    tree: Tree,
}

/// A node and its rows.
#[derive(Clone, Debug)]
struct Place {
    node: usize,
    rows: Range<usize>,
}

/// The best split of a node so far.
#[derive(Clone, Debug, Default)]
struct Trial {
    /// The column that is tried next.
    feature: usize,
    best: Option<Candidate>,
    /// Values of a column and their labels.
    sorted: Vec<(f32, bool)>,
}

/// A split that is tried.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    feature: usize,
    threshold: f64,
    gain: f64,
}

impl TreeFit {
    /// A root that is not split yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where spec or rows don't hold.
    pub fn new(features: Array2<f32>, labels: Vec<bool>, spec: TreeSpec) -> Result<Self, FitError> {
        spec.check()?;
        check_rows(&features, &labels)?;
        let mut fit = Self {
            rows: (0..labels.len()).collect(),
            nodes: Vec::new(),
            level: Vec::new(),
            below: Vec::new(),
            n_levels: 0,
            trial: Trial::default(),
            tree: Tree::default(),
            spec,
            features,
            labels,
        };
        fit.add(0..fit.rows.len());
        fit.end_level();
        Ok(fit)
    }

    /// Grows until nothing is left to split.
    #[must_use]
    pub fn finish(mut self) -> Tree {
        while !self.is_over() {
            self.advance();
        }
        self.tree
    }

    /// Adds a node of some rows to the level below.
    fn add(&mut self, rows: Range<usize>) {
        let positives = self.rows[rows.clone()].iter();
        let n_positives = positives.filter(|&&row| self.labels[row]).count();
        let counts = [rows.len() - n_positives, n_positives];
        let [negative, positive] = self.weighted(counts);
        let share = positive / (negative + positive);
        let node = self.nodes.len();
        let impurity = 2.0 * share * (1.0 - share);
        let is_leaf = rows.len() < self.spec.min_samples_split
            || rows.len() / 2 < self.spec.min_samples_leaf
            || impurity <= PURE;
        self.nodes.push(Node {
            split: None,
            counts,
            share,
        });
        if !is_leaf {
            self.below.push(Place { node, rows });
        }
    }

    /// Turns to the level below.
    fn end_level(&mut self) {
        self.tree = Tree::of(&self.nodes);
        self.level = std::mem::take(&mut self.below);
        self.level.reverse();
    }

    /// Tries a few columns, or splits a node. True at the end of a level.
    fn advance(&mut self) -> bool {
        let mut n_sorted = 0;
        while n_sorted < PART {
            let Some(place) = self.level.last().cloned() else {
                self.n_levels += 1;
                self.end_level();
                return true;
            };
            if self.trial.feature < self.features.ncols() {
                self.try_column(&place);
            } else {
                self.level.pop();
                self.split(&place);
            }
            n_sorted += place.rows.len();
        }
        false
    }

    fn weighted(&self, counts: [usize; 2]) -> [f64; 2] {
        [0, 1].map(|class| counts[class] as f64 * self.spec.class_weights[class])
    }

    /// Looks for the threshold of the next column after which squares of class weights over the weights of both sides are
    /// largest.
    fn try_column(&mut self, place: &Place) {
        let feature = self.trial.feature;
        let mut sorted = std::mem::take(&mut self.trial.sorted);
        sorted.clear();
        let rows = self.rows[place.rows.clone()].iter();
        sorted.extend(rows.map(|&row| (self.features[[row, feature]], self.labels[row])));
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let all = self.weighted(self.nodes[place.node].counts);
        let mut left = [0_usize; 2];
        for (at, pair) in sorted.windows(2).enumerate() {
            let [(before, is_positive), (here, _)] = *pair else {
                continue;
            };
            left[usize::from(is_positive)] += 1;
            let smaller = (at + 1).min(sorted.len() - at - 1);
            if here <= before + SAME || smaller < self.spec.min_samples_leaf {
                continue;
            }
            let left = self.weighted(left);
            let gain = purity(left) + purity([all[0] - left[0], all[1] - left[1]]);
            if self.trial.best.is_none_or(|best| gain > best.gain) {
                self.trial.best = Some(Candidate {
                    feature,
                    threshold: between(before, here),
                    gain,
                });
            }
        }
        self.trial.sorted = sorted;
        self.trial.feature += 1;
    }

    /// Splits a node as is best; one without a split stays a leaf.
    fn split(&mut self, Place { node, rows }: &Place) {
        self.trial.feature = 0;
        let Some(best) = self.trial.best.take() else {
            return;
        };
        let features = &self.features;
        let goes_left = |row: usize| f64::from(features[[row, best.feature]]) <= best.threshold;
        let some = &mut self.rows[rows.clone()];
        sort_by_key(some, |&row| !goes_left(row));
        let middle = rows.start + some.partition_point(|&row| goes_left(row));
        let left = self.nodes.len();
        self.nodes[*node].split = Some(Split {
            feature: best.feature,
            threshold: best.threshold,
            left,
            right: left + 1,
        });
        self.add(rows.start..middle);
        self.add(middle..rows.end);
    }

    /// Mean over the rows, each counted with its weight, of the cross-entropy in nats.
    fn loss(&self) -> f64 {
        let of_leaf = |node: &Node| {
            let [negative, positive] = self.weighted(node.counts);
            let part = |weight: f64, share: f64| match weight {
                0.0 => 0.0,
                _ => -weight * libm::log(share),
            };
            part(negative, 1.0 - node.share) + part(positive, node.share)
        };
        let leaves = self.nodes.iter().filter(|node| node.split.is_none());
        let all = self.weighted(self.nodes[0].counts);
        leaves.map(of_leaf).sum::<f64>() / (all[0] + all[1])
    }
}

impl Fitting for TreeFit {
    fn step(&mut self) -> Result<Step, FitError> {
        Ok(if self.advance() {
            let training_loss = self.loss();
            Step::Epoch { training_loss }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        self.spec.levels().max(1)
    }

    fn is_over(&self) -> bool {
        self.level.is_empty() || self.n_levels >= self.spec.levels()
    }

    fn model(&self) -> &dyn Classifier {
        &self.tree
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.tree)
    }

    /// Questions and the shares of leaves.
    fn n_parameters(&self) -> usize {
        self.tree.nodes().len()
    }

    fn learnt(&self) -> Option<Learnt> {
        Some(Learnt::Tree(self.tree.clone()))
    }
}

fn purity([negative, positive]: [f64; 2]) -> f64 {
    (negative * negative + positive * positive) / (negative + positive)
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
