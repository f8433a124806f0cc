//! Trees being boosted, one a round.

use ndarray::{Array2, ArrayRef2};

use super::spec::{AdaBoostSpec, Undersampling};
use crate::model::ensemble::Early;
use crate::model::tree::{Columns, Grower, Growth, RowSum, add_importances, scoring_tree};
use crate::model::{
    Classifier, Ensemble, FitError, Fitting, Learnt, Running, Says, ScoringTree, Step, Watched,
};
use crate::network::training_rows::check_both_classes;
use crate::random::NumpyRandom;

/// Rows of which a tree is asked in one part of the work.
const ASKED_AT_ONCE: usize = 1 << 16;

/// No row counts less, as scikit-learn has it.
const LEAST: f64 = f64::EPSILON;

/// Below this number scikit-learn draws seeds.
const SEEDS: usize = i32::MAX as usize;

/// Trees being boosted: discrete AdaBoost as scikit-learn 1.9's `AdaBoostClassifier`, and RUSBoost as imbalanced-learn
/// 0.14's `RUSBoostClassifier`. The score is their `decision_function`: twice the weighted mean of what trees say, −1 for
/// a negative and 1 for a positive. Of equally good splits the one of the first column is taken, where scikit-learn draws
/// one.
#[derive(Clone, Debug)]
pub struct AdaBoostFit {
    spec: AdaBoostSpec,
    grower: Grower,
    /// Rows of the negatives and of the positives.
    classes: [Vec<u32>; 2],
    /// What each row counts.
    weights: Vec<f64>,
    seeds: NumpyRandom,
    /// The tree at hand once it has grown.
    grown: Option<ScoringTree>,
    /// Which rows it is wrong about, as far as it was asked.
    is_wrong: Vec<bool>,
    /// What all trees count.
    total: f64,
    importances: Vec<f64>,
    boosted: Ensemble,
    running: Running,
    n_rounds: usize,
    is_over: bool,
    early: Early,
    /// What each tree counts.
    tree_weights: Vec<f64>,
}

impl AdaBoostFit {
    /// No tree yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where spec or rows don't hold.
    #[expect(clippy::needless_pass_by_value, reason = "they are laid out anew")]
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: AdaBoostSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        check_both_classes(&features, &labels)?;
        let growth = Growth {
            max_depth: spec.max_depth,
            min_samples_split: 2,
            min_samples_leaf: 1,
            n_tried: features.ncols(),
            is_random: false,
            keeps_orders: spec.undersampling == Undersampling::None,
        };
        let rows_of = |class: bool| {
            let rows = (0..).zip(&labels).filter(|(_, label)| **label == class);
            rows.map(|(row, _)| row).collect()
        };
        let weight = |&label: &bool| spec.class_weights[usize::from(label)];
        let mut fit = Self {
            classes: [rows_of(false), rows_of(true)],
            weights: labels.iter().map(weight).collect(),
            seeds: NumpyRandom::new(spec.seed),
            grown: None,
            is_wrong: Vec::with_capacity(labels.len()),
            total: 0.0,
            importances: vec![0.0; features.ncols()],
            boosted: Ensemble::nothing(Says::Margin),
            running: Running::default(),
            n_rounds: 0,
            is_over: false,
            early: Early::new(spec.early_stopping),
            tree_weights: Vec::new(),
            grower: Grower::new(Columns::of(&features), labels, growth),
            spec,
        };
        fit.begin_round();
        Ok(fit)
    }

    /// Boosts to the end.
    ///
    /// # Errors
    /// [`FitError::NoBetterThanChance`] where the first tree is wrong as often as right.
    pub fn finish(mut self) -> Result<Self, FitError> {
        while !self.is_over {
            self.step()?;
        }
        Ok(self)
    }

    /// The trees so far.
    #[must_use]
    pub const fn boosted(&self) -> &Ensemble {
        &self.boosted
    }

    /// The share of each column in what the splits of each tree lowered the impurity, trees counted with their weights,
    /// `(n_features,)`: scikit-learn's `feature_importances_`. All are 0 as long as there is no tree.
    #[must_use]
    pub fn importances(&self) -> Vec<f64> {
        let all = if self.total > 0.0 { self.total } else { 1.0 };
        self.importances.iter().map(|of| of / all).collect()
    }

    /// Weighs the rows to a sum of 1, and begins a tree on all of them, or on those that are drawn.
    fn begin_round(&mut self) {
        let all: f64 = self.weights.iter().sum();
        for weight in &mut self.weights {
            *weight = (*weight / all).max(LEAST);
        }
        let rows = match self.spec.undersampling {
            Undersampling::None => (0..).take(self.weights.len()).collect(),
            Undersampling::EachRound => self.drawn(),
        };
        self.grower.begin(rows, &self.weights, [1.0; 2], 0);
        self.is_wrong.clear();
    }

    /// All rows of the smaller class, and as many of the other.
    fn drawn(&mut self) -> Vec<u32> {
        // The first seed is that of the tree, which needs none here.
        self.seeds.randint(SEEDS);
        let seed = self.seeds.randint(SEEDS);
        let mut random = NumpyRandom::new(u32::try_from(seed).unwrap_or(u32::MAX));
        let n = self.classes[0].len().min(self.classes[1].len());
        let mut rows = Vec::with_capacity(2 * n);
        for class in &self.classes {
            if class.len() == n {
                rows.extend(class);
            } else {
                let places = random.choice(class.len(), n);
                rows.extend(places.into_iter().map(|place| class[place]));
            }
        }
        rows
    }

    /// Asks a tree of some more rows. True where it was asked of all.
    fn ask(&mut self, tree: &ScoringTree) -> bool {
        let labels = self.grower.labels();
        let from = self.is_wrong.len();
        let to = labels.len().min(from + ASKED_AT_ONCE);
        for (row, &label) in labels.iter().enumerate().take(to).skip(from) {
            let says_positive = self.grower.columns().said_by(tree, row) > 0.0;
            self.is_wrong.push(says_positive != label);
        }
        to == labels.len()
    }

    /// Takes the tree in with the weight that it has earned, if it is any good.
    fn end_round(&mut self, tree: &ScoringTree) -> Result<(), FitError> {
        self.n_rounds += 1;
        let all: f64 = self.weights.iter().sum();
        let wrong = self.weights.iter().zip(&self.is_wrong);
        let wrong: f64 = wrong.filter(|(_, is)| **is).map(|(weight, _)| weight).sum();
        let error = wrong / all;
        if error >= 0.5 {
            self.is_over = !self.boosted.trees.is_empty();
            let is_last = self.is_over.then_some(());
            return is_last.ok_or(FitError::NoBetterThanChance);
        }
        let is_perfect = error <= 0.0;
        let weight = if is_perfect {
            1.0
        } else {
            self.spec.learning_rate * libm::log((1.0 - error) / error)
        };
        self.take(tree, weight);
        self.is_over = is_perfect || self.n_rounds >= self.spec.n_rounds;
        if !self.is_over {
            let factor = libm::exp(weight);
            for (weight, is_wrong) in self.weights.iter_mut().zip(&self.is_wrong) {
                *weight *= if *is_wrong { factor } else { 1.0 };
            }
            let all: f64 = self.weights.iter().sum();
            self.is_over = !(all.is_finite() && all > 0.0);
        }
        if !self.is_over {
            self.begin_round();
        }
        Ok(())
    }

    fn take(&mut self, tree: &ScoringTree, weight: f64) {
        self.total += weight;
        add_importances(self.grower.nodes(), weight, &mut self.importances);
        let mut nodes = tree.nodes().to_vec();
        for node in &mut nodes {
            node.value *= weight;
        }
        self.boosted.trees.push(ScoringTree::new(nodes));
        self.tree_weights.push(weight);
        self.boosted.scale = 2.0 / self.total;
    }
}

/// What a leaf says: that of the class that counts more, the negatives where both count the same.
fn side(sum: &RowSum) -> f64 {
    if sum.weights[1] > sum.weights[0] {
        1.0
    } else {
        -1.0
    }
}

impl Fitting for AdaBoostFit {
    /// The loss of a round is NaN: margins are no probabilities.
    fn step(&mut self) -> Result<Step, FitError> {
        let end = Step::Epoch {
            training_loss: f64::NAN,
        };
        if self.is_over {
            return Ok(end);
        }
        if !self.grower.is_over() {
            self.grower.advance();
            return Ok(Step::Part);
        }
        let tree = self.grown.take();
        let tree = tree.unwrap_or_else(|| scoring_tree(self.grower.nodes(), side));
        let is_asked = self.is_wrong.len() == self.weights.len() || self.ask(&tree);
        if is_asked {
            self.end_round(&tree)?;
            return Ok(end);
        }
        self.grown = Some(tree);
        Ok(Step::Part)
    }

    fn rounds(&self) -> usize {
        self.spec.n_rounds
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn heed(&mut self, watched: &Watched) {
        let round = self.boosted.trees.len();
        if let Some(best) = self.early.heed(watched, round, self.is_over) {
            self.is_over = true;
            self.boosted.trees.truncate(best);
            self.tree_weights.truncate(best);
            self.boosted.scale = 2.0 / self.tree_weights.iter().sum::<f64>();
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
        &self.boosted
    }

    fn score_held_out(&mut self, rows: &ArrayRef2<f32>, from: usize, scores: &mut Vec<f32>) {
        self.running.score(&self.boosted, rows, from, scores);
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.boosted)
    }

    /// Questions and what leaves say.
    fn n_parameters(&self) -> usize {
        self.boosted.n_nodes()
    }

    fn learnt(&self) -> Option<Learnt> {
        Some(Learnt::Importances(self.importances()))
    }
}
