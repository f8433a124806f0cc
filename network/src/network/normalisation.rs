//! Batch normalisation of a hidden layer: what it learns and remembers.
//!
//! Ioffe and Szegedy, "Batch Normalization" (2015), between the weighted sums and the activation, with
//! the constants of Keras 3.

use std::array::from_fn;
use std::ops::Range;

use ndarray::{Array2, ArrayRef2};

use super::Dense;
use crate::panels::Lanes;

/// What is added to a variance before its root is taken, Keras' default.
pub const EPSILON: f32 = 1e-3;

/// What the running mean and variance keep of themselves at each batch, Keras' default.
pub const MOMENTUM: f32 = 0.99;

/// γ and β of a layer's units, and the running mean and variance of their weighted sums.
///
/// While it is trained, a unit's weighted sums `z` become `γ · (z − mean) / sqrt(variance + ε) + β`, with
/// mean and variance those of the batch; of n rows the variance is `Σ (z − mean)² / n`, and it is this
/// one that goes into the running variance, as in Keras (PyTorch puts in `n / (n − 1)` times as much).
/// Rows are scored with the running ones. A batch of one row has variance 0: its `z` become β, and it
/// teaches the weights below nothing.
///
/// β stands in place of the layer's biases, which are no longer learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Normalisation {
    /// γ as the only weights, β as the biases.
    pub(super) learned: Dense,
    /// The running mean above the running variance.
    pub(super) running: Dense,
}

impl Normalisation {
    /// Of units that nothing was seen of: γ 1, β 0, mean 0, variance 1.
    #[must_use]
    pub fn new(n_units: usize) -> Self {
        let of = |row| {
            let mut two = Dense::zeros(1, n_units);
            two.parameters.set_row(row, &vec![1.0; n_units]);
            two
        };
        Self {
            learned: of(0),
            running: of(1),
        }
    }

    /// The same units with other γ and β, `(2, n_units)`; `None` where they are of other units.
    #[must_use]
    pub fn with_learned(self, learned: &ArrayRef2<f32>) -> Option<Self> {
        let learned = Dense::from_parameters(learned)?;
        let is_alike = learned.n_inputs() == 1 && learned.n_outputs() == self.n_units();
        is_alike.then_some(Self { learned, ..self })
    }

    /// γ above β, `(2, n_units)`.
    #[must_use]
    pub fn learned(&self) -> Array2<f32> {
        self.learned.parameters()
    }

    /// The running mean above the running variance, `(2, n_units)`.
    #[must_use]
    pub fn running(&self) -> Array2<f32> {
        self.running.parameters()
    }

    /// Units of the layer.
    #[must_use]
    pub fn n_units(&self) -> usize {
        self.learned.n_outputs()
    }

    /// Claims that no number of some panels is NaN or infinite.
    pub(super) fn is_finite(&self, panels: Range<usize>) -> bool {
        self.learned.is_finite(panels.clone()) && self.running.is_finite(panels)
    }

    /// Copies some panels of the same layer's.
    pub(super) fn copy_from(&mut self, other: &Self, panels: Range<usize>) {
        self.learned.copy_from(&other.learned, panels.clone());
        self.running.copy_from(&other.running, panels);
    }

    /// Takes the mean and the variance of a batch, one above the other, into some panels of the
    /// running ones.
    pub(super) fn remember(&mut self, batch: &Dense, panels: Range<usize>) {
        for panel in panels {
            let batch = batch.parameters.panel(panel).as_flattened();
            let running = self.running.parameters.panel_mut(panel).as_flattened_mut();
            for (running, batch) in running.iter_mut().zip(batch) {
                *running = MOMENTUM * *running + (1.0 - MOMENTUM) * batch;
            }
        }
    }

    /// Makes `layer` one whose weighted sums are what this makes of its sums with the running mean and
    /// variance, so that rows are scored as by a network without.
    pub(super) fn fold_into(&self, layer: &mut Dense) {
        for panel in 0..layer.parameters.n_panels() {
            let learned = self.learned.parameters.panel(panel);
            let running = self.running.parameters.panel(panel);
            let ([gamma, beta], [mean, variance]) = (learned, running) else {
                continue;
            };
            let factor = scale(gamma, variance);
            if let Some((bias, weights)) = layer.parameters.panel_mut(panel).split_last_mut() {
                *bias = from_fn(|lane| (bias[lane] - mean[lane]) * factor[lane] + beta[lane]);
                for weights in weights {
                    *weights = from_fn(|lane| weights[lane] * factor[lane]);
                }
            }
        }
    }
}

/// `γ / sqrt(variance + ε)`.
pub(super) fn scale(gamma: &Lanes, variance: &Lanes) -> Lanes {
    from_fn(|lane| gamma[lane] / (variance[lane] + EPSILON).sqrt())
}
