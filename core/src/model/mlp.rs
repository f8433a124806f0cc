//! The multilayer perceptron.

use std::ops::Range;

use super::stream::{Purpose, stream};
use super::{Activation, Dense, MlpSpec, Normalisation};

/// A fully connected network with one output, the logit of being positive.
///
/// Hidden layers apply the activation, to normalised sums where the spec says so; the last layer
/// doesn't.
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp {
    layers: Vec<Dense>,
    activation: Activation,
    /// Of each hidden layer; none where sums stay as they are.
    normalisations: Vec<Normalisation>,
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
        let n_normalised = if spec.batch_normalisation {
            spec.hidden_layers.len()
        } else {
            0
        };
        let normalised = spec.hidden_layers.iter().take(n_normalised);
        Self {
            layers: layers
                .map(|(n_inputs, n_outputs)| Dense::zeros(n_inputs, n_outputs))
                .collect(),
            activation: spec.activation,
            normalisations: normalised.map(|&units| Normalisation::new(units)).collect(),
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
        (fits && ends_in_one).then_some(Self {
            layers,
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

    /// The layers, from the inputs on; the last one gives the logit.
    pub fn layers(&self) -> &[Dense] {
        &self.layers
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
