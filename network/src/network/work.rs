//! The work on a mini-batch, cut into pieces so that whoever trains can stop between two of them.
//!
//! Work is counted in multiply-adds, of which a processor does some ten thousand in a microsecond.

use std::ops::Range;

use super::{Dense, Mlp};
use crate::panels::WIDTH;

/// Work after which a call ends: a few milliseconds.
pub(super) const PART: u64 = 1 << 26;

/// What a piece costs at most. It is at least a panel of a layer, which costs more only where a layer
/// has tens of thousands of inputs.
const PIECE: u64 = 1 << 24;

/// Rows that go through the network together, at most, unless they are normalised: their outputs stay in the cache.
pub(super) const ROWS_AT_ONCE: usize = 256;

/// A parameter that is drawn, or moved by the optimizer, in multiply-adds.
const UPDATE_COST: usize = 64;

/// A parameter that is looked at or copied.
const COPY_COST: usize = 16;

/// A number that is normalised, there and back.
const NORMALISE_COST: usize = 64;

/// A feature that is gathered.
const GATHER_COST: usize = 8;

/// The loss of a row, or its place in the order of an epoch.
const ROW_COST: usize = 256;

/// A piece of work.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) kind: Kind,
    /// The layer that it is about, if it is about one.
    pub(super) layer: usize,
    /// Panels of the matrix that is written; other things where the kind says so.
    pub(super) span: Range<usize>,
    pub(super) multiply_adds: u64,
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Draw the initial weights of a layer; the span counts inputs.
    Draw,
    /// Copy parameters to the network that is kept.
    Keep,
    /// Draw the order of the epoch; the span counts places from the last on.
    Shuffle,
    /// Gather the features of a block of rows.
    Gather,
    /// Find the outputs of a layer.
    Forward,
    /// Find the losses of a block, and their slopes.
    Loss,
    /// Find the gradient of a layer.
    Gradient,
    /// Find the deltas of the layer below; of a projection, what it adds to them.
    Backward,
    /// Move parameters against their gradient.
    Update,
    /// Look whether parameters are finite.
    Check,
}

/// What a fit is at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    /// Before the first batch.
    Setup,
    /// Before the first batch of an epoch.
    Opening,
    /// A block of rows of the batch, counted from 0.
    Block(usize),
    /// After the blocks.
    Update,
    /// After the last batch of an epoch.
    Closing,
}

/// The work of each stage.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Rows of a block; the last block of a batch may hold fewer.
    pub(super) rows_at_once: usize,
    setup: Vec<Work>,
    opening: Vec<Work>,
    block: Vec<Work>,
    update: Vec<Work>,
    closing: Vec<Work>,
}

impl Plan {
    /// The work on batches of up to `batch_size` of `n_rows` rows, for a network that is there.
    pub(super) fn new(network: &Mlp, batch_size: usize, n_rows: u32) -> Self {
        let n_rows = n_rows as usize;
        let rows_at_once = rows_at_once(network).min(batch_size).min(n_rows);
        let keep = parameters(network, Kind::Keep, COPY_COST);
        let check = parameters(network, Kind::Check, COPY_COST);
        Self {
            rows_at_once,
            setup: Vec::new(),
            opening: cut(Kind::Shuffle, 0, n_rows, ROW_COST).collect(),
            block: block(network, rows_at_once),
            update: parameters(network, Kind::Update, UPDATE_COST),
            closing: forward(network, rows_at_once)
                .chain(check)
                .chain(keep)
                .collect(),
        }
    }

    /// The same plan for a network whose weights have yet to be drawn, and kept.
    pub(super) fn with_drawing(mut self, network: &Mlp) -> Self {
        let draw = |(index, layer): (usize, &Dense)| {
            cut(
                Kind::Draw,
                index,
                layer.n_inputs(),
                layer.n_outputs() * UPDATE_COST,
            )
        };
        let draw = network.layers().iter().enumerate().flat_map(draw);
        self.setup = draw
            .chain(parameters(network, Kind::Keep, COPY_COST))
            .collect();
        self
    }

    /// The work of a stage.
    pub(super) fn of(&self, stage: Stage) -> &[Work] {
        match stage {
            Stage::Setup => &self.setup,
            Stage::Opening => &self.opening,
            Stage::Block(_) => &self.block,
            Stage::Update => &self.update,
            Stage::Closing => &self.closing,
        }
    }
}

/// So many rows that no panel of a layer costs more than a piece may; all rows of a batch that is
/// normalised, so that its mean and variance are those of the batch.
fn rows_at_once(network: &Mlp) -> usize {
    if !network.normalisations().is_empty() {
        return usize::MAX;
    }
    let widest = network
        .layers()
        .iter()
        .map(|layer| layer.n_inputs().max(layer.n_outputs()));
    let a_row = (widest.max().unwrap_or(1) * WIDTH) as u64;
    usize::try_from(PIECE / a_row.max(1)).map_or(ROWS_AT_ONCE, |rows| rows.clamp(1, ROWS_AT_ONCE))
}

/// There and back with a block of rows.
fn block(network: &Mlp, n_rows: usize) -> Vec<Work> {
    let gather = cut(
        Kind::Gather,
        0,
        1,
        n_rows * network.n_features() * GATHER_COST,
    );
    let loss = cut(Kind::Loss, 0, 1, n_rows * ROW_COST);
    let there = gather.chain(forward(network, n_rows)).chain(loss);
    there.chain(backward(network, n_rows)).collect()
}

/// The outputs of all layers.
pub(super) fn forward(network: &Mlp, n_rows: usize) -> impl Iterator<Item = Work> {
    let layers = network.layers().iter().enumerate();
    layers.flat_map(move |(index, layer)| {
        let normalising = network.normalisation(index).map_or(0, |_| NORMALISE_COST);
        cut_panels(
            Kind::Forward,
            index,
            layer.n_outputs(),
            n_rows * (layer.n_inputs() + normalising),
        )
    })
}

/// The gradients of all layers.
fn backward(network: &Mlp, n_rows: usize) -> impl Iterator<Item = Work> {
    let layers = network.layers().iter().enumerate().rev();
    layers.flat_map(move |(index, layer)| {
        let (n_inputs, n_outputs) = (layer.n_inputs(), layer.n_outputs());
        let is_above_features = network.wire(index).takes == 0;
        let below = if is_above_features { 0 } else { n_inputs };
        cut_panels(Kind::Gradient, index, n_outputs, n_rows * n_inputs).chain(cut_panels(
            Kind::Backward,
            index,
            below,
            n_rows * n_outputs,
        ))
    })
}

/// Something done with each parameter of all layers.
fn parameters(network: &Mlp, kind: Kind, cost: usize) -> Vec<Work> {
    let layers = network.layers().iter().enumerate();
    let pieces = layers.flat_map(|(index, layer)| {
        cut_panels(
            kind,
            index,
            layer.n_outputs(),
            (layer.n_inputs() + 1) * cost,
        )
    });
    pieces.collect()
}

fn cut_panels(
    kind: Kind,
    layer: usize,
    n_columns: usize,
    a_column: usize,
) -> impl Iterator<Item = Work> {
    cut(kind, layer, n_columns.div_ceil(WIDTH), a_column * WIDTH)
}

/// Cuts work on `n` things, each of which costs `cost`, into pieces.
fn cut(kind: Kind, layer: usize, n: usize, cost: usize) -> impl Iterator<Item = Work> {
    let cost = cost as u64;
    let at_once = usize::try_from(PIECE / cost.max(1))
        .unwrap_or(usize::MAX)
        .clamp(1, n.max(1));
    (0..n).step_by(at_once).map(move |start| {
        let span = start..n.min(start + at_once);
        let multiply_adds = cost * span.len() as u64;
        Work {
            kind,
            layer,
            span,
            multiply_adds,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{HiddenLayers, MlpSpec};

    const STAGES: [Stage; 5] = [
        Stage::Setup,
        Stage::Opening,
        Stage::Block(0),
        Stage::Update,
        Stage::Closing,
    ];

    /// The largest networks of each shape that a spec may ask for, and the tutorial's.
    fn networks() -> impl Iterator<Item = Mlp> {
        let shapes = [
            (10, vec![4096, 4096]),
            (4_800, vec![4096]),
            (30_000, vec![600]),
            (10, vec![32, 16]),
        ];
        let blocks = [(10, "256, r256, r64"), (300, "r1200, r800")];
        let shapes = shapes.map(|(n_features, units)| (n_features, HiddenLayers::from(units)));
        let blocks = blocks.map(|(n_features, text)| {
            let hidden_layers = HiddenLayers::read(text);
            (n_features, hidden_layers.unwrap_or_default())
        });
        let shapes = shapes.into_iter().chain(blocks);
        shapes.map(|(n_features, hidden_layers)| {
            let spec = MlpSpec {
                hidden_layers,
                ..MlpSpec::default()
            };
            assert_eq!(spec.check(n_features), Ok(()));
            Mlp::zeros(n_features, &spec)
        })
    }

    fn plan(network: &Mlp) -> Plan {
        Plan::new(network, 1_000_000, 5_000_000).with_drawing(network)
    }

    #[test]
    fn no_piece_of_the_largest_networks_takes_longer_than_a_few_milliseconds() {
        for network in networks() {
            let plan = plan(&network);
            for work in STAGES.iter().flat_map(|&stage| plan.of(stage)) {
                assert!(work.multiply_adds <= PIECE, "{work:?}");
                let layer = &network.layers()[work.layer];
                let a_panel = match work.kind {
                    Kind::Forward | Kind::Gradient => layer.n_inputs(),
                    Kind::Backward => layer.n_outputs(),
                    _ => continue,
                };
                let products = a_panel * WIDTH * work.span.len() * plan.rows_at_once;
                assert_eq!(work.multiply_adds, products as u64);
            }
        }
    }

    #[test]
    fn the_pieces_of_a_layer_are_all_of_it() {
        for network in networks() {
            let plan = plan(&network);
            for kind in [Kind::Forward, Kind::Gradient, Kind::Update, Kind::Keep] {
                for (index, layer) in network.layers().iter().enumerate() {
                    let work = STAGES[..4].iter().flat_map(|&stage| plan.of(stage));
                    let pieces = work.filter(|work| work.kind == kind && work.layer == index);
                    let panels: Vec<usize> = pieces.flat_map(|work| work.span.clone()).collect();
                    let all = 0..layer.n_outputs().div_ceil(WIDTH);
                    assert_eq!(panels, all.collect::<Vec<_>>(), "{kind:?}");
                }
            }
        }
    }
}
