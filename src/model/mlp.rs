//! The multilayer perceptron.

use std::ops::Range;

use ndarray::{Array2, ArrayRef2, s};

use super::loss::loss_and_slope;
use super::product::Product;
use super::stream::{Purpose, stream};
use super::{Activation, Dense, MlpSpec};

/// How many rows are scored at a time: few enough for the layers' outputs to stay in the cache.
const SCORED_AT_ONCE: usize = 256;

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
    /// use imbalance_lab::model::{Mlp, MlpSpec};
    /// assert_eq!(Mlp::new(10, &MlpSpec::default()).n_parameters(), 897);
    /// ```
    pub fn new(n_features: usize, spec: &MlpSpec) -> Self {
        let mut random = stream(spec.seed, Purpose::InitialWeights);
        let layers = spec
            .layer_sizes(n_features)
            .into_iter()
            .map(|(n_inputs, n_outputs)| {
                let weights = spec
                    .initialization
                    .weights(n_inputs, n_outputs, &mut random);
                Dense::unbiased(&weights)
            });
        Self {
            layers: layers.collect(),
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
        self.layers.iter().map(|layer| layer.parameters.len()).sum()
    }

    /// Claims that no weight or bias is NaN or infinite.
    pub fn is_finite(&self) -> bool {
        self.layers
            .iter()
            .all(|layer| layer.parameters.iter().all(|w| w.is_finite()))
    }

    /// The logit of each row of `features`, `(n_samples, n_features)`.
    ///
    /// # Panics
    /// Where the number of columns is not [`n_features`](Self::n_features).
    pub fn logits(&self, features: &ArrayRef2<f32>) -> Vec<f32> {
        let mut logits = Vec::with_capacity(features.nrows());
        self.score_rows(features, 0..features.nrows(), &mut logits);
        logits
    }

    /// Appends the logits of some rows of `features`; rows past the end are left out.
    ///
    /// For those who have to do something else between two slices of a long table. A logit does
    /// not depend on which rows it is asked for with.
    ///
    /// # Panics
    /// Where the number of columns is not [`n_features`](Self::n_features).
    pub fn score_rows(&self, features: &ArrayRef2<f32>, rows: Range<usize>, logits: &mut Vec<f32>) {
        let end = rows.end.min(features.nrows());
        let mut workspace =
            Workspace::new(self, SCORED_AT_ONCE.min(end.saturating_sub(rows.start)));
        for start in (rows.start..end).step_by(SCORED_AT_ONCE) {
            let chunk = features.slice(s![start..end.min(start + SCORED_AT_ONCE), ..]);
            workspace.forward(self, &chunk);
            logits.extend(workspace.logits(chunk.nrows()));
        }
    }

    pub(super) fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }
}

/// What a pass through a network writes: made once, used for every batch.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Outputs of each layer, `(capacity, n_outputs)`; the last holds logits.
    outputs: Vec<Array2<f32>>,
    /// Derivatives of the mean loss by the weighted sums of each layer, `(capacity, n_outputs)`.
    deltas: Vec<Array2<f32>>,
    /// Derivatives of the mean loss by the parameters of each layer.
    gradients: Vec<Dense>,
    product: Product,
}

impl Workspace {
    /// Room for scoring up to `capacity` rows at a time.
    fn new(network: &Mlp, capacity: usize) -> Self {
        let zeros = |layer: &Dense| Array2::zeros((capacity, layer.n_outputs()));
        let outputs = network.layers.iter().map(zeros).collect();
        Self {
            outputs,
            deltas: Vec::new(),
            gradients: Vec::new(),
            product: Product::default(),
        }
    }

    /// Room for training on up to `capacity` rows at a time.
    pub fn for_training(network: &Mlp, capacity: usize) -> Self {
        let scoring = Self::new(network, capacity);
        Self {
            deltas: scoring.outputs.clone(),
            gradients: network.layers.iter().map(Dense::zeros_like).collect(),
            ..scoring
        }
    }

    /// The gradients that the last [`backward`](Self::backward) found, layer by layer.
    pub fn gradients(&self) -> &[Dense] {
        &self.gradients
    }

    /// Claims that the network is made of finite numbers and gives these inputs finite logits.
    pub(super) fn is_finite(&mut self, network: &Mlp, inputs: &ArrayRef2<f32>) -> bool {
        self.forward(network, inputs);
        network.is_finite() && self.logits(inputs.nrows()).all(f32::is_finite)
    }

    fn logits(&self, n_rows: usize) -> impl Iterator<Item = f32> {
        self.outputs
            .last()
            .into_iter()
            .flatten()
            .take(n_rows)
            .copied()
    }

    /// Passes `inputs`, `(n_rows, n_features)` with at most `capacity` rows, through the network.
    fn forward(&mut self, network: &Mlp, inputs: &ArrayRef2<f32>) {
        let n_rows = inputs.nrows();
        let last = network.layers.len() - 1;
        let mut inputs = inputs.view();
        for (index, (layer, outputs)) in network.layers.iter().zip(&mut self.outputs).enumerate() {
            let mut sums = outputs.slice_mut(s![..n_rows, ..]);
            layer.weighted_sums(&inputs, &mut sums, &mut self.product);
            if index < last {
                network.activation.activate(&layer.bias(), &mut sums);
            } else {
                sums += &layer.bias();
            }
            inputs = outputs.slice(s![..n_rows, ..]);
        }
    }

    /// Passes a batch through the network and its loss back; returns the batch's mean
    /// cross-entropy, without the penalty `l2/2 · Σ w²`, whose gradient is added.
    ///
    /// Inputs are `(n_rows, n_features)` with as many labels, at least 1 and at most `capacity`.
    pub fn backward(
        &mut self,
        network: &Mlp,
        inputs: &ArrayRef2<f32>,
        labels: &[bool],
        l2: f32,
    ) -> f64 {
        self.forward(network, inputs);
        let loss = self.set_output_deltas(labels);
        let n_rows = inputs.nrows();
        for (index, layer) in network.layers.iter().enumerate().rev() {
            let (deltas_below, deltas) = self.deltas.split_at_mut(index);
            let deltas = deltas[0].slice(s![..n_rows, ..]);
            let below = deltas_below.last_mut().zip(self.outputs[..index].last());
            let gradient = &mut self.gradients[index];
            if let Some((deltas_below, outputs_below)) = below {
                let outputs_below = outputs_below.slice(s![..n_rows, ..]);
                let mut deltas_below = deltas_below.slice_mut(s![..n_rows, ..]);
                gradient.set_gradient(&outputs_below, &deltas, &mut self.product);
                layer.deltas_below(&deltas, &mut deltas_below, &mut self.product);
                network
                    .activation
                    .propagate(&outputs_below, &mut deltas_below);
            } else {
                gradient.set_gradient(inputs, &deltas, &mut self.product);
            }
            if l2 > 0.0 {
                gradient.add_penalty_gradient(l2, layer);
            }
        }
        loss
    }

    /// Fills the last layer's deltas and returns the mean loss.
    fn set_output_deltas(&mut self, labels: &[bool]) -> f64 {
        let share = 1.0 / labels.len() as f32;
        let mut total = 0.0;
        let logits = self.outputs.last().into_iter().flatten();
        let deltas = self.deltas.last_mut().into_iter().flatten();
        for ((&logit, delta), &label) in logits.zip(deltas).zip(labels) {
            let (loss, slope) = loss_and_slope(logit, label);
            *delta = slope * share;
            total += f64::from(loss);
        }
        total / labels.len() as f64
    }
}
