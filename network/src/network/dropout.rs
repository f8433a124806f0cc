//! Units that are left out of a batch at random.

use ndarray::Array2;
use rand::Rng;
use rand::rngs::Xoshiro256PlusPlus;

use super::optimizer::narrow;
use super::stream::{Purpose, stream};
use super::wiring::Wire;
use super::{Mlp, MlpSpec, PerLayer};
use crate::panels::{Lanes, WIDTH};

/// The largest share of units that can be left out.
pub const MOST_DROPPED: f64 = 0.95;

/// Dropout of hidden units: each output of a row is 0 with probability `rate`, and otherwise
/// `1 / (1 − rate)` times as large, so that its mean stays. Srivastava, Hinton, Krizhevsky, Sutskever
/// and Salakhutdinov, "Dropout" (2014), inverted as in Keras and PyTorch. Rows are scored with all units.
///
/// Masks come from a stream of their own: a block of rows after another, in it layer after layer, in
/// a layer eight units after another, in those row after row, and of a row 32 bits a unit, the lower half of a draw
/// first. A unit is left out where its 32 bits, as a number, are less than `rate · 2³²`.
#[derive(Clone, Debug)]
pub struct Dropout {
    /// Of each hidden layer: what the bits of a kept unit reach, and what it is multiplied by.
    rates: Vec<(u32, f32)>,
    random: Xoshiro256PlusPlus,
}

impl Dropout {
    /// Of hidden layers with these rates, in `[0, 0.95]`; what lies outside counts as the nearest.
    #[must_use]
    pub fn new(rates: &PerLayer, n_layers: usize, seed: u64) -> Self {
        Self {
            rates: (0..n_layers).map(|layer| limit(rates.of(layer))).collect(),
            random: stream(seed, Purpose::Dropout),
        }
    }

    /// Of the layers of a network, if any unit of theirs is to be left out.
    pub(super) fn of(spec: &MlpSpec, network: &Mlp) -> Option<Self> {
        if spec.dropout.is_zero() {
            return None;
        }
        let rate_of = |wire: &Wire| {
            let drops = wire.role.drops();
            if drops {
                spec.dropout.of(wire.entry)
            } else {
                0.0
            }
        };
        let rates: Vec<f64> = network.wires().iter().map(rate_of).collect();
        let n_layers = rates.len();
        Some(Self::new(&rates.into(), n_layers, spec.seed))
    }

    /// Draws the mask of the next block of rows at a hidden layer, `(n_rows, n_units)`: 0 for what is
    /// left out, `1 / (1 − rate)` for what is kept.
    pub fn mask(&mut self, layer: usize, n_rows: usize, n_units: usize) -> Array2<f32> {
        let mut mask = Array2::ones((n_rows, n_units));
        for first in (0..n_units).step_by(WIDTH) {
            let mut ones = vec![[1.0; WIDTH]; n_rows];
            let mut slopes = ones.clone();
            self.apply(layer, &mut ones, &mut slopes);
            for (row, lanes) in ones.iter().enumerate() {
                for (unit, &lane) in (first..n_units).zip(lanes) {
                    mask[[row, unit]] = lane;
                }
            }
        }
        mask
    }

    /// Multiplies the outputs of eight units, and their slopes, by the mask that it draws.
    pub(super) fn apply(&mut self, layer: usize, outputs: &mut [Lanes], slopes: &mut [Lanes]) {
        let Some(&(limit, factor)) = self.rates.get(layer).filter(|(limit, _)| *limit > 0) else {
            return;
        };
        for (outputs, slopes) in outputs.iter_mut().zip(slopes) {
            let draws: [u64; WIDTH / 2] = std::array::from_fn(|_| self.random.next_u64());
            let bits = draws
                .iter()
                .flat_map(|draw| [draw & 0xffff_ffff, draw >> 32]);
            for ((output, slope), bits) in outputs.iter_mut().zip(slopes).zip(bits) {
                let mask = if bits < u64::from(limit) { 0.0 } else { factor };
                *output *= mask;
                *slope *= mask;
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of at most 0.95 of the whole range"
)]
fn limit(rate: f64) -> (u32, f32) {
    let rate = rate.clamp(0.0, MOST_DROPPED);
    let limit = (rate * 4_294_967_296.0).round() as u32;
    (limit, narrow(1.0 / (1.0 - rate)))
}
