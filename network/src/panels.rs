//! Matrices in panels of eight columns, and the products of such matrices.
//!
//! Factors and products lie as the inner loops read and write them, so that nothing is rearranged
//! between one product and the next.

mod product;

use std::array::from_fn;
use std::ops::Range;

pub(crate) use product::{
    multiply, multiply_by_column, multiply_transposed, multiply_transposed_by_column,
};

/// Columns of a panel: two vectors of WebAssembly's simd128.
pub(crate) const WIDTH: usize = 8;

/// What a panel holds of one row.
pub(crate) type Lanes = [f32; WIDTH];

/// Rows of a block.
const HEIGHT: usize = 4;

/// Four rows of a panel: as many sums as the registers hold beside what is multiplied.
type Block = [Lanes; HEIGHT];

/// A matrix of `n_rows` by `n_columns`. A panel holds eight columns, block after block.
///
/// Numbers fill up the last panel and the last block of each. They are 0 in parameters and gradients
/// and anything elsewhere, and as long as values are finite no result depends on them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Panels {
    n_rows: usize,
    n_columns: usize,
    /// Panel after panel, up to the last one that was written.
    blocks: Vec<Block>,
}

impl Panels {
    /// A matrix of zeros. Its memory is reserved, and touched when a panel is written first.
    pub(crate) fn zeros(n_rows: usize, n_columns: usize) -> Self {
        Self {
            n_rows,
            n_columns,
            blocks: Vec::with_capacity(stride(n_rows) * n_columns.div_ceil(WIDTH)),
        }
    }

    /// Rows.
    pub(crate) const fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Columns, without what fills up the last panel.
    pub(crate) const fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Panels.
    pub(crate) const fn n_panels(&self) -> usize {
        self.n_columns.div_ceil(WIDTH)
    }

    /// The rows of a panel; none where it was never written.
    pub(crate) fn panel(&self, panel: usize) -> &[Lanes] {
        let start = panel * stride(self.n_rows) * HEIGHT;
        let rows = self.blocks.as_flattened().get(start..start + self.n_rows);
        rows.unwrap_or_default()
    }

    /// The rows of a panel, to be written.
    pub(crate) fn panel_mut(&mut self, panel: usize) -> &mut [Lanes] {
        let n_rows = self.n_rows;
        &mut self.blocks_mut(panel).as_flattened_mut()[..n_rows]
    }

    /// The blocks of a panel, to be written.
    fn blocks_mut(&mut self, panel: usize) -> &mut [Block] {
        let stride = stride(self.n_rows);
        let end = (panel + 1) * stride;
        if self.blocks.len() < end {
            self.blocks.resize(end, Block::default());
        }
        &mut self.blocks[panel * stride..][..self.n_rows.div_ceil(HEIGHT)]
    }

    /// The panels in order.
    pub(crate) fn panels(&self) -> impl Iterator<Item = &[Lanes]> {
        (0..self.n_panels()).map(|panel| self.panel(panel))
    }

    /// The value in a row and column.
    pub(crate) fn value(&self, row: usize, column: usize) -> f32 {
        let row = self.panel(column / WIDTH).get(row);
        row.map_or(0.0, |lanes| lanes[column % WIDTH])
    }

    /// Sets a row.
    pub(crate) fn set_row(&mut self, row: usize, values: &[f32]) {
        for panel in 0..self.n_panels() {
            self.panel_mut(panel)[row] = part(values, panel);
        }
    }

    /// Makes it a matrix of `n_rows` given rows.
    pub(crate) fn set_rows<'a>(&mut self, n_rows: usize, row: impl Fn(usize) -> &'a [f32]) {
        self.set_n_rows(n_rows);
        for panel in 0..self.n_panels() {
            for (index, lanes) in self.panel_mut(panel).iter_mut().enumerate() {
                *lanes = part(row(index), panel);
            }
        }
    }

    /// Makes it a matrix of `n_rows`, of values that have no meaning.
    pub(crate) fn set_n_rows(&mut self, n_rows: usize) {
        self.n_rows = n_rows;
        let n_blocks = stride(n_rows) * self.n_panels();
        self.blocks.resize(n_blocks, Block::default());
    }

    /// Turns eight rows, from the first of `rows` on, into columns: one [`Lanes`] a column of the
    /// matrix. Rows past the end of `rows` count as 0.
    pub(crate) fn transpose(&self, rows: Range<usize>, columns: &mut Vec<Lanes>) {
        columns.resize(self.n_columns, Lanes::default());
        for (columns, panel) in columns.chunks_mut(WIDTH).zip(self.panels()) {
            let rows = panel.get(rows.clone()).unwrap_or_default();
            let eight: [Lanes; WIDTH] = from_fn(|row| rows.get(row).copied().unwrap_or_default());
            for (lane, column) in (0..WIDTH).zip(columns) {
                *column = from_fn(|row| eight[row][lane]);
            }
        }
    }
}

/// Blocks from one panel to the next. It is odd, so that the blocks of a row don't share the few
/// places that a cache has for addresses that are a power of two apart.
const fn stride(n_rows: usize) -> usize {
    n_rows.div_ceil(HEIGHT) | 1
}

/// What a panel holds of a row, filled up with 0.
fn part(row: &[f32], panel: usize) -> Lanes {
    let rest = &row[panel * WIDTH..];
    let fill_up = || from_fn(|lane| rest.get(lane).copied().unwrap_or_default());
    rest.first_chunk().copied().unwrap_or_else(fill_up)
}
