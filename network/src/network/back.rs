//! The way back through hidden layers that are more than sums and activations.

use std::array::from_fn;
use std::ops::Range;

use super::Mlp;
use super::hidden::Hidden;
use super::wiring::Role;
use crate::panels::{Lanes, Panels};

/// The way from the deltas of a layer to those of the one below, whose outputs it takes.
pub(super) struct Back<'a> {
    pub(super) network: &'a Mlp,
    /// The layer above.
    pub(super) layer: usize,
    /// Its deltas.
    pub(super) deltas: &'a Panels,
    /// Values up to those that it takes, which are the last.
    pub(super) values: &'a mut [Panels],
    /// What the skip of the block that the layer begins, if it begins one, adds to the derivatives by its inputs. A
    /// skip without a projection leaves here what it adds to those of its own block's.
    pub(super) skipped: &'a mut Panels,
    /// Room for weights.
    pub(super) transposed: &'a mut Vec<Lanes>,
}

impl Back<'_> {
    /// Turns some panels of what the layer takes into deltas of the layer that gave it.
    pub(super) fn through(self, hidden: &mut [Hidden], panels: Range<usize>) {
        let Some((outputs, values)) = self.values.split_last_mut() else {
            return;
        };
        let above = &self.network.layers()[self.layer];
        let begins_block = self.network.wire(self.layer).role == Role::First;
        let below = self.network.wire(self.layer).takes - 1;
        let role = self.network.wire(below).role;
        for panel in panels {
            let slopes = hidden[below].slopes(panel);
            outputs.panel_mut(panel).copy_from_slice(slopes);
            above.pull_back(self.deltas, outputs, panel, self.transposed);
            let rows = outputs.panel_mut(panel);
            if begins_block {
                add_products(rows, slopes, self.skipped.panel(panel));
            }
            if let Role::Second { adds, is_projected } = role {
                if is_projected {
                    values[adds].panel_mut(panel).copy_from_slice(rows);
                    hidden[adds - 1].backward(self.network, &mut values[adds], panel);
                } else {
                    self.skipped.panel_mut(panel).copy_from_slice(rows);
                }
            }
            hidden[below].backward(self.network, outputs, panel);
        }
    }
}

fn add_products(rows: &mut [Lanes], left: &[Lanes], right: &[Lanes]) {
    for ((row, left), right) in rows.iter_mut().zip(left).zip(right) {
        *row = from_fn(|lane| row[lane] + left[lane] * right[lane]);
    }
}
