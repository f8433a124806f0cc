//! What is asked of a network and its training.

use std::ops::Bound::{Excluded, Included};
use std::ops::RangeBounds;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Activation, Initialization, LossSpec, OptimizerSpec, RuleError};

/// A multilayer perceptron with one output, and how to train it.
///
/// The default is the tutorial's: 32 and 16 relu units, Adam, 20 epochs in batches of 64.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MlpSpec {
    /// Units of each hidden layer, from the inputs on; empty for logistic regression.
    pub hidden_layers: Vec<usize>,
    /// The activation of every hidden layer.
    pub activation: Activation,
    /// How the initial weights are drawn.
    pub initialization: Initialization,
    /// How a gradient becomes a change of the weights.
    pub optimizer: OptimizerSpec,
    /// Rows a mini-batch; the last one of an epoch may hold fewer.
    pub batch_size: usize,
    /// Passes over the training rows.
    pub epochs: usize,
    /// Weight λ of the penalty `λ/2 · Σ w²` over all weights, not biases, added to the mean loss of
    /// each batch. Equals PyTorch's `weight_decay` = λ on the weights, Keras' `l2(λ/2)`.
    pub l2: f64,
    /// What each row counts in the loss.
    pub loss: LossSpec,
    /// Seed of the initial weights and of the batch order.
    pub seed: u64,
}

impl Default for MlpSpec {
    fn default() -> Self {
        Self {
            hidden_layers: vec![32, 16],
            activation: Activation::Relu,
            initialization: Initialization::GlorotUniform,
            optimizer: OptimizerSpec::default(),
            batch_size: 64,
            epochs: 20,
            l2: 0.0,
            loss: LossSpec::default(),
            seed: 42,
        }
    }
}

/// Why an [`MlpSpec`] can't be trained.
#[derive(Clone, Debug, PartialEq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MlpSpecError {
    /// There is nothing to learn from.
    #[error("the data have no feature; a network needs at least 1")]
    NoFeatures,
    /// More hidden layers than [`MlpSpec::MAX_LAYERS`].
    #[error(
        "{n_layers} hidden layers are too many; use at most {}",
        MlpSpec::MAX_LAYERS
    )]
    TooManyLayers {
        /// Hidden layers asked for.
        n_layers: usize,
    },
    /// A layer is empty or wider than [`MlpSpec::MAX_UNITS`].
    #[error(
        "hidden layer {layer} has {n_units} units; use 1 to {}",
        MlpSpec::MAX_UNITS
    )]
    Units {
        /// Which hidden layer, counted from 1.
        layer: usize,
        /// Units asked for.
        n_units: usize,
    },
    /// More parameters than [`MlpSpec::MAX_PARAMETERS`].
    #[error(
        "the network has {n_parameters} parameters; make its layers smaller until there are at most {}",
        MlpSpec::MAX_PARAMETERS
    )]
    TooManyParameters {
        /// Weights and biases asked for.
        n_parameters: usize,
    },
    /// A count that has to be at least one is zero.
    #[error("{name} is 0; it needs to be at least 1")]
    Zero {
        /// The setting in words, as a sentence uses it.
        name: String,
    },
    /// A number is outside of the range in which training makes sense.
    #[error("{name} is {value}; it needs to be {range}")]
    OutOfRange {
        /// The setting in words, as a sentence uses it.
        name: String,
        /// The value, as text because NaN and infinities have no JSON number.
        value: String,
        /// The range in words.
        range: String,
    },
    /// Typed rules can't be read.
    #[error(transparent)]
    Rules(#[from] RuleError),
}

impl MlpSpec {
    /// The most hidden layers.
    pub const MAX_LAYERS: usize = 10;
    /// The most units in a hidden layer.
    pub const MAX_UNITS: usize = 4096;
    /// The most weights and biases: with gradients and Adam's moments 20 bytes each.
    pub const MAX_PARAMETERS: usize = 20_000_000;

    /// Inputs and outputs of each layer, the output layer included.
    pub fn layer_sizes(&self, n_features: usize) -> Vec<(usize, usize)> {
        let inputs = std::iter::once(&n_features).chain(&self.hidden_layers);
        let outputs = self.hidden_layers.iter().chain([&1]);
        inputs.copied().zip(outputs.copied()).collect()
    }

    /// Weights and biases of the whole network.
    pub fn n_parameters(&self, n_features: usize) -> usize {
        self.layer_sizes(n_features)
            .iter()
            .map(|(inputs, outputs)| (inputs + 1) * outputs)
            .sum()
    }

    /// Says whether a network on `n_features` features can be built and trained.
    ///
    /// # Errors
    /// The first [`MlpSpecError`] that applies, layers first, then training, then the optimizer.
    pub fn check(&self, n_features: usize) -> Result<(), MlpSpecError> {
        self.check_layers(n_features)?;
        check_at_least_one("the batch size", self.batch_size)?;
        check_at_least_one("the number of epochs", self.epochs)?;
        check_range(
            "the L2 penalty",
            self.l2,
            0.0..=1e6,
            "between 0 and 1,000,000",
        )?;
        check_loss(&self.loss)?;
        check_optimizer(&self.optimizer)
    }

    fn check_layers(&self, n_features: usize) -> Result<(), MlpSpecError> {
        if n_features == 0 {
            return Err(MlpSpecError::NoFeatures);
        }
        let n_layers = self.hidden_layers.len();
        if n_layers > Self::MAX_LAYERS {
            return Err(MlpSpecError::TooManyLayers { n_layers });
        }
        for (index, &n_units) in self.hidden_layers.iter().enumerate() {
            if !(1..=Self::MAX_UNITS).contains(&n_units) {
                return Err(MlpSpecError::Units {
                    layer: index + 1,
                    n_units,
                });
            }
        }
        let n_parameters = self.n_parameters(n_features);
        if n_parameters > Self::MAX_PARAMETERS {
            return Err(MlpSpecError::TooManyParameters { n_parameters });
        }
        Ok(())
    }
}

fn check_at_least_one(name: &str, count: usize) -> Result<(), MlpSpecError> {
    if count == 0 {
        return Err(MlpSpecError::Zero {
            name: name.to_owned(),
        });
    }
    Ok(())
}

/// `Ok` where both classes count something.
pub(super) fn check_weights(weights: [f64; 2]) -> Result<(), MlpSpecError> {
    let positive = (Excluded(0.0), Included(1e6));
    for (name, weight) in ["the weight of negatives", "the weight of positives"]
        .into_iter()
        .zip(weights)
    {
        check_range(name, weight, positive, "above 0 and at most 1,000,000")?;
    }
    Ok(())
}

fn check_loss(loss: &LossSpec) -> Result<(), MlpSpecError> {
    check_weights(loss.class_weights)?;
    let gamma = "between 0 and 20";
    check_range("the gamma of the focal loss", loss.gamma, 0.0..=20.0, gamma)?;
    let alpha = loss.alpha.unwrap_or(0.5);
    let inside = (Excluded(0.0), Excluded(1.0));
    check_range(
        "the alpha of the focal loss",
        alpha,
        inside,
        "above 0 and below 1",
    )
}

fn check_optimizer(optimizer: &OptimizerSpec) -> Result<(), MlpSpecError> {
    let positive = (Excluded(0.0), Included(1e6));
    let above_zero = "above 0 and at most 1,000,000";
    let share = "at least 0 and below 1";
    check_range(
        "the learning rate",
        optimizer.learning_rate(),
        positive,
        above_zero,
    )?;
    match *optimizer {
        OptimizerSpec::Adam {
            beta_1,
            beta_2,
            epsilon,
            ..
        } => {
            check_range("Adam's beta 1", beta_1, 0.0..1.0, share)?;
            check_range("Adam's beta 2", beta_2, 0.0..1.0, share)?;
            // Below 1e-30 f32 can round the denominator to 0.
            check_range(
                "Adam's epsilon",
                epsilon,
                1e-30..=1.0,
                "between 1e-30 and 1",
            )
        }
        OptimizerSpec::Sgd { momentum, .. } => {
            check_range("the momentum", momentum, 0.0..1.0, share)
        }
    }
}

/// `Ok` where the value lies in the range, which is never so for NaN.
pub(super) fn check_range(
    name: &str,
    value: f64,
    range: impl RangeBounds<f64>,
    in_words: &str,
) -> Result<(), MlpSpecError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(MlpSpecError::OutOfRange {
        name: name.to_owned(),
        value: value.to_string(),
        range: in_words.to_owned(),
    })
}
