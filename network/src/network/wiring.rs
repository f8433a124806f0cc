//! What a layer of a network takes, and what becomes of its weighted sums.

use super::{HiddenLayer, HiddenLayers};

/// How a layer stands in a network. Values are counted from the features on: 0 is the features, and
/// `k + 1` what comes out of layer `k`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wire {
    /// The layer or block in the list of hidden layers that it belongs to; past the last for the output.
    pub(super) entry: usize,
    /// The value that it takes.
    pub(super) takes: usize,
    pub(super) n_inputs: usize,
    pub(super) n_outputs: usize,
    pub(super) role: Role,
}

/// What a layer is in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A hidden layer outside of blocks: an activation, and units left out.
    Plain,
    /// The first of a block, likewise.
    First,
    /// What a block of another width than its inputs adds; it has no activation.
    Projection,
    /// The second of a block: a value is added before the activation, and no unit is left out.
    Second {
        /// What is added.
        adds: usize,
        /// Claims that it comes out of a projection, and not out of the layer below the block.
        is_projected: bool,
    },
    /// The output.
    Output,
}

impl Role {
    /// Claims that its sums go through the activation.
    pub(super) const fn is_activated(self) -> bool {
        !matches!(self, Self::Projection | Self::Output)
    }

    /// Claims that units of it may be left out.
    pub(super) const fn drops(self) -> bool {
        matches!(self, Self::Plain | Self::First)
    }
}

/// The layers of a network on `n_features` features, each after those whose outputs it needs; the last is the
/// output. A block is its first layer, its projection if it has one, and its second.
pub(super) fn wires(n_features: usize, hidden: &HiddenLayers) -> Vec<Wire> {
    let mut wires = Vec::new();
    let mut inputs = (0, n_features);
    for (entry, &layer) in hidden.iter().enumerate() {
        let n_units = layer.n_units();
        match layer {
            HiddenLayer::Dense(_) => inputs = push(&mut wires, entry, inputs, n_units, Role::Plain),
            HiddenLayer::Residual(_) => {
                let first = push(&mut wires, entry, inputs, n_units, Role::First);
                let is_projected = inputs.1 != n_units;
                if is_projected {
                    inputs = push(&mut wires, entry, inputs, n_units, Role::Projection);
                }
                let adds = inputs.0;
                let second = Role::Second { adds, is_projected };
                inputs = push(&mut wires, entry, first, n_units, second);
            }
        }
    }
    push(&mut wires, hidden.len(), inputs, 1, Role::Output);
    wires
}

/// Adds a layer that takes a value of a width; returns the value that comes out of it, and its width.
fn push(
    wires: &mut Vec<Wire>,
    entry: usize,
    (takes, n_inputs): (usize, usize),
    n_outputs: usize,
    role: Role,
) -> (usize, usize) {
    wires.push(Wire {
        entry,
        takes,
        n_inputs,
        n_outputs,
        role,
    });
    (wires.len(), n_outputs)
}
