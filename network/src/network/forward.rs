//! The way through a layer where nothing but its outputs is asked for.

use std::ops::Range;

use super::Mlp;
use super::dense::add_rows;
use super::wiring::Role;
use crate::panels::Panels;

impl Mlp {
    /// Some panels of the outputs of a layer that isn't normalised, from the values below.
    pub(super) fn pass(
        &self,
        layer: usize,
        below: &[Panels],
        outputs: &mut Panels,
        panels: Range<usize>,
    ) {
        let (wire, activation) = (self.wire(layer), self.activation());
        let (layer, inputs) = (&self.layers()[layer], &below[wire.takes]);
        match wire.role {
            Role::Plain | Role::First => layer.forward(inputs, outputs, panels, Some(activation)),
            Role::Output => layer.forward(inputs, outputs, panels, None),
            Role::Projection => layer.weighted_sums(inputs, outputs, panels),
            Role::Second { adds, .. } => {
                layer.weighted_sums(inputs, outputs, panels.clone());
                for panel in panels {
                    let rows = outputs.panel_mut(panel);
                    add_rows(rows, below[adds].panel(panel));
                    activation.apply(rows);
                }
            }
        }
    }
}
