//! A tree being grown, a level a round.

use ndarray::Array2;

use super::columns::Columns;
use super::grow::Grower;
use super::grown::GrownNode;
use super::growth::Growth;
use super::node::{Node, Tree};
use super::spec::TreeSpec;
use crate::model::{Classifier, FitError, Fitting, Learnt, Step};
use crate::network::training_rows::check_rows;

/// A tree being grown: at each node the split that lowers the Gini impurity most, as scikit-learn 1.9's
/// `DecisionTreeClassifier`. Of equally good ones the one of the first column is taken, where scikit-learn draws one.
#[derive(Clone, Debug)]
pub struct TreeFit {
    spec: TreeSpec,
    grower: Grower,
    /// The tree as it stood when the last level was finished.
    tree: Tree,
}

impl TreeFit {
    /// A root that is not split yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where spec or rows don't hold.
    #[expect(clippy::needless_pass_by_value, reason = "they are laid out anew")]
    pub fn new(features: Array2<f32>, labels: Vec<bool>, spec: TreeSpec) -> Result<Self, FitError> {
        spec.check()?;
        let n_rows = check_rows(&features, &labels)?;
        let growth = Growth {
            max_depth: spec.levels(),
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            n_tried: features.ncols(),
            is_random: false,
            keeps_orders: false,
        };
        let weights = vec![1.0; labels.len()];
        let mut grower = Grower::new(Columns::of(&features), labels, growth);
        grower.begin((0..n_rows).collect(), &weights, spec.class_weights, 0);
        let mut fit = Self {
            spec,
            grower,
            tree: Tree::default(),
        };
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

    /// Does a part of the work. True at the end of a level.
    fn advance(&mut self) -> bool {
        let is_end = self.grower.advance();
        if is_end {
            self.end_level();
        }
        is_end
    }

    /// Takes the tree as it stands.
    fn end_level(&mut self) {
        let node = |node: &GrownNode| Node {
            split: node.split,
            counts: node.sum.counts,
            share: node.sum.share(),
        };
        let nodes: Vec<Node> = self.grower.nodes().iter().map(node).collect();
        self.tree = Tree::of(&nodes);
    }

    /// Mean over the rows, each counted with its weight, of the cross-entropy in nats.
    fn loss(&self) -> f64 {
        let of_leaf = |node: &GrownNode| {
            let [negative, positive] = node.sum.weights;
            let share = node.sum.share();
            let part = |weight: f64, share: f64| match weight {
                0.0 => 0.0,
                _ => -weight * libm::log(share),
            };
            part(negative, 1.0 - share) + part(positive, share)
        };
        let nodes = self.grower.nodes();
        let leaves = nodes.iter().filter(|node| node.split.is_none());
        let all = nodes.first().map_or(0.0, |root| root.sum.weight());
        leaves.map(of_leaf).sum::<f64>() / all
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
        self.grower.is_over()
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
