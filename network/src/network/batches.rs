//! The order in which an epoch visits the rows.

use std::ops::Range;

use rand::RngExt;
use rand::rngs::Xoshiro256PlusPlus;

use super::stream::{Purpose, stream};

/// The rows in an order that is drawn anew each epoch, cut into mini-batches.
#[derive(Clone, Debug)]
pub struct Batches {
    order: Vec<u32>,
    batch_size: usize,
    random: Xoshiro256PlusPlus,
}

impl Batches {
    /// Batches of `batch_size` of `n_rows` rows, not shuffled yet; a `batch_size` of 0 counts as 1.
    pub fn new(n_rows: u32, batch_size: usize, seed: u64) -> Self {
        Self {
            order: (0..n_rows).collect(),
            batch_size: batch_size.max(1),
            random: stream(seed, Purpose::BatchOrder),
        }
    }

    /// Draws the order of the next epoch: Fisher and Yates' shuffle of the order before.
    ///
    /// Draws are `u32`, which are the same on platforms with other pointer widths.
    pub fn shuffle(&mut self) {
        self.shuffle_part(0..self.order.len());
    }

    /// Draws which rows stand in some places of the next epoch, counted from the last on. Parts are
    /// drawn one after another.
    pub(super) fn shuffle_part(&mut self, places: Range<usize>) {
        let n_rows = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        for last in (1..n_rows).rev().take(places.end).skip(places.start) {
            self.order
                .swap(last as usize, self.random.random_range(0..=last) as usize);
        }
    }

    /// The rows of this epoch in their order.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// How many batches an epoch has, the last smaller one included.
    pub fn n_batches(&self) -> usize {
        self.order.len().div_ceil(self.batch_size)
    }

    /// The rows of one batch of this epoch, counted from 0; empty past the last.
    pub fn rows(&self, batch: usize) -> &[u32] {
        let n_rows = self.order.len();
        let start = batch.saturating_mul(self.batch_size).min(n_rows);
        &self.order[start..start.saturating_add(self.batch_size).min(n_rows)]
    }
}
