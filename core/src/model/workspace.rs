//! What a pass through a network writes.

use ndarray::ArrayRef2;

use super::loss::{losses_and_slopes, weighted_losses_and_slopes};
use super::optimizer::narrow;
use super::work::{Kind, Plan, Stage, Work, forward};
use super::{Dense, LossSpec, Mlp};
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
        Self {
            gradients: network.layers().iter().map(Dense::zeros_like).collect(),
            ..Self::new(network, capacity)
        }
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
    /// loss, without the penalty `l2/2 · Σ w²`, whose gradient is added.
    ///
    /// Inputs are `(n_rows, n_features)` with as many labels, at least 1.
    pub fn backward(
        &mut self,
        network: &Mlp,
        inputs: &ArrayRef2<f32>,
        labels: &[bool],
        l2: f32,
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
            self.add_penalty_gradient(work, network, l2);
        }
        loss / labels.len() as f64
    }

    /// Does a piece of work on the rows at hand; returns the sum of their losses where it found it.
    pub(super) fn perform(&mut self, work: &Work, network: &Mlp) -> f64 {
        let (index, panels) = (work.layer, work.span.clone());
        let layer = &network.layers()[index];
        let (below, above) = self.values.split_at_mut(index + 1);
        let (below, above) = (&mut below[index], &mut above[0]);
        match work.kind {
            Kind::Forward => {
                let is_hidden = index + 1 < network.layers().len();
                let activation = is_hidden.then_some(network.activation());
                layer.forward(below, above, panels, activation);
            }
            Kind::Gradient => {
                self.gradients[index].set_gradient(below, above, panels, !self.is_first_block);
            }
            Kind::Backward => {
                let activation = network.activation();
                layer.backward(above, below, panels, activation, &mut self.transposed);
            }
            Kind::Loss => return self.set_output_deltas(),
            _ => {}
        }
        0.0
    }

    /// Adds the gradient of the penalty on the weights that `work` is about.
    pub(super) fn add_penalty_gradient(&mut self, work: &Work, network: &Mlp, l2: f32) {
        if l2 > 0.0 {
            let layer = &network.layers()[work.layer];
            self.gradients[work.layer].add_penalty_gradient(layer, l2, work.span.clone());
        }
    }

    /// Turns logits into the last layer's deltas and returns the sum of the losses.
    fn set_output_deltas(&mut self) -> f64 {
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
