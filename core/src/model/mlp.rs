//! The multilayer perceptron.

use super::stream::{Purpose, stream};
use super::{Activation, Dense, MlpSpec};

/// A fully connected network with one output, the logit of being positive.
///
/// Hidden layers apply the activation, the last layer doesn't.
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp {
    layers: Vec<Dense>,
    activation: Activation,
}

impl Mlp {
    /// A network for `n_features` features with initial weights drawn from the spec's seed.
    ///
    /// ```
    /// use imbalance_core::model::{Mlp, MlpSpec};
    /// assert_eq!(Mlp::new(10, &MlpSpec::default()).n_parameters(), 897);
    /// ```
    pub fn new(n_features: usize, spec: &MlpSpec) -> Self {
        let mut network = Self::zeros(n_features, spec);
        let mut random = stream(spec.seed, Purpose::InitialWeights);
        for layer in &mut network.layers {
            layer.draw(0..layer.n_inputs(), spec.initialization, &mut random);
        }
        network
    }

    /// A network of zeros.
    pub(super) fn zeros(n_features: usize, spec: &MlpSpec) -> Self {
        let layers = spec.layer_sizes(n_features).into_iter();
        Self {
            layers: layers
                .map(|(n_inputs, n_outputs)| Dense::zeros(n_inputs, n_outputs))
                .collect(),
            activation: spec.activation,
        }
    }

    /// A network of given layers; `None` where there is no layer, a layer doesn't take as many
    /// inputs as the one before has outputs, or the last has more than one output.
    pub fn from_layers(layers: Vec<Dense>, activation: Activation) -> Option<Self> {
        let fits = layers.windows(2).all(|pair| match pair {
            [below, above] => below.n_outputs() == above.n_inputs(),
            _ => true,
        });
        let ends_in_one = layers.last().is_some_and(|layer| layer.n_outputs() == 1);
        (fits && ends_in_one).then_some(Self { layers, activation })
    }

    /// The layers, from the inputs on; the last one gives the logit.
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// The activation of the hidden layers.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// How many features a row has.
    pub fn n_features(&self) -> usize {
        self.layers.first().map_or(0, Dense::n_inputs)
    }

    /// How many weights and biases there are.
    pub fn n_parameters(&self) -> usize {
        let count = |layer: &Dense| (layer.n_inputs() + 1) * layer.n_outputs();
        self.layers.iter().map(count).sum()
    }

    /// Claims that no weight or bias is NaN or infinite.
    pub fn is_finite(&self) -> bool {
        self.layers
            .iter()
            .all(|layer| layer.is_finite(0..layer.parameters.n_panels()))
    }

    pub(super) fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }
}
