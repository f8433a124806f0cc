//! Gaussian naive Bayes being fitted: one round of three passes over the rows.

use ndarray::Array2;

use super::bells::NaiveBayes;
use super::spec::NaiveBayesSpec;
use crate::likelihood::Likelihood;
use crate::model::{Classifier, FitError, Fitting, Step};
use crate::network::training_rows::check_both_classes;

/// Values that one part of a pass looks at.
const PART: usize = 1 << 19;

/// A pass over the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Means,
    Variances,
    Loss,
    Over,
}

/// Gaussian naive Bayes being fitted, as scikit-learn 1.9's `GaussianNB`: means first, then squares of what values are
/// apart from them, then the loss. Where every column is constant nothing is known but how frequent classes are;
/// scikit-learn then divides by 0.
#[derive(Clone, Debug)]
pub struct NaiveBayesFit {
    spec: NaiveBayesSpec,
    features: Array2<f32>,
    labels: Vec<bool>,
    counts: [f64; 2],
    pass: Pass,
    n_done: usize,
    means: [Vec<f64>; 2],
    /// Sums of this pass.
    sums: [Vec<f64>; 2],
    loss: f64,
    model: NaiveBayes,
}

impl NaiveBayesFit {
    /// Nothing is learnt yet. `features` is `(n_samples, n_features)`.
    ///
    /// # Errors
    /// [`FitError`] where settings or rows don't hold.
    pub fn new(
        features: Array2<f32>,
        labels: Vec<bool>,
        spec: NaiveBayesSpec,
    ) -> Result<Self, FitError> {
        spec.check()?;
        let counts = check_both_classes(&features, &labels)?;
        let n_features = features.ncols();
        Ok(Self {
            spec,
            labels,
            counts: counts.map(|count| count as f64),
            pass: Pass::Means,
            n_done: 0,
            means: nothing(n_features),
            sums: nothing(n_features),
            loss: 0.0,
            model: NaiveBayes::nothing(n_features),
            features,
        })
    }

    /// Looks at some rows. True at the end of the last pass.
    pub fn advance(&mut self) -> bool {
        let n_rows = PART / self.features.ncols().max(1);
        let to = self.labels.len().min(self.n_done + n_rows.max(1));
        for row in self.n_done..to {
            self.add(row);
        }
        self.n_done = to;
        if to == self.labels.len() {
            self.end_pass();
        }
        self.pass == Pass::Over
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(mut self) -> NaiveBayes {
        while !self.advance() {}
        self.model
    }

    fn weight(&self, class: usize) -> f64 {
        self.counts[class] * self.spec.class_weights[class]
    }

    fn add(&mut self, row: usize) {
        let class = usize::from(self.labels[row]);
        let values = self.features.row(row);
        let sums = self.sums[class].iter_mut();
        match self.pass {
            Pass::Means => {
                for (sum, value) in sums.zip(values) {
                    *sum += f64::from(*value);
                }
            }
            Pass::Variances => {
                for ((sum, value), mean) in sums.zip(values).zip(&self.means[class]) {
                    let apart = f64::from(*value) - mean;
                    *sum += apart * apart;
                }
            }
            Pass::Loss => {
                let mut counted = [0.0; 2];
                counted[class] = self.spec.class_weights[class];
                self.loss += Likelihood::of(self.model.log_odds(&values), counted).loss;
            }
            Pass::Over => {}
        }
    }

    fn end_pass(&mut self) {
        self.n_done = 0;
        let n_features = self.features.ncols();
        let mut sums = std::mem::replace(&mut self.sums, nothing(n_features));
        for (sums, count) in sums.iter_mut().zip(self.counts) {
            sums.iter_mut().for_each(|sum| *sum /= count);
        }
        self.pass = match self.pass {
            Pass::Means => {
                self.means = sums;
                Pass::Variances
            }
            Pass::Variances => {
                self.learn(sums);
                Pass::Loss
            }
            Pass::Loss | Pass::Over => {
                self.n_done = self.labels.len();
                Pass::Over
            }
        };
    }

    fn learn(&mut self, mut variances: [Vec<f64>; 2]) {
        let largest = (0..self.features.ncols()).map(|column| self.variance(&variances, column));
        let smoothing = self.spec.var_smoothing * largest.fold(0.0, f64::max);
        let smoothing = if smoothing > 0.0 { smoothing } else { 1.0 };
        for variance in variances.iter_mut().flatten() {
            *variance += smoothing;
        }
        let total = self.weight(0) + self.weight(1);
        let priors = [0, 1].map(|class| self.weight(class) / total);
        let means = std::mem::take(&mut self.means);
        self.model = NaiveBayes::of(priors, means, variances);
    }

    /// The variance of a column over all rows, unweighted: that within classes and that between them.
    fn variance(&self, within: &[Vec<f64>; 2], column: usize) -> f64 {
        let [n, m] = self.counts;
        let apart = self.means[0][column] - self.means[1][column];
        let within = n * within[0][column] + m * within[1][column];
        (within + n * m / (n + m) * apart * apart) / (n + m)
    }
}

fn nothing(n_features: usize) -> [Vec<f64>; 2] {
    [vec![0.0; n_features], vec![0.0; n_features]]
}

impl Fitting for NaiveBayesFit {
    fn step(&mut self) -> Result<Step, FitError> {
        Ok(if self.advance() {
            let training_loss = self.loss / (self.weight(0) + self.weight(1));
            Step::Epoch { training_loss }
        } else {
            Step::Part
        })
    }

    fn rounds(&self) -> usize {
        1
    }

    fn is_over(&self) -> bool {
        self.pass == Pass::Over
    }

    fn model(&self) -> &dyn Classifier {
        &self.model
    }

    fn into_model(self: Box<Self>) -> Box<dyn Classifier> {
        Box::new(self.model)
    }

    fn n_parameters(&self) -> usize {
        4 * self.features.ncols() + 1
    }
}
