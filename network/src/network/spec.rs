//! What is asked of a network and its training.

use serde::{Deserialize, Serialize};

use super::wiring::wires;
use super::{
    Activation, EarlyStopping, HiddenLayers, Initialization, LossSpec, OptimizerSpec, PerLayer,
    Plateau,
};

/// A multilayer perceptron with one output, and how to train it.
///
/// The default is the tutorial's: 32 and 16 relu units, Adam, 20 epochs in batches of 64.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MlpSpec {
    /// Units of each hidden layer, from the inputs on, and which of them are residual blocks; empty for logistic
    /// regression.
    pub hidden_layers: HiddenLayers,
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
    /// Weight λ of the penalty `λ · Σ |w|` over the weights of a layer, not its biases, added to the mean
    /// loss of each batch: 0 to 1,000,000, for all layers or for the hidden layers and the output layer
    /// in order. A block's number holds for all of its weights. Equals Keras' `l1(λ)`.
    pub l1: PerLayer,
    /// Weight λ of the penalty `λ/2 · Σ w²`, likewise. Equals PyTorch's `weight_decay` = λ on the
    /// weights, Keras' `l2(λ/2)`.
    pub l2: PerLayer,
    /// Share of the units of a hidden layer that are left out of a batch, row by row: 0 to 0.95, for all hidden layers
    /// or for each in order; see [`Dropout`](super::Dropout). Of a block they are units of its first layer. The
    /// training loss is the one with units left out, as Keras reports it.
    pub dropout: PerLayer,
    /// Whether the weighted sums of hidden layers are normalised, see
    /// [`Normalisation`](super::Normalisation). No penalty acts on what it learns.
    pub batch_normalisation: bool,
    /// Whether the output's bias starts at the log-odds of the training labels, `ln(w₊ n₊ / (w₋ n₋))` with
    /// n rows of a class that count w each, so that the first epochs aren't spent on finding it. Else,
    /// and without rows of both classes, it starts at 0.
    pub output_bias: bool,
    /// Whether and when the learning rate is halved; needs validation rows.
    pub plateau: Option<Plateau>,
    /// Whether and when the run ends early; needs validation rows.
    pub early_stopping: Option<EarlyStopping>,
    /// What each row counts in the loss.
    pub loss: LossSpec,
    /// Seed of the initial weights and of the batch order.
    pub seed: u64,
}

impl Default for MlpSpec {
    fn default() -> Self {
        Self {
            hidden_layers: vec![32, 16].into(),
            activation: Activation::Relu,
            initialization: Initialization::GlorotUniform,
            optimizer: OptimizerSpec::default(),
            batch_size: 64,
            epochs: 20,
            l1: PerLayer::default(),
            l2: PerLayer::default(),
            dropout: PerLayer::default(),
            batch_normalisation: false,
            output_bias: false,
            plateau: None,
            early_stopping: None,
            loss: LossSpec::default(),
            seed: 42,
        }
    }
}

impl MlpSpec {
    /// The most hidden layers; a block counts as one.
    pub const MAX_LAYERS: usize = 10;
    /// The most units in a hidden layer.
    pub const MAX_UNITS: usize = 4096;
    /// The most numbers of a batch that is normalised, which goes through the network as a whole: rows
    /// times features and hidden units.
    pub const MAX_NORMALISED: usize = 1 << 23;
    /// The most weights and biases: with gradients and Adam's moments 20 bytes each.
    pub const MAX_PARAMETERS: usize = 20_000_000;

    /// Inputs and outputs of each layer, in the order of [`Mlp::layers`](super::Mlp::layers): those of blocks and
    /// the output layer included.
    pub fn layer_sizes(&self, n_features: usize) -> Vec<(usize, usize)> {
        let wires = wires(n_features, &self.hidden_layers).into_iter();
        wires.map(|wire| (wire.n_inputs, wire.n_outputs)).collect()
    }

    /// Units of all hidden layers, those of blocks included.
    pub(super) fn n_hidden_units(&self, n_features: usize) -> usize {
        let sizes = self.layer_sizes(n_features).into_iter();
        sizes.map(|(_, outputs)| outputs).sum::<usize>() - 1
    }

    /// Weights and biases of the whole network; of a unit that is normalised its weights, γ and β.
    pub fn n_parameters(&self, n_features: usize) -> usize {
        let sizes = self.layer_sizes(n_features).into_iter();
        let layers: usize = sizes.map(|(inputs, outputs)| (inputs + 1) * outputs).sum();
        if self.batch_normalisation {
            layers + self.n_hidden_units(n_features)
        } else {
            layers
        }
    }

    /// Weights of the penalties on the weights of a layer or block, counted from 0: `[l1, l2]`.
    pub fn penalty(&self, layer: usize) -> [f64; 2] {
        [self.l1.of(layer), self.l2.of(layer)]
    }

    /// What of it listens to validation rows, in words.
    #[must_use]
    pub const fn listener(&self) -> Option<&'static str> {
        if self.early_stopping.is_some() {
            Some("early stopping")
        } else if self.plateau.is_some() {
            Some("halving the learning rate")
        } else {
            None
        }
    }
}
