//! What stands between the weighted sums of a hidden layer and its outputs, where it is more than an
//! activation: batch normalisation, what a residual block adds, the activation, dropout, in this order.

use std::ops::Range;

use super::dense::add_rows;
use super::normalised::Normalised;
use super::wiring::Role;
use super::{Dense, Dropout, Mlp};
use crate::panels::{Lanes, Panels};

/// What a block of rows leaves behind at a hidden layer.
#[derive(Clone, Debug)]
pub(super) struct Hidden {
    index: usize,
    /// Derivatives of the outputs by what the activation got, `(n_rows, n_units)`.
    slopes: Panels,
    normalised: Option<Normalised>,
}

impl Hidden {
    /// Room for up to `capacity` rows at each hidden layer.
    pub(super) fn all(network: &Mlp, capacity: usize) -> Vec<Self> {
        let layers = network.hidden_layers().iter().enumerate();
        let hidden = layers.map(|(index, layer)| Self {
            index,
            slopes: Panels::zeros(capacity, layer.n_outputs()),
            normalised: network
                .normalisation(index)
                .map(|normalisation| Normalised::new(normalisation, capacity)),
        });
        hidden.collect()
    }

    /// Some panels of the layer's outputs for the rows at hand, from the values below; a layer that is
    /// normalised has to get the whole batch.
    pub(super) fn forward(
        &mut self,
        network: &Mlp,
        below: &[Panels],
        outputs: &mut Panels,
        panels: Range<usize>,
        mut dropout: Option<&mut Dropout>,
    ) {
        let layer = &network.layers()[self.index];
        let wire = network.wire(self.index);
        layer.weighted_sums(&below[wire.takes], outputs, panels.clone());
        if wire.role.is_activated() {
            self.slopes.set_n_rows(outputs.n_rows());
        }
        for panel in panels {
            let by = network.normalisation(self.index);
            if let (Some(normalised), Some(by)) = (&mut self.normalised, by) {
                normalised.forward(by, outputs, panel);
            }
            if !wire.role.is_activated() {
                continue;
            }
            let rows = outputs.panel_mut(panel);
            if let Role::Second { adds, .. } = wire.role {
                add_rows(rows, below[adds].panel(panel));
            }
            network.activation().apply(rows);
            let slopes = self.slopes.panel_mut(panel);
            slopes.copy_from_slice(rows);
            network.activation().differentiate(slopes);
            if let Some(dropout) = &mut dropout {
                dropout.apply(self.index, rows, slopes);
            }
        }
    }

    /// Derivatives of some outputs by what the activation got.
    pub(super) fn slopes(&self, panel: usize) -> &[Lanes] {
        self.slopes.panel(panel)
    }

    /// Turns a panel of the derivatives by what became of the weighted sums into those by the sums.
    pub(super) fn backward(&mut self, network: &Mlp, deltas: &mut Panels, panel: usize) {
        let by = network.normalisation(self.index);
        if let (Some(normalised), Some(by)) = (&mut self.normalised, by) {
            normalised.backward(by, deltas, panel);
        }
    }

    /// Mends some panels of the gradient of the layer's parameters: biases of a layer that is
    /// normalised are not learned, since what they add is taken away again.
    pub(super) fn mend(&self, gradient: &mut Dense, panels: Range<usize>) {
        if self.normalised.is_some() {
            panels.for_each(|panel| gradient.unbias(panel));
        }
    }

    /// What the batch has left behind at a layer that is normalised.
    pub(super) const fn normalised(&self) -> Option<&Normalised> {
        self.normalised.as_ref()
    }
}
