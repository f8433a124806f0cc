//! The multilayer perceptron.

use std::ops::Range;

use super::stream::{Purpose, stream};
use super::wiring::{Role, Wire, wires};
use super::{Activation, Dense, HiddenLayers, MlpSpec, Normalisation};

/// A fully connected network with one output, the logit of being positive.
///
/// Hidden layers apply the activation, to normalised sums where the spec says so; the last layer
/// doesn't. Each takes the outputs of the one before, but for
/// [residual blocks](super::HiddenLayer::Residual).
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp {
    layers: Vec<Dense>,
    /// How each layer stands among them.
    wires: Vec<Wire>,
    activation: Activation,
    /// Of each hidden layer; none where sums stay as they are.
    normalisations: Vec<Normalisation>,
}

impl Mlp {
    /// A network for `n_features` features with initial weights drawn from the spec's seed.
    ///
    /// ```
    /// use imbalance_network::network::{Mlp, MlpSpec};
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
        let wires = wires(n_features, &spec.hidden_layers);
        let n_normalised = if spec.batch_normalisation {
            wires.len() - 1
        } else {
            0
        };
        let normalised = wires.iter().take(n_normalised);
        Self {
            layers: wires
                .iter()
                .map(|wire| Dense::zeros(wire.n_inputs, wire.n_outputs))
                .collect(),
            activation: spec.activation,
            normalisations: normalised
                .map(|wire| Normalisation::new(wire.n_outputs))
                .collect(),
            wires,
        }
    }

    /// A network of given layers; `None` where there is no layer, a layer doesn't take as many
    /// inputs as the one before has outputs, or the last has more than one output.
    pub fn from_layers(layers: Vec<Dense>, activation: Activation) -> Option<Self> {
        let hidden = layers.iter().rev().skip(1).rev().map(Dense::n_outputs);
        let hidden = hidden.collect::<Vec<_>>().into();
        Self::from_hidden(&hidden, layers, activation)
    }

    /// A network of these hidden layers, with given weights: each after those whose outputs it needs, a
    /// residual block as its first layer, its projection if it has one, and its second, and last the
    /// output. `None` where the layers have other shapes.
    pub fn from_hidden(
        hidden: &HiddenLayers,
        layers: Vec<Dense>,
        activation: Activation,
    ) -> Option<Self> {
        let wires = wires(layers.first()?.n_inputs(), hidden);
        let shapes = wires.iter().map(|wire| (wire.n_inputs, wire.n_outputs));
        let given = layers
            .iter()
            .map(|layer| (layer.n_inputs(), layer.n_outputs()));
        given.eq(shapes).then_some(Self {
            layers,
            wires,
            activation,
            normalisations: Vec::new(),
        })
    }

    /// The same network with normalised hidden layers; `None` unless there is one normalisation for
    /// each of them, of as many units.
    #[must_use]
    pub fn with_normalisations(self, normalisations: Vec<Normalisation>) -> Option<Self> {
        let hidden = self.hidden_layers().iter().map(Dense::n_outputs);
        let fits = hidden.eq(normalisations.iter().map(Normalisation::n_units));
        fits.then_some(Self {
            normalisations,
            ..self
        })
    }

    /// The layers, each after those whose outputs it needs; the last one gives the logit.
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// How a layer stands among the others.
    pub(super) fn wire(&self, layer: usize) -> Wire {
        self.wires[layer]
    }

    /// Claims that there is a residual block.
    pub(super) fn has_blocks(&self) -> bool {
        self.wires.iter().any(|wire| wire.role == Role::First)
    }

    /// How each layer stands among the others.
    pub(super) fn wires(&self) -> &[Wire] {
        &self.wires
    }

    /// The layers but the last.
    pub(super) fn hidden_layers(&self) -> &[Dense] {
        self.layers.split_last().map_or(&[], |(_, hidden)| hidden)
    }

    /// What normalises each hidden layer; nothing where none is normalised.
    pub fn normalisations(&self) -> &[Normalisation] {
        &self.normalisations
    }

    /// What normalises a hidden layer, counted from 0.
    pub(super) fn normalisation(&self, layer: usize) -> Option<&Normalisation> {
        self.normalisations.get(layer)
    }

    /// All that an optimizer moves: the layers, then what normalises them.
    pub(super) fn learned(&self) -> impl Iterator<Item = &Dense> + Clone {
        let normalisations = self.normalisations.iter();
        self.layers
            .iter()
            .chain(normalisations.map(|normalisation| &normalisation.learned))
    }

    /// A network without normalisations that scores rows as this one does; `None` where it is one.
    pub(super) fn folded(&self) -> Option<Self> {
        if self.normalisations.is_empty() {
            return None;
        }
        let mut layers = self.layers.clone();
        for (normalisation, layer) in self.normalisations.iter().zip(&mut layers) {
            normalisation.fold_into(layer);
        }
        Some(Self {
            layers,
            wires: self.wires.clone(),
            activation: self.activation,
            normalisations: Vec::new(),
        })
    }

    /// The activation of the hidden layers.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// How many features a row has.
    pub fn n_features(&self) -> usize {
        self.layers.first().map_or(0, Dense::n_inputs)
    }

    /// How many weights and biases there are; of a unit that is normalised its weights, γ and β.
    pub fn n_parameters(&self) -> usize {
        let count = |layer: &Dense| (layer.n_inputs() + 1) * layer.n_outputs();
        let layers: usize = self.layers.iter().map(count).sum();
        let normalised = self.normalisations.iter().map(Normalisation::n_units);
        layers + normalised.sum::<usize>()
    }

    /// Claims that no weight or bias is NaN or infinite, nor what normalises them.
    pub fn is_finite(&self) -> bool {
        let mut layers = self.layers.iter().enumerate();
        layers.all(|(index, layer)| self.are_finite(index, 0..layer.parameters.n_panels()))
    }

    /// The same of some panels of a layer.
    pub(super) fn are_finite(&self, layer: usize, panels: Range<usize>) -> bool {
        let normalisation = self.normalisations.get(layer);
        self.layers[layer].is_finite(panels.clone())
            && normalisation.is_none_or(|normalisation| normalisation.is_finite(panels))
    }

    /// Copies some panels of a layer of a network of the same shape.
    pub(super) fn copy_from(&mut self, other: &Self, layer: usize, panels: Range<usize>) {
        self.layers[layer].copy_from(&other.layers[layer], panels.clone());
        let own = self.normalisations.get_mut(layer);
        if let (Some(own), Some(other)) = (own, other.normalisations.get(layer)) {
            own.copy_from(other, panels);
        }
    }

    /// Sets the bias of the output.
    pub(super) fn set_output_bias(&mut self, bias: f32) {
        if let Some(layer) = self.layers.last_mut() {
            let row = layer.n_inputs();
            layer.parameters.set_row(row, &[bias]);
        }
    }

    pub(super) fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }

    pub(super) fn normalisation_mut(&mut self, layer: usize) -> Option<&mut Normalisation> {
        self.normalisations.get_mut(layer)
    }
}
