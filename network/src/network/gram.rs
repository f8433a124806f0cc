//! Weighted sums of products of columns over rows: what Newton's method needs of many rows.

use std::array::from_fn;

use nalgebra::DMatrix;

/// Columns of a tile: its 4 × 4 sums fit the registers beside what is multiplied.
const TILE: usize = 4;

/// Rows that are added up together, few enough that they stay in a cache of the first level.
const ROWS: usize = 32;

type Four = [f64; TILE];

/// `Σ weight · x · xᵀ` over rows `x`, each with a 1 behind its columns.
///
/// Rows are added by the block, and within it by the tile, in their order: the bits depend on nothing else.
#[derive(Clone, Debug)]
pub struct Gram {
    /// Columns, that of ones included.
    width: usize,
    /// Rows that aren't added up yet, four columns after the other.
    rows: Vec<[Four; ROWS]>,
    weights: [f64; ROWS],
    n_rows: usize,
    /// The lower triangle, a row of tiles after the other.
    tiles: Vec<[Four; TILE]>,
}

impl Gram {
    /// No rows of so many columns yet, that of ones not counted.
    pub fn nothing(n_features: usize) -> Self {
        let width = n_features + 1;
        let n_panels = width.div_ceil(TILE);
        Self {
            width,
            rows: vec![[[0.0; TILE]; ROWS]; n_panels],
            weights: [0.0; ROWS],
            n_rows: 0,
            tiles: vec![[[0.0; TILE]; TILE]; n_panels * (n_panels + 1) / 2],
        }
    }

    /// Adds a row, `(n_features,)`; a weight below 0 takes it away.
    pub fn add(&mut self, row: &[f32], weight: f64) {
        let nth = self.n_rows;
        let (fours, rest) = row.as_chunks::<TILE>();
        let mut panels = self.rows.iter_mut();
        for (four, panel) in fours.iter().zip(&mut panels) {
            panel[nth] = four.map(f64::from);
        }
        if let Some(panel) = panels.next() {
            let last = |lane: usize| rest.get(lane).copied().map_or(0.0, f64::from);
            panel[nth] = from_fn(last);
            panel[nth][rest.len()] = 1.0;
        }
        self.weights[nth] = weight;
        self.n_rows += 1;
        if self.n_rows == ROWS {
            self.add_up();
        }
    }

    /// Adds up the rows at hand.
    fn add_up(&mut self) {
        self.weights[self.n_rows..].fill(0.0);
        self.n_rows = 0;
        let mut tiles = self.tiles.iter_mut();
        for (place, panel) in self.rows.iter().enumerate() {
            let weighted: [Four; ROWS] =
                from_fn(|nth| panel[nth].map(|value| self.weights[nth] * value));
            for (other, tile) in self.rows[..=place].iter().zip(&mut tiles) {
                add_products(&weighted, other, tile);
            }
        }
    }

    /// The sums so far, `(n_features + 1, n_features + 1)`.
    pub fn sums(&mut self) -> DMatrix<f64> {
        self.add_up();
        let mut sums = DMatrix::zeros(self.width, self.width);
        let mut tiles = self.tiles.iter();
        for row in (0..self.width).step_by(TILE) {
            for column in (0..=row).step_by(TILE) {
                let Some(tile) = tiles.next() else { continue };
                for (row, four) in (row..self.width).zip(tile) {
                    for (column, sum) in (column..=row).zip(four) {
                        sums[(row, column)] = *sum;
                        sums[(column, row)] = *sum;
                    }
                }
            }
        }
        sums
    }
}

#[inline(always)]
fn add_products(left: &[Four; ROWS], right: &[Four; ROWS], tile: &mut [Four; TILE]) {
    let mut sums = [[0.0; TILE]; TILE];
    for (left, right) in left.iter().zip(right) {
        for (sums, left) in sums.iter_mut().zip(left) {
            for (sum, right) in sums.iter_mut().zip(right) {
                *sum += left * right;
            }
        }
    }
    for (to, sums) in tile.iter_mut().zip(sums) {
        for (to, sum) in to.iter_mut().zip(sums) {
            *to += sum;
        }
    }
}
