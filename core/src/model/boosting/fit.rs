//! Trees being boosted, a tree a round.

use ndarray::{Array2, ArrayRef2};
use rand::rngs::Xoshiro256PlusPlus;

use super::bins::Bins;
use super::gradients::Gradients;
use super::grow::Growing;
use super::sample::draw;
use super::spec::BoostingSpec;
use crate::model::ensemble::Early;
use crate::model::{Classifier, Ensemble, FitError, Fitting, Learnt, Running, Says, Step, Watched};
use crate::network::stream::{Purpose, stream};
use crate::network::training_rows::check_classes;

/// Values that are put into bins in one part of the work.
const VALUES: usize = 1 << 17;

/// Rows whose gradients are found in one part of the work.
const ROWS: usize = 1 << 15;

/// What is done next.
#[derive(Clone, Copy, Debug)]
enum Stage {
    /// The next column is cut into bins.
    Cut,
    /// Rows from here on are put into bins.
    Fill(usize),
    /// The scores and gradients of rows from here on are brought up to the last tree.
    Renew(usize),
    /// Rows and columns are drawn.
    Draw,
    /// The tree grows.
    Grow,
}

/// Trees being boosted. Numbers may be missing (NaN) or infinite.
#[derive(Clone, Debug)]
pub struct BoostingFit {
    spec: BoostingSpec,
    /// `(n_samples, n_features)`, until all are in bins.
    features: Array2<f32>,
    /// Columns that hold numbers of categories.
    categories: Vec<usize>,
    n_rows: u32,
    bins: Bins,
    /// Columns in which rows differ.
    varied: Vec<u32>,
    random: Xoshiro256PlusPlus,
    gradients: Gradients,
    growing: Growing,
    stage: Stage,
    ensemble: Ensemble,
    /// The columns of each tree's splits, and what they gained.
    gains: Vec<Vec<(u32, f64)>>,
    n_features: usize,
    training_loss: f64,
    running: Running,
    early: Early,
    is_over: bool,
}

impl BoostingFit {
    /// The log-odds of the labels, and no tree yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold, and where there are no rows of one class.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: BoostingSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        let counts = check_classes(&features, &labels)?;
        let n_rows = u32::try_from(labels.len()).unwrap_or(u32::MAX);
        let [negative, positive] =
            [0, 1].map(|class| counts[class] as f64 * spec.class_weights[class]);
        let mut ensemble = Ensemble::nothing(Says::LogOdds);
        ensemble.base = libm::log(positive / negative);
        let features = if features.is_standard_layout() {
            features
        } else {
            features.as_standard_layout().into_owned()
        };
        Ok(Self {
            n_rows,
            categories: Vec::new(),
            bins: Bins::default(),
            varied: Vec::new(),
            random: stream(spec.seed, Purpose::Boosting),
            gradients: Gradients::new(labels, spec.class_weights, ensemble.base),
            growing: Growing::new(features.ncols()),
            stage: Stage::Cut,
            ensemble,
            gains: Vec::new(),
            n_features: features.ncols(),
            training_loss: f64::NAN,
            running: Running::default(),
            early: Early::new(spec.early_stopping),
            is_over: false,
            features,
            spec,
        })
    }

    /// Takes the values of these columns as numbers of categories, from 0 up to 254; others count as missing.
    #[must_use]
    pub fn with_categories(self, categories: Vec<usize>) -> Self {
        Self { categories, ..self }
    }

    /// Grows all trees.
    #[must_use]
    pub fn finish(mut self) -> Ensemble {
        while !self.is_over && self.ensemble.trees.len() < self.spec.rounds {
            self.advance();
        }
        self.ensemble
    }

    /// The trees so far.
    #[must_use]
    pub const fn ensemble(&self) -> &Ensemble {
        &self.ensemble
    }

    /// The share of each column, `(n_features,)`, in what all splits lowered the loss: LightGBM 4.7's
    /// `feature_importance("gain")`, divided by its sum. All are 0 as long as there is no split.
    #[must_use]
    pub fn importances(&self) -> Vec<f64> {
        let mut gains = vec![0.0; self.n_features];
        let kept = self.gains.iter().take(self.ensemble.trees.len());
        for (column, gain) in kept.flatten() {
            gains[*column as usize] += gain;
        }
        let all: f64 = gains.iter().sum();
        if all > 0.0 {
            gains.iter_mut().for_each(|gain| *gain /= all);
        }
        gains
    }

    /// Does a part of the work. True at the end of a round, whose tree is then among the others.
    fn advance(&mut self) -> bool {
        match self.stage {
            Stage::Cut => {
                let most = self.spec.max_bins;
                if !self.bins.cut(&self.features, most, &self.categories) {
                    self.stage = Stage::Fill(0);
                }
            }
            Stage::Fill(from) => self.fill(from),
            Stage::Renew(from) => return self.renew(from),
            Stage::Draw => self.draw(),
            Stage::Grow => {
                let (bins, pairs) = (&self.bins, &self.gradients.pairs);
                if self.growing.advance(bins, pairs, &self.spec) {
                    self.end_tree();
                }
            }
        }
        false
    }

    fn fill(&mut self, from: usize) {
        let n_rows = (VALUES / self.features.ncols().max(1)).max(1);
        self.bins.fill(&self.features, from, n_rows);
        self.stage = Stage::Fill(from + n_rows);
        if from + n_rows >= self.n_rows as usize {
            self.features = Array2::default((0, 0));
            let columns = (0..).zip(&self.bins.cuts);
            let varied = columns.filter(|(_, cuts)| !cuts.is_constant());
            self.varied = varied.map(|(column, _)| column).collect();
            self.stage = Stage::Renew(0);
        }
    }

    /// Draws what the next tree learns from.
    fn draw(&mut self) {
        let (spec, growing) = (&self.spec, &mut self.growing);
        draw(
            &mut self.random,
            self.n_rows,
            spec.row_share,
            &mut growing.rows,
        );
        let n_varied = u32::try_from(self.varied.len()).unwrap_or(u32::MAX);
        let columns = &mut growing.columns;
        draw(&mut self.random, n_varied, spec.column_share, columns);
        for column in columns {
            *column = self.varied[*column as usize];
        }
        growing.begin(&self.gradients.pairs);
        self.stage = Stage::Grow;
    }

    /// Whether trees learn from some of the rows alone.
    fn is_sampled(&self) -> bool {
        self.growing.rows.len() < self.n_rows as usize
    }

    /// Keeps the tree that has grown.
    fn end_tree(&mut self) {
        let (growing, spec) = (&self.growing, &self.spec);
        self.ensemble.trees.push(growing.tree(&self.bins, spec));
        self.gains.push(growing.gains.clone());
        if !self.is_sampled() {
            for (rows, value) in self.growing.leaves(spec) {
                for &row in rows {
                    self.gradients.scores[row as usize] += value;
                }
            }
        }
        self.stage = Stage::Renew(0);
    }

    /// Brings some rows up to the last tree. True at the end of a round.
    fn renew(&mut self, from: usize) -> bool {
        let has_tree = !self.ensemble.trees.is_empty();
        if has_tree && self.is_sampled() {
            let scores = self.gradients.scores.iter_mut().enumerate();
            for (row, score) in scores.skip(from).take(ROWS) {
                *score += self.growing.value(row, &self.bins, &self.spec);
            }
        }
        self.stage = Stage::Renew(from + ROWS);
        if !self.gradients.renew(from, ROWS) {
            return false;
        }
        self.stage = Stage::Draw;
        self.training_loss = self.gradients.take_loss();
        // What found no split finds none again, unless other rows or columns are drawn.
        let is_same = self.spec.row_share == 1.0 && self.spec.column_share == 1.0;
        self.is_over |= has_tree && is_same && self.growing.nodes.len() < 2;
        has_tree
    }
}

impl Fitting for BoostingFit {
    fn step(&mut self) -> Result<Step, FitError> {
        let is_end = self.is_over || self.advance();
        let training_loss = self.training_loss;
        Ok(if is_end {
            Step::Epoch { training_loss }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        self.spec.rounds
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn heed(&mut self, watched: &Watched) {
        let round = self.ensemble.trees.len();
        let is_last = self.is_over || round >= self.spec.rounds;
        if let Some(best) = self.early.heed(watched, round, is_last) {
            self.is_over = true;
            self.ensemble.trees.truncate(best);
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
        &self.ensemble
    }

    fn score_held_out(&mut self, rows: &ArrayRef2<f32>, from: usize, scores: &mut Vec<f32>) {
        self.running.score(&self.ensemble, rows, from, scores);
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.ensemble)
    }

    fn learnt(&self) -> Option<Learnt> {
        Some(Learnt::Importances(self.importances()))
    }

    /// Questions and the values of leaves.
    fn n_parameters(&self) -> usize {
        self.ensemble.n_nodes()
    }
}
