//! A forest being grown, a tree a round.

use ndarray::{Array2, ArrayRef2};

use super::sample::{Sample, Samples};
use super::spec::{ForestSpec, Kind, TreesSpec};
use super::votes::Votes;
use crate::model::ensemble::Early;
use crate::model::tree::{Columns, Grower, Growth, RowSum, add_importances, scoring_tree};
use crate::model::{
    Classifier, Ensemble, FitError, Fitting, Learnt, Running, Says, ScoringTree, Step, Watched,
};
use crate::network::training_rows::check_both_classes;

/// Rows of which a tree is asked in one part of the work.
const ASKED_AT_ONCE: usize = 1 << 14;

/// A forest being grown: its score is the mean of the shares of positives in the leaves, as scikit-learn 1.9's
/// `RandomForestClassifier` and `ExtraTreesClassifier`. Rows are drawn as there; which columns a node tries comes from a
/// stream of its own. Where all columns are tried, trees are those of scikit-learn but for equally good splits.
#[derive(Clone, Debug)]
pub struct ForestFit {
    spec: ForestSpec,
    samples: Samples,
    grower: Grower,
    /// Whether each row is one that the tree at hand grows on.
    is_drawn: Vec<bool>,
    /// The tree at hand once it has grown, and how many rows it was asked of.
    grown: Option<ScoringTree>,
    n_asked: usize,
    votes: Votes,
    importances: Vec<f64>,
    forest: Ensemble,
    running: Running,
    early: Early,
    has_ended: bool,
}

impl ForestFit {
    /// No tree yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where spec or rows don't hold.
    #[expect(clippy::needless_pass_by_value, reason = "they are laid out anew")]
    pub fn new<K: Kind>(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: &TreesSpec<K>,
    ) -> Result<Self, FitError> {
        Self::of(&features, labels, spec.as_forest(), K::IS_RANDOM)
    }

    fn of(
        features: &ArrayRef2<f32>,
        labels: Vec<bool>,
        spec: ForestSpec,
        is_random: bool,
    ) -> Result<Self, FitError> {
        spec.check()?;
        check_both_classes(features, &labels)?;
        let growth = Growth {
            max_depth: spec.tree().levels(),
            min_samples_split: spec.min_samples_split,
            min_samples_leaf: spec.min_samples_leaf,
            n_tried: spec.n_tried(features.ncols()),
            is_random,
            keeps_orders: false,
        };
        let mut fit = Self {
            samples: Samples::new(spec, &labels),
            is_drawn: vec![true; labels.len()],
            grown: None,
            n_asked: 0,
            votes: Votes::nothing(labels.len()),
            importances: vec![0.0; features.ncols()],
            forest: Ensemble::nothing(Says::Probability),
            running: Running::default(),
            early: Early::new(spec.early_stopping),
            has_ended: false,
            grower: Grower::new(Columns::of(features), labels, growth),
            spec,
        };
        fit.begin_tree();
        Ok(fit)
    }

    /// Grows all trees.
    #[must_use]
    pub fn finish(mut self) -> Self {
        while !self.is_over() {
            self.advance();
        }
        self
    }

    /// The trees so far.
    #[must_use]
    pub const fn forest(&self) -> &Ensemble {
        &self.forest
    }

    /// Of each training row what the trees that didn't grow on it say of it, `(n_samples,)`: scikit-learn's
    /// `oob_decision_function_`. Where no rows are drawn, what all trees say.
    #[must_use]
    pub fn oob_scores(&self) -> Vec<Option<f64>> {
        self.votes.scores()
    }

    /// The share of each column in what all splits lowered the impurity, `(n_features,)`: scikit-learn's
    /// `feature_importances_`. All are 0 as long as there is no split.
    #[must_use]
    pub fn importances(&self) -> Vec<f64> {
        let all: f64 = self.importances.iter().sum();
        let all = if all > 0.0 { all } else { 1.0 };
        self.importances.iter().map(|of| of / all).collect()
    }

    /// Does a part of the work. True at the end of a tree.
    fn advance(&mut self) -> bool {
        if !self.grower.is_over() {
            self.grower.advance();
            return false;
        }
        let Some(tree) = self.grown.take() else {
            self.end_growth();
            return false;
        };
        let n_rows = self.is_drawn.len();
        if self.n_asked < n_rows {
            let to = n_rows.min(self.n_asked + ASKED_AT_ONCE);
            for row in self.n_asked..to {
                if !self.is_drawn[row] {
                    let share = self.grower.columns().said_by(&tree, row);
                    self.votes.add(row, share);
                }
            }
            self.n_asked = to;
            self.grown = Some(tree);
            return false;
        }
        self.forest.trees.push(tree);
        self.forest.scale = 1.0 / self.forest.trees.len() as f64;
        if !self.is_over() {
            self.begin_tree();
        }
        true
    }

    fn begin_tree(&mut self) {
        let Sample {
            rows,
            weights,
            class_weights,
            seed,
        } = self.samples.next();
        if self.samples.are_drawn() {
            for (is_drawn, weight) in self.is_drawn.iter_mut().zip(&weights) {
                *is_drawn = *weight > 0.0;
            }
        }
        self.grower.begin(rows, &weights, class_weights, seed);
        self.n_asked = 0;
    }

    /// Takes the tree as it has grown. Where it grew on all rows, they needn't be asked for their leaves.
    fn end_growth(&mut self) {
        let nodes = self.grower.nodes();
        add_importances(nodes, 1.0, &mut self.importances);
        self.grown = Some(scoring_tree(nodes, RowSum::share));
        if self.samples.are_drawn() {
            return;
        }
        for leaf in nodes.iter().filter(|node| node.split.is_none()) {
            for &row in &self.grower.rows()[leaf.rows.clone()] {
                self.votes.add(row as usize, leaf.sum.share());
            }
        }
    }
}

impl Fitting for ForestFit {
    fn step(&mut self) -> Result<Step, FitError> {
        Ok(if self.is_over() || self.advance() {
            let labels = self.grower.labels();
            let training_loss = self.votes.loss(labels, self.spec.class_weights);
            Step::Epoch { training_loss }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        self.spec.n_trees
    }

    fn is_over(&self) -> bool {
        self.has_ended || self.forest.trees.len() >= self.spec.n_trees
    }

    fn heed(&mut self, watched: &Watched) {
        let (round, is_last) = (self.forest.trees.len(), self.is_over());
        if let Some(best) = self.early.heed(watched, round, is_last) {
            self.has_ended = true;
            self.forest.trees.truncate(best);
            self.forest.scale = 1.0 / best as f64;
            self.running = Running::default();
        }
    }

    fn needs_auc(&self) -> bool {
        self.early.needs_auc()
    }

    fn best_round(&self) -> Option<usize> {
        self.early.best()
    }

    fn model(&self) -> &dyn Classifier {
        &self.forest
    }

    fn score_held_out(&mut self, rows: &ArrayRef2<f32>, from: usize, scores: &mut Vec<f32>) {
        self.running.score(&self.forest, rows, from, scores);
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.forest)
    }

    /// Questions and the shares of leaves.
    fn n_parameters(&self) -> usize {
        self.forest.n_nodes()
    }

    fn learnt(&self) -> Option<Learnt> {
        Some(Learnt::Importances(self.importances()))
    }
}
