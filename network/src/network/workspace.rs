//! What a pass through a network writes.

use ndarray::ArrayRef2;

use super::back::Back;
use super::hidden::Hidden;
use super::loss::{losses_and_slopes, weighted_losses_and_slopes};
use super::normalised::Normalised;
use super::optimizer::narrow;
use super::wiring::Role;
use super::work::{Kind, Plan, Stage, Work, forward};
use super::{Dense, Dropout, LossSpec, Mlp};
use crate::panels::{Lanes, Panels};

/// The values of a block of rows on their way through a network, and the gradients of a batch: made
/// once, used for every batch.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The inputs and the outputs of each layer, `(n_rows, n_outputs)`; the last holds logits. On
    /// the way back a layer's outputs give way to its deltas, the derivatives of the batch's mean
    /// loss by its weighted sums.
    values: Vec<Panels>,
    /// Derivatives of the batch's mean loss by the parameters of each layer.
    gradients: Vec<Dense>,
    /// What hidden layers need besides; empty where they are sums and activations alone.
    hidden: Vec<Hidden>,
    /// On the way back, what a residual block's skip adds to the derivatives by the block's inputs.
    skipped: Panels,
    dropout: Option<Dropout>,
    /// Claims that units are left out of what comes next.
    drops: bool,
    /// 1 for a positive row, 0 for others.
    labels: Vec<f32>,
    /// Logits, then slopes of the losses by them.
    slopes: Vec<f32>,
    losses: Vec<f32>,
    /// Weights of some inputs as [`Panels::transpose`] gives them.
    transposed: Vec<Lanes>,
    /// What rows count, where not all count alike: weights of the classes, and γ.
    shape: Option<([f32; 2], f32)>,
    /// Rows of the batch.
    batch_size: usize,
    /// Claims that no block of the batch has been worked on before.
    is_first_block: bool,
}

impl Workspace {
    /// Room for scoring up to `capacity` rows at a time.
    pub(super) fn new(network: &Mlp, capacity: usize) -> Self {
        let outputs = network.layers().iter().map(Dense::n_outputs);
        let widths = std::iter::once(network.n_features()).chain(outputs);
        Self {
            values: widths.map(|width| Panels::zeros(capacity, width)).collect(),
            gradients: Vec::new(),
            hidden: Vec::new(),
            skipped: Panels::zeros(0, 0),
            dropout: None,
            drops: false,
            labels: Vec::new(),
            slopes: Vec::new(),
            losses: Vec::new(),
            transposed: Vec::new(),
            shape: None,
            batch_size: 0,
            is_first_block: true,
        }
    }

    /// Room for training on up to `capacity` rows at a time.
    pub fn for_training(network: &Mlp, capacity: usize) -> Self {
        let has_blocks = network.has_blocks();
        let hidden = if network.normalisations().is_empty() && !has_blocks {
            Vec::new()
        } else {
            Hidden::all(network, capacity)
        };
        let widest = network.layers().iter().map(Dense::n_inputs).max();
        let widest = widest.filter(|_| has_blocks).unwrap_or_default();
        Self {
            gradients: network.layers().iter().map(Dense::zeros_like).collect(),
            hidden,
            skipped: Panels::zeros(capacity, widest),
            ..Self::new(network, capacity)
        }
    }

    /// The same for a network of which hidden units are left out, if any are.
    #[must_use]
    pub(super) fn with_dropout(
        mut self,
        dropout: Option<Dropout>,
        network: &Mlp,
        capacity: usize,
    ) -> Self {
        if dropout.is_some() && self.hidden.is_empty() {
            self.hidden = Hidden::all(network, capacity);
        }
        self.dropout = dropout;
        self
    }

    /// The same for a loss in which rows count as `loss` says.
    #[must_use]
    pub fn with_loss(self, loss: &LossSpec) -> Self {
        let shape = || (loss.weights().map(narrow), narrow(loss.gamma));
        Self {
            shape: (!loss.is_plain()).then(shape),
            ..self
        }
    }

    /// The gradients that the last [`backward`](Self::backward) found, layer by layer.
    pub fn gradients(&self) -> &[Dense] {
        &self.gradients
    }

    /// What the last batch has left behind at a hidden layer that is normalised.
    pub(super) fn normalised(&self, layer: usize) -> Option<&Normalised> {
        self.hidden.get(layer).and_then(Hidden::normalised)
    }

    /// The gradients by γ, and below by β, of each layer that is normalised.
    pub fn normalisation_gradients(&self) -> impl Iterator<Item = &Dense> {
        let normalised = self.hidden.iter().filter_map(Hidden::normalised);
        normalised.map(|normalised| &normalised.gradient)
    }

    /// Claims that the logits are finite.
    pub(super) fn is_finite(&self) -> bool {
        self.logits().all(f32::is_finite)
    }

    pub(super) fn logits(&self) -> impl Iterator<Item = f32> {
        let logits = self.values.last().map_or(&[][..], |logits| logits.panel(0));
        logits.iter().map(|lanes| lanes[0])
    }

    /// Takes the next rows of a batch of `batch_size`: their labels, and the features of each.
    pub(super) fn take<'a>(
        &mut self,
        batch_size: usize,
        is_first_block: bool,
        labels: impl Iterator<Item = bool>,
        row: impl Fn(usize) -> &'a [f32],
    ) {
        self.batch_size = batch_size;
        self.is_first_block = is_first_block;
        self.drops = true;
        self.labels.clear();
        self.labels
            .extend(labels.map(|label| f32::from(u8::from(label))));
        self.take_rows(self.labels.len(), row);
    }

    fn take_rows<'a>(&mut self, n_rows: usize, row: impl Fn(usize) -> &'a [f32]) {
        if let [inputs, outputs @ ..] = &mut self.values[..] {
            inputs.set_rows(n_rows, row);
            for outputs in outputs {
                outputs.set_n_rows(n_rows);
            }
        }
        self.skipped.set_n_rows(n_rows);
    }

    /// Passes `n_rows` rows through the network; their features stand one after another.
    pub(super) fn score(&mut self, network: &Mlp, n_rows: usize, rows: &[f32]) {
        let width = network.n_features();
        self.take_rows(n_rows, |row| &rows[row * width..][..width]);
        for work in forward(network, n_rows) {
            self.perform(&work, network);
        }
    }

    /// Passes a batch through the network and its loss back; returns the batch's mean
    /// loss, without the penalties `l1 · Σ |w| + l2/2 · Σ w²` of each layer, whose gradients are added;
    /// `penalties` are `[l1, l2]` of the layers in order, and none where there are no more.
    ///
    /// Inputs are `(n_rows, n_features)` with as many labels, at least 1.
    pub fn backward(
        &mut self,
        network: &Mlp,
        inputs: &ArrayRef2<f32>,
        labels: &[bool],
        penalties: &[[f32; 2]],
    ) -> f64 {
        let n_rows = u32::try_from(labels.len()).unwrap_or(u32::MAX);
        let plan = Plan::new(network, labels.len(), n_rows);
        let rows: Vec<Vec<f32>> = inputs.outer_iter().map(|row| row.to_vec()).collect();
        let mut loss = 0.0;
        let blocks = rows
            .chunks(plan.rows_at_once)
            .zip(labels.chunks(plan.rows_at_once));
        for (block, (rows, labels_of_rows)) in blocks.enumerate() {
            let labels_of_rows = labels_of_rows.iter().copied();
            self.take(labels.len(), block == 0, labels_of_rows, |row| &rows[row]);
            for work in plan.of(Stage::Block(block)) {
                loss += self.perform(work, network);
            }
        }
        for work in plan.of(Stage::Update) {
            let penalty = penalties.get(work.layer).copied().unwrap_or_default();
            self.add_penalty_gradient(work, network, penalty);
        }
        loss / labels.len() as f64
    }

    /// Does a piece of work on the rows at hand; returns the sum of their losses where it found it.
    pub(super) fn perform(&mut self, work: &Work, network: &Mlp) -> f64 {
        let (index, panels) = (work.layer, work.span.clone());
        let wire = network.wire(index);
        let (below, above) = self.values.split_at_mut(index + 1);
        let above = &mut above[0];
        match work.kind {
            Kind::Forward if index < self.hidden.len() => {
                let dropout = self.dropout.as_mut().filter(|_| self.drops);
                self.hidden[index].forward(network, below, above, panels, dropout);
            }
            Kind::Forward => network.pass(index, below, above, panels),
            Kind::Gradient => {
                let gradient = &mut self.gradients[index];
                let adds = !self.is_first_block;
                gradient.set_gradient(&below[wire.takes], above, panels.clone(), adds);
                if let Some(hidden) = self.hidden.get(index) {
                    hidden.mend(gradient, panels);
                }
            }
            Kind::Backward if wire.role == Role::Projection => {
                let layer = &network.layers()[index];
                layer.pull_back_alone(above, &mut self.skipped, panels, &mut self.transposed);
            }
            Kind::Backward if !self.hidden.is_empty() => {
                let back = Back {
                    network,
                    layer: index,
                    deltas: above,
                    values: &mut below[..=wire.takes],
                    skipped: &mut self.skipped,
                    transposed: &mut self.transposed,
                };
                back.through(&mut self.hidden, panels);
            }
            Kind::Backward => {
                let (layer, activation) = (&network.layers()[index], network.activation());
                let below = &mut below[wire.takes];
                layer.backward(above, below, panels, activation, &mut self.transposed);
            }
            Kind::Loss => return self.set_output_deltas(),
            _ => {}
        }
        0.0
    }

    /// Adds the gradient of the penalties `[l1, l2]` on the weights that `work` is about.
    pub(super) fn add_penalty_gradient(&mut self, work: &Work, network: &Mlp, penalty: [f32; 2]) {
        if penalty != [0.0; 2] {
            let layer = &network.layers()[work.layer];
            self.gradients[work.layer].add_penalty_gradient(layer, penalty, work.span.clone());
        }
    }

    /// Turns logits into the last layer's deltas and returns the sum of the losses.
    fn set_output_deltas(&mut self) -> f64 {
        self.drops = false;
        let Some(logits) = self.values.last_mut() else {
            return 0.0;
        };
        let logits = logits.panel_mut(0);
        self.slopes.clear();
        self.slopes.extend(logits.iter().map(|lanes| lanes[0]));
        self.losses.resize(self.slopes.len(), 0.0);
        match self.shape {
            None => losses_and_slopes(&mut self.slopes, &self.labels, &mut self.losses),
            Some(shape) => {
                weighted_losses_and_slopes(&mut self.slopes, &self.labels, &mut self.losses, shape)
            }
        }
        let share = 1.0 / self.batch_size as f32;
        for (lanes, slope) in logits.iter_mut().zip(&self.slopes) {
            *lanes = Lanes::default();
            lanes[0] = share * slope;
        }
        self.losses.iter().map(|&loss| f64::from(loss)).sum()
    }
}
